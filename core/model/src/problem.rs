//! The problem: a cohort, the rules and the tables, checked against one another.

use std::sync::Arc;

use crate::areas::Profile;
use crate::benefit::Term;
use crate::cohort::Cohort;
use crate::days::DaySets;
use crate::error::{Error, Issue, Issues, Severity};
use crate::facts::{Facts, Pairs};
use crate::ids::SchoolIndex;
use crate::near;
use crate::rules::statements::Statements;
use crate::rules::structure::Structure;
use crate::rules::{Rule, RuleInForce, Rules};
use crate::school::School;
use crate::tables::Tables;
use crate::units::Points;
use crate::validate;

mod fingerprint;
mod judging;

/// A problem to solve. Once built, it is consistent: every name is known, every number is in range, and no two rules
/// obviously contradict each other.
///
/// Serde writes and reads it in the published format `tercet-problem/1`. Reading builds the problem, so it is checked.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::{Cohort, Problem, Rules, School};
/// let schools = ["A", "B", "C"].map(|id| School::new(id, id).with_strength("reading", 4.0).with_need("reading", 1.0));
/// let cohort = Cohort::new(schools.to_vec(), vec!["reading".to_owned()])?;
/// let problem = Problem::new(cohort, Rules::default())?;
/// assert_eq!(problem.len(), 3);
///
/// let sent = serde_json::to_string(&problem).expect("every problem can be written");
/// let received: Problem = serde_json::from_str(&sent).expect("and read");
/// assert_eq!(received.sha256(), problem.sha256());
/// # Ok::<(), tercet::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Problem {
    facts: Facts,
    rules: Rules,
    in_force: Arc<Statements>,
    structure: Structure,
    term_weights: Vec<(Term, i64)>,
    warnings: Vec<Issue>,
}

impl Problem {
    /// A problem without tables.
    ///
    /// # Errors
    /// [`Error::Input`] with every issue found.
    pub fn new(cohort: Cohort, rules: Rules) -> Result<Self, Error> {
        Self::with_tables(cohort, rules, Tables::default())
    }

    /// A problem with tables: past groups, forbidden pairs, travel times, own points, usable days.
    ///
    /// # Errors
    /// [`Error::Input`] with every issue found.
    pub fn with_tables(cohort: Cohort, rules: Rules, tables: Tables) -> Result<Self, Error> {
        let mut issues = Issues::default();
        issues.extend(cohort.warnings().to_vec());
        issues.extend(validate::stated(&cohort, &rules, &tables));
        // The search for contradictions runs even if names or numbers are wrong, so that the user sees all issues together.
        // It treats wrong values as not declared, so its warnings would be misleading.
        let only_errors = issues.has_errors();
        let mut problem = Self::resolve(cohort, rules, tables);
        let found = validate::resolved(&problem.facts, &problem.rules, &problem.in_force, &problem.structure);
        issues.extend(found.into_iter().filter(|issue| !only_errors || issue.severity == Severity::Error));
        problem.warnings = issues.finish()?;
        Ok(problem)
    }

    fn resolve(cohort: Cohort, rules: Rules, tables: Tables) -> Self {
        let facts = Facts::new(cohort, tables, rules.scale.strength, rules.labels.clone());
        let in_force = RuleInForce::all(&facts, &rules);
        let mut structure = Structure::default();
        for statement in &in_force {
            statement.shape_structure(&mut structure);
        }
        let term_weights = rules.benefit.thousandths();
        Self {
            facts,
            rules,
            in_force: Arc::new(Statements::new(in_force)),
            structure,
            term_weights,
            warnings: Vec::new(),
        }
    }

    /// The facts that the rules and benefit terms read.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The statements of rules in force, in the order of the list of rules.
    ///
    /// ```
    /// # use tercet_model as tercet;
    /// use tercet::{Cohort, Problem, Rules, School};
    /// let schools = ["A", "B", "C"].map(|id| School::new(id, id).with_attribute("region", "London"));
    /// let mut rules = Rules::default();
    /// rules.hard.max_km = None;
    /// let problem = Problem::new(Cohort::new(schools.to_vec(), Vec::new())?, rules)?;
    /// let ids: Vec<String> = problem.rules_in_force().iter().map(|statement| statement.id()).collect();
    /// assert_eq!(ids, ["sizes", "differ:region", "unmatched"]);
    ///
    /// let relaxed = problem.without("differ:region")?;
    /// assert!(relaxed.rules_in_force().iter().all(|statement| statement.id() != "differ:region"));
    /// # Ok::<(), tercet::Error>(())
    /// ```
    #[must_use]
    pub fn rules_in_force(&self) -> &[RuleInForce] {
        self.in_force.all()
    }

    /// The statements of rules in force, sorted by what is needed to judge them.
    #[must_use]
    pub fn statements(&self) -> &Arc<Statements> {
        &self.in_force
    }

    /// The attributes of a rule's statements, such as those in which the schools of a group differ.
    pub fn attributes_of(&self, rule: Rule) -> impl Iterator<Item = String> {
        self.rules_in_force().iter().filter(move |statement| statement.rule() == rule).filter_map(RuleInForce::part)
    }

    /// What the rules say about how the cohort is divided into groups.
    #[must_use]
    pub fn structure(&self) -> &Structure {
        &self.structure
    }

    /// The same problem without one statement of a rule. Its id ([`RuleInForce::id`]) names the statement. Without `sizes`,
    /// every supported size is allowed. Without `unmatched`, any school may be left out at no price.
    ///
    /// # Errors
    /// [`Error::Options`] if no statement in force has this id. The message lists the ids that exist.
    pub fn without(&self, id: &str) -> Result<Self, Error> {
        self.without_all(&[id.to_owned()])
    }

    /// The same problem without several statements of rules. As [`Problem::without`] for each; ids are those of this problem.
    ///
    /// # Errors
    /// As [`Problem::without`].
    pub fn without_all(&self, ids: &[String]) -> Result<Self, Error> {
        let mut statements: Vec<&RuleInForce> = Vec::new();
        for id in ids {
            statements.push(self.rule_in_force(id)?);
        }
        let place = |of: &RuleInForce| self.rules_in_force().iter().position(|other| std::ptr::eq(other, of));
        // From the last to the first, because a list that is taken out moves those after it.
        statements.sort_by_key(|statement| std::cmp::Reverse(place(statement)));
        statements.dedup_by_key(|statement| place(statement));
        let (mut rules, mut tables) = (self.rules.clone(), self.tables().clone());
        for statement in statements {
            statement.remove(&self.facts, &mut rules, &mut tables);
        }
        Self::with_tables(self.cohort().clone(), rules, tables)
    }

    /// The same problem with one statement weaker by this many steps of the unit in which people state it: km, minutes, percent, days,
    /// years or schools. `None` where the statement can only be taken out, or where that many steps would switch it off.
    ///
    /// ```
    /// # use tercet_model as tercet;
    /// use tercet::{Cohort, Problem, Rules, School};
    /// let schools = ["A", "B"].map(|id| School::new(id, id).with_location(400_000, 300_000));
    /// let problem = Problem::new(Cohort::new(schools.to_vec(), Vec::new())?, Rules::default())?;
    /// let near = problem.with(|rules| rules.hard.max_km = Some(99.5))?;
    /// let wider = near.relaxed("max_km", 1)?.expect("a distance can grow");
    /// assert_eq!(wider.rules().hard.max_km, Some(100.0));
    /// # Ok::<(), tercet::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Problem::without`].
    pub fn relaxed(&self, id: &str, steps: u32) -> Result<Option<Self>, Error> {
        let (mut rules, mut tables) = (self.rules.clone(), self.tables().clone());
        if !self.rule_in_force(id)?.relax(&mut rules, &mut tables, steps) {
            return Ok(None);
        }
        Self::with_tables(self.cohort().clone(), rules, tables).map(Some)
    }

    /// The statement in force with an id.
    ///
    /// # Errors
    /// [`Error::Options`] if no statement in force has this id, with those that are.
    pub fn rule_in_force(&self, id: &str) -> Result<&RuleInForce, Error> {
        self.rules_in_force().iter().find(|statement| statement.id() == id).ok_or_else(|| {
            let ids: Vec<String> = self.rules_in_force().iter().map(RuleInForce::id).collect();
            let hint = near::hint(id, ids.iter().map(String::as_str));
            let known = ids.join(", ");
            Error::Options(format!("no rule in force has the id {id:?}{hint}; in force: {known}"))
        })
    }

    /// The same problem under other rules. `change` receives the stated rules.
    ///
    /// ```
    /// # use tercet_model as tercet;
    /// use tercet::{Cohort, Problem, Rules, School};
    /// let schools = ["A", "B"].map(|id| School::new(id, id).with_location(400_000, 300_000));
    /// let problem = Problem::new(Cohort::new(schools.to_vec(), Vec::new())?, Rules::default())?;
    /// let nearer = problem.with(|rules| rules.hard.max_km = Some(100.0))?;
    /// assert_eq!(nearer.rules().hard.max_km, Some(100.0));
    /// # Ok::<(), tercet::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] with every issue of the changed rules.
    pub fn with(&self, change: impl FnOnce(&mut Rules)) -> Result<Self, Error> {
        let mut rules = self.rules.clone();
        change(&mut rules);
        Self::with_tables(self.cohort().clone(), rules, self.tables().clone())
    }

    /// The cohort.
    #[must_use]
    pub fn cohort(&self) -> &Cohort {
        self.facts.cohort()
    }

    /// The rules as stated.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The tables as stated.
    #[must_use]
    pub fn tables(&self) -> &Tables {
        self.facts.tables()
    }

    /// The number of schools.
    #[must_use]
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether there are no schools. Always false, because a problem has schools.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Every school's index, in id order.
    pub fn indices(&self) -> impl Iterator<Item = SchoolIndex> + use<> {
        self.facts.indices()
    }

    /// A school.
    #[must_use]
    pub fn school(&self, school: SchoolIndex) -> &School {
        self.facts.school(school)
    }

    /// The index of the school with this id.
    #[must_use]
    pub fn index(&self, id: &str) -> Option<SchoolIndex> {
        self.facts.index(id)
    }

    /// The school that a person means: by its id, or by its name in any case if only one school has the name.
    ///
    /// ```
    /// # use tercet_model as tercet;
    /// use tercet::{Cohort, Problem, Rules, School};
    /// let schools = [School::new("01", "Ash Lane Primary"), School::new("02", "Birch Primary")];
    /// let problem = Problem::new(Cohort::new(schools.to_vec(), Vec::new())?, Rules::default())?;
    /// assert_eq!(problem.find("ash lane primary")?, problem.find("01")?);
    /// assert!(problem.find("Ash Lane Primry").expect_err("no such school").to_string().contains("did you mean"));
    /// # Ok::<(), tercet::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Options`] if no school or more than one is meant, with the ids or names that come near.
    pub fn find(&self, given: &str) -> Result<SchoolIndex, Error> {
        if let Some(school) = self.index(given) {
            return Ok(school);
        }
        let wanted = given.trim().to_lowercase();
        let named = |school: &SchoolIndex| self.school(*school).display_name().to_lowercase() == wanted;
        let found: Vec<SchoolIndex> = self.indices().filter(named).collect();
        match found.as_slice() {
            [one] => Ok(*one),
            [] => {
                let schools = || self.cohort().schools().iter();
                let known = schools().map(|school| school.id.as_str()).chain(schools().map(School::display_name));
                let hint = near::hint(given, known);
                let hint = if hint.is_empty() { "; give an id or a name".to_owned() } else { hint };
                Err(Error::Options(format!("the cohort has no school {given:?}{hint}")))
            }
            several => {
                let ids: Vec<&str> = several.iter().map(|&school| self.school(school).id.as_str()).collect();
                let count = several.len();
                Err(Error::Options(format!(
                    "{count} schools are named {given:?}; give one of the ids {}",
                    ids.join(", ")
                )))
            }
        }
    }

    /// The names of schools, for a message.
    #[must_use]
    pub fn names(&self, schools: &[SchoolIndex]) -> String {
        self.facts.names(schools)
    }

    /// A school's strengths and needs in whole percent.
    #[must_use]
    pub fn profile(&self, school: SchoolIndex) -> &Profile {
        self.facts.profile(school)
    }

    /// The position of an area in every profile.
    #[must_use]
    pub fn area(&self, name: &str) -> Option<usize> {
        self.facts.area(name)
    }

    /// The benefit terms with a weight, with thousandths that sum to 1,000.
    #[must_use]
    pub fn term_weights(&self) -> &[(Term, i64)] {
        &self.term_weights
    }

    /// An attribute's largest number in the cohort minus its smallest, in billionths; 0 for text.
    #[must_use]
    pub fn range(&self, attribute: &str) -> i64 {
        self.facts.range(attribute)
    }

    /// The sets of schools that must be together. They are disjoint, because overlapping lists become one set, and each is
    /// sorted.
    #[must_use]
    pub fn together(&self) -> &[Vec<SchoolIndex>] {
        &self.structure.together
    }

    /// The locked groups, each sorted.
    #[must_use]
    pub fn locked(&self) -> &[Vec<SchoolIndex>] {
        &self.structure.locked
    }

    /// The number of years since two schools were last in one group, at least 1; `None` if they never were.
    #[must_use]
    pub fn years_since(&self, a: SchoolIndex, b: SchoolIndex) -> Option<u32> {
        self.facts.years_since(a, b)
    }

    /// Whether the analyst forbids this pair.
    #[must_use]
    pub fn is_forbidden(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        self.facts.is_forbidden(a, b)
    }

    /// How many pairs of the cohort's schools the analyst forbids.
    #[must_use]
    pub fn num_forbidden(&self) -> usize {
        self.facts.num_forbidden()
    }

    /// The travel time between two schools in minutes, if the table has it.
    #[must_use]
    pub fn minutes(&self, a: SchoolIndex, b: SchoolIndex) -> Option<u32> {
        self.facts.minutes(a, b)
    }

    /// The usable days of the schools, as their table has them.
    #[must_use]
    pub fn days(&self) -> &DaySets {
        self.facts.days()
    }

    /// The analyst's own points for a school from a peer.
    #[must_use]
    pub fn own(&self, school: SchoolIndex, peer: SchoolIndex) -> Points {
        self.facts.own(school, peer)
    }

    /// The tables over pairs, by index.
    #[doc(hidden)]
    #[must_use]
    pub fn pairs(&self) -> &Pairs {
        self.facts.pairs()
    }

    /// The warnings about the problem.
    #[must_use]
    pub fn warnings(&self) -> &[Issue] {
        &self.warnings
    }

    /// The fingerprint of the problem: the SHA-256 of its canonical JSON, in hexadecimal. The order of schools, the file,
    /// the row numbers, and the layout and order of tables over pairs do not affect it.
    #[must_use]
    pub fn sha256(&self) -> String {
        fingerprint::sha256(self)
    }
}
