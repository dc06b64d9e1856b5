//! The candidates of a first school, in the order of their bounds and in blocks for the kernel.

use super::kernel::{BLOCK, Profiles, Sixteen, Wide};
use super::tables::{FORBIDDEN, Tables};

/// The schools that may join a first one, best bound first, in blocks.
#[derive(Debug, Default)]
pub(super) struct Frame {
    pub(super) schools: Vec<u16>,
    pub(super) levels: Vec<Sixteen>,
    pub(super) weights: Vec<Sixteen>,
    /// Row by row, the pair scores.
    pub(super) pairs: Vec<Wide>,
    pub(super) blocks: usize,
}

impl Frame {
    pub(super) fn new(tables: &Tables, pairs: &[i32], schools: Vec<u16>) -> Self {
        let (blocks, areas) = (schools.len().div_ceil(BLOCK), tables.num_areas());
        let mut frame = Self {
            levels: vec![[0; BLOCK]; areas * blocks],
            weights: vec![[0; BLOCK]; areas * blocks],
            pairs: vec![[FORBIDDEN; BLOCK]; schools.len() * blocks],
            blocks,
            schools,
        };
        for (place, &school) in frame.schools.iter().enumerate() {
            let (block, lane) = (place / BLOCK, place % BLOCK);
            let (levels, weights) = (tables.levels(usize::from(school)), tables.weights(usize::from(school)));
            for area in 0..areas {
                frame.levels[area * blocks + block][lane] = levels[area];
                frame.weights[area * blocks + block][lane] = weights[area];
            }
            let row = &pairs[usize::from(school) * tables.len()..];
            for (other, &peer) in frame.schools.iter().enumerate() {
                frame.pairs[place * blocks + other / BLOCK][other % BLOCK] = row[usize::from(peer)];
            }
        }
        frame
    }

    pub(super) fn profiles(&self) -> Profiles<'_> {
        Profiles { levels: &self.levels, weights: &self.weights }
    }

    /// The pair scores of the school at a place with those from a block on.
    pub(super) fn pairs(&self, place: usize, first: usize) -> &[Wide] {
        &self.pairs[place * self.blocks + first..(place + 1) * self.blocks]
    }
}
