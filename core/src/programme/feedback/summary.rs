//! Turns feedback into rates with intervals: for all schools, by group, by phase and by area, with small counts hidden.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Issue};
use crate::model::problem::Problem;
use crate::programme::calendar::Calendar;
use crate::programme::feedback::Feedback;
use crate::programme::feedback::counts::{Counts, Tally, count};
use crate::programme::feedback::disclosure::{Family, Telling, hide, is_small};
use crate::programme::feedback::leaders::{Leaders, leaders};
use crate::programme::feedback::rate::Rate;
use crate::programme::feedback::suggest::{SuggestOptions, Suggestion, suggest};

/// The name of the feedback format.
pub const FORMAT: &str = "tercet-feedback/1";

/// The measure of a rate. Participants are leaders. Each participant counts once, however often they came and answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Places taken, out of two places for each school at each of its visits and events. A leader counts as often as the
    /// leader should have come.
    Attendance,
    /// Participants who answered at least once, out of those who were asked. A leader was asked about a visit if the leader
    /// came, or should have come and nobody recorded who came. Hosts were asked about their own visit only if some host
    /// answers about its own.
    Response,
    /// Participants who plan to use something from a visit, out of those who answered the question. By area: something from
    /// that area.
    Uses,
    /// Participants whose school has something to pass on, out of those who answered the question. By area: something in
    /// that area.
    PassesOn,
}

impl Measure {
    /// All measures, in order.
    pub const ALL: [Self; 4] = [Self::Attendance, Self::Response, Self::Uses, Self::PassesOn];

    /// The name in tables and JSON: `attendance`, `response`, `uses`, `passes_on`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Attendance => "attendance",
            Self::Response => "response",
            Self::Uses => "uses",
            Self::PassesOn => "passes_on",
        }
    }
}

/// The breakdown of a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// All schools together.
    Overall,
    /// By the number of the group, from 1 in the plan's order.
    Group,
    /// By the phase of the leader's school.
    Phase,
    /// By the area that the answer names.
    Area,
    /// By the id of the leader's school. Only in the figures for those who run the programme.
    School,
}

impl By {
    /// The name in tables and JSON: `overall`, `group`, `phase`, `area`, `school`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overall => "overall",
            Self::Group => "group",
            Self::Phase => "phase",
            Self::Area => "area",
            Self::School => "school",
        }
    }
}

/// One rate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Figure {
    /// The measure.
    pub measure: Measure,
    /// The breakdown.
    pub by: By,
    /// The group, phase or area; blank for all schools, and for schools without a phase.
    pub value: String,
    /// The rate; `None` if it is hidden because it would reveal something about fewer than five people, directly or
    /// together with other figures.
    pub rate: Option<Rate>,
}

/// The summary of a year's feedback. It has no person's key. The figures may be passed on, because they show no small
/// count. The leaders and suggestions name schools and are for those who run the programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Summary {
    /// `tercet-feedback/1`.
    pub format: String,
    /// The fingerprint of the problem behind the groups.
    pub problem_sha256: String,
    /// The rates, by measure; for each measure first all schools, then by group, by phase, by area.
    pub figures: Vec<Figure>,
    /// The rates with nothing hidden, also by school, for those who run the programme.
    #[serde(default)]
    pub unhidden: Vec<Figure>,
    /// Whether the same two leaders came each time, by school, in the order of the groups. Empty if nobody recorded who
    /// came.
    pub leaders: Vec<Leaders>,
    /// Suggested changes to the strengths for the next year. Nothing is changed automatically.
    pub suggestions: Vec<Suggestion>,
    /// Warnings about the tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Issue>,
}

impl Summary {
    /// The summary as indented JSON text that ends with a line feed.
    ///
    /// # Panics
    /// Never: every key in a summary is text.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a summary has no maps");
        text.push('\n');
        text
    }

    /// A rate, if it exists and is not hidden.
    #[must_use]
    pub fn rate(&self, measure: Measure, by: By, value: &str) -> Option<Rate> {
        let is_it = |figure: &&Figure| figure.measure == measure && figure.by == by && figure.value == value;
        self.figures.iter().find(is_it)?.rate
    }
}

/// Summarises the feedback from a calendar's visits.
///
/// # Errors
/// [`Error::Input`] with every issue of both tables: visits that the calendar does not have, schools that are not in the
/// visit's group, unknown schools and areas.
pub fn summarise(
    problem: &Problem,
    calendar: &Calendar,
    feedback: &Feedback,
    options: &SuggestOptions,
) -> Result<Summary, Error> {
    let counts = count(problem, calendar, feedback)?;
    Ok(Summary {
        format: FORMAT.to_owned(),
        problem_sha256: problem.sha256(),
        figures: figures(&counts),
        unhidden: unhidden(&counts),
        leaders: leaders(calendar, feedback),
        suggestions: suggest(problem, calendar, feedback, options),
        warnings: counts.warnings,
    })
}

fn figures(counts: &Counts) -> Vec<Figure> {
    let by_cell = counts.cells();
    let tallies: Vec<&Tally> = by_cell.values().collect();
    let where_is = |is_in: &dyn Fn(&(usize, String)) -> bool| -> BTreeSet<usize> {
        by_cell.keys().enumerate().filter(|(_, key)| is_in(key)).map(|(cell, _)| cell).collect()
    };
    let groups: BTreeSet<usize> = by_cell.keys().map(|key| key.0).collect();
    let mut phases: BTreeSet<&str> = by_cell.keys().map(|key| key.1.as_str()).collect();
    if phases.iter().all(|phase| phase.is_empty()) {
        phases.clear();
    }
    let families: [Family; 3] = [
        vec![where_is(&|_| true)],
        groups.iter().map(|group| where_is(&|key| key.0 == *group)).collect(),
        phases.iter().map(|phase| where_is(&|key| key.1 == *phase)).collect(),
    ];
    let names: [(By, Vec<String>); 3] = [
        (By::Overall, vec![String::new()]),
        (By::Group, groups.iter().map(usize::to_string).collect()),
        (By::Phase, phases.iter().map(|&phase| phase.to_owned()).collect()),
    ];
    let mut figures = Vec::new();
    let mut hidden: Vec<Vec<bool>> = families.iter().map(|family| vec![false; family.len()]).collect();
    for measure in Measure::ALL {
        let cells: Vec<(u64, u64)> = tallies.iter().map(|tally| tally[measure as usize]).collect();
        if cells.iter().all(|cell| cell.1 == 0) {
            continue;
        }
        let is_answer = matches!(measure, Measure::Uses | Measure::PassesOn);
        let telling = if is_answer { Telling::Both } else { Telling::Count };
        // Everybody who came could answer, and everybody who answers is asked both questions. So one measure's total is
        // near the previous measure's count, and a set that was hidden there is hidden here. Neither of the two questions
        // reveals the other.
        let now = hide(&families, &cells, telling, hidden.clone());
        for (((by, names), family), hidden) in names.iter().zip(&families).zip(&now) {
            for ((name, set), hidden) in names.iter().zip(family).zip(hidden) {
                let (count, of) = set.iter().fold((0, 0), |sum, &cell| (sum.0 + cells[cell].0, sum.1 + cells[cell].1));
                let rate = (!hidden).then(|| Rate::new(count, of));
                figures.push(Figure { measure, by: *by, value: name.clone(), rate });
            }
        }
        if is_answer {
            let of = (!now[0][0]).then(|| cells.iter().map(|cell| cell.1).sum());
            figures.extend(by_area(counts, measure, of));
        } else {
            hidden = now;
        }
    }
    figures
}

/// Every rate, with nothing hidden.
fn unhidden(counts: &Counts) -> Vec<Figure> {
    let mut sums: BTreeMap<(usize, By, String), (u64, u64)> = BTreeMap::new();
    for one in &counts.participants {
        let of = [
            (By::Overall, String::new()),
            (By::Group, one.group.to_string()),
            (By::Phase, one.phase.clone()),
            (By::School, one.school.clone()),
        ];
        let tally = one.tally();
        for (by, value) in of {
            for measure in Measure::ALL {
                let sum = sums.entry((measure as usize, by, value.clone())).or_default();
                *sum = (sum.0 + tally[measure as usize].0, sum.1 + tally[measure as usize].1);
            }
        }
    }
    let has_phases = counts.participants.iter().any(|one| !one.phase.is_empty());
    let all = |measure: Measure| sums.get(&(measure as usize, By::Overall, String::new())).map_or(0, |sum| sum.1);
    let mut figures = Vec::new();
    for measure in Measure::ALL.into_iter().filter(|&measure| all(measure) > 0) {
        let of_measure = sums.iter().filter(|((which, by, _), (_, of))| {
            *which == measure as usize && *of > 0 && (*by != By::Phase || has_phases)
        });
        figures.extend(of_measure.map(|((_, by, value), &(count, of))| Figure {
            measure,
            by: *by,
            value: value.clone(),
            rate: Some(Rate::new(count, of)),
        }));
        if matches!(measure, Measure::Uses | Measure::PassesOn) {
            let place = usize::from(measure == Measure::PassesOn);
            let named = counts.areas().into_iter().map(|(area, counts)| (area, counts[place]));
            figures.extend(named.filter(|(_, count)| *count > 0).map(|(value, count)| Figure {
                measure,
                by: By::Area,
                value,
                rate: Some(Rate::new(count, all(measure))),
            }));
        }
    }
    figures
}

/// The rates by area, out of this many participants. If that number is hidden, all of them are hidden.
fn by_area(counts: &Counts, measure: Measure, of: Option<u64>) -> Vec<Figure> {
    let place = usize::from(measure == Measure::PassesOn);
    let areas = counts.areas();
    let named: Vec<(&String, u64)> =
        areas.iter().map(|(area, counts)| (area, counts[place])).filter(|(_, count)| *count > 0).collect();
    let shows = |count: u64| of.filter(|&of| !is_small((count, of), Telling::Both));
    let mut shown: Vec<Option<u64>> = named.iter().map(|(_, count)| shows(*count)).collect();
    // If each participant names one area, the areas add up to the whole. Then a single hidden area could be worked out by
    // subtraction.
    if shown.iter().filter(|of| of.is_none()).count() == 1
        && let Some(next) = (0..named.len()).filter(|&area| shown[area].is_some()).min_by_key(|&area| named[area].1)
    {
        shown[next] = None;
    }
    let figure = |((area, count), of): ((&String, u64), Option<u64>)| Figure {
        measure,
        by: By::Area,
        value: area.clone(),
        rate: of.map(|of| Rate::new(count, of)),
    };
    named.into_iter().zip(shown).map(figure).collect()
}
