//! The oracle states the definitions of value and rules a second time, and tries every grouping of up to 12 schools.
//!
//! It reads the problem as stated, without the library's own reading of it, and computes in exact fractions.

mod benefit;
mod partition;
mod rules;

use std::collections::BTreeSet;

use tercet::model::benefit::Term;
use tercet::model::rules::Rule;

use crate::rational::Rational;
use crate::stated::Stated;

pub(crate) use benefit::squared_metres;
pub use partition::{Best, MOST_SCHOOLS};

/// A problem as stated, with computed levels and weights. Schools are places in [`Stated::schools`].
#[derive(Debug)]
pub struct Oracle<'a> {
    stated: &'a Stated,
    levels: Vec<Vec<i128>>,
    needs: Vec<Vec<i128>>,
    weights: Vec<(Term, i128)>,
}

impl<'a> Oracle<'a> {
    /// Computes levels, percent of needs and the weights of the terms.
    #[must_use]
    pub fn new(stated: &'a Stated) -> Self {
        let levels = stated.schools.iter().map(|school| benefit::levels(stated, school)).collect();
        let needs = stated.schools.iter().map(|school| benefit::needs(stated, school)).collect();
        let weights = benefit::term_weights(&stated.rules.benefit);
        Self { stated, levels, needs, weights }
    }

    /// One term for a school in its group.
    #[must_use]
    pub fn term(&self, term: &Term, school: usize, group: &[usize]) -> i128 {
        benefit::term(self, term, school, group)
    }

    /// The benefit of a school in its group.
    #[must_use]
    pub fn benefit(&self, school: usize, group: &[usize]) -> i128 {
        let sum: i128 = self.weights.iter().map(|(term, weight)| weight * self.term(term, school, group)).sum();
        Rational::new(sum, 1_000).floor()
    }

    /// The value of a group.
    #[must_use]
    pub fn value(&self, group: &[usize]) -> i128 {
        group.iter().map(|&school| self.benefit(school, group)).sum()
    }

    /// The value of a plan: its groups' values minus the price of each school left out.
    #[must_use]
    pub fn plan_value(&self, groups: &[Vec<usize>], unmatched: &[usize]) -> i128 {
        let price = i128::from(self.stated.rules.hard.unmatched.price().unwrap_or(0));
        let left_out = i128::try_from(unmatched.len()).expect("a few schools");
        groups.iter().map(|group| self.value(group)).sum::<i128>() - price * left_out
    }

    /// The rules that a group breaks by itself.
    #[must_use]
    pub fn broken_by_group(&self, group: &[usize]) -> BTreeSet<Rule> {
        rules::broken_by_group(self, group)
    }

    /// The rules that the plan breaks as a whole, or by the schools that it leaves out.
    #[must_use]
    pub fn broken_by_plan(&self, groups: &[Vec<usize>], unmatched: &[usize]) -> BTreeSet<Rule> {
        rules::broken_by_plan(self.stated, groups, unmatched)
    }

    /// Whether every school is in exactly one place and no rule is broken.
    #[must_use]
    pub fn is_feasible(&self, groups: &[Vec<usize>], unmatched: &[usize]) -> bool {
        let mut schools: Vec<usize> = groups.iter().flatten().chain(unmatched).copied().collect();
        schools.sort_unstable();
        schools.into_iter().eq(0..self.stated.schools.len())
            && groups.iter().all(|group| self.broken_by_group(group).is_empty())
            && self.broken_by_plan(groups, unmatched).is_empty()
    }

    /// The groups that keep every rule over groups, and their values.
    #[must_use]
    pub fn feasible_groups(&self) -> Vec<(Vec<usize>, i128)> {
        partition::feasible_groups(self).into_iter().map(|(set, value)| (partition::members(set), value)).collect()
    }

    /// The number of groups that keep every rule over groups.
    #[must_use]
    pub fn num_feasible_groups(&self) -> usize {
        partition::feasible_groups(self).len()
    }

    /// The best plan by the aim of the rules, found by trying all plans; `None` if no plan keeps every rule.
    ///
    /// # Panics
    /// If there are more than [`MOST_SCHOOLS`] schools.
    #[must_use]
    pub fn best(&self) -> Option<Best> {
        partition::best(self)
    }
}
