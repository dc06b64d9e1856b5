//! Workbooks (.xlsx, .xlsm, .ods) as rows of text, by the values of their cells: a formula is what it gave when it was saved.
//!
//! One sheet is one table. Which one is said behind a `#` at the end of the file's name, as its name or its number; otherwise it is
//! the first one with a header that is known.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use calamine::{CellErrorType, Data, ExcelDateTime, Ods, Reader, Xlsx};
use csv::StringRecord;

use crate::error::{Code, Error, Issue, Issues};
use crate::format::dialect::{Known, header_row};
use crate::format::text::{self, LARGEST_WORKBOOK};
use crate::letters::{loose, tidy};
use crate::near;

/// The endings of the files that are read.
const ENDINGS: [&str; 3] = [".xlsx", ".xlsm", ".ods"];

/// More cells than the register of all schools has: a sheet with more is not filled by people.
const MOST_CELLS: usize = 30_000_000;

/// The name of a file without the sheet, and the sheet: `cohort.xlsx#Schools`.
pub(super) fn split_name(file: &str) -> (&str, Option<&str>) {
    match file.rsplit_once('#') {
        Some((name, sheet)) if !sheet.is_empty() && is_name(name) => (name, Some(sheet)),
        _ => (file, None),
    }
}

fn is_name(file: &str) -> bool {
    let file = file.to_lowercase();
    ENDINGS.iter().any(|end| file.ends_with(end))
}

/// The names of the sheets of a workbook, in its order; none of another file.
///
/// # Errors
/// [`Error::Io`] if the file cannot be read.
pub fn sheets(path: impl AsRef<Path>) -> Result<Vec<String>, Error> {
    let bytes = text::read_lines(path.as_ref())?;
    Ok(sheets_of(&bytes))
}

/// As [`sheets`], from bytes.
#[must_use]
pub fn sheets_of(bytes: &[u8]) -> Vec<String> {
    let is_small = bytes.len() <= LARGEST_WORKBOOK;
    if !text::is_workbook(bytes) || !is_small {
        Vec::new()
    } else {
        Book::open(bytes).map_or(Vec::new(), |book| book.names())
    }
}

/// The name of a file with a sheet of it that has this name in any case, if it is a workbook whose sheet is not named yet.
pub(super) fn with_sheet(bytes: &[u8], file: &str, wanted: &str) -> Option<String> {
    if split_name(file).1.is_some() || !is_name(file) {
        return None;
    }
    let sheet = sheets_of(bytes).into_iter().find(|sheet| loose(sheet) == wanted)?;
    Some(format!("{file}#{sheet}"))
}

/// The rows of the sheet with their numbers.
///
/// # Errors
/// [`Code::NotText`] if it is no workbook, [`Code::UnknownChoice`] if it has no such sheet, [`Code::EmptyFile`].
pub(super) fn rows(
    bytes: &[u8],
    file: &str,
    known: &Known,
    issues: &mut Issues,
) -> Result<Vec<(u64, StringRecord)>, Error> {
    let refuse =
        |code, message: String, fix: &str| Err(Error::Input(vec![Issue::error(code, message, fix).in_file(file)]));
    if bytes.len() > LARGEST_WORKBOOK {
        return refuse(Code::NotText, "the workbook is too large".to_owned(), "save the sheet as CSV");
    }
    let Some(mut book) = Book::open(bytes) else {
        let message = "the file is a zip archive, and no workbook that can be read".to_owned();
        return refuse(Code::NotText, message, "save it again as .xlsx without a password, or as CSV in UTF-8");
    };
    let names = book.names();
    let (_, wanted) = split_name(file);
    let place = match wanted {
        Some(sheet) => {
            let by_number =
                || sheet.parse().ok().filter(|number| (1..=names.len()).contains(number)).map(|n: usize| n - 1);
            let Some(place) = names.iter().position(|name| tidy(name) == tidy(sheet)).or_else(by_number) else {
                let hint = near::hint(sheet, names.iter().map(String::as_str));
                let fix = format!("give one of its sheets: {}{hint}", names.join(", "));
                return refuse(Code::UnknownChoice, format!("the workbook has no sheet {sheet:?}"), &fix);
            };
            place
        }
        None => chosen(&mut book, &names, known, file, issues),
    };
    sheet(&mut book, names.get(place).map_or("", String::as_str), file)
}

/// The first sheet whose header is known, or else the first that is not empty. That others are passed over is said.
fn chosen(book: &mut Book<'_>, names: &[String], known: &Known, file: &str, issues: &mut Issues) -> usize {
    let mut filled = Vec::new();
    let mut with_header = None;
    for (place, name) in names.iter().enumerate() {
        let Ok(rows) = sheet(book, name, file) else { continue };
        filled.push(place);
        let header = header_row(rows.iter().map(|(_, row)| row.iter().collect()), known);
        let has_names = rows.get(header).is_some_and(|(_, row)| known.count(row.iter()) > 0);
        if has_names && with_header.is_none() {
            with_header = Some(place);
        }
    }
    let place = with_header.or(filled.first().copied()).unwrap_or(0);
    let others: Vec<&str> =
        filled.iter().filter(|&&other| other != place).map(|&other| names[other].as_str()).collect();
    if !others.is_empty() {
        let message = format!("the sheet {:?} is read, and {} is not", names[place], others.join(", "));
        let fix = format!("name another sheet behind the file: {}#{}", split_name(file).0, others[0]);
        issues.push(Issue::warning(Code::PassedOver, message, fix).in_file(file));
    }
    place
}

/// The rows of a sheet that are not blank.
fn sheet(book: &mut Book<'_>, name: &str, file: &str) -> Result<Vec<(u64, StringRecord)>, Error> {
    let refuse =
        |code, message: String, fix: &str| Err(Error::Input(vec![Issue::error(code, message, fix).in_file(file)]));
    let rows = match book.rows(name) {
        Ok(rows) => rows,
        Err(error) => {
            return refuse(
                Code::NotText,
                format!("the sheet {name:?} cannot be read ({error})"),
                "save it as CSV in UTF-8",
            );
        }
    };
    if rows.is_empty() {
        return refuse(Code::EmptyFile, format!("the sheet {name:?} is empty"), "give a header and rows below");
    }
    Ok(rows.into_iter().map(|(row, cells)| (u64::from(row) + 1, cells.into_iter().collect())).collect())
}

/// Rows by their place, each as long as its last cell that is filled.
type Rows = BTreeMap<u32, Vec<String>>;

/// A workbook of one of the kinds that are read.
enum Book<'a> {
    Xlsx(Box<Xlsx<Cursor<&'a [u8]>>>),
    Ods(Box<Ods<Cursor<&'a [u8]>>>),
}

impl<'a> Book<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let ods = || Ods::new(Cursor::new(bytes)).ok().map(|book| Self::Ods(Box::new(book)));
        Xlsx::new(Cursor::new(bytes)).ok().map(|book| Self::Xlsx(Box::new(book))).or_else(ods)
    }

    fn names(&self) -> Vec<String> {
        match self {
            Self::Xlsx(book) => book.sheet_names(),
            Self::Ods(book) => book.sheet_names(),
        }
    }

    fn rows(&mut self, sheet: &str) -> Result<Rows, String> {
        let mut rows = Rows::new();
        let mut cells = 0;
        match self {
            // Cell by cell: one stray cell at the far end of a sheet would make a range of billions.
            Self::Xlsx(book) => {
                let mut reader = book.worksheet_cells_reader(sheet).map_err(|error| error.to_string())?;
                while let Some(cell) = reader.next_cell().map_err(|error| error.to_string())? {
                    put(&mut rows, &mut cells, cell.get_position(), &Data::from(cell.get_value().clone()))?;
                }
            }
            Self::Ods(book) => {
                let range = book.worksheet_range(sheet).map_err(|error| error.to_string())?;
                let (first_row, first_column) = range.start().unwrap_or_default();
                for (row, column, data) in range.used_cells() {
                    let place = |first: u32, at: usize| first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
                    put(&mut rows, &mut cells, (place(first_row, row), place(first_column, column)), data)?;
                }
            }
        }
        Ok(rows)
    }
}

/// Puts a cell in its place, unless it is blank.
fn put(rows: &mut Rows, cells: &mut usize, (row, column): (u32, u32), data: &Data) -> Result<(), String> {
    let text = text(data);
    if text.trim().is_empty() {
        return Ok(());
    }
    let row = rows.entry(row).or_default();
    let column = usize::try_from(column).unwrap_or(usize::MAX);
    *cells += (column + 1).saturating_sub(row.len());
    if *cells > MOST_CELLS {
        return Err("it has more cells than a table of schools".to_owned());
    }
    if row.len() <= column {
        row.resize(column + 1, String::new());
    }
    row[column] = text;
    Ok(())
}

/// What a cell shows, as a table in text has it.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => tidy(text).into_owned(),
        Data::Float(number) => (number + 0.0).to_string(), // Minus zero is zero, and whole numbers have no point.
        Data::Int(number) => number.to_string(),
        Data::Bool(true) => "yes".to_owned(),
        Data::Bool(false) => "no".to_owned(),
        Data::DateTime(shown) => moment(*shown),
        Data::Error(CellErrorType::NA) => "#N/A".to_owned(),
        Data::Error(error) => error.to_string(),
    }
}

/// The date of a moment, or the time of a cell that is only a time. No table has both in one cell.
fn moment(moment: ExcelDateTime) -> String {
    if (0.0..1.0).contains(&moment.as_f64()) {
        let (_, _, _, hour, minute, ..) = moment.to_ymd_hms_milli();
        return format!("{hour:02}:{minute:02}");
    }
    if moment.is_duration() {
        return moment.as_f64().to_string();
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_date_or_a_time_of_day() {
        let shown = |number: f64| moment(ExcelDateTime::new(number, calamine::ExcelDateTimeType::DateTime, false));
        assert_eq!((shown(46_268.0).as_str(), shown(0.395_833_333_333_333_3).as_str()), ("2026-09-03", "09:30"));
    }

    #[test]
    fn a_sheet_is_named_behind_the_file() {
        assert_eq!(split_name("a.xlsx#Schools 2026"), ("a.xlsx", Some("Schools 2026")));
        assert_eq!(split_name("A.XLSM#2"), ("A.XLSM", Some("2")));
        assert_eq!(split_name("a#b.csv"), ("a#b.csv", None));
        assert_eq!(split_name("a.ods"), ("a.ods", None));
    }
}
