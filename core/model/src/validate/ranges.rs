//! Checks that the weights of the benefit, and the scale, are in range.

use crate::error::Issue;
use crate::rules::Rules;
use crate::units::billionths;
use crate::validate::numbers::out_of_range;

pub(super) fn check(rules: &Rules) -> Vec<Issue> {
    let mut issues = Vec::new();
    if !(rules.scale.strength > 0.0 && billionths(rules.scale.strength).is_some_and(|scale| scale > 0)) {
        issues.push(out_of_range("scale.strength", &rules.scale.strength, "the top of the scale, such as 5"));
    }
    issues.extend(rules.benefit.issues());
    issues
}
