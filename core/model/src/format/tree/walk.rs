//! The walk over a tree: every type says how it is read, and every issue is kept until the end.
//!
//! [`Fields`] remembers which keys were asked for, so what is known and what is read are one list. Only the kind of a value
//! is judged here, and whether its type can hold it; ranges are the model's.

use std::collections::{BTreeMap, BTreeSet};

use super::node::{Node, TreeEntry, TreeValue};
use crate::error::{Code, Issue, Issues};
use crate::letters::tidy;
use crate::near;

/// A value with its dotted path, such as `rules.locked[1]`.
#[derive(Debug)]
pub struct Item {
    pub path: String,
    pub node: Node,
}

/// A type that can be read from a tree. `None`: it could not, and the walk has an issue that says why.
pub trait FromTree: Sized {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self>;
}

/// What is carried through the tree.
#[derive(Debug)]
pub struct Walk<'a> {
    pub issues: &'a mut Issues,
    file: Option<&'a str>,
    /// The school that is being read.
    pub school: Option<String>,
    /// Every path with the line it stands on.
    pub lines: BTreeMap<String, u64>,
    homes: Homes,
}

/// Keys by their table: where a key that is in the wrong table belongs.
pub type Homes = &'static [(&'static str, &'static [&'static str])];

impl<'a> Walk<'a> {
    pub fn new(file: Option<&'a str>, issues: &'a mut Issues) -> Self {
        Self { issues, file, school: None, lines: BTreeMap::new(), homes: &[] }
    }

    /// Says to which table each key belongs, so that one in the wrong table is sent to the right one.
    #[must_use]
    pub fn with_homes(mut self, homes: Homes) -> Self {
        self.homes = homes;
        self
    }

    /// Keeps an issue of the value at this path.
    pub fn push(&mut self, issue: Issue, path: &str, line: Option<u64>) {
        let issue = if path.is_empty() { issue } else { issue.at_key(path) };
        let issue = self.file.into_iter().fold(issue, Issue::in_file);
        let issue = self.school.iter().fold(issue, Issue::of_school);
        self.issues.push(line.into_iter().fold(issue, Issue::at_row));
    }

    /// Keeps that a value is of the wrong kind.
    pub fn wrong_kind(&mut self, item: &Item, expected: &str, fix: &str) {
        let value = &item.node.value;
        let issue = Issue::error(Code::WrongKind, format!("{expected} is expected, but this is {}", value.noun()), fix);
        self.push_value(issue, item);
    }

    /// Keeps an issue that quotes the value.
    pub fn push_value(&mut self, issue: Issue, item: &Item) {
        let issue = item.node.value.shown().into_iter().fold(issue, Issue::with_value);
        self.push(issue, &item.path, item.node.line);
    }

    /// One word of several.
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

    /// The keys of a table.
    pub fn fields<'w>(&'w mut self, item: Item) -> Option<Fields<'w, 'a>> {
        let TreeValue::Table(entries) = item.node.value else {
            self.wrong_kind(&item, "a table", "write it with keys and values");
            return None;
        };
        self.check_unique(&item.path, &entries);
        Some(Fields { walk: self, path: item.path, line: item.node.line, entries, asked: Vec::new(), homes: &[] })
    }

    /// The keys of one of the tables that [`Walk::with_homes`] knows.
    pub fn table<'w>(&'w mut self, item: Item) -> Option<Fields<'w, 'a>> {
        let homes = self.homes;
        self.fields(item).map(|fields| Fields { homes, ..fields })
    }

    /// The entries of a table whose keys are names of the user's.
    pub fn entries(&mut self, item: Item) -> Option<Vec<(String, Item)>> {
        let fields = self.fields(item)?;
        let path = fields.path;
        Some(
            fields
                .entries
                .into_iter()
                .map(|entry| (tidy(entry.key.trim()).into_owned(), under(&path, entry)))
                .collect(),
        )
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

/// The keys of a table that are still to be asked for.
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
    /// Whether the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// The value of a key, unread.
    pub fn take(&mut self, key: &'static str) -> Option<Item> {
        self.asked.push(key);
        let place = self.entries.iter().position(|entry| entry.key == key)?;
        let entry = self.entries.remove(place);
        let path = join(&self.path, key);
        self.walk.lines.extend(entry.line.map(|line| (path.clone(), line)));
        Some(Item { path, node: entry.node })
    }

    /// The value of a key that may be left out.
    pub fn optional<T: FromTree>(&mut self, key: &'static str) -> Option<T> {
        let item = self.take(key)?;
        T::read(item, self.walk)
    }

    /// Sets what the key says, and leaves it as it is if the key is not there.
    pub fn set<T: FromTree>(&mut self, key: &'static str, target: &mut T) {
        if let Some(value) = self.optional(key) {
            *target = value;
        }
    }

    /// The value of a key that must be there.
    pub fn required<T: FromTree>(&mut self, key: &'static str) -> Option<T> {
        if !self.has(key) {
            self.asked.push(key);
            let issue = Issue::error(Code::MissingKey, format!("the key `{key}` is missing"), "add it");
            self.walk.push(issue, &self.path, self.line);
            return None;
        }
        self.optional(key)
    }

    /// Says of which school the issues are that come now.
    pub fn about(&mut self, school: Option<String>) {
        self.walk.school = school;
    }

    /// Keeps an issue of the table as a whole.
    pub fn push(&mut self, issue: Issue) {
        self.walk.push(issue, &self.path, self.line);
    }

    /// Every key that nobody asked for is an issue.
    pub fn finish(self) {
        for entry in &self.entries {
            if self.asked.contains(&entry.key.as_str()) {
                continue; // A key that is there twice, which is an issue already.
            }
            let home = self.homes.iter().find(|(_, keys)| keys.contains(&entry.key.as_str()));
            let fix = match home {
                Some(("", _)) => "move it to the top of the file, above every [table]".to_owned(),
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
