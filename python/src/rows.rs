//! A plan as rows, one for each school: the table that data frames and notebooks show.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use tercet::plan::breakdown::{Lesson, SchoolBreakdown, breakdown};
use tercet::{Plan, Problem};

/// Every school in the plan's order. Schools without a group are last.
pub(crate) fn rows<'py>(py: Python<'py>, problem: &Problem, plan: &Plan) -> PyResult<Bound<'py, PyList>> {
    let parts = py.detach(|| breakdown(problem, plan));
    let rows = PyList::empty(py);
    for (number, group) in (1_usize..).zip(&parts.groups) {
        for part in &group.schools {
            let row = row(py, problem, Some(number), &part.school)?;
            fill(&row, problem, Some(part))?;
            rows.append(row)?;
        }
    }
    for school in &parts.unmatched {
        let row = row(py, problem, None, school)?;
        fill(&row, problem, None)?;
        rows.append(row)?;
    }
    Ok(rows)
}

fn row<'py>(py: Python<'py>, problem: &Problem, group: Option<usize>, id: &str) -> PyResult<Bound<'py, PyDict>> {
    let row = PyDict::new(py);
    row.set_item("group", group)?;
    row.set_item("school", id)?;
    row.set_item("name", display_name(problem, id))?;
    Ok(row)
}

/// The school's gains. Every row has the same keys. Their values are `None` for a school without a group.
fn fill(row: &Bound<'_, PyDict>, problem: &Problem, part: Option<&SchoolBreakdown>) -> PyResult<()> {
    row.set_item("benefit", part.map(|part| part.benefit))?;
    for (place, (term, _)) in problem.term_weights().iter().enumerate() {
        row.set_item(term.to_string(), part.and_then(|part| part.terms.get(place)).map(|term| term.points))?;
    }
    let lessons =
        part.map(|part| part.learns.iter().filter_map(|lesson| sentence(problem, lesson)).collect::<Vec<_>>());
    row.set_item("learns", lessons.map(|lessons| lessons.join("; ")))
}

fn sentence(problem: &Problem, lesson: &Lesson) -> Option<String> {
    let from = lesson.from.as_ref()?;
    Some(format!("{} from {}", lesson.area, display_name(problem, &from.school)))
}

fn display_name<'a>(problem: &'a Problem, id: &'a str) -> &'a str {
    problem.index(id).map_or(id, |school| problem.school(school).display_name())
}
