//! Why there is no plan: counts that no set of groups can satisfy, schools that no other may join, and what would help.

use std::collections::{BTreeMap, BTreeSet};

use crate::combinatorics::size_plan;
use crate::compile::Compiled;
use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::model::rules::at_most::AtMostKind;
use crate::model::rules::common_days;
use crate::model::rules::{Rule, RuleInForce, RuleShape};
use crate::model::school::Value;
use crate::solve::outcome::Reason;

/// The most reasons of one kind that are told.
const TOLD: usize = 10;

/// Counts that show that no plan exists, without any search; none where schools may be left out.
///
/// Schools that agree in every `same` attribute are counted apart, because no group joins them with others.
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
                fixes: keeping_away(problem, school)
                    .into_iter()
                    .chain(["leave it out, or give unmatched a price".to_owned()])
                    .collect(),
            })
        })
        .take(TOLD)
        .collect()
}

/// The rules in force that keep other schools away from one, those that keep most away first. No other rule is worth relaxing.
fn keeping_away(problem: &Problem, school: SchoolIndex) -> Option<String> {
    let kept = |statement: &RuleInForce| {
        problem.indices().filter(|&peer| peer != school && !statement.permits(school, peer)).count()
    };
    let pairs = problem.rules_in_force().iter().filter(|statement| statement.shape() == RuleShape::Pair);
    let mut rules: Vec<(usize, String)> =
        pairs.map(|statement| (kept(statement), statement.id())).filter(|&(kept, _)| kept > 0).collect();
    rules.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let listed: Vec<String> = rules.iter().map(|(kept, id)| format!("{id} ({kept} {})", schools(*kept))).collect();
    (!listed.is_empty()).then(|| format!("relax a rule that keeps other schools away from it: {}", listed.join(", ")))
}

/// What the closest attempt still breaks, where the search found no plan and none was proved impossible.
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
        need: "a plan must keep every rule, and there may be one that does".to_owned(),
        fixes: vec![
            "give the search more time".to_owned(),
            "relax one of the rules named, or give unmatched a price".to_owned(),
        ],
    }]
}

/// Schools of one kind that only meet one another.
struct Class {
    /// What they have in common; empty for the whole cohort.
    label: String,
    /// Those that are not in locked groups.
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
            // A blank joins any class, so only the whole can be counted.
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

    /// Values of attributes that must differ, with more schools than there can be groups.
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
        fixes.push(self.leave_out(problem, have, 1, "of the "));
        let per_group = have.div_ceil(most.max(1));
        // Defaults hold until `differ` is stated, so what stays of it is stated too.
        let others = problem.attributes_of(Rule::Differ).filter(|other| other != name);
        let others = others.map(|other| format!("{other:?}")).collect::<Vec<_>>().join(", ");
        let verb = if problem.rules().hard.at_most.is_empty() { "set at_most =" } else { "add to at_most" };
        fixes.push(format!("set differ = [{others}] and {verb} [{{ attribute = \"{name}\", count = {per_group} }}]"));
        // Smaller groups are more groups; whether they are enough is tried.
        let enough_of = |size: usize| {
            let allowed: Vec<usize> = std::iter::once(size).chain(allowed.iter().copied()).collect();
            size_plan::group_counts(len, &allowed).last().is_some_and(|groups| groups >= have)
        };
        if let Some(size) = (2..allowed.first().copied().unwrap_or(2)).rev().find(|&size| enough_of(size)) {
            fixes.push(format!("allow groups of {size}"));
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

    /// To leave out as few of a kind as make the rest fit: with the schools, groups go, too.
    fn leave_out(&self, problem: &Problem, have: usize, a_group: usize, which: &str) -> String {
        let (len, allowed) = (self.schools.len(), Self::allowed(problem));
        let fits = |&out: &usize| {
            let most = size_plan::group_counts(len.saturating_sub(out), &allowed).last();
            out < len && most.is_some_and(|most| most * a_group >= have - out)
        };
        match (1..=have).find(fits) {
            Some(out) if which == "of the " => format!("leave {out} of the {have} out, or give unmatched a price"),
            Some(out) => format!("leave {out} {which}out, or give unmatched a price"),
            None => "give unmatched a price".to_owned(),
        }
    }

    /// Kinds that `at_most` limits, with more schools than all groups together may hold.
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
                        self.leave_out(problem, have, rule.count, "of them "),
                    ],
                });
            }
        }
        reasons
    }

    /// Kinds that `at_least` asks for, with fewer schools than the fewest groups need.
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

/// The counts of `exactly` against the number of schools.
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

/// Schools that have fewer usable days by themselves than every group needs in common.
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
                "leave it out, or give unmatched a price".to_owned(),
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
