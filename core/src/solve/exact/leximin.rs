//! The aim `worst_first` in one component: raises the worst-off school first, and proves level by level as far as possible;
//! then maximises the total.
//!
//! A level is a benefit, with the number of schools that have exactly this benefit. A plan that is optimal for the
//! worst-off schools has the levels below, so in all its groups each member is on one of these levels or above them. The
//! tree runs over such groups, with each level's number of schools as a row. It finds the fewest schools at the next
//! benefit. If this number is zero, the plan is raised. Otherwise the benefit and the number become the next level, and the
//! tree is its proof.

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
use crate::solve::proof::{LevelProof, PartProof, ProofNode};
use crate::solve::tuning::Tuning;
use crate::units::Points;

mod levels;
mod restrict;

use levels::{LevelColumn, list};
use restrict::Restriction;

/// The cost of a school at the next benefit. With duals in thousandths of a point, this gives duals in millionths of a
/// school.
const A_SCHOOL: Points = 1_000;

/// The most levels, because a group stores its members' levels in a byte each.
const MOST_LEVELS: usize = 250;

/// A component whose levels are being proved.
#[derive(Debug)]
pub(super) struct Leximin<'a> {
    tuning: &'a Tuning,
    tables: &'a Tables,
    constraints: SideConstraints,
    /// The relaxation's duals for the total, without levels.
    relaxed: &'a Duals,
    /// The groups that a better plan may have, by their keys.
    groups: Vec<LevelColumn>,
    plan: Vec<LevelColumn>,
    levels: Vec<LevelProof>,
    bound: Points,
    nodes: Vec<ProofNode>,
}

impl<'a> Leximin<'a> {
    /// A relaxed component with a plan of groups in local numbers. `None` if too many groups are at least as good for their
    /// members, or if the limits end the enumeration.
    pub(super) fn new(
        solver: &'a ComponentSolver<'a>,
        constraints: SideConstraints,
        plan: &[Vec<usize>],
        tuning: &'a Tuning,
        limits: &Limits,
    ) -> Option<Self> {
        let tables = solver.tables();
        let plan: Option<Vec<LevelColumn>> = plan.iter().map(|group| LevelColumn::of(tables, group)).collect();
        let mut plan = plan?;
        let price = constraints.price;
        let is_out =
            |school: usize| !plan.iter().any(|rated| rated.column.has(u16::try_from(school).unwrap_or(u16::MAX)));
        let out: Vec<usize> = (0..tables.len()).filter(|&school| is_out(school)).collect();
        plan.extend(out.into_iter().map(|school| LevelColumn::alone(school, price.unwrap_or(0))));
        let least = plan.iter().flat_map(LevelColumn::benefits).min()?;
        let groups = list(tables, price, least, tuning.leximin.most_groups, limits)?;
        // A school that is left out is a separate column here.
        let least_size = if price.is_some() { 1 } else { constraints.least_size };
        let constraints = SideConstraints { price: None, least_size, ..constraints };
        let (relaxed, bound, nodes) = (solver.duals(), solver.bound(), solver.proof().to_vec());
        Some(Self { tuning, tables, constraints, relaxed, groups, plan, levels: Vec::new(), bound, nodes })
    }

    /// Proves one level after another until every school is on a level, the limits end this, or this many nodes have been
    /// processed.
    ///
    /// # Errors
    /// [`Error::Backend`] if the solver fails.
    pub(super) fn prove_levels(&mut self, mut nodes: usize, limits: &Limits) -> Result<(), Error> {
        let mut is_raised = false;
        while let Some((benefit, schools)) = self.next() {
            if nodes == 0 || limits.stop().is_some() || self.levels.len() == MOST_LEVELS {
                return Ok(());
            }
            if self.levels.is_empty() && !is_raised {
                self.raise(limits)?;
                is_raised = true;
                continue;
            }
            let most = if is_raised { nodes } else { self.tuning.leximin.first_nodes.min(nodes) };
            let result = self.fewest(benefit, schools, most, limits)?;
            nodes = nodes.saturating_sub(result.num_nodes.max(1));
            self.take(result.best);
            let left = self.plan.iter().map(|rated| rated.count(benefit)).sum();
            if result.is_closed && left > 0 {
                self.fix(LevelProof { benefit, schools: left, nodes: result.nodes });
                is_raised = false;
            } else if !is_raised {
                // The MIP solver looks for plans, and the tree only has to prove.
                self.raise(limits)?;
                is_raised = true;
            } else if !result.is_closed {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Fixes the next level. Proofs for the total that do not use the level still hold, because its row then has the dual
    /// 0.
    fn fix(&mut self, level: LevelProof) {
        let steps = self.nodes.iter_mut().flat_map(|node| &mut node.steps);
        steps.filter(|duals| !duals.levels.is_empty()).for_each(|duals| duals.levels.push(0));
        let benefit = level.benefit;
        self.levels.push(level);
        self.groups = self.above(benefit + 1);
    }

    /// The least benefit above the levels, and how many schools have it; `None` if every school is on a level.
    fn next(&self) -> Option<(Points, usize)> {
        let above = self.levels.last().map_or(Points::MIN, |level| level.benefit + 1);
        let benefits = || self.plan.iter().flat_map(LevelColumn::benefits).filter(|&benefit| benefit >= above);
        let least = benefits().min()?;
        Some((least, benefits().filter(|&benefit| benefit == least).count()))
    }

    fn benefits_of_levels(&self) -> Vec<Points> {
        self.levels.iter().map(|level| level.benefit).collect()
    }

    /// What a plan with these levels must keep.
    fn constraints_on_levels(&self, step: Points) -> SideConstraints {
        SideConstraints {
            levels: self.levels.iter().map(|level| level.schools).collect(),
            step,
            ..self.constraints.clone()
        }
    }

    fn zero_duals(&self) -> Duals {
        let levels = vec![0; self.levels.len()];
        Duals { levels, ..Duals::of_schools(vec![0; self.tables.len()], &self.constraints.counts) }
    }

    /// A tree over groups on levels.
    fn tree<'b>(
        &'b self,
        constraints: &'b SideConstraints,
        list: EnumeratedColumns,
        root: &Duals,
        values: (Points, Option<Points>),
        limits: &'b Limits,
    ) -> Result<Tree<'b>, Error> {
        Tree::new((self.tables.len(), constraints), list, root, values, &self.tuning.tree, limits)
    }

    /// The fewest schools at the next benefit. The present plan has this many.
    fn fewest(&self, benefit: Points, schools: usize, nodes: usize, limits: &Limits) -> Result<TreeOutcome, Error> {
        let below = self.benefits_of_levels();
        let worth = |count: usize| -A_SCHOOL * Points::try_from(count).unwrap_or(0);
        // If one group already has as many, no plan is better.
        let better = |rated: &&LevelColumn| rated.keeps(&below, benefit) && rated.count(benefit) < schools;
        let on_levels = |rated: &LevelColumn| rated.on(&below, worth(rated.count(benefit)));
        let columns = self.groups.iter().filter(better).map(on_levels).collect();
        let (constraints, root) = (self.constraints_on_levels(A_SCHOOL), self.zero_duals());
        let values = (worth(schools) + A_SCHOOL - 1, Some(worth(schools)));
        let tree = self.tree(&constraints, EnumeratedColumns::of(columns), &root, values, limits)?;
        tree.run(0, nodes, &mut |_, _| {})
    }

    /// The groups of plans in which all schools, except those on levels, have at least this benefit.
    fn above(&self, least: Points) -> Vec<LevelColumn> {
        let below = self.benefits_of_levels();
        self.groups.iter().filter(|rated| rated.keeps(&below, least)).copied().collect()
    }

    /// Raises the least benefit above the levels as far as plans are found. Then reduces the number of schools at this
    /// benefit as far as plans are found.
    fn raise(&mut self, limits: &Limits) -> Result<(), Error> {
        let Some((least, _)) = self.next() else { return Ok(()) };
        let groups = self.above(least);
        let all = groups.iter().flat_map(LevelColumn::benefits);
        let mut benefits: Vec<Points> = all.filter(|&benefit| benefit > least).collect();
        benefits.sort_unstable();
        benefits.dedup();
        let Some(mut high) = self.reach(&benefits, limits)? else { return Ok(()) };
        // Below that, looks for plans: from the top down in growing steps, then by halving.
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
        self.reduce_lowest(limits)
    }

    /// The number of these benefits, from the lowest up, that the relaxation allows as the least; `None` if the limits end
    /// it.
    fn reach(&self, benefits: &[Points], limits: &Limits) -> Result<Option<usize>, Error> {
        // The first level may be far up, where there are few groups. The other levels are near.
        let from_above = self.levels.is_empty();
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

    /// Whether the relaxation allows a plan in which all schools have at least this benefit; `None` if the limits end it.
    fn may_have(&self, least: Points, limits: &Limits) -> Result<Option<bool>, Error> {
        let below = self.benefits_of_levels();
        let list = EnumeratedColumns::of(self.above(least).iter().map(|rated| rated.on(&below, 0)).collect());
        let (constraints, root) = (self.constraints_on_levels(A_SCHOOL), self.zero_duals());
        let tree = self.tree(&constraints, list, &root, (-1, None), limits)?;
        Ok(tree.relaxed()?.map(|bound| bound >= 0))
    }

    /// Looks for a plan with fewer schools at the least benefit above the levels.
    fn reduce_lowest(&mut self, limits: &Limits) -> Result<(), Error> {
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

    /// The best plan that the MIP solver finds among these groups. It starts from a plan if one is given and the groups
    /// contain it.
    fn best(
        &self,
        groups: &[LevelColumn],
        value: impl Fn(&LevelColumn) -> Points,
        start: Option<&[LevelColumn]>,
        limits: &Limits,
    ) -> Result<Option<Vec<LevelColumn>>, Error> {
        let levels: Vec<(Points, usize)> = self.levels.iter().map(|level| (level.benefit, level.schools)).collect();
        let restriction = Restriction { tables: self.tables, counts: &self.constraints.counts, levels: &levels };
        restrict::best(restriction, groups, value, start, &self.tuning.leximin, limits)
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

    /// The largest total of the plans that have the levels. At least one such plan exists.
    ///
    /// # Errors
    /// [`Error::Backend`] if the solver fails.
    pub(super) fn settle_total(&mut self, nodes: usize, limits: &Limits) -> Result<(), Error> {
        let levels = self.benefits_of_levels();
        let constraints = self.constraints_on_levels(0);
        let value = self.value();
        if self.is_complete() {
            // The benefits of all schools are settled. Only the number of schools left out may still differ.
            let duals = Duals { levels: levels.iter().map(|benefit| SCALE * benefit).collect(), ..self.zero_duals() };
            self.bound = duals.bound(&constraints, &[]).div_euclid(SCALE);
            self.nodes = proof_recorder::root(&duals);
            self.groups = self.above(Points::MAX);
        }
        if self.bound <= value {
            return Ok(());
        }
        let columns = self.groups.iter().map(|rated| rated.on(&levels, rated.column.points())).collect();
        let root = Duals { levels: vec![0; levels.len()], ..self.relaxed.clone() };
        let values = (value, Some(value));
        let tree = self.tree(&constraints, EnumeratedColumns::of(columns), &root, values, limits)?;
        let result = tree.run(root.bound(&constraints, &[]), nodes, &mut |_, _| {})?;
        self.take(result.best);
        if result.bound < self.bound {
            (self.bound, self.nodes) = (result.bound, result.nodes);
        }
        Ok(())
    }

    /// Whether every school is on a level.
    pub(super) fn is_complete(&self) -> bool {
        self.next().is_none()
    }

    /// Whether any level is proved.
    pub(super) fn has_levels(&self) -> bool {
        !self.levels.is_empty()
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

    /// The proofs of the levels and of the bound.
    pub(super) fn proof(self, schools: Vec<SchoolIndex>) -> PartProof {
        PartProof { schools, bound: self.bound, nodes: self.nodes, levels: self.levels }
    }
}
