//! A file to a table: a header of unique names, and records that know the line they start on.
//!
//! How the file is written (its encoding, the mark between cells, a title above the header, a workbook) is found out and said; what
//! it says is never changed in silence.

use std::collections::{BTreeMap, BTreeSet};

use csv::{ReaderBuilder, StringRecord};

use crate::error::{Code, Error, Issue, Issues};
use crate::format::cells::{self, Numbers};
use crate::format::dialect::{Dialect, Known, header_row};
use crate::format::{placing, text, workbook};
use crate::near;

/// A file as cells.
#[derive(Debug)]
pub struct Table {
    /// The name of the file, for messages.
    pub file: String,
    /// The names of the columns, trimmed, those that are known as they are known; blank for a column without name or values.
    pub header: Vec<String>,
    /// Where each name stands first.
    places: BTreeMap<String, usize>,
    /// The rows that are not blank.
    pub rows: Vec<Row>,
    /// The line of the header.
    pub header_line: u64,
    /// How its numbers are written.
    pub numbers: Numbers,
}

/// One record of a table, as wide as the header.
#[derive(Debug)]
pub struct Row {
    /// The line it starts on, with the header as line 1.
    pub line: u64,
    /// Whether every quotation mark that closes stands at the end of its cell.
    is_well_quoted: bool,
    fields: StringRecord,
}

impl Row {
    /// A cell without the spaces around it; `None` where it is blank.
    pub fn cell(&self, column: usize) -> Option<&str> {
        self.fields.get(column).map(str::trim).filter(|cell| !cell.is_empty())
    }

    /// A cell as it is in the file.
    pub(crate) fn raw(&self, column: usize) -> &str {
        self.fields.get(column).unwrap_or_default()
    }

    pub(crate) fn len(&self) -> usize {
        self.fields.len()
    }

    fn is_blank(&self) -> bool {
        self.fields.iter().all(|cell| cell.trim().is_empty())
    }
}

impl Table {
    /// Splits a file into cells. `known` are the names of columns that have a meaning: they are found below a title, and in any
    /// case and with any blanks. Rows that do not fit the header are issues, and are left out of the table; cells that say there is
    /// nothing (`N/A`) are blank, and are counted in a warning.
    ///
    /// # Errors
    /// What makes the whole file unreadable: see [`text::decode_table`].
    pub fn parse(bytes: &[u8], file: &str, known: &Known, issues: &mut Issues) -> Result<Self, Error> {
        let mut table = if text::is_workbook(bytes) {
            let mut rows = workbook::rows(bytes, file, known, issues)?;
            let rows = rows.drain(..).map(|(line, fields)| Row { line, is_well_quoted: true, fields }).collect();
            Self::with_header(rows, file, known, Numbers::DecimalPoint, issues)
        } else {
            text::Lines::new(file).pass(bytes)?;
            Self::split(&text::decode_table(bytes, file, issues)?, file, known, issues)?
        };
        if text::is_workbook(bytes) {
            table.pad();
        }
        let width = table.header.len();
        table.rows.retain(|row| {
            let fits = row.len() == width || (row.len() > width && (width..row.len()).all(|at| row.cell(at).is_none()));
            if !fits {
                issues.push(misfit(row, width).in_file(file));
            }
            fits
        });
        table.check_names(issues);
        table.name_as_known(known, issues);
        table.blank_out(issues);
        Ok(table)
    }

    /// As [`Table::parse`], with every row whatever its width, the columns' names as they are, and every cell as it is.
    pub fn split(text: &str, file: &str, known: &Known, issues: &mut Issues) -> Result<Self, Error> {
        let dialect = Dialect::of(text, known);
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(dialect.mark)
            .from_reader(&text.as_bytes()[dialect.skip..]);
        let mut lines = LineCount { bytes: text.as_bytes(), at: 0, line: 1 };
        let mut rows = Vec::new();
        let mut fields = StringRecord::new();
        loop {
            match reader.read_record(&mut fields) {
                Ok(false) => break,
                Ok(true) => {}
                Err(error) => {
                    let issue =
                        Issue::error(Code::InvalidSyntax, format!("the row is not CSV: {error}"), "fix the row");
                    return Err(Error::Input(vec![issue.in_file(file).at_row(lines.line)]));
                }
            }
            let skipped = u64::try_from(dialect.skip).unwrap_or(0);
            let start = fields.position().map_or(0, csv::Position::byte) + skipped;
            let end = reader.position().byte() + skipped;
            let raw = slice(text, start, end);
            let row = Row {
                line: lines.line_of(start),
                is_well_quoted: is_well_quoted(raw, char::from(dialect.mark)),
                fields: std::mem::take(&mut fields),
            };
            if !row.is_blank() {
                rows.push(row);
            }
        }
        if let Some(row) = rows.last().filter(|row| is_open(row, &text[lines.at..])) {
            let issue = Issue::error(
                Code::InvalidSyntax,
                "a quotation mark of this row is never closed, so the rest of the file is one cell",
                "close it, or write a quotation mark inside a cell twice",
            );
            issues.push(issue.in_file(file).at_row(row.line));
        } else {
            issues.extend(swallowed(&rows, char::from(dialect.mark)).map(|issue| issue.in_file(file)));
        }
        if rows.is_empty() {
            let issue = Issue::error(Code::EmptyFile, "the file holds only blank rows", "give a header and rows below");
            return Err(Error::Input(vec![issue.in_file(file)]));
        }
        let numbers = if dialect.has_decimal_comma() { Numbers::DecimalComma } else { Numbers::DecimalPoint };
        Ok(Self::with_header(rows, file, known, numbers, issues))
    }

    /// Parts the header from the rows below it. What stands above it is passed over, which is said.
    fn with_header(mut rows: Vec<Row>, file: &str, known: &Known, numbers: Numbers, issues: &mut Issues) -> Self {
        let place = header_row(rows.iter().map(|row| row.fields.iter().collect()), known);
        let above: Vec<u64> = rows.drain(..place).map(|row| row.line).collect();
        let first = rows.remove(0);
        if let (Some(top), Some(last)) = (above.first(), above.last()) {
            let which = if top == last {
                format!("row {top} above it is")
            } else {
                format!("rows {top} to {last} above it are")
            };
            let message = format!("row {} is read as the header, and {which} ignored", first.line);
            let fix = "delete the rows above the header, unless the right row was found";
            let issue = Issue::warning(Code::PassedOver, message, fix);
            issues.push(issue.in_file(file).at_row(first.line));
        }
        let header: Vec<String> = first.fields.iter().map(|name| name.trim().to_owned()).collect();
        let places = places(&header);
        Self { file: file.to_owned(), header, places, rows, header_line: first.line, numbers }
    }

    /// Gives every row of a sheet, which ends with its last filled cell, a cell for each column.
    fn pad(&mut self) {
        for row in &mut self.rows {
            while row.fields.len() < self.header.len() {
                row.fields.push_field("");
            }
        }
    }

    /// Gives columns that are known in another spelling the name that is known, and says so in one line.
    fn name_as_known(&mut self, known: &Known, issues: &mut Issues) {
        for header in known.missing(&self.header) {
            let near = near::hint(header, self.header.iter().map(String::as_str));
            let message = format!("there is no column {header:?} to rename");
            let issue = Issue::error(Code::MissingColumn, message, format!("correct the name, or leave it out{near}"));
            issues.push(issue.in_file(&self.file).at_row(self.header_line).at_key(header));
        }
        let mut taken = Vec::new();
        let mut seen: BTreeSet<String> = self.header.iter().cloned().collect();
        for name in &mut self.header {
            let Some(meant) = known.meant(name) else { continue };
            if name == meant {
                continue;
            }
            if seen.insert(meant.to_owned()) {
                if !known.is_stated(name) {
                    taken.push(format!("{name:?} as {meant}"));
                }
                meant.clone_into(name);
            } else if placing::COLUMNS.contains(&meant) {
                // A second column of places would be one when the table is written again.
                let message = format!("two columns are read as {meant:?}");
                let issue = Issue::error(Code::DuplicateColumn, message, "rename one of them, or remove it");
                issues.push(issue.in_file(&self.file).at_row(self.header_line).at_key(&*name));
            }
        }
        self.places = places(&self.header);
        if !taken.is_empty() {
            let message = format!("columns are read under the names that Tercet knows: {}", taken.join(", "));
            let issue = Issue::warning(Code::ColumnTaken, message, "rename a column if it holds something else");
            issues.push(issue.in_file(&self.file).at_row(self.header_line));
        }
    }

    /// Makes cells blank that say there is nothing, and counts them; a formula that failed is an issue.
    fn blank_out(&mut self, issues: &mut Issues) {
        let mut nothing: Option<(u64, usize, String)> = None;
        let (mut count, mut words) = (0_usize, BTreeSet::new());
        for row in &mut self.rows {
            if !row.fields.iter().any(|cell| cells::is_nothing(cell) || cells::is_failed(cell)) {
                continue;
            }
            for (place, cell) in row.fields.iter().enumerate() {
                if cells::is_nothing(cell) {
                    count += 1;
                    words.insert(cell.trim().to_owned());
                    nothing.get_or_insert_with(|| (row.line, place, cell.trim().to_owned()));
                } else if cells::is_failed(cell) {
                    let name = self.header.get(place).map_or("", String::as_str);
                    let issue = Issue::error(
                        Code::FailedFormula,
                        "the formula of this cell failed",
                        "correct the formula, or clear the cell",
                    );
                    issues.push(issue.in_file(&self.file).at_row(row.line).at_key(name).with_value(cell.trim()));
                }
            }
            let gone = |cell: &str| cells::is_nothing(cell) || cells::is_failed(cell);
            row.fields = row.fields.iter().map(|cell| if gone(cell) { "" } else { cell }).collect();
        }
        if let Some((line, place, word)) = nothing {
            let words = words.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(", ");
            let message = match count {
                1 => format!("a cell says {words}, and is read as blank"),
                _ => format!("{count} cells say {words}, and are read as blank; this is the first"),
            };
            let issue = Issue::warning(Code::ReadAsBlank, message, "change nothing, unless it is a value of your own");
            let issue = issue.in_file(&self.file).at_row(line).with_value(word);
            issues.push(self.header.get(place).into_iter().fold(issue, Issue::at_key));
        }
    }

    /// The position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// The position of a column that must be there; if it is not, an issue that suggests a name near it.
    pub fn required(&self, name: &str, also: &[&str], issues: &mut Issues) -> Option<usize> {
        let found = self.column(name);
        if found.is_none() {
            let row = self.header_line;
            let likely = (self.header.iter())
                .find(|column| also.iter().any(|other| column.eq_ignore_ascii_case(other)))
                .map(String::as_str)
                .or_else(|| near::nearest(name, self.header.iter().map(String::as_str)));
            let fix = match likely {
                Some(column) => format!("rename the column {column:?} to {name:?} if that is what it holds"),
                None => format!("add a column {name:?}"),
            };
            let issue = Issue::error(Code::MissingColumn, format!("there is no column {name:?}"), fix);
            issues.push(issue.in_file(&self.file).at_row(row).at_key(name));
        }
        found
    }

    /// The position of a column that may be left out; if one of nearly that name is there, a warning.
    pub fn optional(&self, name: &str, issues: &mut Issues) -> Option<usize> {
        let found = self.column(name);
        let near = near::nearest(name, self.header.iter().map(String::as_str));
        if let (None, Some(near)) = (found, near) {
            let message = format!("there is no column {name:?}, and this one is ignored");
            let issue =
                Issue::warning(Code::NearName, message, format!("rename it to {name:?} if that is what it holds"));
            issues.push(issue.in_file(&self.file).at_row(self.header_line).at_key(near));
        }
        found
    }

    fn check_names(&self, issues: &mut Issues) {
        for (place, name) in self.header.iter().enumerate() {
            if name.is_empty() {
                if let Some(row) = self.rows.iter().find(|row| row.cell(place).is_some()) {
                    let issue = Issue::error(
                        Code::UnnamedColumn,
                        format!("column {} has values but no name", place + 1),
                        "name it in the header, or remove it",
                    );
                    let value = row.cell(place).unwrap_or_default();
                    issues.push(issue.in_file(&self.file).at_row(row.line).with_value(value));
                }
            } else if self.column(name).is_some_and(|first| first < place) {
                let issue = Issue::error(
                    Code::DuplicateColumn,
                    format!("two columns have the name {name:?}"),
                    "rename one of them, or remove it",
                );
                issues.push(issue.in_file(&self.file).at_row(self.header_line).at_key(name));
            }
        }
    }
}

/// Where each name stands first.
fn places(header: &[String]) -> BTreeMap<String, usize> {
    let mut places = BTreeMap::new();
    for (place, name) in header.iter().enumerate() {
        places.entry(name.clone()).or_insert(place);
    }
    places
}

/// Rows that a quotation mark has made part of a cell: a line of the cell then has as many marks as a row.
fn swallowed(rows: &[Row], mark: char) -> impl Iterator<Item = Issue> {
    let width = rows.first().map_or(0, Row::len);
    let is_row = move |line: &str| width > 1 && line.matches(mark).count() + 1 >= width;
    rows.iter().filter_map(move |row| {
        let lines = row.fields.iter().flat_map(|cell| cell.split(['\n', '\r']).skip(1));
        let swallowed = lines.filter(|line| is_row(line)).count();
        let count =
            if swallowed == 1 { "a further row is".to_owned() } else { format!("{swallowed} further rows are") };
        let message = format!("{count} within a cell of this row, because of its quotation marks");
        let fix = "close the quotation mark where the cell ends, or remove it";
        // Marks that are all in order may well hold such lines.
        let issue = if row.is_well_quoted {
            Issue::warning(Code::InvalidSyntax, message, fix)
        } else {
            Issue::error(Code::InvalidSyntax, message, fix)
        };
        (swallowed > 0).then(|| issue.at_row(row.line))
    })
}

/// The bytes of a text from one offset to another, as far as they are on the borders of letters.
fn slice(text: &str, start: u64, end: u64) -> &str {
    let at = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX).min(text.len());
    text.get(at(start)..at(end)).unwrap_or_default()
}

/// Whether each quotation mark of a record opens a cell, closes it at its end, or is one of two for a mark within.
fn is_well_quoted(record: &str, mark: char) -> bool {
    if !record.contains('"') {
        return true;
    }
    let mut letters = record.trim_start_matches(['\r', '\n']).chars().peekable();
    let (mut is_start, mut is_quoted) = (true, false);
    while let Some(letter) = letters.next() {
        if is_quoted {
            if letter == '"' {
                match letters.peek() {
                    Some('"') => {
                        letters.next();
                    }
                    None | Some('\r' | '\n') => is_quoted = false,
                    Some(&next) if next == mark => is_quoted = false,
                    _ => return false,
                }
            }
        } else if letter == '"' {
            if !is_start {
                return false;
            }
            is_quoted = true;
        }
        is_start = !is_quoted && letter == mark;
    }
    true
}

fn misfit(row: &Row, width: usize) -> Issue {
    let have = row.len();
    let fix = if have > width {
        "put quotation marks around a cell that contains a comma, or remove the extra cells"
    } else {
        "give every row a cell for each column, even if it is blank; a missing quotation mark can also be the cause"
    };
    let noun = if have == 1 { "cell" } else { "cells" };
    Issue::error(Code::WrongFieldCount, format!("the row has {have} {noun}, but the header has {width}"), fix)
        .at_row(row.line)
        .with_value(row.cell(0).unwrap_or_default())
}

/// Whether the last record runs to the end of the file because its quotation mark is open: a line break inside, and an odd
/// number of marks.
fn is_open(row: &Row, source: &str) -> bool {
    let spans_lines = row.fields.iter().any(|cell| cell.trim_end().contains('\n'));
    spans_lines && source.matches('"').count() % 2 == 1
}

/// Turns byte offsets that only grow into line numbers. The csv crate's own count is that of the end of the line before.
struct LineCount<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl LineCount<'_> {
    fn line_of(&mut self, offset: u64) -> u64 {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX).min(self.bytes.len());
        let breaks = self.bytes[offset..].iter().take_while(|&&byte| byte == b'\n' || byte == b'\r').count();
        let start = offset + breaks;
        self.line += text::row_of(&self.bytes[self.at..start]) - 1;
        self.at = start;
        self.line
    }
}
