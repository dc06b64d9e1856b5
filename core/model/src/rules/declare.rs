//! How the list of rules is declared: each entry supplies the rule's name, key, reader and all its functions.

/// Makes the names, the statements and their functions from the list.
macro_rules! rules {
    (
        hard { $($(#[doc = $hard_doc:literal])+ $hard:ident($hard_kind:ty) $field:ident: $type:ty $([$attribute:meta])*;)+ }
        $(others { $($other:tt)+ })?
    ) => {
        $crate::format::tree::keyed! {
            /// The hard rules.
            #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, schemars::JsonSchema)]
            #[serde(default, deny_unknown_fields)]
            #[non_exhaustive]
            pub struct HardRules {
                $($(#[doc = $hard_doc])+ $(#[$attribute])* pub $field: $type,)+
            }
        }

        declare::rules! {
            @all
            $($($other)+)?
            $($(#[doc = $hard_doc])+ $hard($hard_kind), concat!("rules.", stringify!($field)), |rules, _tables| rules.hard.$field;)+
        }
    };
    (@all $($(#[doc = $doc:literal])+ $name:ident($kind:ty), $key:expr, |$rules:ident, $tables:ident| $stated:expr;)+) => {
        /// The name of a rule, as the rules file spells it.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            schemars::JsonSchema,
        )]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[doc = $doc])+ $name,)+
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

            /// What is needed to judge the rule.
            #[must_use]
            pub fn shape(self) -> RuleShape {
                match self {
                    $(Self::$name => <$kind as Statement>::SHAPE,)+
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

        /// A statement of a rule in force.
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub enum RuleInForce {
            $($(#[doc = $doc])+ $name($kind),)+
        }

        /// Calls a function of the statement, whichever rule it belongs to.
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

            /// Removes the statement from the rules or tables that state it.
            pub(crate) fn remove(&self, facts: &Facts, rules: &mut Rules, tables: &mut Tables) {
                match self {
                    $(Self::$name(statement) => {
                        let ($rules, $tables) = (rules, tables);
                        let _ = (&$rules, &$tables);
                        statement.remove(facts, &mut $stated);
                    })+
                }
            }

            /// Makes the statement weaker where it is stated, by this many steps of its unit. False where that is not possible.
            pub(crate) fn relax(&self, rules: &mut Rules, tables: &mut Tables, steps: u32) -> bool {
                match self {
                    $(Self::$name(statement) => {
                        let ($rules, $tables) = (rules, tables);
                        let _ = (&$rules, &$tables);
                        statement.relax(&mut $stated, steps)
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

            /// What is needed to judge the statement.
            #[must_use]
            pub fn shape(&self) -> RuleShape {
                self.rule().shape()
            }

            /// Whether the statement says how the cohort is divided into groups.
            #[must_use]
            pub fn is_structural(&self) -> bool {
                match self {
                    $(Self::$name(_) => <$kind as Statement>::IS_STRUCTURAL,)+
                }
            }

            /// The same for some of the schools, in the order given, by which they are numbered again.
            #[must_use]
            pub fn restrict(&self, schools: &[SchoolIndex]) -> Self {
                match self {
                    $(Self::$name(statement) => Self::$name(statement.restrict(schools)),)+
                }
            }

            /// The part of the id that distinguishes this statement from others of its rule.
            #[must_use]
            pub fn part(&self) -> Option<String> {
                ask!(self, statement => statement.part())
            }

            /// Whether the statement is a default.
            #[must_use]
            pub fn is_default(&self) -> bool {
                ask!(self, statement => statement.is_default())
            }

            /// The statement as a sentence without a full stop.
            #[must_use]
            pub fn sentence(&self, facts: &Facts) -> String {
                ask!(self, statement => statement.sentence(facts))
            }

            /// For a rule over pairs: whether two different schools may be in one group.
            #[inline]
            #[must_use]
            pub fn permits(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
                ask!(self, statement => statement.permits(a, b))
            }

            /// For a rule over pairs that excludes few pairs: all of these pairs.
            #[must_use]
            pub fn excluded(&self) -> Option<Vec<(SchoolIndex, SchoolIndex)>> {
                ask!(self, statement => statement.excluded())
            }

            /// For a rule over groups or subsets of groups: how far some schools are from keeping it.
            #[inline]
            #[must_use]
            pub fn excess(&self, schools: &[SchoolIndex]) -> u32 {
                ask!(self, statement => statement.excess(schools))
            }

            /// The points that the statement requires of each member of a group.
            #[must_use]
            pub fn minimum(&self) -> Option<Minimum> {
                ask!(self, statement => statement.minimum())
            }

            /// Whether the statement depends on distance.
            #[must_use]
            pub fn is_local(&self) -> bool {
                ask!(self, statement => statement.is_local())
            }

            /// If a group has at most one school of each value: the values as numbers. 0 does not count.
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
