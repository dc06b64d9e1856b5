//! How a table is written: the mark between its cells, the row of its header, and whether a comma is its decimal point.
//!
//! A spreadsheet writes what the settings of its computer say: commas, semicolons where a comma is the decimal point, tabs. A title
//! may stand above the header. The header itself tells: it has names that are known.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

use crate::letters::loose;

/// How far down a header is looked for.
const FARTHEST: usize = 15;

/// The names of columns that have a meaning in a table, in any spelling of case and blanks.
#[derive(Debug, Clone, Default)]
pub struct Known {
    names: BTreeMap<String, String>,
    /// Words that the caller states, as they were written, by their loose form.
    stated: BTreeMap<String, String>,
}

impl Known {
    /// These names.
    #[must_use]
    pub fn of(names: &[&str]) -> Self {
        Self { names: names.iter().map(|&name| (loose(name), name.to_owned())).collect(), stated: BTreeMap::new() }
    }

    /// Another word for one of them.
    #[must_use]
    pub fn with(mut self, word: &str, name: &str) -> Self {
        self.names.insert(loose(word), name.to_owned());
        self
    }

    /// The names that the caller gives to columns, by the headers that they have in the file.
    #[must_use]
    pub fn stated(mut self, columns: &[(String, String)]) -> Self {
        for (header, name) in columns {
            self.names.insert(loose(header), name.clone());
            self.stated.insert(loose(header), header.clone());
        }
        self
    }

    /// Whether the caller gives this column its name, so that nothing need be said of it.
    pub(super) fn is_stated(&self, header: &str) -> bool {
        self.stated.contains_key(&loose(header))
    }

    /// The headers that the caller names and that a table does not have.
    pub(super) fn missing(&self, headers: &[String]) -> Vec<&str> {
        let there: Vec<String> = headers.iter().map(|header| loose(header)).collect();
        let missing = self.stated.iter().filter(|(word, _)| !there.contains(word));
        missing.map(|(_, header)| header.as_str()).collect()
    }

    /// The name that a header means.
    #[must_use]
    pub fn meant(&self, header: &str) -> Option<&str> {
        self.names.get(&loose(header)).map(String::as_str)
    }

    /// Whether a header is one of them, or a strength or a need in an area.
    fn has(&self, header: &str) -> bool {
        if let Some((kind, area)) = header.split_once(':') {
            return !area.trim().is_empty() && ["strength", "need"].contains(&loose(kind).as_str());
        }
        self.meant(header).is_some()
    }

    /// How many of these headers are.
    pub(super) fn count<'a>(&self, headers: impl Iterator<Item = &'a str>) -> usize {
        headers.filter(|header| self.has(header)).count()
    }
}

/// The way a text is cut into rows and cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// The mark between two cells.
    pub(super) mark: u8,
    /// The bytes of a first line that only names the mark.
    pub(super) skip: usize,
}

impl Dialect {
    const COMMA: Self = Self { mark: b',', skip: 0 };

    /// The dialect of a text whose table has these columns, as far as they are known beforehand.
    pub(super) fn of(text: &str, known: &Known) -> Self {
        if let Some(stated) = stated(text) {
            return stated;
        }
        let mut best = (0, 0, Self::COMMA);
        for mark in [b',', b';', b'\t', b'|'] {
            if !text.as_bytes().contains(&mark) {
                continue;
            }
            let rows = sample(text, mark);
            let header = header_row(rows.iter().map(|row| row.iter().collect::<Vec<_>>()), known);
            let Some(row) = rows.get(header) else { continue };
            let names = known.count(row.iter());
            let filled = row.iter().filter(|cell| !cell.trim().is_empty()).count();
            if filled > 1 && (names, filled) > (best.0, best.1) {
                best = (names, filled, Self { mark, skip: 0 });
            }
        }
        best.2
    }

    /// Whether numbers have a decimal comma: only there is the semicolon needed.
    pub(super) fn has_decimal_comma(self) -> bool {
        self.mark == b';'
    }
}

/// The dialect that the first line states, as Excel does: `sep=;`.
fn stated(text: &str) -> Option<Dialect> {
    let line = text.split(['\r', '\n']).next()?;
    let mark = line.trim_matches('"').to_ascii_lowercase().strip_prefix("sep=")?.bytes().next()?;
    mark.is_ascii().then_some(Dialect { mark, skip: line.len() })
}

/// The first rows that are not blank.
fn sample(text: &str, mark: u8) -> Vec<StringRecord> {
    let reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(mark).from_reader(text.as_bytes());
    let rows = reader.into_records().map_while(Result::ok);
    rows.filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).take(FARTHEST).collect()
}

/// Which of the rows, none of them blank, is the header: the first, unless it has no name that is known and one below it has two,
/// or one after a title of a single cell.
pub(super) fn header_row<'a>(rows: impl Iterator<Item = Vec<&'a str>>, known: &Known) -> usize {
    let mut title_is_alone = true;
    for (at, row) in rows.take(FARTHEST).enumerate() {
        let names = known.count(row.iter().copied());
        let filled = row.iter().filter(|cell| !cell.trim().is_empty()).count();
        let is_header = if at == 0 { names >= 1 } else { names >= 2 || (names == 1 && filled >= 2 && title_is_alone) };
        if is_header {
            return at;
        }
        title_is_alone &= filled == 1;
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        Known::of(&["id", "name", "region", "school"])
    }

    fn mark(text: &str) -> char {
        char::from(Dialect::of(text, &known()).mark)
    }

    #[test]
    fn the_mark_is_the_one_that_parts_the_names_of_the_header() {
        assert_eq!(mark("id,name\n1,\"a;b;c;d\"\n"), ',');
        assert_eq!(mark("id;name;x;y\n1;a;10,5;11,5\n"), ';');
        assert_eq!(mark("id\tname\n1\ta, b, c\n"), '\t');
        assert_eq!(mark("id|name\n1|a\n"), '|');
        assert_eq!(mark("id\n1\n"), ',');
        assert_eq!(mark("Applications, 2026;;\nid;name;region\n1;a;b\n"), ';');
        // No name is known: the mark that gives the widest header.
        assert_eq!(mark("a;b;c\n1;2;3\n"), ';');
    }

    #[test]
    fn a_first_line_can_state_the_mark() {
        assert_eq!(Dialect::of("sep=;\nid,name\n", &known()), Dialect { mark: b';', skip: 5 });
        assert_eq!(Dialect::of("\"SEP=\t\"\r\nid\tname\n", &known()).mark, b'\t');
    }

    #[test]
    fn a_header_below_titles_is_found_and_data_is_never_taken_for_one() {
        let row = |rows: &[&[&'static str]]| header_row(rows.iter().map(|row| row.to_vec()), &known());
        assert_eq!(row(&[&["Peer programme 2026", ""], &["id", "name"]]), 1);
        assert_eq!(row(&[&["Title", ""], &["as of May", ""], &["ID", "x"]]), 2);
        assert_eq!(row(&[&["URN", "EstablishmentName"], &["1", "id"], &["2", "b"]]), 0);
        assert_eq!(row(&[&["id", "x"], &["school", "name"]]), 0);
        assert_eq!(row(&[&["a", "b"], &["1", "2"]]), 0);
    }
}
