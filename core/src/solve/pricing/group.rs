//! A group that grows during a scan.

use super::kernel::{Need, Offer};
use super::tables::Tables;
use crate::model::sizes::LARGEST;

/// A group that grows, with its needs and offers.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) members: [usize; LARGEST],
    pub(super) len: usize,
    pub(super) needs: Vec<Need>,
    pub(super) offers: Vec<Offer>,
    /// The total that the members learn from one another.
    pub(super) learn: i32,
    /// Pair scores and fixed parts minus duals, in thousandths, without learning.
    pub(super) linear: i64,
}

impl Group {
    pub(super) fn new(tables: &Tables, members: &[usize], blocks: usize, linear: i64) -> Self {
        let mut group = Self {
            members: [0; LARGEST],
            len: members.len(),
            needs: Vec::with_capacity(8 * members.len()),
            offers: Vec::with_capacity(tables.num_areas()),
            learn: 0,
            linear,
        };
        group.members[..members.len()].copy_from_slice(members);
        for &me in members {
            let weights = tables.weights(me);
            for (area, &weight) in weights.iter().enumerate().filter(|&(_, &weight)| weight > 0) {
                let others = members.iter().filter(|&&peer| peer != me);
                let level = others.map(|&peer| tables.levels(peer)[area]).max().unwrap_or(0);
                group.needs.push(Need { area, at: area * blocks, weight, level });
                group.learn += i32::from(weight) * i32::from(level);
            }
        }
        for area in 0..tables.num_areas() {
            let level = members.iter().map(|&member| tables.levels(member)[area]).max().unwrap_or(0);
            if level > 0 {
                group.offers.push(Offer { area, at: area * blocks, level });
            }
        }
        group
    }

    pub(super) fn members(&self) -> &[usize] {
        &self.members[..self.len]
    }

    /// The group with one more school.
    pub(super) fn with(&self, tables: &Tables, school: usize, blocks: usize, linear: i64) -> Self {
        let mut members = self.members;
        members[self.len] = school;
        Self::new(tables, &members[..=self.len], blocks, linear)
    }
}
