//! The cohort in codes, so that going over all pairs compares numbers and not texts. Private to the check: it shares
//! nothing with the solver's compiled problem but the meaning, which is the model's.

use std::collections::HashMap;

use tercet_model::areas::Profile;
use tercet_model::benefit::closeness::Reach;
use tercet_model::benefit::{Term, novelty, variety};
use tercet_model::ids::SchoolIndex;
use tercet_model::problem::Problem;
use tercet_model::rules::{common_days, max_minutes, no_repeat};
use tercet_model::school::{Location, Value};
use tercet_model::units::{FULL, Points, billionths};

/// Areas are padded to whole blocks, which the compiler turns into vector instructions.
const BLOCK: usize = 16;

/// The code of a blank.
const BLANK: u32 = 0;

/// A problem in codes.
pub(super) struct Coded<'a> {
    problem: &'a Problem,
    /// Bytes per school in `levels` and `weights`.
    width: usize,
    levels: Vec<u8>,
    weights: Vec<u8>,
    /// Per attribute that differs or is the same, the codes of all schools.
    differ: Vec<Vec<u32>>,
    same: Vec<Vec<u32>>,
    locations: Vec<Option<Location>>,
    /// The largest squared distance allowed, in square metres.
    max_squared: Option<i64>,
    /// Per school, the numbers of the lists of `apart` that it stands in, sorted.
    apart: Vec<Vec<u32>>,
    terms: Vec<(CodedTerm, i64)>,
    learn: i64,
}

/// An averaged term: what a school has from each peer apart.
enum CodedTerm {
    Share,
    Variety(Column),
    Likeness(Column),
    Closeness(Reach),
    Novelty { decay: f64 },
    Own,
}

/// An attribute of all schools.
enum Column {
    Text(Vec<u32>),
    Number { values: Vec<Option<i64>>, range: i64 },
}

impl<'a> Coded<'a> {
    pub(super) fn new(problem: &'a Problem) -> Self {
        let width = problem.cohort().areas().len().next_multiple_of(BLOCK);
        let profiles: Vec<&Profile> = problem.indices().map(|school| problem.profile(school)).collect();
        let padded = |bytes: fn(&Profile) -> &[u8]| -> Vec<u8> {
            let pad = |row: &[u8]| row.iter().copied().chain(std::iter::repeat(0)).take(width).collect::<Vec<u8>>();
            profiles.iter().flat_map(|profile| pad(bytes(profile))).collect()
        };
        let codes = |names: &[String]| names.iter().map(|name| codes(problem, name)).collect();
        Self {
            problem,
            width,
            levels: padded(|profile| &profile.levels),
            weights: padded(|profile| &profile.weights),
            differ: codes(problem.differ()),
            same: codes(problem.same()),
            locations: problem.cohort().schools().iter().map(|school| school.location).collect(),
            max_squared: problem.rules().hard.max_km.and_then(billionths).map(max_squared),
            apart: apart(problem),
            terms: problem.term_weights().iter().filter_map(|(term, w)| Some((code(problem, term)?, *w))).collect(),
            learn: problem.term_weights().iter().find(|(term, _)| *term == Term::Learn).map_or(0, |(_, w)| *w),
        }
    }

    /// The thousandths of `learn`.
    pub(super) fn learn_weight(&self) -> i64 {
        self.learn
    }

    /// The levels of a school, padded with zeros.
    pub(super) fn levels(&self, school: usize) -> &[u8] {
        &self.levels[school * self.width..(school + 1) * self.width]
    }

    /// The weights of a school, padded with zeros.
    pub(super) fn weights(&self, school: usize) -> &[u8] {
        &self.weights[school * self.width..(school + 1) * self.width]
    }

    /// Whether no rule over pairs forbids two schools one group.
    pub(super) fn permits(&self, a: usize, b: usize) -> bool {
        self.same.iter().all(|codes| codes[a] == codes[b] || codes[a] == BLANK || codes[b] == BLANK)
            && self.differ.iter().all(|codes| codes[a] != codes[b] || codes[a] == BLANK)
            && self.max_squared.is_none_or(|most| match (self.locations[a], self.locations[b]) {
                (Some(a), Some(b)) => a.squared_metres(b) <= most,
                _ => true,
            })
            && !self.apart[a].iter().any(|list| self.apart[b].contains(list))
            && self.tables_permit(a, b)
    }

    /// The rules that rest on tables, through the problem's own look-ups.
    fn tables_permit(&self, a: usize, b: usize) -> bool {
        let (a, b) = (SchoolIndex::new(a), SchoolIndex::new(b));
        let (hard, tables) = (&self.problem.rules().hard, self.problem.tables());
        hard.max_minutes.is_none_or(|most| max_minutes::permits(self.problem.minutes(a, b), most))
            && hard.common_days.is_none_or(|least| {
                common_days::permits(self.problem.days().in_common(&[a.position(), b.position()].into_iter()), least)
            })
            && hard.no_repeat_years.is_none_or(|years| no_repeat::permits(self.problem.years_since(a, b), years))
            && (tables.forbidden.is_empty() || !self.problem.is_forbidden(a, b))
    }

    /// How many averaged terms count.
    pub(super) fn num_averaged(&self) -> usize {
        self.terms.len()
    }

    /// The thousandths of an averaged term.
    pub(super) fn weight_of(&self, term: usize) -> i64 {
        self.terms[term].1
    }

    /// The points of an averaged term that a school has from one peer.
    pub(super) fn points(&self, term: usize, school: usize, peer: usize) -> Points {
        self.term(&self.terms[term].0, school, peer)
    }

    /// The codes of all schools in an attribute: equal values have equal codes, and a blank has 0.
    pub(super) fn codes(&self, attribute: &str) -> Vec<u32> {
        codes(self.problem, attribute)
    }

    /// The sum over the averaged terms of thousandths times the points that a school has from one peer.
    pub(super) fn averaged(&self, school: usize, peer: usize) -> i64 {
        self.terms.iter().map(|(term, weight)| weight * self.term(term, school, peer)).sum()
    }

    fn term(&self, term: &CodedTerm, school: usize, peer: usize) -> Points {
        let index = |position| SchoolIndex::new(position);
        match term {
            CodedTerm::Share => dot(self.weights(peer), self.levels(school)),
            CodedTerm::Variety(column) => column.variety(school, peer).unwrap_or(0),
            CodedTerm::Likeness(column) => column.variety(school, peer).map_or(0, |points| FULL - points),
            CodedTerm::Closeness(reach) => reach.points(self.locations[school], self.locations[peer]),
            CodedTerm::Novelty { decay } => {
                novelty::points(self.problem.years_since(index(school), index(peer)), *decay)
            }
            CodedTerm::Own => self.problem.own(index(school), index(peer)),
        }
    }
}

impl Column {
    /// `None` where a value is missing.
    fn variety(&self, a: usize, b: usize) -> Option<Points> {
        match self {
            Self::Text(codes) if codes[a] == BLANK || codes[b] == BLANK => None,
            Self::Text(codes) => Some(if codes[a] == codes[b] { 0 } else { FULL }),
            Self::Number { values, range } => Some(variety::number_points(values[a]?, values[b]?, *range)),
        }
    }
}

/// Sum over areas of weight times level: 0 to 10,000.
pub(super) fn dot(weights: &[u8], levels: &[u8]) -> Points {
    let sum: u32 = weights.iter().zip(levels).map(|(&weight, &level)| u32::from(weight) * u32::from(level)).sum();
    Points::from(sum)
}

/// Equal values have equal codes, in the order of the schools; a blank has [`BLANK`].
fn codes(problem: &Problem, attribute: &str) -> Vec<u32> {
    let mut known: HashMap<Key<'_>, u32> = HashMap::new();
    let mut codes = Vec::with_capacity(problem.len());
    for school in problem.cohort().schools() {
        let next = u32::try_from(known.len() + 1).expect("a cohort has fewer than 2^32 schools");
        codes.push(school.attribute(attribute).map_or(BLANK, |value| *known.entry(Key::of(value)).or_insert(next)));
    }
    codes
}

/// A value that can be looked up; equal just where the values are.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Text(&'a str),
    Number(u64),
}

impl<'a> Key<'a> {
    fn of(value: &'a Value) -> Self {
        match value {
            Value::Text(text) => Self::Text(text),
            // Adding zero gives -0 and 0 the same bits; a cohort holds no NaN.
            Value::Number(number) => Self::Number((number + 0.0).to_bits()),
        }
    }
}

fn code(problem: &Problem, term: &Term) -> Option<CodedTerm> {
    let benefit = &problem.rules().benefit;
    match term {
        Term::Learn => None,
        Term::Share => Some(CodedTerm::Share),
        Term::Variety(name) => Some(CodedTerm::Variety(column(problem, name))),
        Term::Likeness(name) => Some(CodedTerm::Likeness(column(problem, name))),
        Term::Closeness => Some(CodedTerm::Closeness(Reach::new(benefit.closeness?.zero_at_km))),
        Term::Novelty => Some(CodedTerm::Novelty { decay: benefit.novelty?.decay }),
        Term::Own => Some(CodedTerm::Own),
    }
}

fn column(problem: &Problem, name: &str) -> Column {
    let schools = problem.cohort().schools();
    if schools.iter().any(|school| school.text(name).is_some()) {
        return Column::Text(codes(problem, name));
    }
    let values = schools.iter().map(|school| school.attribute(name).and_then(Value::billionths)).collect();
    Column::Number { values, range: problem.range(name) }
}

/// The largest whole number of square metres within so many billionths of a km.
fn max_squared(limit: i64) -> i64 {
    let limit = i128::from(limit);
    i64::try_from(limit * limit / 1_000_000_000_000).unwrap_or(i64::MAX)
}

fn apart(problem: &Problem) -> Vec<Vec<u32>> {
    let mut lists = vec![Vec::new(); problem.len()];
    for (number, list) in (0..).zip(&problem.rules().hard.apart) {
        for school in list.iter().filter_map(|id| problem.index(id)) {
            lists[school.position()].push(number);
        }
    }
    lists
}
