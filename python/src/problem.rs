//! The problem: a cohort with its rules and the tables beside them.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use tercet::Error;
use tercet::compile::Compiled;
use tercet::compile::graph::compatibility_graph;
use tercet::model::format::{json, write};
use tercet::model::rules::Rule;

use crate::background::away;
use crate::cohort::Cohort;
use crate::errors::{Issue, issues, raise};
use crate::rules::Rules;
use crate::tables::Beside;

/// The problem to solve: a cohort, rules and further tables, checked against one another.
///
/// Parameters
/// ----------
/// cohort : Cohort
///     The schools.
/// rules : Rules, optional
///     The rules. The default rules are used if none are given.
/// history : path or sequence of (int, sequence of str), optional
///     Groups of past years, each as a year and ids, or a CSV with the columns ``year``, ``group``, ``school``.
/// forbidden : path, sequence of (str, str) or array, optional
///     Pairs that may not be in one group. They are pairs of ids, a CSV with the columns ``school`` and ``peer``, or a mask
///     over all pairs. A pair is forbidden if either half of the mask says so.
/// own : path, mapping of (str, str) to int or array, optional
///     The benefit of a school from a peer by your own measure, 0 to 10,000 points. It is a mapping, a CSV with the columns
///     ``school``, ``peer`` and ``points``, or an array with a row for each school and a column for each peer. A pair that
///     is left out has 0.
/// minutes : path, mapping of (str, str) to int or array, optional
///     Travel times in minutes, the same both ways. They are a mapping, a CSV with the columns ``school``, ``peer`` and
///     ``minutes``, or an array. Schools cannot travel to each other if their pair is left out, or if the array has
///     infinity for it.
/// usable_days : Year, table or mapping of str to sequence of date, optional
///     The days on which each school can host or attend a visit, for `common_days`. They are a `Year` that gives them, the
///     days of each school by its id, or a table of any kind that `Year` takes, with the columns ``school`` and ``date``.
/// ids : sequence of str, optional
///     The ids of the rows and columns of arrays. The default is the order of ``cohort.schools``, which is sorted by id.
/// planning_year : int, optional
///     The year that is being planned, from which the age of past groups is counted. Rules and terms that use `history` need
///     it. The default is the year in which the terms begin, if `usable_days` is a `Year`.
///
/// Raises
/// ------
/// InputError
///     With every issue found: unknown names, numbers out of range, rules that contradict one another, an array of a wrong
///     shape, and each row of an array with wrong cells.
/// TypeError
///     If an argument is of another kind. An array cannot be a data frame, because the order of its rows is not known.
///     Give ``frame.to_numpy()`` and `ids` instead.
/// OSError
///     If a file cannot be read.
///
/// Notes
/// -----
/// An array is two-dimensional and square, and holds booleans, whole numbers or floats. Anything with the buffer protocol
/// or ``__array__`` can be given, such as an array of NumPy. Its diagonal is ignored. It is copied once as a whole. The
/// copy takes 2 bytes per pair for `own`, 8 for `minutes` and 1 for `forbidden`. For 2,000 schools these are 8 MB, 32 MB
/// and 4 MB.
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
    #[pyo3(signature = (cohort, rules = None, *, history = None, forbidden = None, own = None, minutes = None, usable_days = None, ids = None, planning_year = None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments, as Python's users expect them")]
    fn new(
        py: Python<'_>,
        cohort: &Cohort,
        rules: Option<&Rules>,
        history: Option<&Bound<'_, PyAny>>,
        forbidden: Option<&Bound<'_, PyAny>>,
        own: Option<&Bound<'_, PyAny>>,
        minutes: Option<&Bound<'_, PyAny>>,
        usable_days: Option<&Bound<'_, PyAny>>,
        ids: Option<&Bound<'_, PyAny>>,
        planning_year: Option<i32>,
    ) -> PyResult<Self> {
        Self::build(py, &cohort.0, rules, Beside { history, forbidden, own, minutes, usable_days, ids, planning_year })
    }

    /// Load a problem that `save` wrote: cohort, rules and tables.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     A JSON file in the format of `schema("problem")`.
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
    /// >>> tercet.Problem.load("problem.json")  # doctest: +SKIP
    /// <Problem of 120 schools>
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        away(py, move || json::read_problem(path)).map(Self::from)
    }

    /// Make a problem from JSON text.
    ///
    /// Parameters
    /// ----------
    /// text : str
    ///     The result of `to_json`.
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

    /// The problem as JSON text, for example for a service.
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
    ///     The file to write. An existing file is replaced.
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
    /// >>> tercet.Problem.load("problem.json").sha256 == problem.sha256
    /// True
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let text = self.to_json(py);
        py.detach(move || write::write_whole(path, text.as_bytes())).map_err(|error| raise(py, error))
    }

    /// The pairs that may be in one group: the edges of the compatibility graph, as a table.
    ///
    /// The components of this graph are solved one by one. The table has a row for each pair, so it suits cohorts of up to
    /// a few thousand schools.
    ///
    /// Parameters
    /// ----------
    /// backend : {"pandas", "polars", "pyarrow"}, optional
    ///     The kind of data frame. The default is a dict of lists, from which every kind of frame can be made.
    ///
    /// Returns
    /// -------
    /// dict of lists or data frame
    ///     ``source`` and ``target`` are the ids of two schools. ``source_learns`` and ``target_learns`` say how much each
    ///     could learn from the other alone, in points from 0 to 10,000. ``km`` is the distance in a straight line, or None
    ///     without a location. ``weight`` is the value of the two as a group of two, in points.
    ///
    /// Raises
    /// ------
    /// ImportError
    ///     If there is no such package.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> edges = tercet.Problem(tercet.example_cohort()).edges()
    /// >>> edges["source"][0], edges["target"][0], edges["source_learns"][0]
    /// ('01', '03', 2000)
    #[pyo3(signature = (backend = None))]
    fn edges<'py>(&self, py: Python<'py>, backend: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        let problem = Arc::clone(&self.0);
        let graph = away(py, move || Ok(compatibility_graph(&problem, &Compiled::new(&problem))))?;
        let ends = || graph.edge_indices().filter_map(|edge| graph.edge_endpoints(edge));
        let edges = || graph.edge_weights();
        let table = PyDict::new(py);
        table.set_item("source", ends().map(|(a, _)| &self.0.school(graph[a].school).id).collect::<Vec<_>>())?;
        table.set_item("target", ends().map(|(_, b)| &self.0.school(graph[b].school).id).collect::<Vec<_>>())?;
        table.set_item("source_learns", edges().map(|edge| edge.learn[0]).collect::<Vec<_>>())?;
        table.set_item("target_learns", edges().map(|edge| edge.learn[1]).collect::<Vec<_>>())?;
        table.set_item("km", edges().map(|edge| edge.km).collect::<Vec<_>>())?;
        table.set_item("weight", edges().map(|edge| edge.value).collect::<Vec<_>>())?;
        in_frame(table, backend)
    }

    /// The schools, including those without an edge: the nodes of the compatibility graph, as a table.
    ///
    /// Parameters
    /// ----------
    /// backend : {"pandas", "polars", "pyarrow"}, optional
    ///     The kind of data frame. The default is a dict of lists, from which every kind of frame can be made.
    ///
    /// Returns
    /// -------
    /// dict of lists or data frame
    ///     ``school`` is the id, and ``name`` the name. ``easting`` and ``northing`` are in metres, or None without a
    ///     location. Each area has ``strength:AREA``, the level in percent of the scale, and ``need:AREA``, the weight in
    ///     percent.
    ///
    /// Raises
    /// ------
    /// ImportError
    ///     If there is no such package.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> nodes = tercet.Problem(tercet.example_cohort()).nodes()
    /// >>> len(nodes["school"]), nodes["name"][0]
    /// (12, 'Ash Lane Primary')
    #[pyo3(signature = (backend = None))]
    fn nodes<'py>(&self, py: Python<'py>, backend: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        let (problem, table) = (&self.0, PyDict::new(py));
        let schools = problem.cohort().schools();
        table.set_item("school", schools.iter().map(|school| &school.id).collect::<Vec<_>>())?;
        table.set_item("name", schools.iter().map(tercet::School::display_name).collect::<Vec<_>>())?;
        let place = |part: fn(tercet::model::school::Location) -> i32| {
            schools.iter().map(|school| school.location.map(part)).collect::<Vec<_>>()
        };
        table.set_item("easting", place(|location| location.easting))?;
        table.set_item("northing", place(|location| location.northing))?;
        for (at, area) in problem.cohort().areas().iter().enumerate() {
            let percent = |part: fn(&tercet::model::areas::Profile) -> &Vec<u8>| {
                problem.indices().map(|school| u32::from(part(problem.profile(school))[at])).collect::<Vec<_>>()
            };
            table.set_item(format!("strength:{area}"), percent(|profile| &profile.levels))?;
            table.set_item(format!("need:{area}"), percent(|profile| &profile.weights))?;
        }
        in_frame(table, backend)
    }

    /// The compatibility graph in networkx, which is an extra: ``pip install "tercet[graph]"``.
    ///
    /// Returns
    /// -------
    /// networkx.Graph
    ///     A graph with a node for each school and an edge for each pair that may be in one group. Nodes are named by id,
    ///     and have the columns of `nodes`. An edge has ``km``, ``weight`` and ``learns``, which says by id how much each
    ///     school could learn from the other.
    ///
    /// Raises
    /// ------
    /// ImportError
    ///     If networkx is missing.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> graph = tercet.Problem(tercet.example_cohort()).to_networkx()
    /// >>> graph.nodes["01"]["name"], graph.edges["01", "03"]["learns"]["01"]
    /// ('Ash Lane Primary', 2000)
    fn to_networkx<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("tercet.graph")?.call_method1("to_networkx", (slf,))
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

    /// Every statement of a rule that is in force, in the order of a rules file.
    ///
    /// Returns
    /// -------
    /// list of RuleInForce
    ///     Frozen records. ``id`` is, for example, ``"differ:region"``. ``rule`` is the keyword of `Rules`. ``sentence``
    ///     states the rule in words. ``origin`` is ``"chosen"`` or ``"default"``. You can make a data frame from them.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> problem = tercet.Problem(tercet.example_cohort(), tercet.Rules(max_km=300))
    /// >>> [rule.id for rule in problem.rules_in_force()]
    /// ['sizes', 'differ:region', 'differ:trust', 'same:phase', 'max_km', 'unmatched']
    /// >>> problem.rules_in_force()[1].origin
    /// 'default'
    fn rules_in_force<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let record = py.import("tercet.records")?.getattr("RuleInForce")?;
        let rules = self.0.rules_in_force().iter().map(|rule| {
            let origin = if rule.is_default() { "default" } else { "chosen" };
            record.call1((rule.id(), rule.rule().as_str(), rule.sentence(self.0.facts()), origin))
        });
        PyList::new(py, rules.collect::<PyResult<Vec<_>>>()?)
    }

    /// The same problem without one statement of a rule.
    ///
    /// Parameters
    /// ----------
    /// rule : str
    ///     The id of a statement in force, as `rules_in_force` lists them. Without ``"sizes"`` every supported size is
    ///     allowed. Without ``"unmatched"`` schools may be left out at no price.
    ///
    /// Returns
    /// -------
    /// Problem
    ///
    /// Raises
    /// ------
    /// OptionsError
    ///     If no statement in force has this id. The message lists the ids that are in force.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> problem = tercet.Problem(tercet.example_cohort())
    /// >>> problem.without("differ:region").differ
    /// ['trust']
    fn without(&self, py: Python<'_>, rule: &str) -> PyResult<Self> {
        let (problem, id) = (Arc::clone(&self.0), rule.to_owned());
        away(py, move || problem.without(&id)).map(Self::from)
    }

    /// The same problem with some of its rules changed.
    ///
    /// Parameters
    /// ----------
    /// **rules
    ///     The keywords of `Rules` that change; every other rule stays as it is. Give ``None`` to put a rule back to
    ///     its default.
    ///
    /// Returns
    /// -------
    /// Problem
    ///
    /// Raises
    /// ------
    /// InputError
    ///     One issue for each invalid value, and for each rule that does not fit the cohort.
    /// TypeError
    ///     If a keyword is not one of `Rules`.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> problem = tercet.Problem(tercet.example_cohort(), tercet.Rules(max_km=300))
    /// >>> problem.with_rules(sizes=[3]).rules
    /// Rules(sizes=[3], max_km=300.0)
    #[pyo3(signature = (**rules))]
    fn with_rules(&self, py: Python<'_>, rules: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        // What pickle restores the rules with takes the keywords that go before.
        let stated = Bound::new(py, self.rules())?.call_method0("__reduce__")?.get_item(0)?;
        let changed = stated.call((), rules)?.cast_into::<Rules>()?.get().0.clone();
        let problem = Arc::clone(&self.0);
        away(py, move || problem.with(|rules| *rules = changed)).map(Self::from)
    }

    /// The attributes in which all schools of a group differ: those that you stated, or the defaults that the cohort has.
    #[getter]
    fn differ(&self) -> Vec<String> {
        self.0.attributes_of(Rule::Differ).collect()
    }

    /// The attributes in which all schools of a group are alike: those that you stated, or the defaults that the cohort
    /// has.
    #[getter]
    fn same(&self) -> Vec<String> {
        self.0.attributes_of(Rule::Same).collect()
    }

    /// The fingerprint of the problem, a SHA-256 in hexadecimal. A plan stores that of its problem.
    #[getter]
    fn sha256(&self) -> String {
        self.0.sha256()
    }

    /// The warnings, which do not stop the work.
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

    /// An area or attribute as people write it.
    fn _label(&self, name: &str) -> String {
        tercet::report::labels::label(&self.0, name)
    }

    /// The table that a notebook shows.
    fn _repr_html_(&self) -> String {
        tercet::report::notebook::problem(&self.0)
    }
}

impl Problem {
    /// A problem of a cohort, with the default rules if none are given.
    pub(crate) fn build(
        py: Python<'_>,
        cohort: &tercet::Cohort,
        rules: Option<&Rules>,
        beside: Beside<'_, '_>,
    ) -> PyResult<Self> {
        let rules = rules.map(|rules| rules.0.clone()).unwrap_or_default();
        let cohort = cohort.clone();
        let (tables, issues) = beside.read(py, &cohort)?;
        away(py, move || {
            let made = tercet::Problem::with_tables(cohort, rules, tables);
            if issues.is_empty() {
                return made;
            }
            // All that is wrong is said at once.
            let more = made.err().map(|error| error.issues().to_vec()).unwrap_or_default();
            Err(Error::Input([issues, more].concat()))
        })
        .map(Self::from)
    }
}

impl From<tercet::Problem> for Problem {
    fn from(problem: tercet::Problem) -> Self {
        Self(Arc::new(problem))
    }
}

/// Columns as they are, or as a data frame.
fn in_frame<'py>(table: Bound<'py, PyDict>, backend: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
    match backend {
        None => Ok(table.into_any()),
        Some(backend) => table.py().import("tercet.frames")?.call_method1("from_columns", (table, backend)),
    }
}
