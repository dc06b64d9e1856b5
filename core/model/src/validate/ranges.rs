//! The weights of the benefit and the scale: every number in its range.

use crate::benefit::Benefit;
use crate::error::{Code, Issue};
use crate::rules::Rules;
use crate::units::billionths;
use crate::validate::numbers::out_of_range;

/// Longer than the way round the Earth, and short enough for exact arithmetic.
const FARTHEST_KM: f64 = 100_000.0;

pub(super) fn check(rules: &Rules) -> Vec<Issue> {
    let mut issues = Vec::new();
    if !(rules.scale.strength > 0.0 && billionths(rules.scale.strength).is_some_and(|scale| scale > 0)) {
        issues.push(out_of_range("scale.strength", &rules.scale.strength, "the top of the scale, such as 5"));
    }
    benefit(&rules.benefit, &mut issues);
    issues
}

fn benefit(benefit: &Benefit, issues: &mut Vec<Issue>) {
    let mut weights = vec![("benefit.learn".to_owned(), benefit.learn), ("benefit.share".to_owned(), benefit.share)];
    weights.extend(benefit.variety.iter().map(|(name, &weight)| (format!("benefit.variety.{name}"), weight)));
    weights.extend(benefit.likeness.iter().map(|(name, &weight)| (format!("benefit.likeness.{name}"), weight)));
    weights.extend(benefit.closeness.map(|closeness| ("benefit.closeness.weight".to_owned(), closeness.weight)));
    weights.extend(benefit.novelty.map(|novelty| ("benefit.novelty.weight".to_owned(), novelty.weight)));
    weights.push(("benefit.own".to_owned(), benefit.own));
    let mut any = false;
    for (key, weight) in weights {
        match billionths(weight) {
            Some(billionths) if weight >= 0.0 => any |= billionths > 0,
            _ => {
                any = true; // Said already; whether all are zero is not known.
                issues.push(out_of_range(&key, &weight, "a weight of 0 or more, at most 1,000,000,000"));
            }
        }
    }
    if !any {
        let message = "every weight is zero, so no plan is better than another";
        let issue = Issue::error(Code::NoBenefit, message, "give at least one weight above 0, such as learn = 7");
        issues.push(issue.at_key("benefit"));
    }
    if let Some(closeness) = benefit.closeness {
        let zero = closeness.zero_at_km;
        if !(zero <= FARTHEST_KM && billionths(zero).is_some_and(|zero| zero > 0)) {
            issues.push(out_of_range("benefit.closeness.zero_at_km", &zero, "more than 0 and at most 100,000 km"));
        }
    }
    if let Some(novelty) = benefit.novelty.filter(|novelty| !(0.0..=1.0).contains(&novelty.decay)) {
        issues.push(out_of_range("benefit.novelty.decay", &novelty.decay, "0 to 1"));
    }
}
