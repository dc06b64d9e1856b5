//! The strengths and needs of a school. Areas that belong together often appear together.

use std::ops::RangeInclusive;

use crate::generate::draw::Draw;

/// Areas in three families, in turn: subjects, school life, inclusion.
const AREAS: [&str; 12] = [
    "reading",
    "behaviour",
    "send",
    "mathematics",
    "leadership",
    "disadvantage",
    "writing",
    "curriculum",
    "eal",
    "science",
    "personal_development",
    "wellbeing",
];

const FAMILIES: usize = 3;

/// How many strengths in a hundred have level 3, 4 and 5: about the levels of strong schools.
const LEVELS: [usize; 3] = [45, 40, 15];

/// How many times likelier another strength is in a family in which the school already has one.
const STRONG_FAMILY: usize = 3;

/// How many times likelier a need is in a family in which the school has no strength.
const WEAK_FAMILY: usize = 2;

/// The names of this many areas. From the thirteenth, areas have only numbers.
pub(super) fn areas(count: usize) -> Vec<String> {
    let numbered = |number: usize| format!("area_{number}");
    (0..count).map(|place| AREAS.get(place).map_or_else(|| numbered(place + 1), |&name| name.to_owned())).collect()
}

/// One school's strengths and needs: places in the list of areas, with level or priority. No area is in both.
#[derive(Debug, Default)]
pub(super) struct Practice {
    pub(super) strengths: Vec<(usize, usize)>,
    pub(super) needs: Vec<(usize, usize)>,
}

impl Practice {
    /// Draws strengths first, mostly in one family and there mostly with one level. Then it draws needs, mostly in other
    /// families. The most urgent need has priority 3, and each further need is at most as urgent as the one before.
    pub(super) fn draw(
        draw: &mut Draw,
        areas: usize,
        strengths: &RangeInclusive<usize>,
        needs: &RangeInclusive<usize>,
    ) -> Self {
        let mut practice = Self::default();
        for _ in 0..draw.between(*strengths.start(), *strengths.end()) {
            let area = practice.area(draw, areas, |is_strong| if is_strong { STRONG_FAMILY } else { 1 });
            let alike = practice.of_family(area).filter(|_| draw.below(2) == 0);
            let level = alike.unwrap_or_else(|| 3 + draw.weighted(&LEVELS));
            practice.strengths.push((area, level));
        }
        let mut priority = 3;
        for place in 0..draw.between(*needs.start(), *needs.end()) {
            if place > 0 {
                priority = (priority - draw.below(2)).max(1);
            }
            let area = practice.area(draw, areas, |is_strong| if is_strong { 1 } else { WEAK_FAMILY });
            practice.needs.push((area, priority));
        }
        practice
    }

    /// Draws an area that has no strength or need yet, with weights that depend on whether its family has a strength.
    fn area(&self, draw: &mut Draw, areas: usize, weight: impl Fn(bool) -> usize) -> usize {
        let mut weights: Vec<usize> = (0..areas).map(|area| weight(self.of_family(area).is_some())).collect();
        for &(area, _) in self.strengths.iter().chain(&self.needs) {
            weights[area] = 0;
        }
        draw.weighted(&weights)
    }

    /// The level of the latest strength in the area's family.
    fn of_family(&self, area: usize) -> Option<usize> {
        let mut alike = self.strengths.iter().rev().filter(|(other, _)| other % FAMILIES == area % FAMILIES);
        alike.next().map(|&(_, level)| level)
    }
}
