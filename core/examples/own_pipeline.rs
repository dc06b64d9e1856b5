//! A strategy of your own, built from the public parts. A heuristic over the model's rules and values forms groups. The
//! same check judges them, and they are compared with Tercet's plan. `cargo run --example own_pipeline`.
#![expect(clippy::print_stdout, reason = "it shows how the two plans compare")]

use tercet::model::generate::{Shape, generate};
use tercet::model::rules::unmatched::Unmatched;
use tercet::plan::breakdown::breakdown_groups;
use tercet::plan::check::check_groups;
use tercet::{Error, Options, Problem, Rules, SchoolIndex, Strategy, breakdown, compare, solve};

/// Takes the best quad for the first school without a group, then for the next. A school that finds no quad stays
/// unmatched.
fn quads_in_turn(problem: &Problem) -> (Vec<Vec<SchoolIndex>>, Vec<SchoolIndex>) {
    let mut left: Vec<SchoolIndex> = problem.indices().collect();
    let (mut groups, mut unmatched) = (Vec::new(), Vec::new());
    while !left.is_empty() {
        let first = left.remove(0);
        match best_quad(problem, first, &left) {
            Some(group) => {
                left.retain(|school| !group.contains(school));
                groups.push(group);
            }
            None => unmatched.push(first),
        }
    }
    (groups, unmatched)
}

/// Of all quads of a school and three others that keep every rule, the first with the largest value.
fn best_quad(problem: &Problem, first: SchoolIndex, others: &[SchoolIndex]) -> Option<Vec<SchoolIndex>> {
    let mut best: Option<(i64, Vec<SchoolIndex>)> = None;
    for (place, &second) in others.iter().enumerate() {
        for (next, &third) in others.iter().enumerate().skip(place + 1) {
            for &fourth in &others[next + 1..] {
                let group = vec![first, second, third, fourth];
                let points = problem.value(&group);
                if best.as_ref().is_none_or(|(most, _)| points > *most) && problem.broken_by_group(&group).is_empty() {
                    best = Some((points, group));
                }
            }
        }
    }
    best.map(|(_, group)| group)
}

/// The points that the two strategies reach on one problem, and the points that no plan can exceed.
#[derive(Debug)]
pub(crate) struct Compared {
    pub(crate) own: i64,
    pub(crate) tercet: i64,
    pub(crate) bound: i64,
}

pub(crate) fn run() -> Result<Compared, Error> {
    let cohort = generate(&Shape::default().with_schools(30), 0)?;
    let mut rules = Rules::default();
    // A school without a quad may be left out at a price, so any set of groups that keep the rules is a plan.
    rules.hard.unmatched = Unmatched::Price(2_000);
    let problem = Problem::new(cohort, rules)?;

    let (groups, unmatched) = quads_in_turn(&problem);
    let checked = check_groups(&problem, &groups, &unmatched);
    assert!(checked.is_valid(), "{:?}", checked.findings());

    let options = Options::default().with_strategy(Strategy::Auto).with_work_limit(20_000);
    let plan = solve(&problem, &options)?;
    let compared = Compared {
        own: checked.value.expect("groups that keep every rule have a value"),
        tercet: plan.value.expect("leaving everyone out is a plan, so there is one"),
        bound: plan.bound.expect("a plan has a bound"),
    };
    println!("quads in turn  {:>8} points, {} schools unmatched", compared.own, unmatched.len());
    println!("tercet         {:>8} points, {} schools unmatched", compared.tercet, plan.unmatched.len());
    println!("no plan has more than {} points", compared.bound);
    let changes = compare(&breakdown_groups(&problem, &groups, &unmatched), &breakdown(&problem, &plan));
    println!("{} of {} schools have other peers", changes.moved().count(), problem.len());
    Ok(compared)
}

fn main() -> Result<(), Error> {
    run().map(|_| ())
}
