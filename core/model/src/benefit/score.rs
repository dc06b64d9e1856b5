//! The scores of pairs, made ready for many of them: what a term that averages over peers gives a school from one peer.

use std::collections::HashMap;
use std::sync::Arc;

use crate::benefit::closeness::Reach;
use crate::benefit::{Benefit, Term, novelty, variety};
use crate::cohort::Kind;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::lookup::Lookup;
use crate::school::{Location, Value};
use crate::units::{FULL, Points};

/// The pair score of a term: 0 to 10,000.
#[derive(Debug, Clone)]
pub struct PairScore(Score);

#[derive(Debug, Clone)]
enum Score {
    Share,
    Variety(Attribute),
    Likeness(Attribute),
    Closeness {
        locations: Arc<[Option<Location>]>,
        reach: Reach,
    },
    /// The pairs that met; all others have everything. Only ever looked up.
    Novelty(Arc<HashMap<(SchoolIndex, SchoolIndex), Points>>),
    Own(Lookup<u16>),
}

/// An attribute in numbers.
#[derive(Debug, Clone)]
enum Attribute {
    Text(Arc<[u32]>),
    Number { values: Arc<[Option<i64>]>, range: i64 },
}

impl PairScore {
    /// The score of a term. None for a term that is no average over peers, which is `learn` alone, or is not stated.
    #[must_use]
    pub fn new(facts: &Facts, benefit: &Benefit, term: &Term) -> Option<Self> {
        let score = match term {
            Term::Learn => return None,
            Term::Share => Score::Share,
            Term::Variety(name) => Score::Variety(Attribute::new(facts, name)),
            Term::Likeness(name) => Score::Likeness(Attribute::new(facts, name)),
            Term::Closeness => Score::Closeness {
                locations: facts.cohort().schools().iter().map(|school| school.location).collect(),
                reach: Reach::new(benefit.closeness?.zero_at_km),
            },
            Term::Novelty => {
                let decay = benefit.novelty?.decay;
                let of_pair = |(a, b)| ((a, b), novelty::points(facts.years_since(a, b), decay));
                let both_ways = facts.pairs_met().into_iter().flat_map(|(a, b)| [(a, b), (b, a)]);
                Score::Novelty(Arc::new(both_ways.map(of_pair).collect()))
            }
            Term::Own => Score::Own(facts.pairs().own.clone()),
        };
        Some(Self(score))
    }

    /// The points of a school from one peer. `share` is asked for what the school's strengths give the peer's needs
    /// ([`share::pair_points`](crate::benefit::share::pair_points)), which callers hold in forms of their own.
    #[inline]
    pub fn points(&self, school: SchoolIndex, peer: SchoolIndex, share: impl FnOnce() -> Points) -> Points {
        match &self.0 {
            Score::Share => share(),
            Score::Variety(attribute) => attribute.variety(school, peer).unwrap_or(0),
            Score::Likeness(attribute) => attribute.variety(school, peer).map_or(0, |points| FULL - points),
            Score::Closeness { locations, reach } => {
                reach.points(locations[school.position()], locations[peer.position()])
            }
            Score::Novelty(met) => met.get(&(school, peer)).copied().unwrap_or(FULL),
            Score::Own(table) => table.points(school, peer),
        }
    }

    /// Whether distance decides.
    #[must_use]
    pub fn is_local(&self) -> bool {
        matches!(self.0, Score::Closeness { .. })
    }
}

impl Attribute {
    fn new(facts: &Facts, name: &str) -> Self {
        match facts.cohort().attributes().get(name) {
            Some(Kind::Number) => {
                let number = |school: &crate::school::School| school.attribute(name).and_then(Value::billionths);
                let values = facts.cohort().schools().iter().map(number).collect();
                Self::Number { values, range: facts.range(name) }
            }
            _ => Self::Text(facts.codes(name).into()),
        }
    }

    /// The variety of two schools; none where a value is missing.
    #[inline]
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
