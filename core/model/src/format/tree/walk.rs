//! The walk over a tree. Every type defines its reading, and the walk collects every issue until the end.
//!
//! [`Fields`] remembers which keys were read, so the list of known keys needs no separate copy. The walk judges only the
//! kind of a value and whether its type can hold it. The model judges ranges.

use std::collections::{BTreeMap, BTreeSet};

use super::node::{Node, TreeEntry, TreeValue};
use crate::error::{Code, Issue, Issues};
use crate::near;

/// A value with its dotted path, such as `rules.locked[1]`.
#[derive(Debug)]
pub struct Item {
    pub path: String,
    pub node: Node,
}

/// A type that can be read from a tree. `None` means that the value could not be read, and the walk has an issue that says
/// why.
pub trait FromTree: Sized {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self>;
}

/// The state of the walk through the tree.
#[derive(Debug)]
pub struct Walk<'a> {
    pub issues: &'a mut Issues,
    file: Option<&'a str>,
    /// The school that is being read.
    pub school: Option<String>,
    /// Every path, with its line.
    pub lines: BTreeMap<String, u64>,
    homes: Homes,
}

/// Keys by their table. They show where a key in the wrong table belongs.
pub type Homes = &'static [(&'static str, &'static [&'static str])];

impl<'a> Walk<'a> {
    pub fn new(file: Option<&'a str>, issues: &'a mut Issues) -> Self {
        Self { issues, file, school: None, lines: BTreeMap::new(), homes: &[] }
    }

    /// Sets which table each key belongs to. The fix for a key in the wrong table then names the right table.
    #[must_use]
    pub fn with_homes(mut self, homes: Homes) -> Self {
        self.homes = homes;
        self
    }

    /// Adds an issue about the value at this path.
    pub fn push(&mut self, issue: Issue, path: &str, line: Option<u64>) {
        let issue = if path.is_empty() { issue } else { issue.at_key(path) };
        let issue = self.file.into_iter().fold(issue, Issue::in_file);
        let issue = self.school.iter().fold(issue, Issue::of_school);
        self.issues.push(line.into_iter().fold(issue, Issue::at_row));
    }

    /// Adds an issue about a value of the wrong kind.
    pub fn wrong_kind(&mut self, item: &Item, expected: &str, fix: &str) {
        let value = &item.node.value;
        let issue = Issue::error(Code::WrongKind, format!("{expected} is expected, but this is {}", value.noun()), fix);
        self.push_value(issue, item);
    }

    /// Adds an issue that quotes the value.
    pub fn push_value(&mut self, issue: Issue, item: &Item) {
        let issue = item.node.value.shown().into_iter().fold(issue, Issue::with_value);
        self.push(issue, &item.path, item.node.line);
    }

    /// Reads one of several words.
    pub fn choice<T: Copy>(&mut self, item: &Item, choices: &[(&str, T)]) -> Option<T> {
        let names = || choices.iter().map(|&(name, _)| name);
        let list = names().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(" or ");
        let TreeValue::Text(word) = &item.node.value else {
            self.wrong_kind(item, &list, "write one of these words between quotation marks");
            return None;
        };
        let found = choices.iter().find(|(name, _)| name == word).map(|&(_, choice)| choice);
        if found.is_none() {
            let fix = format!("write {list}{}", near::hint(word, names()));
            self.push_value(Issue::error(Code::UnknownChoice, "this word is not one of the choices", fix), item);
        }
        found
    }

    /// Reads the keys of a table.
    pub fn fields<'w>(&'w mut self, item: Item) -> Option<Fields<'w, 'a>> {
        let TreeValue::Table(entries) = item.node.value else {
            self.wrong_kind(&item, "a table", "write it with keys and values");
            return None;
        };
        self.check_unique(&item.path, &entries);
        Some(Fields { walk: self, path: item.path, line: item.node.line, entries, asked: Vec::new(), homes: &[] })
    }

    /// Reads the keys of one of the tables that [`Walk::with_homes`] knows.
    pub fn table<'w>(&'w mut self, item: Item) -> Option<Fields<'w, 'a>> {
        let homes = self.homes;
        self.fields(item).map(|fields| Fields { homes, ..fields })
    }

    /// Reads the entries of a table whose keys are names that the user chose.
    pub fn entries(&mut self, item: Item) -> Option<Vec<(String, Item)>> {
        let fields = self.fields(item)?;
        let path = fields.path;
        Some(fields.entries.into_iter().map(|entry| (entry.key.trim().to_owned(), under(&path, entry))).collect())
    }

    fn check_unique(&mut self, path: &str, entries: &[TreeEntry]) {
        let mut keys = BTreeSet::new();
        for entry in entries {
            if !keys.insert(entry.key.as_str()) {
                let issue = Issue::error(Code::DuplicateEntry, "the key is given twice", "remove one of them");
                self.push(issue, &join(path, &entry.key), entry.line);
            }
        }
    }

    pub(super) fn items(&mut self, item: Item, fix: &str) -> Option<Vec<Item>> {
        let TreeValue::List(nodes) = item.node.value else {
            self.wrong_kind(&item, "a list", fix);
            return None;
        };
        let place = |(at, node)| Item { path: format!("{}[{at}]", item.path), node };
        Some(nodes.into_iter().enumerate().map(place).collect())
    }
}

/// A table with the keys that have not been read yet.
#[derive(Debug)]
pub struct Fields<'w, 'a> {
    walk: &'w mut Walk<'a>,
    path: String,
    line: Option<u64>,
    entries: Vec<TreeEntry>,
    asked: Vec<&'static str>,
    homes: Homes,
}

impl Fields<'_, '_> {
    /// Whether the table has the key.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// The value of a key, not yet read.
    pub fn take(&mut self, key: &'static str) -> Option<Item> {
        self.asked.push(key);
        let place = self.entries.iter().position(|entry| entry.key == key)?;
        let entry = self.entries.remove(place);
        let path = join(&self.path, key);
        self.walk.lines.extend(entry.line.map(|line| (path.clone(), line)));
        Some(Item { path, node: entry.node })
    }

    /// Reads an optional key.
    pub fn optional<T: FromTree>(&mut self, key: &'static str) -> Option<T> {
        let item = self.take(key)?;
        T::read(item, self.walk)
    }

    /// Sets the target to the key's value, or leaves it as it is if the key is missing.
    pub fn set<T: FromTree>(&mut self, key: &'static str, target: &mut T) {
        if let Some(value) = self.optional(key) {
            *target = value;
        }
    }

    /// Reads a required key.
    pub fn required<T: FromTree>(&mut self, key: &'static str) -> Option<T> {
        if !self.has(key) {
            self.asked.push(key);
            let issue = Issue::error(Code::MissingKey, format!("the key `{key}` is missing"), "add it");
            self.walk.push(issue, &self.path, self.line);
            return None;
        }
        self.optional(key)
    }

    /// Sets which school the next issues are about.
    pub fn about(&mut self, school: Option<String>) {
        self.walk.school = school;
    }

    /// Adds an issue about the table as a whole.
    pub fn push(&mut self, issue: Issue) {
        self.walk.push(issue, &self.path, self.line);
    }

    /// Adds an issue for every key that was not read.
    pub fn finish(self) {
        for entry in &self.entries {
            if self.asked.contains(&entry.key.as_str()) {
                continue; // A key that is there twice, which is an issue already.
            }
            let home = self.homes.iter().find(|(_, keys)| keys.contains(&entry.key.as_str()));
            let fix = match home {
                Some((table, _)) => format!("move it to [{table}]"),
                None => format!("remove it{}", near::hint(&entry.key, self.asked.iter().copied())),
            };
            let issue = Issue::error(Code::UnknownKey, "the key is not known here", fix);
            self.walk.push(issue, &join(&self.path, &entry.key), entry.line);
        }
    }
}

fn join(path: &str, key: &str) -> String {
    // A key may be any text; what a message shows of it is cut.
    const MOST: usize = 60;
    let key: String = key.chars().take(MOST).collect();
    if path.is_empty() { key } else { format!("{path}.{key}") }
}

fn under(path: &str, entry: TreeEntry) -> Item {
    Item { path: join(path, &entry.key), node: entry.node }
}
