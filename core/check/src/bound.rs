//! The independent bound: for each school, the largest benefit that it could have if it alone chose its group; the bound is
//! the sum. No plan is worth more.
//!
//! For a school i, let P be its permitted peers, g an allowed size, and A(i, j) the sum of thousandths times points of the
//! averaged terms from peer j. Let l(i, j) be what i learns from j alone, and C(i) what it learns from all of P together.
//! In a group of g schools, the benefit of i is at most the smaller of
//!
//! floor((W * C(i) * (g - 1) + the g - 1 largest A(i, j)) / (1000 * (g - 1))) and
//! floor((the g - 1 largest of W * (g - 1) * l(i, j) + A(i, j)) / (1000 * (g - 1))),
//!
//! where W is the thousandths of `learn`. The second holds because coverage is at most the sum of what each peer covers. A
//! school without needs learns 10,000 with any peer, so only the first holds for it. Time O(n^2 * areas), memory O(n).

use rayon::prelude::*;

use super::coded::{Coded, dot};
use tercet_model::ids::SchoolIndex;
use tercet_model::problem::Problem;
use tercet_model::sizes::LARGEST;
use tercet_model::units::{FULL, Points};

/// The bound, or `None` and the ids of the schools that have too few permitted peers for every allowed size.
pub(super) fn best_conceivable(problem: &Problem) -> (Option<Points>, Vec<String>) {
    let coded = Coded::new(problem);
    let price = problem.structure().price;
    let best: Vec<Option<Points>> = (0..problem.len())
        .into_par_iter()
        .map(|school| best_of(problem, &coded, school).max(price.map(|price| -price)))
        .collect();
    let stranded: Vec<String> = (problem.indices().zip(&best))
        .filter(|(_, best)| best.is_none())
        .map(|(school, _)| problem.school(school).id.clone())
        .collect();
    let bound = stranded.is_empty().then(|| best.iter().flatten().sum());
    (bound, stranded)
}

/// The most that one school can have in a group of any allowed size; `None` if the school has too few permitted peers.
fn best_of(problem: &Problem, coded: &Coded<'_>, school: usize) -> Option<Points> {
    let has_needs = problem.profile(SchoolIndex::new(school)).has_needs();
    let sizes: Vec<usize> =
        problem.rules().sizes.allowed.iter().copied().filter(|size| (2..=LARGEST).contains(size)).collect();
    let mut averaged = Largest::default();
    let mut joint = vec![Largest::default(); sizes.len()];
    let mut covered = vec![0; coded.levels(school).len()];
    let mut peers = 0;
    for peer in (0..problem.len()).filter(|&peer| peer != school && coded.permits(school, peer)) {
        peers += 1;
        let points = coded.averaged(school, peer);
        averaged.offer(points);
        if has_needs {
            let levels = coded.levels(peer);
            let learn = coded.learn_weight() * dot(coded.weights(school), levels);
            for (joint, &size) in joint.iter_mut().zip(&sizes) {
                joint.offer(learn * whole(size - 1) + points);
            }
            for (covered, &level) in covered.iter_mut().zip(levels) {
                *covered = level.max(*covered);
            }
        }
    }
    let coverage = if has_needs { dot(coded.weights(school), &covered) } else { FULL };
    (sizes.iter().zip(&joint))
        .filter(|&(&size, _)| peers >= size - 1)
        .map(|(&size, joint)| {
            let places = whole(size - 1);
            let apart = coded.learn_weight() * coverage * places + averaged.sum(size - 1);
            let most = if has_needs { apart.min(joint.sum(size - 1)) } else { apart };
            most / (1_000 * places)
        })
        .max()
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).expect("a group has 6 schools at most")
}

/// The largest of the numbers offered, in falling order.
#[derive(Clone, Default)]
struct Largest([i64; LARGEST - 1]);

impl Largest {
    /// Numbers are 0 or more. So an empty place holds 0 and changes no sum.
    fn offer(&mut self, number: i64) {
        let Self(held) = self;
        let mut place = held.len() - 1;
        if number <= held[place] {
            return;
        }
        while place > 0 && held[place - 1] < number {
            held[place] = held[place - 1];
            place -= 1;
        }
        held[place] = number;
    }

    fn sum(&self, count: usize) -> i64 {
        self.0.iter().take(count).sum()
    }
}

#[cfg(test)]
mod tests;
