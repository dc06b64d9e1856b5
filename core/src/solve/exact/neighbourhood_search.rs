//! Large neighbourhood search over the groups of a plan (POPMUSIC; Taillard and Voss 2002). It solves the schools of some
//! groups again by branch and price, exactly or nearly.
//!
//! The relaxation guides the neighbourhoods. A neighbourhood starts from a group that is worth much less than its duals,
//! and adds the groups that share columns of the relaxation's support with it. A sweep covers all groups by disjoint
//! neighbourhoods, which are solved in parallel.

use rayon::prelude::*;

use super::component::ComponentSolver;
use super::duals::{Duals, SideConstraints};
use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::model::sizes::Count;
use crate::solve::pricing::column::Column;
use crate::solve::pricing::tables::Tables;
use crate::solve::random::Random;
use crate::solve::run::Run;
use crate::units::Points;

/// The component whose plan is improved.
pub(super) struct NeighbourhoodSearch<'a> {
    /// The context. Its seed determines the random stream of the sweeps.
    pub(super) run: &'a Run<'a>,
    pub(super) schools: &'a [SchoolIndex],
    pub(super) constraints: &'a SideConstraints,
    pub(super) duals: &'a Duals,
    /// The groups in the support of the relaxation.
    pub(super) support: &'a [Column],
}

impl NeighbourhoodSearch<'_> {
    /// Sweeps until no sweep finds a better plan, the bound is reached, or the limits end it. After each sweep, `tell`
    /// receives the value. Neighbourhoods are small and quick at first. They grow when no sweep finds a better plan.
    pub(super) fn improve(
        &self,
        plan: &mut Vec<Column>,
        bound: Points,
        tell: &mut dyn FnMut(Points),
    ) -> Result<(), Error> {
        let mut value = self.constraints.value(plan, self.schools.len());
        let (limits, tuning) = (self.run.limits, &self.run.tuning.neighbourhood_search);
        let mut random = Random::new(self.run.seed, [plan.len() as u64, 0, 0]);
        let mut idle = 0;
        while value.is_some_and(|value| value < bound) && limits.stop().is_none() {
            if idle / tuning.patience > tuning.growths {
                break;
            }
            let size = (0..idle / tuning.patience).fold(tuning.schools, |size, _| size + size * tuning.growth / 100);
            let parts = self.divide(&self.with_left_out(plan), size, &mut random);
            let solved: Vec<Vec<Column>> =
                parts.into_par_iter().map(|groups| self.improve_one(groups)).collect::<Result<_, _>>()?;
            limits.add_work(solved.len() as u64);
            *plan = solved.into_iter().flatten().collect();
            plan.sort_unstable_by_key(Column::key);
            let better = self.constraints.value(plan, self.schools.len());
            let gain = better.zip(value).map_or(0, |(better, value)| better - value);
            let is_slow = better.is_some_and(|better| gain.saturating_mul(tuning.auto_progress) < bound - better);
            idle = if better > value { idle / tuning.patience * tuning.patience } else { idle + 1 };
            value = better;
            value.iter().for_each(|&value| tell(value));
            if is_slow && self.run.ends_itself() {
                break;
            }
        }
        Ok(())
    }

    /// A plan in which each school that is left out becomes a separate group, so that a neighbourhood can find a place for
    /// it.
    fn with_left_out(&self, plan: &[Column]) -> Vec<Column> {
        let Some(price) = self.constraints.price else { return plan.to_vec() };
        let mut is_out = vec![true; self.schools.len()];
        plan.iter().flat_map(Column::members).for_each(|&member| is_out[usize::from(member)] = false);
        let left_out = (0..is_out.len()).filter(|&school| is_out[school]).map(|school| Column::new(&[school], -price));
        plan.iter().copied().chain(left_out).collect()
    }

    /// Divides all groups of a plan into neighbourhoods of about this many schools.
    fn divide(&self, plan: &[Column], schools: usize, random: &mut Random) -> Vec<Vec<Column>> {
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
        // A plan's loss through a group is the excess of the group's duals over its value. Randomness makes every sweep
        // different.
        let mut seeds: Vec<(i64, usize)> = (plan.iter().enumerate())
            .map(|(number, group)| {
                let loss = usize::try_from((-self.duals.reduced(group)).max(0)).unwrap_or(usize::MAX / 4);
                (-i64::try_from(random.below(loss + 1_000_000)).unwrap_or(0), number)
            })
            .collect();
        seeds.sort_unstable();
        let mut is_free = vec![true; plan.len()];
        let mut parts: Vec<Vec<Column>> = Vec::new();
        let mut part: Vec<usize> = Vec::new();
        let mut size = 0;
        let mut at = 0;
        for (_, seed) in seeds {
            if !is_free[seed] {
                continue;
            }
            is_free[seed] = false;
            part.push(seed);
            size += plan[seed].size();
            while at < part.len() && size < schools {
                let mut next = near[part[at]].clone();
                random.shuffle(&mut next);
                for group in next {
                    if is_free[group] && size < schools {
                        is_free[group] = false;
                        part.push(group);
                        size += plan[group].size();
                    }
                }
                at += 1;
            }
            if size >= schools {
                parts.push(part.drain(..).map(|number| plan[number]).collect());
                (size, at) = (0, 0);
            }
        }
        if !part.is_empty() {
            parts.push(part.into_iter().map(|number| plan[number]).collect());
        }
        parts
    }

    /// The best groups found for the schools of these groups. The groups may be schools left out.
    fn improve_one(&self, groups: Vec<Column>) -> Result<Vec<Column>, Error> {
        let mut members: Vec<usize> =
            groups.iter().flat_map(Column::members).map(|&member| usize::from(member)).collect();
        members.sort_unstable();
        let groups: Vec<Column> = groups.into_iter().filter(|column| column.size() > 1).collect();
        let schools: Vec<SchoolIndex> = members.iter().map(|&member| self.schools[member]).collect();
        let local = |column: &Column| {
            let places: Vec<usize> = (column.members().iter())
                .filter_map(|&member| members.binary_search(&usize::from(member)).ok())
                .collect();
            Column::new(&places, column.points())
        };
        let counts = self
            .constraints
            .counts
            .iter()
            .map(|&(size, _)| (size, Count::Exactly(groups.iter().filter(|group| group.size() == size).count())));
        let constraints = SideConstraints { counts: counts.collect(), ..self.constraints.clone() };
        let tables = Tables::new(self.run.compiled, &schools);
        let duals = members.iter().map(|&member| self.duals.schools[member]).collect();
        let most = vec![10_000; schools.len()];
        let plan = groups.iter().map(local).collect();
        let tuning = self.run.tuning;
        let mut solver = ComponentSolver::new(tables, constraints, &most, Some(plan), tuning).with_duals(duals);
        // A sweep counts one unit of work for each neighbourhood, whatever happens inside.
        let limits = self.run.limits.apart();
        solver.relax(&limits, &mut |_| {})?;
        solver.close(tuning.neighbourhood_search.nodes, &limits, &mut |_, _| {})?;
        let outer = |column: &Column| {
            let outer: Vec<usize> = column.members().iter().map(|&place| members[usize::from(place)]).collect();
            Column::new(&outer, column.points())
        };
        Ok(solver.plan().map_or(groups, |plan| plan.iter().map(outer).collect()))
    }
}

#[cfg(test)]
mod tests;
