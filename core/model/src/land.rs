//! The land of Great Britain on the National Grid: the coast that maps show, and whether a place can be a school's.

use std::sync::OnceLock;

use crate::school::Location;

/// The coast in kilometres of the National Grid, north up (negative): Natural Earth's countries at 1:10 million (public domain),
/// projected, simplified to 2 km, without islands of less than 60 square kilometres.
pub const COAST: &str = include_str!("land/great_britain.path");

/// How far from the coast a place still counts as land, in km: the coast is simplified, and small islands are left out of it.
const NEAR_KM: i64 = 10;

/// Islands with people that are farther out, in km: Scilly, Lundy, Man (three points), Fair Isle, Foula, St Kilda.
const ISLANDS: [(i64, i64); 8] =
    [(90, 12), (213, 145), (240, 495), (237, 477), (222, 468), (421, 1_071), (396, 1_138), (10, 899)];

/// Whether a place is on land, or within 10 km of it.
///
/// ```
/// use tercet_model::{land::is_land, school::Location};
/// assert!(is_land(Location { easting: 530_000, northing: 180_000 })); // London
/// assert!(!is_land(Location { easting: 180_000, northing: 530_000 })); // the same with its axes exchanged
/// ```
#[must_use]
pub fn is_land(place: Location) -> bool {
    let (x, y) = (i64::from(place.easting), i64::from(place.northing));
    let is_near = |&(east, north): &(i64, i64)| squared((x, y), (east * 1_000, north * 1_000)) <= reach();
    ISLANDS.iter().any(is_near) || rings().iter().any(|ring| within(ring, (x, y)) || beside(ring, (x, y)))
}

type Point = (i64, i64);

fn reach() -> i64 {
    (NEAR_KM * 1_000) * (NEAR_KM * 1_000)
}

fn squared(a: Point, b: Point) -> i64 {
    (a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)
}

/// The islands as closed rings of points in metres.
fn rings() -> &'static [Vec<Point>] {
    static RINGS: OnceLock<Vec<Vec<Point>>> = OnceLock::new();
    RINGS.get_or_init(|| COAST.split('z').filter(|part| part.contains('M')).map(ring).collect())
}

/// A ring of the path: `M`, a point, `l`, and steps.
fn ring(path: &str) -> Vec<Point> {
    let mut numbers = Vec::new();
    let mut number = String::new();
    for c in path.chars().chain([' ']) {
        if !c.is_ascii_digit() && !number.is_empty() && number != "-" {
            numbers.push(number.parse::<i64>().unwrap_or(0) * 1_000);
            number.clear();
        }
        if c.is_ascii_digit() || c == '-' {
            number.push(c);
        }
    }
    let steps = numbers.chunks_exact(2).map(|pair| (pair[0], -pair[1]));
    steps
        .scan((0, 0), |at, (right, up)| {
            *at = (at.0 + right, at.1 + up);
            Some(*at)
        })
        .collect()
}

fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// Whether a ray to the east crosses the ring an odd number of times.
fn within(ring: &[Point], (x, y): Point) -> bool {
    let crossed = edges(ring).filter(|&((_, from), (_, to))| (from > y) != (to > y)).filter(|&((x1, y1), (x2, y2))| {
        // x < x1 + (x2 - x1) (y - y1) / (y2 - y1), without the division.
        let (left, right) = ((x - x1) * (y2 - y1), (x2 - x1) * (y - y1));
        if y2 > y1 { left < right } else { left > right }
    });
    crossed.count() % 2 == 1
}

/// Whether a point of the ring's edges is near.
fn beside(ring: &[Point], point: Point) -> bool {
    edges(ring).any(|(from, to)| {
        let (step, length) = ((to.0 - from.0, to.1 - from.1), squared(from, to).max(1));
        let along = ((point.0 - from.0) * step.0 + (point.1 - from.1) * step.1).clamp(0, length);
        let nearest = (from.0 + step.0 * along / length, from.1 + step.1 * along / length);
        squared(point, nearest) <= reach()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(easting: i32, northing: i32) -> Location {
        Location { easting, northing }
    }

    #[test]
    fn towns_are_on_land_and_the_sea_is_not() {
        // London, Newcastle, Penzance, Lerwick, Holyhead, Scilly, Douglas.
        for (east, north) in [(530, 180), (425, 565), (147, 30), (447, 1_141), (225, 382), (90, 12), (238, 476)] {
            assert!(is_land(at(east * 1_000, north * 1_000)), "{east} {north}");
        }
        // The origin, the North Sea, the Irish Sea, the Channel, and what kilometres look like.
        for (east, north) in [(0, 0), (600, 500), (130, 330), (500, 50), (0, 1_300)] {
            assert!(!is_land(at(east * 1_000, north * 1_000)), "{east} {north}");
        }
        assert!(!is_land(at(530, 180)));
    }

    #[test]
    fn the_coast_is_closed_rings() {
        assert_eq!(rings().len(), 24);
        assert!(rings().iter().all(|ring| ring.len() >= 5));
    }
}
