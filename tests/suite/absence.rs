//! Schools are away at random on more and more days. Every calendar on the way passes the check. When the year breaks, this
//! file's own arithmetic checks the named reason against the year.

use std::collections::BTreeSet;

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use tercet::programme::calendar::Clash;
use tercet::programme::calendar::check::check;
use tercet::programme::schedule::{ScheduleOptions, schedule};
use tercet::programme::statement::dates::{Date, Period, days_between, days_later, parse};
use tercet::programme::statement::holidays;
use tercet::programme::statement::year::{Place, Unavailable, Whom, Year};
use tercet::{Problem, Status, Strategy};

use crate::cohorts::{problem, solved};
use crate::year::year;

/// How many more days each school is away from one step to the next.
const STEP: usize = 30;

/// The year's days in a separate order for each school. The school is away on the first days of its order.
fn orders(problem: &Problem, seed: u64) -> Vec<(String, Vec<Date>)> {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let start = parse("2026-09-01").expect("a date");
    let schools = problem.cohort().schools().iter();
    schools
        .map(|school| {
            let mut days: Vec<Date> = (0..324).map(|after| days_later(start, after)).collect();
            for place in (1..days.len()).rev() {
                let other = random.next_u64() % (place as u64 + 1);
                days.swap(place, usize::try_from(other).expect("below a small number"));
            }
            (school.id.clone(), days)
        })
        .collect()
}

/// Why a school is closed on a day, by the year: for everybody, or because of its own absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    Open,
    Away,
    ClosedToAll,
}

struct Stated<'a> {
    year: &'a Year,
    away: BTreeSet<(&'a str, Date)>,
    holidays: BTreeSet<Date>,
}

impl<'a> Stated<'a> {
    fn new(year: &'a Year) -> Self {
        let away = year.unavailable.iter().filter_map(|entry| match &entry.whom {
            Whom::School(id) => Some((id.as_str(), entry.period.start)),
            _ => None,
        });
        let away = away.collect();
        Self { year, away, holidays: holidays::england_and_wales().collect() }
    }

    fn of(&self, school: &str, date: Date) -> Day {
        let first = self.year.terms.iter().map(|term| term.period.start).min().expect("there are terms");
        let in_term = self.year.terms.iter().any(|term| term.period.contains(date));
        let is_working = date.weekday().to_monday_zero_offset() < 5;
        if !in_term || !is_working || self.holidays.contains(&date) || days_between(first, date) < 7 {
            Day::ClosedToAll
        } else if self.away.contains(&(school, date)) {
            Day::Away
        } else {
            Day::Open
        }
    }

    /// The days on which all of these schools are open, except those that are let off.
    fn common(&self, schools: &[String], let_off: Option<&str>) -> Vec<Date> {
        let start = parse("2026-09-01").expect("a date");
        let open = |id: &String, date| match self.of(id, date) {
            Day::Open => true,
            Day::Away => let_off == Some(id.as_str()),
            Day::ClosedToAll => false,
        };
        (0..324).map(|after| days_later(start, after)).filter(|&date| schools.iter().all(|id| open(id, date))).collect()
    }
}

/// The most of these days that lie three weeks apart. Every day is tried as the next one, so the argument is not greedy.
fn most_apart(days: &[Date]) -> usize {
    let mut most = vec![0; days.len() + 1];
    for place in (0..days.len()).rev() {
        let next = days.iter().position(|&day| days_between(days[place], day) >= 21).unwrap_or(days.len());
        most[place] = most[place + 1].max(1 + most[next]);
    }
    most[0]
}

/// Checks a clash's statements against the year.
fn verify(problem: &Problem, year: &Year, groups: &[Vec<String>], clash: &Clash) {
    let group = &groups[clash.group - 1];
    let stated = Stated::new(year);
    let common = stated.common(group, None);
    assert!(most_apart(&common) < group.len(), "group {} could meet: {clash:?}", clash.group);
    let name = |id: &String| problem.school(problem.index(id).expect("of the cohort")).display_name();
    let mut parts = clash.have.split("; only ");
    let first = parts.next().expect("a sentence");
    assert!(first.starts_with(&format!("{} day", common.len())), "{} common days: {clash:?}", common.len());
    assert!(group.iter().all(|id| first.contains(name(id))), "{clash:?}");
    assert!(first.contains(&format!("enough for {} visit", most_apart(&common))), "{clash:?}");
    for part in parts {
        let (who, dates) = part.split_once(" is closed on ").expect("a school and its days");
        let id = group.iter().find(|id| name(id) == who).expect("a school of the group");
        let (dates, more) = dates.split_once(" and ").unwrap_or((dates, "0 more"));
        for date in dates.split(", ").map(|date| parse(date).expect("a date")) {
            let days: Vec<Day> =
                group.iter().filter(|other| *other != id).map(|other| stated.of(other, date)).collect();
            assert!(stated.of(id, date) == Day::Away && days.iter().all(|day| *day == Day::Open), "{date}: {clash:?}");
        }
        let more: usize = more.trim_end_matches(" more").parse().expect("a number");
        let alone = stated.common(group, Some(id)).len() - common.len();
        assert_eq!(dates.split(", ").count() + more, alone, "{who}: {clash:?}");
    }
    if let Some((_, who)) = clash.fix.split_once(" days on which only ") {
        let (who, _) = who.split_once(" is closed").expect("a school");
        let id = group.iter().find(|id| name(id) == who).expect("a school of the group");
        assert!(most_apart(&stated.common(group, Some(id))) >= group.len(), "the fix would not help: {clash:?}");
    }
}

#[test]
fn a_year_breaks_only_where_the_named_schools_have_no_days_together() {
    for (name, seed) in [("primary_120", 1), ("primary_120", 2), ("mixed_200", 3)] {
        let problem = problem(name);
        let plan = solved(&problem, Strategy::LocalSearch);
        let orders = orders(&problem, seed);
        let mut year = year(&problem, 0, 0);
        let (mut whole, mut unknown) = (0, 0);
        let broken = (0..324).step_by(STEP).find_map(|days| {
            let away = |(id, order): &(String, Vec<Date>)| {
                let day = |&date: &Date| Unavailable {
                    whom: Whom::School(id.clone()),
                    period: Period::day(date),
                    place: Place::default(),
                };
                order.iter().take(days).map(day).collect::<Vec<_>>()
            };
            year.unavailable = orders.iter().flat_map(away).collect();
            let calendar =
                schedule(&problem, &plan, &year, &ScheduleOptions::default().with_rounds(30)).expect("it runs");
            assert_eq!(check(&problem, &year, &calendar), [], "{name}, away on {days} days");
            match calendar.status {
                Status::Infeasible => return Some(calendar),
                Status::Unknown => unknown += 1,
                Status::Optimal | Status::Feasible => {
                    assert_eq!(calendar.visits.len(), problem.len());
                    whole += 1;
                }
            }
            None
        });
        let broken = broken.expect("nobody can meet when everybody is always away");
        assert!(whole >= 5 && unknown == 0, "{name}: {whole} whole, {unknown} unknown");
        assert!(!broken.clashes.is_empty());
        for clash in &broken.clashes {
            verify(&problem, &year, &broken.groups, clash);
        }
    }
}
