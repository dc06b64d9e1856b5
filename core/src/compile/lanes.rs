//! Levels and weights as bytes in lanes of sixteen, so that coverage takes only a few vector instructions.
//!
//! Levels are at most 100, and a school's weights sum to at most 100. So a sum of products is at most 10,000 and fits
//! sixteen bits.

use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::units::{FULL, Points};

/// Sixteen areas.
pub type Lane = [u8; 16];

/// The profiles of all schools. Areas are padded with zeros to whole lanes.
#[derive(Debug, Clone)]
pub struct Lanes {
    per_school: usize,
    levels: Vec<Lane>,
    weights: Vec<Lane>,
    /// 10,000 for a school without needs, which counts as having all needs met; else 0.
    served: Vec<u16>,
}

impl Lanes {
    /// Packs the profiles of a problem.
    #[must_use]
    pub fn new(problem: &Problem) -> Self {
        let per_school = problem.cohort().areas().len().div_ceil(16).max(1);
        let mut lanes = Self {
            per_school,
            levels: vec![[0; 16]; per_school * problem.len()],
            weights: vec![[0; 16]; per_school * problem.len()],
            served: vec![0; problem.len()],
        };
        for school in problem.indices() {
            let profile = problem.profile(school);
            let first = school.position() * per_school;
            for (area, (&level, &weight)) in profile.levels.iter().zip(&profile.weights).enumerate() {
                lanes.levels[first + area / 16][area % 16] = level;
                lanes.weights[first + area / 16][area % 16] = weight;
            }
            if !profile.has_needs() {
                lanes.served[school.position()] = 10_000;
            }
        }
        lanes
    }

    /// The same profiles for some of the schools, in the given order.
    #[must_use]
    pub fn restrict(&self, schools: &[SchoolIndex]) -> Self {
        let pick = |from: &[Lane]| -> Vec<Lane> {
            schools
                .iter()
                .flat_map(|school| {
                    let first = school.position() * self.per_school;
                    from[first..first + self.per_school].iter().copied()
                })
                .collect()
        };
        Self {
            per_school: self.per_school,
            levels: pick(&self.levels),
            weights: pick(&self.weights),
            served: schools.iter().map(|school| self.served[school.position()]).collect(),
        }
    }

    /// The number of lanes for a school.
    #[must_use]
    pub fn per_school(&self) -> usize {
        self.per_school
    }

    /// A school's levels.
    #[inline]
    #[must_use]
    pub fn levels(&self, school: usize) -> &[Lane] {
        &self.levels[school * self.per_school..(school + 1) * self.per_school]
    }

    /// A school's weights.
    #[inline]
    #[must_use]
    pub fn weights(&self, school: usize) -> &[Lane] {
        &self.weights[school * self.per_school..(school + 1) * self.per_school]
    }

    /// What a school learns from the levels `best`, which are the maximum over its peers: 0 to 10,000.
    #[inline]
    #[must_use]
    pub fn learn(&self, school: usize, best: &[Lane]) -> Points {
        let sum: u16 = self.weights(school).iter().zip(best).map(|(w, l)| dot(w, l)).sum();
        Points::from(sum + self.served[school])
    }

    /// What a school learns from the better of two sets of levels.
    #[inline]
    #[must_use]
    pub fn learn_of_two(&self, school: usize, first: &[Lane], second: &[Lane]) -> Points {
        let pairs = first.iter().zip(second);
        let sum: u16 = self.weights(school).iter().zip(pairs).map(|(w, (a, b))| dot(w, &larger(a, b))).sum();
        Points::from(sum + self.served[school])
    }

    /// How much of a peer's needs a school meets: 0 to 10,000.
    #[inline]
    #[must_use]
    pub fn share(&self, school: usize, peer: usize) -> Points {
        let sum: u16 = self.weights(peer).iter().zip(self.levels(school)).map(|(w, l)| dot(w, l)).sum();
        Points::from(sum)
    }

    /// Whether the school has no needs.
    #[must_use]
    pub fn is_served(&self, school: usize) -> bool {
        Points::from(self.served[school]) == FULL
    }
}

/// The sum of products of two lanes. It fits sixteen bits because weights sum to at most 100.
#[inline]
fn dot(weights: &Lane, levels: &Lane) -> u16 {
    let mut sum = 0;
    for area in 0..16 {
        sum += u16::from(weights[area]) * u16::from(levels[area]);
    }
    sum
}

/// The larger of two lanes, area by area.
#[inline]
#[must_use]
pub fn larger(a: &Lane, b: &Lane) -> Lane {
    let mut out = *a;
    for area in 0..16 {
        out[area] = out[area].max(b[area]);
    }
    out
}
