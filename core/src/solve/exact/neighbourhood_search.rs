//! Large neighbourhood search over the groups of a plan (POPMUSIC; Taillard and Voss 2002): the schools of some groups are
//! solved again by branch and price, exactly or nearly.
//!
//! Neighbourhoods follow the relaxation: one grows from a group that is worth much less than its duals to the groups that
//! share columns of the relaxation's support with it. A sweep covers all groups by disjoint neighbourhoods, which are
//! solved in parallel.

use rayon::prelude::*;

use super::component::ComponentSolver;
use super::duals::{Duals, SideConstraints};
use crate::compile::Compiled;
use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::model::sizes::Count;
use crate::solve::limits::Limits;
use crate::solve::pricing::column::Column;
use crate::solve::pricing::tables::Tables;
use crate::solve::random::Random;
use crate::units::Points;

/// About this many schools are in a neighbourhood: few at first, which is quick, and more when no sweep finds a better plan.
const SCHOOLS: [usize; 3] = [64, 96, 144];

/// The most nodes of the tree over one neighbourhood.
const NODES: usize = 8;

/// After this many sweeps without a better plan the neighbourhoods grow, or the search ends.
const PATIENCE: usize = 2;

/// The component whose plan is to be better.
pub(super) struct NeighbourhoodSearch<'a> {
    pub(super) compiled: &'a Compiled,
    pub(super) schools: &'a [SchoolIndex],
    /// The seed of the solve, from which the random stream of the sweeps is derived.
    pub(super) seed: u64,
    pub(super) terms: &'a SideConstraints,
    pub(super) prices: &'a Duals,
    /// Groups of which the relaxation chooses a part.
    pub(super) support: &'a [Column],
}

impl NeighbourhoodSearch<'_> {
    /// Sweeps until no sweep finds anything better, the bound is reached or the limits end it. `tell` hears of the value
    /// after each sweep.
    pub(super) fn improve(
        &self,
        plan: &mut Vec<Column>,
        bound: Points,
        limits: &Limits,
        tell: &mut dyn FnMut(Points),
    ) -> Result<(), Error> {
        let mut value = self.terms.value(plan, self.schools.len());
        let mut random = Random::new(self.seed, [plan.len() as u64, 0, 0]);
        let mut idle = 0;
        while value.is_some_and(|value| value < bound) && limits.stop().is_none() {
            let Some(&size) = SCHOOLS.get(idle / PATIENCE) else { break };
            let blocks = self.blocks(&self.with_left_out(plan), size, &mut random);
            let solved: Vec<Vec<Column>> =
                blocks.into_par_iter().map(|block| self.settle(block, limits)).collect::<Result<_, _>>()?;
            limits.add_work(solved.len() as u64);
            *plan = solved.into_iter().flatten().collect();
            plan.sort_unstable_by_key(Column::key);
            let better = self.terms.value(plan, self.schools.len());
            idle = if better > value { idle / PATIENCE * PATIENCE } else { idle + 1 };
            value = better;
            value.iter().for_each(|&value| tell(value));
        }
        Ok(())
    }

    /// A plan with each school that it leaves out as a group of its own: a block can find it a place.
    fn with_left_out(&self, plan: &[Column]) -> Vec<Column> {
        let Some(price) = self.terms.price else { return plan.to_vec() };
        let mut is_out = vec![true; self.schools.len()];
        plan.iter().flat_map(Column::members).for_each(|&member| is_out[usize::from(member)] = false);
        let left_out = (0..is_out.len()).filter(|&school| is_out[school]).map(|school| Column::new(&[school], -price));
        plan.iter().copied().chain(left_out).collect()
    }

    /// Divides all groups of a plan into neighbourhoods of about this many schools.
    fn blocks(&self, plan: &[Column], schools: usize, random: &mut Random) -> Vec<Vec<Column>> {
        let mut group_of = vec![usize::MAX; self.schools.len()];
        for (number, group) in plan.iter().enumerate() {
            group.members().iter().for_each(|&member| group_of[usize::from(member)] = number);
        }
        let mut near: Vec<Vec<usize>> = vec![Vec::new(); plan.len()];
        for column in self.support {
            let mut groups: Vec<usize> = column.members().iter().map(|&member| group_of[usize::from(member)]).collect();
            groups.retain(|&group| group < plan.len());
            groups.sort_unstable();
            groups.dedup();
            for &one in &groups {
                near[one].extend(groups.iter().filter(|&&other| other != one));
            }
        }
        // What a group is worth less than its duals is what the plan loses by it; chance makes every sweep another one.
        let mut seeds: Vec<(i64, usize)> = (plan.iter().enumerate())
            .map(|(number, group)| {
                let loss = usize::try_from((-self.prices.reduced(group)).max(0)).unwrap_or(usize::MAX / 4);
                (-i64::try_from(random.below(loss + 1_000_000)).unwrap_or(0), number)
            })
            .collect();
        seeds.sort_unstable();
        let mut is_free = vec![true; plan.len()];
        let mut blocks: Vec<Vec<Column>> = Vec::new();
        let mut block: Vec<usize> = Vec::new();
        let mut size = 0;
        let mut at = 0;
        for (_, seed) in seeds {
            if !is_free[seed] {
                continue;
            }
            is_free[seed] = false;
            block.push(seed);
            size += plan[seed].size();
            while at < block.len() && size < schools {
                let mut next = near[block[at]].clone();
                random.shuffle(&mut next);
                for group in next {
                    if is_free[group] && size < schools {
                        is_free[group] = false;
                        block.push(group);
                        size += plan[group].size();
                    }
                }
                at += 1;
            }
            if size >= schools {
                blocks.push(block.drain(..).map(|number| plan[number]).collect());
                (size, at) = (0, 0);
            }
        }
        if !block.is_empty() {
            blocks.push(block.into_iter().map(|number| plan[number]).collect());
        }
        blocks
    }

    /// The best groups found for the schools of some, and for those that are left out.
    fn settle(&self, block: Vec<Column>, limits: &Limits) -> Result<Vec<Column>, Error> {
        let mut members: Vec<usize> =
            block.iter().flat_map(Column::members).map(|&member| usize::from(member)).collect();
        members.sort_unstable();
        let groups: Vec<Column> = block.into_iter().filter(|column| column.size() > 1).collect();
        let schools: Vec<SchoolIndex> = members.iter().map(|&member| self.schools[member]).collect();
        let local = |column: &Column| {
            let places: Vec<usize> = (column.members().iter())
                .filter_map(|&member| members.binary_search(&usize::from(member)).ok())
                .collect();
            Column::new(&places, column.points())
        };
        let counts = self
            .terms
            .counts
            .iter()
            .map(|&(size, _)| (size, Count::Exactly(groups.iter().filter(|group| group.size() == size).count())));
        let terms = SideConstraints { counts: counts.collect(), ..self.terms.clone() };
        let tables = Tables::new(self.compiled, &schools);
        let duals = members.iter().map(|&member| self.prices.schools[member]).collect();
        let most = vec![10_000; schools.len()];
        let plan = groups.iter().map(local).collect();
        let mut engine = ComponentSolver::new(tables, terms, &most, Some(plan)).with_duals(duals);
        let own = limits.without_work_limit();
        engine.relax(&own, &mut |_| {})?;
        engine.close(NODES, &own, &mut |_, _| {})?;
        let outer = |column: &Column| {
            let outer: Vec<usize> = column.members().iter().map(|&place| members[usize::from(place)]).collect();
            Column::new(&outer, column.points())
        };
        Ok(engine.plan().map_or(groups, |plan| plan.iter().map(outer).collect()))
    }
}

#[cfg(test)]
mod tests;
