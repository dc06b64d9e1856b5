//! `sizes`: every group has an allowed size, and there are as many groups of a size as asked for.

use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::{Broken, Rule};
use crate::sizes::{self, Sizes};

/// Whether a group of this size is allowed.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::{rules::size::permits, sizes::Sizes};
/// assert!(permits(&Sizes::default(), 3));
/// assert!(!permits(&Sizes::default(), 5));
/// ```
#[must_use]
pub fn permits(sizes: &Sizes, size: usize) -> bool {
    sizes.allowed.contains(&size)
}

pub(super) fn broken(problem: &Problem, group: &[SchoolIndex]) -> Option<Broken> {
    let sizes = &problem.rules().sizes;
    (!permits(sizes, group.len())).then(|| {
        let allowed: Vec<String> = sizes.allowed.iter().map(ToString::to_string).collect();
        let (have, allowed) = (group.len(), allowed.join(" or "));
        let message = format!("a group has {have} schools, and {allowed} are allowed: {}", problem.names(group));
        Broken::new(problem, Rule::Sizes, group, message)
    })
}

pub(super) fn broken_counts(problem: &Problem, groups: &[Vec<SchoolIndex>]) -> Vec<Broken> {
    let mut broken = Vec::new();
    for (&size, &count) in &problem.rules().sizes.exactly {
        let have = groups.iter().filter(|group| group.len() == size).count();
        if !sizes::permits(count, have) {
            let (least, most) = (count.least(), count.most());
            let wanted = if least == most { least.to_string() } else { format!("{least} to {most}") };
            let message = format!("the plan has {have} groups of {size}, and {wanted} are asked for");
            broken.push(Broken::new(problem, Rule::Exactly, &[], message));
        }
    }
    broken
}
