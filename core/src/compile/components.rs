//! The connected components of the compatibility graph. Schools that no chain of permitted pairs joins are solved
//! separately.

use crate::compile::value::Compiled;
use crate::ids::SchoolIndex;

/// The components, each sorted, in the order of their first school. They leave out locked groups, which are already
/// settled.
///
/// A breadth-first search over the schools not yet seen. It asks about each pair at most once, and about far fewer pairs if
/// the graph is as dense as a cohort's usually is. O(schools) memory.
#[must_use]
pub fn components(compiled: &Compiled) -> Vec<Vec<SchoolIndex>> {
    let mut locked = vec![false; compiled.len()];
    for school in compiled.locked().iter().flatten() {
        locked[school.position()] = true;
    }
    let mut unseen: Vec<SchoolIndex> =
        (0..compiled.len()).filter(|&position| !locked[position]).map(SchoolIndex::new).collect();
    let mut components = Vec::new();
    while let Some(&first) = unseen.first() {
        unseen.remove(0);
        let mut component = vec![first];
        let mut next = 0;
        while next < component.len() {
            let school = component[next];
            next += 1;
            let (mut near, far) = unseen.into_iter().partition(|&other| compiled.permits(school, other));
            unseen = far;
            component.append(&mut near);
        }
        component.sort_unstable();
        components.push(component);
    }
    components
}
