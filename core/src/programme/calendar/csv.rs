//! The calendar as CSV, with one row for each visit. Cells that a spreadsheet would run are guarded with an apostrophe.

use csv::{Terminator, WriterBuilder};

use crate::model::format::spreadsheet::guard;
use crate::model::problem::Problem;
use crate::programme::calendar::Calendar;

/// The visits as CSV: `date`, `group` (from 1), `host` (the id), `name`, `facilitator`, `visitors` (their names).
#[must_use]
pub fn render(problem: &Problem, calendar: &Calendar) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let name = |id: &str| problem.index(id).map_or(id, |school| problem.school(school).display_name()).to_owned();
    let mut push = |row: [&str; 6]| {
        writer.write_record(row.map(|cell| guard(cell).into_owned())).expect("writing to memory never fails");
    };
    push(["date", "group", "host", "name", "facilitator", "visitors"]);
    for visit in &calendar.visits {
        let visitors: Vec<String> = calendar.visitors(visit).map(name).collect();
        push([
            &visit.date.to_string(),
            &visit.group.to_string(),
            &visit.host,
            &name(&visit.host),
            visit.facilitator.as_deref().unwrap_or_default(),
            &visitors.join("; "),
        ]);
    }
    let bytes = writer.into_inner().expect("writing to memory never fails");
    String::from_utf8(bytes).expect("every cell is text")
}
