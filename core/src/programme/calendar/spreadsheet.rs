//! A calendar that was edited in a spreadsheet, back in: the table in, a calendar with its own value out.

use std::collections::BTreeMap;

use crate::error::{Code, Error, Issue, Issues};
use crate::model::format::spreadsheet::unguard;
use crate::model::problem::Problem;
use crate::programme::calendar::check;
use crate::programme::calendar::{Calendar, Visit};
use crate::programme::statement::tables;
use crate::programme::statement::year::Year;
use crate::solve::outcome::Status;

impl Calendar {
    /// The calendar with the visits of a table: `date`, `host` and `facilitator`, as `calendar.csv` has them; other columns
    /// are for people. It has the groups of this one, no bound, and the value that its visits have. A visit that is not as
    /// in this one has a higher sequence. Whether it keeps the rules says [`check`](check::check).
    ///
    /// # Errors
    /// [`Error::Input`] with every issue of the table: a host that is in no group, or that is there twice.
    pub fn edited(&self, problem: &Problem, year: &Year, bytes: &[u8], file: &str) -> Result<Self, Error> {
        let mut issues = Issues::default();
        let mut seen = BTreeMap::new();
        let mut visits = Vec::new();
        for mut row in tables::parse_visits(bytes, file)? {
            // A school that has left is still the host of a visit that took place.
            let known = |id: &str| {
                let now = self.groups.iter().position(|group| group.iter().any(|member| member == id));
                self.visit(id).map(|visit| visit.group).or(now.map(|place| place + 1))
            };
            // Tercet's own calendar.csv guards the ids that a spreadsheet would run.
            row.school = if known(&row.school).is_some() { row.school } else { unguard(&row.school).to_owned() };
            let issue = |code, message: String, fix: &str| {
                row.place.mark(Issue::error(code, message, fix)).at_key("host").with_value(&row.school)
            };
            if let Some(before) = seen.insert(row.school.clone(), row.place.row) {
                let message = format!("this school hosts in row {} already", before.unwrap_or_default());
                issues.push(issue(Code::SchoolTwice, message, "leave one of the rows"));
            } else if let Some(group) = known(&row.school) {
                let who = row.facilitator.as_deref().map(|who| unguard(who).to_owned());
                visits.push(Visit::new(row.school, group, row.date, who));
            } else {
                let message = "no group of the calendar has a school of this id".to_owned();
                let meant = problem.cohort().meant(&row.school);
                let fix =
                    meant.map_or("correct the id, or remove the row".to_owned(), |id| format!("did you mean {id:?}?"));
                issues.push(issue(Code::UnknownSchool, message, &fix));
            }
        }
        issues.finish()?;
        visits.sort_by(|a, b| (a.date, &a.host).cmp(&(b.date, &b.host)));
        let mut calendar = Self { visits, bound: None, gap: None, ..self.clone() };
        calendar.clashes.retain(|clash| calendar.visits.iter().all(|visit| visit.group != clash.group));
        calendar.status = if calendar.clashes.is_empty() { Status::Feasible } else { Status::Unknown };
        calendar.value = check::value(problem, year, &calendar);
        calendar.carry(Some(self), &year.events);
        Ok(calendar)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::calendar::check::check;
    use crate::programme::calendar::csv;
    use crate::programme::schedule::{ScheduleOptions, schedule};
    use crate::testing::example;

    fn stated() -> (Problem, Year, Calendar) {
        let (problem, year) = (example::problem(), example::year());
        let calendar = schedule(&problem, &example::plan(), &year, &ScheduleOptions::default()).unwrap();
        (problem, year, calendar)
    }

    #[test]
    fn what_was_written_is_read_back_with_the_same_value() {
        let (problem, year, calendar) = stated();
        let table = csv::render(&problem, &calendar);
        let back = calendar.edited(&problem, &year, table.as_bytes(), "calendar.csv").unwrap();
        assert_eq!((&back.visits, back.value), (&calendar.visits, calendar.value));
        assert_eq!(check(&problem, &year, &back), []);
    }

    #[test]
    fn a_visit_that_was_moved_by_hand_counts_as_changed() {
        let (problem, year, calendar) = stated();
        let table = csv::render(&problem, &calendar);
        let day = calendar.visits[0].date.to_string();
        let edited = calendar.edited(&problem, &year, table.replacen(&day, "2026-09-09", 1).as_bytes(), "x").unwrap();
        let of = |calendar: &Calendar| {
            calendar.visits.iter().find(|visit| visit.host == calendar.visits[0].host).unwrap().clone()
        };
        assert_eq!(of(&edited).sequence, 1);
        assert_eq!(edited.visits.iter().filter(|visit| visit.sequence > 0).count(), 1);
        assert_ne!(edited.value, calendar.value);
    }

    #[test]
    fn every_row_that_cannot_be_is_named() {
        let (problem, year, calendar) = stated();
        let host = &calendar.visits[0].host;
        let table = format!("date,host\n2026-10-13,{host}\n2026-10-14,{host}\n2026-10-15,999\n");
        let error = calendar.edited(&problem, &year, table.as_bytes(), "x.csv").unwrap_err();
        let found: Vec<_> = error.issues().iter().map(|issue| (issue.row, issue.code)).collect();
        assert_eq!(found, [(Some(3), Code::SchoolTwice), (Some(4), Code::UnknownSchool)]);
    }
}
