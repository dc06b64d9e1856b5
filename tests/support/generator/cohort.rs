//! Random cohorts of any size: the yardstick beside the real ones, such as 100 schools, 12 areas and 9 regions.

use tercet::School;

use super::{AREAS, REGIONS, decimal};
use crate::choices::Choices;
use crate::stated::Stated;

/// What a random cohort is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// How many schools.
    pub schools: usize,
    /// How many areas, 1 to 12.
    pub areas: usize,
    /// How many regions, 1 to 9, all as likely.
    pub regions: usize,
}

impl Default for Shape {
    fn default() -> Self {
        Self { schools: 100, areas: 12, regions: 9 }
    }
}

/// A random cohort with the default rules. Every school declares three to five strengths of 3 to 5 and two to four needs
/// of priority 1 to 3, in areas it has not declared as strengths; two in three are in a trust, of about five schools each.
///
/// The same shape and seed give the same cohort on every machine.
#[must_use]
pub fn cohort(shape: Shape, seed: u64) -> Stated {
    let mut choices = Choices::from_seed(seed, 64 * shape.schools);
    let areas: Vec<String> = AREAS[..shape.areas].iter().map(ToString::to_string).collect();
    let trusts = shape.schools * 2 / 15 + 1;
    let school = |place| {
        let mut school = School::new(format!("{:06}", 100_000 + place), format!("School {place}"))
            .with_attribute("region", choices.one_of(&REGIONS[..shape.regions]))
            .with_attribute("phase", "Primary")
            .with_attribute("pupils", decimal(choices.between(60, 900), 1))
            .with_attribute("fsm_pct", decimal(choices.between(0, 600), 10));
        if !choices.once_in(3) {
            school = school.with_attribute("trust", format!("Trust {}", choices.below(trusts)));
        }
        let metres = |choices: &mut Choices| i32::try_from(choices.below(4_000) * 100).expect("400 km at most");
        let (east, north) = (metres(&mut choices), metres(&mut choices));
        school = school.with_location(200_000 + east, 100_000 + north);
        let (strengths, needs) = (choices.between(3, 5), choices.between(2, 4));
        for (place, area) in choices.distinct(strengths + needs, &areas).into_iter().enumerate() {
            school = if place < strengths {
                school.with_strength(area, choices.one_of(&[3.0, 4.0, 5.0]))
            } else {
                school.with_need(area, choices.one_of(&[1.0, 2.0, 3.0]))
            };
        }
        school
    };
    Stated { schools: (0..shape.schools).map(school).collect(), areas, ..Stated::default() }
}
