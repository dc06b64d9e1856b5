//! A column: a feasible group of a component in local numbers, with its value.

use std::collections::BTreeMap;

use crate::model::sizes::LARGEST;
use crate::units::Points;

/// A feasible group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Column {
    members: [u16; LARGEST],
    /// The level of each member, from 1; 0 for none.
    levels: [u8; LARGEST],
    len: u8,
    /// Its worth, in points.
    pub(crate) value: i32,
}

impl Column {
    /// A group of some local numbers, in any order.
    pub(crate) fn new(members: &[usize], value: Points) -> Self {
        let mut sorted = [u16::MAX; LARGEST];
        for (to, &member) in sorted.iter_mut().zip(members) {
            *to = u16::try_from(member).unwrap_or(u16::MAX);
        }
        sorted.sort_unstable();
        let len = u8::try_from(members.len()).unwrap_or(u8::MAX);
        Self { members: sorted, levels: [0; LARGEST], len, value: i32::try_from(value).unwrap_or(i32::MAX) }
    }

    /// The group with another worth. Each member, by its place, is on a level or on none.
    pub(crate) fn on_levels(&self, value: Points, level: impl Fn(usize) -> u8) -> Self {
        let mut levels = [0; LARGEST];
        levels.iter_mut().enumerate().take(self.size()).for_each(|(place, number)| *number = level(place));
        Self { levels, value: i32::try_from(value).unwrap_or(i32::MAX), ..*self }
    }

    /// The levels of its members, as positions among all levels.
    #[inline]
    pub(crate) fn levels(&self) -> impl Iterator<Item = usize> {
        self.levels.iter().filter(|&&level| level > 0).map(|&level| usize::from(level) - 1)
    }

    /// The members, ascending.
    #[inline]
    pub(crate) fn members(&self) -> &[u16] {
        &self.members[..usize::from(self.len)]
    }

    /// The number of members.
    pub(crate) fn size(&self) -> usize {
        usize::from(self.len)
    }

    /// Whether a school is a member.
    #[inline]
    pub(crate) fn has(&self, school: u16) -> bool {
        self.members.contains(&school)
    }

    /// The value in points.
    #[inline]
    pub(crate) fn points(&self) -> Points {
        Points::from(self.value)
    }

    /// A key that tells it from every other column.
    pub(crate) fn key(&self) -> [u16; LARGEST] {
        self.members
    }
}

/// Keeps the first `most` of some ranked columns. Skips a column if each of its members is already in `each` kept columns,
/// because many of the best columns say the same about the same schools.
pub(crate) fn spread<T>(
    ranked: &mut Vec<T>,
    column: impl Fn(&T) -> Column,
    num_schools: usize,
    (most, each): (usize, usize),
) {
    let mut uses = vec![0; num_schools];
    let mut count = 0;
    ranked.retain(|one| {
        let column = column(one);
        let members = column.members();
        let keep = count < most && members.iter().any(|&member| uses[usize::from(member)] < each);
        if keep {
            count += 1;
            members.iter().for_each(|&member| uses[usize::from(member)] += 1);
        }
        keep
    });
}

/// For each pair of schools, the fraction in which they are together in the columns of a fractional solution.
pub(crate) fn together(solution: &[(Column, f64)]) -> BTreeMap<[u16; 2], f64> {
    let mut pairs: BTreeMap<[u16; 2], f64> = BTreeMap::new();
    for (column, fraction) in solution.iter().filter(|(_, fraction)| *fraction < 1.0 - 1e-6) {
        let members = column.members();
        for (place, &a) in members.iter().enumerate() {
            for &b in &members[place + 1..] {
                *pairs.entry([a, b]).or_default() += fraction;
            }
        }
    }
    pairs
}
