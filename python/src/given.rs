//! Groups in every way that Python gives them: a plan, a file, or the ids of each group's schools.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use pyo3::prelude::*;
use tercet::model::format::groups;
use tercet::plan::breakdown::{Breakdown, breakdown, breakdown_groups, breakdown_list};
use tercet::plan::check::{Checked, check, check_groups, check_ids};
use tercet::plan::fit::misfits;
use tercet::{Error, Problem, SchoolIndex};

use crate::convert::as_path;
use crate::plan::Plan;

/// Groups as they were given, not yet read.
pub(crate) enum Given {
    Plan(Box<tercet::Plan>),
    Json(PathBuf),
    Csv(PathBuf),
    Ids(Vec<Vec<String>>),
}

impl Given {
    /// A file whose name ends in `.json` is a plan, any other a table.
    pub(crate) fn of(data: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(plan) = data.cast::<Plan>() {
            return Ok(Self::Plan(Box::new(plan.get().plan.clone())));
        }
        Ok(match as_path(data) {
            Some(path) if is_json(&path) => Self::Json(path),
            Some(path) => Self::Csv(path),
            None => Self::Ids(data.extract()?),
        })
    }

    /// What does not fit the problem, in sentences. A table has been read against it, so nothing of one does not.
    pub(crate) fn misfits(&self, problem: &Problem) -> Result<Vec<String>, Error> {
        let of_plan = |plan: &tercet::Plan| misfits(problem, &plan.groups, &plan.unmatched);
        Ok(match self {
            Self::Plan(plan) => of_plan(plan),
            Self::Json(path) => of_plan(&tercet::Plan::read(path)?),
            Self::Csv(_) => Vec::new(),
            Self::Ids(groups) => {
                // Schools that no group names are without one.
                let others = problem.cohort().schools().iter().map(|school| school.id.clone());
                misfits(problem, groups, &others.collect::<Vec<_>>())
            }
        })
    }

    pub(crate) fn check(self, problem: &Problem) -> Result<Checked, Error> {
        Ok(match self {
            Self::Plan(plan) => check(problem, &plan),
            Self::Json(path) => check(problem, &tercet::Plan::read(path)?),
            Self::Csv(path) => {
                let list = groups::read_groups(path, problem)?;
                check_groups(problem, &list.groups, &list.unmatched)
            }
            Self::Ids(groups) => check_ids(problem, &groups),
        })
    }

    pub(crate) fn breakdown(self, problem: &Problem) -> Result<Breakdown, Error> {
        Ok(match self {
            Self::Plan(plan) => breakdown(problem, &plan),
            Self::Json(path) => breakdown(problem, &tercet::Plan::read(path)?),
            Self::Csv(path) => {
                let list = groups::read_groups(path, problem)?;
                breakdown_list(problem, &list)
            }
            Self::Ids(groups) => {
                let known = |group: &Vec<String>| group.iter().filter_map(|id| problem.index(id)).collect();
                // In the order that a file would be read in.
                let mut groups: Vec<BTreeSet<SchoolIndex>> = groups.iter().map(known).collect();
                groups.sort();
                let alone = |school: &SchoolIndex| !groups.iter().any(|group| group.contains(school));
                let unmatched: Vec<SchoolIndex> = problem.indices().filter(alone).collect();
                let groups: Vec<Vec<SchoolIndex>> =
                    groups.into_iter().map(|group| group.into_iter().collect()).collect();
                breakdown_groups(problem, &groups, &unmatched)
            }
        })
    }
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"))
}

/// Make groups from CSV text, for example from a spreadsheet.
///
/// Parameters
/// ----------
/// problem : Problem or Cohort
///     The problem or cohort that has the schools.
/// text : str or bytes
///     A table with the columns ``school`` and ``group``. Other columns are ignored. A school with a blank group is left
///     out.
/// file : str, default "groups"
///     The name of the table in issues.
///
/// Returns
/// -------
/// list of list of str
///     The ids of each group's schools.
///
/// Raises
/// ------
/// InputError
///     With every issue found: a school that the cohort does not have, or a school that is in the table twice.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> tercet.groups_from_csv(tercet.example_cohort(), "school,group\n01,A\n03,A\n05,A\n02,B\n06,B\n09,B\n")
/// [['01', '03', '05'], ['02', '06', '09']]
#[pyfunction]
#[pyo3(signature = (problem, text, file = "groups"))]
pub(crate) fn groups_from_csv(
    problem: &Bound<'_, PyAny>,
    text: &Bound<'_, PyAny>,
    file: &str,
) -> PyResult<Vec<Vec<String>>> {
    let py = problem.py();
    let problem = crate::solve::as_problem(problem, None)?;
    let bytes = crate::convert::as_bytes(text)?;
    let list =
        py.detach(|| groups::parse_groups(&bytes, file, &problem)).map_err(|error| crate::errors::raise(py, error))?;
    let ids = |group: &Vec<SchoolIndex>| group.iter().map(|&school| problem.school(school).id.clone()).collect();
    Ok(list.groups.iter().map(ids).collect())
}
