//! Which figures stay hidden, so that none tells of a few people: not by itself, and not as what is left of a total.
//!
//! What is shown are sums over sets of cells: all of them, those of a group, those of a phase. A hidden sum can come out in two
//! ways. Shown sums may add up to it: it is then in the row space of the shown sets. Or a shown sum less the shown parts of it
//! leaves a rest that is itself about a few people. Sets are hidden until neither is possible.

use std::collections::{BTreeMap, BTreeSet};

/// Fewer people than this are a few.
pub(super) const FEWEST: u64 = 5;

/// What of a count can tell of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Telling {
    /// Those who did: who came, who answered.
    Count,
    /// Those who did and those who did not: an answer of either kind is someone's opinion.
    Both,
}

/// The sets of cells of one breakdown, in the order of their rows.
pub(super) type Family = Vec<BTreeSet<usize>>;

/// Whether a count of a number tells of a few people. A count of nobody is small; everybody tells of no minority.
pub(super) fn is_small((count, of): (u64, u64), telling: Telling) -> bool {
    let others = of - count;
    of < FEWEST || count < FEWEST || (telling == Telling::Both && others > 0 && others < FEWEST)
}

/// Whether what is left of a shown sum tells of a few people. Everybody of a rest does: it says so of each hidden part of it.
fn rest_tells((count, of): (u64, u64), telling: Telling) -> bool {
    let fewest_others = if telling == Telling::Both { FEWEST } else { 1 };
    of < FEWEST || count < FEWEST || of - count < fewest_others
}

/// What is hidden, by family and set, as the families are given. The first family is the one set of all cells. What is hidden at
/// the start stays hidden.
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
    // Each turn hides a set more, so it ends.
    while let Some((family, set)) =
        next_to_hide(families, &hidden, |set| rest_tells(sum(set), telling), |set| sum(set).1)
    {
        hidden[family][set] = true;
    }
    hidden
}

/// A shown set that must be hidden for another's sake, if there is one.
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
    // The least is lost where the smallest is hidden; ties fall by place.
    let smallest =
        |candidates: &mut dyn Iterator<Item = (usize, usize)>| candidates.min_by_key(|&place| (size(at(place)), place));
    // The smallest total first: what is hidden for its sake often mends the larger ones, too.
    let mut wholes = shown.clone();
    wholes.sort_by_key(|&place| (at(place).len(), place));
    for &whole in &wholes {
        for turn in 1..families.len() {
            // The parts of one family first, then those of the others that lie in what is left.
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

/// The row space of sets as rows of zeros and ones, over the integers modulo a prime. What is in the space of the rationals is in
/// this one, too, but for denominators that the prime divides, which sets as few as these do not have.
#[derive(Debug, Default)]
struct Span {
    /// Reduced rows by the column that they alone begin with, scaled to 1 there.
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

    /// What is left of a row when the rows of the space are taken off it, from the first column on.
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
