//! For tests: small components with all their groups, and the best plan, found by trying every choice.

use std::sync::LazyLock;

use crate::compile::Compiled;
use crate::compile::enumerate::for_each_group;
use crate::ids::SchoolIndex;
use crate::model::generate::{Shape, generate};
use crate::model::problem::Problem;
use crate::model::rules::Rules;
use crate::solve::exact::components::{Component, counts_left};
use crate::solve::exact::duals::SideConstraints;
use crate::solve::limits::Limits;
use crate::solve::observe::Silent;
use crate::solve::options::Strategy;
use crate::solve::pricing::column::Column;
use crate::solve::pricing::tables::Tables;
use crate::solve::run::Run;
use crate::solve::tuning::Tuning;
use crate::units::Points;

/// Rules, which the small problems use in turn.
const RULES: [&str; 6] = [
    "",
    "rules = { unmatched = 4000 }",
    "sizes = { allowed = [2, 3] }",
    "sizes = { allowed = [3, 4], exactly = { 3 = [0, 1] } }\nrules = { unmatched = 1000 }",
    "rules = { differ = [], learn_at_least = 0.1, unmatched = 9000 }",
    "sizes = { allowed = [2, 5] }\nrules = { differ = [] }",
];

/// The default parameters.
pub(crate) static TUNING: LazyLock<Tuning> = LazyLock::new(Tuning::default);

/// Runs `auto` with the seed 0 and no observer.
pub(crate) fn run<'a>(compiled: &'a Compiled, limits: &'a Limits) -> Run<'a> {
    Run { compiled, strategy: Strategy::Auto, seed: 0, tuning: &TUNING, limits, start: None, observer: &Silent }
}

/// A component of a small problem.
pub(crate) struct Small {
    #[cfg_attr(not(feature = "highs"), expect(dead_code, reason = "read by tests of neighbourhood search only"))]
    pub(crate) compiled: Compiled,
    pub(crate) schools: Vec<SchoolIndex>,
    pub(crate) tables: Tables,
    pub(crate) constraints: SideConstraints,
    /// Every feasible group.
    pub(crate) columns: Vec<Column>,
    /// The value of the best plan.
    pub(crate) best: Option<Points>,
}

impl Small {
    /// The components of this many random problems with 7 to 9 schools.
    pub(crate) fn components(problems: u64) -> impl Iterator<Item = Self> {
        (0..problems).flat_map(|seed| {
            let shape = Shape::default().with_schools(7 + (seed / 6 % 3) as usize);
            let cohort = generate(&shape, seed).expect("a shape that exists");
            let rules: Rules = toml::from_str(RULES[(seed % 6) as usize]).expect("sound rules");
            let compiled = Compiled::new(&Problem::new(cohort, rules).expect("a sound problem"));
            let components = Component::all(&compiled);
            components.into_iter().map(move |component| Self::new(compiled.clone(), component.schools().to_vec()))
        })
    }

    fn new(compiled: Compiled, schools: Vec<SchoolIndex>) -> Self {
        let mut columns = Vec::new();
        for_each_group(&compiled, &schools, |group| {
            let place = |school: &SchoolIndex| schools.binary_search(school).expect("a group of the component");
            let members: Vec<usize> = group.iter().map(place).collect();
            columns.push(Column::new(&members, compiled.value(&group)));
            true
        });
        let counts = counts_left(&compiled).expect("nothing is locked");
        let (tables, constraints) = (Tables::new(&compiled, &schools), SideConstraints::of(&compiled, &counts));
        let mut small = Self { compiled, schools, tables, constraints, columns, best: None };
        small.best = small.plans().into_iter().map(|(value, _)| value).max();
        small
    }

    /// Every plan with its value.
    pub(crate) fn plans(&self) -> Vec<(Points, Vec<Column>)> {
        let mut plans = Vec::new();
        self.extend(&mut Vec::new(), &mut vec![false; self.schools.len()], &mut plans);
        plans
    }

    /// Decides about the first school that is not settled yet.
    fn extend(&self, groups: &mut Vec<Column>, settled: &mut [bool], plans: &mut Vec<(Points, Vec<Column>)>) {
        let Some(first) = settled.iter().position(|is_settled| !is_settled) else {
            plans.extend(self.constraints.value(groups, settled.len()).map(|value| (value, groups.clone())));
            return;
        };
        for column in self.columns.iter().filter(|column| usize::from(column.members()[0]) == first) {
            if column.members().iter().all(|&member| !settled[usize::from(member)]) {
                column.members().iter().for_each(|&member| settled[usize::from(member)] = true);
                groups.push(*column);
                self.extend(groups, settled, plans);
                groups.pop();
                column.members().iter().for_each(|&member| settled[usize::from(member)] = false);
            }
        }
        if self.constraints.price.is_some() {
            settled[first] = true;
            self.extend(groups, settled, plans);
            settled[first] = false;
        }
    }
}
