//! What is stated of the year: terms, days that are closed, facilitators, visits that are fixed, dates that are preferred.

use std::collections::BTreeSet;

use crate::error::{Code, Issue};
use crate::model::school::{Location, School};
use crate::programme::statement::dates::{Date, Period, Time, Weekdays};
use crate::programme::statement::holidays;
use crate::programme::statement::rules::{CalendarRules, Shares};

/// The year of a programme, as the user states it.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Year {
    /// The terms. A school has its own, or else its authority's, or else those for all.
    pub terms: Vec<Term>,
    /// The days on which schools cannot host or send their leaders.
    pub unavailable: Vec<Unavailable>,
    /// The days that schools would rather have without a visit, such as weeks of tests.
    pub avoid: Vec<Avoid>,
    /// The events of the whole cohort; no visit falls on one.
    pub events: Vec<Event>,
    /// The days off, in place of the snapshot of [`holidays`].
    pub holidays: Option<Vec<Date>>,
    /// The facilitators. Without any, visits have none.
    pub facilitators: Vec<Facilitator>,
    /// The visits that are agreed already.
    pub fixed: Vec<Fixed>,
    /// The dates that hosts would like best.
    pub preferred: Vec<Preferred>,
    /// The rules and weights.
    pub rules: CalendarRules,
    /// What has to be said of how the tables were read, which does not stop the work.
    pub notes: Vec<Issue>,
}

impl Year {
    /// The days on which nobody can come: those given, or else the bank holidays that are known.
    pub(crate) fn days_off(&self) -> BTreeSet<Date> {
        let given = self.holidays.as_ref().map(|given| given.iter().copied().collect());
        given.unwrap_or_else(|| holidays::england_and_wales().collect())
    }

    /// The weights of the terms in whole thousandths that sum to 1,000. What the year does not have counts for nothing: travel,
    /// continuity and workload need facilitators, and the other tables somebody who prefers or avoids days.
    #[must_use]
    pub fn weights(&self) -> Shares {
        let mut weights = self.rules.weights.clone();
        if self.facilitators.is_empty() {
            (weights.travel, weights.continuity, weights.workload) = (0.0, 0.0, 0.0);
        }
        if self.preferred.is_empty() {
            weights.preferred = 0.0;
        }
        if self.avoid.is_empty() {
            weights.avoid = 0.0;
        }
        weights.thousandths()
    }

    /// The days from the first to the last of any term; none without terms.
    #[must_use]
    pub fn window(&self) -> Option<Period> {
        let start = self.terms.iter().map(|term| term.period.start).min()?;
        let end = self.terms.iter().map(|term| term.period.end).max()?;
        Some(Period { start, end })
    }

    /// The name of the programme's year where none is stated: the year of its first day, such as `2026`.
    #[must_use]
    pub fn default_name(&self) -> String {
        self.window().map(|window| window.start.year().to_string()).unwrap_or_default()
    }

    /// Statements about days before the first term or after the last: they have no effect.
    pub(crate) fn outside(&self) -> Vec<Issue> {
        let Some(window) = self.window() else { return Vec::new() };
        let of = |table: &str, entries: Vec<(Period, &Place)>| {
            let mut outside =
                entries.into_iter().filter(|(days, _)| days.end < window.start || days.start > window.end);
            let (days, place) = outside.next()?;
            let more = match outside.count() {
                0 => String::new(),
                1 => ", and so are the days of 1 more row".to_owned(),
                more => format!(", and so are the days of {more} more rows"),
            };
            let message = format!("the days are outside the terms, {} to {}{more}", window.start, window.end);
            let issue = Issue::warning(Code::OutsideYear, message, "check the year, or remove the row");
            Some(place.mark(issue).at_key(table).with_value(days.start.to_string()))
        };
        let away = self.unavailable.iter().map(|entry| (entry.period, &entry.place)).collect();
        let avoid = self.avoid.iter().map(|entry| (entry.period, &entry.place)).collect();
        let events = self.events.iter().map(|entry| (entry.period, &entry.place)).collect();
        let preferred = self.preferred.iter().filter_map(|entry| Some((entry.period?, &entry.place))).collect();
        let fixed = self.fixed.iter().map(|entry| (Period::day(entry.date), &entry.place)).collect();
        let tables =
            [("unavailable", away), ("avoid", avoid), ("events", events), ("preferred", preferred), ("fixed", fixed)];
        tables.into_iter().filter_map(|(table, entries)| of(table, entries)).collect()
    }

    /// The name that people know a facilitator by; the id where none is stated.
    #[must_use]
    pub fn facilitator_name<'a>(&'a self, id: &'a str) -> &'a str {
        let who = self.facilitators.iter().find(|who| who.id == id && !who.name.is_empty());
        who.map_or(id, |who| &who.name)
    }
}

/// Where a statement is, for messages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The file, as the caller gave it.
    pub file: Option<String>,
    /// The row, counted from 1 with the header.
    pub row: Option<u64>,
}

impl Place {
    /// Says in an issue where it is.
    pub(crate) fn mark(&self, issue: Issue) -> Issue {
        let issue = self.file.iter().fold(issue, Issue::in_file);
        self.row.into_iter().fold(issue, Issue::at_row)
    }
}

/// Whose a term is, or whom a row of another table is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// All schools; of terms those that have none for them alone or for their authority.
    All,
    /// The schools whose attribute `phase` is this. No term is for a phase.
    Phase(String),
    /// The schools whose attribute `local_authority` is this.
    Authority(String),
    /// One school, by its id.
    School(String),
}

impl Whom {
    /// Whether a school is meant.
    #[must_use]
    pub fn means(&self, school: &School) -> bool {
        match self {
            Self::All => true,
            Self::Phase(phase) => school.text("phase") == Some(phase),
            Self::Authority(authority) => school.text("local_authority") == Some(authority),
            Self::School(id) => school.id == *id,
        }
    }
}

/// A term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The name. Terms of one name are one term for the visits that a facilitator holds.
    pub name: String,
    /// From its first to its last day.
    pub period: Period,
    /// Whose it is.
    pub whom: Whom,
    /// Where it is stated.
    pub place: Place,
}

/// Days on which schools are not available.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unavailable {
    /// Which schools.
    pub whom: Whom,
    /// The days.
    pub period: Period,
    /// Where it is stated.
    pub place: Place,
}

/// Days that schools would rather have without a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Avoid {
    /// Which schools.
    pub whom: Whom,
    /// The days.
    pub period: Period,
    /// How much they are to be avoided, 1 to 100 percent.
    pub weight: u8,
    /// Where it is stated.
    pub place: Place,
}

/// An event of the whole cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its name.
    pub name: String,
    /// The days.
    pub period: Period,
    /// When it begins and ends, in the time of London; none: it takes whole days.
    pub hours: Option<(Time, Time)>,
    /// Where it takes place.
    pub venue: Option<String>,
    /// Where it is stated.
    pub place: Place,
}

impl Event {
    /// An event of whole days without a venue.
    #[must_use]
    pub fn new(name: impl Into<String>, period: Period) -> Self {
        Self { name: name.into(), period, hours: None, venue: None, place: Place::default() }
    }
}

/// Someone who leads visits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facilitator {
    /// The id, stable.
    pub id: String,
    /// The name; may be blank.
    pub name: String,
    /// Home.
    pub location: Option<Location>,
    /// The home region; used where a location is not known.
    pub region: Option<String>,
    /// The trust that they work for; they lead no visit at its schools.
    pub trust: Option<String>,
    /// The authority that they work for; they lead no visit at its schools.
    pub authority: Option<String>,
    /// The days of the week on which they can.
    pub weekdays: Weekdays,
    /// The only periods in which they can; empty: any.
    pub available: Vec<Period>,
    /// The most visits in a term; none: any number.
    pub visits_a_term: Option<u32>,
    /// Where it is stated.
    pub place: Place,
}

/// A visit that is agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The host's id.
    pub school: String,
    /// The date.
    pub date: Date,
    /// The facilitator's id; none: still open.
    pub facilitator: Option<String>,
    /// Where it is stated.
    pub place: Place,
}

/// Dates that a host would like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferred {
    /// The host's id.
    pub school: String,
    /// The dates; none: all year.
    pub period: Option<Period>,
    /// The days of the week; none: any.
    pub weekdays: Option<Weekdays>,
    /// Where it is stated.
    pub place: Place,
}

impl Preferred {
    /// Whether a date is one of them.
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.period.is_none_or(|period| period.contains(date)) && self.weekdays.is_none_or(|days| days.contains(date))
    }
}
