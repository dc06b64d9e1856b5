//! The value of a calendar, computed from its definition: the terms of every visit, each 0 to 10,000 points, and the room
//! for visits in the year's days, weeks and months and in each facilitator's year.

use std::collections::BTreeMap;

use super::Judge;
use crate::ids::SchoolIndex;
use crate::programme::calendar::{Calendar, Visit};
use crate::programme::statement::dates::{Date, Period, Weekdays, days_between, days_later};
use crate::programme::statement::year::{Facilitator, Whom};
use crate::units::FULL;

/// The number of school days in the first week of a half-term, and in the last.
const WEEK: usize = 5;

impl Judge<'_> {
    /// The value of the visits, computed from its definition.
    pub(super) fn value(&self, calendar: &Calendar) -> i64 {
        let weights = self.year.weights();
        let Some(Period { start, end }) = self.year.window() else { return 0 };
        let dates: Vec<Date> = (0..=days_between(start, end)).map(|after| days_later(start, after)).collect();
        let mut total = 0;
        let mut open_groups: BTreeMap<Date, i64> = BTreeMap::new();
        for number in 1..=calendar.groups.len() {
            let open: Vec<Date> = dates.iter().copied().filter(|&date| self.can_meet(calendar, number, date)).collect();
            open.iter().for_each(|&date| *open_groups.entry(date).or_default() += 1);
            let mut visits: Vec<&Visit> = calendar.visits.iter().filter(|visit| visit.group == number).collect();
            visits.sort_by_key(|visit| visit.date);
            let (count, days) = (visits.len() as i64, open.len().max(1) as i64);
            let led = |id: &Option<String>| visits.iter().filter(|visit| visit.facilitator == *id).count() as i64;
            for (order, visit) in (0_i64..).zip(&visits) {
                let before = open.iter().filter(|&&date| date < visit.date).count() as i64;
                let off = (count * (2 * before + 1) - (2 * order + 1) * days).abs();
                total += weights.spread * (FULL - FULL * off / (2 * days)).max(0);
                total += weights.travel * self.travel(visit) + weights.preferred * self.wished(visit);
                total += weights.edges * self.edges(visit, &dates) + weights.avoid * self.calm(calendar, visit);
            }
            total += weights.continuity * FULL * visits.iter().map(|visit| led(&visit.facilitator)).max().unwrap_or(0);
        }
        let number = calendar.visits.len() as i64;
        let months = room(calendar, &open_groups, 4, |date| i64::from(date.year()) * 12 + i64::from(date.month()));
        let weeks =
            room(calendar, &open_groups, 5, |date| days_between(Date::constant(2024, 1, 1), date).div_euclid(7));
        let days = room(calendar, &open_groups, 5, |date| days_between(Date::constant(2024, 1, 1), date));
        total += FULL * (weights.months * months + weights.weeks * weeks + weights.days * days);
        for who in &self.year.facilitators {
            let led = calendar.visits.iter().filter(|visit| visit.facilitator.as_ref() == Some(&who.id)).count() as i64;
            let all = 4 * self.year.facilitators.len() as i64;
            total += FULL * weights.workload * led.min((5 * number + all - 1) / all);
        }
        total.div_euclid(1_000)
    }

    /// Whether all schools that are in a group on a date are open, and at least one school is in the group.
    fn can_meet(&self, calendar: &Calendar, group: usize, date: Date) -> bool {
        let mut members = calendar.members().on(group, date).peekable();
        members.peek().is_some()
            && members.all(|id| self.problem.index(id).is_none_or(|school| self.shut(school, date).is_none()))
    }

    fn travel(&self, visit: &Visit) -> i64 {
        let Some(host) = self.problem.index(&visit.host).map(|host| self.problem.school(host)) else { return 0 };
        let led = |who: &&Facilitator| Some(&who.id) == visit.facilitator.as_ref();
        let Some(who) = self.year.facilitators.iter().find(led) else { return 0 };
        match (who.location, host.location) {
            (Some(home), Some(at)) => {
                let metres = home.squared_metres(at).isqrt();
                (FULL - FULL * metres / (1_000 * i64::from(self.year.rules.zero_at_km.max(1)))).max(0)
            }
            _ if who.region.is_some() && who.region.as_deref() == host.text("region") => FULL,
            _ => 0,
        }
    }

    fn wished(&self, visit: &Visit) -> i64 {
        let mut wishes = self.year.preferred.iter().filter(|wish| wish.school == visit.host).peekable();
        let is_met = wishes.peek().is_none() || wishes.any(|wish| wish.contains(visit.date));
        if is_met { FULL } else { 0 }
    }

    /// The points that remain if a school of the group would rather avoid the day.
    fn calm(&self, calendar: &Calendar, visit: &Visit) -> i64 {
        let schools = calendar.attending(visit).filter_map(|id| self.problem.index(id));
        let weights = schools.flat_map(|school| {
            let school = self.problem.school(school);
            let rows = self.year.avoid.iter().filter(move |row| row.whom.means(school));
            rows.filter(|row| row.period.contains(visit.date)).map(|row| i64::from(row.weight))
        });
        FULL * (100 - weights.max().unwrap_or(0)) / 100
    }

    /// How far a visit is from both ends of its half-term.
    fn edges(&self, visit: &Visit, dates: &[Date]) -> i64 {
        let Some(host) = self.problem.index(&visit.host) else { return 0 };
        let days: Vec<Date> = dates.iter().copied().filter(|&date| self.has_lessons(host, date)).collect();
        let Ok(place) = days.binary_search(&visit.date) else { return 0 };
        let is_break = |from: Date, to: Date| days_between(from, to) >= 7;
        // The number of school days since the last week off, and until the next.
        let before = (0..place).rev().take_while(|&day| !is_break(days[day], days[day + 1])).count();
        let after = (place + 1..days.len()).take_while(|&day| !is_break(days[day - 1], days[day])).count();
        let next = days.get(place + after + 1).copied();
        let is_before_christmas = {
            let last = days[place + after];
            let christmas = Date::constant(last.year(), 12, 25);
            last < christmas && next.map_or(days_between(last, christmas) < 60, |next| christmas < next)
        };
        match () {
            () if before < 2 || (is_before_christmas && after < 3) => 0,
            () if before < WEEK || after < WEEK => FULL / 2,
            () => FULL,
        }
    }

    /// Whether a school teaches on a day: a working day in one of its terms, unless all schools, its authority or its phase
    /// have the day off.
    fn has_lessons(&self, school: SchoolIndex, date: Date) -> bool {
        let own = self.problem.school(school);
        let is_off = || {
            let mut shared = self.year.unavailable.iter().filter(|row| !matches!(row.whom, Whom::School(_)));
            shared.any(|row| row.whom.means(own) && row.period.contains(date))
        };
        Weekdays::WORKING.contains(date)
            && !self.holidays.contains(&date)
            && self.terms(school).iter().any(|term| term.period.contains(date))
            && !is_off()
    }
}

/// How many visits fit in a day, week or month without cost. Each period gets the same share of the visits as its share of
/// the open days, times this many quarters, rounded up.
fn room(calendar: &Calendar, open_groups: &BTreeMap<Date, i64>, quarters: i64, period: impl Fn(Date) -> i64) -> i64 {
    let mut open: BTreeMap<i64, i64> = BTreeMap::new();
    for (&date, &groups) in open_groups {
        *open.entry(period(date)).or_default() += groups;
    }
    let mut counts: BTreeMap<i64, i64> = BTreeMap::new();
    for visit in &calendar.visits {
        *counts.entry(period(visit.date)).or_default() += 1;
    }
    let (number, all) = (calendar.visits.len() as i64, open.values().sum::<i64>().max(1));
    let share = |period: &i64| (quarters * number * open.get(period).unwrap_or(&0) + 4 * all - 1) / (4 * all);
    counts.iter().map(|(period, &count)| count.min(share(period))).sum()
}
