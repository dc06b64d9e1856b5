//! The year as stated: terms, closed days, facilitators, fixed visits, preferred dates.

use std::collections::BTreeSet;

use crate::error::Issue;
use crate::model::school::{Location, School};
use crate::programme::statement::dates::{Date, Period, Time, Weekdays};
use crate::programme::statement::holidays;
use crate::programme::statement::rules::{CalendarRules, Shares};

/// The year of a programme, as the user states it.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Year {
    /// The school terms. A school has its own terms if there are any, or else its authority's, or else those for all
    /// schools.
    pub terms: Vec<Term>,
    /// The days on which schools cannot host or send their leaders.
    pub unavailable: Vec<Unavailable>,
    /// The days that schools would rather keep free of visits, such as test weeks.
    pub avoid: Vec<Avoid>,
    /// The events of the whole cohort. No visit falls on one.
    pub events: Vec<Event>,
    /// The days off, which replace the snapshot of [`holidays`].
    pub holidays: Option<Vec<Date>>,
    /// The facilitators. If there are none, visits have none.
    pub facilitators: Vec<Facilitator>,
    /// The visits that are already agreed.
    pub fixed: Vec<Fixed>,
    /// The dates that hosts prefer.
    pub preferred: Vec<Preferred>,
    /// The rules and weights.
    pub rules: CalendarRules,
}

impl Year {
    /// The days on which nobody can come: the stated days off, or else the known bank holidays.
    pub(crate) fn days_off(&self) -> BTreeSet<Date> {
        let given = self.holidays.as_ref().map(|given| given.iter().copied().collect());
        given.unwrap_or_else(|| holidays::england_and_wales().collect())
    }

    /// The weights of the value's terms in whole thousandths that sum to 1,000. Terms without data count for nothing:
    /// travel, continuity and workload need facilitators, and other terms need days to prefer or to avoid.
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

    /// The days from the first school-term day to the last; `None` if there are no terms.
    #[must_use]
    pub fn window(&self) -> Option<Period> {
        let start = self.terms.iter().map(|term| term.period.start).min()?;
        let end = self.terms.iter().map(|term| term.period.end).max()?;
        Some(Period { start, end })
    }

    /// The default name of the programme's year: the year of its first day, such as `2026`.
    #[must_use]
    pub fn default_name(&self) -> String {
        self.window().map(|window| window.start.year().to_string()).unwrap_or_default()
    }

    /// The name of a facilitator; the id if no name is stated.
    #[must_use]
    pub fn facilitator_name<'a>(&'a self, id: &'a str) -> &'a str {
        let who = self.facilitators.iter().find(|who| who.id == id && !who.name.is_empty());
        who.map_or(id, |who| &who.name)
    }
}

/// Where the input states something, for messages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The file, as the caller gave it.
    pub file: Option<String>,
    /// The row, counted from 1 with the header.
    pub row: Option<u64>,
}

impl Place {
    /// Adds the place to an issue.
    pub(crate) fn mark(&self, issue: Issue) -> Issue {
        let issue = self.file.iter().fold(issue, Issue::in_file);
        self.row.into_iter().fold(issue, Issue::at_row)
    }
}

/// The schools that a term, or a row of another table, is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// All schools. For terms: the schools without terms of their own or of their authority.
    All,
    /// The schools whose attribute `phase` has this value. No term is for a phase.
    Phase(String),
    /// The schools whose attribute `local_authority` has this value.
    Authority(String),
    /// One school, by its id.
    School(String),
}

impl Whom {
    /// Whether this means a school.
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

/// A school term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The name. School terms with the same name count as one for a facilitator's limit of visits.
    pub name: String,
    /// From its first to its last day.
    pub period: Period,
    /// The schools that the term is for.
    pub whom: Whom,
    /// The row that states it.
    pub place: Place,
}

/// Days on which schools are not available.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unavailable {
    /// Which schools.
    pub whom: Whom,
    /// The days.
    pub period: Period,
    /// The row that states it.
    pub place: Place,
}

/// Days that schools would rather keep free of visits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Avoid {
    /// Which schools.
    pub whom: Whom,
    /// The days.
    pub period: Period,
    /// How strongly to avoid the days, 1 to 100 percent.
    pub weight: u8,
    /// The row that states it.
    pub place: Place,
}

/// An event of the whole cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its name.
    pub name: String,
    /// The days.
    pub period: Period,
    /// When it begins and ends, in London time; `None` if it takes whole days.
    pub hours: Option<(Time, Time)>,
    /// Where it takes place.
    pub venue: Option<String>,
    /// The row that states it.
    pub place: Place,
}

impl Event {
    /// An event that takes whole days, without a venue.
    #[must_use]
    pub fn new(name: impl Into<String>, period: Period) -> Self {
        Self { name: name.into(), period, hours: None, venue: None, place: Place::default() }
    }
}

/// Someone who leads visits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facilitator {
    /// The id, which never changes.
    pub id: String,
    /// The name; may be blank.
    pub name: String,
    /// The location of the facilitator's home.
    pub location: Option<Location>,
    /// The region of the facilitator's home. It is used if a location is not known.
    pub region: Option<String>,
    /// The trust that the facilitator works for. The facilitator leads no visit at its schools.
    pub trust: Option<String>,
    /// The authority that the facilitator works for. The facilitator leads no visit at its schools.
    pub authority: Option<String>,
    /// The days of the week on which the facilitator is available.
    pub weekdays: Weekdays,
    /// The only periods in which the facilitator is available; empty means any time.
    pub available: Vec<Period>,
    /// The most visits in a school term; `None` means any number.
    pub visits_a_term: Option<u32>,
    /// The row that states it.
    pub place: Place,
}

/// A visit that is already agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The host's id.
    pub school: String,
    /// The date.
    pub date: Date,
    /// The facilitator's id; `None` if not yet agreed.
    pub facilitator: Option<String>,
    /// The row that states it.
    pub place: Place,
}

/// Dates that a host prefers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferred {
    /// The host's id.
    pub school: String,
    /// The dates; `None` means all year.
    pub period: Option<Period>,
    /// The days of the week; `None` means any day.
    pub weekdays: Option<Weekdays>,
    /// The row that states it.
    pub place: Place,
}

impl Preferred {
    /// Whether a date is one of these.
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.period.is_none_or(|period| period.contains(date)) && self.weekdays.is_none_or(|days| days.contains(date))
    }
}
