//! The people of the schools. They are read for one call and passed to the crate, and no object keeps them.

use pyo3::prelude::*;
use tercet::programme::statement::contacts::{Contacts, parse_contacts};

use crate::errors::raise;
use crate::problem::Problem;
use crate::year::source;

/// Check a table of contacts before it is needed. Nothing from it is kept.
///
/// Parameters
/// ----------
/// problem : Problem
///     The problem that has the schools.
/// contacts : table
///     A CSV file, a data frame or rows with ``school`` and, if known, ``head``, ``head_email``, ``second`` and
///     ``second_email``.
///
/// Raises
/// ------
/// InputError
///     With every issue found. No issue repeats a name or an address.
/// OSError
///     If the file cannot be read.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> problem = tercet.Problem(tercet.example_cohort())
/// >>> tercet.check_contacts(problem, [{"school": "01", "head": "Eve Carr", "head_email": "eve@ash.example"}])
/// >>> try:
/// ...     tercet.check_contacts(problem, [{"school": "99", "head_email": "eve at ash"}])
/// ... except tercet.InputError as error:
/// ...     print([issue.code for issue in error.issues])
/// ['invalid-email', 'unknown-school']
#[pyfunction]
pub(crate) fn check_contacts(problem: &Problem, contacts: &Bound<'_, PyAny>) -> PyResult<()> {
    read(&problem.0, contacts).map(|_| ())
}

/// Reads the people of a table.
pub(crate) fn read(problem: &tercet::Problem, table: &Bound<'_, PyAny>) -> PyResult<Contacts> {
    let read = source(table, "contacts")?.and_then(|source| parse_contacts(&source.bytes, &source.file, problem));
    read.map_err(|error| raise(table.py(), error))
}
