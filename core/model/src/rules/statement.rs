//! One statement of a rule: the part of a rule that can hold, be broken, be priced and be switched off by itself.
//!
//! `differ = ["region", "trust"]` are two statements, `max_km = 300` is one. Each rule's file has one type of statement, made
//! ready for quick answers: `permits` and `excess` answer in integers and are asked by every engine; `breaches` names the
//! schools and says in a sentence what is broken, from the values as they were stated.

use crate::cohort::Cohort;
use crate::error::Issue;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::rules::structure::Structure;
use crate::tables::Tables;
use crate::units::Points;

/// What has to be known to judge whether a rule is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuleShape {
    /// Two schools: the rule is kept by a group if each pair keeps it.
    Pair,
    /// Any part of a group: once broken by some schools, it is broken by every group that holds them.
    Hereditary,
    /// The whole group: a further school can make the group keep or break it.
    Group,
    /// All groups of a plan.
    Plan,
}

/// What a statement finds broken: the schools, and a sentence that names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// The schools that it is about.
    pub schools: Vec<SchoolIndex>,
    /// What is wrong, in one sentence.
    pub message: String,
}

impl Breach {
    /// A breach by these schools.
    #[must_use]
    pub fn new(schools: &[SchoolIndex], message: String) -> Self {
        Self { schools: schools.to_vec(), message }
    }
}

/// The points that a rule asks of each member of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Minimum {
    /// The least points of learn.
    Learn(Points),
    /// The least points of share.
    Share(Points),
}

/// A statement of a rule. Only what a rule needs is written in its file; the rest has defaults that say "kept".
pub trait Statement: Sized + Clone + std::fmt::Debug {
    /// The value by which the rules file or a table states the rule.
    type Stated: ?Sized;

    /// What has to be known to judge it.
    const SHAPE: RuleShape;

    /// Whether it says how the cohort is cut into groups: then [`Structure`] has it, and a search that builds on the structure need
    /// not ask for its excess.
    const IS_STRUCTURAL: bool = false;

    /// The statements that are in force, in the order in which they are stated.
    fn in_force(facts: &Facts, stated: &Self::Stated) -> Vec<Self>;

    /// Which of the rule's statements it is: `region` of `differ:region`. None where the rule has just one.
    fn part(&self) -> Option<String> {
        None
    }

    /// Whether it holds unless something else is stated.
    fn is_default(&self) -> bool {
        false
    }

    /// What it says, as a sentence without a full stop.
    fn sentence(&self, facts: &Facts) -> String;

    /// Takes the statement out of the value that states it.
    fn remove(&self, facts: &Facts, stated: &mut Self::Stated);

    /// Makes the stated value weaker by this many steps of the unit in which people state it, such as km. False where it can only be
    /// taken out, or where so many steps leave nothing of it.
    fn relax(&self, _stated: &mut Self::Stated, _steps: u32) -> bool {
        false
    }

    /// Issues of the stated value alone: numbers out of range, lists too short. `key` is its dotted path.
    fn issues(_stated: &Self::Stated, _key: &str) -> Vec<Issue> {
        Vec::new()
    }

    /// Issues of the stated value with this cohort and these tables: unknown names, a table or a location that is missing.
    fn needs(_cohort: &Cohort, _tables: &Tables, _stated: &Self::Stated, _key: &str) -> Vec<Issue> {
        Vec::new()
    }

    /// For [`RuleShape::Pair`]: whether two different schools may be in one group.
    fn permits(&self, _a: SchoolIndex, _b: SchoolIndex) -> bool {
        true
    }

    /// For [`RuleShape::Pair`], where the rule excludes few pairs: all of them, the smaller index first. Whoever has them need not ask
    /// [`Statement::permits`].
    fn excluded(&self) -> Option<Vec<(SchoolIndex, SchoolIndex)>> {
        None
    }

    /// For [`RuleShape::Hereditary`] and [`RuleShape::Group`]: how far some schools, one at least, are from keeping it, in schools too
    /// many or too few; 0 if they keep it.
    fn excess(&self, _schools: &[SchoolIndex]) -> u32 {
        0
    }

    /// The same statement for some of the schools, in the order given, by which they are numbered again.
    #[must_use]
    fn restrict(&self, _schools: &[SchoolIndex]) -> Self {
        self.clone()
    }

    /// For a rule that asks as much of each member: the term and the least points.
    fn minimum(&self) -> Option<Minimum> {
        None
    }

    /// Whether distance decides.
    fn is_local(&self) -> bool {
        false
    }

    /// Where a group has at most one school of each value: the values as numbers, 0 where the rule does not count the school.
    fn one_of_each(&self) -> Option<&[u32]> {
        None
    }

    /// Adds what the statement says of how a cohort is cut into groups.
    fn shape_structure(&self, _structure: &mut Structure) {}

    /// For [`RuleShape::Pair`]: the breach of two schools.
    fn breach_of_pair(&self, _facts: &Facts, _a: SchoolIndex, _b: SchoolIndex) -> Option<Breach> {
        None
    }

    /// For [`RuleShape::Hereditary`] and [`RuleShape::Group`]: every breach of a group, which holds each school once.
    fn breaches_of_group(&self, _facts: &Facts, _group: &[SchoolIndex]) -> Vec<Breach> {
        Vec::new()
    }

    /// Every breach of the plan as a whole.
    fn breaches_of_plan(
        &self,
        _facts: &Facts,
        _groups: &[Vec<SchoolIndex>],
        _unmatched: &[SchoolIndex],
    ) -> Vec<Breach> {
        Vec::new()
    }
}
