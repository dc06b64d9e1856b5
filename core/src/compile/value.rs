//! The compiled problem. It computes the value of a group, and the rules that it breaks, from codes. Memory is linear in
//! the number of schools.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::compile::distinct::Distinct;
use crate::compile::group_rules::GroupRules;
use crate::compile::lanes::{Lane, Lanes, larger};
use crate::compile::pair_terms::PairTerm;
use crate::ids::SchoolIndex;
use crate::model::benefit::Term;
use crate::model::problem::Problem;
use crate::model::rules::RuleInForce;
use crate::model::rules::statements::Statements;
use crate::model::rules::structure::Structure;
use crate::model::school::Location;
use crate::model::sizes::Count;
use crate::units::{FULL, Points};

/// A problem as numbers. Schools are indices, and names stay with the [`Problem`].
///
/// ```
/// use tercet::{Cohort, Problem, Rules, School, SchoolIndex, compile::Compiled};
/// let schools = ["A", "B", "C"].map(|id| School::new(id, id).with_strength("reading", 5.0).with_need("reading", 1.0));
/// let problem = Problem::new(Cohort::new(schools.to_vec(), vec!["reading".to_owned()])?, Rules::default())?;
/// let compiled = Compiled::new(&problem);
/// let all: Vec<SchoolIndex> = problem.indices().collect();
/// assert!(compiled.is_feasible(&all));
/// assert_eq!(compiled.value(&all), 30_000);
/// # Ok::<(), tercet::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Compiled {
    pub(super) len: usize,
    pub(super) lanes: Lanes,
    statements: Arc<Statements>,
    distinct: Distinct,
    pub(super) group_rules: GroupRules,
    pub(super) learn_weight: i64,
    pub(super) pair_terms: Vec<PairTerm>,
    structure: Structure,
    /// What a benefit counts in a search for the worst-off, from 0 to 10,000 points; empty if it counts as it is.
    pub(super) curve: Arc<[Points]>,
    is_local: bool,
    locations: Vec<Option<Location>>,
}

impl Compiled {
    /// Compiles a problem: O(schools) memory, O(schools log schools) time.
    #[must_use]
    pub fn new(problem: &Problem) -> Self {
        let pair_terms = PairTerm::all(problem);
        let learn = problem.term_weights().iter().find(|(term, _)| *term == Term::Learn);
        Self {
            len: problem.len(),
            lanes: Lanes::new(problem),
            statements: Arc::clone(problem.statements()),
            distinct: Distinct::new(problem),
            group_rules: GroupRules::new(problem),
            learn_weight: learn.map_or(0, |&(_, weight)| weight),
            structure: problem.structure().clone(),
            curve: Arc::default(),
            is_local: problem.rules_in_force().iter().any(RuleInForce::is_local)
                || pair_terms.iter().any(PairTerm::is_local),
            pair_terms,
            locations: problem.cohort().schools().iter().map(|school| school.location).collect(),
        }
    }

    /// The same problem for a search that maps each benefit through a curve. A school that is left out counts as one with
    /// no benefit.
    ///
    /// Only tables made from it ([`Dense`](crate::compile::Dense)) follow the curve. Values and benefits stay as they are.
    ///
    /// # Panics
    /// If the curve does not have a number for each benefit from 0 to 10,000.
    #[must_use]
    pub fn curved(&self, curve: &[Points]) -> Self {
        assert!(Points::try_from(curve.len()) == Ok(FULL + 1), "a curve has a number for each benefit");
        Self { curve: curve.into(), ..self.clone() }
    }

    /// The number of schools.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no schools.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The allowed group sizes, ascending.
    #[must_use]
    pub fn sizes(&self) -> &[usize] {
        &self.structure.sizes
    }

    /// The required numbers of groups of some sizes.
    #[must_use]
    pub fn counts(&self) -> &BTreeMap<usize, Count> {
        &self.structure.counts
    }

    /// The required numbers of groups of some sizes, without the locked groups.
    #[must_use]
    pub fn counts_without_locked(&self) -> Vec<(usize, RangeInclusive<usize>)> {
        let locked = |size: usize| self.structure.locked.iter().filter(|group| group.len() == size).count();
        (self.structure.counts.iter())
            .map(|(&size, count)| {
                let [least, most] = [count.least(), count.most()].map(|end| end.saturating_sub(locked(size)));
                (size, least..=most)
            })
            .collect()
    }

    /// The locked groups.
    #[must_use]
    pub fn locked(&self) -> &[Vec<SchoolIndex>] {
        &self.structure.locked
    }

    /// The sets of schools that must be together. They are disjoint and sorted.
    #[must_use]
    pub fn together(&self) -> &[Vec<SchoolIndex>] {
        &self.structure.together
    }

    /// The price of leaving a school out, or `None` if no school may be left out.
    #[must_use]
    pub fn price(&self) -> Option<Points> {
        self.structure.price
    }

    /// The cost of leaving a school out in a search: its price, or the cost of having no benefit on the curve.
    #[must_use]
    pub fn price_in_search(&self) -> Option<Points> {
        self.structure.price.map(|price| self.curve.first().map_or(price, |nothing| -nothing))
    }

    /// The weight of `learn` in thousandths.
    #[must_use]
    pub fn learn_weight(&self) -> i64 {
        self.learn_weight
    }

    /// The levels and weights.
    #[must_use]
    pub fn lanes(&self) -> &Lanes {
        &self.lanes
    }

    /// The averaged terms.
    #[must_use]
    pub fn pair_terms(&self) -> &[PairTerm] {
        &self.pair_terms
    }

    /// Whether any rule or term of the problem depends on distance.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.is_local
    }

    /// The average position of some schools along a direction of the map; 0 for schools without a location.
    #[must_use]
    pub fn along<'a>(&self, direction: (usize, usize), schools: impl Iterator<Item = &'a SchoolIndex>) -> i64 {
        // The direction's components run from 0 to 2,000 and stand for -1 to 1.
        let part = |part: usize| i64::try_from(part).unwrap_or(0) - 1_000;
        let (east, north) = (part(direction.0), part(direction.1));
        let places = schools.filter_map(|school| self.locations[school.position()]);
        let (sum, count) = places.fold((0, 0), |(sum, count), at| {
            (sum + i64::from(at.easting) * east + i64::from(at.northing) * north, count + 1)
        });
        if count == 0 { 0 } else { sum / count }
    }

    /// The school's values in the rules by which a group has at most one school of each value, as numbers; 0 does not
    /// count.
    #[must_use]
    pub fn distinct_codes(&self, school: SchoolIndex) -> &[u32] {
        self.distinct.of(school)
    }

    /// Whether two different schools may be in one group, by the rules over pairs alone.
    #[inline]
    #[must_use]
    pub fn permits(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        self.statements.permits(a, b)
    }

    /// The points of `learn` and of each averaged term for the member at `place` in a group.
    fn term_points(&self, place: usize, group: &[SchoolIndex]) -> (Points, Vec<Points>) {
        let me = group[place];
        let peers = || group.iter().enumerate().filter(|&(other, _)| other != place).map(|(_, &peer)| peer);
        let mut best: Vec<Lane> = vec![[0; 16]; self.lanes.per_school()];
        for peer in peers() {
            for (lane, levels) in best.iter_mut().zip(self.lanes.levels(peer.position())) {
                *lane = larger(lane, levels);
            }
        }
        let averaged = self.pair_terms.iter().map(|term| {
            let sum: Points = peers().map(|peer| term.points(&self.lanes, me, peer)).sum();
            sum / Points::try_from(group.len() - 1).unwrap_or(Points::MAX).max(1)
        });
        (self.lanes.learn(me.position(), &best), averaged.collect())
    }

    /// benefit(i | G) of the member at `place`: 0 to 10,000.
    ///
    /// # Panics
    /// If `place` is not a place in the group.
    #[must_use]
    pub fn benefit(&self, place: usize, group: &[SchoolIndex]) -> Points {
        let (learn, averaged) = self.term_points(place, group);
        let rest: Points = self.pair_terms.iter().zip(averaged).map(|(term, points)| term.weight * points).sum();
        (self.learn_weight * learn + rest) / 1_000
    }

    /// value(G): the sum of its schools' benefits, whether or not the group is feasible.
    #[must_use]
    pub fn value(&self, group: &[SchoolIndex]) -> Points {
        (0..group.len()).map(|place| self.benefit(place, group)).sum()
    }

    /// Whether a group keeps every rule over groups, subsets of groups and pairs.
    #[must_use]
    pub fn is_feasible(&self, group: &[SchoolIndex]) -> bool {
        group.iter().enumerate().all(|(place, &a)| group[place + 1..].iter().all(|&b| self.permits(a, b)))
            && (group.is_empty() || self.statements.may_grow(group))
            && self.statements.over_groups().iter().all(|rule| rule.excess(group) == 0)
            && self.every_member_has_the_least(group)
    }

    /// Whether schools may all be in one group, beyond the rules over their pairs. If not, no group that contains them
    /// keeps the rules.
    #[inline]
    #[must_use]
    pub fn may_grow(&self, schools: &[SchoolIndex]) -> bool {
        self.statements.may_grow(schools)
    }

    fn every_member_has_the_least(&self, group: &[SchoolIndex]) -> bool {
        let rules = &self.group_rules;
        (rules.least_learn == 0 && rules.least_share == 0)
            || (0..group.len()).all(|place| {
                let (learn, _) = self.term_points(place, group);
                learn >= rules.least_learn && self.share(place, group) >= rules.least_share
            })
    }

    /// share(i | G) of the member at `place`, whether or not the benefit includes the term.
    fn share(&self, place: usize, group: &[SchoolIndex]) -> Points {
        let me = group[place].position();
        let peers = group.iter().enumerate().filter(|&(other, _)| other != place);
        let sum: Points = peers.map(|(_, peer)| self.lanes.share(me, peer.position())).sum();
        sum / Points::try_from(group.len() - 1).unwrap_or(Points::MAX).max(1)
    }
}
