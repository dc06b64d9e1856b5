//! Goes over the groups with one size and one first school: all sets of followers whose entries in the ceiling's table sum
//! to at least a threshold. Whole rows are added and compared together. A set that can no longer reach the threshold is
//! dropped.

use super::ceiling::Ceiling;
use tercet_model::sizes::LARGEST;

/// How many entries are compared before any is looked at.
const BLOCK: usize = 64;

/// One sweep over a table.
pub(super) struct Sweep<'a> {
    ceiling: &'a Ceiling,
    threshold: i32,
    /// The largest entry of the table.
    highest: i32,
    /// How many followers remain to be chosen at the start.
    places: usize,
}

/// For each depth of the sweep: the sums of the chosen followers' rows, over all followers after the last chosen one.
pub(super) type Sums = [Vec<i16>; LARGEST];

impl<'a> Sweep<'a> {
    pub(super) fn new(ceiling: &'a Ceiling, size: usize, threshold: i32) -> Self {
        let highest = (0..ceiling.len.saturating_sub(1)).map(|follower| ceiling.top(follower)).max().unwrap_or(0);
        Self { ceiling, threshold, highest, places: size - 1 }
    }

    /// Calls `hit` with every set of followers that reaches the threshold, ascending, until `hit` says stop.
    pub(super) fn run(&self, sums: &mut Sums, hit: &mut impl FnMut(&[usize]) -> bool) -> bool {
        let mut chosen = [0; LARGEST];
        (0..self.ceiling.len.saturating_sub(self.places - 1)).all(|follower| {
            chosen[0] = follower;
            let row = self.ceiling.row(follower);
            if self.places == 2 {
                return self.last_of_trio(row, follower, hit);
            }
            sums[0].clear();
            sums[0].extend_from_slice(row);
            self.descend(&mut chosen, 1, 0, sums, hit)
        })
    }

    fn last_of_trio(&self, row: &[i16], follower: usize, hit: &mut impl FnMut(&[usize]) -> bool) -> bool {
        self.ceiling.top(follower) < self.threshold
            || (row.iter().enumerate())
                .filter(|&(_, &entry)| i32::from(entry) >= self.threshold)
                .all(|(after, _)| hit(&[follower, follower + 1 + after]))
    }

    /// The state: `depth` followers are chosen, and their entries sum to `sum`. Chooses the next follower, and then those
    /// after it.
    fn descend(
        &self,
        chosen: &mut [usize; LARGEST],
        depth: usize,
        sum: i32,
        sums: &mut [Vec<i16>],
        hit: &mut impl FnMut(&[usize]) -> bool,
    ) -> bool {
        let [reach, deeper @ ..] = sums else {
            return true;
        };
        let last = chosen[depth - 1];
        let left = self.places - depth;
        let highest_reach = reach.iter().copied().max().map_or(0, i32::from);
        for next in last + 1..self.ceiling.len {
            let sum = sum + i32::from(reach[next - last - 1]);
            let row = self.ceiling.row(next);
            let reach = &reach[next - last..];
            if row.is_empty() || sum + self.most_below(left - 1, highest_reach, self.ceiling.top(next)) < self.threshold
            {
                continue;
            }
            chosen[depth] = next;
            if left == 2 {
                if !self.last_of_more(reach, row, self.threshold - sum, chosen, depth + 1, hit) {
                    return false;
                }
            } else {
                let [sums, ..] = deeper else {
                    return true;
                };
                sums.clear();
                sums.extend(reach.iter().zip(row).map(|(a, b)| a.wrapping_add(*b)));
                if !self.descend(chosen, depth + 1, sum, deeper, hit) {
                    return false;
                }
            }
        }
        true
    }

    /// The most that `left` more followers can add. Each of them meets the chosen followers and the next one, and they meet
    /// each other.
    fn most_below(&self, left: usize, reach: i32, top: i32) -> i32 {
        let left = i32::try_from(left).expect("a group has 6 schools at most");
        left * (reach + top) + left * (left - 1) / 2 * self.highest
    }

    /// Chooses the last follower: its entries with all chosen followers must reach the rest of the threshold.
    fn last_of_more(
        &self,
        reach: &[i16],
        row: &[i16],
        missing: i32,
        chosen: &mut [usize; LARGEST],
        depth: usize,
        hit: &mut impl FnMut(&[usize]) -> bool,
    ) -> bool {
        let first = chosen[depth - 1] + 1;
        for (block, (reach, row)) in reach.chunks(BLOCK).zip(row.chunks(BLOCK)).enumerate() {
            let sums = || reach.iter().zip(row).map(|(a, b)| a.wrapping_add(*b));
            if i32::from(sums().fold(i16::MIN, i16::max)) < missing {
                continue;
            }
            for (place, sum) in sums().enumerate() {
                if i32::from(sum) >= missing {
                    chosen[depth] = first + block * BLOCK + place;
                    if !hit(&chosen[..=depth]) {
                        return false;
                    }
                }
            }
        }
        true
    }
}
