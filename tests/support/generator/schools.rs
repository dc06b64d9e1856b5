//! The schools of a small problem: with blanks, ties, numbers that round at one half, and equal places.

use tercet::School;

use super::{AREAS, REGIONS, decimal};
use crate::choices::Choices;
use crate::oracle::MOST_SCHOOLS;
use crate::stated::Stated;

/// A scale of strengths: its top, and how many strengths there are between two whole ones.
const SCALES: [(u32, u32); 4] = [(5, 10), (1, 100), (3, 10), (8, 10)];

const PRIORITIES: [f64; 7] = [1.0, 2.0, 3.0, 0.0, 0.5, 1.3, 250.0];

pub(super) fn draw(choices: &mut Choices, stated: &mut Stated) {
    let schools = choices.between(1, MOST_SCHOOLS);
    let areas = choices.between(1, 5);
    let regions = choices.between(2, 6);
    let (top, parts) = choices.one_of(&SCALES);
    stated.rules.scale.strength = f64::from(top);
    stated.areas = AREAS[..areas].iter().map(ToString::to_string).collect();
    for place in 0..schools {
        let mut school = identity(choices, place, regions);
        for area in &stated.areas {
            if choices.once_in(2) {
                let steps = usize::try_from(top * parts).expect("a small number");
                school = school.with_strength(area, decimal(choices.between(0, steps), parts));
            }
            if choices.once_in(2) {
                school = school.with_need(area, choices.one_of(&PRIORITIES));
            }
        }
        stated.schools.push(school);
    }
}

fn identity(choices: &mut Choices, place: usize, regions: usize) -> School {
    // Ids that are not in the order of the input, with leading zeros.
    let mut school = School::new(format!("{:03}", (place * 37 + 5) % 101), format!("School {place}"));
    if !choices.once_in(8) {
        school = school.with_attribute("region", choices.one_of(&REGIONS[..regions]));
    }
    if choices.once_in(4) {
        school = school.with_attribute("trust", choices.one_of(&["Ash Trust", "Elm Trust"]));
    }
    school = school.with_attribute("phase", if choices.once_in(10) { "Secondary" } else { "Primary" });
    if !choices.once_in(6) {
        school = school.with_attribute("pupils", decimal(choices.between(80, 2_000), 1));
    }
    if !choices.once_in(6) {
        school = school.with_attribute("fsm_pct", decimal(choices.between(0, 1_000), 10));
    }
    if choices.once_in(2) {
        school = school.with_attribute("faith", choices.one_of(&["Church of England", "Catholic"]));
    }
    let metres = |choices: &mut Choices| i32::try_from(choices.below(300) * 701).expect("a few hundred km");
    let (east, north) = (metres(choices), metres(choices));
    school.with_location(300_000 + east, 100_000 + north)
}
