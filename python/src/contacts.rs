//! The schools' contacts. Each call reads the contacts and passes them to the crate. No object keeps them.

use pyo3::prelude::*;
use tercet::programme::statement::contacts::{Contacts, parse_contacts};

use crate::errors::raise;
use crate::problem::Problem;
use crate::year::source;

/// Check a table of contacts before you use it. Tercet keeps nothing from the table.
///
/// Parameters
/// ----------
/// problem : Problem
///     The problem with the schools.
/// contacts : table
///     A CSV file, a data frame or rows with ``school`` and, if known, ``head``, ``head_email``, ``second`` and
///     ``second_email``.
///
/// Raises
/// ------
/// InputError
///     If the input has issues. The error lists every issue. No issue repeats a person's name or email address.
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

/// Reads the people in a table.
pub(crate) fn read(problem: &tercet::Problem, table: &Bound<'_, PyAny>) -> PyResult<Contacts> {
    let read = source(table, "contacts")?.and_then(|source| parse_contacts(&source.bytes, &source.file, problem));
    read.map_err(|error| raise(table.py(), error))
}
