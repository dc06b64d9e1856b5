//! The candidates for one first school, ordered by their bounds, in blocks for the kernel.

use super::kernel::{BLOCK, Profiles, Sixteen, Wide};
use super::tables::{FORBIDDEN, Tables};

/// The schools that may join a first school, the best bound first, in blocks.
#[derive(Debug, Default)]
pub(super) struct Frame {
    pub(super) schools: Vec<u16>,
    pub(super) levels: Vec<Sixteen>,
    pub(super) weights: Vec<Sixteen>,
    /// The pair scores, row by row.
    pub(super) pairs: Vec<Wide>,
    pub(super) blocks: usize,
}

impl Frame {
    pub(super) fn new(tables: &Tables, pairs: &[i32], schools: Vec<u16>) -> Self {
        let mut frame = Self::without_pairs(tables, schools);
        frame.pairs = vec![[FORBIDDEN; BLOCK]; frame.schools.len() * frame.blocks];
        for (place, &school) in frame.schools.iter().enumerate() {
            let row = &pairs[usize::from(school) * tables.len()..];
            for (other, &peer) in frame.schools.iter().enumerate() {
                frame.pairs[place * frame.blocks + other / BLOCK][other % BLOCK] = row[usize::from(peer)];
            }
        }
        frame
    }

    /// All schools in their own order, for callers that read their pair scores from the tables.
    pub(super) fn of_profiles(tables: &Tables) -> Self {
        Self::without_pairs(tables, (0..tables.len()).map(|school| u16::try_from(school).unwrap_or(u16::MAX)).collect())
    }

    fn without_pairs(tables: &Tables, schools: Vec<u16>) -> Self {
        let (blocks, areas) = (schools.len().div_ceil(BLOCK), tables.num_areas());
        let (mut levels, mut weights) = (vec![[0; BLOCK]; areas * blocks], vec![[0; BLOCK]; areas * blocks]);
        for (place, &school) in schools.iter().enumerate() {
            let (block, lane, school) = (place / BLOCK, place % BLOCK, usize::from(school));
            for area in 0..areas {
                levels[area * blocks + block][lane] = tables.levels(school)[area];
                weights[area * blocks + block][lane] = tables.weights(school)[area];
            }
        }
        Self { schools, levels, weights, pairs: Vec::new(), blocks }
    }

    pub(super) fn profiles(&self) -> Profiles<'_> {
        Profiles { levels: &self.levels, weights: &self.weights }
    }

    /// The pair scores of the school at a place with the schools from a block on.
    pub(super) fn pairs(&self, place: usize, first: usize) -> &[Wide] {
        &self.pairs[place * self.blocks + first..(place + 1) * self.blocks]
    }
}
