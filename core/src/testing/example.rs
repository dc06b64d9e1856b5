//! Small cohorts, correct plans and an easy year.

use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::plan::check::check_groups;
use crate::plan::grouping::Plan;
use crate::programme::statement::tables::parse_terms;
use crate::programme::statement::year::Year;
use crate::solve::options::{Options, Strategy};
use crate::solve::outcome::{Outcome, Proof, Status, StopReason};

pub(crate) use tercet_model::testing::{areas, problem, problem_with, random_problem, schools};

/// A year with one long term, in which everybody can meet.
pub(crate) fn year() -> Year {
    let terms = parse_terms(b"term,start,end\nAutumn,2026-09-01,2027-03-18\n", "terms.csv").unwrap();
    Year { terms, ..Year::default() }
}

pub(crate) fn plan() -> Plan {
    honest_plan(&problem(), &[&["101", "102", "103"], &["104", "105", "106"]])
}

/// A plan with these groups and true claims. Schools that are not named are unmatched.
pub(crate) fn honest_plan(problem: &Problem, groups: &[&[&str]]) -> Plan {
    let index = |id: &&str| problem.index(id).unwrap();
    let groups: Vec<Vec<SchoolIndex>> = groups.iter().map(|group| group.iter().map(index).collect()).collect();
    let unmatched: Vec<SchoolIndex> =
        problem.indices().filter(|school| !groups.iter().any(|group| group.contains(school))).collect();
    let checked = check_groups(problem, &groups, &unmatched);
    let options = Options::default().with_strategy(Strategy::LocalSearch).with_seed(7);
    let outcome = Outcome {
        closest: None,
        groups: Some(groups),
        unmatched,
        value: checked.value,
        bound: checked.bound,
        status: Status::Feasible,
        proof: Proof::None,
        certificate: None,
        stop: StopReason::Finished,
        work: 0,
        reasons: Vec::new(),
    };
    Plan::from_outcome(problem, &options, outcome)
}
