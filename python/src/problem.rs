//! The problem: a cohort with its rules and the tables beside them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping};
use tercet::compile::Compiled;
use tercet::compile::graph::compatibility_graph;
use tercet::model::format::{beside, json, write};
use tercet::model::tables::{OwnBenefit, PastGroup, Tables, Travel};

use crate::background::away;
use crate::cohort::Cohort;
use crate::convert::as_path;
use crate::errors::{Issue, issues, raise};
use crate::rules::Rules;

/// What is to be solved: a cohort, rules, and tables beside them, checked against one another.
///
/// Parameters
/// ----------
/// cohort : Cohort
///     The schools.
/// rules : Rules, optional
///     The defaults if left out.
/// history : path or sequence of (int, sequence of str), optional
///     Groups of past years, as year and ids; or a CSV with the columns ``year``, ``group``, ``school``.
/// forbidden : path or sequence of (str, str), optional
///     Pairs that may not be in one group; or a CSV with the columns ``school``, ``peer``.
/// own : path or mapping of (str, str) to int, optional
///     What a school gains from a peer by your own measure, 0 to 10,000 points; or a CSV with the columns ``school``,
///     ``peer``, ``points``. A pair that is left out has 0.
/// minutes : path or mapping of (str, str) to int, optional
///     Travel times, the same both ways; or a CSV with the columns ``school``, ``peer``, ``minutes``. A pair that is left
///     out cannot be travelled.
/// year : int, optional
///     The year that is being planned; the year after the last one in `history` if left out.
///
/// Raises
/// ------
/// InputError
///     With every issue found: unknown names, numbers out of range, rules that contradict one another.
/// OSError
///     If a file cannot be read.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> cohort = tercet.example_cohort()
/// >>> tercet.Problem(cohort, tercet.Rules(no_repeat_years=3), history=[(2025, ["01", "02", "03"])])
/// <Problem of 12 schools>
#[pyclass(frozen, module = "tercet")]
pub(crate) struct Problem(pub(crate) Arc<tercet::Problem>);

#[pymethods]
impl Problem {
    #[new]
    #[pyo3(signature = (cohort, rules = None, *, history = None, forbidden = None, own = None, minutes = None, year = None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments, as Python's users expect them")]
    fn new(
        py: Python<'_>,
        cohort: &Cohort,
        rules: Option<&Rules>,
        history: Option<&Bound<'_, PyAny>>,
        forbidden: Option<&Bound<'_, PyAny>>,
        own: Option<&Bound<'_, PyAny>>,
        minutes: Option<&Bound<'_, PyAny>>,
        year: Option<i32>,
    ) -> PyResult<Self> {
        let forbidden = table(py, forbidden, |path| beside::read_forbidden(path), |pairs| pairs.extract())?;
        let mut tables = Tables::default();
        tables.history = table(py, history, |path| beside::read_history(path), past_groups)?;
        tables.year = year;
        tables.forbidden = forbidden;
        tables.own = table(
            py,
            own,
            |path| beside::read_own(path),
            |pairs| {
                let pairs = triples(pairs)?;
                Ok(pairs.into_iter().map(|(school, peer, points)| OwnBenefit { school, peer, points }).collect())
            },
        )?;
        tables.minutes = table(
            py,
            minutes,
            |path| beside::read_minutes(path),
            |pairs| {
                let pairs = triples(pairs)?;
                Ok(pairs.into_iter().map(|(school, peer, minutes)| Travel { school, peer, minutes }).collect())
            },
        )?;
        Self::build(py, &cohort.0, rules, tables)
    }

    /// Read a whole problem from JSON: cohort, rules and tables.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     A file as the JSON Schema of `schema("problem")` says.
    ///
    /// Returns
    /// -------
    /// Problem
    ///
    /// Raises
    /// ------
    /// InputError
    ///     With every issue found.
    /// OSError
    ///     If the file cannot be read.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> tercet.Problem.read("problem.json")  # doctest: +SKIP
    /// <Problem of 120 schools>
    #[staticmethod]
    fn read(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        away(py, move || json::read_problem(path)).map(Self::from)
    }

    /// Take the JSON text of a problem.
    ///
    /// Parameters
    /// ----------
    /// text : str
    ///     What `to_json` gives.
    ///
    /// Returns
    /// -------
    /// Problem
    ///
    /// Raises
    /// ------
    /// InputError
    ///     With every issue found.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> problem = tercet.Problem(tercet.example_cohort())
    /// >>> tercet.Problem.from_json(problem.to_json()).sha256 == problem.sha256
    /// True
    #[staticmethod]
    fn from_json(py: Python<'_>, text: String) -> PyResult<Self> {
        away(py, move || json::parse_problem(&text, "problem")).map(Self::from)
    }

    /// The problem as JSON text, which services read.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import json, tercet
    /// >>> problem = tercet.Problem(tercet.example_cohort())
    /// >>> sorted(json.loads(problem.to_json()))
    /// ['areas', 'attributes', 'format', 'rules', 'schools', 'tables']
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| json::problem_to_json(&self.0))
    }

    /// Write the problem to a JSON file, whole or not at all.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     The file; one that is there is replaced.
    ///
    /// Raises
    /// ------
    /// OSError
    ///     If the file cannot be written.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> problem = tercet.Problem(tercet.example_cohort())
    /// >>> problem.save("problem.json")
    /// >>> tercet.Problem.read("problem.json").sha256 == problem.sha256
    /// True
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let text = self.to_json(py);
        py.detach(move || write::write_whole(path, text.as_bytes())).map_err(|error| raise(py, error))
    }

    /// The graph of all pairs that may be in one group, as an edge table.
    ///
    /// The components of this graph are solved apart. It has an entry for each pair: for looking and drawing, up to some
    /// thousands of schools.
    ///
    /// Returns
    /// -------
    /// dict of lists
    ///     ``source`` and ``target``, the ids of the two schools, and ``weight``, the value of the two as a group of their
    ///     own in points. A data frame or ``networkx.from_pandas_edgelist`` takes it as it is.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> edges = tercet.Problem(tercet.example_cohort()).edges()
    /// >>> edges["source"][0], edges["target"][0]
    /// ('01', '03')
    fn edges<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let problem = Arc::clone(&self.0);
        let graph = away(py, move || Ok(compatibility_graph(&problem, &Compiled::new(&problem))))?;
        let (mut sources, mut targets, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        for edge in graph.edge_indices() {
            if let Some((a, b)) = graph.edge_endpoints(edge) {
                sources.push(&self.0.school(graph[a].school).id);
                targets.push(&self.0.school(graph[b].school).id);
                weights.push(graph[edge].value);
            }
        }
        let table = PyDict::new(py);
        table.set_item("source", sources)?;
        table.set_item("target", targets)?;
        table.set_item("weight", weights)?;
        Ok(table)
    }

    /// The cohort.
    #[getter]
    fn cohort(&self) -> Cohort {
        Cohort(self.0.cohort().clone())
    }

    /// The rules, as stated.
    #[getter]
    fn rules(&self) -> Rules {
        Rules(self.0.rules().clone())
    }

    /// The attributes in which no two schools of a group may be alike: as stated, or the defaults that the cohort has.
    #[getter]
    fn differ(&self) -> Vec<String> {
        self.0.differ().to_vec()
    }

    /// The attributes in which all schools of a group are alike: as stated, or the defaults that the cohort has.
    #[getter]
    fn same(&self) -> Vec<String> {
        self.0.same().to_vec()
    }

    /// The fingerprint of the problem, which plans carry: a SHA-256 in hexadecimal.
    #[getter]
    fn sha256(&self) -> String {
        self.0.sha256()
    }

    /// What was found that does not stop the work.
    #[getter]
    fn warnings(&self) -> Vec<Issue> {
        issues(self.0.warnings())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("from_json")?, (slf.get().to_json(slf.py()),)))
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn __repr__(&self) -> String {
        format!("<Problem of {} schools>", self.0.len())
    }
}

impl Problem {
    /// A problem of a cohort, with the default rules if none are given.
    pub(crate) fn build(
        py: Python<'_>,
        cohort: &tercet::Cohort,
        rules: Option<&Rules>,
        tables: Tables,
    ) -> PyResult<Self> {
        let rules = rules.map(|rules| rules.0.clone()).unwrap_or_default();
        let cohort = cohort.clone();
        away(py, move || tercet::Problem::with_tables(cohort, rules, tables)).map(Self::from)
    }
}

impl From<tercet::Problem> for Problem {
    fn from(problem: tercet::Problem) -> Self {
        Self(Arc::new(problem))
    }
}

/// A table beside the rules: nothing, a CSV file, or plain Python data.
fn table<T: Send + 'static>(
    py: Python<'_>,
    data: Option<&Bound<'_, PyAny>>,
    read: impl FnOnce(&Path) -> Result<Vec<T>, tercet::Error> + Send + 'static,
    take: impl FnOnce(&Bound<'_, PyAny>) -> PyResult<Vec<T>>,
) -> PyResult<Vec<T>> {
    match data {
        None => Ok(Vec::new()),
        Some(data) => match as_path(data) {
            Some(path) => away(py, move || read(&path)),
            None => take(data),
        },
    }
}

fn past_groups(history: &Bound<'_, PyAny>) -> PyResult<Vec<PastGroup>> {
    let groups: Vec<(i32, Vec<String>)> = history.extract()?;
    Ok(groups.into_iter().map(|(year, schools)| PastGroup { year, schools }).collect())
}

/// Numbers over pairs of ids: `{(school, peer): number}` or `[(school, peer, number)]`.
fn triples<T>(pairs: &Bound<'_, PyAny>) -> PyResult<Vec<(String, String, T)>>
where
    T: for<'a, 'py> FromPyObject<'a, 'py, Error = PyErr>,
{
    match pairs.cast::<PyMapping>() {
        Ok(mapping) => {
            let items: Vec<((String, String), T)> = mapping.items()?.extract()?;
            Ok(items.into_iter().map(|((school, peer), number)| (school, peer, number)).collect())
        }
        Err(_) => pairs.extract(),
    }
}
