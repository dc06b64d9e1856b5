//! Several years ahead: strategies side by side on the same cohort, with groups that do not meet again and schools that learn
//! from their peers. How schools learn is assumed, and every result says what was assumed.

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::model::numbers::{count, whole_percent};
use crate::model::problem::Problem;
use crate::model::tables::PastGroup;
use crate::pipeline::solve_with;
use crate::plan::grouping::Plan;
use crate::solve::limits::Cancel;
use crate::solve::observe::{Observer, Silent};
use crate::solve::options::{Options, Strategy};
use crate::solve::outcome::{Status, StopReason};
use crate::units::Points;
use practice::{Practice, Progress};

mod practice;

/// The most years that may be asked for.
const MOST_YEARS: usize = 50;

/// What to simulate. Plain data with a default for everything; change what you need.
///
/// ```
/// use tercet::Strategy;
/// use tercet::questions::simulate::SimulationOptions;
/// let options = SimulationOptions::default().with_years(5).with_strategies([Strategy::Greedy, Strategy::Random]);
/// assert_eq!((options.rate, options.met_at), (30, 80));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct SimulationOptions {
    /// How many years: 1 to 50; 3 unless stated.
    pub years: usize,
    /// The strategies to compare, in this order; `auto` and `random` unless stated.
    pub strategies: Vec<Strategy>,
    /// How much of the distance to the best peer a school makes good in a year, in percent: 0 to 100; 30 unless stated.
    pub rate: u8,
    /// The level at which a need ends, in percent of the scale: 1 to 100; 80 unless stated.
    pub met_at: u8,
    /// For how many years schools do not meet again, if the rules do not say so; 3 unless stated.
    pub no_repeat_years: u32,
    /// How each plan is searched for. The strategy is replaced by each of `strategies`; the seed is that of the first year,
    /// and each year has the next one.
    pub search: Options,
}

impl Default for SimulationOptions {
    fn default() -> Self {
        let strategies = vec![Strategy::Auto, Strategy::Random];
        Self { years: 3, strategies, rate: 30, met_at: 80, no_repeat_years: 3, search: Options::default() }
    }
}

impl SimulationOptions {
    /// Chooses the number of years.
    #[must_use]
    pub fn with_years(mut self, years: usize) -> Self {
        self.years = years;
        self
    }

    /// Chooses the strategies.
    #[must_use]
    pub fn with_strategies(mut self, strategies: impl IntoIterator<Item = Strategy>) -> Self {
        self.strategies = strategies.into_iter().collect();
        self
    }

    /// Chooses how much of the distance to the best peer a school makes good in a year, in percent.
    #[must_use]
    pub fn with_rate(mut self, rate: u8) -> Self {
        self.rate = rate;
        self
    }

    /// Chooses how each plan is searched for.
    #[must_use]
    pub fn with_search(mut self, search: Options) -> Self {
        self.search = search;
        self
    }

    /// Refuses options that cannot be followed for this problem.
    fn check(&self, problem: &Problem) -> Result<(), Error> {
        let mut wrong = Vec::new();
        if !(1..=MOST_YEARS).contains(&self.years) {
            wrong.push(format!("years is {}; give 1 to {MOST_YEARS}", self.years));
        }
        if self.rate > 100 {
            wrong.push(format!("rate is {}; give 0 to 100 percent", self.rate));
        }
        if !(1..=100).contains(&self.met_at) {
            wrong.push(format!("met_at is {}; give 1 to 100 percent", self.met_at));
        }
        if self.strategies.is_empty() {
            wrong.push("there is no strategy; give at least one, such as auto".to_owned());
        }
        for &strategy in &self.strategies {
            match self.search.clone().with_strategy(strategy).check(problem) {
                Err(Error::Options(message)) if !wrong.contains(&message) => wrong.push(message),
                Err(Error::Options(_)) | Ok(()) => {}
                Err(error) => return Err(error),
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(Error::Options(wrong.join(". "))) }
    }
}

/// Several years, for each strategy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Simulation {
    /// The options, as they were used.
    pub options: SimulationOptions,
    /// What was assumed, as sentences. None of it is known to be true of any school.
    pub assumptions: Vec<String>,
    /// The schools before the first year.
    pub start: PracticeSummary,
    /// What came of each strategy, in the order of the options.
    pub strategies: Vec<SimulatedStrategy>,
}

/// How good the schools of a cohort are. The level of a school is its average over the areas in which it named a strength or
/// a need at the start; levels are in thousandths of a percent of the scale, 0 to 100,000.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct PracticeSummary {
    /// The average level of the schools, rounded down.
    pub mean: u32,
    /// The standard deviation of the levels of the schools, rounded down.
    pub spread: u32,
    /// The level of the school with the lowest one.
    pub worst: u32,
    /// The id of that school; of several the first. None if no school named any area.
    pub worst_school: Option<String>,
    /// How many needs are open, over all schools.
    pub open_needs: usize,
}

/// What came of one strategy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct SimulatedStrategy {
    /// The strategy.
    pub strategy: Strategy,
    /// The years, from the first, as far as there were plans.
    pub years: Vec<SimulatedYear>,
    /// Why it ended before the last year; none if it did not.
    pub end: Option<SimulationEnd>,
}

/// One year of one strategy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct SimulatedYear {
    /// The year that is planned: the first one is that of the tables, or else the one after the last past group, or 1.
    pub year: i32,
    /// The ids of each group's schools, as in the plan.
    pub groups: Vec<Vec<String>>,
    /// The ids of the schools without a group.
    pub unmatched: Vec<String>,
    /// The value of the plan in points, by the needs and strengths at the start of the year.
    pub value: Points,
    /// What is proved of the plan.
    pub status: Status,
    /// The schools after the year.
    pub after: PracticeSummary,
}

/// Why a strategy ended before the last year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct SimulationEnd {
    /// The year without a plan.
    pub year: i32,
    /// `infeasible` if no plan exists that keeps every rule and repeats no pair; `unknown` if none was found.
    pub status: Status,
    /// Whether somebody cancelled.
    pub is_cancelled: bool,
    /// The reasons that are known, as sentences without a full stop.
    pub reasons: Vec<String>,
}

/// Simulates several years. In each, groups are formed with [`solve`](crate::pipeline::solve()) for the schools as they have
/// become, no pair meets again within the years of the rule `no_repeat_years`, and schools rise towards their best peers.
///
/// Every strategy begins with the same cohort and has the same seeds. A strategy ends where a year has no plan. Takes as long
/// as all the solves one after another; set a work limit in [`SimulationOptions::search`] for large cohorts.
///
/// ```
/// use tercet::model::generate::{Shape, generate};
/// use tercet::questions::simulate::SimulationOptions;
/// use tercet::{Problem, Rules, Strategy, simulate};
/// let problem = Problem::new(generate(&Shape::default().with_schools(24), 0)?, Rules::default())?;
/// let options = SimulationOptions::default().with_years(2).with_strategies([Strategy::Greedy]);
/// let simulation = simulate(&problem, &options)?;
/// let [first, second] = simulation.strategies[0].years.as_slice() else { panic!("both years have plans") };
/// assert!(simulation.start.mean < first.after.mean && first.after.mean < second.after.mean);
/// assert!(simulation.assumptions[0].contains("30%"));
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Options`] with everything that is wrong with the options; [`Error::Backend`] where the MIP solver fails.
pub fn simulate(problem: &Problem, options: &SimulationOptions) -> Result<Simulation, Error> {
    simulate_with(problem, options, &Cancel::new(), &Silent)
}

/// As [`simulate`], with a handle that another thread may cancel by, and an observer of the progress of each solve. The year
/// that is cancelled is left out.
///
/// # Errors
/// As [`simulate`].
pub fn simulate_with(
    problem: &Problem,
    options: &SimulationOptions,
    cancel: &Cancel,
    observer: &dyn Observer,
) -> Result<Simulation, Error> {
    options.check(problem)?;
    let within = problem.rules().hard.no_repeat_years.unwrap_or(options.no_repeat_years);
    let run = |&strategy: &Strategy| {
        let mut years = Years::new(problem, options, within);
        let mut simulated = SimulatedStrategy { strategy, years: Vec::new(), end: None };
        while simulated.end.is_none() && simulated.years.len() < options.years {
            match years.next(strategy, cancel, observer)? {
                Ok(year) => simulated.years.push(year),
                Err(end) => simulated.end = Some(end),
            }
        }
        Ok(simulated)
    };
    Ok(Simulation {
        options: options.clone(),
        assumptions: assumptions(problem, options, within),
        start: summary(problem, &Practice::of(problem)),
        strategies: options.strategies.iter().map(run).collect::<Result<_, Error>>()?,
    })
}

/// One strategy on its way through the years.
struct Years<'a> {
    problem: &'a Problem,
    options: &'a SimulationOptions,
    within: u32,
    practice: Practice,
    history: Vec<PastGroup>,
    year: i32,
    seed: u64,
}

impl<'a> Years<'a> {
    fn new(problem: &'a Problem, options: &'a SimulationOptions, within: u32) -> Self {
        let tables = problem.tables();
        let last = tables.history.iter().map(|past| past.year).max().unwrap_or(0);
        Self {
            problem,
            options,
            within,
            practice: Practice::of(problem),
            history: tables.history.clone(),
            year: tables.year.unwrap_or_else(|| last.saturating_add(1)),
            seed: options.search.seed,
        }
    }

    /// The next year, or why there is none.
    fn next(
        &mut self,
        strategy: Strategy,
        cancel: &Cancel,
        observer: &dyn Observer,
    ) -> Result<Result<SimulatedYear, SimulationEnd>, Error> {
        let problem = match self.problem_of_year() {
            Ok(problem) => problem,
            // A locked group that met last year, for example: the rules contradict one another from now on.
            Err(error @ Error::Input(_)) => {
                let errors = error.issues().iter().filter(|issue| issue.severity == crate::error::Severity::Error);
                let reasons = errors.map(|issue| issue.message.clone()).collect();
                return Ok(Err(self.end(Status::Infeasible, false, reasons)));
            }
            Err(error) => return Err(error),
        };
        let search = self.options.search.clone().with_strategy(strategy).with_seed(self.seed);
        let plan = solve_with(&problem, &search, cancel, observer)?;
        if plan.stop == StopReason::Interrupted {
            return Ok(Err(self.end(Status::Unknown, true, Vec::new())));
        }
        let Some(value) = plan.value else {
            let told = plan.reasons.iter().map(|reason| format!("{}, but {}", reason.have, reason.need)).collect();
            return Ok(Err(self.end(plan.status, false, told)));
        };
        Ok(Ok(self.live(plan, value)))
    }

    /// Lets the year of a plan pass.
    fn live(&mut self, plan: Plan, value: Points) -> SimulatedYear {
        let index = |id: &String| self.problem.index(id);
        let groups: Vec<Vec<SchoolIndex>> =
            plan.groups.iter().map(|group| group.iter().filter_map(index).collect()).collect();
        let progress = Progress { rate: self.options.rate, met_at: self.options.met_at };
        self.practice = self.practice.after(&groups, progress);
        let year = self.year;
        self.history.extend(plan.groups.iter().map(|schools| PastGroup { year, schools: schools.clone() }));
        self.year = self.year.saturating_add(1);
        self.seed = self.seed.wrapping_add(1);
        let after = summary(self.problem, &self.practice);
        SimulatedYear { year, groups: plan.groups, unmatched: plan.unmatched, value, status: plan.status, after }
    }

    fn problem_of_year(&self) -> Result<Problem, Error> {
        let cohort = self.practice.cohort(self.problem.cohort(), self.problem)?;
        let (mut rules, mut tables) = (self.problem.rules().clone(), self.problem.tables().clone());
        rules.hard.no_repeat_years = Some(self.within);
        tables.history.clone_from(&self.history);
        tables.year = Some(self.year);
        Problem::with_tables(cohort, rules, tables)
    }

    fn end(&self, status: Status, is_cancelled: bool, reasons: Vec<String>) -> SimulationEnd {
        SimulationEnd { year: self.year, status, is_cancelled, reasons }
    }
}

fn summary(problem: &Problem, practice: &Practice) -> PracticeSummary {
    let levels = practice.levels();
    let worst = levels.iter().min_by_key(|&&(school, level)| (level, school));
    let (mut sum, mut squares) = (0_u64, 0_u64);
    for &(_, level) in &levels {
        sum += u64::from(level);
        squares += u64::from(level).pow(2);
    }
    let schools = levels.len().max(1) as u64;
    let spread = (schools * squares - sum * sum).isqrt() / schools;
    let narrow = |thousandths: u64| u32::try_from(thousandths).expect("a level is at most 100,000 thousandths");
    PracticeSummary {
        mean: narrow(sum / schools),
        spread: narrow(spread),
        worst: worst.map_or(0, |&(_, level)| level),
        worst_school: worst.map(|&(school, _)| problem.school(school).id.clone()),
        open_needs: practice.open_needs(),
    }
}

/// What is assumed, as sentences.
fn assumptions(problem: &Problem, options: &SimulationOptions, within: u32) -> Vec<String> {
    let (rate, met_at) = (whole_percent(options.rate), whole_percent(options.met_at));
    let source =
        if problem.rules().hard.no_repeat_years.is_some() { "as the rules say" } else { "though no rule says so" };
    vec![
        format!(
            "In each year, a school makes good {rate} of the distance to the best school of its group, in every area that it \
             needs. The rise is rounded down to whole percent."
        ),
        "All schools learn from what their peers could do at the start of the year. Levels never fall.".to_owned(),
        "A school that needs an area but has not rated itself in it starts there at 0%.".to_owned(),
        format!(
            "A need ends when its level reaches {met_at}. The weakest other area that the school has rated below {met_at} then \
             becomes a need with priority 1."
        ),
        "No school joins, leaves or misses a year.".to_owned(),
        format!(
            "Schools that were in one group within {} do not meet again, {source}.",
            count(within, "year", "years")
        ),
        format!(
            "All strategies start with the same schools. In each year they have the same random seed, {} in the first.",
            options.search.seed
        ),
    ]
}

#[cfg(test)]
mod tests;
