//! The least share, 0 to 1, of something that every member of a group must have. `learn_at_least` and `share_at_least`
//! share this code.

use crate::error::Issue;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::numbers;
use crate::rules::statement::Breach;
use crate::units::{Points, billionths, least_points};
use crate::validate::numbers::out_of_range;

/// The issue of a fraction that is out of range.
pub(super) fn issues(stated: Option<f64>, key: &str) -> Vec<Issue> {
    let wrong = stated.filter(|fraction| !(0.0..=1.0).contains(fraction));
    wrong.map(|fraction| out_of_range(key, &fraction, "a share of 0 to 1; 0.4 is 40%")).into_iter().collect()
}

/// Lower by this many whole percent; none below one percent.
pub(super) fn relaxed(fraction: f64, steps: u32) -> Option<f64> {
    const PERCENT: i64 = 10_000_000;
    let percent = (billionths(fraction)? + PERCENT - 1) / PERCENT - i64::from(steps);
    let percent = u8::try_from(percent).ok().filter(|&percent| percent > 0)?;
    Some(f64::from(percent) / 100.0)
}

/// The members with too little, in a group of two or more. `points` gives a member's points. `message` names the member,
/// its share and the least share.
pub(super) fn breaches(
    (facts, group): (&Facts, &[SchoolIndex]),
    fraction: f64,
    points: impl Fn(&Facts, SchoolIndex, &[SchoolIndex]) -> Points,
    message: impl Fn(&str, &str, &str) -> String,
) -> Vec<Breach> {
    if group.len() < 2 {
        return Vec::new();
    }
    let breach = |&school: &SchoolIndex| {
        let points = points(facts, school, group);
        (points < least_points(fraction)).then(|| {
            let (have, least) = (numbers::percent(points), numbers::fraction(fraction));
            Breach::new(&[school], message(facts.name(school), &have, &least))
        })
    };
    group.iter().filter_map(breach).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_is_relaxed_to_the_next_lower_percent() {
        // As floats, 0.55, 0.07 and 0.29 times 100 are not whole.
        for (fraction, next) in
            [(0.55, Some(0.54)), (0.07, Some(0.06)), (0.29, Some(0.28)), (0.555, Some(0.55)), (0.01, None)]
        {
            assert_eq!(relaxed(fraction, 1), next, "{fraction}");
        }
    }
}
