//! The aim `worst_first` in one part: from the worst-off school up, rung by rung, as far as can be proved, then the total.
//!
//! A rung is a benefit with the number of schools that have just that much. A plan that is as good for the worst-off as can be
//! has the rungs below, so all its groups have members on these rungs or above. Over such groups, with each rung's number of
//! schools as a row, the tree finds the fewest schools at the next benefit: none, then the plan is raised; or so many, then
//! they are the next rung, and the tree is its proof.

use super::component::ComponentSolver;
use super::duals::{Duals, SideConstraints};
use super::enumerated::EnumeratedColumns;
use super::proof_recorder;
use super::tree::{Tree, TreeOutcome};
use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::solve::limits::Limits;
use crate::solve::pricing::column::Column;
use crate::solve::pricing::enumeration::SCALE;
use crate::solve::pricing::tables::Tables;
use crate::solve::proof::{PartProof, ProofNode, RungProof};
use crate::units::Points;

mod levels;
mod restrict;

use levels::{LevelColumn, list};

/// What a school at the next benefit costs: with duals in thousandths of a point, they are millionths of a school.
const A_SCHOOL: Points = 1_000;

/// The most groups in play: some 100 bytes each.
const MOST_GROUPS: usize = 4_000_000;

/// The most rungs: a group knows its members' by a byte.
const MOST_RUNGS: usize = 250;

/// Nodes of a first look at a rung, which mostly settles it.
const LOOKS: usize = 20;

/// A part on its way up.
#[derive(Debug)]
pub(super) struct Leximin<'a> {
    tables: &'a Tables,
    terms: SideConstraints,
    /// Duals of the relaxation for the total, which knows no rungs.
    relaxed: &'a Duals,
    /// The groups that a better plan may have, by their keys.
    groups: Vec<LevelColumn>,
    plan: Vec<LevelColumn>,
    rungs: Vec<RungProof>,
    bound: Points,
    nodes: Vec<ProofNode>,
}

impl<'a> Leximin<'a> {
    /// A relaxed part with a plan of groups in local numbers. `None` if it has too many groups that are no worse for their
    /// members, or the limits end it before they are listed.
    pub(super) fn new(
        engine: &'a ComponentSolver,
        terms: SideConstraints,
        plan: &[Vec<usize>],
        limits: &Limits,
    ) -> Option<Self> {
        let tables = engine.tables();
        let plan: Option<Vec<LevelColumn>> = plan.iter().map(|group| LevelColumn::of(tables, group)).collect();
        let mut plan = plan?;
        let price = terms.price;
        let is_out =
            |school: usize| !plan.iter().any(|rated| rated.column.has(u16::try_from(school).unwrap_or(u16::MAX)));
        let out: Vec<usize> = (0..tables.len()).filter(|&school| is_out(school)).collect();
        plan.extend(out.into_iter().map(|school| LevelColumn::alone(school, price.unwrap_or(0))));
        let least = plan.iter().flat_map(LevelColumn::benefits).min()?;
        let groups = list(tables, price, least, MOST_GROUPS, limits)?;
        // A school that is left out is a column of its own here.
        let least_size = if price.is_some() { 1 } else { terms.least_size };
        let terms = SideConstraints { price: None, least_size, ..terms };
        let (relaxed, bound, nodes) = (engine.prices(), engine.bound(), engine.proof().to_vec());
        Some(Self { tables, terms, relaxed, groups, plan, rungs: Vec::new(), bound, nodes })
    }

    /// Climbs until every school stands on a rung, the limits end it or so many nodes have been looked at.
    ///
    /// # Errors
    /// [`Error::Backend`] if the solver fails.
    pub(super) fn climb(&mut self, mut nodes: usize, limits: &Limits) -> Result<(), Error> {
        let mut is_raised = false;
        while let Some((benefit, schools)) = self.next() {
            if nodes == 0 || limits.stop().is_some() || self.rungs.len() == MOST_RUNGS {
                return Ok(());
            }
            if self.rungs.is_empty() && !is_raised {
                self.raise(limits)?;
                is_raised = true;
                continue;
            }
            let looks = if is_raised { nodes } else { LOOKS.min(nodes) };
            let grown = self.fewest(benefit, schools, looks, limits)?;
            nodes = nodes.saturating_sub(grown.num_nodes.max(1));
            self.take(grown.best);
            let left = self.plan.iter().map(|rated| rated.count(benefit)).sum();
            if grown.is_closed && left > 0 {
                self.stand(RungProof { benefit, schools: left, nodes: grown.nodes });
                is_raised = false;
            } else if !is_raised {
                // The MIP solver looks for plans, and the tree is left with the proof.
                self.raise(limits)?;
                is_raised = true;
            } else if !grown.is_closed {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Takes the next rung. What was proved of the total without it still holds: its row has the dual 0.
    fn stand(&mut self, rung: RungProof) {
        let steps = self.nodes.iter_mut().flat_map(|node| &mut node.steps);
        steps.filter(|duals| !duals.rungs.is_empty()).for_each(|duals| duals.rungs.push(0));
        let benefit = rung.benefit;
        self.rungs.push(rung);
        self.groups = self.above(benefit + 1);
    }

    /// The least benefit above the rungs and how many schools have it; `None` if every school stands on a rung.
    fn next(&self) -> Option<(Points, usize)> {
        let above = self.rungs.last().map_or(Points::MIN, |rung| rung.benefit + 1);
        let benefits = || self.plan.iter().flat_map(LevelColumn::benefits).filter(|&benefit| benefit >= above);
        let least = benefits().min()?;
        Some((least, benefits().filter(|&benefit| benefit == least).count()))
    }

    fn benefits_of_rungs(&self) -> Vec<Points> {
        self.rungs.iter().map(|rung| rung.benefit).collect()
    }

    /// What a plan with the rungs keeps.
    fn terms_on_rungs(&self, step: Points) -> SideConstraints {
        SideConstraints { rungs: self.rungs.iter().map(|rung| rung.schools).collect(), step, ..self.terms.clone() }
    }

    fn no_prices(&self) -> Duals {
        let rungs = vec![0; self.rungs.len()];
        Duals { rungs, ..Duals::of_schools(vec![0; self.tables.len()], &self.terms.counts) }
    }

    /// The fewest schools at the next benefit, of which the plan has so many.
    fn fewest(&self, benefit: Points, schools: usize, nodes: usize, limits: &Limits) -> Result<TreeOutcome, Error> {
        let below = self.benefits_of_rungs();
        let worth = |count: usize| -A_SCHOOL * Points::try_from(count).unwrap_or(0);
        // With a group that has as many there, no plan is better.
        let better = |rated: &&LevelColumn| rated.keeps(&below, benefit) && rated.count(benefit) < schools;
        let on_rungs = |rated: &LevelColumn| rated.on(&below, worth(rated.count(benefit)));
        let columns = self.groups.iter().filter(better).map(on_rungs).collect();
        let (terms, root) = (self.terms_on_rungs(A_SCHOOL), self.no_prices());
        let values = (worth(schools) + A_SCHOOL - 1, Some(worth(schools)));
        let tree = Tree::new((self.tables.len(), &terms), EnumeratedColumns::of(columns), &root, values, limits)?;
        tree.run(0, nodes, &mut |_, _| {})
    }

    /// The groups of plans whose schools all have so much, those on rungs apart.
    fn above(&self, least: Points) -> Vec<LevelColumn> {
        let below = self.benefits_of_rungs();
        self.groups.iter().filter(|rated| rated.keeps(&below, least)).copied().collect()
    }

    /// Raises the least benefit above the rungs as far as plans are found, and then to as few schools there as are found.
    fn raise(&mut self, limits: &Limits) -> Result<(), Error> {
        let Some((least, _)) = self.next() else { return Ok(()) };
        let groups = self.above(least);
        let all = groups.iter().flat_map(LevelColumn::benefits);
        let mut benefits: Vec<Points> = all.filter(|&benefit| benefit > least).collect();
        benefits.sort_unstable();
        benefits.dedup();
        let Some(mut high) = self.reach(&benefits, limits)? else { return Ok(()) };
        // Below that, plans: from the top down by steps that grow, then by halves.
        let (mut low, mut step) = (0, 1);
        while low < high && limits.stop().is_none() {
            let middle = if step > 0 { high.saturating_sub(step).max(low) } else { low + (high - low) / 2 };
            if let Some(plan) = self.best(&self.above(benefits[middle]), |_| 0, None, limits)? {
                self.plan = plan;
                low = middle + 1;
                step = 0;
            } else {
                high = middle;
                step *= 4;
            }
        }
        self.thin(limits)
    }

    /// How many of these benefits, from the lowest up, the relaxation leaves open as the least; `None` if the limits end it.
    fn reach(&self, benefits: &[Points], limits: &Limits) -> Result<Option<usize>, Error> {
        // The first rung can be far up, where there are few groups; the others are near.
        let from_above = self.rungs.is_empty();
        let (mut low, mut high, mut step) = (0, benefits.len(), 1);
        while low < high {
            if limits.stop().is_some() {
                return Ok(None);
            }
            let middle = match step {
                0 => low + (high - low) / 2,
                _ if from_above => high.saturating_sub(step).max(low),
                _ => (low + step - 1).min(high - 1),
            };
            limits.add_work(1);
            let Some(is_open) = self.may_have(benefits[middle], limits)? else { return Ok(None) };
            if is_open {
                low = middle + 1;
            } else {
                high = middle;
            }
            step = if is_open == from_above { 0 } else { 2 * step };
        }
        Ok(Some(low))
    }

    /// Whether the relaxation leaves room for a plan whose schools all have so much; `None` if the limits end it.
    fn may_have(&self, least: Points, limits: &Limits) -> Result<Option<bool>, Error> {
        let below = self.benefits_of_rungs();
        let list = EnumeratedColumns::of(self.above(least).iter().map(|rated| rated.on(&below, 0)).collect());
        let (terms, root) = (self.terms_on_rungs(A_SCHOOL), self.no_prices());
        let tree = Tree::new((self.tables.len(), &terms), list, &root, (-1, None), limits)?;
        Ok(tree.relaxed()?.map(|bound| bound >= 0))
    }

    /// Looks for a plan with fewer schools at the least benefit above the rungs.
    fn thin(&mut self, limits: &Limits) -> Result<(), Error> {
        let Some((benefit, schools)) = self.next() else { return Ok(()) };
        if schools > 1 && limits.stop().is_none() {
            let groups = self.above(benefit);
            let cost = |rated: &LevelColumn| -Points::try_from(rated.count(benefit)).unwrap_or(0);
            if let Some(plan) = self.best(&groups, cost, Some(&self.plan), limits)? {
                self.plan = plan;
            }
        }
        Ok(())
    }

    /// The best plan that the MIP solver finds among these groups, from a plan if there is one and they hold it.
    fn best(
        &self,
        groups: &[LevelColumn],
        value: impl Fn(&LevelColumn) -> Points,
        start: Option<&[LevelColumn]>,
        limits: &Limits,
    ) -> Result<Option<Vec<LevelColumn>>, Error> {
        let rungs: Vec<(Points, usize)> = self.rungs.iter().map(|rung| (rung.benefit, rung.schools)).collect();
        restrict::best(self.tables, &self.terms.counts, &rungs, groups, value, start, limits)
    }

    /// Takes a better plan, if there is one.
    fn take(&mut self, best: Option<(Points, Vec<Column>)>) {
        let rated = |column: &Column| {
            let place = self.groups.binary_search_by_key(&column.key(), |rated| rated.column.key()).ok()?;
            Some(self.groups[place])
        };
        if let Some(plan) = best.and_then(|(_, columns)| columns.iter().map(rated).collect()) {
            self.plan = plan;
        }
    }

    /// The largest total of the plans that have the rungs, of which there is one at least.
    ///
    /// # Errors
    /// [`Error::Backend`] if the solver fails.
    pub(super) fn settle_total(&mut self, nodes: usize, limits: &Limits) -> Result<(), Error> {
        let rungs = self.benefits_of_rungs();
        let terms = self.terms_on_rungs(0);
        let value = self.value();
        if self.is_complete() {
            // What all schools have is settled: only how many are left out may differ.
            let prices = Duals { rungs: rungs.iter().map(|benefit| SCALE * benefit).collect(), ..self.no_prices() };
            self.bound = prices.bound(&terms, &[]).div_euclid(SCALE);
            self.nodes = proof_recorder::root(&prices);
            self.groups = self.above(Points::MAX);
        }
        if self.bound <= value {
            return Ok(());
        }
        let columns = self.groups.iter().map(|rated| rated.on(&rungs, rated.column.points())).collect();
        let root = Duals { rungs: vec![0; rungs.len()], ..self.relaxed.clone() };
        let values = (value, Some(value));
        let tree = Tree::new((self.tables.len(), &terms), EnumeratedColumns::of(columns), &root, values, limits)?;
        let grown = tree.run(root.bound(&terms, &[]), nodes, &mut |_, _| {})?;
        self.take(grown.best);
        if grown.bound < self.bound {
            (self.bound, self.nodes) = (grown.bound, grown.nodes);
        }
        Ok(())
    }

    /// Whether every school stands on a rung.
    pub(super) fn is_complete(&self) -> bool {
        self.next().is_none()
    }

    /// Whether any rung is proved.
    pub(super) fn has_rungs(&self) -> bool {
        !self.rungs.is_empty()
    }

    /// The value of the plan.
    fn value(&self) -> Points {
        self.plan.iter().map(|rated| rated.column.points()).sum()
    }

    /// The groups of the plan, without the schools that it leaves out.
    pub(super) fn groups(&self) -> Vec<Vec<SchoolIndex>> {
        let school = |&member: &u16| self.tables.school(usize::from(member));
        let groups = self.plan.iter().filter(|rated| rated.column.size() > 1);
        groups.map(|rated| rated.column.members().iter().map(school).collect()).collect()
    }

    /// The proof of the rungs and of the bound.
    pub(super) fn proof(self, schools: Vec<SchoolIndex>) -> PartProof {
        PartProof { schools, bound: self.bound, nodes: self.nodes, rungs: self.rungs }
    }
}
