//! The rules: every rule and term as a keyword argument, or the same from a rules file.

use std::path::PathBuf;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde_json::{Map, Value};
use tercet::model::format::rules;

use crate::convert::{from_json, from_serde, to_json};
use crate::errors::raise;

/// Where each keyword argument stands in a rules file: its table and its key.
const PLACES: &[(&str, &str, &str)] = &[
    ("scale", "scale", "strength"),
    ("sizes", "sizes", "allowed"),
    ("exactly", "sizes", "exactly"),
    ("learn", "benefit", "learn"),
    ("share", "benefit", "share"),
    ("variety", "benefit", "variety"),
    ("likeness", "benefit", "likeness"),
    ("closeness", "benefit", "closeness"),
    ("novelty", "benefit", "novelty"),
    ("own", "benefit", "own"),
    ("differ", "rules", "differ"),
    ("same", "rules", "same"),
    ("at_most", "rules", "at_most"),
    ("at_least", "rules", "at_least"),
    ("max_km", "rules", "max_km"),
    ("max_minutes", "rules", "max_minutes"),
    ("common_days", "rules", "common_days"),
    ("learn_at_least", "rules", "learn_at_least"),
    ("share_at_least", "rules", "share_at_least"),
    ("apart", "rules", "apart"),
    ("together", "rules", "together"),
    ("locked", "rules", "locked"),
    ("no_repeat_years", "rules", "no_repeat_years"),
    ("unmatched", "rules", "unmatched"),
    ("aim", "aim", "kind"),
];

/// What a plan must keep and what it is to be good at. What is left out, or None, has its default.
///
/// Parameters
/// ----------
/// scale : float, default 5
///     The strength that counts as 100 percent.
/// sizes : sequence of int, default (3, 4)
///     The group sizes allowed, each 2 to 6.
/// exactly : mapping of int to int or (int, int), optional
///     For some sizes, how many groups of that size: a number, or a range with both ends included.
/// learn, share : float, default 7 and 3
///     The weight of what a school learns from its peers, and of what it can share with them. Of all weights, only the
///     ratios count.
/// variety, likeness : mapping of str to float, optional
///     Attributes in which peers should be different, or alike, with their weights.
/// closeness : mapping, optional
///     ``{"weight": 1, "zero_at_km": 250}``: peers that are near.
/// novelty : mapping, optional
///     ``{"weight": 1, "decay": 0.5}``: peers not met before.
/// own : float, default 0
///     The weight of the analyst's own table over pairs.
/// differ : sequence of str, default region and trust, where the cohort has them
///     Attributes in which no two schools of a group are alike. A blank is like nothing. An empty list switches it off.
/// same : sequence of str, default phase, where the cohort has it
///     Attributes in which all schools of a group are alike.
/// at_most, at_least : sequence of mapping, optional
///     ``{"attribute": "region", "value": "London", "count": 2}``, ``{"strength": "send", "level": 60, "count": 1}`` or
///     ``{"need": "send", "count": 1}``. Without ``value``, `at_most` holds for each value of the attribute.
/// max_km : float, optional
///     The longest distance between two schools of a group, as the crow flies.
/// max_minutes : int, optional
///     The longest travel between two schools of a group, by the problem's table of minutes.
/// common_days : int, optional
///     The fewest usable days that the schools of a group have in common, by the problem's `usable_days`.
/// learn_at_least, share_at_least : float, optional
///     The least that each school must be able to learn, and to share: 0 to 1.
/// apart, together, locked : sequence of sequence of str, optional
///     Lists of ids: no two of a list in one group; all of a list in one group; a list that is a group as it stands.
/// no_repeat_years : int, optional
///     Schools that were in one group within so many years may not meet again.
/// unmatched : "forbidden" or int, default "forbidden"
///     Whether a school may be left out, and at what price in points.
/// aim : {"total", "worst_first"}, default "total"
///     What a plan is to be best in: the sum of all benefits, or the worst-off school's, then the next one's, then the sum.
///
/// Raises
/// ------
/// InputError
///     With an issue for every value that cannot be.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> tercet.Rules(max_km=300, variety={"pupils": 1})
/// Rules(variety={'pupils': 1.0}, max_km=300.0)
#[pyclass(frozen, eq, module = "tercet")]
#[derive(PartialEq)]
pub(crate) struct Rules(pub(crate) tercet::Rules);

#[pymethods]
impl Rules {
    #[new]
    #[pyo3(
        signature = (**rules),
        text_signature = "(*, scale=None, sizes=None, exactly=None, learn=None, share=None, variety=None, likeness=None, closeness=None, novelty=None, own=None, differ=None, same=None, at_most=None, at_least=None, max_km=None, max_minutes=None, common_days=None, learn_at_least=None, share_at_least=None, apart=None, together=None, locked=None, no_repeat_years=None, unmatched=None, aim=None)"
    )]
    fn new(py: Python<'_>, rules: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let mut tables: Map<String, Value> = Map::new();
        for (name, value) in rules.into_iter().flat_map(PyDictMethods::iter) {
            let name: String = name.extract()?;
            let Some((_, table, key)) = PLACES.iter().find(|(keyword, ..)| *keyword == name) else {
                return Err(PyTypeError::new_err(format!("Rules() got an unexpected keyword argument '{name}'")));
            };
            if !value.is_none() {
                let entry = tables.entry(*table).or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(entry) = entry {
                    entry.insert((*key).to_owned(), to_json(&value)?);
                }
            }
        }
        rules::from_json_value(&Value::Object(tables)).map(Self).map_err(|error| raise(py, error))
    }

    /// Read a rules file.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     A TOML file with the tables ``scale``, ``sizes``, ``benefit``, ``rules`` and ``aim``; every key is optional.
    ///
    /// Returns
    /// -------
    /// Rules
    ///
    /// Raises
    /// ------
    /// InputError
    ///     With every issue found; an unknown key is one.
    /// OSError
    ///     If the file cannot be read.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> tercet.Rules.read("rules.toml")  # doctest: +SKIP
    /// Rules(max_km=300.0)
    #[staticmethod]
    fn read(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        py.detach(move || rules::read_rules(path)).map(Self).map_err(|error| raise(py, error))
    }

    /// Take the text of a rules file.
    ///
    /// Parameters
    /// ----------
    /// text : str
    ///     What a rules file holds.
    ///
    /// Returns
    /// -------
    /// Rules
    ///
    /// Raises
    /// ------
    /// InputError
    ///     With every issue found.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> tercet.Rules.from_toml("[rules]\nmax_km = 300")
    /// Rules(max_km=300.0)
    #[staticmethod]
    fn from_toml(py: Python<'_>, text: &str) -> PyResult<Self> {
        rules::parse_rules(text, "rules").map(Self).map_err(|error| raise(py, error))
    }

    /// Everything the rules say, with the keys of a rules file.
    ///
    /// Returns
    /// -------
    /// dict
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> tercet.Rules().to_dict()["benefit"]
    /// {'learn': 7.0, 'own': 0.0, 'share': 3.0}
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        Ok(from_serde(py, &self.0)?.cast_into()?)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, ())> {
        let py = slf.py();
        let keywords = PyDict::new(py);
        for (keyword, value) in slf.get().changes() {
            keywords.set_item(keyword, from_json(py, &value)?)?;
        }
        let restore = py.import("functools")?.getattr("partial")?.call((slf.get_type(),), Some(&keywords))?;
        Ok((restore, ()))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let mut said = Vec::new();
        for (keyword, value) in self.changes() {
            said.push(format!("{keyword}={}", from_json(py, &value)?.repr()?));
        }
        Ok(format!("Rules({})", said.join(", ")))
    }
}

impl Rules {
    /// The keyword arguments that differ from their defaults.
    fn changes(&self) -> Vec<(&'static str, Value)> {
        let table = |rules: &tercet::Rules| serde_json::to_value(rules).unwrap_or_default();
        let (stated, usual) = (table(&self.0), table(&tercet::Rules::default()));
        let at = |(keyword, table, key): &(&'static str, &str, &str)| {
            let value = stated.get(table)?.get(key)?;
            (Some(value) != usual.get(table).and_then(|usual| usual.get(key))).then(|| (*keyword, value.clone()))
        };
        PLACES.iter().filter_map(at).collect()
    }
}
