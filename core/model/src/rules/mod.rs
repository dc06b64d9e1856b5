//! The rules: one file each, with its meaning, a pure function and worked examples.
//!
//! [`RuleInForce`] is the closed list of them, declared once below: each line names a rule, the type of its statements and the
//! value that states it. Whoever goes through rules goes through this list.

pub mod apart;
pub mod at_least;
pub mod at_most;
pub mod common_days;
pub mod differ;
pub mod forbidden;
pub mod learn_at_least;
mod list;
pub mod locked;
pub mod max_km;
pub mod max_minutes;
pub mod no_repeat;
pub mod origin;
mod places;
pub mod same;
pub mod share_at_least;
pub mod size;
mod stated;
pub mod statement;
pub mod structure;
pub mod together;
pub mod traits;
pub mod unmatched;

pub use list::{Broken, Statements};
pub(crate) use stated::HOMES;
pub use stated::{Aim, AimKind, HardRules, Rules, Scale};
pub use statement::{Minimum, Shape};

list::rules! {
    /// A group's size is allowed.
    Sizes(size::AllowedSizes), "sizes", |rules, _tables| rules.sizes;
    /// The number of groups of a size.
    Exactly(size::Exactly), "sizes.exactly", |rules, _tables| rules.sizes;
    /// No two alike.
    Differ(differ::Differ), "rules.differ", |rules, _tables| rules.hard.differ;
    /// All alike.
    Same(same::Same), "rules.same", |rules, _tables| rules.hard.same;
    /// The longest distance.
    MaxKm(max_km::MaxKm), "rules.max_km", |rules, _tables| rules.hard.max_km;
    /// The longest travel.
    MaxMinutes(max_minutes::MaxMinutes), "rules.max_minutes", |rules, _tables| rules.hard.max_minutes;
    /// Never in one group.
    Apart(apart::Apart), "rules.apart", |rules, _tables| rules.hard.apart;
    /// Not again within some years.
    NoRepeatYears(no_repeat::NoRepeat), "rules.no_repeat_years", |rules, _tables| rules.hard.no_repeat_years;
    /// The analyst's forbidden pairs.
    Forbidden(forbidden::Forbidden), "tables.forbidden", |_rules, tables| tables.forbidden;
    /// The fewest days on which a group can meet.
    CommonDays(common_days::CommonDays), "rules.common_days", |rules, _tables| rules.hard.common_days;
    /// At most this many of a kind.
    AtMost(at_most::AtMostStatement), "rules.at_most", |rules, _tables| rules.hard.at_most;
    /// At least this many of a kind.
    AtLeast(at_least::AtLeastStatement), "rules.at_least", |rules, _tables| rules.hard.at_least;
    /// Always in one group.
    Together(together::Together), "rules.together", |rules, _tables| rules.hard.together;
    /// Fixed groups.
    Locked(locked::Locked), "rules.locked", |rules, _tables| rules.hard.locked;
    /// The least to learn.
    LearnAtLeast(learn_at_least::LearnAtLeast), "rules.learn_at_least", |rules, _tables| rules.hard.learn_at_least;
    /// The least to share.
    ShareAtLeast(share_at_least::ShareAtLeast), "rules.share_at_least", |rules, _tables| rules.hard.share_at_least;
    /// Every school is in one group.
    Unmatched(unmatched::Unmatched), "rules.unmatched", |rules, _tables| rules.hard.unmatched;
}
