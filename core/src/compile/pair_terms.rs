//! The benefit terms that average a pair score over the peers, in codes and numbers.

use crate::compile::lanes::Lanes;
use crate::compile::pair_rules::intern;
use crate::ids::SchoolIndex;
use crate::model::benefit::closeness::Reach;
use crate::model::benefit::{Term, novelty, variety};
use crate::model::cohort::Kind;
use crate::model::lookup::Lookup;
use crate::model::problem::Problem;
use crate::model::school::Location;
use crate::units::{FULL, Points};

/// One averaged term with its weight in thousandths.
#[derive(Debug, Clone)]
pub struct PairTerm {
    /// The weight.
    pub weight: i64,
    score: Score,
}

/// How a pair is scored.
#[derive(Debug, Clone)]
enum Score {
    Share,
    Variety(Attribute),
    Likeness(Attribute),
    Closeness { locations: Vec<Option<Location>>, reach: Reach },
    Table(Box<Table>),
    Own(Box<Lookup<u16>>),
}

/// An attribute in numbers.
#[derive(Debug, Clone)]
enum Attribute {
    Text(Vec<u32>),
    Number { values: Vec<Option<i64>>, range: i64 },
}

/// Scores that stand in a table: `default` where there is no entry. Only ever looked up.
#[derive(Debug, Clone)]
struct Table {
    entries: std::collections::HashMap<(SchoolIndex, SchoolIndex), Points>,
    default: Points,
}

impl PairTerm {
    /// The averaged terms of a problem, in term order.
    #[must_use]
    pub fn all(problem: &Problem) -> Vec<Self> {
        (problem.term_weights().iter())
            .filter_map(|(term, weight)| Some(Self { weight: *weight, score: Score::new(problem, term)? }))
            .collect()
    }

    /// The pair score: 0 to 10,000.
    #[must_use]
    pub fn points(&self, lanes: &Lanes, school: SchoolIndex, peer: SchoolIndex) -> Points {
        match &self.score {
            Score::Share => lanes.share(school.position(), peer.position()),
            Score::Variety(attribute) => attribute.variety(school, peer).unwrap_or(0),
            Score::Likeness(attribute) => attribute.variety(school, peer).map_or(0, |points| FULL - points),
            Score::Closeness { locations, reach } => {
                reach.points(locations[school.position()], locations[peer.position()])
            }
            Score::Own(table) => table.points(school, peer),
            Score::Table(table) => *table.entries.get(&(school, peer)).unwrap_or(&table.default),
        }
    }
}

impl Score {
    fn new(problem: &Problem, term: &Term) -> Option<Self> {
        let benefit = &problem.rules().benefit;
        Some(match term {
            Term::Learn => return None,
            Term::Share => Self::Share,
            Term::Variety(name) => Self::Variety(Attribute::new(problem, name)),
            Term::Likeness(name) => Self::Likeness(Attribute::new(problem, name)),
            Term::Closeness => Self::Closeness {
                locations: problem.cohort().schools().iter().map(|school| school.location).collect(),
                reach: Reach::new(benefit.closeness?.zero_at_km),
            },
            Term::Novelty => Self::Table(Box::new(Table::novelty(problem, benefit.novelty?.decay))),
            Term::Own => Self::Own(Box::new(problem.pairs().own.clone())),
        })
    }
}

impl Attribute {
    fn new(problem: &Problem, name: &str) -> Self {
        match problem.cohort().attributes().get(name) {
            Some(Kind::Number) => Self::Number {
                values: (problem.cohort().schools().iter())
                    .map(|school| school.attribute(name).and_then(crate::model::school::Value::billionths))
                    .collect(),
                range: problem.range(name),
            },
            _ => Self::Text(intern(problem, |school| school.attribute(name))),
        }
    }

    /// The variety of two schools, or `None` where a value is missing.
    fn variety(&self, a: SchoolIndex, b: SchoolIndex) -> Option<Points> {
        match self {
            Self::Text(codes) => match (codes[a.position()], codes[b.position()]) {
                (0, _) | (_, 0) => None,
                (x, y) => Some(if x == y { 0 } else { FULL }),
            },
            Self::Number { values, range } => {
                let (x, y) = (values[a.position()]?, values[b.position()]?);
                Some(variety::number_points(x, y, *range))
            }
        }
    }
}

impl Table {
    fn novelty(problem: &Problem, decay: f64) -> Self {
        let mut table = Self { entries: std::collections::HashMap::new(), default: FULL };
        for past in &problem.tables().history {
            let present: Vec<SchoolIndex> = past.schools.iter().filter_map(|id| problem.index(id)).collect();
            for &a in &present {
                for &b in present.iter().filter(|&&b| b != a) {
                    table.entries.insert((a, b), novelty::points(problem.years_since(a, b), decay));
                }
            }
        }
        table
    }
}
