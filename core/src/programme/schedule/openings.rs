//! On which days a school can host a visit or send its leaders, and the reason if it cannot.

use std::collections::BTreeSet;

use crate::ids::SchoolIndex;
use crate::model::cohort::Cohort;
use crate::model::school::School;
use crate::programme::statement::dates::{Date, Period, Weekdays, days_later};
use crate::programme::statement::year::{Term, Whom, Year};

/// How long the first part of a school's year goes on without visits.
const FIRST_WEEK_DAYS: i64 = 7;

/// Why a school is closed to visits on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Closed {
    Weekday,
    Holiday,
    Event(String),
    OutOfTerm,
    FirstWeek,
    Unavailable,
}

impl Closed {
    /// Whether this reason closes every school.
    pub(crate) fn is_for_all(&self) -> bool {
        matches!(self, Self::Weekday | Self::Holiday | Self::Event(_))
    }

    /// The reason, to complete "it is closed: ".
    pub(crate) fn reason(&self) -> String {
        match self {
            Self::Weekday => "the rules allow no visit on this day of the week".to_owned(),
            Self::Holiday => "it is a bank holiday".to_owned(),
            Self::Event(name) => format!("all schools are at {name:?}"),
            Self::OutOfTerm => "it is outside the school's terms".to_owned(),
            Self::FirstWeek => "it is in the first week of the school's year".to_owned(),
            Self::Unavailable => "the school is not available".to_owned(),
        }
    }
}

/// The days of every school.
#[derive(Debug)]
pub(crate) struct Openings<'a> {
    year: &'a Year,
    holidays: BTreeSet<Date>,
    schools: Vec<SchoolDays<'a>>,
}

#[derive(Debug)]
struct SchoolDays<'a> {
    terms: Vec<&'a Term>,
    unavailable: Vec<Period>,
    /// The days off that the school shares with others.
    shared: Vec<Period>,
    first_week: Option<Period>,
}

impl<'a> Openings<'a> {
    pub(crate) fn new(cohort: &Cohort, year: &'a Year) -> Self {
        let schools: Vec<SchoolDays<'a>> = cohort.schools().iter().map(|school| days_of(year, school)).collect();
        Self { year, holidays: year.days_off(), schools }
    }

    /// Why a school is closed on a day; `None` where it is open.
    pub(crate) fn closed(&self, school: SchoolIndex, date: Date) -> Option<Closed> {
        let days = &self.schools[school.position()];
        if !self.year.rules.weekdays.contains(date) {
            Some(Closed::Weekday)
        } else if self.holidays.contains(&date) {
            Some(Closed::Holiday)
        } else if let Some(event) = self.year.events.iter().find(|event| event.period.contains(date)) {
            Some(Closed::Event(event.name.clone()))
        } else if self.term(school, date).is_none() {
            Some(Closed::OutOfTerm)
        } else if days.first_week.is_some_and(|week| week.contains(date)) {
            Some(Closed::FirstWeek)
        } else if days.unavailable.iter().any(|period| period.contains(date)) {
            Some(Closed::Unavailable)
        } else {
            None
        }
    }

    /// Whether the school teaches on a day: a working day in one of its terms, no bank holiday, and no day off that it
    /// shares with others.
    pub(crate) fn is_school_day(&self, school: SchoolIndex, date: Date) -> bool {
        let days = &self.schools[school.position()];
        Weekdays::WORKING.contains(date)
            && !self.holidays.contains(&date)
            && self.term(school, date).is_some()
            && !days.shared.iter().any(|period| period.contains(date))
    }

    /// The name of the school term that contains a day, for one school.
    pub(crate) fn term(&self, school: SchoolIndex, date: Date) -> Option<&'a str> {
        let terms = &self.schools[school.position()].terms;
        terms.iter().find(|term| term.period.contains(date)).map(|term| term.name.as_str())
    }

    /// The terms of one school.
    pub(crate) fn terms(&self, school: SchoolIndex) -> &[&'a Term] {
        &self.schools[school.position()].terms
    }
}

fn days_of<'a>(year: &'a Year, school: &School) -> SchoolDays<'a> {
    let of = |wanted: &dyn Fn(&Whom) -> bool| year.terms.iter().filter(|term| wanted(&term.whom)).collect::<Vec<_>>();
    let id = &school.id;
    let authority = school.text("local_authority");
    let own = of(&|whom| matches!(whom, Whom::School(school) if school == id));
    let by_authority = of(&|whom| matches!(whom, Whom::Authority(name) if Some(name.as_str()) == authority));
    let for_all = of(&|whom| *whom == Whom::All);
    let terms = [own, by_authority, for_all].into_iter().find(|terms| !terms.is_empty()).unwrap_or_default();
    let first = terms.iter().map(|term| term.period.start).min();
    let first_week = first.map(|start| Period { start, end: days_later(start, FIRST_WEEK_DAYS - 1) });
    let away = || year.unavailable.iter().filter(|entry| entry.whom.means(school));
    let shared = away().filter(|entry| !matches!(entry.whom, Whom::School(_))).map(|entry| entry.period).collect();
    SchoolDays { terms, unavailable: away().map(|entry| entry.period).collect(), shared, first_week }
}
