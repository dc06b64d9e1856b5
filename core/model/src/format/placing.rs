//! The place of a school in the columns that people have: metres of the National Grid, latitude and longitude, a grid reference.
//!
//! A place that cannot be one (0,0; degrees in the columns of metres) is blank, which one warning says for the whole table.

use crate::error::{Code, Issue, Issues};
use crate::format::dialect::Known;
use crate::format::table::{Row, Table};
use crate::grid;
use crate::school::Location;

/// The columns of places, by the names that they are known by.
pub(super) const COLUMNS: [&str; 5] = ["easting", "northing", "latitude", "longitude", "grid_ref"];

/// Two places of one school that are farther apart than this are not the same.
const FARTHEST_METRES: i64 = 1_000;

/// The same columns by other words.
pub(super) fn known(known: Known) -> Known {
    const WORDS: [(&str, &str); 12] = [
        ("eastings", "easting"),
        ("northings", "northing"),
        ("lat", "latitude"),
        ("long", "longitude"),
        ("lng", "longitude"),
        ("lon", "longitude"),
        ("gridref", "grid_ref"),
        ("grid reference", "grid_ref"),
        ("os grid reference", "grid_ref"),
        ("os grid ref", "grid_ref"),
        ("national grid reference", "grid_ref"),
        ("ngr", "grid_ref"),
    ];
    WORDS.iter().fold(known, |known, (word, name)| known.with(word, name))
}

/// Where the places stand in a table, and what is odd about them.
#[derive(Debug, Default)]
pub(super) struct Placing {
    columns: [Option<usize>; 5],
    zero: Vec<u64>,
    degrees: Vec<u64>,
    apart: Vec<(u64, i64)>,
}

/// What a row says of a place.
pub(super) enum Found {
    Place(Location),
    /// Nothing, or nothing that can be a place, which a warning says.
    Nothing,
    /// An error, with the column that it is about.
    Wrong(Box<Issue>, usize),
}

impl Placing {
    pub(super) fn of(table: &Table) -> Self {
        Self { columns: COLUMNS.map(|name| table.column(name)), ..Self::default() }
    }

    /// The place of a row; `number` reads a cell, and says what is wrong with it.
    pub(super) fn place(&mut self, row: &Row, number: &mut dyn FnMut(usize) -> Option<f64>) -> Found {
        let [easting, northing, latitude, longitude, reference] = self.columns;
        let mut found = Vec::new();
        match self.pair(row, (easting, northing), ("easting", "northing"), number) {
            Ok(Some((east, north))) if east == 0.0 && north == 0.0 => self.zero.push(row.line),
            Ok(Some((east, north))) if are_degrees(east, north) => self.degrees.push(row.line),
            Ok(Some((east, north))) => match metres(east).zip(metres(north)) {
                Some((easting, northing)) => found.push(Location { easting, northing }),
                None => {
                    let (column, wrong) = if metres(east).is_none() { (easting, east) } else { (northing, north) };
                    return off_the_grid(column, wrong.to_string());
                }
            },
            Ok(None) => {}
            Err(wrong) => return wrong,
        }
        match self.pair(row, (latitude, longitude), ("latitude", "longitude"), number) {
            Ok(Some((north, east))) if north == 0.0 && east == 0.0 => self.zero.push(row.line),
            Ok(Some((north, east))) => match grid::from_degrees(north, east) {
                Some(place) => found.push(place),
                None => return off_the_grid(latitude, format!("{north}, {east}")),
            },
            Ok(None) => {}
            Err(wrong) => return wrong,
        }
        if let Some((column, cell)) = reference.and_then(|column| Some((column, row.cell(column)?))) {
            let Some(place) = grid::from_reference(cell) else {
                let fix = "give two letters and as many digits east as north, such as TQ 300 804, or leave it blank";
                let issue = Issue::error(Code::LocationOutOfRange, "this is not a reference of the National Grid", fix);
                return Found::Wrong(Box::new(issue.with_value(cell)), column);
            };
            found.push(place);
        }
        let Some(&first) = found.first() else { return Found::Nothing };
        let apart = found.iter().map(|&other| first.squared_metres(other).isqrt()).max().unwrap_or(0);
        if apart > FARTHEST_METRES {
            self.apart.push((row.line, apart));
        }
        Found::Place(first)
    }

    /// Two numbers that make a place; that one is missing is wrong.
    fn pair(
        &self,
        row: &Row,
        columns: (Option<usize>, Option<usize>),
        names: (&str, &str),
        number: &mut dyn FnMut(usize) -> Option<f64>,
    ) -> Result<Option<(f64, f64)>, Found> {
        let has = |column: Option<usize>| column.is_some_and(|column| row.cell(column).is_some());
        if has(columns.0) != has(columns.1) {
            let (blank, given) = if has(columns.0) { (names.1, columns.0) } else { (names.0, columns.1) };
            let issue = Issue::error(
                Code::LocationIncomplete,
                format!("{blank} is blank and the other coordinate is given"),
                format!("give both {} and {}, or neither", names.0, names.1),
            );
            return Err(Found::Wrong(Box::new(issue.at_key(blank)), given.unwrap_or(0)));
        }
        let (Some(first), Some(second)) = columns else { return Ok(None) };
        let (first, second) = (number(first), number(second));
        Ok(first.zip(second))
    }

    /// One warning for each kind of place that is none.
    pub(super) fn warn(&self, table: &Table, issues: &mut Issues) {
        let mut warn = |rows: &[u64], code, one: &str, many: &str, fix: &str| {
            let Some(&first) = rows.first() else { return };
            let message =
                if rows.len() == 1 { one.to_owned() } else { format!("{} {many}; this is the first", rows.len()) };
            issues.push(Issue::warning(code, message, fix).in_file(&table.file).at_row(first));
        };
        warn(
            &self.zero,
            Code::ReadAsBlank,
            "the place is 0, 0, which is read as not known",
            "places are 0, 0, which is read as not known",
            "give the place, or leave it blank",
        );
        warn(
            &self.degrees,
            Code::PlaceNotMetres,
            "easting and northing look like degrees, so the place counts as not known",
            "places have easting and northing that look like degrees, and count as not known",
            "name the columns latitude and longitude, or give metres of the British National Grid",
        );
        let (rows, farthest): (Vec<u64>, Vec<i64>) = self.apart.iter().copied().unzip();
        let km = crate::numbers::kilometres(farthest.first().copied().unwrap_or(0));
        warn(
            &rows,
            Code::PlaceNotMetres,
            &format!("the columns give two places, {km} apart, and the first one is used"),
            &format!("schools have columns that give two places ({km} apart here), and the first one is used"),
            "correct one of them, or leave it blank",
        );
    }
}

/// Whether two numbers that stand for metres are the degrees of a place in Great Britain, in either order, rounded or not.
fn are_degrees(a: f64, b: f64) -> bool {
    let is_latitude = |x: f64| (49.0..=61.5).contains(&x);
    let is_longitude = |x: f64| (-9.5..=2.5).contains(&x);
    is_latitude(a) && is_longitude(b) || is_longitude(a) && is_latitude(b)
}

/// A coordinate, rounded to a whole metre.
fn metres(metres: f64) -> Option<i32> {
    let metres = metres.round();
    #[expect(clippy::cast_possible_truncation, reason = "within the range that the filter leaves")]
    (metres.abs() <= 1e9).then_some(metres as i32)
}

fn off_the_grid(column: Option<usize>, value: String) -> Found {
    let issue = Issue::error(
        Code::LocationOutOfRange,
        "the coordinate is outside the British National Grid",
        "give easting (0 to 800,000) and northing (0 to 1,400,000) in metres, or latitude and longitude in degrees",
    );
    Found::Wrong(Box::new(issue.with_value(value)), column.unwrap_or(0))
}
