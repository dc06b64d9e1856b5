//! The usable days of every school as bit sets, so that a group's common days are one intersection.

use crate::cohort::Cohort;
use crate::dates::{Date, days_between};
use crate::ids::SchoolIndex;
use crate::tables::UsableDays;

/// The longest window of usable days. It is enough for two school years, and short enough to detect a mistyped year.
pub const LONGEST: i64 = 1_000;

/// The days of all schools, in words of 64 days that start at the earliest day of any school.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DaySets {
    words: usize,
    bits: Vec<u64>,
}

impl DaySets {
    /// The days that the table gives for the schools of a cohort; none for a school that the table does not have. Days
    /// later than [`LONGEST`] after the first are ignored, because validation refuses them.
    #[must_use]
    pub fn new(cohort: &Cohort, table: &[UsableDays]) -> Self {
        let Some((first, last)) = ends(table) else { return Self::default() };
        let length = usize::try_from(days_between(first, last).min(LONGEST - 1)).unwrap_or(0) + 1;
        let words = length.div_ceil(64);
        let mut sets = Self { words, bits: vec![0; words * cohort.len()] };
        for entry in table {
            let Some(school) = cohort.position(&entry.school) else { continue };
            let row = &mut sets.bits[school * words..(school + 1) * words];
            for &date in &entry.dates {
                let day = usize::try_from(days_between(first, date)).unwrap_or(usize::MAX);
                if let Some(word) = row.get_mut(day / 64) {
                    *word |= 1 << (day % 64);
                }
            }
        }
        sets
    }

    /// The days of a school; empty if no school has any.
    fn of(&self, school: SchoolIndex) -> &[u64] {
        if self.words == 0 { &[] } else { &self.bits[school.position() * self.words..][..self.words] }
    }

    /// The days of some of the schools. The schools get new numbers in the given order.
    #[must_use]
    pub fn restrict(&self, schools: impl Iterator<Item = SchoolIndex>) -> Self {
        Self { words: self.words, bits: schools.flat_map(|school| self.of(school)).copied().collect() }
    }

    /// How many days all these schools have in common; 0 if there are no schools.
    #[inline]
    #[must_use]
    pub fn in_common(&self, schools: &(impl Iterator<Item = usize> + Clone)) -> u32 {
        let word = |at: usize| schools.clone().map(|school| self.bits[school * self.words + at]).reduce(|a, b| a & b);
        (0..self.words).map(|at| word(at).unwrap_or(0).count_ones()).sum()
    }
}

/// The first and the last day of any school.
pub fn ends(table: &[UsableDays]) -> Option<(Date, Date)> {
    let dates = || table.iter().flat_map(|entry| entry.dates.iter().copied());
    dates().min().zip(dates().max())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::parse;
    use crate::school::School;

    #[test]
    fn a_group_has_the_days_that_all_its_schools_have() {
        let entry = |school: &str, dates: &[&str]| UsableDays {
            school: school.to_owned(),
            dates: dates.iter().map(|date| parse(date).unwrap()).collect(),
        };
        let table = [
            entry("b", &["2027-03-31", "2026-09-01", "2026-12-01", "2026-12-01"]),
            entry("a", &["2026-09-01", "2027-03-31", "2026-09-02"]),
            entry("x", &["2026-09-01"]),
        ];
        let schools = ["a", "b", "c"].map(|id| School::new(id, "")).to_vec();
        let days = DaySets::new(&Cohort::new(schools, Vec::new()).unwrap(), &table);
        let common = |group: &[usize]| days.in_common(&group.iter().copied());
        assert_eq!([common(&[0]), common(&[1]), common(&[2])], [3, 3, 0]);
        assert_eq!([common(&[0, 1]), common(&[0, 1, 2]), common(&[])], [2, 0, 0]);
    }

    #[test]
    fn days_far_apart_take_no_more_room_than_the_longest_window() {
        let dates = ["1900-01-01", "2200-01-01"].map(|date| parse(date).unwrap()).to_vec();
        let schools = vec![School::new("a", "")];
        let table = [UsableDays { school: "a".to_owned(), dates }];
        let days = DaySets::new(&Cohort::new(schools, Vec::new()).unwrap(), &table);
        assert_eq!(days.of(SchoolIndex::new(0)).len(), 16);
        assert_eq!(days.in_common(&[0].into_iter()), 1);
    }
}
