//! The input for the files of a year: the calendar, the year, the people, and the time at which the files are made.

use crate::model::problem::Problem;
use crate::programme::calendar::Calendar;
use crate::programme::statement::contacts::Contacts;
use crate::programme::statement::year::Year;

/// One set of files for the participants. The same edition always gives the same bytes.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Edition<'a> {
    /// The problem that the groups come from.
    pub problem: &'a Problem,
    /// The year as the user stated it.
    pub year: &'a Year,
    /// The calendar.
    pub calendar: &'a Calendar,
    /// The people. Only calendar files, briefs, letters and pages name them.
    pub contacts: Option<&'a Contacts>,
    /// When the files are made, in UTC and in the form that calendar files use: `20260901T080000Z`.
    pub stamp: &'a str,
}

impl<'a> Edition<'a> {
    /// An edition without people. For `stamp`, see the field.
    #[must_use]
    pub fn new(problem: &'a Problem, year: &'a Year, calendar: &'a Calendar, stamp: &'a str) -> Self {
        Self { problem, year, calendar, contacts: None, stamp }
    }

    /// The name of the programme's year, from the calendar. If an old calendar has no name, the year of the first term.
    #[must_use]
    pub fn programme(&self) -> String {
        if self.calendar.programme.is_empty() { self.year.default_name() } else { self.calendar.programme.clone() }
    }

    /// The edition with the people of the schools.
    #[must_use]
    pub fn with_contacts(self, contacts: Option<&'a Contacts>) -> Self {
        Self { contacts, ..self }
    }
}
