//! Forbidden pairs: the analyst's own table of pairs that may not be in one group.

use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::lookup::Lookup;
use crate::numbers::count;
use crate::rules::statement::{Breach, RuleShape, Statement};
use crate::tables::PairTable;

/// The table, by index.
///
/// A pair is forbidden if the table has it in either order:
///
/// ```
/// use tercet_model::tables::Tables;
/// use tercet_model::{Cohort, Problem, Rules, School};
/// let schools = ["1", "2", "3"].map(|id| School::new(id, id));
/// let mut tables = Tables::default();
/// tables.forbidden = vec![["2".to_owned(), "1".to_owned()]].into();
/// let problem = Problem::with_tables(Cohort::new(schools.to_vec(), Vec::new())?, Rules::default(), tables)?;
/// let [one, two, three] = ["1", "2", "3"].map(|id| problem.index(id).expect("a school of the cohort"));
/// assert!(!problem.permits(one, two) && problem.permits(one, three));
/// # Ok::<(), tercet_model::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Forbidden {
    table: Lookup<bool>,
}

impl Statement for Forbidden {
    type Stated = PairTable<[String; 2], bool>;
    const SHAPE: RuleShape = RuleShape::Pair;

    fn in_force(facts: &Facts, stated: &Self::Stated) -> Vec<Self> {
        let forbidden = &facts.pairs().forbidden;
        if stated.is_empty() || !forbidden.pairs().any(|(a, b)| forbidden.forbids(a, b)) {
            return Vec::new();
        }
        vec![Self { table: forbidden.clone() }]
    }

    fn sentence(&self, facts: &Facts) -> String {
        let pairs = count(facts.num_forbidden(), "forbidden pair", "forbidden pairs");
        format!("{pairs} may not be in one group")
    }

    fn remove(&self, _: &Facts, stated: &mut Self::Stated) {
        *stated = PairTable::default();
    }

    #[inline]
    fn permits(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        !self.table.forbids(a, b)
    }

    fn breach_of_pair(&self, facts: &Facts, a: SchoolIndex, b: SchoolIndex) -> Option<Breach> {
        facts
            .is_forbidden(a, b)
            .then(|| Breach::new(&[a, b], format!("{} and {} are a forbidden pair", facts.name(a), facts.name(b))))
    }
}
