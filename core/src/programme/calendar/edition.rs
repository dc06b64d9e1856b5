//! What the files of a year are made from: the calendar, the year, the people, and the time of making.

use crate::model::problem::Problem;
use crate::programme::calendar::Calendar;
use crate::programme::statement::contacts::Contacts;
use crate::programme::statement::year::Year;

/// One making of the files that are handed out. The same edition gives the same bytes.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Edition<'a> {
    /// The problem that the groups come from.
    pub problem: &'a Problem,
    /// The year as stated.
    pub year: &'a Year,
    /// The calendar.
    pub calendar: &'a Calendar,
    /// The people, who are named in calendar files, briefs and the page of the year, and in no other file.
    pub contacts: Option<&'a Contacts>,
    /// When the files are made, in UTC as calendar files write it: `20260901T080000Z`.
    pub stamp: &'a str,
}

impl<'a> Edition<'a> {
    /// An edition without people. `stamp` is as the field says.
    #[must_use]
    pub fn new(problem: &'a Problem, year: &'a Year, calendar: &'a Calendar, stamp: &'a str) -> Self {
        Self { problem, year, calendar, contacts: None, stamp }
    }

    /// The name of the programme's year: the calendar's, or of one that was written before it was kept the year of the first term.
    #[must_use]
    pub fn programme(&self) -> String {
        if self.calendar.programme.is_empty() { self.year.default_name() } else { self.calendar.programme.clone() }
    }

    /// With the people of the schools.
    #[must_use]
    pub fn with_contacts(self, contacts: Option<&'a Contacts>) -> Self {
        Self { contacts, ..self }
    }
}
