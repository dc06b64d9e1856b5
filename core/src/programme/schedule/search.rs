//! The search: from groups and a year to a calendar. It places all groups first, then alternates rounds of prices, which
//! lower the bound, with searches for better visits.

use std::time::Duration;

use crate::error::Error;
use crate::model::problem::Problem;
use crate::plan::grouping::{self, Plan};
use crate::programme::calendar::{Calendar, Clash, FORMAT, Visit};
use crate::programme::schedule::agenda::{Agenda, Asked};
use crate::programme::schedule::clash;
use crate::programme::schedule::draft::{Draft, construct, improve};
use crate::programme::schedule::group_visits::{self, Costs};
use crate::programme::schedule::prices::Prices;
use crate::programme::schedule::request::Request;
use crate::programme::schedule::resources::Placing;
use crate::programme::schedule::roster::{self, Roster};
use crate::programme::statement::year::Year;
use crate::solve::limits::{Cancel, Limits};
use crate::solve::observe::{Observer, Progress, Silent};
use crate::solve::outcome::{Status, StopReason};
use crate::solve::random::Random;

/// Options of the search for a calendar.
///
/// ```
/// let options = tercet::programme::schedule::ScheduleOptions::default();
/// assert_eq!((options.rounds, options.time_limit), (400, None));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScheduleOptions {
    /// The number of rounds of prices. Each round also runs as many searches as there are groups. Default 400. A first
    /// calendar needs none.
    pub rounds: u64,
    /// A time limit. A result that reaches it is not reproducible. Default none.
    pub time_limit: Option<Duration>,
    /// The seed for random choices. Default 0.
    pub seed: u64,
}

impl Default for ScheduleOptions {
    fn default() -> Self {
        Self { rounds: 400, time_limit: None, seed: 0 }
    }
}

impl ScheduleOptions {
    /// Sets the number of rounds.
    #[must_use]
    pub fn with_rounds(mut self, rounds: u64) -> Self {
        self.rounds = rounds;
        self
    }

    /// Sets a time limit.
    #[must_use]
    pub fn with_time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = Some(limit);
        self
    }

    /// Sets the seed.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }
}

/// Plans the year of visits for a plan's groups. The result is always a calendar: a group that cannot be placed, or that
/// the search did not place, has no visits, and the calendar says why.
///
/// # Errors
/// [`Error::Input`] with every issue in the year, and if groups name schools that the problem does not have.
pub fn schedule(problem: &Problem, plan: &Plan, year: &Year, options: &ScheduleOptions) -> Result<Calendar, Error> {
    schedule_with(&Request::new(problem, &plan.groups, year), options, &Cancel::new(), &Silent)
}

/// Plans the year again after a change. The search first keeps as many visits on their day as it can, then as many
/// facilitators, and only then raises the value. A [`Request`] may also state the present day.
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
    let request = Request { before: Some(before), ..Request::new(problem, &plan.groups, year) };
    schedule_with(&request, options, &Cancel::new(), &Silent)
}

/// Like [`schedule`] and [`replan`], with a handle that lets another thread cancel, and with an observer. While a year is
/// planned again, progress reports have no value and no bound, because keeping visits comes first.
///
/// # Errors
/// As for [`schedule`]. Also if a visit is reported as fallen through, but the earlier calendar does not have it.
pub fn schedule_with(
    request: &Request<'_>,
    options: &ScheduleOptions,
    cancel: &Cancel,
    observer: &dyn Observer,
) -> Result<Calendar, Error> {
    let limits = Limits::start(options.time_limit, None, cancel.clone());
    let programme = roster::programme(request.before, request.programme, request.year)?;
    let roster = request.roster()?;
    let year = request.year(&roster);
    let asked = Asked { problem: request.problem, roster: &roster, before: request.before };
    let mut agenda = Agenda::new(asked, &year)?;
    request.close(&mut agenda, &year, roster.today);
    request.keep(&mut agenda);
    let mut found = search(&mut agenda, options, &limits, observer);
    if request.before.is_some() {
        // The bound is about keeping days, not about the value.
        found.bound = None;
        for host in agenda.groups.iter_mut().flat_map(|group| &mut group.hosts) {
            host.kept = None;
        }
    }
    for (group, _) in agenda.groups.iter_mut().zip(&found.visits).filter(|(_, placed)| placed.is_none()) {
        // Then the group has only its past visits.
        group.hosts.clear();
    }
    agenda.share_out();
    Request::explain(roster.today, &mut found.clashes);
    let mut calendar = name(&agenda, &roster, found);
    calendar.programme = programme;
    calendar.carry(request.before, &request.year.events);
    Ok(calendar)
}

/// How many groups a round places again if there are few groups.
const FEWEST_TRIES: u64 = 12;

/// The result of a search.
struct Found {
    visits: Vec<Option<Vec<Placing>>>,
    bound: Option<i64>,
    clashes: Vec<Clash>,
    stop: StopReason,
    is_proved_impossible: bool,
}

fn search(agenda: &mut Agenda<'_>, options: &ScheduleOptions, limits: &Limits, observer: &dyn Observer) -> Found {
    observer.phase("construct");
    let impossible = clash::set_aside(agenda);
    let agenda = &*agenda;
    let free = Costs::free(agenda);
    let mut draft = construct(agenda, &free, limits);
    let mut prices = Prices::new(agenda);
    let mut random = Random::new(options.seed, [0x7965_6172, 0, 0]);
    let mut stop = StopReason::Finished;
    observer.phase("search");
    if agenda.groups.iter().any(|group| !group.hosts.is_empty()) {
        for round in 0..options.rounds {
            observer.progress(&progress(agenda, &draft, &prices, round, limits));
            if let Some(reason) = limits.stop() {
                stop = reason;
                break;
            }
            // Points are whole, so a bound within the same point counts as reached.
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
                let times = (agenda.groups.len() as u64).max(FEWEST_TRIES);
                improve(&mut draft, &[&prices.best, &free], times, &mut random, limits);
            }
        }
        stop = limits.stop().unwrap_or(stop);
    }
    let is_proved_impossible = !impossible.is_empty();
    let mut clashes = impossible;
    clashes.extend(clash::unplaced(agenda, &draft));
    // Clashes of all groups together come last.
    clashes.sort_by_key(|clash| (clash.group == 0, clash.group));
    let bound = (!is_proved_impossible && prices.bound < i64::MAX).then_some(prices.bound);
    let visits = draft.placed.into_iter().map(|placed| placed.map(|placed| placed.visits)).collect();
    Found { visits, bound, clashes, stop, is_proved_impossible }
}

fn progress(agenda: &Agenda<'_>, draft: &Draft<'_>, prices: &Prices, work: u64, limits: &Limits) -> Progress {
    let is_first = agenda.groups.iter().flat_map(|group| &group.hosts).all(|host| host.kept.is_none());
    Progress {
        incumbent: (is_first && draft.is_whole()).then(|| draft.worth().div_euclid(1_000)),
        bound: (is_first && prices.bound < i64::MAX).then(|| prices.bound.div_euclid(1_000)),
        work,
        elapsed: limits.elapsed(),
    }
}

fn count(draft: &Draft<'_>) -> usize {
    draft.placed.iter().flatten().count()
}

/// Replaces indices by names in the result.
fn name(agenda: &Agenda<'_>, roster: &Roster, found: Found) -> Calendar {
    let mut visits = roster.held.clone();
    let mut worth = 0;
    for (number, placed) in found.visits.iter().enumerate() {
        for visit in placed.iter().flatten() {
            let host = agenda.groups[number].hosts[visit.host].school;
            let who = visit.facilitator.map(|who| agenda.facilitators[usize::from(who)].id.clone());
            let date = agenda.days[usize::from(visit.day)];
            visits.push(Visit::new(&agenda.problem.school(host).id, number + 1, date, who));
        }
        worth += group_visits::worth(agenda, number, placed.as_deref().unwrap_or_default());
    }
    worth -= agenda.resources.cost(found.visits.iter().flatten().flatten());
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
        programme: String::new(),
        today: roster.today,
        groups: roster.groups.clone(),
        names: roster.names.clone(),
        memberships: roster.memberships.clone(),
        visits,
        cancelled: Vec::new(),
        events: Vec::new(),
        clashes: found.clashes,
        value,
        bound,
        gap: bound.filter(|_| is_whole).map(|bound| grouping::gap(value, bound)),
        status,
        stop: found.stop,
    }
}
