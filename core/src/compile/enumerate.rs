//! All feasible groups in a fixed order: the columns of the integer program.

use crate::compile::members::Members;
use crate::compile::value::Compiled;
use crate::ids::SchoolIndex;

/// Calls `visit` with each feasible group of the schools, ordered by first school, then size, then the other members,
/// ascending. Stops early when `visit` returns `false`.
///
/// Groups grow over schools that are pairwise permitted (cliques of the compatibility graph). The rules over whole groups
/// are tested at the end, because the last school may make a group keep them. If a rule is broken that no further school
/// can repair, growth stops ([`Compiled::may_grow`]).
pub fn for_each_group(compiled: &Compiled, schools: &[SchoolIndex], mut visit: impl FnMut(Members) -> bool) {
    for place in 0..schools.len() {
        if !for_each_group_of_first(compiled, &schools[place..], &mut visit) {
            return;
        }
    }
}

/// Calls `visit` with each feasible group that contains the first of the schools, in the order of [`for_each_group`].
/// Returns whether `visit` never returned `false`.
pub fn for_each_group_of_first(
    compiled: &Compiled,
    schools: &[SchoolIndex],
    mut visit: impl FnMut(Members) -> bool,
) -> bool {
    let Some((&first, later)) = schools.split_first() else {
        return true;
    };
    for_each_group_with(compiled, &[first], later, &mut visit)
}

/// Calls `visit` with each feasible group that contains some given schools, one at least, and otherwise some of the others, ordered by
/// size. Returns whether `visit` never returned `false`.
pub fn for_each_group_with(
    compiled: &Compiled,
    given: &[SchoolIndex],
    others: &[SchoolIndex],
    mut visit: impl FnMut(Members) -> bool,
) -> bool {
    let may_join =
        |&other: &SchoolIndex| given.iter().all(|&school| school != other && compiled.permits(school, other));
    let candidates: Vec<SchoolIndex> = others.iter().copied().filter(may_join).collect();
    let sizes = compiled.sizes().iter().filter(|&&size| size >= given.len());
    sizes.into_iter().all(|&size| grow(compiled, &mut given.to_vec(), &candidates, size, &mut visit))
}

fn grow(
    compiled: &Compiled,
    group: &mut Vec<SchoolIndex>,
    candidates: &[SchoolIndex],
    size: usize,
    visit: &mut impl FnMut(Members) -> bool,
) -> bool {
    if group.len() == size {
        return !compiled.is_feasible(group) || visit(Members::new(group));
    }
    for (place, &school) in candidates.iter().enumerate() {
        let rest: Vec<SchoolIndex> =
            candidates[place + 1..].iter().copied().filter(|&other| compiled.permits(school, other)).collect();
        if group.len() + 1 + rest.len() < size {
            continue;
        }
        group.push(school);
        let go_on = !compiled.may_grow(group) || grow(compiled, group, &rest, size, visit);
        group.pop();
        if !go_on {
            return false;
        }
    }
    true
}

/// All feasible groups, in the order of [`for_each_group`], or `None` if there are more than `most`.
#[must_use]
pub fn all_groups(compiled: &Compiled, schools: &[SchoolIndex], most: usize) -> Option<Vec<Members>> {
    let mut groups = Vec::new();
    let mut fits = true;
    for_each_group(compiled, schools, |group| {
        fits = groups.len() < most;
        if fits {
            groups.push(group);
        }
        fits
    });
    fits.then_some(groups)
}
