//! The part of Great Britain that a map shows, and the land below it: coast, the 100 km squares of the National Grid, a scale.

use maud::{Markup, html};

use crate::model::land::COAST;
use crate::model::school::Location;

/// Pixels of the longer side.
const LONGEST: f64 = 480.0;
/// Metres of the longer side at least: the map of one town would show no coast.
const LEAST_SPAN: i32 = 150_000;
const SQUARE: i32 = 100_000;
/// What is shown where nobody has a location: all of Great Britain, in metres.
const ALL: [Location; 2] =
    [Location { easting: 60_000, northing: 10_000 }, Location { easting: 660_000, northing: 1_210_000 }];

/// Which part of the grid is shown, and how large.
pub(in crate::report) struct Frame {
    west: i32,
    north: i32,
    east: i32,
    south: i32,
    pixels_a_metre: f64,
}

impl Frame {
    /// Around all of these places; around Great Britain if there is none.
    pub(in crate::report) fn around(places: &[Location]) -> Self {
        let places = if places.is_empty() { &ALL } else { places };
        let eastings = || places.iter().map(|place| place.easting);
        let northings = || places.iter().map(|place| place.northing);
        let (west, east) = (eastings().min().unwrap_or(0), eastings().max().unwrap_or(0));
        let (south, north) = (northings().min().unwrap_or(0), northings().max().unwrap_or(0));
        let margin = ((east - west).max(north - south) / 14).max(10_000);
        let [west, east] = widened(west - margin, east + margin);
        let [south, north] = widened(south - margin, north + margin);
        let pixels_a_metre = LONGEST / f64::from((east - west).max(north - south));
        Self { west, north, east, south, pixels_a_metre }
    }

    pub(in crate::report) fn width(&self) -> u32 {
        pixels(f64::from(self.east - self.west) * self.pixels_a_metre)
    }

    pub(in crate::report) fn height(&self) -> u32 {
        pixels(f64::from(self.north - self.south) * self.pixels_a_metre)
    }

    /// The place on the picture, right and down, in pixels.
    pub(in crate::report) fn at(&self, place: Location) -> (f64, f64) {
        let right = f64::from(place.easting - self.west) * self.pixels_a_metre;
        let down = f64::from(self.north - place.northing) * self.pixels_a_metre;
        (tenths(right), tenths(down))
    }

    /// Land and grid lines, in quiet tones of the page's ink.
    pub(in crate::report) fn land(&self) -> Markup {
        let (x, y) = self.at(Location { easting: 0, northing: 0 });
        let scale = format!("translate({x} {y})scale({:.5})", self.pixels_a_metre * 1_000.0);
        let mut lines = String::new();
        for easting in multiples(self.west, self.east) {
            let (x, _) = self.at(Location { easting, northing: 0 });
            lines.push_str(&format!("M{x} 0V{}", self.height()));
        }
        for northing in multiples(self.south, self.north) {
            let (_, y) = self.at(Location { easting: 0, northing });
            lines.push_str(&format!("M0 {y}H{}", self.width()));
        }
        html! {
            path d=(COAST.trim_end()) transform=(scale) fill="currentColor" fill-opacity=".13" {}
            path d=(lines) stroke="currentColor" stroke-opacity=".15" fill="none" {}
        }
    }

    /// The letters of the squares, and a bar of 100 km.
    pub(in crate::report) fn legend(&self) -> Markup {
        let squares = (0..7).flat_map(|east| (0..13).map(move |north| (east * SQUARE, north * SQUARE)));
        let shown = squares.filter_map(|(easting, northing)| {
            let (left, bottom) = self.at(Location { easting, northing });
            let (right, top) = self.at(Location { easting: easting + SQUARE, northing: northing + SQUARE });
            let (left, top) = (left.max(0.0), top.max(0.0));
            let (width, height) =
                (f64::from(self.width()).min(right) - left, f64::from(self.height()).min(bottom) - top);
            (width >= 24.0 && height >= 18.0)
                .then(|| (tenths(left + 4.0), tenths(top + 12.0), letters(easting, northing)))
        });
        let bar = tenths(f64::from(SQUARE) * self.pixels_a_metre);
        let (end, foot) = (f64::from(self.width()) - 8.0, f64::from(self.height()) - 8.0);
        html! {
            g font-size="10" fill-opacity=".55" { @for (x, y, letters) in shown { text x=(x) y=(y) { (letters) } } }
            path d={ "M" (tenths(end - bar)) " " (foot - 5.0) "v5H" (end) "v-5" } stroke="currentColor" fill="none" {}
            text x=(tenths(end - bar / 2.0)) y=(foot - 4.0) font-size="10" text-anchor="middle" { "100 km" }
        }
    }
}

/// Both ends moved apart until the least span is between them.
fn widened(low: i32, high: i32) -> [i32; 2] {
    let missing = (LEAST_SPAN - (high - low)).max(0);
    [low - missing / 2, high + missing / 2]
}

fn multiples(low: i32, high: i32) -> impl Iterator<Item = i32> {
    (low.div_euclid(SQUARE) + 1..=high.div_euclid(SQUARE)).map(|number| number * SQUARE)
}

fn tenths(pixels: f64) -> f64 {
    (pixels * 10.0).round() / 10.0
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the longest side")]
fn pixels(length: f64) -> u32 {
    length.round().clamp(1.0, LONGEST) as u32
}

/// The two letters of a square of 100 km by its south-west corner, as the Ordnance Survey names it: SU, TQ, NZ.
fn letters(easting: i32, northing: i32) -> String {
    let (east, south) = (easting / SQUARE, 19 - northing / SQUARE);
    let first = south - south % 5 + (east + 10) / 5;
    let second = south * 5 % 25 + east % 5;
    // There is no I in the grid.
    let letter = |number: i32| char::from(b'A' + u8::try_from(number + i32::from(number > 7)).unwrap_or(0));
    [first, second].into_iter().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squares_have_the_letters_of_the_ordnance_survey() {
        let of = |easting, northing| letters(easting * SQUARE, northing * SQUARE);
        // Land's End, London, Newcastle upon Tyne, Fort William, Lerwick.
        assert_eq!([of(1, 0), of(5, 1), of(4, 5), of(2, 7), of(4, 11)], ["SW", "TQ", "NZ", "NN", "HU"]);
    }

    #[test]
    fn a_map_has_its_places_within_its_edges_and_keeps_its_proportions() {
        let at = |easting, northing| Location { easting, northing };
        let frame = Frame::around(&[at(134_000, 25_000), at(650_000, 300_000)]);
        for place in [at(134_000, 25_000), at(650_000, 300_000)] {
            let (x, y) = frame.at(place);
            assert!(x > 0.0 && x < f64::from(frame.width()) && y > 0.0 && y < f64::from(frame.height()));
        }
        let ((west, south), (east, north)) = (frame.at(at(200_000, 100_000)), frame.at(at(300_000, 200_000)));
        assert!((east - west - (south - north)).abs() < 0.21);
    }

    #[test]
    fn a_single_place_is_shown_with_the_land_around_it() {
        let frame = Frame::around(&[Location { easting: 0, northing: 0 }]);
        assert_eq!((frame.width(), frame.height()), (480, 480));
        assert_eq!(frame.at(Location { easting: 0, northing: 0 }), (240.0, 240.0));
    }
}
