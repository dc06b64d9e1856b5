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
use crate::near_values;
use crate::rules::statements::Statements;
use crate::rules::structure::Structure;
use crate::rules::{Rule, RuleInForce, Rules, differ, same};
use crate::school::School;
use crate::tables::Tables;
use crate::units::Points;
use crate::validate;

mod fingerprint;
mod judging;

/// What is to be solved. Once built it is consistent: every name is known, every number in range, no two rules
/// contradict one another on their face.
///
/// Written and read by serde it has the published format `tercet-problem/1`, and is built, and so checked, on the way in.
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

    /// A problem with past groupings, forbidden pairs, travel times or an own pair benefit.
    ///
    /// # Errors
    /// [`Error::Input`] with every issue found.
    pub fn with_tables(cohort: Cohort, mut rules: Rules, tables: Tables) -> Result<Self, Error> {
        let mut issues = Issues::default();
        issues.extend(cohort.warnings().iter().chain(&tables.notes.0).cloned());
        let mut merging = Vec::new();
        let cohort = near_values::merged(cohort, &mut rules, &mut merging);
        issues.extend(merging.into_iter().map(|issue| rules.origin.place(issue)));
        issues.extend(validate::stated(&cohort, &rules, &tables));
        // Contradictions are looked for even where names or numbers are wrong, so that all of it is said at once. What is
        // wrong counts as not declared there, so warnings would say what is not so.
        let only_errors = issues.has_errors();
        let mut problem = Self::resolve(cohort, rules, tables);
        let found = validate::resolved(&problem.facts, &problem.rules, &problem.in_force, &problem.structure);
        issues.extend(found.into_iter().filter(|issue| !only_errors || issue.severity == Severity::Error));
        problem.warnings = issues.finish()?;
        // Whoever reads only the first ones reads those that may change the plan.
        problem.warnings.sort_by_key(|issue| issue.code.is_note());
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

    /// The facts that the rules and terms read.
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

    /// The statements of rules in force, apart by what has to be known to judge them.
    #[must_use]
    pub fn statements(&self) -> &Arc<Statements> {
        &self.in_force
    }

    /// The attributes that a rule has statements on, such as those in which the schools of a group differ.
    pub fn attributes_of(&self, rule: Rule) -> impl Iterator<Item = String> {
        self.rules_in_force().iter().filter(move |statement| statement.rule() == rule).filter_map(RuleInForce::part)
    }

    /// The default statements that are not in force because the cohort has no such column: the rule and the attribute.
    ///
    /// ```
    /// # use tercet_model as tercet;
    /// use tercet::model::rules::Rule;
    /// use tercet::{Cohort, Problem, Rules, School};
    /// let schools = ["A", "B", "C"].map(|id| School::new(id, id).with_attribute("region", "London"));
    /// let problem = Problem::new(Cohort::new(schools.to_vec(), Vec::new())?, Rules::default())?;
    /// assert_eq!(problem.defaults_off(), [(Rule::Differ, "trust"), (Rule::Same, "phase")]);
    /// # Ok::<(), tercet::Error>(())
    /// ```
    #[must_use]
    pub fn defaults_off(&self) -> Vec<(Rule, &'static str)> {
        let hard = &self.rules.hard;
        let differ = hard.differ.is_none().then_some((Rule::Differ, differ::DEFAULT.as_slice()));
        let same = hard.same.is_none().then_some((Rule::Same, same::DEFAULT.as_slice()));
        let defaults = differ.into_iter().chain(same);
        let all = defaults.flat_map(|(rule, names)| names.iter().map(move |&name| (rule, name)));
        all.filter(|(_, name)| !self.cohort().has_attribute(name)).collect()
    }

    /// What the rules say of how the cohort is cut into groups.
    #[must_use]
    pub fn structure(&self) -> &Structure {
        &self.structure
    }

    /// The same problem without one statement of a rule, named by its id ([`RuleInForce::id`]). Without `sizes` every supported
    /// size is allowed; without `unmatched` a school may be left out at no price.
    ///
    /// # Errors
    /// [`Error::Options`] where no statement in force has this id, with those that are.
    pub fn without(&self, id: &str) -> Result<Self, Error> {
        let Some(statement) = self.rules_in_force().iter().find(|statement| statement.id() == id) else {
            let ids: Vec<String> = self.rules_in_force().iter().map(RuleInForce::id).collect();
            let hint = near::hint(id, ids.iter().map(String::as_str));
            let known = ids.join(", ");
            return Err(Error::Options(format!("no rule in force has the id {id:?}{hint}; in force: {known}")));
        };
        let (mut rules, mut tables) = (self.rules.clone(), self.tables().clone());
        statement.remove(&self.facts, &mut rules, &mut tables);
        Self::with_tables(self.cohort().clone(), rules, tables)
    }

    /// The same problem under other rules: `change` is given the rules as stated.
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

    /// How many schools there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether there is no school; never, once built.
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

    /// The benefit terms that count, with thousandths that sum to 1,000.
    #[must_use]
    pub fn term_weights(&self) -> &[(Term, i64)] {
        &self.term_weights
    }

    /// Largest less smallest number of an attribute over the cohort, in billionths; 0 for text.
    #[must_use]
    pub fn range(&self, attribute: &str) -> i64 {
        self.facts.range(attribute)
    }

    /// The sets of schools that must be together: disjoint, each sorted (overlapping lists are one set).
    #[must_use]
    pub fn together(&self) -> &[Vec<SchoolIndex>] {
        &self.structure.together
    }

    /// The locked groups, each sorted.
    #[must_use]
    pub fn locked(&self) -> &[Vec<SchoolIndex>] {
        &self.structure.locked
    }

    /// The years since two schools last were in one group, at least 1; `None` if they never were.
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

    /// The travel time of a pair in minutes, if the table has it.
    #[must_use]
    pub fn minutes(&self, a: SchoolIndex, b: SchoolIndex) -> Option<u32> {
        self.facts.minutes(a, b)
    }

    /// The usable days of the schools, as their table has them.
    #[must_use]
    pub fn days(&self) -> &DaySets {
        self.facts.days()
    }

    /// The analyst's own benefit of a school from a peer, in points.
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

    /// What was found that does not stop the work.
    #[must_use]
    pub fn warnings(&self) -> &[Issue] {
        &self.warnings
    }

    /// The fingerprint of the problem: SHA-256 of its canonical JSON, in hexadecimal. The order of schools, the file, the row
    /// numbers, and the layout and order of tables over pairs do not enter it.
    #[must_use]
    pub fn sha256(&self) -> String {
        fingerprint::sha256(self)
    }
}
