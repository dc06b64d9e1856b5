//! The rules. Each rule has a file with its meaning, a pure function and worked examples.
//!
//! The list of rules is closed and declared once, below. Each entry has a rule's meaning, its name, the type of its
//! statements, and the key that states it, with the key's type and range. All code that goes through the rules uses this
//! list.

pub mod apart;
pub mod at_least;
pub mod at_most;
mod attribute;
pub mod common_days;
mod declare;
pub mod differ;
pub mod forbidden;
pub mod learn_at_least;
mod least_fraction;
pub mod locked;
pub mod max_km;
pub mod max_minutes;
pub mod min_km;
pub mod no_repeat;
pub mod origin;
mod places;
pub mod same;
pub mod share_at_least;
pub mod size;
mod stated;
pub mod statement;
pub mod statements;
pub mod structure;
pub mod together;
pub mod traits;
pub mod unmatched;

pub use stated::{Aim, AimKind, HOMES, Rules, Scale};
pub use statement::{Minimum, RuleShape};

declare::rules! {
    hard {
        /// Attributes in which all schools of a group differ. The default is region and trust, if the cohort has them. A
        /// blank conflicts with nothing. An empty list turns the rule off.
        Differ(differ::Differ) differ: Option<Vec<String>>
            [serde(skip_serializing_if = "Option::is_none")];
        /// Attributes in which all schools of a group are alike. The default is phase, if the cohort has it.
        Same(same::Same) same: Option<Vec<String>>
            [serde(skip_serializing_if = "Option::is_none")];
        /// At most this many schools of a kind in a group. The kind is `attribute` and `value`, `strength` and `level`, or
        /// `need`, with `count`. Without `value`, the limit applies to each value of the attribute.
        AtMost(at_most::AtMostStatement) at_most: Vec<at_most::AtMost>
            [serde(skip_serializing_if = "Vec::is_empty")];
        /// At least this many schools of a kind in a group. The kind is `attribute` and `value`, `strength` and `level`, or
        /// `need`, with `count`.
        AtLeast(at_least::AtLeastStatement) at_least: Vec<at_least::AtLeast>
            [serde(skip_serializing_if = "Vec::is_empty")];
        /// The longest distance between two schools of a group, in km in a straight line.
        MaxKm(max_km::MaxKm) max_km: Option<f64>
            [serde(skip_serializing_if = "Option::is_none")]
            [schemars(range(min = 0, max = 1_000_000_000))];
        /// The shortest distance between two schools of a group, in km in a straight line. It keeps schools apart that
        /// compete for the same pupils.
        MinKm(min_km::MinKm) min_km: Option<f64>
            [serde(skip_serializing_if = "Option::is_none")]
            [schemars(range(min = 0, max = 1_000_000_000))];
        /// The longest travel time between two schools of a group, in minutes, by the travel table.
        MaxMinutes(max_minutes::MaxMinutes) max_minutes: Option<u32>
            [serde(skip_serializing_if = "Option::is_none")];
        /// The fewest usable days that the schools of a group have in common, by the table of usable days.
        CommonDays(common_days::CommonDays) common_days: Option<u32>
            [serde(skip_serializing_if = "Option::is_none")]
            [schemars(range(min = 1, max = 1000))];
        /// The least that each school must be able to learn: a share of its needs, 0 to 1.
        LearnAtLeast(learn_at_least::LearnAtLeast) learn_at_least: Option<f64>
            [serde(skip_serializing_if = "Option::is_none")]
            [schemars(range(min = 0, max = 1))];
        /// The least that each school must be able to share: a share of its peers' needs, 0 to 1.
        ShareAtLeast(share_at_least::ShareAtLeast) share_at_least: Option<f64>
            [serde(skip_serializing_if = "Option::is_none")]
            [schemars(range(min = 0, max = 1))];
        /// Lists of schools. No two schools of a list may be in one group.
        Apart(apart::Apart) apart: Vec<Vec<String>>
            [serde(skip_serializing_if = "Vec::is_empty")]
            [schemars(inner(length(min = 2)))];
        /// Lists of schools. All schools of a list must be in one group.
        Together(together::Together) together: Vec<Vec<String>>
            [serde(skip_serializing_if = "Vec::is_empty")]
            [schemars(inner(length(min = 2)))];
        /// Fixed groups. Each list is one whole group.
        Locked(locked::Locked) locked: Vec<Vec<String>>
            [serde(skip_serializing_if = "Vec::is_empty")]
            [schemars(inner(length(min = 2)))];
        /// Schools that were in one group within this many years may not meet again.
        NoRepeatYears(no_repeat::NoRepeat) no_repeat_years: Option<u32>
            [serde(skip_serializing_if = "Option::is_none")];
        /// Whether a school may be left out: "forbidden", or a price in points for each school left out.
        Unmatched(unmatched::Unmatched) unmatched: unmatched::Unmatched;
    }
    others {
        /// The allowed group sizes.
        Sizes(size::AllowedSizes), "sizes", |rules, _tables| rules.sizes;
        /// The number of groups with a certain size.
        Exactly(size::Exactly), "sizes.exactly", |rules, _tables| rules.sizes;
        /// The analyst's forbidden pairs.
        Forbidden(forbidden::Forbidden), "tables.forbidden", |_rules, tables| tables.forbidden;
    }
}
