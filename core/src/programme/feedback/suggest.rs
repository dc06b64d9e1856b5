//! Suggests changes to the strengths for the next year, from the feedback. Each suggestion has a reason, and none is
//! applied.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::model::problem::Problem;
use crate::programme::calendar::Calendar;
use crate::programme::calendar::brief::LEADING;
use crate::programme::feedback::Feedback;
use crate::programme::feedback::disclosure::FEWEST;

/// When a change is suggested.
///
/// ```
/// let options = tercet::programme::feedback::suggest::SuggestOptions::default();
/// assert_eq!((options.strong, options.schools), (60, 2));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SuggestOptions {
    /// The level from which a strength counts as leading practice, 1 to 100 percent. Default 60. A strength below this level
    /// gets this level as the suggestion.
    pub strong: u8,
    /// How many visiting schools must plan to use something from an area, or must need the area but not name it. Default 2.
    pub schools: usize,
}

impl Default for SuggestOptions {
    fn default() -> Self {
        Self { strong: LEADING, schools: 2 }
    }
}

/// The kind of suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LevelChange {
    /// Declare a strength that the school has not declared.
    Declare,
    /// Raise a strength.
    Raise,
    /// Ask the school whether a strength is still as high as it says.
    Review,
}

impl LevelChange {
    /// The name in tables and JSON: `declare`, `raise`, `review`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Declare => "declare",
            Self::Raise => "raise",
            Self::Review => "review",
        }
    }
}

/// A suggested change to one strength. Somebody should decide on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Suggestion {
    /// The school's id.
    pub school: String,
    /// The area.
    pub area: String,
    /// The kind of suggestion.
    pub change: LevelChange,
    /// The present level, in percent of the scale; `None` if the school has not declared a strength.
    pub from: Option<u8>,
    /// The suggested level; `None` if the suggestion is only to ask the school.
    pub to: Option<u8>,
    /// The reason. It mentions only schools and areas, never how many people said something.
    pub reason: String,
}

/// The suggestions, by school in the cohort's order, then by area.
pub(super) fn suggest(
    problem: &Problem,
    calendar: &Calendar,
    feedback: &Feedback,
    options: &SuggestOptions,
) -> Vec<Suggestion> {
    let evidence = Evidence::new(feedback);
    let mut suggestions = Vec::new();
    for school in problem.cohort().schools() {
        let Some(index) = problem.index(&school.id) else { continue };
        let levels = &problem.profile(index).levels;
        for (area, &level) in problem.cohort().areas().iter().zip(levels) {
            let from = school.strengths.contains_key(area).then_some(level);
            let key = (school.id.as_str(), area.as_str());
            let users = evidence.users.get(&key).map_or(0, BTreeSet::len);
            let reason = match () {
                () if level >= options.strong => None,
                () if users >= options.schools.max(1) => {
                    let noun = if options.schools > 1 { "visiting schools" } else { "a visiting school" };
                    Some(format!("leaders of {noun} plan to use something that they saw there"))
                }
                () if evidence.givers.contains(&key) => {
                    Some("the school's own leaders say that it has something to share in this area".to_owned())
                }
                () => None,
            };
            if let Some(reason) = reason {
                let change = if from.is_some() { LevelChange::Raise } else { LevelChange::Declare };
                let to = Some(options.strong);
                let (school, area) = (school.id.clone(), area.clone());
                suggestions.push(Suggestion { school, area, change, from, to, reason });
            } else if level >= options.strong && evidence.is_passed_over(problem, calendar, key, options) {
                let reason = "visiting schools need it, but none plans to use anything from it".to_owned();
                let (school, area) = (school.id.clone(), area.clone());
                suggestions.push(Suggestion { school, area, change: LevelChange::Review, from, to: None, reason });
            }
        }
    }
    suggestions
}

/// A school and an area.
type Strength<'a> = (&'a str, &'a str);

/// What the answers say about strengths.
struct Evidence<'a> {
    /// The visiting schools that plan to use something from a host's area.
    users: BTreeMap<Strength<'a>, BTreeSet<&'a str>>,
    /// The schools whose own leaders have something to pass on in an area.
    givers: BTreeSet<Strength<'a>>,
    /// For each host, how many visitors answered whether they plan to use something, and whether any of them names areas.
    answers: BTreeMap<&'a str, (u64, bool)>,
}

impl<'a> Evidence<'a> {
    fn new(feedback: &'a Feedback) -> Self {
        let mut evidence = Self { users: BTreeMap::new(), givers: BTreeSet::new(), answers: BTreeMap::new() };
        for answer in &feedback.answers {
            evidence.givers.extend(answer.passes_on_areas.iter().map(|area| (&*answer.school, &**area)));
            // A host's plans for its own practice are no evidence about it.
            if answer.school == answer.visit {
                continue;
            }
            for area in &answer.uses_areas {
                evidence.users.entry((&answer.visit, area)).or_default().insert(&answer.school);
            }
            let (count, names_areas) = evidence.answers.entry(&answer.visit).or_default();
            *count += u64::from(answer.uses.is_some());
            *names_areas |= !answer.uses_areas.is_empty();
        }
        evidence
    }

    /// Whether enough visitors need a host's strength, enough of them answered, and none plans to use anything from it. The
    /// answers must name other areas. If no answer names an area, the survey did not ask for areas.
    fn is_passed_over(
        &self,
        problem: &Problem,
        calendar: &Calendar,
        key: Strength<'_>,
        options: &SuggestOptions,
    ) -> bool {
        let (school, area) = key;
        let Some(&(answers, names_areas)) = self.answers.get(school) else { return false };
        let visit = calendar.visit(school);
        let visitors = visit.into_iter().flat_map(|visit| calendar.visitors(visit)).filter_map(|id| problem.index(id));
        let needs = |area: usize| visitors.filter(|&index| problem.profile(index).weights[area] > 0).count();
        answers >= FEWEST
            && names_areas
            && !self.users.contains_key(&key)
            && problem.area(area).map_or(0, needs) >= options.schools.max(1)
    }
}
