//! What withdrawals would cost, as plain text: the expected value, and the groups at risk, worst first.

use crate::model::numbers::{count, part_of, percent, percent_of_thousandths, points, thousands};
use crate::model::problem::Problem;
use crate::questions::robustness::{GroupRisk, Robustness};
use crate::report::document::Document;
use crate::report::names::{group_title, name};
use crate::report::words::list;

/// The most groups at risk that are written out.
const MOST_GROUPS: usize = 10;

/// The answer as plain text: the expected value first, then the groups that are most likely to become too small.
///
/// ```
/// use tercet::model::generate::{Shape, generate};
/// use tercet::questions::robustness::Withdrawals;
/// use tercet::{Options, Problem, Rules, report, robustness, solve};
/// let problem = Problem::new(generate(&Shape::default().with_schools(20), 0)?, Rules::default())?;
/// let plan = solve(&problem, &Options::default())?;
/// let found = robustness(&problem, &plan, &Withdrawals::of_all(50))?;
/// let text = report::questions::robustness::render(&problem, &found);
/// assert!(text.contains("Each school withdraws with a probability of 5.0%"));
/// # Ok::<(), tercet::Error>(())
/// ```
#[must_use]
pub fn render(problem: &Problem, found: &Robustness) -> String {
    let mut document = Document::titled(&verdict(found));
    document.paragraph(&assumed(found));
    let withdrawn = found.withdrawn_thousandths.div_euclid(100);
    let facts = [
        ("If nobody withdraws", points(found.value)),
        ("Expected value", format!("{}, give or take {}", points(found.expected), thousands(found.spread))),
        ("Expected withdrawals", format!("{}.{} schools", thousands(withdrawn / 10), withdrawn % 10)),
    ];
    for (label, fact) in facts {
        document.paragraph(&format!("{label}: {fact}"));
    }
    if found.at_risk.is_empty() {
        return document.to_text();
    }
    document.heading(&format!("Groups that may have fewer than {}", count(found.smallest, "school", "schools")));
    let by_number = |&number: &usize| found.groups.get(number.wrapping_sub(1));
    document.items(found.at_risk.iter().filter_map(by_number).take(MOST_GROUPS).map(|group| risk(problem, group)));
    if found.at_risk.len() > MOST_GROUPS {
        let more = count(found.at_risk.len() - MOST_GROUPS, "more group is", "more groups are");
        document.paragraph(&format!("{more} at risk."));
    }
    document.to_text()
}

/// "If schools withdraw, the plan is expected to keep 91.2% of its value."
fn verdict(found: &Robustness) -> String {
    match (u64::try_from(found.expected), u64::try_from(found.value)) {
        (Ok(expected), Ok(value)) if value > 0 => {
            format!("If schools withdraw, the plan is expected to keep {} of its value.", part_of(expected, value))
        }
        _ => format!("If schools withdraw, the plan is expected to be worth {}.", points(found.expected)),
    }
}

fn assumed(found: &Robustness) -> String {
    let all = percent_of_thousandths(i64::from(found.withdrawals.all));
    let told = format!("Each school withdraws with a probability of {all}, independently of the others.");
    match found.withdrawals.schools.len() {
        0 => told,
        1 => format!("{told} 1 school has a probability of its own."),
        own => format!("{told} {} schools have probabilities of their own.", thousands(own)),
    }
}

/// "Group 7: 27.1% chance. It is expected to lose 2,112 of its 24,530 points. Ash Primary, Birch Primary and Cedar Primary"
fn risk(problem: &Problem, group: &GroupRisk) -> String {
    let names: Vec<&str> = group.schools.iter().map(|id| name(problem, id)).collect();
    let chance = percent(i64::from((group.below_smallest_millionths + 50) / 100));
    let (title, lost) = (group_title(group.number, None), thousands(group.lost));
    format!(
        "{title}: {chance} chance. It is expected to lose {lost} of its {}: {}.",
        points(group.value),
        list(&names, "and")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questions::robustness::{Withdrawals, robustness};
    use crate::testing::example::{plan, problem};
    use crate::testing::golden;

    #[test]
    fn the_answer_is_as_reviewed() {
        let withdrawals = Withdrawals::of_all(50).with_school("105", 200);
        golden::compare("robustness.txt", &render(&problem(), &robustness(&problem(), &plan(), &withdrawals).unwrap()));
    }

    #[test]
    fn without_risk_no_group_is_named() {
        let text = render(&problem(), &robustness(&problem(), &plan(), &Withdrawals::of_all(0)).unwrap());
        assert!(text.starts_with("If schools withdraw, the plan is expected to keep 100.00% of its value.\n"));
        assert!(!text.contains("Group"), "{text}");
    }
}
