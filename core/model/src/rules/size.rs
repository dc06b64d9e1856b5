//! `sizes`: every group has an allowed size, and the plan has the required number of groups of each size.

use crate::error::{Code, Issue};
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::numbers::{count, either};
use crate::rules::statement::{Breach, RuleShape, Statement};
use crate::rules::structure::Structure;
use crate::sizes::{self, Count, LARGEST, SMALLEST, Sizes};

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

/// The allowed sizes.
#[derive(Debug, Clone)]
pub struct AllowedSizes {
    sizes: Sizes,
}

impl Statement for AllowedSizes {
    type Stated = Sizes;
    const SHAPE: RuleShape = RuleShape::Group;
    const IS_STRUCTURAL: bool = true;

    fn in_force(_: &Facts, stated: &Self::Stated) -> Vec<Self> {
        vec![Self { sizes: stated.clone() }]
    }

    fn is_default(&self) -> bool {
        self.sizes.allowed == Sizes::default().allowed
    }

    fn sentence(&self, _: &Facts) -> String {
        format!("A group has {} schools", either(&self.sizes.allowed))
    }

    /// A group always has a size. Without the statement, every supported size is allowed.
    fn remove(&self, _: &Facts, stated: &mut Self::Stated) {
        stated.allowed = (SMALLEST..=LARGEST).collect();
    }

    fn issues(sizes: &Self::Stated, _: &str) -> Vec<Issue> {
        let key = "sizes.allowed";
        let mut issues = Vec::new();
        if sizes.allowed.is_empty() {
            let issue = Issue::error(Code::EmptySizes, "no group size is allowed", "give sizes such as [3, 4]");
            issues.push(issue.at_key(key));
        }
        for &size in &sizes.allowed {
            if !(SMALLEST..=LARGEST).contains(&size) {
                let issue = Issue::error(
                    Code::SizeOutOfRange,
                    format!("groups of {size} schools are not supported"),
                    format!("give sizes of {SMALLEST} to {LARGEST}"),
                );
                issues.push(issue.at_key(key).with_value(size.to_string()));
            }
        }
        issues
    }

    fn excess(&self, schools: &[SchoolIndex]) -> u32 {
        u32::from(!permits(&self.sizes, schools.len()))
    }

    fn shape_structure(&self, structure: &mut Structure) {
        structure.sizes = self.sizes.allowed.iter().copied().collect();
    }

    fn breaches_of_group(&self, facts: &Facts, group: &[SchoolIndex]) -> Vec<Breach> {
        if permits(&self.sizes, group.len()) {
            return Vec::new();
        }
        let (have, allowed) = (group.len(), either(&self.sizes.allowed));
        let message = format!("a group has {have} schools; {allowed} are allowed: {}", facts.names(group));
        vec![Breach::new(group, message)]
    }
}

/// The required number of groups of one size.
#[derive(Debug, Clone)]
pub struct Exactly {
    size: usize,
    count: Count,
}

impl Statement for Exactly {
    type Stated = Sizes;
    const SHAPE: RuleShape = RuleShape::Plan;
    const IS_STRUCTURAL: bool = true;

    fn in_force(_: &Facts, stated: &Self::Stated) -> Vec<Self> {
        stated.exactly.iter().map(|(&size, &count)| Self { size, count }).collect()
    }

    fn part(&self) -> Option<String> {
        Some(self.size.to_string())
    }

    fn sentence(&self, _: &Facts) -> String {
        format!("The number of groups with {} schools is {}", self.size, self.count)
    }

    fn remove(&self, _: &Facts, stated: &mut Self::Stated) {
        stated.exactly.remove(&self.size);
    }

    fn relax(&self, stated: &mut Self::Stated, steps: u32) -> bool {
        let steps = usize::try_from(steps).unwrap_or(usize::MAX);
        let Some(most) = self.count.most().checked_add(steps) else { return false };
        stated.exactly.insert(self.size, Count::Between(self.count.least().saturating_sub(steps), most));
        true
    }

    fn issues(sizes: &Self::Stated, key: &str) -> Vec<Issue> {
        let mut issues = Vec::new();
        for (size, count) in &sizes.exactly {
            let key = format!("{key}.{size}");
            if !sizes.allowed.contains(size) && count.most() > 0 {
                let message = format!("the rules ask for groups of {size}, but that size is not allowed");
                let issue = Issue::error(Code::SizeNotAllowed, message, "add the size to `sizes.allowed`");
                issues.push(issue.at_key(&key));
            }
            if count.least() > count.most() {
                let issue =
                    Issue::error(Code::EmptyRange, "the range ends before it begins", "give the smaller number first");
                issues.push(issue.at_key(&key).with_value(format!("[{}, {}]", count.least(), count.most())));
            }
        }
        issues
    }

    fn shape_structure(&self, structure: &mut Structure) {
        structure.counts.insert(self.size, self.count);
    }

    fn breaches_of_plan(&self, _: &Facts, groups: &[Vec<SchoolIndex>], _: &[SchoolIndex]) -> Vec<Breach> {
        let have = groups.iter().filter(|group| group.len() == self.size).count();
        if sizes::permits(self.count, have) {
            return Vec::new();
        }
        let groups = count(have, "group", "groups");
        let message = format!("the plan has {groups} of {} schools, but {} are required", self.size, self.count);
        vec![Breach::new(&[], message)]
    }
}
