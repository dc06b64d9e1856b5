//! What the files of a year are made from: the calendar, the one before it, the people, and the time of making.

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
    /// The calendar of the edition before: who has lost a visit since then finds it cancelled in the calendar files.
    pub before: Option<&'a Calendar>,
    /// The people, who are named in calendar files, briefs and the page of the year, and in no other file.
    pub contacts: Option<&'a Contacts>,
    /// The name of the programme's year. With the host it makes the identifier of a visit, so it must not change.
    pub cohort: &'a str,
    /// When the files are made, in UTC as calendar files write it: `20260901T080000Z`.
    pub stamp: &'a str,
}

impl<'a> Edition<'a> {
    /// The first edition of a calendar, without people. `cohort` and `stamp` are as the fields say.
    #[must_use]
    pub fn new(
        problem: &'a Problem,
        year: &'a Year,
        calendar: &'a Calendar,
        (cohort, stamp): (&'a str, &'a str),
    ) -> Self {
        Self { problem, year, calendar, before: None, contacts: None, cohort, stamp }
    }

    /// After the edition of another calendar.
    #[must_use]
    pub fn with_before(self, before: Option<&'a Calendar>) -> Self {
        Self { before, ..self }
    }

    /// With the people of the schools.
    #[must_use]
    pub fn with_contacts(self, contacts: Option<&'a Contacts>) -> Self {
        Self { contacts, ..self }
    }
}
