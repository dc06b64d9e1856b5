//! Groups with the benefit of each member. Levels are stated over these groups.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::model::sizes::LARGEST;
use crate::solve::limits::Limits;
use crate::solve::pricing::column::Column;
use crate::solve::pricing::tables::Tables;
use crate::units::Points;

/// A group, or a school that is left out, with its members' benefits in order. A school that is left out has 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct LevelColumn {
    pub(super) column: Column,
    benefits: [i16; LARGEST],
}

impl LevelColumn {
    /// A group of ascending local numbers, if it keeps every rule and each member has at least this benefit.
    fn new(tables: &Tables, group: &[usize], least: Points) -> Option<Self> {
        let mut benefits = [0; LARGEST];
        for (place, to) in benefits.iter_mut().enumerate().take(group.len()) {
            let benefit = tables.benefit(place, group);
            if benefit < least {
                return None;
            }
            *to = i16::try_from(benefit).unwrap_or(i16::MAX);
        }
        Some(Self { column: Column::new(group, tables.value(group)?), benefits })
    }

    /// A group of local numbers in any order, if it keeps every rule.
    pub(super) fn of(tables: &Tables, group: &[usize]) -> Option<Self> {
        let mut group = group.to_vec();
        group.sort_unstable();
        Self::new(tables, &group, Points::MIN)
    }

    /// A school that is left out at a price.
    pub(super) fn alone(school: usize, price: Points) -> Self {
        Self { column: Column::new(&[school], -price), benefits: [0; LARGEST] }
    }

    /// The members' benefits.
    pub(super) fn benefits(&self) -> impl Iterator<Item = Points> {
        self.benefits.iter().take(self.column.size()).map(|&benefit| Points::from(benefit))
    }

    /// Whether each member has the benefit of a level below, or at least this benefit.
    pub(super) fn keeps(&self, below: &[Points], least: Points) -> bool {
        self.benefits().all(|benefit| benefit >= least || below.binary_search(&benefit).is_ok())
    }

    /// How many members have exactly this benefit.
    pub(super) fn count(&self, benefit: Points) -> usize {
        self.benefits().filter(|&other| other == benefit).count()
    }

    /// The column with its members on levels, and with this worth.
    pub(super) fn on(&self, levels: &[Points], value: Points) -> Column {
        let number = |place: usize| match levels.binary_search(&Points::from(self.benefits[place])) {
            Ok(level) => u8::try_from(level + 1).unwrap_or(u8::MAX),
            Err(_) => 0,
        };
        self.column.on_levels(value, number)
    }
}

/// All groups whose members each have at least this benefit, and the schools that may be left out, in the order of their
/// keys. `None` if there are more than `most`, or if the limits end it.
pub(super) fn list(
    tables: &Tables,
    price: Option<Points>,
    least: Points,
    most: usize,
    limits: &Limits,
) -> Option<Vec<LevelColumn>> {
    let total = AtomicUsize::new(0);
    let goes_on = || total.load(Ordering::Relaxed) <= most && !limits.is_urgent();
    let by_first: Vec<Vec<LevelColumn>> = (0..tables.len())
        .into_par_iter()
        .with_max_len(1)
        .map(|first| {
            let mut found = Vec::new();
            if let Some(price) = price.filter(|_| least <= 0) {
                found.push(LevelColumn::alone(first, price));
            }
            let peers: Vec<usize> = (first + 1..tables.len()).filter(|&peer| tables.permits(first, peer)).collect();
            for &size in tables.sizes() {
                extend(tables, &mut vec![first], &peers, (size, least), &mut found, &|found: &Vec<LevelColumn>| {
                    !found.len().is_multiple_of(256) || {
                        total.fetch_add(256, Ordering::Relaxed);
                        goes_on()
                    }
                });
            }
            found
        })
        .collect();
    if !goes_on() {
        return None;
    }
    let mut all = by_first.concat();
    all.sort_unstable_by_key(|rated| rated.column.key());
    (all.len() <= most).then_some(all)
}

/// Adds each group of a size that contains these schools and some of the peers. Returns whether to continue.
fn extend(
    tables: &Tables,
    group: &mut Vec<usize>,
    peers: &[usize],
    (size, least): (usize, Points),
    found: &mut Vec<LevelColumn>,
    goes_on: &impl Fn(&Vec<LevelColumn>) -> bool,
) -> bool {
    if group.len() == size {
        return LevelColumn::new(tables, group, least).is_none_or(|rated| {
            found.push(rated);
            goes_on(found)
        });
    }
    peers.iter().enumerate().all(|(place, &peer)| {
        let rest: Vec<usize> =
            peers[place + 1..].iter().copied().filter(|&other| tables.permits(peer, other)).collect();
        group.push(peer);
        let on = group.len() + rest.len() < size || extend(tables, group, &rest, (size, least), found, goes_on);
        group.pop();
        on
    })
}
