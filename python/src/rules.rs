//! The rules: every key of a rules file as a keyword argument, or the same from a file.

use std::ffi::CString;
use std::path::PathBuf;
use std::sync::LazyLock;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde_json::{Map, Value};
use tercet::model::format::{rules, schema};
use tercet::model::rules::HOMES;

use crate::convert::{from_json, from_serde, to_json};
use crate::errors::raise;

/// A keyword argument, and where it is in a rules file. All follow from the core's list of keys.
struct Keyword {
    name: String,
    table: &'static str,
    key: &'static str,
}

/// Every keyword argument: the keys of a rules file, of which the main ones of `scale`, `sizes` and `aim` go by their table's
/// name; and `labels`, `merge_near` and `alias` as a whole.
static KEYWORDS: LazyLock<Vec<Keyword>> = LazyLock::new(|| {
    const MAIN: [(&str, &str); 3] = [("scale", "strength"), ("sizes", "allowed"), ("aim", "kind")];
    let keyword = |table: &'static str, key: &'static str| {
        let name = if MAIN.contains(&(table, key)) { table } else { key };
        Keyword { name: name.to_owned(), table, key }
    };
    let tables = HOMES.iter().filter(|(table, _)| !table.is_empty());
    let keys = tables.flat_map(|&(table, keys)| keys.iter().map(move |&key| keyword(table, key)));
    let whole = ["labels", "merge_near", "alias"].map(|name| Keyword { name: name.to_owned(), table: name, key: "" });
    keys.chain(whole).collect()
});

/// The keyword arguments of `Rules`: name, type and description, in order. The signature, the documentation and the stub are made
/// from it.
///
/// Returns
/// -------
/// list of tuple of str
///
/// Examples
/// --------
/// >>> from tercet._native import _rule_keywords
/// >>> [(name, kind) for name, kind, _ in _rule_keywords() if name == "max_km"]
/// [('max_km', 'float')]
#[pyfunction]
#[pyo3(name = "_rule_keywords")]
pub(crate) fn rule_keywords() -> Vec<(String, String, String)> {
    let schema = schema::rules();
    let described = |keyword: &Keyword| {
        let mut node = &schema["properties"][keyword.table];
        if !keyword.key.is_empty() {
            node = &resolved(&schema, node)["properties"][keyword.key];
        }
        let description = node["description"].as_str().unwrap_or_default().replace('\n', " ");
        (keyword.name.clone(), kind(&schema, node), description)
    };
    KEYWORDS.iter().map(described).collect()
}

/// The node that a schema refers to.
fn resolved<'a>(schema: &'a Value, node: &'a Value) -> &'a Value {
    let name = node["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/"));
    name.map_or(node, |name| &schema["$defs"][name])
}

/// The Python type of what a schema accepts, without None.
fn kind(schema: &Value, node: &Value) -> String {
    let node = resolved(schema, node);
    // One kind of school and a count: texts and numbers.
    if node["properties"].get("count").is_some() {
        return "Mapping[str, str | float]".to_owned();
    }
    let choices = ["anyOf", "oneOf"].iter().find_map(|&key| node[key].as_array());
    if let Some(choices) = choices {
        let words: Vec<String> =
            choices.iter().filter_map(|choice| choice["const"].as_str()).map(|word| format!("\"{word}\"")).collect();
        let others = choices.iter().filter(|choice| choice.get("const").is_none() && choice["type"] != "null");
        let mut kinds: Vec<String> = Vec::new();
        if !words.is_empty() {
            kinds.push(format!("Literal[{}]", words.join(", ")));
        }
        kinds.extend(others.map(|choice| kind(schema, choice)));
        kinds.dedup();
        return kinds.join(" | ");
    }
    let types: Vec<&str> = match &node["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).filter(|&name| name != "null").collect(),
        one => one.as_str().into_iter().collect(),
    };
    match types.as_slice() {
        ["number"] => "float".to_owned(),
        ["integer"] => "int".to_owned(),
        ["string"] => "str".to_owned(),
        ["boolean"] => "bool".to_owned(),
        ["array"] if node.get("prefixItems").is_some() => "tuple[int, int]".to_owned(),
        ["array"] => format!("Iterable[{}]", kind(schema, &node["items"])),
        ["object"] => {
            let counts = node["patternProperties"].as_object().and_then(|patterns| patterns.values().next());
            match (counts, &node["additionalProperties"]) {
                (Some(count), _) => format!("Mapping[int, {}]", kind(schema, count)),
                (_, Value::Object(_)) => format!("Mapping[str, {}]", kind(schema, &node["additionalProperties"])),
                _ => "Mapping[str, float]".to_owned(),
            }
        }
        _ => "object".to_owned(),
    }
}

/// The signature of `Rules`, made when somebody asks for it: it needs `inspect`, which would slow every start.
#[pyclass(frozen, module = "tercet._native")]
struct RulesSignature;

#[pymethods]
impl RulesSignature {
    fn __get__<'py>(
        &self,
        py: Python<'py>,
        _rules: &Bound<'py, PyAny>,
        _class: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let parameters: Vec<String> = KEYWORDS.iter().map(|keyword| format!("{}=None", keyword.name)).collect();
        let source = CString::new(format!("lambda *, {}: None", parameters.join(", ")))?;
        py.import("inspect")?.call_method1("signature", (py.eval(&source, None, None)?,))
    }
}

/// Gives the class its signature and its documentation, which follow from the keys.
pub(crate) fn describe(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let class = module.py().get_type::<Rules>();
    class.setattr("__signature__", RulesSignature)?;
    let entry =
        |(name, kind, description): (String, String, String)| format!("{name} : {kind}, optional\n    {description}\n");
    let entries: String = rule_keywords().into_iter().map(entry).collect();
    let doc: String = class.getattr("__doc__")?.extract()?;
    class.setattr("__doc__", doc.replace("PARAMETERS\n", &entries))
}

/// The rules that a plan must keep, and what makes a plan good. Anything left out or None has its default.
///
/// Parameters
/// ----------
/// PARAMETERS
///
/// Raises
/// ------
/// InputError
///     One issue for each invalid value.
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
    #[pyo3(signature = (**rules))]
    fn new(py: Python<'_>, rules: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let mut tables: Map<String, Value> = Map::new();
        for (name, value) in rules.into_iter().flat_map(PyDictMethods::iter) {
            let name: String = name.extract()?;
            let Some(Keyword { table, key, .. }) = KEYWORDS.iter().find(|keyword| keyword.name == name) else {
                return Err(PyTypeError::new_err(format!("Rules() got an unexpected keyword argument '{name}'")));
            };
            if value.is_none() {
                continue;
            }
            let value = to_json(&value)?;
            if key.is_empty() {
                tables.insert((*table).to_owned(), value);
            } else if let Value::Object(entry) = tables.entry(*table).or_insert_with(|| Value::Object(Map::new())) {
                entry.insert((*key).to_owned(), value);
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
    ///     With every issue found. An unknown key is an issue, too.
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

    /// Read rules from the text of a rules file.
    ///
    /// Parameters
    /// ----------
    /// text : str
    ///     The contents of a rules file.
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
        let at = |keyword: &'static Keyword| {
            let of = |rules: &Value| match keyword.key {
                "" => rules.get(keyword.table).cloned(),
                key => rules.get(keyword.table)?.get(key).cloned(),
            };
            let value = of(&stated)?;
            (Some(&value) != of(&usual).as_ref()).then_some((keyword.name.as_str(), value))
        };
        KEYWORDS.iter().filter_map(at).collect()
    }
}
