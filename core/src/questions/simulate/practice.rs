//! What schools are good at and need from year to year, in whole percent, and how a year with peers changes it.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::model::cohort::Cohort;
use crate::model::problem::Problem;

/// How a year changes a school.
#[derive(Debug, Clone, Copy)]
pub(super) struct Progress {
    /// The part of the distance to the best peer that a school makes good in a year, in percent.
    pub(super) rate: u8,
    /// The level at which a need ends.
    pub(super) met_at: u8,
}

/// One school.
#[derive(Debug, Clone, PartialEq)]
struct Practised {
    /// The levels of the areas that it has rated or risen in.
    levels: BTreeMap<String, u8>,
    /// The priorities of its needs, all above 0.
    needs: BTreeMap<String, f64>,
    /// The areas in which it named a strength or a need at the start: those that its level is an average of.
    declared: BTreeSet<String>,
}

/// All schools of a cohort.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Practice(Vec<Practised>);

impl Practice {
    /// As the schools of a problem state it.
    pub(super) fn of(problem: &Problem) -> Self {
        let of = |index: SchoolIndex| {
            let (school, profile) = (problem.school(index), problem.profile(index));
            let level = |area: &String| Some((area.clone(), profile.levels[problem.area(area)?]));
            let levels: BTreeMap<String, u8> = school.strengths.keys().filter_map(level).collect();
            let needs = school.needs.iter().filter(|&(_, &priority)| priority > 0.0);
            let needs: BTreeMap<String, f64> = needs.map(|(area, &priority)| (area.clone(), priority)).collect();
            let declared = levels.keys().chain(needs.keys()).cloned().collect();
            Practised { levels, needs, declared }
        };
        Self(problem.indices().map(of).collect())
    }

    /// After a year in these groups. All schools learn from what their peers could at the start of it.
    pub(super) fn after(&self, groups: &[Vec<SchoolIndex>], progress: Progress) -> Self {
        let mut next = self.clone();
        for group in groups {
            for &school in group {
                let peers = group.iter().filter(|&&peer| peer != school).map(|peer| &self.0[peer.position()]);
                next.0[school.position()].learn(peers, progress);
            }
        }
        next.0.iter_mut().for_each(|school| school.end_needs(progress.met_at));
        next
    }

    /// The cohort as it has become. What has not changed stays as it was stated.
    pub(super) fn cohort(&self, cohort: &Cohort, problem: &Problem) -> Result<Cohort, Error> {
        let scale = problem.rules().scale.strength;
        let mut now = self.0.iter().zip(Self::of(problem).0);
        cohort.with(|school| {
            let Some((now, before)) = now.next() else { return };
            for (area, &level) in now.levels.iter().filter(|&(area, level)| before.levels.get(area) != Some(level)) {
                school.strengths.insert(area.clone(), f64::from(level) * scale / 100.0);
            }
            if now.needs != before.needs {
                school.needs.clone_from(&now.needs);
            }
        })
    }

    /// How many needs there are, over all schools.
    pub(super) fn open_needs(&self) -> usize {
        self.0.iter().map(|school| school.needs.len()).sum()
    }

    /// The level of each school that named any area: the average over its areas, in thousandths of a percent, with its place.
    pub(super) fn levels(&self) -> Vec<(SchoolIndex, u32)> {
        let of = |(place, school): (usize, &Practised)| Some((SchoolIndex::new(place), school.average()?));
        self.0.iter().enumerate().filter_map(of).collect()
    }
}

impl Practised {
    fn level(&self, area: &str) -> u8 {
        self.levels.get(area).copied().unwrap_or(0)
    }

    fn learn<'a>(&mut self, peers: impl Iterator<Item = &'a Self> + Clone, progress: Progress) {
        for area in self.needs.keys() {
            let own = self.levels.get(area).copied().unwrap_or(0);
            let best = peers.clone().map(|peer| peer.level(area)).max().unwrap_or(0);
            if best > own {
                let rise = u32::from(progress.rate) * u32::from(best - own) / 100;
                let rise = u8::try_from(rise).expect("a part of a difference of levels");
                self.levels.insert(area.clone(), own + rise);
            }
        }
    }

    /// Ends the needs that are met. For each of them, the weakest area that is rated, is no need yet, and is not met enters.
    fn end_needs(&mut self, met_at: u8) {
        let met: Vec<String> = self.needs.keys().filter(|area| self.level(area) >= met_at).cloned().collect();
        for area in &met {
            self.needs.remove(area);
        }
        for _ in met {
            let open = self.levels.iter().filter(|&(area, &level)| level < met_at && !self.needs.contains_key(area));
            let Some((area, _)) = open.min_by_key(|&(area, &level)| (level, area)) else { break };
            self.needs.insert(area.clone(), 1.0);
        }
    }

    fn average(&self) -> Option<u32> {
        let sum: u32 = self.declared.iter().map(|area| u32::from(self.level(area))).sum();
        (sum * 1_000).checked_div(u32::try_from(self.declared.len()).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rules::Rules;
    use crate::model::school::School;

    const PROGRESS: Progress = Progress { rate: 30, met_at: 80 };

    fn problem(schools: Vec<School>) -> Problem {
        let areas = ["eal", "maths", "reading", "writing"].map(str::to_owned).to_vec();
        let mut rules = Rules::default();
        rules.sizes.allowed = [2, 3].into();
        Problem::new(Cohort::new(schools, areas).unwrap(), rules).unwrap()
    }

    /// Ash needs reading (rated 3 of 5) and writing (not rated); Bay is strong in reading and needs maths, which both know
    /// less.
    fn two() -> Problem {
        let ash = School::new("A", "Ash").with_strength("reading", 3.0).with_strength("maths", 2.0);
        let bay = School::new("B", "Bay").with_strength("reading", 5.0).with_strength("writing", 3.5);
        problem(vec![
            ash.with_strength("eal", 2.5).with_need("reading", 2.0).with_need("writing", 3.0),
            bay.with_strength("maths", 3.0).with_need("maths", 1.0),
        ])
    }

    fn year_by_year(problem: &Problem, years: usize) -> Practice {
        let all: Vec<SchoolIndex> = problem.indices().collect();
        (0..years).fold(Practice::of(problem), |practice, _| practice.after(&[all.clone()], PROGRESS))
    }

    #[test]
    fn levels_rise_by_the_rate_as_worked_out_by_hand() {
        // Reading: 60, + floor(30 * 40 / 100) = 72, + floor(30 * 28 / 100) = 80: the need ends. Writing: 0, 21, + floor(14.7) = 35.
        let ash = |years: usize| year_by_year(&two(), years).0[0].clone();
        let levels = |years| ["reading", "writing", "maths"].map(|area| ash(years).level(area));
        assert_eq!([levels(0), levels(1), levels(2)], [[60, 0, 40], [72, 21, 40], [80, 35, 40]]);
        assert_eq!(ash(1).needs.keys().collect::<Vec<_>>(), ["reading", "writing"]);
        // Maths, at 40, is weaker than EAL, at 50, and takes the place of reading with priority 1.
        let needs: Vec<(String, f64)> = ash(2).needs.into_iter().collect();
        assert_eq!(needs, [("maths".to_owned(), 1.0), ("writing".to_owned(), 3.0)]);
        // In the third year it learns that, too: 40 + floor(30 * 20 / 100).
        assert_eq!(ash(3).level("maths"), 46);
    }

    #[test]
    fn nobody_learns_from_a_weaker_peer_and_levels_are_those_of_the_start_of_the_year() {
        let bay = year_by_year(&two(), 2).0[1].clone();
        assert_eq!((bay.level("maths"), bay.level("reading")), (60, 100));
        let chain = problem(vec![
            School::new("A", "").with_strength("eal", 0.0).with_need("eal", 1.0),
            School::new("B", "").with_strength("eal", 2.5).with_need("eal", 1.0),
            School::new("C", "").with_strength("eal", 5.0),
        ]);
        let groups = [vec![SchoolIndex(0), SchoolIndex(1)], vec![SchoolIndex(1), SchoolIndex(2)]];
        let next = Practice::of(&chain).after(&groups, PROGRESS);
        assert_eq!([next.0[0].level("eal"), next.0[1].level("eal")], [15, 65]);
    }

    #[test]
    fn averages_are_over_the_areas_named_at_the_start() {
        let levels = |years| year_by_year(&two(), years).levels();
        // Ash: (60 + 0 + 40 + 50) / 4, then (72 + 21 + 40 + 50) / 4. Bay: (100 + 70 + 60) / 3, floored to a thousandth.
        assert_eq!(levels(0), [(SchoolIndex(0), 37_500), (SchoolIndex(1), 76_666)]);
        assert_eq!(levels(1), [(SchoolIndex(0), 45_750), (SchoolIndex(1), 76_666)]);
        assert!(Practice::of(&problem(vec![School::new("A", ""), School::new("B", "")])).levels().is_empty());
    }

    #[test]
    fn a_cohort_is_written_and_read_without_a_change_of_any_level() {
        for scale in [1.0, 3.0, 4.0, 5.0, 7.0, 10.0, 100.0] {
            let mut rules = Rules::default();
            rules.scale.strength = scale;
            let school = School::new("A", "").with_strength("eal", 0.0).with_need("eal", 1.0);
            let problem = Problem::new(Cohort::new(vec![school], vec!["eal".to_owned()]).unwrap(), rules).unwrap();
            for level in 0..=100 {
                let mut practice = Practice::of(&problem);
                practice.0[0].levels.insert("eal".to_owned(), level);
                let cohort = practice.cohort(problem.cohort(), &problem).unwrap();
                let later = Problem::new(cohort, problem.rules().clone()).unwrap();
                assert_eq!(Practice::of(&later), practice, "{level} of {scale}");
            }
        }
    }
}
