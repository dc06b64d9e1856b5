//! As many schools in groups as can be, and for each school left out the rules that keep it out.

use serde::{Deserialize, Serialize};

use super::demand::liftable;
use crate::compile::Compiled;
use crate::compile::enumerate::for_each_group_with;
use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::model::benefit::Benefit;
use crate::model::problem::Problem;
use crate::model::rules::unmatched::Unmatched;
use crate::model::rules::{Aim, AimKind, RuleInForce};
use crate::model::tables::OwnBenefit;
use crate::pipeline;
use crate::plan::grouping::Plan;
use crate::solve::limits::Cancel;
use crate::solve::observe::Observer;
use crate::solve::options::Options;
use crate::solve::outcome::Status;
use crate::solve::start::WarmStart;
use crate::units::{FULL, Points};

/// A price of a school left out that most cohorts place as many schools with as can be, and that the bound is sharp for.
const HIGH: Points = 90_000;

/// A plan that places as many schools as can be, and is worth the most among those that do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct BestEffort {
    /// The plan, as one of the problem in which a school left out costs `price`.
    pub plan: Plan,
    /// That price in points.
    pub price: Points,
    /// How many schools are in groups.
    pub placed: usize,
    /// No plan places more schools: proved.
    pub most_placed: usize,
    /// The benefits of the schools in groups, in points.
    pub benefit: Points,
    /// No plan that places as many schools has a larger benefit; none if that is not known, and under the aim `worst_first`.
    pub benefit_bound: Option<Points>,
    /// The schools left out, each with what keeps it out.
    pub left_out: Vec<LeftOut>,
}

/// A school that is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct LeftOut {
    /// The school's id.
    pub school: String,
    /// Whether the rules allow a group with it at all. If so, other schools are needed elsewhere.
    pub has_group: bool,
    /// If not, the rules each of which would allow a group with it if it were lifted alone: ids such as `max_km`.
    pub kept_out_by: Vec<String>,
}

/// Places as many schools as can be, and among such plans finds the one of the largest benefit. There are two solves. In the first a
/// school left out costs a high price. In the second nothing but the number of schools left out counts, so that its bound proves how many
/// can be placed. If the first plan places fewer, a third solve with a still higher price begins with the second plan.
///
/// ```
/// use tercet::questions::best_effort::best_effort;
/// use tercet::solve::observe::Silent;
/// use tercet::{Cancel, Cohort, Options, Problem, Rules, School};
/// let schools = [("A", 0), ("B", 10_000), ("C", 20_000), ("D", 400_000)]
///     .map(|(id, east)| School::new(id, id).with_location(200_000 + east, 300_000).with_need("eal", 1.0));
/// let problem = Problem::new(Cohort::new(schools.to_vec(), vec!["eal".to_owned()])?, Rules::default())?;
/// let near = problem.with(|rules| rules.hard.max_km = Some(50.0))?;
/// let found = best_effort(&near, &Options::default(), &Cancel::new(), &Silent)?;
/// assert_eq!((found.placed, found.most_placed), (3, 3));
/// assert_eq!((found.left_out[0].school.as_str(), found.left_out[0].kept_out_by.clone()), ("D", vec!["max_km".to_owned()]));
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// As [`crate::solve()`].
pub fn best_effort(
    problem: &Problem,
    options: &Options,
    cancel: &Cancel,
    observer: &dyn Observer,
) -> Result<BestEffort, Error> {
    let lexicographic = FULL * Points::try_from(problem.len()).unwrap_or(Points::MAX) + 1;
    let mut price = lexicographic.min(HIGH);
    let mut plan = pipeline::solve_with(&at_price(problem, price)?, options, cancel, observer)?;
    let Some(counting) = counting(problem)? else {
        // A school alone makes no group.
        let left_out = problem.indices().map(|school| LeftOut::of(problem, school)).collect();
        return Ok(BestEffort { plan, price, placed: 0, most_placed: 0, benefit: 0, benefit_bound: Some(0), left_out });
    };
    let counted = pipeline::solve_from(&counting, &WarmStart::of_plan(&counting, &plan), options, cancel, observer)?;
    if counted.value.is_some() && (plan.value.is_none() || counted.unmatched.len() < plan.unmatched.len()) {
        price = lexicographic;
        let highest = at_price(problem, price)?;
        let start = WarmStart::of_plan(&highest, &counted);
        plan = pipeline::solve_from(&highest, &start, options, cancel, observer)?;
    }
    // A school left out counts one point there, and nothing else counts.
    let fewest_out = counted.bound.map_or(0, |bound| usize::try_from(-bound).unwrap_or(0));
    let most_placed = match counted.status {
        Status::Infeasible => 0,
        _ => problem.len().saturating_sub(fewest_out),
    };
    let mut benefit_bound = None;
    let out = Points::try_from(plan.unmatched.len()).unwrap_or(Points::MAX);
    let placed = if plan.value.is_some() { problem.len() - plan.unmatched.len() } else { 0 };
    let benefit = plan.value.map_or(0, |value| value + price * out);
    if placed == most_placed && problem.rules().aim.kind == AimKind::Total {
        // Every other plan leaves out as many or more.
        benefit_bound = plan.bound.map(|bound| bound + price * out);
    }
    let left_out = plan.unmatched.iter().filter_map(|id| Some(LeftOut::of(problem, problem.index(id)?))).collect();
    Ok(BestEffort { plan, price, placed, most_placed, benefit, benefit_bound, left_out })
}

/// The problem in which only the number of schools left out counts, one point each.
fn counting(problem: &Problem) -> Result<Option<Problem>, Error> {
    let [first, second, ..] = problem.cohort().schools() else { return Ok(None) };
    let (mut rules, mut tables) = (problem.rules().clone(), problem.tables().clone());
    rules.benefit = Benefit::without_terms();
    rules.benefit.own = 1.0;
    rules.aim = Aim::default();
    rules.hard.unmatched = Unmatched::Price(1);
    tables.own = vec![OwnBenefit { school: first.id.clone(), peer: second.id.clone(), points: 0 }].into();
    Problem::with_tables(problem.cohort().clone(), rules, tables).map(Some)
}

/// The problem as stated, but with this price for a school left out.
///
/// # Errors
/// [`Error::Input`] if the price is not one.
pub fn at_price(problem: &Problem, price: Points) -> Result<Problem, Error> {
    problem.with(|rules| rules.hard.unmatched = Unmatched::Price(price))
}

impl LeftOut {
    fn of(problem: &Problem, school: SchoolIndex) -> Self {
        let has_group = has_group(problem, school);
        let lifts = |id: &String| problem.without(id).is_ok_and(|without| self::has_group(&without, school));
        let kept_out_by =
            if has_group { Vec::new() } else { liftable(problem).map(RuleInForce::id).filter(lifts).collect() };
        Self { school: problem.school(school).id.clone(), has_group, kept_out_by }
    }
}

/// Whether some feasible group holds the school.
fn has_group(problem: &Problem, school: SchoolIndex) -> bool {
    let all: Vec<SchoolIndex> = problem.indices().collect();
    // The enumeration ends at the first group.
    !for_each_group_with(&Compiled::new(problem), &[school], &all, |_| false)
}
