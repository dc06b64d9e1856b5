//! What follows from the list of rules: their names, the statements in force, and every question that is put to all of them.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::lookup::ordered;
use crate::rules::statement::Breach;
use crate::rules::{Rule, RuleInForce, Shape};

/// A rule that does not hold, with the schools it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Broken {
    /// The rule.
    pub rule: Rule,
    /// The ids of the schools.
    pub schools: Vec<String>,
    /// What is wrong, in one sentence that names the schools.
    pub message: String,
}

/// The statements in force of a problem, made ready for quick answers.
#[derive(Debug, Clone)]
pub struct Statements {
    all: Vec<RuleInForce>,
    /// The statements over pairs that have to be asked: all but those that list their pairs.
    over_pairs: Vec<RuleInForce>,
    /// The pairs that statements list. Only ever looked up.
    excluded: HashSet<(SchoolIndex, SchoolIndex)>,
    /// The statements that hold for every part of a group, or for none that holds it.
    hereditary: Vec<RuleInForce>,
    /// The statements over whole groups.
    over_groups: Vec<RuleInForce>,
}

impl Statements {
    pub(crate) fn new(all: Vec<RuleInForce>) -> Self {
        let (mut over_pairs, mut excluded) = (Vec::new(), HashSet::new());
        for statement in all.iter().filter(|statement| statement.shape() == Shape::Pair) {
            match statement.excluded() {
                Some(pairs) => excluded.extend(pairs),
                None => over_pairs.push(statement.clone()),
            }
        }
        let of = |shape| all.iter().filter(|statement| statement.shape() == shape).cloned().collect();
        Self { hereditary: of(Shape::Hereditary), over_groups: of(Shape::Group), all, over_pairs, excluded }
    }

    /// All of them, in the order of the list of rules.
    #[must_use]
    pub fn all(&self) -> &[RuleInForce] {
        &self.all
    }

    /// Those that hold for every part of a group, or for none that holds it.
    #[must_use]
    pub fn hereditary(&self) -> &[RuleInForce] {
        &self.hereditary
    }

    /// Those over whole groups.
    #[must_use]
    pub fn over_groups(&self) -> &[RuleInForce] {
        &self.over_groups
    }

    /// Whether two different schools may be in one group, as far as the two decide.
    #[inline]
    #[must_use]
    pub fn permits(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        self.over_pairs.iter().all(|statement| statement.permits(a, b))
            && (self.excluded.is_empty() || !self.excluded.contains(&ordered(a, b)))
            && self.may_grow(&[a, b])
    }

    /// Whether schools that may meet pair by pair may all be in one group. If not, no group that holds them keeps the rules.
    #[inline]
    #[must_use]
    pub fn may_grow(&self, schools: &[SchoolIndex]) -> bool {
        self.hereditary.iter().all(|statement| statement.excess(schools) == 0)
    }

    /// Every statement that one group breaks. `group` holds each school once.
    #[must_use]
    pub fn broken_by_group(&self, facts: &Facts, group: &[SchoolIndex]) -> Vec<Broken> {
        let mut broken = self.broken(Rule::Sizes, facts, group);
        broken.extend(self.broken_by_part(facts, group));
        let rest = self.over_groups.iter().filter(|statement| statement.rule() != Rule::Sizes);
        broken.extend(rest.flat_map(|statement| statement.broken_by_group(facts, group)));
        broken
    }

    fn pairs(&self) -> impl Iterator<Item = &RuleInForce> {
        self.all.iter().filter(|statement| statement.shape() == Shape::Pair)
    }

    fn broken(&self, rule: Rule, facts: &Facts, group: &[SchoolIndex]) -> Vec<Broken> {
        let statements = self.all.iter().filter(|statement| statement.rule() == rule);
        statements.flat_map(|statement| statement.broken_by_group(facts, group)).collect()
    }

    /// Every statement that schools break by being in one group, whoever else joins them.
    #[must_use]
    pub fn broken_by_part(&self, facts: &Facts, part: &[SchoolIndex]) -> Vec<Broken> {
        let mut broken = Vec::new();
        for (place, &a) in part.iter().enumerate() {
            for &b in &part[place + 1..] {
                broken.extend(self.pairs().filter_map(|statement| statement.broken_by_pair(facts, a, b)));
            }
        }
        broken.extend(self.hereditary.iter().flat_map(|statement| statement.broken_by_group(facts, part)));
        broken
    }

    /// Every statement over the plan as a whole that these groups and unmatched schools break.
    #[must_use]
    pub fn broken_by_plan(&self, facts: &Facts, groups: &[Vec<SchoolIndex>], unmatched: &[SchoolIndex]) -> Vec<Broken> {
        self.all.iter().flat_map(|statement| statement.broken_by_plan(facts, groups, unmatched)).collect()
    }
}

impl Broken {
    fn new(facts: &Facts, rule: Rule, breach: Breach) -> Self {
        let ids = breach.schools.iter().map(|&school| facts.school(school).id.clone()).collect();
        Self { rule, schools: ids, message: breach.message }
    }
}

impl RuleInForce {
    /// The stable id: `max_km`, `differ:region`, `apart:2` (the second list as stated).
    #[must_use]
    pub fn id(&self) -> String {
        match self.part() {
            Some(part) => format!("{}:{part}", self.rule()),
            None => self.rule().to_string(),
        }
    }

    /// The breach of two schools, with the rule.
    #[must_use]
    pub fn broken_by_pair(&self, facts: &Facts, a: SchoolIndex, b: SchoolIndex) -> Option<Broken> {
        self.breach_of_pair(facts, a, b).map(|breach| Broken::new(facts, self.rule(), breach))
    }

    /// Every breach of a group, with the rule.
    #[must_use]
    pub fn broken_by_group(&self, facts: &Facts, group: &[SchoolIndex]) -> Vec<Broken> {
        let breaches = self.breaches_of_group(facts, group).into_iter();
        breaches.map(|breach| Broken::new(facts, self.rule(), breach)).collect()
    }

    /// Every breach of a plan, with the rule.
    #[must_use]
    pub fn broken_by_plan(&self, facts: &Facts, groups: &[Vec<SchoolIndex>], unmatched: &[SchoolIndex]) -> Vec<Broken> {
        let breaches = self.breaches_of_plan(facts, groups, unmatched).into_iter();
        breaches.map(|breach| Broken::new(facts, self.rule(), breach)).collect()
    }
}

/// Makes the names, the statements and their questions out of the list.
macro_rules! rules {
    ($($(#[$meta:meta])+ $name:ident($kind:ty), $key:literal, |$rules:ident, $tables:ident| $stated:expr;)+) => {
        /// The name of a rule, as the rules file spells it.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            schemars::JsonSchema,
        )]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[$meta])+ $name,)+
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The dotted key in a problem that states the rule: `rules.max_km`.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)+
                }
            }

            /// The name as the rules file spells it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                let key = self.key();
                key.rsplit('.').next().unwrap_or(key)
            }
        }

        impl std::fmt::Display for Rule {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        /// A statement of a rule that is in force.
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub enum RuleInForce {
            $($(#[$meta])+ $name($kind),)+
        }

        /// Puts a question to the statement, whichever rule it is of.
        macro_rules! ask {
            ($this:expr, $statement:ident => $answer:expr) => {
                match $this {
                    $(RuleInForce::$name($statement) => $answer,)+
                }
            };
        }

        use crate::cohort::Cohort;
        use crate::error::Issue;
        use crate::facts::Facts;
        use crate::ids::SchoolIndex;
        use crate::tables::Tables;
        use statement::{Breach, Statement};
        use structure::Structure;

        impl RuleInForce {
            /// Every statement in force, in the order of the list.
            pub(crate) fn all(facts: &Facts, rules: &Rules) -> Vec<Self> {
                let mut all = Vec::new();
                $({
                    let ($rules, $tables) = (rules, facts.tables());
                    let _ = ($rules, $tables);
                    all.extend(<$kind as Statement>::in_force(facts, &$stated).into_iter().map(Self::$name));
                })+
                all
            }

            /// The issues of the stated rules by themselves.
            pub(crate) fn issues(rules: &Rules, tables: &Tables) -> Vec<Issue> {
                let mut all = Vec::new();
                $({
                    let ($rules, $tables) = (rules, tables);
                    let _ = ($rules, $tables);
                    all.extend(<$kind as Statement>::issues(&$stated, Rule::$name.key()));
                })+
                all
            }

            /// The issues of the stated rules with this cohort and these tables.
            pub(crate) fn needs(cohort: &Cohort, rules: &Rules, tables: &Tables) -> Vec<Issue> {
                let mut all = Vec::new();
                $({
                    let ($rules, $tables) = (rules, tables);
                    let _ = ($rules, $tables);
                    all.extend(<$kind as Statement>::needs(cohort, tables, &$stated, Rule::$name.key()));
                })+
                all
            }

            /// Takes the statement out of the rules and tables that state it.
            pub(crate) fn remove(&self, facts: &Facts, rules: &mut Rules, tables: &mut Tables) {
                match self {
                    $(Self::$name(statement) => {
                        let ($rules, $tables) = (rules, tables);
                        let _ = (&$rules, &$tables);
                        statement.remove(facts, &mut $stated);
                    })+
                }
            }

            /// The rule that it is a statement of.
            #[must_use]
            pub fn rule(&self) -> Rule {
                match self {
                    $(Self::$name(_) => Rule::$name,)+
                }
            }

            /// What has to be known to judge it.
            #[must_use]
            pub fn shape(&self) -> Shape {
                match self {
                    $(Self::$name(_) => <$kind as Statement>::SHAPE,)+
                }
            }

            /// Whether it says how the cohort is cut into groups.
            #[must_use]
            pub fn is_structural(&self) -> bool {
                match self {
                    $(Self::$name(_) => <$kind as Statement>::IS_STRUCTURAL,)+
                }
            }

            /// The next weaker statement, where there is one.
            #[must_use]
            pub fn relaxed(&self, facts: &Facts) -> Option<Self> {
                match self {
                    $(Self::$name(statement) => statement.relaxed(facts).map(Self::$name),)+
                }
            }

            /// The same for some of the schools, in the order given, by which they are numbered again.
            #[must_use]
            pub fn restrict(&self, schools: &[SchoolIndex]) -> Self {
                match self {
                    $(Self::$name(statement) => Self::$name(statement.restrict(schools)),)+
                }
            }

            /// Which of its rule's statements it is.
            #[must_use]
            pub fn part(&self) -> Option<String> {
                ask!(self, statement => statement.part())
            }

            /// Whether it holds unless something else is stated.
            #[must_use]
            pub fn is_default(&self) -> bool {
                ask!(self, statement => statement.is_default())
            }

            /// What it says, as a sentence without a full stop.
            #[must_use]
            pub fn sentence(&self, facts: &Facts) -> String {
                ask!(self, statement => statement.sentence(facts))
            }

            /// Of a pair rule: whether two different schools may be in one group.
            #[inline]
            #[must_use]
            pub fn permits(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
                ask!(self, statement => statement.permits(a, b))
            }

            /// Of a pair rule that excludes few pairs: all of them.
            #[must_use]
            pub fn excluded(&self) -> Option<Vec<(SchoolIndex, SchoolIndex)>> {
                ask!(self, statement => statement.excluded())
            }

            /// Of a rule over groups or parts of them: how far some schools are from keeping it.
            #[inline]
            #[must_use]
            pub fn excess(&self, schools: &[SchoolIndex]) -> u32 {
                ask!(self, statement => statement.excess(schools))
            }

            /// The points that it asks of each member of a group.
            #[must_use]
            pub fn minimum(&self) -> Option<Minimum> {
                ask!(self, statement => statement.minimum())
            }

            /// Whether distance decides.
            #[must_use]
            pub fn is_local(&self) -> bool {
                ask!(self, statement => statement.is_local())
            }

            /// The values of which a group has at most one school each, as numbers; 0 does not count.
            #[must_use]
            pub fn one_of_each(&self) -> Option<&[u32]> {
                ask!(self, statement => statement.one_of_each())
            }

            pub(crate) fn shape_structure(&self, structure: &mut Structure) {
                ask!(self, statement => statement.shape_structure(structure));
            }

            fn breach_of_pair(&self, facts: &Facts, a: SchoolIndex, b: SchoolIndex) -> Option<Breach> {
                ask!(self, statement => statement.breach_of_pair(facts, a, b))
            }

            fn breaches_of_group(&self, facts: &Facts, group: &[SchoolIndex]) -> Vec<Breach> {
                ask!(self, statement => statement.breaches_of_group(facts, group))
            }

            fn breaches_of_plan(
                &self,
                facts: &Facts,
                groups: &[Vec<SchoolIndex>],
                unmatched: &[SchoolIndex],
            ) -> Vec<Breach> {
                ask!(self, statement => statement.breaches_of_plan(facts, groups, unmatched))
            }
        }
    };
}

pub(super) use rules;
