//! The best small changes of a plan: one school moves, two change places, three go round. Each has its gain and the rules
//! that it would break. The plan may be anybody's.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Issues};
use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::plan::grouping::Plan;
use crate::questions::arrangement::{Arrangement, finish, unknown_school};
use crate::units::Points;
use search::{Candidate, Wanted};
use tables::{Places, changed};

mod judge;
mod search;
mod tables;

/// What swaps to look for. Plain data with a default for everything.
///
/// ```
/// use tercet::questions::swaps::{SwapKind, SwapOptions};
/// let options = SwapOptions::default().with_most(3).with_kinds([SwapKind::Exchange]).with_schools(["101"]);
/// assert_eq!((options.most, options.break_rules), (3, false));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct SwapOptions {
    /// How many swaps to return; 10 unless stated.
    pub most: usize,
    /// Whether to return swaps that break rules as well. If not, which is the default, [`Swaps::left_out`] counts the
    /// better ones.
    pub break_rules: bool,
    /// The kinds of swaps; all of them unless stated.
    pub kinds: Vec<SwapKind>,
    /// The ids of schools of which at least one has to change its place; empty, which is the default, for any swap.
    pub schools: Vec<String>,
}

impl Default for SwapOptions {
    fn default() -> Self {
        Self { most: 10, break_rules: false, kinds: SwapKind::ALL.to_vec(), schools: Vec::new() }
    }
}

impl SwapOptions {
    /// Chooses how many swaps to return.
    #[must_use]
    pub fn with_most(mut self, most: usize) -> Self {
        self.most = most;
        self
    }

    /// Returns swaps that break rules as well, or not.
    #[must_use]
    pub fn with_break_rules(mut self, break_rules: bool) -> Self {
        self.break_rules = break_rules;
        self
    }

    /// Chooses the kinds.
    #[must_use]
    pub fn with_kinds(mut self, kinds: impl IntoIterator<Item = SwapKind>) -> Self {
        self.kinds = kinds.into_iter().collect();
        self
    }

    /// Chooses the schools of which one at least changes its place.
    #[must_use]
    pub fn with_schools<T: Into<String>>(mut self, schools: impl IntoIterator<Item = T>) -> Self {
        self.schools = schools.into_iter().map(Into::into).collect();
        self
    }
}

/// The kinds of swaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SwapKind {
    /// One school goes to another group. Both groups keep a size that is allowed.
    Move,
    /// Two schools of two groups change places.
    Exchange,
    /// Three schools of three groups go round.
    Rotation,
}

impl SwapKind {
    /// Every kind, by the number of schools.
    pub const ALL: [Self; 3] = [Self::Move, Self::Exchange, Self::Rotation];
}

/// The best swaps of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Swaps {
    /// The value of the plan as it is, in points, as a check derives it.
    pub value: Points,
    /// The best swaps: the largest gain first, ties in the order of their schools. A gain below 0 is a loss.
    pub swaps: Vec<Swap>,
    /// How many swaps that are not returned gain more than each that breaks no rule, but break one. 0 if such swaps were
    /// asked for.
    pub better: u64,
    /// The rules that they break, in the order of the rules. A swap that breaks two counts for both.
    pub left_out: Vec<LeftOut>,
}

/// How many better swaps a rule forbids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct LeftOut {
    /// The id of the statement, such as `differ:region`, as in [`Problem::rules_in_force`].
    pub rule: String,
    /// What the rule says, as a sentence without a full stop.
    pub sentence: String,
    /// How many of the better swaps break it.
    pub better: u64,
}

/// One change of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Swap {
    /// Its kind.
    pub kind: SwapKind,
    /// Who goes where.
    pub steps: Vec<SwapStep>,
    /// What the plan gains, in points; a loss is below 0.
    pub gain: Points,
    /// The gain as a part of the value of the plan as it is: 0.0012 means 0.12%. None if that value is not above 0.
    pub gain_part: Option<f64>,
    /// The groups that change, as they are afterwards, in the order of the plan. A group that loses its last school is empty.
    pub groups: Vec<SwappedGroup>,
    /// The rules that it breaks and that the plan kept before, or kept better; empty if it breaks none.
    pub breaks: Vec<SwapBreach>,
}

/// A school that changes its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct SwapStep {
    /// The id of the school.
    pub school: String,
    /// The number of the group that it leaves, from 1 in the order of the plan; none if it was without a group.
    pub from: Option<usize>,
    /// The number of the group that it joins; none if it comes to be without a group.
    pub to: Option<usize>,
}

/// A group after a swap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct SwappedGroup {
    /// Its number, from 1 in the order of the plan.
    pub number: usize,
    /// The ids of its schools, sorted.
    pub schools: Vec<String>,
}

/// A rule that a swap breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct SwapBreach {
    /// The id of the statement, such as `differ:region`, as in [`Problem::rules_in_force`].
    pub rule: String,
    /// The ids of the schools that the breach is about; empty if it is about the plan as a whole.
    pub schools: Vec<String>,
    /// What would be wrong, in one sentence that names the schools.
    pub message: String,
}

impl Swap {
    /// The groups of a plan after the swap, by the ids of their schools. `groups` are those of the plan that the swap was
    /// found for, in the same order. A group that loses its last school is left out.
    ///
    /// ```
    /// use tercet::model::generate::{Shape, generate};
    /// use tercet::{Options, Problem, Rules, Strategy, plan, solve, swaps};
    /// let problem = Problem::new(generate(&Shape::default().with_schools(20), 0)?, Rules::default())?;
    /// let plan = solve(&problem, &Options::default().with_strategy(Strategy::Random))?;
    /// let swap = &swaps(&problem, &plan, &Default::default())?.swaps[0];
    /// let after = plan::check::check_ids(&problem, &swap.apply(&plan.groups));
    /// assert_eq!(after.value, Some(plan.value.unwrap_or(0) + swap.gain));
    /// # Ok::<(), tercet::Error>(())
    /// ```
    #[must_use]
    pub fn apply(&self, groups: &[Vec<String>]) -> Vec<Vec<String>> {
        let mut after = groups.to_vec();
        for changed in &self.groups {
            if let Some(group) = after.get_mut(changed.number.wrapping_sub(1)) {
                group.clone_from(&changed.schools);
            }
        }
        after.retain(|group| !group.is_empty());
        after
    }
}

/// The best swaps of a plan.
///
/// The schools without a group count as a place of their own, which schools leave and join as they do groups. A school that
/// no group names is one of them. A rule that the plan breaks already counts against a swap only as far as the swap adds to
/// the breach. If two exchanges of schools in pairs make the same groups, only one of them is returned.
///
/// Takes time in proportion to the cube of the number of schools at worst, and memory in proportion to its square. It uses all
/// cores, and the answer is the same on any number of them.
///
/// ```
/// use tercet::questions::swaps::SwapOptions;
/// use tercet::{Cohort, Options, Problem, Rules, School, solve, swaps};
/// let school = |id: &str, strong: &str, weak: &str| {
///     School::new(id, id).with_strength(strong, 5.0).with_need(weak, 1.0)
/// };
/// let schools = vec![
///     school("A", "reading", "writing"), school("B", "writing", "reading"), school("C", "writing", "reading"),
///     school("D", "eal", "send"), school("E", "send", "eal"), school("F", "send", "eal"),
/// ];
/// let areas = ["reading", "writing", "eal", "send"].map(str::to_owned).to_vec();
/// let problem = Problem::new(Cohort::new(schools, areas)?, Rules::default())?;
/// let plan = solve(&problem, &Options::default())?;
/// let found = swaps(&problem, &plan, &SwapOptions::default())?;
/// assert!(found.swaps[0].gain < 0, "the plan is the best, so every swap loses");
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] with every issue: schools that the cohort does not have, in the plan or in the options, and schools that
/// are in the plan twice.
pub fn swaps(problem: &Problem, plan: &Plan, options: &SwapOptions) -> Result<Swaps, Error> {
    let mut issues = Issues::default();
    let arrangement = Arrangement::of_plan(problem, plan, &mut issues);
    answer(problem, arrangement, options, issues)
}

/// As [`swaps`], for groups that somebody made, such as those of a spreadsheet.
///
/// ```
/// use tercet::model::format::{csv::parse_cohort, groups::parse_groups};
/// use tercet::questions::swaps::{SwapOptions, swaps_of_groups};
/// use tercet::{Problem, Rules};
/// let cohort = parse_cohort(b"id,region\n1,London\n2,London\n3,South\n4,West\n5,East\n6,North\n", "cohort.csv")?;
/// let problem = Problem::new(cohort, Rules::default())?;
/// let list = parse_groups(b"school,group\n1,A\n2,A\n3,A\n4,B\n5,B\n6,B\n", "groups.csv", &problem)?;
/// let found = swaps_of_groups(&problem, &list.groups, &SwapOptions::default().with_schools(["2"]))?;
/// assert_eq!(found.swaps[0].groups[0].schools, ["1", "3", "4"]);
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// As [`swaps`].
pub fn swaps_of_groups(problem: &Problem, groups: &[Vec<SchoolIndex>], options: &SwapOptions) -> Result<Swaps, Error> {
    let mut issues = Issues::default();
    let arrangement = Arrangement::of_groups(problem, groups, &mut issues);
    answer(problem, arrangement, options, issues)
}

fn answer(problem: &Problem, plan: Arrangement, options: &SwapOptions, mut issues: Issues) -> Result<Swaps, Error> {
    let mut about = vec![options.schools.is_empty(); problem.len()];
    for id in &options.schools {
        match problem.index(id) {
            Some(school) => about[school.position()] = true,
            None => issues.push(unknown_school("the list of schools", id).at_key("schools")),
        }
    }
    let places = Places::new(problem, finish(plan, issues)?);
    let has = |kind| options.kinds.contains(&kind);
    let wanted = Wanted {
        most: options.most,
        break_rules: options.break_rules,
        moves: has(SwapKind::Move),
        exchanges: has(SwapKind::Exchange),
        rotations: has(SwapKind::Rotation),
        about,
    };
    let rules = problem.rules_in_force();
    let found = search::find(&places, &wanted, rules.len());
    let left_out = rules.iter().zip(found.by_statement).filter(|&(_, better)| better > 0);
    Ok(Swaps {
        value: places.value(),
        swaps: found.swaps.iter().map(|candidate| describe(problem, &places, candidate)).collect(),
        better: found.better,
        left_out: left_out
            .map(|(rule, better)| LeftOut { rule: rule.id(), sentence: rule.sentence(problem.facts()), better })
            .collect(),
    })
}

/// Gives names to a swap, and says what it breaks.
fn describe(problem: &Problem, places: &Places<'_>, swap: &Candidate) -> Swap {
    let schools: Vec<usize> = swap.schools().collect();
    let (kind, steps) = match schools.as_slice() {
        [school] => (SwapKind::Move, vec![(*school, swap.to)]),
        [a, b] => (SwapKind::Exchange, vec![(*a, places.of[*b]), (*b, places.of[*a])]),
        _ => {
            let next = schools.iter().cycle().skip(1);
            (SwapKind::Rotation, schools.iter().zip(next).map(|(&school, &next)| (school, places.of[next])).collect())
        }
    };
    let (mut groups, mut unmatched) = (places.groups.clone(), places.unmatched.clone());
    let mut touched: Vec<usize> = Vec::new();
    for &(school, to) in &steps {
        let from = places.of[school];
        for (place, leaves, enters) in [(from, Some(school), None), (to, None, Some(school))] {
            let at = groups.get_mut(place).unwrap_or(&mut unmatched);
            *at = changed(at, leaves, enters);
            touched.push(place);
        }
    }
    touched.sort_unstable();
    touched.dedup();
    touched.retain(|&place| place != places.outside());
    let mut broken: Vec<_> = (touched.iter())
        .flat_map(|&place| places.judge.told_by_change(&places.groups[place], &groups[place]))
        .chain(places.judge.told_in_plan(&groups, &unmatched))
        .collect();
    broken.sort_by_key(|&(statement, _)| statement);
    let id = |school: SchoolIndex| problem.school(school).id.clone();
    let number = |place: usize| (place != places.outside()).then_some(place + 1);
    let rules = problem.rules_in_force();
    Swap {
        kind,
        steps: (steps.iter())
            .map(|&(school, to)| SwapStep {
                school: id(SchoolIndex::new(school)),
                from: number(places.of[school]),
                to: number(to),
            })
            .collect(),
        gain: swap.gain.0,
        gain_part: part(swap.gain.0, places.value()),
        groups: (touched.iter())
            .map(|&place| SwappedGroup {
                number: place + 1,
                schools: groups[place].iter().map(|&school| id(school)).collect(),
            })
            .collect(),
        breaks: (broken.into_iter())
            .map(|(statement, broken)| SwapBreach {
                rule: rules[statement].id(),
                schools: broken.schools,
                message: broken.message,
            })
            .collect(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "for people to read; the gain itself stays whole")]
fn part(gain: Points, value: Points) -> Option<f64> {
    (value > 0).then(|| gain as f64 / value as f64)
}

#[cfg(test)]
mod tests;
