//! What the columns of a table of schools mean, and the schools in its rows.

use std::collections::{BTreeMap, BTreeSet};

use crate::cohort::Kind;
use crate::cohort::Placed;
use crate::error::{Code, Issue, Issues};
use crate::format::cells::{self, Numbers};
use crate::format::dialect::Known;
use crate::format::placing::{self, Found, Placing};
use crate::format::table::{Row, Table};
use crate::letters::loose;
use crate::near;
use crate::school::{Location, School, TEXT_ATTRIBUTES, Value};
use crate::units::billionths;

/// Names under which other tables keep what is the id here.
const ALSO_ID: [&str; 8] = ["urn", "id", "school", "school_id", "schoolid", "school id", "code", "laestab"];
/// The columns that are no attribute, besides those of areas.
const OWN: [&str; 7] = ["id", "name", "easting", "northing", "latitude", "longitude", "grid_ref"];

/// The columns of a table of schools that have a meaning.
pub(super) fn known() -> Known {
    let known = Known::of(&[&OWN[..], &TEXT_ATTRIBUTES].concat()).with("school name", "name");
    placing::known(known)
}

/// The schools of a table, with what its header says besides.
#[derive(Debug, Default)]
pub(super) struct Schools {
    pub(super) schools: Vec<Placed>,
    /// In column order: areas with a strength column, then those with a need column only.
    pub(super) areas: Vec<String>,
    /// Every attribute column, with or without values.
    pub(super) attributes: BTreeMap<String, Kind>,
}

/// Where in a table everything stands.
#[derive(Debug, Default)]
struct Columns {
    id: Option<usize>,
    name: Option<usize>,
    strengths: Vec<(usize, String)>,
    needs: Vec<(usize, String)>,
    attributes: Vec<(usize, String, Kind)>,
}

/// Reads the schools of a table. Without an id column the cells are checked all the same, and the schools have no ids.
pub(super) fn read(table: &Table, issues: &mut Issues) -> Schools {
    let columns = Columns::of(table, issues);
    let mut areas: Vec<String> = columns.strengths.iter().map(|(_, area)| area.clone()).collect();
    let mut known: BTreeSet<&String> = columns.strengths.iter().map(|(_, area)| area).collect();
    areas.extend(columns.needs.iter().map(|(_, area)| area).filter(|&area| known.insert(area)).cloned());
    let attributes = columns.attributes.iter().map(|(_, name, kind)| (name.clone(), *kind)).collect();
    let mut placing = Placing::of(table);
    let schools: Vec<Placed> =
        (table.rows.iter()).map(|row| Reader { table, row, issues }.placed(&columns, &mut placing)).collect();
    placing.warn(table, issues);
    issues.extend(columns.mixed(table));
    issues.extend(columns.with_blanks(table));
    issues.extend(rewritten_ids(&schools).into_iter().map(|issue| issue.in_file(&table.file)));
    Schools { schools, areas, attributes }
}

impl Columns {
    fn of(table: &Table, issues: &mut Issues) -> Self {
        let is_register = table.column("id").is_none() && table.column("EstablishmentName").is_some();
        if is_register {
            let message = "there is no column \"id\": this is the register of schools";
            let fix = "read it as the register, which drops personal data, and give a table of strengths with it";
            let issue = Issue::error(Code::MissingColumn, message, fix);
            issues.push(issue.in_file(&table.file).at_row(table.header_line).at_key("id"));
        }
        let mut columns = Self {
            id: if is_register { None } else { table.required("id", &ALSO_ID, issues) },
            name: table.column("name"),
            ..Self::default()
        };
        for (place, header) in table.header.iter().enumerate() {
            match header.split_once(':').map(|(kind, area)| (loose(kind), area.trim())) {
                Some((kind, "")) if kind == "strength" || kind == "need" => issues.push(nameless(table, header)),
                Some((kind, area)) if kind == "strength" => columns.strengths.push((place, area.to_owned())),
                Some((kind, area)) if kind == "need" => columns.needs.push((place, area.to_owned())),
                _ if header.is_empty() || OWN.contains(&header.as_str()) => {}
                _ => columns.attributes.push((place, header.clone(), kind_of(table, place, header))),
            }
            issues.extend(slip(table, header));
        }
        columns
    }

    /// A warning for each column of numbers that a few cells turn into text.
    fn mixed(&self, table: &Table) -> Vec<Issue> {
        let of_column = |&(place, ref name, kind): &(usize, String, Kind)| {
            if kind == Kind::Number || TEXT_ATTRIBUTES.contains(&name.as_str()) {
                return None;
            }
            let cells = || table.rows.iter().filter_map(|row| Some((row, row.cell(place)?)));
            let mut others = cells().filter(|(_, cell)| plain_number(cell, table.numbers).is_none());
            let (row, cell) = others.next()?;
            let (all, others) = (cells().count(), 1 + others.count());
            is_mixed(all - others, all).then(|| {
                let message = format!(
                    "{} of {all} cells are numbers but this one is not, so the column is read as text",
                    all - others
                );
                let issue = Issue::warning(Code::MixedColumn, message, "give a number, or leave the cell blank");
                issue.in_file(&table.file).at_row(row.line).at_key(name).with_value(cell)
            })
        };
        self.attributes.iter().filter_map(of_column).collect()
    }
}

impl Columns {
    /// A warning for each column of text in which values are the same only because the blanks at their ends are dropped.
    fn with_blanks(&self, table: &Table) -> Vec<Issue> {
        let of_column = |&(place, ref name, kind): &(usize, String, Kind)| {
            let raw = || table.rows.iter().map(|row| (row, row.raw(place)));
            let has_blanks = |text: &str| !text.trim().is_empty() && text.trim().len() < text.len();
            if kind == Kind::Number || !raw().any(|(_, text)| has_blanks(text)) {
                return None;
            }
            let plain: BTreeSet<&str> = raw().map(|(_, text)| text).filter(|text| !has_blanks(text)).collect();
            let mut odd = raw().filter(|(_, text)| has_blanks(text) && plain.contains(text.trim()));
            let (row, text) = odd.next()?;
            let message = match odd.count() {
                0 => format!("the value {:?} has blanks at its ends here, which are ignored", text.trim()),
                1 => format!(
                    "the value {:?} has blanks at its ends here and in 1 more row, which are ignored",
                    text.trim()
                ),
                more => format!(
                    "the value {:?} has blanks at its ends here and in {more} more rows, which are ignored",
                    text.trim()
                ),
            };
            let issue = Issue::warning(Code::NearValues, message, "change nothing if it is the same value");
            Some(issue.in_file(&table.file).at_row(row.line).at_key(name))
        };
        self.attributes.iter().filter_map(of_column).collect()
    }
}

/// Whether a column is meant to hold numbers, and does not only.
pub(crate) fn is_mixed(numbers: usize, all: usize) -> bool {
    numbers < all && 2 * numbers > all
}

/// Ids that a spreadsheet has made of others: in its scientific notation, or with a point and a zero. They name no school any more.
fn rewritten_ids(schools: &[Placed]) -> Vec<Issue> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_scientific = |id: &str| {
        let lower = id.to_ascii_lowercase();
        lower.split_once('e').is_some_and(|(number, power)| {
            let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
            let power = power.strip_prefix('+').unwrap_or(power);
            whole.len() == 1 && is_digits(whole) && is_digits(part) && power.len() <= 2 && is_digits(power)
        })
    };
    let is_float = |id: &str| id.strip_suffix(".0").is_some_and(is_digits);
    let has_versions = schools.iter().any(|school| {
        school.id.split_once('.').is_some_and(|(whole, part)| is_digits(whole) && is_digits(part) && part != "0")
    });
    let scientific: Vec<&Placed> = schools.iter().filter(|school| is_scientific(&school.id)).collect();
    let floats: Vec<&Placed> = schools.iter().filter(|school| !has_versions && is_float(&school.id)).collect();
    let mut issues = Vec::new();
    if let Some(first) = scientific.first() {
        let ids = shown_ids(&scientific);
        let message = format!("{ids} as a spreadsheet writes large numbers, and digits are lost");
        let fix = "format the column of ids as text before you paste the ids into it";
        issues.push(first.at_row(Issue::error(Code::RewrittenId, message, fix)).with_value(&first.id));
    }
    if let Some(first) = floats.first() {
        let ids = shown_ids(&floats);
        let message = format!("{ids} with a point and a zero, as some programs write numbers");
        let whole = first.id.trim_end_matches(".0");
        let fix = format!("write it without: {whole} (in pandas: `.astype('Int64')` or `dtype=str`)");
        issues.push(first.at_row(Issue::error(Code::RewrittenId, message, fix)).with_value(&first.id));
    }
    issues
}

fn shown_ids(schools: &[&Placed]) -> String {
    match schools.len() {
        1 => "an id is written".to_owned(),
        count => format!("{count} ids are written"),
    }
}

fn nameless(table: &Table, header: &str) -> Issue {
    Issue::error(Code::UnnamedColumn, "the column names no area", "put the area's name after the colon")
        .in_file(&table.file)
        .at_row(table.header_line)
        .at_key(header)
}

/// A column that is nearly one of those with a meaning, where that one is not there.
fn slip(table: &Table, header: &str) -> Option<Issue> {
    let place = |issue: Issue| issue.in_file(&table.file).at_row(table.header_line).at_key(header);
    if let Some((kind, area)) = header.split_once(':') {
        let kind = loose(kind);
        let meant = near::nearest(&kind, ["strength", "need"]).filter(|&meant| meant != kind)?;
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

/// What the values of an attribute column are: numbers if each one is written as one.
fn kind_of(table: &Table, column: usize, name: &str) -> Kind {
    let mut cells = table.rows.iter().filter_map(|row| row.cell(column)).peekable();
    let is_text = TEXT_ATTRIBUTES.contains(&name) || cells.peek().is_none();
    if !is_text && cells.all(|cell| plain_number(cell, table.numbers).is_some()) { Kind::Number } else { Kind::Text }
}

/// A cell as a number, unless it is a code: with a leading zero, or larger than any number the model takes.
pub(crate) fn plain_number(cell: &str, numbers: Numbers) -> Option<f64> {
    let digits = cell.trim_start_matches(['+', '-']).as_bytes();
    let is_code = digits.len() > 1 && digits[0] == b'0' && digits[1].is_ascii_digit();
    cells::number(cell, numbers).filter(|&number| !is_code && billionths(number).is_some())
}

/// Reads the cells of one row.
struct Reader<'a> {
    table: &'a Table,
    row: &'a Row,
    issues: &'a mut Issues,
}

impl Reader<'_> {
    fn placed(&mut self, columns: &Columns, placing: &mut Placing) -> Placed {
        let mut school = self.school(columns);
        school.location = self.location(placing, &school.id);
        Placed { school, row: Some(self.row.line) }
    }

    fn school(&mut self, columns: &Columns) -> School {
        let cell = |column: Option<usize>| column.and_then(|column| self.row.cell(column)).unwrap_or_default();
        let mut school = School::new(cell(columns.id), cell(columns.name));
        for (column, name, kind) in &columns.attributes {
            let Some(cell) = self.row.cell(*column) else { continue };
            let number = plain_number(cell, self.table.numbers).filter(|_| *kind == Kind::Number);
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
        school
    }

    fn location(&mut self, placing: &mut Placing, id: &str) -> Option<Location> {
        match placing.place(self.row, &mut |column| self.number(column, id)) {
            Found::Place(place) => Some(place),
            Found::Nothing => None,
            Found::Wrong(issue, column) => {
                let key = issue.key.clone().unwrap_or_else(|| self.table.header[column].clone());
                self.push(issue.at_key(key), id);
                None
            }
        }
    }

    fn number(&mut self, column: usize, id: &str) -> Option<f64> {
        let cell = self.row.cell(column)?;
        let number = cells::number(cell, self.table.numbers);
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
