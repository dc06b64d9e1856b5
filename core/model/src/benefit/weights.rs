//! How a rules file states weights: as a number, as a number for each attribute, or as a record with a weight among its
//! keys.

use std::collections::BTreeMap;

/// A value that states the weights of one or more terms.
pub(super) trait Weights {
    /// What distinguishes the terms of one key: the name of an attribute, or nothing.
    type Part;

    /// The terms that the value states, each with its weight, in the order that settles ties.
    fn weights(&self) -> Vec<(Self::Part, f64)>;

    /// The dotted key of a term's weight. `key` is the dotted key of the whole value.
    fn key(key: &str, part: &Self::Part) -> String;
}

impl Weights for f64 {
    type Part = ();

    fn weights(&self) -> Vec<((), f64)> {
        vec![((), *self)]
    }

    fn key(key: &str, (): &()) -> String {
        key.to_owned()
    }
}

impl Weights for BTreeMap<String, f64> {
    type Part = String;

    fn weights(&self) -> Vec<(String, f64)> {
        self.iter().map(|(attribute, &weight)| (attribute.clone(), weight)).collect()
    }

    fn key(key: &str, attribute: &String) -> String {
        format!("{key}.{attribute}")
    }
}

/// A record with a weight among its keys.
pub(super) trait Weighted {
    /// The weight.
    fn weight(&self) -> f64;
}

impl<T: Weighted> Weights for Option<T> {
    type Part = ();

    fn weights(&self) -> Vec<((), f64)> {
        self.iter().map(|stated| ((), stated.weight())).collect()
    }

    fn key(key: &str, (): &()) -> String {
        format!("{key}.weight")
    }
}
