//! Certificates for small problems, made from the oracle's values. A branch-and-bound tree gets its duals without a linear
//! program: each dual is lowered until a column stops it. The duals are loose, but every certificate proves the optimum.

use std::collections::{BTreeMap, BTreeSet};

use tercet::model::rules::{Rule, RuleShape};
use tercet::plan::certificate::{Branch, CutDual, DualProof, Duals, PartProof, ProofNode};

use crate::choices::Choices;
use crate::oracle::{Best, Oracle};
use crate::stated::Stated;

/// Whether two schools alone decide the rule. If a pair breaks any other rule, this says nothing about a larger group.
fn is_kept_or_broken_by_two(rule: &Rule) -> bool {
    matches!(rule.shape(), RuleShape::Pair | RuleShape::Hereditary)
}

/// The number of units in a point.
const SCALE: i64 = 100;

/// A dual above the worth of any set of groups of a dozen schools.
const HUGE: i64 = 10_000_000 * SCALE;

/// A group, or a school left out, by positions in the part, with its value in units.
#[derive(Debug, Clone)]
struct Column {
    schools: Vec<usize>,
    value: i64,
}

/// A proof that no plan is worth more than the best one. The choices decide about cuts, branches and unnecessary steps.
#[must_use]
pub fn certify(stated: &Stated, oracle: &Oracle<'_>, best: &Best, choices: &mut Choices) -> DualProof {
    let hard = &stated.rules.hard;
    let locked: Vec<Vec<usize>> =
        hard.locked.iter().map(|group| group.iter().map(|id| stated.place(id)).collect()).collect();
    let is_free = |school: &usize| !locked.iter().any(|group| group.contains(school));
    let free: Vec<usize> = (0..stated.schools.len()).filter(is_free).collect();
    let groups = oracle.feasible_groups();
    let proofs = parts(stated, oracle, free).into_iter().map(|mut schools| {
        schools.sort_by_key(|&school| &stated.schools[school].id);
        let place = |school: &usize| schools.iter().position(|other| other == school);
        let within = groups.iter().filter_map(|(group, value)| {
            let mut schools: Vec<usize> = group.iter().map(place).collect::<Option<_>>()?;
            schools.sort_unstable();
            Some(Column { schools, value: units(*value) })
        });
        let mut columns: Vec<Column> = within.collect();
        if let Some(price) = hard.unmatched.price() {
            columns.extend((0..schools.len()).map(|school| Column { schools: vec![school], value: -price * SCALE }));
        }
        let counts: BTreeMap<usize, (i64, i64)> = (stated.rules.sizes.exactly.iter())
            .map(|(&size, count)| {
                let held = locked.iter().filter(|group| group.len() == size).count();
                let left = |end: usize| i64::try_from(end.saturating_sub(held)).expect("a few groups");
                (size, (left(count.least()), left(count.most())))
            })
            .collect();
        let bound = if counts.is_empty() {
            best_of(&columns, schools.len()) / SCALE
        } else {
            let rest = best.value - oracle.plan_value(&locked, &[]);
            i64::try_from(rest).expect("a dozen schools' points")
        };
        let ids = schools.iter().map(|&school| stated.schools[school].id.clone()).collect();
        let mut tree = Tree { schools: schools.len(), counts, bound, nodes: Vec::new(), choices };
        tree.grow(columns);
        PartProof { schools: ids, bound, nodes: tree.nodes, levels: Vec::new() }
    });
    DualProof { scale: SCALE, parts: proofs.collect() }
}

/// The schools that chains of permitted pairs join, or all schools if the number of groups of a size is prescribed.
fn parts(stated: &Stated, oracle: &Oracle<'_>, mut left: Vec<usize>) -> Vec<Vec<usize>> {
    let meets = |a: usize, b: usize| !oracle.broken_by_group(&[a, b]).iter().any(is_kept_or_broken_by_two);
    let mut parts = Vec::new();
    while let Some(school) = left.pop() {
        let mut part = vec![school];
        let mut next = 0;
        while next < part.len() {
            let joins = |&other: &usize| !stated.rules.sizes.exactly.is_empty() || meets(part[next], other);
            let (joined, rest): (Vec<usize>, Vec<usize>) = left.into_iter().partition(joins);
            left = rest;
            part.extend(joined);
            next += 1;
        }
        parts.push(part);
    }
    parts
}

/// The value of the best choice of columns that covers every school once, by dynamic programming over the covered sets.
fn best_of(columns: &[Column], schools: usize) -> i64 {
    let set = |column: &Column| column.schools.iter().fold(0_usize, |set, school| set | 1 << school);
    let mut best: Vec<Option<i64>> = vec![None; 1 << schools];
    best[0] = Some(0);
    for covered in 0..best.len() - 1 {
        let Some(value) = best[covered] else { continue };
        let first = 1 << (!covered).trailing_zeros();
        for column in columns.iter().filter(|column| set(column) & covered == 0 && set(column) & first != 0) {
            let next = &mut best[covered | set(column)];
            *next = (*next).max(Some(value + column.value));
        }
    }
    best.pop().flatten().expect("there is a plan, so each part has one")
}

fn units(points: i128) -> i64 {
    i64::try_from(points).expect("a dozen schools' points") * SCALE
}

/// The tree of one part while it grows.
struct Tree<'a> {
    schools: usize,
    /// For each prescribed size, the fewest and the most groups.
    counts: BTreeMap<usize, (i64, i64)>,
    bound: i64,
    nodes: Vec<ProofNode>,
    choices: &'a mut Choices,
}

impl Tree<'_> {
    /// Adds a node with these columns in play, and all nodes below it. Returns its position.
    fn grow(&mut self, mut columns: Vec<Column>) -> usize {
        let number = self.nodes.len();
        self.nodes.push(ProofNode::default());
        let mut steps = 1 + self.choices.below(2);
        loop {
            if !self.covers_all(&columns) {
                return number;
            }
            let pair = self.pair_to_branch_on(&columns);
            if steps == 0
                && let Some(pair) = pair
            {
                let holds = |column: &Column| pair.map(|school| column.schools.contains(&school));
                let (both, neither) = ([true, true], [false, false]);
                let side = |keep: &dyn Fn([bool; 2]) -> bool| -> Vec<Column> {
                    columns.iter().filter(|column| keep(holds(column))).cloned().collect()
                };
                let (with, without) = (side(&|held| held == both || held == neither), side(&|held| held != both));
                let together = self.grow(with);
                let apart = self.grow(without);
                self.nodes[number].branch = Some(Branch { pair, together, apart });
                return number;
            }
            // Disjoint columns are one solution. It is worth no more than the bound, or breaks a count.
            let duals = if pair.is_none() { self.last(&columns) } else { self.any(&columns) };
            let (total, reduced) = (self.total(&duals), |column: &Column| column.value - asked(&duals, column));
            let keep = SCALE * (self.bound + 1) - total;
            columns.retain(|column| reduced(column) >= keep);
            self.nodes[number].steps.push(duals);
            if total.div_euclid(SCALE) <= self.bound {
                return number;
            }
            steps = steps.saturating_sub(1);
        }
    }

    fn covers_all(&self, columns: &[Column]) -> bool {
        columns.iter().flat_map(|column| &column.schools).collect::<BTreeSet<_>>().len() == self.schools
    }

    /// A pair that some column contains and another column separates.
    fn pair_to_branch_on(&mut self, columns: &[Column]) -> Option<[usize; 2]> {
        let mut pairs = Vec::new();
        for column in columns {
            for (place, &a) in column.schools.iter().enumerate() {
                for &b in &column.schools[place + 1..] {
                    let parts = |other: &Column| other.schools.contains(&a) != other.schools.contains(&b);
                    if columns.iter().any(parts) {
                        pairs.push(if self.choices.once_in(2) { [a, b] } else { [b, a] });
                    }
                }
            }
        }
        (!pairs.is_empty()).then(|| self.choices.one_of(&pairs))
    }

    /// Duals with some random cuts and duals of sizes.
    fn any(&mut self, columns: &[Column]) -> Duals {
        let mut duals = Duals::default();
        let choices = &mut *self.choices;
        for &size in self.counts.keys() {
            duals.sizes.insert(size, whole(choices.below(4_000)) * SCALE / 10 - 200 * SCALE);
        }
        for _ in 0..choices.below(4) {
            let all: Vec<usize> = (0..self.schools).collect();
            let size = choices.between(3, 5);
            let mut schools = choices.distinct(size, &all);
            schools.sort_unstable();
            let multipliers = schools.iter().map(|_| if choices.once_in(4) { 2 } else { 1 }).collect();
            let divisor = if choices.once_in(3) { 3 } else { 2 };
            duals.cuts.push(CutDual { schools, multipliers, divisor, dual: whole(choices.below(2_000)) * SCALE });
        }
        self.lower(columns, duals)
    }

    /// Duals that close a node whose columns are disjoint.
    fn last(&self, columns: &[Column]) -> Duals {
        let mut duals = Duals::default();
        for (&size, &(least, most)) in &self.counts {
            let have = whole(columns.iter().filter(|column| column.schools.len() == size && size > 1).count());
            if have > most {
                duals.sizes.insert(size, HUGE);
            } else if have < least {
                duals.sizes.insert(size, -HUGE);
            }
        }
        self.lower(columns, duals)
    }

    /// Adds the duals of the schools, one after the other: each is as low as the columns in play allow.
    fn lower(&self, columns: &[Column], mut duals: Duals) -> Duals {
        duals.schools = vec![0; self.schools];
        let of = |column: &Column, school: usize| column.schools.contains(&school);
        let rest: Vec<i64> = columns.iter().map(|column| column.value - asked(&duals, column)).collect();
        for school in 0..self.schools {
            let share = |(column, rest): (&Column, &i64)| {
                of(column, school).then(|| rest.div_euclid(whole(column.schools.len())) + 1)
            };
            duals.schools[school] = columns.iter().zip(&rest).filter_map(share).max().unwrap_or(0);
        }
        for school in 0..self.schools {
            let slack = |column: &Column| asked(&duals, column) - column.value;
            let least = columns.iter().filter(|column| of(column, school)).map(slack).min().unwrap_or(0);
            duals.schools[school] -= least;
        }
        duals
    }

    fn total(&self, duals: &Duals) -> i64 {
        let sizes = duals.sizes.iter().map(|(size, dual)| {
            let (least, most) = self.counts[size];
            (dual * least).max(dual * most)
        });
        let cuts = duals.cuts.iter().map(|cut| cut.dual * i64::from(cut.multipliers.iter().sum::<u32>() / cut.divisor));
        duals.schools.iter().sum::<i64>() + sizes.sum::<i64>() + cuts.sum::<i64>()
    }
}

/// How much the duals charge a column.
fn asked(duals: &Duals, column: &Column) -> i64 {
    let schools: i64 = column.schools.iter().map(|&school| duals.schools[school]).sum();
    let is_group = column.schools.len() > 1;
    let size = if is_group { duals.sizes.get(&column.schools.len()).copied().unwrap_or(0) } else { 0 };
    let cuts = duals.cuts.iter().map(|cut| {
        let members = cut.schools.iter().zip(&cut.multipliers).filter(|(school, _)| column.schools.contains(school));
        cut.dual * i64::from(members.map(|(_, &multiplier)| multiplier).sum::<u32>() / cut.divisor)
    });
    schools + size + cuts.sum::<i64>()
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).expect("a small number")
}
