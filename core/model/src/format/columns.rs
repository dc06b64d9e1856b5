//! The meaning of the columns in a table of schools, and the schools in its rows.

use std::collections::{BTreeMap, BTreeSet};

use crate::cohort::Kind;
use crate::cohort::Placed;
use crate::error::{Code, Issue, Issues};
use crate::format::table::{Row, Table};
use crate::near;
use crate::school::{Location, School, TEXT_ATTRIBUTES, Value};
use crate::units::billionths;

/// Names that other tables use for the id.
const ALSO_ID: [&str; 8] = ["urn", "id", "school", "school_id", "schoolid", "school id", "code", "laestab"];
/// The columns that are not attributes, apart from those of areas.
const OWN: [&str; 4] = ["id", "name", "easting", "northing"];

/// The schools of a table, and the areas and attributes of its header.
#[derive(Debug, Default)]
pub(super) struct Schools {
    pub(super) schools: Vec<Placed>,
    /// In column order: first the areas with a strength column, then those with only a need column.
    pub(super) areas: Vec<String>,
    /// Every attribute column, even if it has no values.
    pub(super) attributes: BTreeMap<String, Kind>,
}

/// The places of all columns in a table.
#[derive(Debug, Default)]
struct Columns {
    id: Option<usize>,
    name: Option<usize>,
    easting: Option<usize>,
    northing: Option<usize>,
    strengths: Vec<(usize, String)>,
    needs: Vec<(usize, String)>,
    attributes: Vec<(usize, String, Kind)>,
}

/// Reads the schools of a table. If there is no id column, the cells are still checked, and the schools have no ids.
pub(super) fn read(table: &Table, issues: &mut Issues) -> Schools {
    let columns = Columns::of(table, issues);
    let mut areas: Vec<String> = columns.strengths.iter().map(|(_, area)| area.clone()).collect();
    let mut known: BTreeSet<&String> = columns.strengths.iter().map(|(_, area)| area).collect();
    areas.extend(columns.needs.iter().map(|(_, area)| area).filter(|&area| known.insert(area)).cloned());
    let attributes = columns.attributes.iter().map(|(_, name, kind)| (name.clone(), *kind)).collect();
    let schools = table.rows.iter().map(|row| Reader { table, row, issues }.placed(&columns)).collect();
    Schools { schools, areas, attributes }
}

impl Columns {
    fn of(table: &Table, issues: &mut Issues) -> Self {
        let is_register = table.column("id").is_none() && table.column("EstablishmentName").is_some();
        if is_register {
            let message = "there is no column \"id\": this is the register of schools";
            let fix = "read it as the register, which drops personal data, and give a table of strengths with it";
            let issue = Issue::error(Code::MissingColumn, message, fix);
            issues.push(issue.in_file(&table.file).at_row(1).at_key("id"));
        }
        let mut columns = Self {
            id: if is_register { None } else { table.required("id", &ALSO_ID, issues) },
            name: table.column("name"),
            easting: table.column("easting"),
            northing: table.column("northing"),
            ..Self::default()
        };
        for (place, header) in table.header.iter().enumerate() {
            match header.split_once(':').map(|(kind, area)| (kind.trim(), area.trim())) {
                Some(("strength" | "need", "")) => issues.push(nameless(table, header)),
                Some(("strength", area)) => columns.strengths.push((place, area.to_owned())),
                Some(("need", area)) => columns.needs.push((place, area.to_owned())),
                _ if header.is_empty() || OWN.contains(&header.as_str()) => {}
                _ => columns.attributes.push((place, header.clone(), kind_of(table, place, header))),
            }
            issues.extend(slip(table, header));
        }
        columns
    }
}

fn nameless(table: &Table, header: &str) -> Issue {
    Issue::error(Code::UnnamedColumn, "the column names no area", "put the area's name after the colon")
        .in_file(&table.file)
        .at_row(1)
        .at_key(header)
}

/// An issue for a column whose name is close to a name with a meaning, if that name is missing.
fn slip(table: &Table, header: &str) -> Option<Issue> {
    let place = |issue: Issue| issue.in_file(&table.file).at_row(1).at_key(header);
    if let Some((kind, area)) = header.split_once(':') {
        let kind = kind.trim();
        let meant = near::nearest(kind, ["strength", "need"]).filter(|&meant| meant != kind)?;
        let message = format!("the column looks like a misspelt {meant:?}, and would be ignored");
        let fix = format!("rename it to \"{meant}:{}\", or remove the colon", area.trim());
        return Some(place(Issue::error(Code::NearName, message, fix)));
    }
    let known = || OWN.into_iter().filter(|&name| name != "id").chain(TEXT_ATTRIBUTES);
    if known().any(|name| name == header) {
        return None;
    }
    let meant = near::nearest(header, known()).filter(|name| table.column(name).is_none())?;
    let message = format!("the column counts as an attribute of that name, not as {meant:?}");
    Some(place(Issue::warning(Code::NearName, message, format!("rename it to {meant:?} if that is what it holds"))))
}

/// The kind of an attribute column: numbers if every value is written as a number.
fn kind_of(table: &Table, column: usize, name: &str) -> Kind {
    let mut cells = table.rows.iter().filter_map(|row| row.cell(column)).peekable();
    let is_text = TEXT_ATTRIBUTES.contains(&name) || cells.peek().is_none();
    if !is_text && cells.all(|cell| plain_number(cell).is_some()) { Kind::Number } else { Kind::Text }
}

/// A cell as a number, unless it is a code: it has a leading zero, or is larger than any number in the model.
fn plain_number(cell: &str) -> Option<f64> {
    let digits = cell.trim_start_matches(['+', '-']).as_bytes();
    let is_code = digits.len() > 1 && digits[0] == b'0' && digits[1].is_ascii_digit();
    cell.parse().ok().filter(|&number| !is_code && billionths(number).is_some())
}

/// Reads the cells of one row.
struct Reader<'a> {
    table: &'a Table,
    row: &'a Row,
    issues: &'a mut Issues,
}

impl Reader<'_> {
    fn placed(&mut self, columns: &Columns) -> Placed {
        Placed { school: self.school(columns), row: Some(self.row.line) }
    }

    fn school(&mut self, columns: &Columns) -> School {
        let cell = |column: Option<usize>| column.and_then(|column| self.row.cell(column)).unwrap_or_default();
        let mut school = School::new(cell(columns.id), cell(columns.name));
        for (column, name, kind) in &columns.attributes {
            let Some(cell) = self.row.cell(*column) else { continue };
            let number = plain_number(cell).filter(|_| *kind == Kind::Number);
            school.attributes.insert(name.clone(), number.map_or_else(|| Value::from(cell), Value::from));
        }
        for (column, area) in &columns.strengths {
            if let Some(level) = self.number(*column, &school.id) {
                school.strengths.insert(area.clone(), level);
            }
        }
        for (column, area) in &columns.needs {
            if let Some(priority) = self.number(*column, &school.id) {
                school.needs.insert(area.clone(), priority);
            }
        }
        school.location = self.location(columns, &school.id);
        school
    }

    fn location(&mut self, columns: &Columns, id: &str) -> Option<Location> {
        let has = |column: Option<usize>| column.is_some_and(|column| self.row.cell(column).is_some());
        if has(columns.easting) != has(columns.northing) {
            let blank = if has(columns.easting) { "northing" } else { "easting" };
            let issue = Issue::error(
                Code::LocationIncomplete,
                format!("{blank} is blank, but the other coordinate is given"),
                "give both easting and northing, or neither",
            );
            self.push(issue.at_key(blank), id);
            return None;
        }
        let easting = self.metres(columns.easting?, id);
        let northing = self.metres(columns.northing?, id);
        Some(Location { easting: easting?, northing: northing? })
    }

    /// A coordinate, rounded to a whole metre.
    fn metres(&mut self, column: usize, id: &str) -> Option<i32> {
        let metres = self.number(column, id)?.round();
        #[expect(clippy::cast_possible_truncation, reason = "within the range that the filter leaves")]
        let whole = Some(metres).filter(|metres| metres.abs() <= 1e9).map(|metres| metres as i32);
        if whole.is_none() {
            let issue = Issue::error(
                Code::LocationOutOfRange,
                "the coordinate is outside the British National Grid",
                "give easting (0 to 800,000) and northing (0 to 1,400,000) in metres",
            );
            let issue = issue.at_key(&self.table.header[column]).with_value(metres.to_string());
            self.push(issue, id);
        }
        whole
    }

    fn number(&mut self, column: usize, id: &str) -> Option<f64> {
        let cell = self.row.cell(column)?;
        let number = cell.parse().ok().filter(|number: &f64| number.is_finite());
        if number.is_none() {
            let issue =
                Issue::error(Code::NotANumber, "this is not a number", "give a number such as 4, or leave it blank")
                    .at_key(&self.table.header[column])
                    .with_value(cell);
            self.push(issue, id);
        }
        number
    }

    fn push(&mut self, issue: Issue, id: &str) {
        let issue = issue.in_file(&self.table.file).at_row(self.row.line);
        self.issues.push(if id.is_empty() { issue } else { issue.of_school(id) });
    }
}
