use super::*;
use tercet_model::benefit::{Term, learn};
use tercet_model::testing::{problem, problem_with, random_problem, schools, values_of_all_plans};

/// The definition again, directly from the model's functions and without codes.
fn by_definition(problem: &Problem) -> Option<Points> {
    let price = problem.structure().price;
    problem.indices().map(|school| of_school(problem, school).max(price.map(|price| -price))).sum()
}

fn of_school(problem: &Problem, school: SchoolIndex) -> Option<Points> {
    let weight = |term: &Term| problem.term_weights().iter().find(|(t, _)| t == term).map_or(0, |(_, w)| *w);
    let peers: Vec<SchoolIndex> =
        problem.indices().filter(|&j| j != school && problem.broken_by_part(&[school, j]).is_empty()).collect();
    let averaged = |peer| -> i64 {
        let terms = problem.term_weights().iter().filter(|(term, _)| *term != Term::Learn);
        terms.map(|(term, w)| w * problem.term_points(term, school, &[school, peer])).sum()
    };
    let top = |mut numbers: Vec<i64>, count: usize| -> i64 {
        numbers.sort_by_key(|&number| std::cmp::Reverse(number));
        numbers.iter().take(count).sum()
    };
    let all: Vec<SchoolIndex> = peers.iter().copied().chain([school]).collect();
    let w = weight(&Term::Learn);
    let sizes = problem.rules().sizes.allowed.iter().filter(|&&size| peers.len() >= size - 1);
    let mosts = sizes.map(|&size| {
        let places = i64::try_from(size - 1).unwrap();
        let apart = w * learn::points(problem.facts(), school, &all) * places
            + top(peers.iter().map(|&peer| averaged(peer)).collect(), size - 1);
        let alone = |peer| w * places * learn::points(problem.facts(), school, &[school, peer]) + averaged(peer);
        let joint = top(peers.iter().map(|&peer| alone(peer)).collect(), size - 1);
        let most = if problem.profile(school).has_needs() { apart.min(joint) } else { apart };
        most / (1_000 * places)
    });
    mosts.max()
}

#[test]
fn the_coded_bound_is_the_definition_over_every_rule_and_term() {
    for seed in 0..200 {
        let problem = random_problem(seed);
        assert_eq!(best_conceivable(&problem).0, by_definition(&problem), "seed {seed}");
    }
}

#[test]
fn no_plan_beats_the_bound() {
    let mut plans = 0;
    for seed in 0..40 {
        let problem = random_problem(seed);
        let values = values_of_all_plans(&problem);
        plans += values.len();
        match best_conceivable(&problem).0 {
            Some(bound) => assert!(values.iter().all(|&value| value <= bound), "seed {seed}"),
            None => assert!(values.is_empty(), "seed {seed}"),
        }
    }
    assert!(plans > 100, "the problems must have plans to speak of, and have {plans}");
}

#[test]
fn a_school_without_enough_peers_is_named() {
    let mut alike = schools();
    for school in alike.iter_mut().take(5) {
        school.attributes.insert("region".to_owned(), "London".into());
    }
    let problem = problem_with(alike, tercet_model::Rules::default());
    let (bound, stranded) = best_conceivable(&problem);
    assert_eq!(bound, None);
    assert_eq!(stranded, ["101", "102", "103", "104", "105"]); // each has no permitted peer but Fir
}

#[test]
fn a_price_replaces_the_group_that_a_school_cannot_have() {
    let mut rules = tercet_model::Rules::default();
    rules.sizes.allowed = [6].into();
    rules.hard.unmatched = tercet_model::rules::unmatched::Unmatched::Price(500);
    let problem = problem_with(schools(), rules);
    // Two schools are in London and two in one trust. So only schools in neither have five permitted peers.
    assert_eq!(best_conceivable(&problem).0, by_definition(&problem));
    assert!(best_conceivable(&problem).1.is_empty());
}

#[test]
fn the_worked_example_has_the_bound_worked_by_hand() {
    // Ash needs eal 75 % and writing 25 %. Birch covers 75 * 80 + 25 * 60 = 7,500, Cedar 75 * 60 + 25 * 80 = 6,500, and all
    // together 75 * 80 + 25 * 80 = 8,000 (Damson is in London too). It meets all of Birch's needs (10,000) and of Cedar's
    // 50 %: (700 * 8,000 * 2 + 300 * (10,000 + 5,000)) / 2,000 = 7,850 in a trio. In a quad a third peer has no need that
    // Ash meets: (700 * 8,000 * 3 + 300 * 15,000) / 3,000 = 7,100.
    let problem = problem();
    let ash = problem.index("101").unwrap();
    assert_eq!(best_of(&problem, &Coded::new(&problem), ash.position()), Some(7_850));
}
