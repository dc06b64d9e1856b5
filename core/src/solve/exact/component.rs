//! One component from start to end: its best plan, its bound and the proof. This file has the relaxation. `close_gap` has
//! the later steps, which need a solver of linear programs.

#[cfg(feature = "highs")]
mod close_gap;

use super::dual_bound::{DualBound, Start};
use super::duals::{Duals, SideConstraints, UNCOVERED};
use super::first_order::{COARSE, FINE, first_order};
use super::proof_recorder;
use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::solve::limits::Limits;
use crate::solve::pricing::column::Column;
use crate::solve::pricing::enumeration::SCALE;
use crate::solve::pricing::tables::Tables;
use crate::solve::proof::ProofNode;
use crate::solve::tuning::Tuning;
use crate::units::Points;

/// The worth of covering a school, in points, when the question is whether all schools can be covered.
const COVER_VALUE: Points = 10_000;

/// A component, and everything known about it.
#[derive(Debug)]
pub(crate) struct ComponentSolver<'a> {
    tuning: &'a Tuning,
    tables: Tables,
    constraints: SideConstraints,
    /// Duals under which no group has a positive reduced cost, and the bound that they prove, in thousandths.
    duals: Duals,
    proved: i64,
    /// The best plan.
    plan: Option<(Points, Vec<Column>)>,
    /// The bound, and its proof.
    bound: Points,
    nodes: Vec<ProofNode>,
    /// How far below the bound the last enumeration reached, in thousandths.
    reach: Option<i64>,
    is_relaxed: bool,
    /// Starting duals, if better ones than a guess are known.
    start: Option<Vec<i64>>,
    /// For neighbourhood search in a large component: the last duals of the relaxation, which prove nothing, and the
    /// columns in its support.
    guide: Option<(Duals, Vec<Column>)>,
}

impl<'a> ComponentSolver<'a> {
    /// A component with an upper bound on each school's benefit, and a plan if one is known.
    pub(crate) fn new(
        tables: Tables,
        constraints: SideConstraints,
        most: &[Points],
        plan: Option<Vec<Column>>,
        tuning: &'a Tuning,
    ) -> Self {
        let duals = Duals::of_benefits(most, &constraints.counts);
        let proved = duals.bound(&constraints, &[]);
        let plan = plan.and_then(|groups| Some((constraints.value(&groups, tables.len())?, groups)));
        let nodes = proof_recorder::root(&duals);
        let bound = proved.div_euclid(SCALE);
        Self {
            tuning,
            tables,
            constraints,
            duals,
            proved,
            plan,
            bound,
            nodes,
            reach: None,
            is_relaxed: false,
            start: None,
            guide: None,
        }
    }

    /// Begins the relaxation with duals of the schools, in thousandths. A school that may be left out at a price is worth no less than
    /// that, and none is worth more than the cost of an uncovered school, because pricing counts in 32 bits. Where groups of a size are
    /// counted, duals of schools alone are no better than a guess.
    pub(crate) fn with_duals(mut self, duals: Vec<i64>) -> Self {
        if self.constraints.counts.is_empty() {
            let least = self.constraints.price.unwrap_or(UNCOVERED);
            let within = |dual: i64| dual.clamp(-SCALE * least, SCALE * UNCOVERED);
            self.start = Some(duals.into_iter().map(within).collect());
        }
        self
    }

    /// The best plan.
    pub(crate) fn plan(&self) -> Option<&[Column]> {
        self.plan.as_ref().map(|(_, groups)| groups.as_slice())
    }

    /// The value of the best plan.
    pub(crate) fn value(&self) -> Option<Points> {
        self.plan.as_ref().map(|&(value, _)| value)
    }

    /// No plan is worth more.
    pub(crate) fn bound(&self) -> Points {
        self.bound
    }

    /// The groups of the best plan.
    pub(crate) fn groups(&self) -> Option<Vec<Vec<SchoolIndex>>> {
        let group =
            |column: &Column| column.members().iter().map(|&member| self.tables.school(usize::from(member))).collect();
        self.plan.as_ref().map(|(_, groups)| groups.iter().map(group).collect())
    }

    /// The component's tables.
    pub(crate) fn tables(&self) -> &Tables {
        &self.tables
    }

    /// Duals under which no group has a positive reduced cost: the relaxation's duals.
    pub(crate) fn duals(&self) -> &Duals {
        &self.duals
    }

    /// The proof of the bound.
    pub(crate) fn proof(&self) -> &[ProofNode] {
        &self.nodes
    }

    /// Whether the best plan is proved optimal, or it is proved that there is no plan.
    pub(crate) fn is_closed(&self) -> bool {
        self.floor() >= self.bound
    }

    /// Whether it is proved that no plan keeps every rule.
    pub(crate) fn is_infeasible(&self) -> bool {
        self.plan.is_none() && self.is_closed()
    }

    /// The value that a better plan must exceed: the best value, or less than any plan is worth.
    fn floor(&self) -> Points {
        let schools = Points::try_from(self.tables.len()).unwrap_or(Points::MAX);
        let worst = self.constraints.price.map_or(0, |price| -price.saturating_mul(schools));
        self.value().unwrap_or(worst - 1)
    }

    /// Solves the relaxation. `tell` receives each better bound. If no plan is known, the first question is whether a plan
    /// can exist: a bound below that of any plan closes the component.
    ///
    /// # Errors
    /// [`Error::Backend`] if the solver fails.
    pub(crate) fn relax(&mut self, limits: &Limits, tell: &mut dyn FnMut(Points)) -> Result<(), Error> {
        if self.plan.is_none()
            && self.constraints.price.is_none()
            && self.tables.len() <= self.tuning.first_order.most_unraised
        {
            let cannot_cover = self.cannot_cover(&limits.share(1, 2))?;
            if cannot_cover {
                self.bound = self.floor();
                return Ok(());
            }
        }
        self.relax_for_value(limits, tell)
    }

    /// Whether it is proved that no choice of groups covers each school once. In this test groups are worth nothing, and a
    /// school that is not covered has a cost. If the relaxation is then worth less than nothing, no cover exists (the first
    /// phase of the simplex method; Dantzig 1963, Linear Programming and Extensions, chapter 5). Its duals are a proof by
    /// Farkas' lemma.
    fn cannot_cover(&self, limits: &Limits) -> Result<bool, Error> {
        let schools = self.tables.len();
        let (tables, constraints) = (self.tables.worthless(), self.constraints.clone());
        let mut covering = Self::new(tables, constraints, &vec![0; schools], None, self.tuning)
            .with_duals(vec![-SCALE * COVER_VALUE; schools]);
        covering.relax_for_value(limits, &mut |_| {})?;
        Ok(covering.is_infeasible())
    }

    /// Duals that prove how many schools are left out at least, where leaving one out costs this many points and groups are worth nothing.
    ///
    /// # Errors
    /// [`Error::Backend`] if the solver fails.
    pub(crate) fn fewest_left_out(&self, each: Points, limits: &Limits) -> Result<Duals, Error> {
        let constraints = SideConstraints { price: Some(each), ..self.constraints.clone() };
        let worthless = |column: &Column| column.on_levels(0, |_| 0);
        let plan = self.plan().map(|groups| groups.iter().map(worthless).collect());
        let mut counting =
            Self::new(self.tables.worthless(), constraints, &vec![0; self.tables.len()], plan, self.tuning);
        counting.relax_for_value(limits, &mut |_| {})?;
        Ok(counting.duals)
    }

    /// The constraints in addition to disjoint groups.
    pub(crate) fn constraints(&self) -> &SideConstraints {
        &self.constraints
    }

    fn relax_for_value(&mut self, limits: &Limits, tell: &mut dyn FnMut(Points)) -> Result<(), Error> {
        let mut known: Vec<Column> = self.plan.as_ref().map_or_else(Vec::new, |(_, groups)| groups.clone());
        let mut duals = self.start.take().unwrap_or_else(|| guess(&self.tables, &known));
        let floor = self.floor();
        let mut tell = |bound: i64| tell(bound.div_euclid(SCALE));
        let is_large = self.tables.len() > self.tuning.branch_and_price.most_pivots;
        let has_pivots = cfg!(feature = "highs") && !is_large;
        if !has_pivots || self.tables.len() >= self.tuning.branch_and_price.first_order {
            // With HiGHS, half of the time is for the later steps.
            let limits = limits.share(1, if cfg!(feature = "highs") { 2 } else { 1 });
            let precision = if has_pivots || is_large { COARSE } else { FINE };
            let start = Start { duals, known: &known, floor };
            let master = (&self.tables, &self.constraints);
            let near = first_order(master, &start, &precision, &self.tuning.first_order, &limits, &mut tell);
            self.lower(near.root);
            if !has_pivots {
                self.guide = Some((near.duals, near.support));
                return Ok(());
            }
            (duals, known) = (self.duals.schools.clone(), near.pool);
        }
        self.end_by_pivots(Start { duals, known: &known, floor }, limits, &mut tell)
    }

    #[cfg(feature = "highs")]
    fn end_by_pivots(&mut self, start: Start<'_>, limits: &Limits, tell: &mut dyn FnMut(i64)) -> Result<(), Error> {
        let root = super::column_generation::generate(
            (&self.tables, &self.constraints),
            start,
            &self.tuning.column_generation,
            limits,
            tell,
        )?;
        self.is_relaxed = root.as_ref().is_some_and(|root| root.is_solved);
        self.lower(root);
        Ok(())
    }

    /// Without a solver of linear programs, the first-order steps are the only ones.
    #[cfg(not(feature = "highs"))]
    fn end_by_pivots(&self, _: Start<'_>, _: &Limits, _: &mut dyn FnMut(i64)) -> Result<(), Error> {
        Ok(())
    }

    /// Takes a bound and its proof if the bound is lower than the known one.
    fn lower(&mut self, root: Option<DualBound>) {
        if let Some(root) = root.filter(|root| root.bound < self.proved) {
            (self.duals, self.proved) = (root.duals, root.bound);
            self.bound = self.proved.div_euclid(SCALE);
            self.nodes = proof_recorder::root(&self.duals);
        }
    }
}

/// Starting duals: each group's value, shared among its members by what each adds to it.
fn guess(tables: &Tables, known: &[Column]) -> Vec<i64> {
    let mut guess = vec![SCALE * 6_500; tables.len()];
    for column in known {
        let members: Vec<usize> = column.members().iter().map(|&member| usize::from(member)).collect();
        let adds: Vec<i64> = (members.iter())
            .map(|&member| {
                let others: Vec<usize> = members.iter().copied().filter(|&other| other != member).collect();
                (column.points() - tables.worth(&others)).max(1)
            })
            .collect();
        let all: i64 = adds.iter().sum();
        for (&member, add) in members.iter().zip(&adds) {
            guess[member] = SCALE * column.points() * add / all;
        }
    }
    guess
}
