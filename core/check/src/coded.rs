//! The profiles of a cohort as rows of bytes, so that going over all pairs is quick. The model decides what pairs are
//! permitted and what they score. The solver's own tables cannot be reached from here.

use tercet_model::areas::Profile;
use tercet_model::benefit::Term;
use tercet_model::benefit::score::PairScore;
use tercet_model::ids::SchoolIndex;
use tercet_model::problem::Problem;
use tercet_model::units::Points;

/// Areas are padded to whole blocks, which the compiler turns into vector instructions.
const BLOCK: usize = 16;

/// A problem, with its profiles as rows of bytes.
pub(super) struct Coded<'a> {
    problem: &'a Problem,
    /// Bytes per school in `levels` and `weights`.
    width: usize,
    levels: Vec<u8>,
    weights: Vec<u8>,
    terms: Vec<(PairScore, i64)>,
    learn: i64,
}

impl<'a> Coded<'a> {
    pub(super) fn new(problem: &'a Problem) -> Self {
        let width = problem.cohort().areas().len().next_multiple_of(BLOCK);
        let profiles: Vec<&Profile> = problem.indices().map(|school| problem.profile(school)).collect();
        let padded = |bytes: fn(&Profile) -> &[u8]| -> Vec<u8> {
            let pad = |row: &[u8]| row.iter().copied().chain(std::iter::repeat(0)).take(width).collect::<Vec<u8>>();
            profiles.iter().flat_map(|profile| pad(bytes(profile))).collect()
        };
        let benefit = &problem.rules().benefit;
        let score = |(term, weight): &(Term, i64)| Some((PairScore::new(problem.facts(), benefit, term)?, *weight));
        Self {
            problem,
            width,
            levels: padded(|profile| &profile.levels),
            weights: padded(|profile| &profile.weights),
            terms: problem.term_weights().iter().filter_map(score).collect(),
            learn: problem.term_weights().iter().find(|(term, _)| *term == Term::Learn).map_or(0, |(_, w)| *w),
        }
    }

    /// The weight of `learn` in thousandths.
    pub(super) fn learn_weight(&self) -> i64 {
        self.learn
    }

    /// The levels of a school, padded with zeros.
    pub(super) fn levels(&self, school: usize) -> &[u8] {
        &self.levels[school * self.width..(school + 1) * self.width]
    }

    /// The weights of a school, padded with zeros.
    pub(super) fn weights(&self, school: usize) -> &[u8] {
        &self.weights[school * self.width..(school + 1) * self.width]
    }

    /// Whether the rules over pairs let two schools be in one group.
    pub(super) fn permits(&self, a: usize, b: usize) -> bool {
        self.problem.permits(SchoolIndex::new(a), SchoolIndex::new(b))
    }

    /// How many averaged terms have a weight.
    pub(super) fn num_averaged(&self) -> usize {
        self.terms.len()
    }

    /// The weight of an averaged term in thousandths.
    pub(super) fn weight_of(&self, term: usize) -> i64 {
        self.terms[term].1
    }

    /// A school's points from one peer in an averaged term.
    pub(super) fn points(&self, term: usize, school: usize, peer: usize) -> Points {
        self.term(&self.terms[term].0, school, peer)
    }

    /// The sum, over the averaged terms, of thousandths times a school's points from one peer.
    pub(super) fn averaged(&self, school: usize, peer: usize) -> i64 {
        self.terms.iter().map(|(term, weight)| weight * self.term(term, school, peer)).sum()
    }

    fn term(&self, term: &PairScore, school: usize, peer: usize) -> Points {
        let share = || dot(self.weights(peer), self.levels(school));
        term.points(SchoolIndex::new(school), SchoolIndex::new(peer), share)
    }
}

/// The sum over areas of weight times level: 0 to 10,000.
pub(super) fn dot(weights: &[u8], levels: &[u8]) -> Points {
    let sum: u32 = weights.iter().zip(levels).map(|(&weight, &level)| u32::from(weight) * u32::from(level)).sum();
    Points::from(sum)
}
