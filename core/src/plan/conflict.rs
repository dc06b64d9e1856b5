//! Why there is no plan: counts that no set of groups can satisfy, schools that no other school may join, and remedies.

use std::collections::{BTreeMap, BTreeSet};

use crate::combinatorics::size_plan;
use crate::compile::Compiled;
use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::model::rules::Rule;
use crate::model::rules::at_most::AtMostKind;
use crate::model::rules::common_days;
use crate::model::school::Value;
use crate::solve::outcome::Reason;

/// The most reasons of one kind that are reported.
const TOLD: usize = 10;

/// Counts that show without a search that no plan exists; empty if schools may be left out.
///
/// Schools that agree in every `same` attribute are counted separately, because no group combines them with others.
#[must_use]
pub fn counts(problem: &Problem) -> Vec<Reason> {
    if problem.rules().hard.unmatched.price().is_some() {
        return Vec::new();
    }
    let mut reasons = Vec::new();
    for class in classes(problem) {
        match class.most_groups(problem) {
            None => reasons.push(class.cannot_be_cut(problem)),
            Some(most) => {
                reasons.extend(class.crowded_values(problem, most));
                reasons.extend(class.too_many(problem, most));
                reasons.extend(class.too_few(problem));
            }
        }
    }
    reasons.extend(counts_of_sizes(problem));
    reasons.extend(too_few_days(problem));
    reasons.truncate(TOLD);
    reasons
}

/// Schools that have too few permitted peers for any allowed size.
#[must_use]
pub fn isolated(problem: &Problem, compiled: &Compiled) -> Vec<Reason> {
    let smallest = compiled.sizes().first().copied().unwrap_or(0);
    (problem.indices())
        .filter_map(|school| {
            let peers = problem.indices().filter(|&peer| peer != school && compiled.permits(school, peer)).count();
            (peers + 1 < smallest).then(|| Reason {
                have: format!(
                    "{} may be in a group with {peers} other {}",
                    problem.school(school).display_name(),
                    schools(peers)
                ),
                need: format!("the smallest group has {smallest} schools"),
                fixes: vec![
                    "relax a rule that keeps other schools away from this school (differ, same, max_km, common_days, apart)"
                        .to_owned(),
                    "leave the school out, or give unmatched a price".to_owned(),
                ],
            })
        })
        .take(TOLD)
        .collect()
}

/// What the closest attempt still breaks, if the search found no plan but did not prove that none exists.
#[must_use]
pub fn closest(problem: &Problem, groups: Option<&[Vec<SchoolIndex>]>) -> Vec<Reason> {
    let Some(groups) = groups else {
        return vec![Reason {
            have: format!("the search found no way to divide {} schools into groups", problem.len()),
            need: "every school must be in a group, and the groups must have the allowed sizes and numbers".to_owned(),
            fixes: vec!["allow more sizes, widen `exactly`, or give unmatched a price".to_owned()],
        }];
    };
    let placed: BTreeSet<SchoolIndex> = groups.iter().flatten().copied().collect();
    let left_out: Vec<SchoolIndex> = problem.indices().filter(|school| !placed.contains(school)).collect();
    let broken: Vec<String> = (groups.iter().flat_map(|group| problem.broken_by_group(group)))
        .chain(problem.broken_by_plan(groups, &left_out))
        .map(|broken| broken.message)
        .collect();
    if broken.is_empty() {
        return Vec::new();
    }
    vec![Reason {
        have: format!(
            "the closest attempt breaks {} rules: {}",
            broken.len(),
            broken[..broken.len().min(3)].join("; ")
        ),
        need: "a plan must keep every rule, and such a plan may exist".to_owned(),
        fixes: vec![
            "give the search more time".to_owned(),
            "relax one of the rules named, or give unmatched a price".to_owned(),
        ],
    }]
}

/// Schools that may only meet one another.
struct Class {
    /// Their common values; empty for the whole cohort.
    label: String,
    /// Those of them that are not in locked groups.
    schools: Vec<SchoolIndex>,
}

fn classes(problem: &Problem) -> Vec<Class> {
    let mut free: Vec<SchoolIndex> = problem.indices().collect();
    free.retain(|school| !problem.locked().iter().any(|group| group.contains(school)));
    let same: Vec<String> = problem.attributes_of(Rule::Same).collect();
    let values = |school: SchoolIndex| -> Option<Vec<String>> {
        let school = problem.school(school);
        same.iter().map(|name| school.attribute(name).map(ToString::to_string)).collect()
    };
    let mut classes: BTreeMap<Vec<String>, Vec<SchoolIndex>> = BTreeMap::new();
    for &school in &free {
        match values(school) {
            Some(key) => classes.entry(key).or_default().push(school),
            // A blank may join any class, so only the whole cohort can be counted.
            None => return vec![Class { label: String::new(), schools: free }],
        }
    }
    (classes.into_iter()).map(|(key, schools)| Class { label: key.join(", "), schools }).collect()
}

impl Class {
    fn allowed(problem: &Problem) -> Vec<usize> {
        problem.rules().sizes.allowed.iter().copied().collect()
    }

    /// "32 schools" or "32 schools (Special)".
    fn count(&self) -> String {
        let len = self.schools.len();
        let label = if self.label.is_empty() { String::new() } else { format!(" ({})", self.label) };
        format!("{len} {}{label}", schools(len))
    }

    fn most_groups(&self, problem: &Problem) -> Option<usize> {
        size_plan::group_counts(self.schools.len(), &Self::allowed(problem)).last()
    }

    fn fewest_groups(&self, problem: &Problem) -> Option<usize> {
        size_plan::group_counts(self.schools.len(), &Self::allowed(problem)).next()
    }

    fn cannot_be_cut(&self, problem: &Problem) -> Reason {
        let (len, allowed) = (self.schools.len(), Self::allowed(problem));
        let sizes = join_or(&allowed);
        let fits = |count: usize| size_plan::group_counts(count, &allowed).next().is_some();
        let fewer = (1..len).rev().find(|&count| fits(count));
        let more = (len + 1..len + 20).find(|&count| fits(count));
        let mut fixes = Vec::new();
        if let Some(more) = more {
            let count = more - len;
            fixes.push(format!("admit {count} more {}, which makes {more}", schools(count)));
        }
        if let Some(fewer) = fewer {
            let count = len - fewer;
            fixes.push(format!("leave {count} {} out, which makes {fewer}, or give unmatched a price", schools(count)));
        }
        fixes.push(format!("allow other sizes than {sizes}"));
        Reason {
            have: self.count(),
            need: format!("{len} {} cannot be divided into groups of {sizes}", schools(len)),
            fixes,
        }
    }

    /// Values of attributes that must differ within a group, with more schools than there can be groups.
    fn crowded_values(&self, problem: &Problem, most: usize) -> Vec<Reason> {
        let mut reasons = Vec::new();
        for name in problem.attributes_of(Rule::Differ) {
            for (value, have) in self.values(problem, &name) {
                if have > most {
                    reasons.push(self.crowded(problem, &name, &value, (have, most)));
                }
            }
        }
        reasons
    }

    fn crowded(&self, problem: &Problem, name: &str, value: &str, (have, most): (usize, usize)) -> Reason {
        let (len, allowed) = (self.schools.len(), Self::allowed(problem));
        let enough =
            |count: &usize| size_plan::group_counts(*count, &allowed).last().is_some_and(|groups| groups >= have);
        let mut fixes = Vec::new();
        if let Some(total) = (len + 1..len + 6 * have).find(enough) {
            let count = total - len;
            fixes.push(format!(
                "admit {count} more {} from elsewhere: {total} schools can make {have} groups",
                schools(count)
            ));
        }
        fixes.push(format!("leave {} of the {have} out, or give unmatched a price", (have - most).max(1)));
        let per_group = have.div_ceil(most.max(1));
        fixes.push(format!(
            "instead of differ = [\"{name}\"], set at_most = [{{ attribute = \"{name}\", count = {per_group} }}]"
        ));
        if let Some(&smallest) = allowed.first().filter(|&&smallest| smallest > 2) {
            fixes.push(format!("allow groups of {}", smallest - 1));
        }
        Reason {
            have: format!("{have} of {} have {name} {value}", self.count()),
            need: format!(
                "no group may have two of them, and {len} {} make at most {most} {}",
                schools(len),
                if most == 1 { "group" } else { "groups" }
            ),
            fixes,
        }
    }

    /// Kinds that `at_most` limits, with more schools than all groups together may have.
    fn too_many(&self, problem: &Problem, most: usize) -> Vec<Reason> {
        let mut reasons = Vec::new();
        for rule in &problem.rules().hard.at_most {
            let kinds = match &rule.kind {
                AtMostKind::Trait(kind) => {
                    let have = self.schools.iter().filter(|&&school| kind.holds(problem.facts(), school)).count();
                    vec![(kind.to_string(), have)]
                }
                AtMostKind::AnyValue { attribute } => (self.values(problem, attribute).into_iter())
                    .map(|(value, have)| (format!("{attribute} {value}"), have))
                    .collect(),
            };
            let room = most * rule.count;
            for (kind, have) in kinds.into_iter().filter(|&(_, have)| have > room) {
                reasons.push(Reason {
                    have: format!("{have} of {} have {kind}", self.count()),
                    need: format!(
                        "at most {most} groups, with at most {} of them each, have room for {room}",
                        rule.count
                    ),
                    fixes: vec![
                        format!("raise the count of at_most to {}", have.div_ceil(most.max(1))),
                        format!("leave {} of them out, or give unmatched a price", have - room),
                    ],
                });
            }
        }
        reasons
    }

    /// Kinds that `at_least` requires, with fewer schools than the fewest possible groups need.
    fn too_few(&self, problem: &Problem) -> Vec<Reason> {
        let Some(fewest) = self.fewest_groups(problem) else {
            return Vec::new();
        };
        (problem.rules().hard.at_least.iter())
            .filter_map(|rule| {
                let have = self.schools.iter().filter(|&&school| rule.kind.holds(problem.facts(), school)).count();
                let need = fewest * rule.count;
                (have < need).then(|| Reason {
                    have: format!("{have} of {} have {}", self.count(), rule.kind),
                    need: format!("at least {fewest} groups, with at least {} of them each, need {need}", rule.count),
                    fixes: vec![
                        format!("admit {} more such {}", need - have, schools(need - have)),
                        "ask for a lower level or a smaller count in at_least, or allow larger groups".to_owned(),
                    ],
                })
            })
            .collect()
    }

    /// How many schools have each value of an attribute.
    fn values(&self, problem: &Problem, name: &str) -> BTreeMap<String, usize> {
        let mut values = BTreeMap::new();
        for &school in &self.schools {
            if let Some(value) = problem.school(school).attribute(name).map(Value::to_string) {
                *values.entry(value).or_default() += 1;
            }
        }
        values
    }
}

/// The counts of `exactly`, compared with the number of schools.
fn counts_of_sizes(problem: &Problem) -> Option<Reason> {
    let sizes = &problem.rules().sizes;
    if sizes.exactly.is_empty() {
        return None;
    }
    let allowed: Vec<usize> = sizes.allowed.iter().copied().collect();
    (!size_plan::can_be_cut(problem.len(), &allowed, &sizes.exactly)).then(|| {
        let asked: Vec<String> = (sizes.exactly.iter())
            .map(|(size, count)| match (count.least(), count.most()) {
                (least, most) if least == most => format!("{least} groups of {size}"),
                (least, most) => format!("{least} to {most} groups of {size}"),
            })
            .collect();
        Reason {
            have: format!("{} {}, and the rules ask for {}", problem.len(), schools(problem.len()), asked.join(", ")),
            need: format!("these numbers of groups of {} cannot hold every school", join_or(&allowed)),
            fixes: vec!["widen the counts of `exactly`, or give unmatched a price".to_owned()],
        }
    })
}

/// Schools that alone have fewer usable days than every group needs in common.
fn too_few_days(problem: &Problem) -> Vec<Reason> {
    let Some(least) = problem.rules().hard.common_days else {
        return Vec::new();
    };
    let days = |count: u32| if count == 1 { "usable day" } else { "usable days" };
    (problem.indices())
        .map(|school| (school, problem.days().in_common(&[school.position()].into_iter())))
        .filter(|&(_, have)| !common_days::permits(have, least))
        .map(|(school, have)| {
            let lower = (have > 0).then(|| format!("lower common_days to {have}"));
            let others = [
                format!("free {} more {} at the school", least - have, days(least - have)),
                "leave the school out, or give unmatched a price".to_owned(),
            ];
            Reason {
                have: format!("{} has {have} {}", problem.school(school).display_name(), days(have)),
                need: format!("the schools of a group need {least} in common"),
                fixes: lower.into_iter().chain(others).collect(),
            }
        })
        .collect()
}

fn schools(count: usize) -> &'static str {
    if count == 1 { "school" } else { "schools" }
}

fn join_or(sizes: &[usize]) -> String {
    let sizes: Vec<String> = sizes.iter().map(ToString::to_string).collect();
    sizes.join(" or ")
}
