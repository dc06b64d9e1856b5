//! One statement of a rule: the unit that can be kept, broken, priced and turned off by itself.
//!
//! `differ = ["region", "trust"]` is two statements, and `max_km = 300` is one. Each rule's file has one type of statement,
//! prepared for quick answers. Every engine calls `permits` and `excess`, which answer in integers. `breaches` names the
//! schools and says in a sentence what is broken, with the values as they were stated.

use crate::cohort::Cohort;
use crate::error::Issue;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::rules::structure::Structure;
use crate::tables::Tables;
use crate::units::Points;

/// What is needed to judge whether a rule is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuleShape {
    /// Two schools: a group keeps the rule if every pair keeps it.
    Pair,
    /// Any subset of a group: if some schools break the rule, every group that contains them breaks it.
    Hereditary,
    /// The whole group: one more school can make the group keep the rule or break it.
    Group,
    /// All groups of a plan.
    Plan,
}

/// A breach of a statement: the schools, and a sentence that names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// The schools that the breach is about.
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

/// The points that a rule requires of each member of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Minimum {
    /// The least points of `learn`.
    Learn(Points),
    /// The least points of `share`.
    Share(Points),
}

/// A statement of a rule. A rule's file writes only what the rule needs. By default, a statement is kept.
pub trait Statement: Sized + Clone + std::fmt::Debug {
    /// The value with which the rules file or a table states the rule.
    type Stated: ?Sized;

    /// What is needed to judge the rule.
    const SHAPE: RuleShape;

    /// Whether the statement says how the cohort is divided into groups. Then [`Structure`] has it, and a search that uses
    /// the structure need not compute the excess.
    const IS_STRUCTURAL: bool = false;

    /// The statements in force, in the order in which they are stated.
    fn in_force(facts: &Facts, stated: &Self::Stated) -> Vec<Self>;

    /// The part of the id that distinguishes the rule's statements: `region` in `differ:region`. `None` if the rule has
    /// only one statement.
    fn part(&self) -> Option<String> {
        None
    }

    /// Whether the statement is a default.
    fn is_default(&self) -> bool {
        false
    }

    /// The statement as a sentence without a full stop.
    fn sentence(&self, facts: &Facts) -> String;

    /// Removes the statement from the value that states it.
    fn remove(&self, facts: &Facts, stated: &mut Self::Stated);

    /// Makes the stated value weaker by this many steps of the unit in which people state it, such as km. False where it can only be
    /// taken out, or where that many steps would switch it off.
    fn relax(&self, _stated: &mut Self::Stated, _steps: u32) -> bool {
        false
    }

    /// The issues of the stated value alone: numbers out of range, lists that are too short. `key` is its dotted path.
    fn issues(_stated: &Self::Stated, _key: &str) -> Vec<Issue> {
        Vec::new()
    }

    /// The issues of the stated value with this cohort and these tables: unknown names, a missing table, a missing
    /// location.
    fn needs(_cohort: &Cohort, _tables: &Tables, _stated: &Self::Stated, _key: &str) -> Vec<Issue> {
        Vec::new()
    }

    /// For [`RuleShape::Pair`]: whether two different schools may be in one group.
    fn permits(&self, _a: SchoolIndex, _b: SchoolIndex) -> bool {
        true
    }

    /// For [`RuleShape::Pair`], if the rule excludes few pairs: all of these pairs, with the smaller index first. A caller
    /// that has them need not call [`Statement::permits`].
    fn excluded(&self) -> Option<Vec<(SchoolIndex, SchoolIndex)>> {
        None
    }

    /// For [`RuleShape::Hereditary`] and [`RuleShape::Group`]: how far some schools (at least one) are from keeping the
    /// rule, as the number of schools too many or too few; 0 if they keep it.
    fn excess(&self, _schools: &[SchoolIndex]) -> u32 {
        0
    }

    /// The same statement for some of the schools. The schools get new numbers in the given order.
    #[must_use]
    fn restrict(&self, _schools: &[SchoolIndex]) -> Self {
        self.clone()
    }

    /// For a rule that requires the same of each member: the term and the least points.
    fn minimum(&self) -> Option<Minimum> {
        None
    }

    /// Whether the statement depends on distance.
    fn is_local(&self) -> bool {
        false
    }

    /// If a group has at most one school of each value: the values as numbers, with 0 if the rule does not count the
    /// school.
    fn one_of_each(&self) -> Option<&[u32]> {
        None
    }

    /// Adds what the statement says about how a cohort is divided into groups.
    fn shape_structure(&self, _structure: &mut Structure) {}

    /// For [`RuleShape::Pair`]: the breach of two schools.
    fn breach_of_pair(&self, _facts: &Facts, _a: SchoolIndex, _b: SchoolIndex) -> Option<Breach> {
        None
    }

    /// For [`RuleShape::Hereditary`] and [`RuleShape::Group`]: every breach of a group. The group lists each school once.
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
