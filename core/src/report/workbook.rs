//! Plans and calendars as workbooks (.xlsx) for people who work in a spreadsheet: real numbers and dates, a header that stays in
//! sight, and filters. What is written is read back: `groups` is a table of groups, `calendar` one of visits.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::model::problem::Problem;
use crate::model::school::Value;
use crate::plan::breakdown::{SchoolBreakdown, breakdown};
use crate::plan::grouping::Plan;
use crate::programme::calendar::Calendar;
use crate::programme::statement::dates::Date;
use crate::report::labels::label;
use crate::report::names::name;
use crate::report::summary::needs_met;
use crate::units::{FULL, Points};

/// The most characters of a cell, which the format limits.
const LONGEST: usize = 32_000;

/// A cell with what it is.
enum Cell {
    Blank,
    Text(String),
    Number(f64),
    /// A part of 1, shown in percent.
    Part(f64),
    Day(Date),
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of schools and points: far below 2^53")]
    fn count(number: usize) -> Self {
        Self::Number(number as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "points of 10,000: far below 2^53")]
    fn part(points: Points) -> Self {
        Self::Part(points as f64 / FULL as f64)
    }
}

/// A sheet: its name, its columns, its rows.
struct Sheet {
    name: &'static str,
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

/// The plan as the bytes of a workbook: `groups`, a row a school with its attributes, and `lessons`, who learns what from whom.
///
/// ```
/// use tercet::report::workbook;
/// use tercet::{Cohort, Options, Problem, Rules, School, solve};
/// let schools = ["1", "2", "3"].map(|id| School::new(id, ""));
/// let problem = Problem::new(Cohort::new(schools.to_vec(), Vec::new())?, Rules::default())?;
/// let bytes = workbook::plan(&problem, &solve(&problem, &Options::default())?);
/// assert_eq!(tercet::format::workbook::sheets_of(&bytes), ["groups", "lessons"]);
/// # Ok::<(), tercet::Error>(())
/// ```
#[must_use]
pub fn plan(problem: &Problem, plan: &Plan) -> Vec<u8> {
    let parts = breakdown(problem, plan);
    let attributes: Vec<&str> = problem.cohort().attributes().keys().map(String::as_str).collect();
    let own = ["group", "school", "name", "needs met", "benefit"].map(str::to_owned);
    // A column that has the name of one of these would be read back as it.
    let is_own = |name: &str| own.iter().any(|column| column == name);
    let named = attributes.iter().map(|&name| if is_own(name) { format!("attribute:{name}") } else { name.to_owned() });
    let mut groups = Sheet { name: "groups", columns: own.iter().cloned().chain(named).collect(), rows: Vec::new() };
    let columns = ["group", "school", "name", "area", "priority", "learns from", "level", "next best", "met"];
    let mut lessons = Sheet { name: "lessons", columns: columns.map(str::to_owned).into(), rows: Vec::new() };
    for (number, group) in (1..).zip(&parts.groups) {
        for school in &group.schools {
            groups.rows.push(of_school(problem, &school.school, &attributes, Some((number, school))));
            lessons.rows.extend(of_lessons(problem, number, school));
        }
    }
    groups.rows.extend(parts.unmatched.iter().map(|id| of_school(problem, id, &attributes, None)));
    written(&[groups, lessons])
}

fn of_school(problem: &Problem, id: &str, attributes: &[&str], place: Option<(usize, &SchoolBreakdown)>) -> Vec<Cell> {
    let school = problem.index(id).map(|index| problem.school(index));
    let mut row = vec![
        place.map_or(Cell::Blank, |(number, _)| Cell::count(number)),
        Cell::text(id),
        Cell::text(name(problem, id)),
        place.and_then(|(_, part)| needs_met(part)).map_or(Cell::Blank, Cell::part),
        place.map_or(Cell::Blank, |(_, part)| Cell::part(part.benefit)),
    ];
    row.extend(attributes.iter().map(|name| match school.and_then(|school| school.attribute(name)) {
        None => Cell::Blank,
        Some(Value::Number(number)) => Cell::Number(*number),
        Some(Value::Text(text)) => Cell::text(text),
    }));
    row
}

fn of_lessons(problem: &Problem, number: usize, school: &SchoolBreakdown) -> Vec<Vec<Cell>> {
    let lesson = |lesson: &crate::plan::breakdown::Lesson| {
        let percent = |level: u8| Cell::Part(f64::from(level) / 100.0);
        let who = |source: &Option<crate::plan::breakdown::Source>| {
            source.as_ref().map_or(Cell::Blank, |source| Cell::text(name(problem, &source.school)))
        };
        vec![
            Cell::count(number),
            Cell::text(&school.school),
            Cell::text(name(problem, &school.school)),
            Cell::text(label(problem, &lesson.area)),
            percent(lesson.weight),
            who(&lesson.from),
            lesson.from.as_ref().map_or(Cell::Blank, |source| percent(source.level)),
            who(&lesson.second),
            Cell::part(lesson.points),
        ]
    };
    school.learns.iter().map(lesson).collect()
}

/// The calendar as the bytes of a workbook, with real dates: a row a visit. Once edited it is read back as `calendar.csv` is.
#[must_use]
pub fn calendar(problem: &Problem, calendar: &Calendar) -> Vec<u8> {
    let columns = ["date", "group", "host", "name", "facilitator", "visitors"];
    let row = |visit: &crate::programme::calendar::Visit| {
        let visitors: Vec<&str> = calendar.visitors(visit).map(|id| name(problem, id)).collect();
        vec![
            Cell::Day(visit.date),
            Cell::count(visit.group),
            Cell::text(&visit.host),
            Cell::text(name(problem, &visit.host)),
            visit.facilitator.as_ref().map_or(Cell::Blank, Cell::text),
            Cell::text(visitors.join("; ")),
        ]
    };
    let rows = calendar.visits.iter().map(row).collect();
    written(&[Sheet { name: "calendar", columns: columns.map(str::to_owned).into(), rows }])
}

/// The bytes of a workbook with these sheets. The same sheets give the same bytes: no time of writing is in them.
fn written(sheets: &[Sheet]) -> Vec<u8> {
    let mut book = Workbook::new();
    let no_time = ExcelDateTime::from_ymd(2000, 1, 1).expect("a day of the calendar");
    book.set_properties(&DocProperties::new().set_creation_datetime(&no_time));
    for sheet in sheets {
        fill(book.add_worksheet(), sheet).expect("names, columns and texts are within the limits of the format");
    }
    book.save_to_buffer().expect("writing to memory never fails")
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let (bold, percent, day) =
        (Format::new().set_bold(), Format::new().set_num_format("0%"), Format::new().set_num_format("dd/mm/yyyy"));
    page.set_name(sheet.name)?;
    for (column, name) in (0_u16..).zip(&sheet.columns) {
        page.write_string_with_format(0, column, cut(name), &bold)?;
    }
    for (row, cells) in (1_u32..).zip(&sheet.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Blank => {}
                Cell::Text(text) => {
                    page.write_string(row, column, cut(text))?;
                }
                Cell::Number(number) => {
                    page.write_number(row, column, *number)?;
                }
                Cell::Part(part) => {
                    page.write_number_with_format(row, column, *part, &percent)?;
                }
                Cell::Day(date) => {
                    let part = |part: i8| u8::try_from(part).unwrap_or(1);
                    let year = u16::try_from(date.year()).unwrap_or(1900);
                    let date = ExcelDateTime::from_ymd(year, part(date.month()), part(date.day()))?;
                    page.write_datetime_with_format(row, column, &date, &day)?;
                }
            }
        }
    }
    page.set_freeze_panes(1, 0)?;
    if let (Ok(rows), Ok(columns)) = (u32::try_from(sheet.rows.len()), u16::try_from(sheet.columns.len()))
        && columns > 0
    {
        page.autofilter(0, 0, rows, columns - 1)?;
    }
    page.set_autofit_max_width(300);
    page.autofit();
    Ok(())
}

/// A text that a cell can hold.
fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::format::groups::parse_groups;
    use crate::testing::example::{plan as example, problem};

    #[test]
    fn groups_that_were_written_are_read_back() {
        let (problem, plan) = (problem(), example());
        let bytes = super::plan(&problem, &plan);
        let list = parse_groups(&bytes, "groups.xlsx", &problem).unwrap();
        let ids = |group: &Vec<crate::SchoolIndex>| -> Vec<String> {
            group.iter().map(|&school| problem.school(school).id.clone()).collect()
        };
        assert_eq!(list.groups.iter().map(ids).collect::<Vec<_>>(), plan.groups);
        assert_eq!(bytes, super::plan(&problem, &plan), "no time of writing is in it");
    }

    #[test]
    fn a_calendar_that_was_written_is_read_back_with_the_same_visits() {
        use crate::programme::schedule::{ScheduleOptions, schedule};
        use crate::programme::statement::{tables::parse_terms, year::Year};
        let terms = parse_terms(b"term,start,end\nAutumn,2026-09-01,2027-03-18\n", "terms.csv").unwrap();
        let (problem, year) = (problem(), Year { terms, ..Year::default() });
        let made = schedule(&problem, &example(), &year, &ScheduleOptions::default()).unwrap();
        let bytes = calendar(&problem, &made);
        let back = made.edited(&problem, &year, &bytes, "calendar.xlsx").unwrap();
        assert_eq!((&back.visits, back.value), (&made.visits, made.value));
    }
}
