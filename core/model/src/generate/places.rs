//! Where schools are: the regions of England, how many schools each region has, and points on the grid.

use crate::generate::draw::Draw;
use crate::school::Location;
use crate::units::largest_remainder;

/// How the schools are spread over the regions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Spread {
    /// Like the strong schools in England: from 26.5 % in London to 4.5 % in the North East.
    #[default]
    Uneven,
    /// The same number in each region, within one school.
    Even,
}

/// A region: its share of the strong schools, and where its schools are.
#[derive(Debug)]
pub(super) struct Region {
    pub(super) name: &'static str,
    per_mille: i64,
    /// The centre of its schools: easting and northing in kilometres.
    centre_km: (i32, i32),
    /// How far its schools reach from there, in kilometres. In most directions this is short of the coast.
    reach_km: (usize, usize),
}

/// The nine regions, the largest share first.
pub(super) const REGIONS: [Region; 9] = [
    Region { name: "London", per_mille: 265, centre_km: (530, 180), reach_km: (24, 20) },
    Region { name: "South East", per_mille: 160, centre_km: (500, 158), reach_km: (85, 40) },
    Region { name: "North West", per_mille: 145, centre_km: (363, 410), reach_km: (38, 75) },
    Region { name: "West Midlands", per_mille: 100, centre_km: (400, 292), reach_km: (52, 65) },
    Region { name: "East of England", per_mille: 100, centre_km: (561, 240), reach_km: (60, 60) },
    Region { name: "Yorkshire and the Humber", per_mille: 85, centre_km: (445, 428), reach_km: (60, 55) },
    Region { name: "East Midlands", per_mille: 50, centre_km: (464, 328), reach_km: (60, 70) },
    Region { name: "South West", per_mille: 50, centre_km: (337, 133), reach_km: (100, 45) },
    Region { name: "North East", per_mille: 45, centre_km: (425, 551), reach_km: (22, 50) },
];

/// The region of each of this many schools, in random order. The shares are kept exactly, and not only on average, so that
/// no region is too large by chance.
pub(super) fn regions(draw: &mut Draw, schools: usize, regions: usize, spread: Spread) -> Vec<&'static Region> {
    let share = |region: &Region| match spread {
        Spread::Uneven => region.per_mille,
        Spread::Even => 1,
    };
    let shares: Vec<i64> = REGIONS[..regions].iter().map(share).collect();
    let mut all: Vec<&Region> =
        REGIONS.iter().zip(parts(&shares, schools)).flat_map(|(region, count)| vec![region; count]).collect();
    draw.shuffle(&mut all);
    all
}

/// Shares out this many schools in proportion.
pub(super) fn parts(shares: &[i64], schools: usize) -> Vec<usize> {
    let total = i64::try_from(schools).expect("a cohort has fewer schools than that");
    let parts = largest_remainder(shares, total);
    parts.into_iter().map(|part| usize::try_from(part).expect("a share is 0 or more")).collect()
}

/// A point in a region, usually near the centre.
pub(super) fn location(draw: &mut Draw, region: &Region) -> Location {
    let ((east, north), (reach_east, reach_north)) = (region.centre_km, region.reach_km);
    Location {
        easting: east * 1_000 + draw.metres(reach_east * 1_000),
        northing: north * 1_000 + draw.metres(reach_north * 1_000),
    }
}
