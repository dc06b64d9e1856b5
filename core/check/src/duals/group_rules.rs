//! The rules that look at a whole group, in codes, for the schools of one part.

use tercet_model::days::DaySets;
use tercet_model::ids::SchoolIndex;
use tercet_model::problem::Problem;
use tercet_model::rules::at_most::AtMostKind;
use tercet_model::rules::{at_least, at_most, common_days, together};
use tercet_model::units::{Points, least_points};

/// The group rules of a part. Schools are positions in the part.
pub(super) struct GroupRules {
    at_most: Vec<Counted>,
    at_least: Vec<Counted>,
    /// The days of the schools, and how many a group needs in common.
    common_days: Option<(DaySets, u32)>,
    /// The number of the set that a school is to be together with; none for most.
    set_of: Vec<Option<usize>>,
    /// The schools of each set, those outside the part among them.
    set_sizes: Vec<usize>,
    /// The least that each school must learn and share.
    pub(super) least_learn: Points,
    pub(super) least_share: Points,
}

/// How many schools of one code a group may or must have; 0 does not count.
struct Counted {
    codes: Vec<u32>,
    count: usize,
}

impl GroupRules {
    pub(super) fn new(problem: &Problem, schools: &[usize], codes: impl Fn(&str) -> Vec<u32>) -> Self {
        let hard = &problem.rules().hard;
        let index = |&school: &usize| SchoolIndex::new(school);
        let at_most = hard.at_most.iter().map(|rule| Counted {
            codes: match &rule.kind {
                AtMostKind::Trait(kind) => {
                    schools.iter().map(|school| u32::from(kind.holds(problem, index(school)))).collect()
                }
                AtMostKind::AnyValue { attribute } => {
                    let all = codes(attribute);
                    schools.iter().map(|&school| all[school]).collect()
                }
            },
            count: rule.count,
        });
        let at_least = hard.at_least.iter().map(|rule| Counted {
            codes: schools.iter().map(|school| u32::from(rule.kind.holds(problem, index(school)))).collect(),
            count: rule.count,
        });
        let days = || problem.days().restrict(schools.iter().map(index));
        let set_of =
            schools.iter().map(|school| problem.together().iter().position(|set| set.contains(&index(school))));
        Self {
            at_most: at_most.collect(),
            at_least: at_least.collect(),
            common_days: hard.common_days.map(|least| (days(), least)),
            set_of: set_of.collect(),
            set_sizes: problem.together().iter().map(Vec::len).collect(),
            least_learn: hard.learn_at_least.map_or(0, least_points),
            least_share: hard.share_at_least.map_or(0, least_points),
        }
    }

    /// Whether a group keeps the rules that count its schools or their days.
    pub(super) fn permit(&self, group: &[u16]) -> bool {
        let alike =
            |codes: &[u32], code: u32| group.iter().filter(|&&school| codes[usize::from(school)] == code).count();
        self.at_most.iter().all(|Counted { codes, count }| {
            group
                .iter()
                .map(|&school| codes[usize::from(school)])
                .all(|code| code == 0 || at_most::permits(alike(codes, code), *count))
        }) && self
            .at_least
            .iter()
            .all(|Counted { codes, count }| at_least::permits(group.len() - alike(codes, 0), *count))
            && self.common_days.as_ref().is_none_or(|(days, least)| {
                common_days::permits(days.in_common(&group.iter().map(|&school| usize::from(school))), *least)
            })
            && group.iter().all(|&school| {
                self.set_of[usize::from(school)].is_none_or(|set| {
                    let inside = group.iter().filter(|&&other| self.set_of[usize::from(other)] == Some(set)).count();
                    together::permits(inside, self.set_sizes[set])
                })
            })
    }
}
