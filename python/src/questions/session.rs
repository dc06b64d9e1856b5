//! A problem with its plan, ready for the questions that follow it.

use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use tercet::questions::demand::Demand;
use tercet::questions::session::Session as Asked;

use super::backbone::Backbone;
use super::price::Price;
use super::rule_prices::RulePrices;
use crate::errors::raise;
use crate::given::Given;
use crate::plan::Plan;
use crate::problem::Problem;
use crate::rules::Rules;
use crate::solve::{as_problem, options_of};
use crate::watch::{Listener, OnInterrupt, attended};

/// A problem with its plan, ready for questions. Each question begins with what the plan's proof already knows.
///
/// Parameters
/// ----------
/// problem : Problem or Cohort
///     The problem. A cohort becomes a problem with `rules`.
/// plan : Plan, path or sequence of sequence of str, optional
///     A plan of this problem. Its claims are checked, and a plan without a proof is improved and proved first. The default is to
///     solve the problem.
/// rules : Rules, optional
///     The rules for a cohort. A problem has its own.
/// strategy, seed, work_limit, threads : optional
///     As for `solve`.
/// time_limit : float, optional
///     Seconds for each solve. An answer that it cuts short is an interval.
/// progress : callable or bool, optional
///     As for `solve`, for the first solve.
///
/// Raises
/// ------
/// InputError
///     If cohort and rules do not fit together, or a file cannot be understood.
/// OptionsError
///     If the plan is not one of this problem or makes a false claim, or if the options cannot be followed.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> session = tercet.Session(tercet.example_cohort())
/// >>> session.why_not("01", "02").verdict in {"forbidden", "impossible", "met", "proved"}
/// True
#[pyclass(frozen, module = "tercet")]
pub(crate) struct Session(Asked);

#[pymethods]
impl Session {
    #[new]
    #[pyo3(signature = (problem, plan = None, *, rules = None, strategy = "auto", seed = None, time_limit = None, work_limit = None,
        threads = None, progress = None),
        text_signature = "(problem, plan=None, *, rules=None, strategy='auto', seed=0, time_limit=None, work_limit=None, threads=None, progress=None)")]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments, as Python's users expect them")]
    fn new(
        problem: &Bound<'_, PyAny>,
        plan: Option<&Bound<'_, PyAny>>,
        rules: Option<&Rules>,
        strategy: &str,
        seed: Option<&Bound<'_, PyAny>>,
        time_limit: Option<f64>,
        work_limit: Option<&Bound<'_, PyAny>>,
        threads: Option<&Bound<'_, PyAny>>,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let py = problem.py();
        let options = options_of(py, (strategy, seed, threads), (time_limit, work_limit))?;
        let problem = as_problem(problem, rules)?;
        let given = plan.map(Given::of).transpose()?;
        let listener = Listener::of(py, progress, problem.len())?;
        let made = attended(
            py,
            move |cancel, observer| match given {
                None => Asked::new_with(problem, options, cancel, observer),
                Some(given) => match given.plan()? {
                    Ok(plan) => Asked::from_plan(problem, plan, options, cancel, observer),
                    Err(groups) => {
                        let start = groups.warm_start(&problem)?;
                        Asked::from_start(problem, &start, options, cancel, observer)
                    }
                },
            },
            &listener,
            OnInterrupt::Raise,
        )?;
        Ok(Self(made.map_err(|error| raise(py, error))?))
    }

    /// The problem.
    #[getter]
    fn problem(&self) -> Problem {
        Problem(Arc::clone(self.0.problem()))
    }

    /// The plan that the questions are about.
    #[getter]
    fn plan(&self) -> Plan {
        Plan { plan: self.0.plan().clone(), problem: Arc::clone(self.0.problem()) }
    }

    /// Ask why these schools are not in one group: the rules that forbid it, or what it would cost.
    ///
    /// Parameters
    /// ----------
    /// *schools : str
    ///     Two schools or more, by id or name.
    ///
    /// Returns
    /// -------
    /// Price
    ///     The rules that forbid it, or the price with the plan that has them together.
    ///
    /// Raises
    /// ------
    /// OptionsError
    ///     If a school is unknown, or if there are fewer than two.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> session = tercet.Session(tercet.example_cohort())
    /// >>> first, second, *_ = session.plan.groups[0]
    /// >>> session.why_not(first, second).verdict
    /// 'met'
    #[pyo3(signature = (*schools))]
    fn why_not(&self, py: Python<'_>, schools: Vec<String>) -> PyResult<Price> {
        let schools = self.ids(py, schools)?;
        self.ask(py, Demand::Together { schools })
    }

    /// Ask what a demand would cost. Give exactly one of the demands.
    ///
    /// Parameters
    /// ----------
    /// together : sequence of str, optional
    ///     These schools are in one group, with others if need be. Schools are given by id or name.
    /// apart : sequence of str, optional
    ///     No two of these schools are in one group.
    /// group : sequence of str, optional
    ///     These schools are a group by themselves.
    /// left_out : str, optional
    ///     This school takes no part.
    /// without : str, optional
    ///     The rule with this id is lifted, such as ``"differ:region"``. `Problem.rules_in_force` lists the ids.
    ///
    /// Returns
    /// -------
    /// Price
    ///     The rules that forbid it, or the price with the plan that meets the demand.
    ///
    /// Raises
    /// ------
    /// OptionsError
    ///     If a school or a rule is unknown.
    /// TypeError
    ///     If there is no demand, or more than one.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> session = tercet.Session(tercet.example_cohort())
    /// >>> session.price(apart=session.plan.groups[0][:2]).at_least >= 0
    /// True
    #[pyo3(signature = (*, together = None, apart = None, group = None, left_out = None, without = None))]
    fn price(
        &self,
        py: Python<'_>,
        together: Option<Vec<String>>,
        apart: Option<Vec<String>>,
        group: Option<Vec<String>>,
        left_out: Option<String>,
        without: Option<String>,
    ) -> PyResult<Price> {
        let demand = match (together, apart, group, left_out, without) {
            (Some(schools), None, None, None, None) => Demand::Together { schools: self.ids(py, schools)? },
            (None, Some(schools), None, None, None) => Demand::Apart { schools: self.ids(py, schools)? },
            (None, None, Some(schools), None, None) => Demand::Group { schools: self.ids(py, schools)? },
            (None, None, None, Some(school), None) => Demand::LeftOut { school: self.ids(py, vec![school])?.remove(0) },
            (None, None, None, None, Some(rule)) => Demand::Without { rule },
            _ => {
                let message = "give exactly one of together, apart, group, left_out and without";
                return Err(PyTypeError::new_err(message));
            }
        };
        self.ask(py, demand)
    }

    /// Ask what each rule in force costs: how much more the best plan would be worth without this one rule.
    ///
    /// Returns
    /// -------
    /// RulePrices
    ///     The prices, the dearest rule first.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> prices = tercet.Session(tercet.example_cohort()).rule_prices()
    /// >>> sorted(row["rule"] for row in prices.to_dicts())
    /// ['differ:region', 'differ:trust', 'same:phase']
    fn rule_prices(&self, py: Python<'_>) -> PyResult<RulePrices> {
        self.away(py, |session| session.rule_prices(|_| ())).map(RulePrices)
    }

    /// Find the pairs of schools that are together in every plan that is nearly as good.
    ///
    /// Parameters
    /// ----------
    /// within : float, default 0.0
    ///     How much less a plan may be worth, as a fraction: 0.01 looks at plans that are worth up to 1% less.
    ///
    /// Returns
    /// -------
    /// Backbone
    ///     The pairs that stand in every such plan, proved pair by pair, and the others.
    ///
    /// Raises
    /// ------
    /// OptionsError
    ///     If `within` is not from 0 to 1.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> found = tercet.Session(tercet.example_cohort()).backbone(within=0.01)
    /// >>> len(found.always) + len(found.replaceable) + len(found.open) > 0
    /// True
    #[pyo3(signature = (within = 0.0))]
    fn backbone(&self, py: Python<'_>, within: f64) -> PyResult<Backbone> {
        let found = self.away(py, move |session| session.backbone(within, |_, _| ()))?;
        Ok(Backbone { found, session: self.0.clone() })
    }

    fn __enter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, _exception: &Bound<'_, pyo3::types::PyTuple>) {}

    fn __repr__(&self) -> String {
        let plan = self.0.plan();
        format!("<Session about {} groups of {} schools>", plan.groups.len(), self.0.problem().len())
    }
}

impl Session {
    fn ids(&self, py: Python<'_>, schools: Vec<String>) -> PyResult<Vec<String>> {
        let problem = self.0.problem();
        let id = |given: String| problem.find(&given).map(|school| problem.school(school).id.clone());
        schools.into_iter().map(id).collect::<Result<_, _>>().map_err(|error| raise(py, error))
    }

    fn ask(&self, py: Python<'_>, demand: Demand) -> PyResult<Price> {
        let price = self.away(py, move |session| session.price(&demand))?;
        Ok(Price { price, session: self.0.clone() })
    }

    /// Asks in a thread of its own, so that Ctrl-C works.
    fn away<T: Send + 'static>(
        &self,
        py: Python<'_>,
        ask: impl FnOnce(&Asked) -> Result<T, tercet::Error> + Send + 'static,
    ) -> PyResult<T> {
        let session = self.0.clone();
        let asked = attended(
            py,
            move |cancel, _| ask(&session.with_cancel(cancel.clone())),
            &Listener::nobody(),
            OnInterrupt::Raise,
        )?;
        asked.map_err(|error| raise(py, error))
    }
}
