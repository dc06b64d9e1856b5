//! Parses text into a table: a header of unique names, and records that know their first line.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

use crate::error::{Code, Error, Issue, Issues};
use crate::format::text;
use crate::near;

/// A CSV file as cells.
#[derive(Debug)]
pub struct Table {
    /// The name of the file, for messages.
    pub file: String,
    /// The names of the columns, trimmed. A column without a name or values has a blank name.
    pub header: Vec<String>,
    /// The first place of each name.
    places: BTreeMap<String, usize>,
    /// The rows that are not blank.
    pub rows: Vec<Row>,
}

/// One record of a table, as wide as the header.
#[derive(Debug)]
pub struct Row {
    /// The record's first line, with the header as line 1.
    pub line: u64,
    fields: StringRecord,
}

impl Row {
    /// A cell without the spaces around it; `None` if it is blank.
    pub fn cell(&self, column: usize) -> Option<&str> {
        self.fields.get(column).map(str::trim).filter(|cell| !cell.is_empty())
    }

    pub(crate) fn len(&self) -> usize {
        self.fields.len()
    }

    fn is_blank(&self) -> bool {
        self.fields.iter().all(|cell| cell.trim().is_empty())
    }
}

impl Table {
    /// Splits a file into cells. Rows that do not fit the header become issues and are not in the table.
    ///
    /// # Errors
    /// Faults that make the whole file unreadable: see [`text::decode`].
    pub fn parse(bytes: &[u8], file: &str, issues: &mut Issues) -> Result<Self, Error> {
        text::Lines::new(file).pass(bytes)?;
        let mut table = Self::split(text::decode(bytes, file)?, file, issues)?;
        let width = table.header.len();
        table.rows.retain(|row| {
            let fits = row.len() == width || (row.len() > width && (width..row.len()).all(|at| row.cell(at).is_none()));
            if !fits {
                issues.push(misfit(row, width).in_file(file));
            }
            fits
        });
        table.check_names(issues);
        Ok(table)
    }

    /// Like [`Table::parse`], but keeps every row whatever its width, and the columns' names as they are.
    pub fn split(text: &str, file: &str, issues: &mut Issues) -> Result<Self, Error> {
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
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
            let start = fields.position().map_or(0, csv::Position::byte);
            let row = Row { line: lines.line_of(start), fields: std::mem::take(&mut fields) };
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
        }
        if rows.is_empty() {
            let issue = Issue::error(Code::EmptyFile, "the file holds only blank rows", "give a header and rows below");
            return Err(Error::Input(vec![issue.in_file(file)]));
        }
        let first = rows.remove(0);
        let header: Vec<String> = first.fields.iter().map(|name| name.trim().to_owned()).collect();
        let mut places = BTreeMap::new();
        for (place, name) in header.iter().enumerate() {
            places.entry(name.clone()).or_insert(place);
        }
        Ok(Self { file: file.to_owned(), header, places, rows })
    }

    /// The position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// The position of a required column. If it is missing, adds an issue that suggests a near name.
    pub fn required(&self, name: &str, also: &[&str], issues: &mut Issues) -> Option<usize> {
        let found = self.column(name);
        if found.is_none() {
            let likely = (self.header.iter())
                .find(|column| also.iter().any(|other| column.eq_ignore_ascii_case(other)))
                .map(String::as_str)
                .or_else(|| near::nearest(name, self.header.iter().map(String::as_str)));
            let fix = match likely {
                Some(column) => format!("rename the column {column:?} to {name:?} if that is what it holds"),
                None if self.header.len() == 1 && self.header[0].contains([';', '\t', '|']) => {
                    "separate the cells with commas".to_owned()
                }
                None => format!("add a column {name:?}"),
            };
            let issue = Issue::error(Code::MissingColumn, format!("there is no column {name:?}"), fix);
            issues.push(issue.in_file(&self.file).at_row(1).at_key(name));
        }
        found
    }

    /// The position of an optional column. If it is missing but a near name is there, adds a warning.
    pub fn optional(&self, name: &str, issues: &mut Issues) -> Option<usize> {
        let found = self.column(name);
        let near = near::nearest(name, self.header.iter().map(String::as_str));
        if let (None, Some(near)) = (found, near) {
            let message = format!("there is no column {name:?}, and this one is ignored");
            let issue =
                Issue::warning(Code::NearName, message, format!("rename it to {name:?} if that is what it holds"));
            issues.push(issue.in_file(&self.file).at_row(1).at_key(near));
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
                issues.push(issue.in_file(&self.file).at_row(1).at_key(name));
            }
        }
    }
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

/// Whether the last record runs to the end of the file because its quotation mark was never closed. Such a record contains
/// a line break and an odd number of quotation marks.
fn is_open(row: &Row, source: &str) -> bool {
    let spans_lines = row.fields.iter().any(|cell| cell.trim_end().contains('\n'));
    spans_lines && source.matches('"').count() % 2 == 1
}

/// Turns ascending byte offsets into line numbers. The csv crate counts the end of the previous line instead.
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
