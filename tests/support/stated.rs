//! A problem as stated: what a user would type, before the library interprets it.

use tercet::{Cohort, Error, Problem, Rules, School, Tables};

/// Schools in the order of the input, areas, rules and tables.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stated {
    /// The schools, in any order.
    pub schools: Vec<School>,
    /// The areas, in the order that settles ties.
    pub areas: Vec<String>,
    /// The rules file.
    pub rules: Rules,
    /// The tables in addition to the rules.
    pub tables: Tables,
}

impl Stated {
    /// The library's problem for this statement.
    ///
    /// # Errors
    /// The library's issues.
    pub fn problem(&self) -> Result<Problem, Error> {
        let cohort = Cohort::new(self.schools.clone(), self.areas.clone())?;
        Problem::with_tables(cohort, self.rules.clone(), self.tables.clone())
    }

    /// The ids of these schools.
    #[must_use]
    pub fn ids(&self, schools: &[usize]) -> Vec<String> {
        schools.iter().map(|&school| self.schools[school].id.clone()).collect()
    }

    /// The place of the school with this id.
    ///
    /// # Panics
    /// If there is no such school.
    #[must_use]
    pub fn place(&self, id: &str) -> usize {
        self.schools.iter().position(|school| school.id == id).expect("a school of the problem")
    }
}
