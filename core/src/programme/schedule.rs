//! Groups and a year in, a calendar out: a first one at once, then prices that bound it and searches that close in on them.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::error::{Code, Error, Issue};
use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::model::sizes::LARGEST;
use crate::plan::grouping::{self, Plan};
use crate::programme::agenda::{Agenda, Kept};
use crate::programme::calendar::{Calendar, Clash, FORMAT, Visit};
use crate::programme::clash;
use crate::programme::improve::{Draft, construct, improve};
use crate::programme::place::{self, Costs, Placing};
use crate::programme::prices::Prices;
use crate::programme::year::Year;
use crate::solve::limits::{Cancel, Limits};
use crate::solve::outcome::{Status, StopReason};
use crate::solve::random::Random;

/// How a calendar is searched for.
///
/// ```
/// let options = tercet::programme::schedule::ScheduleOptions::default();
/// assert_eq!((options.rounds, options.time_limit), (400, None));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScheduleOptions {
    /// Rounds of prices, each with as many searches as there are groups. Default 400. A first calendar needs none.
    pub rounds: u64,
    /// An end by the clock; what it gives then is not reproducible. Default none.
    pub time_limit: Option<Duration>,
    /// The seed of the random choices. Default 0.
    pub seed: u64,
}

impl Default for ScheduleOptions {
    fn default() -> Self {
        Self { rounds: 400, time_limit: None, seed: 0 }
    }
}

impl ScheduleOptions {
    /// With so many rounds.
    #[must_use]
    pub fn with_rounds(mut self, rounds: u64) -> Self {
        self.rounds = rounds;
        self
    }

    /// With an end by the clock.
    #[must_use]
    pub fn with_time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = Some(limit);
        self
    }

    /// With a seed.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }
}

/// The year of visits for the groups of a plan. A calendar always comes back: where a group cannot be placed, or was not,
/// it has no visits and the calendar says why.
///
/// # Errors
/// [`Error::Input`] with every issue of the year, and for groups that name schools the problem does not have.
pub fn schedule(problem: &Problem, plan: &Plan, year: &Year, options: &ScheduleOptions) -> Result<Calendar, Error> {
    schedule_with(problem, plan, year, options, &Cancel::new())
}

/// As [`schedule`], with a handle that another thread may cancel by.
///
/// # Errors
/// As [`schedule`].
pub fn schedule_with(
    problem: &Problem,
    plan: &Plan,
    year: &Year,
    options: &ScheduleOptions,
    cancel: &Cancel,
) -> Result<Calendar, Error> {
    let agenda = Agenda::new(problem, &indices(problem, plan)?, year)?;
    let limits = Limits::start(options.time_limit, None, cancel.clone());
    Ok(name(&agenda, plan, search(&agenda, options, &limits)))
}

/// The year planned again after a change, with as few visits on another day as the search can find, then as few with
/// another facilitator, and only then the value. Visits that have taken place are given as fixed ones.
///
/// # Errors
/// As [`schedule`].
pub fn replan(
    problem: &Problem,
    plan: &Plan,
    year: &Year,
    before: &Calendar,
    options: &ScheduleOptions,
) -> Result<Calendar, Error> {
    let mut agenda = Agenda::new(problem, &indices(problem, plan)?, year)?;
    let limits = Limits::start(options.time_limit, None, Cancel::new());
    // One visit more on its day outweighs every facilitator, and one facilitator more every point of value.
    let visits = i64::try_from(agenda.num_visits()).unwrap_or(i64::MAX);
    let facilitator_worth = visits.saturating_mul(10_000_000) + 1;
    let day_worth = facilitator_worth.saturating_mul(visits + 1);
    let old: BTreeMap<&str, &Visit> = before.visits.iter().map(|visit| (visit.host.as_str(), visit)).collect();
    let (days, who) = (agenda.days.clone(), agenda.facilitators);
    for host in agenda.groups.iter_mut().flat_map(|group| &mut group.hosts) {
        let visit = old.get(problem.school(host.school).id.as_str());
        host.kept = visit.and_then(|visit| {
            let day = u16::try_from(days.binary_search(&visit.date).ok()?).ok()?;
            let place = who.iter().position(|who| Some(&who.id) == visit.facilitator.as_ref());
            let facilitator = place.and_then(|place| u16::try_from(place).ok());
            Some(Kept { day, facilitator, day_worth, facilitator_worth })
        });
    }
    let found = search(&agenda, options, &limits);
    for host in agenda.groups.iter_mut().flat_map(|group| &mut group.hosts) {
        host.kept = None;
    }
    let mut calendar = name(&agenda, plan, Found { bound: None, ..found });
    for visit in &mut calendar.visits {
        if let Some(before) = old.get(visit.host.as_str()) {
            let same = before.date == visit.date && before.facilitator == visit.facilitator;
            visit.sequence = before.sequence + u32::from(!same);
        }
    }
    Ok(calendar)
}

/// What a search ends with.
struct Found {
    visits: Vec<Option<Vec<Placing>>>,
    bound: Option<i64>,
    clashes: Vec<Clash>,
    stop: StopReason,
    is_proved_impossible: bool,
}

fn indices(problem: &Problem, plan: &Plan) -> Result<Vec<Vec<SchoolIndex>>, Error> {
    let mut issues = Vec::new();
    let mut index = |id: &String| {
        let found = problem.index(id);
        if found.is_none() {
            let message = "a group of the plan names a school that is not in the cohort";
            issues.push(
                Issue::error(Code::UnknownSchool, message, "give the cohort that the plan was made for").of_school(id),
            );
        }
        found
    };
    let groups = plan.groups.iter().map(|group| group.iter().filter_map(&mut index).collect()).collect();
    // The search goes over the sets of hosts, so a group that is far too large must not reach it.
    for group in plan.groups.iter().filter(|group| group.len() > LARGEST) {
        let message = format!("a group has {} schools", group.len());
        let fix = format!("give groups of at most {LARGEST}");
        issues.push(Issue::error(Code::SizeOutOfRange, message, fix).of_school(&group[0]));
    }
    if issues.is_empty() { Ok(groups) } else { Err(Error::Input(issues)) }
}

fn search(agenda: &Agenda<'_>, options: &ScheduleOptions, limits: &Limits) -> Found {
    let impossible = clash::impossible(agenda);
    let free = Costs::free(agenda);
    let mut draft = construct(agenda, &free, limits);
    let mut prices = Prices::new(agenda);
    let mut random = Random::new(options.seed, [0x7965_6172, 0, 0]);
    let mut stop = StopReason::Finished;
    if impossible.is_empty() && agenda.groups.iter().any(|group| !group.hosts.is_empty()) {
        for round in 0..options.rounds {
            if let Some(reason) = limits.stop() {
                stop = reason;
                break;
            }
            // Points are whole, so a bound within the same point is as good as reached.
            if draft.is_whole() && prices.bound.div_euclid(1_000) <= draft.worth().div_euclid(1_000) {
                break;
            }
            if !prices.is_settled() {
                let lower = if draft.is_whole() { draft.worth() } else { prices.bound / 100 * 95 };
                prices.round(agenda, lower.max(0), limits);
            }
            if !draft.is_whole() {
                let again = construct(agenda, &prices.best, limits);
                draft = if count(&again) > count(&draft) { again } else { draft };
            } else if round >= 20 || prices.is_settled() {
                improve(&mut draft, &[&prices.best, &free], agenda.groups.len() as u64, &mut random, limits);
            }
        }
        stop = limits.stop().unwrap_or(stop);
    }
    let is_proved_impossible = !impossible.is_empty();
    let mut clashes = impossible;
    if clashes.is_empty() {
        clashes = clash::unplaced(agenda, &draft);
    }
    let bound = (!is_proved_impossible && prices.bound < i64::MAX).then_some(prices.bound);
    let visits = draft.placed.into_iter().map(|placed| placed.map(|placed| placed.visits)).collect();
    Found { visits, bound, clashes, stop, is_proved_impossible }
}

fn count(draft: &Draft<'_>) -> usize {
    draft.placed.iter().flatten().count()
}

/// Gives names to what was found.
fn name(agenda: &Agenda<'_>, plan: &Plan, found: Found) -> Calendar {
    let mut visits = Vec::new();
    let mut worth = 0;
    for (number, placed) in found.visits.iter().enumerate() {
        for visit in placed.iter().flatten() {
            let host = agenda.groups[number].hosts[visit.host].school;
            let who = visit.facilitator.map(|who| agenda.facilitators[usize::from(who)].id.clone());
            let date = agenda.days[usize::from(visit.day)];
            visits.push(Visit::new(&agenda.problem.school(host).id, number + 1, date, who));
        }
        worth += placed.as_ref().map_or(0, |visits| place::worth(agenda, number, visits));
    }
    visits.sort_by(|a, b| (a.date, &a.host).cmp(&(b.date, &b.host)));
    let (value, bound) = (worth.div_euclid(1_000), found.bound.map(|bound| bound.div_euclid(1_000)));
    let is_whole = found.clashes.is_empty() && found.visits.iter().all(Option::is_some);
    let status = match () {
        () if found.is_proved_impossible => Status::Infeasible,
        () if !is_whole => Status::Unknown,
        () if bound.is_some_and(|bound| bound <= value) => Status::Optimal,
        () => Status::Feasible,
    };
    Calendar {
        format: FORMAT.to_owned(),
        problem_sha256: agenda.problem.sha256(),
        groups: plan.groups.clone(),
        visits,
        clashes: found.clashes,
        value,
        bound,
        gap: bound.filter(|_| is_whole).map(|bound| grouping::gap(value, bound)),
        status,
        stop: found.stop,
    }
}
