//! The best swaps of a plan, as plain text: what each gains, the groups after it, and the rules that forbid better ones.

use crate::model::numbers::{count, part_of, points, thousands};
use crate::model::problem::Problem;
use crate::questions::swaps::{LeftOut, Swap, SwapKind, SwapStep, Swaps};
use crate::report::document::Document;
use crate::report::names::{group_in_text, group_title, name};
use crate::report::words::{list, sentence};
use crate::units::Points;

/// The swaps as plain text: the verdict first, then each swap with its groups.
///
/// ```
/// use tercet::model::generate::{Shape, generate};
/// use tercet::{Options, Problem, Rules, report, solve, swaps};
/// let problem = Problem::new(generate(&Shape::default().with_schools(20), 0)?, Rules::default())?;
/// let plan = solve(&problem, &Options::default())?;
/// let text = report::questions::swaps::render(&problem, &swaps(&problem, &plan, &Default::default())?);
/// assert!(text.contains("change places"));
/// # Ok::<(), tercet::Error>(())
/// ```
#[must_use]
pub fn render(problem: &Problem, found: &Swaps) -> String {
    let mut document = Document::titled(&verdict(found));
    document.paragraph(&format!("The plan is worth {}.", points(found.value)));
    for (number, swap) in (1..).zip(&found.swaps) {
        document.heading(&format!("{number}. {}: {}", told(problem, swap), signed(swap.gain, found.value)));
        for group in &swap.groups {
            let names: Vec<&str> = group.schools.iter().map(|id| name(problem, id)).collect();
            let names = if names.is_empty() { "no schools".to_owned() } else { list(&names, "and") };
            document.paragraph(&format!("{}: {names}", group_title(group.number, None)));
        }
        for breach in &swap.breaks {
            document.paragraph(&format!("Breaks {}: {}", breach.rule, sentence(&breach.message)));
        }
    }
    if found.better > 0 {
        document.heading(&forbidden(found));
        let row = |left: &LeftOut| vec![thousands(left.better), left.rule.clone(), left.sentence.clone()];
        document.table(&["Swaps", "Rule", "What it says"], found.left_out.iter().map(row));
    }
    document.to_text()
}

/// "12 swaps do better than the first one above, but each breaks a rule"
fn forbidden(found: &Swaps) -> String {
    let whose = if found.better == 1 { "it breaks" } else { "each breaks" };
    let swaps = if found.swaps.is_empty() {
        count(found.better, "swap is possible", "swaps are possible")
    } else {
        let than = "better than the first one above";
        count(found.better, &format!("swap does {than}"), &format!("swaps do {than}"))
    };
    format!("{swaps}, but {whose} a rule")
}

/// "The best swap adds 0.31% (1,204 points)."
fn verdict(found: &Swaps) -> String {
    let Some(best) = found.swaps.first() else {
        return "No swap is possible that keeps every rule.".to_owned();
    };
    let amount = amount(best.gain.unsigned_abs(), found.value);
    match (best.gain, best.breaks.is_empty()) {
        (1.., true) => format!("The best swap adds {amount}."),
        (1.., false) => format!("The best swap adds {amount}, but breaks a rule."),
        (0, _) => {
            "No swap that keeps every rule makes the plan better. The best one changes nothing in its value.".to_owned()
        }
        _ => format!("No swap that keeps every rule makes the plan better. The best one costs {amount}."),
    }
}

/// "0.31% (1,204 points)"; points alone where the plan has no value to compare with.
fn amount(gain: u64, value: Points) -> String {
    if value > 0 { format!("{} ({})", part_of(gain, value.unsigned_abs()), points(gain)) } else { points(gain) }
}

/// "+0.31% (1,204 points)"
fn signed(gain: Points, value: Points) -> String {
    let sign = match gain {
        1.. => "+",
        0 => "",
        _ => "-",
    };
    format!("{sign}{}", amount(gain.unsigned_abs(), value))
}

/// Who goes where, as a sentence without a full stop.
fn told(problem: &Problem, swap: &Swap) -> String {
    let school = |step: &SwapStep| name(problem, &step.school).to_owned();
    let place = |group: Option<usize>| group.map_or("without a group".to_owned(), |number| group_in_text(number, None));
    match (swap.kind, swap.steps.as_slice()) {
        (SwapKind::Move, [step]) => match (step.from, step.to) {
            (Some(_), None) => format!("{} leaves {} and is without a group", school(step), place(step.from)),
            (None, Some(_)) => format!("{}, so far without a group, joins {}", school(step), place(step.to)),
            _ => format!("{} moves from {} to {}", school(step), place(step.from), place(step.to)),
        },
        (SwapKind::Exchange, [a, b]) => {
            format!("{} ({}) and {} ({}) change places", school(a), place(a.from), school(b), place(b.from))
        }
        (_, steps) => {
            let step = |step: &SwapStep| match step.to {
                Some(_) => format!("{} moves to {}", school(step), place(step.to)),
                None => format!("{} leaves {}", school(step), place(step.from)),
            };
            list(&steps.iter().map(step).collect::<Vec<_>>(), "and")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rules::Rules;
    use crate::model::rules::unmatched::Unmatched;
    use crate::questions::swaps::{SwapOptions, swaps};
    use crate::testing::example::{honest_plan, plan, problem, problem_with, schools};
    use crate::testing::golden;

    #[test]
    fn the_swaps_are_as_reviewed() {
        let options = SwapOptions::default().with_most(3);
        golden::compare("swaps.txt", &render(&problem(), &swaps(&problem(), &plan(), &options).unwrap()));
    }

    #[test]
    fn moves_rotations_and_breaches_are_told() {
        let mut rules = Rules::default();
        rules.sizes.allowed = [2, 3].into();
        rules.hard.unmatched = Unmatched::Price(1_000);
        let problem = problem_with(schools(), rules);
        let plan = honest_plan(&problem, &[&["101", "102", "103"], &["104", "105"]]);
        let options = SwapOptions::default().with_most(usize::MAX).with_break_rules(true);
        let text = render(&problem, &swaps(&problem, &plan, &options).unwrap());
        for told in [
            ". Fir Primary, so far without a group, joins group 2: ",
            ". Ash Primary leaves group 1 and is without a group: ",
            ". Ash Primary moves from group 1 to group 2: ",
            ". Ash Primary moves to group 2, Damson Primary leaves group 2 and Fir Primary moves to group 1: ",
            ". Ash Primary (group 1) and Fir Primary (without a group) change places: ",
            "\n  Breaks differ:region: Ash Primary and Damson Primary have the same region, London.\n",
        ] {
            assert!(text.contains(told), "{told}\n{text}");
        }
    }

    #[test]
    fn the_verdict_says_gain_loss_and_neither() {
        let found = swaps(&problem(), &plan(), &SwapOptions::default()).unwrap();
        let with = |gain| {
            let mut found = found.clone();
            found.value = 100_000;
            found.swaps[0].gain = gain;
            verdict(&found)
        };
        assert_eq!(with(310), "The best swap adds 0.31% (310 points).");
        assert_eq!(
            with(0),
            "No swap that keeps every rule makes the plan better. The best one changes nothing in its value."
        );
        assert_eq!(
            with(-1_000),
            "No swap that keeps every rule makes the plan better. The best one costs 1.00% (1,000 points)."
        );
        let none = swaps(&problem(), &plan(), &SwapOptions::default().with_kinds([SwapKind::Move])).unwrap();
        assert_eq!(verdict(&none), "No swap is possible that keeps every rule.");
    }
}
