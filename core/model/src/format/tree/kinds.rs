//! How numbers, text, lists and maps are read from a tree.

use std::collections::{BTreeMap, BTreeSet};

use super::node::TreeValue;
use super::walk::{FromTree, Item, Walk};
use crate::error::{Code, Issue};
use crate::letters::tidy;
use crate::school;

impl FromTree for f64 {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        match item.node.value {
            #[expect(clippy::cast_precision_loss, reason = "exact to 2^53, and larger numbers are out of range")]
            TreeValue::Whole(number) => Some(number as Self),
            TreeValue::Number(number) if number.is_finite() => Some(number),
            TreeValue::Number(_) => {
                let issue = Issue::error(Code::NumberOutOfRange, "the number is not finite", "give a finite number");
                walk.push_value(issue, &item);
                None
            }
            _ => {
                walk.wrong_kind(&item, "a number", "write a number, without quotation marks");
                None
            }
        }
    }
}

impl FromTree for bool {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        if let TreeValue::Truth(truth) = item.node.value {
            return Some(truth);
        }
        walk.wrong_kind(&item, "true or false", "write true or false, without quotation marks");
        None
    }
}

impl FromTree for i64 {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        match item.node.value {
            TreeValue::Whole(number) => Some(number),
            // JSON does not tell 3.0 from 3; beyond 2^53 a float may stand for another whole number.
            #[expect(clippy::cast_possible_truncation, reason = "whole, and exact to 2^53")]
            TreeValue::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => Some(number as Self),
            TreeValue::Number(number) => {
                let code = if number.fract() == 0.0 { Code::NumberOutOfRange } else { Code::WrongKind };
                walk.push_value(
                    Issue::error(code, "this is not a whole number within range", "give a whole number"),
                    &item,
                );
                None
            }
            _ => {
                walk.wrong_kind(&item, "a whole number", "write a whole number, without quotation marks");
                None
            }
        }
    }
}

/// A whole number of a narrower type.
fn narrow<T: TryFrom<i64>>(item: Item, walk: &mut Walk<'_>, range: &str) -> Option<T> {
    let copy = Item { path: item.path.clone(), node: item.node.clone() };
    let number = i64::read(item, walk)?;
    let narrowed = T::try_from(number).ok();
    if narrowed.is_none() {
        let issue = Issue::error(Code::NumberOutOfRange, "the number is out of range", format!("give {range}"));
        walk.push_value(issue, &copy);
    }
    narrowed
}

impl FromTree for usize {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        narrow(item, walk, "0 or more")
    }
}

impl FromTree for u32 {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        narrow(item, walk, "0 to 4,294,967,295")
    }
}

impl FromTree for i32 {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        narrow(item, walk, "a number within ±2,147,483,647")
    }
}

impl FromTree for u8 {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        narrow(item, walk, "0 to 100")
    }
}

impl FromTree for String {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        if let TreeValue::Text(text) = item.node.value {
            return Some(tidy(text.trim()).into_owned());
        }
        let fix = item.node.value.shown().map_or_else(
            || "write one text between quotation marks".to_owned(),
            |shown| format!("write it between quotation marks: \"{shown}\""),
        );
        walk.wrong_kind(&item, "text", &fix);
        None
    }
}

impl FromTree for school::Value {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        match item.node.value {
            TreeValue::Text(_) => String::read(item, walk).map(Self::Text),
            TreeValue::Whole(_) | TreeValue::Number(_) => f64::read(item, walk).map(Self::Number),
            _ => {
                walk.wrong_kind(&item, "text or a number", "write text between quotation marks, or a number");
                None
            }
        }
    }
}

impl<T: FromTree> FromTree for Option<T> {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        if item.node.value == TreeValue::Null { Some(None) } else { T::read(item, walk).map(Some) }
    }
}

impl<T: FromTree> FromTree for Vec<T> {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let items = walk.items(item, "put it in square brackets, even if it is just one")?;
        let mut list = Self::with_capacity(items.len());
        let mut complete = true;
        for item in items {
            walk.lines.extend(item.node.line.map(|line| (item.path.clone(), line)));
            match T::read(item, walk) {
                Some(value) => list.push(value),
                None => complete = false,
            }
        }
        complete.then_some(list)
    }
}

impl<T: FromTree + Ord> FromTree for BTreeSet<T> {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        Some(Vec::read(item, walk)?.into_iter().collect())
    }
}

impl<T: FromTree> FromTree for BTreeMap<String, T> {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut map = Self::new();
        for (key, item) in walk.entries(item)? {
            walk.lines.extend(item.node.line.map(|line| (item.path.clone(), line)));
            if let Some(value) = T::read(item, walk) {
                map.insert(key, value);
            }
        }
        Some(map)
    }
}
