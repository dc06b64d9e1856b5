use super::*;
use crate::model::rules::Rules;
use crate::model::rules::unmatched::Unmatched;
use crate::plan::check::check_groups;
use crate::testing::example::{plan, problem, problem_with, random_problem, schools};

/// Groups of three and what is left over; the last schools of the problem are without a group.
fn groups(problem: &Problem) -> (Vec<Vec<SchoolIndex>>, Vec<SchoolIndex>) {
    let all: Vec<SchoolIndex> = problem.indices().collect();
    let split = all.len() - all.len() % 3 - 3 * usize::from(all.len() == 9);
    let (grouped, unmatched) = all.split_at(split);
    (grouped.chunks(3).map(<[SchoolIndex]>::to_vec).collect(), unmatched.to_vec())
}

/// The value of a group of which only some schools are left, by the definition, from the points of each term.
fn worth(problem: &Problem, left: &[SchoolIndex]) -> i128 {
    let smallest = problem.structure().sizes[0];
    let of = |&school: &SchoolIndex| {
        let counts =
            |term: &crate::model::benefit::Term| left.len() >= smallest || *term == crate::model::benefit::Term::Learn;
        let terms = problem.term_weights().iter().filter(|(term, _)| counts(term));
        terms.map(|(term, weight)| weight * problem.term_points(term, school, left)).sum::<Points>() / 1_000
    };
    if left.len() < 2 { 0 } else { i128::from(left.iter().map(of).sum::<Points>()) }
}

/// The first two moments of the value over all subsets of the whole cohort, over 1000 to the power of its size.
fn moments(problem: &Problem, withdrawals: &Withdrawals) -> (f64, f64) {
    let (groups, unmatched) = groups(problem);
    let price = i128::from(problem.structure().price.unwrap_or(0));
    let (mut first, mut second) = (0.0, 0.0);
    for subset in 0..1_usize << problem.len() {
        let stays = |school: SchoolIndex| subset >> school.position() & 1 == 1;
        let probability: f64 = (problem.indices())
            .map(|school| {
                let leaves = f64::from(withdrawals.of(&problem.school(school).id)) / 1_000.0;
                if stays(school) { 1.0 - leaves } else { leaves }
            })
            .product();
        let rest = |group: &Vec<SchoolIndex>| -> Vec<SchoolIndex> {
            group.iter().copied().filter(|&school| stays(school)).collect()
        };
        let value: i128 = groups.iter().map(|group| worth(problem, &rest(group))).sum::<i128>()
            - price * i128::try_from(rest(&unmatched).len()).unwrap();
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let value = value as f64;
        first += probability * value;
        second += probability * value * value;
    }
    (first, (second - first * first).max(0.0).sqrt())
}

fn uneven(problem: &Problem, seed: u64) -> Withdrawals {
    let mut draws = tercet_model::testing::Draws::new(seed);
    let mut withdrawals = Withdrawals::of_all(u32::try_from(draws.below(400)).unwrap());
    for school in problem.indices().filter(|school| school.0 % 2 == 0) {
        withdrawals = withdrawals.with_school(&problem.school(school).id, u32::try_from(draws.below(1_001)).unwrap());
    }
    withdrawals
}

#[test]
fn expectation_and_spread_are_those_over_all_subsets_of_the_cohort() {
    for seed in 0..60 {
        let problem = random_problem(seed);
        let withdrawals = uneven(&problem, seed);
        let (groups, unmatched) = groups(&problem);
        let found = robustness_of_groups(&problem, &groups, &withdrawals).unwrap();
        let (expected, spread) = moments(&problem, &withdrawals);
        let roundings = f64::from(u32::try_from(groups.len() + unmatched.len()).unwrap());
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let (told, told_spread) = (found.expected as f64, found.spread as f64);
        assert!((told - 1e-6..=told + roundings + 1e-6).contains(&expected), "seed {seed}: {told}, {expected}");
        // The root of a rounded variance is near enough below one point; the doubles of the oracle lose more.
        assert!((spread - told_spread).abs() < 1.01, "seed {seed}: {told_spread}, {spread}");
        assert_eq!(
            found.expected,
            found.groups.iter().map(|group| group.expected).sum::<Points>()
                + prices(&problem, &withdrawals, &unmatched)
        );
    }
}

fn prices(problem: &Problem, withdrawals: &Withdrawals, unmatched: &[SchoolIndex]) -> Points {
    let price = problem.structure().price.unwrap_or(0);
    let stays = |school: &SchoolIndex| Points::from(1_000 - withdrawals.of(&problem.school(*school).id));
    unmatched.iter().map(|school| (-price * stays(school)).div_euclid(1_000)).sum()
}

#[test]
fn without_withdrawals_it_is_the_value_and_with_all_of_them_nothing() {
    for seed in 0..40 {
        let problem = random_problem(seed);
        let (groups, unmatched) = groups(&problem);
        let mut rules = problem.rules().clone();
        rules.sizes.allowed = [2, 3].into();
        let problem = Problem::with_tables(problem.cohort().clone(), rules, problem.tables().clone()).unwrap();
        let value = check_groups(&problem, &groups, &unmatched).value;
        let none = robustness_of_groups(&problem, &groups, &Withdrawals::of_all(0)).unwrap();
        assert_eq!((Some(none.value), Some(none.expected), none.spread), (value, value, 0), "seed {seed}");
        assert!(none.at_risk.is_empty() && none.groups.iter().all(|group| group.lost == 0));
        let all = robustness_of_groups(&problem, &groups, &Withdrawals::of_all(1_000)).unwrap();
        assert_eq!((Some(all.value), all.expected, all.spread), (value, 0, 0), "seed {seed}");
        assert!(all.groups.iter().all(|group| group.below_smallest_millionths == 1_000_000));
    }
}

#[test]
fn what_schools_learn_falls_as_withdrawals_rise() {
    for seed in 0..20 {
        let problem = random_problem(seed).with(|rules| {
            rules.benefit = crate::model::benefit::Benefit::default();
            rules.benefit.share = 0.0;
            rules.hard.unmatched = Unmatched::Forbidden;
        });
        let problem = problem.unwrap();
        let (groups, _) = groups(&problem);
        let at = |thousandths| robustness_of_groups(&problem, &groups, &Withdrawals::of_all(thousandths)).unwrap();
        let values: Vec<Robustness> = (0..=1_000).step_by(50).map(at).collect();
        assert!(values.windows(2).all(|pair| pair[0].expected >= pair[1].expected), "seed {seed}");
        assert!(values[0].expected > 0, "seed {seed}");
    }
}

#[test]
fn the_groups_at_risk_come_worst_first() {
    let withdrawals = Withdrawals::of_all(100).with_school("105", 500);
    let found = robustness(&problem(), &plan(), &withdrawals).unwrap();
    // All three have to stay: 0.9^3 and 0.9^2 * 0.5.
    let chances: Vec<u32> = found.groups.iter().map(|group| group.below_smallest_millionths).collect();
    assert_eq!(chances, [271_000, 595_000]);
    assert_eq!(found.at_risk, [2, 1]);
    assert_eq!((found.smallest, found.withdrawn_thousandths), (3, 1_000));
}

#[test]
fn the_spread_of_groups_of_six_is_exact() {
    // Six schools that learn all from any peer, and one that may leave: 6 * 10,000 points or 5 * 10,000.
    let school = |id: &str| crate::model::school::School::new(id, id).with_strength("eal", 5.0).with_need("eal", 1.0);
    let mut rules = Rules::default();
    rules.sizes.allowed = [5, 6].into();
    let problem = problem_with(["A", "B", "C", "D", "E", "F"].map(school).to_vec(), rules);
    let all: Vec<SchoolIndex> = problem.indices().collect();
    let found = robustness_of_groups(&problem, &[all], &Withdrawals::of_all(0).with_school("C", 200)).unwrap();
    // A standard deviation of 10,000 * sqrt(0.2 * 0.8).
    assert_eq!((found.value, found.expected, found.spread), (60_000, 58_000, 4_000));
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let mut rules = Rules::default();
    rules.sizes.allowed = [2, 3].into();
    let more = ["107", "108"].map(|id| crate::model::school::School::new(id, id));
    let problem = problem_with([schools(), more.to_vec()].concat(), rules);
    let large: Vec<SchoolIndex> = problem.indices().take(7).collect();
    let withdrawals = Withdrawals::of_all(1_001).with_school("101", 2_000).with_school("nobody", 5);
    let error = robustness_of_groups(&problem, &[large], &withdrawals).unwrap_err();
    let codes: Vec<Code> = error.issues().iter().map(|issue| issue.code).collect();
    let out_of_range = Code::NumberOutOfRange;
    assert_eq!(codes, [out_of_range, out_of_range, Code::UnknownSchool, Code::SizeOutOfRange]);
}
