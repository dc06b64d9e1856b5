//! Choices drawn from a string of bytes. So one generator serves property tests (which shrink the bytes), seeded benchmarks
//! (which expand a seed) and fuzz targets (which mutate the bytes). Past the end, every choice is the first one.

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64;

/// A string of bytes, read from the front.
#[derive(Debug, Clone)]
pub struct Choices {
    bytes: Vec<u8>,
    next: usize,
}

impl Choices {
    /// The choices from these bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec(), next: 0 }
    }

    /// This many bytes of choices. The same seed gives the same bytes on every machine.
    #[must_use]
    pub fn from_seed(seed: u64, len: usize) -> Self {
        let mut bytes = vec![0; len];
        Pcg64::seed_from_u64(seed).fill_bytes(&mut bytes);
        Self { bytes, next: 0 }
    }

    /// A number below `end`, which is 1 to 65,536; 0 past the end of the bytes.
    pub fn below(&mut self, end: usize) -> usize {
        // Two bytes are used only if one byte would give uneven chances, to keep inputs short.
        if end <= 16 { self.byte() % end } else { (self.byte() << 8 | self.byte()) % end }
    }

    fn byte(&mut self) -> usize {
        let byte = self.bytes.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        usize::from(byte)
    }

    /// A number from `low` to `high`, including both.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True about once in this many times; never past the end of the bytes.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// One of these items.
    pub fn one_of<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    /// Some of these items, in order. Each has a chance of one half.
    pub fn some_of<T: Clone>(&mut self, from: &[T]) -> Vec<T> {
        from.iter().filter(|_| self.once_in(2)).cloned().collect()
    }

    /// This many different items, or all if there are fewer.
    pub fn distinct<T: Clone>(&mut self, count: usize, from: &[T]) -> Vec<T> {
        let mut left = from.to_vec();
        (0..count.min(from.len())).map(|_| left.remove(self.below(left.len()))).collect()
    }
}
