//! Cuts of rank 1 over the rows of the partition, and the search for violated cuts.
//!
//! With multipliers m and a divisor d, every set of disjoint groups satisfies: sum over groups S of floor(m(S) / d) <=
//! floor(m / d). Three schools with multipliers 1 and divisor 2 make a subset-row cut (Jepsen, Petersen, Spoorendonk and
//! Pisinger 2008, Operations Research 56, 497): at most one group may contain two of the three schools.

use std::collections::{BTreeMap, BTreeSet};

use crate::solve::pricing::column::{Column, together};
use crate::solve::tuning::TreeTuning;

/// A cut.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cut {
    /// The schools, ascending, with their multipliers.
    pub(crate) schools: Vec<(u16, u32)>,
    pub(crate) divisor: u32,
}

impl Cut {
    /// How often a group counts.
    #[inline]
    pub(crate) fn coefficient(&self, column: &Column) -> u32 {
        let sum: u32 = self.schools.iter().filter(|&&(school, _)| column.has(school)).map(|&(_, times)| times).sum();
        sum / self.divisor
    }

    /// How often all groups together may count.
    pub(crate) fn most(&self) -> u32 {
        self.schools.iter().map(|&(_, times)| times).sum::<u32>() / self.divisor
    }

    /// How much a fractional solution violates the cut.
    fn violation(&self, solution: &[(Column, f64)]) -> f64 {
        solution.iter().map(|(column, fraction)| f64::from(self.coefficient(column)) * fraction).sum::<f64>()
            - f64::from(self.most())
    }
}

/// The most violated cuts that are not known yet, at most `most` of them.
pub(crate) fn violated(solution: &[(Column, f64)], known: &[Cut], most: usize, tuning: &TreeTuning) -> Vec<Cut> {
    let (least, each) = (tuning.least_violation, tuning.cuts_a_school);
    let mut found: Vec<(f64, Cut)> = subset_rows(solution, least);
    let fives = fives(solution, &found, least);
    found.extend(fives);
    found.retain(|(violation, cut)| *violation > least && !known.contains(cut));
    found.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.cmp(other)));
    found.dedup_by(|(_, one), (_, other)| one == other);
    let mut uses: BTreeMap<u16, usize> = BTreeMap::new();
    let mut chosen = Vec::new();
    for (_, cut) in found {
        if chosen.len() == most {
            break;
        }
        if cut.schools.iter().any(|(school, _)| uses.get(school).is_some_and(|&count| count >= each)) {
            continue;
        }
        for &(school, _) in &cut.schools {
            *uses.entry(school).or_default() += 1;
        }
        chosen.push(cut);
    }
    chosen
}

/// Every violated cut of three rows. Each has two pairs that are partly together.
fn subset_rows(solution: &[(Column, f64)], least: f64) -> Vec<(f64, Cut)> {
    let pairs = together(solution);
    let mut near: BTreeMap<u16, BTreeSet<u16>> = BTreeMap::new();
    for &[a, b] in pairs.keys() {
        near.entry(a).or_default().insert(b);
        near.entry(b).or_default().insert(a);
    }
    let mut triples: BTreeMap<[u16; 3], f64> = BTreeMap::new();
    for (column, fraction) in solution.iter().filter(|(_, fraction)| *fraction < 1.0 - 1e-6) {
        let members = column.members();
        for (place, &a) in members.iter().enumerate() {
            for (other, &b) in members.iter().enumerate().skip(place + 1) {
                for &c in &members[other + 1..] {
                    *triples.entry([a, b, c]).or_default() += fraction;
                }
            }
        }
    }
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let fraction = |a: u16, b: u16| pairs.get(&[a.min(b), a.max(b)]).copied().unwrap_or(0.0);
    for (&a, others) in &near {
        let others: Vec<u16> = others.iter().copied().collect();
        for (place, &b) in others.iter().enumerate() {
            for &c in &others[place + 1..] {
                let mut set = [a, b, c];
                set.sort_unstable();
                if !seen.insert(set) {
                    continue;
                }
                let pairs = fraction(a, b) + fraction(a, c) + fraction(b, c);
                // A group with all three schools is in three pairs, and counts once.
                let violation = pairs - 2.0 * triples.get(&set).copied().unwrap_or(0.0) - 1.0;
                if violation > least / 2.0 {
                    let schools = set.map(|school| (school, 1)).to_vec();
                    found.push((violation, Cut { schools, divisor: 2 }));
                }
            }
        }
    }
    found
}

/// Cuts of five rows. They grow from cuts of three rows by the two schools that add most, with multipliers 1 and divisors 2
/// and 3.
fn fives(solution: &[(Column, f64)], threes: &[(f64, Cut)], least: f64) -> Vec<(f64, Cut)> {
    let mut starts: Vec<&(f64, Cut)> = threes.iter().collect();
    starts.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.cmp(other)));
    let fractional: Vec<(Column, f64)> =
        solution.iter().filter(|(_, fraction)| *fraction < 1.0 - 1e-6).copied().collect();
    let mut found = Vec::new();
    for (_, start) in starts.into_iter().take(60) {
        let inside: Vec<u16> = start.schools.iter().map(|&(school, _)| school).collect();
        let near: BTreeSet<u16> = (fractional.iter())
            .filter(|(column, _)| inside.iter().any(|&school| column.has(school)))
            .flat_map(|(column, _)| column.members().iter().copied())
            .filter(|school| !inside.contains(school))
            .collect();
        for divisor in [2, 3] {
            let mut best: Option<(f64, Cut)> = None;
            let near: Vec<u16> = near.iter().copied().collect();
            for (place, &a) in near.iter().enumerate() {
                for &b in &near[place + 1..] {
                    let mut schools: Vec<(u16, u32)> =
                        inside.iter().chain([&a, &b]).map(|&school| (school, 1)).collect();
                    schools.sort_unstable();
                    let cut = Cut { schools, divisor };
                    let violation = cut.violation(&fractional);
                    if violation > least && best.as_ref().is_none_or(|(most, _)| violation > *most) {
                        best = Some((violation, cut));
                    }
                }
            }
            found.extend(best);
        }
    }
    found
}
