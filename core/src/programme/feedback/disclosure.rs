//! Decides which figures stay hidden, so that no figure reveals anything about a few people, either directly or by
//! subtraction.
//!
//! The figures are sums over sets of cells: all cells, the cells of a group, the cells of a phase. There are two ways to
//! work out a hidden sum. Shown sums may combine to give it: then its set is in the row space of the shown sets. Or
//! subtracting shown parts from a shown sum may leave a rest about a few people. More sets are hidden until neither way
//! works.

use std::collections::{BTreeMap, BTreeSet};

/// Counts below this number describe a few people.
pub(super) const FEWEST: u64 = 5;

/// Which numbers can reveal something about people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Telling {
    /// The number of people who did something: who came, who answered.
    Count,
    /// Both the people who did and the people who did not, because either answer is someone's opinion.
    Both,
}

/// The sets of cells of one breakdown, in the order of the rows.
pub(super) type Family = Vec<BTreeSet<usize>>;

/// Whether a count out of a number reveals something about a few people. A count of zero is small. A count of everybody
/// leaves no minority.
pub(super) fn is_small((count, of): (u64, u64), telling: Telling) -> bool {
    let others = of - count;
    of < FEWEST || count < FEWEST || (telling == Telling::Both && others > 0 && others < FEWEST)
}

/// Whether the rest of a shown sum reveals something about a few people. If everybody in the rest did it, this is true of
/// each hidden part of the rest.
fn rest_tells((count, of): (u64, u64), telling: Telling) -> bool {
    let fewest_others = if telling == Telling::Both { FEWEST } else { 1 };
    of < FEWEST || count < FEWEST || of - count < fewest_others
}

/// The hidden sets, by family and set, in the order of the families. The first family is the single set of all cells. Sets
/// that are hidden at the start stay hidden.
pub(super) fn hide(
    families: &[Family],
    cells: &[(u64, u64)],
    telling: Telling,
    mut hidden: Vec<Vec<bool>>,
) -> Vec<Vec<bool>> {
    let sum = |set: &BTreeSet<usize>| {
        set.iter().fold((0, 0), |(count, of), &cell| (count + cells[cell].0, of + cells[cell].1))
    };
    for (family, hidden) in families.iter().zip(&mut hidden) {
        for (set, hidden) in family.iter().zip(hidden) {
            *hidden |= is_small(sum(set), telling);
        }
    }
    // Each pass hides one more set, so the loop ends.
    while let Some((family, set)) =
        next_to_hide(families, &hidden, |set| rest_tells(sum(set), telling), |set| sum(set).1)
    {
        hidden[family][set] = true;
    }
    hidden
}

/// A shown set that must be hidden to protect another set, if there is one.
fn next_to_hide(
    families: &[Family],
    hidden: &[Vec<bool>],
    tells: impl Fn(&BTreeSet<usize>) -> bool,
    size: impl Fn(&BTreeSet<usize>) -> u64,
) -> Option<(usize, usize)> {
    let places = |is_hidden: bool| {
        let all = hidden.iter().enumerate();
        all.flat_map(move |(family, sets)| {
            sets.iter().enumerate().filter(move |(_, hidden)| **hidden == is_hidden).map(move |(set, _)| (family, set))
        })
    };
    let at = |(family, set): (usize, usize)| &families[family][set];
    let shown: Vec<(usize, usize)> = places(false).collect();
    // Hiding the smallest set loses the least. Ties go to the earlier set.
    let smallest =
        |candidates: &mut dyn Iterator<Item = (usize, usize)>| candidates.min_by_key(|&place| (size(at(place)), place));
    // The smallest total first: hiding a set for its sake often protects the larger totals too.
    let mut wholes = shown.clone();
    wholes.sort_by_key(|&place| (at(place).len(), place));
    for &whole in &wholes {
        for turn in 1..families.len() {
            // First the parts of one family, then the parts of the other families that lie in the rest.
            let order = (turn..families.len()).chain(1..turn).filter(|&family| family != whole.0);
            let (mut rest, mut parts) = (at(whole).clone(), Vec::new());
            for family in order {
                for &part in shown.iter().filter(|part| part.0 == family) {
                    if at(part).is_subset(&rest) {
                        rest.retain(|cell| !at(part).contains(cell));
                        parts.push(part);
                    }
                }
                if !rest.is_empty() && !parts.is_empty() && tells(&rest) {
                    return smallest(&mut parts.into_iter());
                }
            }
        }
    }
    let mut span = Span::default();
    shown.iter().for_each(|&place| span.add(at(place)));
    let found = places(true).find(|&place| span.holds(at(place)))?;
    let near = &mut shown.iter().copied().filter(|place| place.0 == found.0);
    smallest(near)
        .or_else(|| smallest(&mut shown.iter().copied().filter(|place| place.0 != 0)))
        .or(shown.first().copied())
}

/// The row space of sets, as rows of zeros and ones, over the integers modulo a prime. A set in the space over the
/// rationals is also in this space, unless the prime divides a denominator. With so few sets, no denominator is that large.
#[derive(Debug, Default)]
struct Span {
    /// Reduced rows, each under the first column with a nonzero entry. The entry is scaled to 1, and no other row has an
    /// entry there.
    rows: BTreeMap<usize, BTreeMap<usize, u64>>,
}

const PRIME: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    u64::try_from(u128::from(a) * u128::from(b) % u128::from(PRIME)).expect("below the prime")
}

/// 1 / a by Fermat's little theorem.
fn inverse(a: u64) -> u64 {
    let (mut base, mut power, mut exponent) = (a, 1, PRIME - 2);
    while exponent > 0 {
        if exponent % 2 == 1 {
            power = times(power, base);
        }
        base = times(base, base);
        exponent /= 2;
    }
    power
}

impl Span {
    fn add(&mut self, set: &BTreeSet<usize>) {
        let row = self.reduce(set);
        if let Some((&column, &first)) = row.first_key_value() {
            let scale = inverse(first);
            self.rows.insert(column, row.into_iter().map(|(at, value)| (at, times(value, scale))).collect());
        }
    }

    fn holds(&self, set: &BTreeSet<usize>) -> bool {
        self.reduce(set).is_empty()
    }

    /// The rest of a row after the rows of the space are subtracted from it, starting at the first column.
    fn reduce(&self, set: &BTreeSet<usize>) -> BTreeMap<usize, u64> {
        let mut row: BTreeMap<usize, u64> = set.iter().map(|&cell| (cell, 1)).collect();
        let mut from = 0;
        while let Some((column, factor)) =
            row.range(from..).map(|(&at, &value)| (at, value)).find(|(at, _)| self.rows.contains_key(at))
        {
            for (&at, &value) in &self.rows[&column] {
                let entry = row.entry(at).or_default();
                *entry = (*entry + PRIME - times(factor, value)) % PRIME;
                if *entry == 0 {
                    row.remove(&at);
                }
            }
            from = column + 1;
        }
        row
    }
}

#[cfg(test)]
mod tests;
