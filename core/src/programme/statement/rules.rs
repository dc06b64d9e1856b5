//! What every calendar must keep, and what makes one better than another.

use crate::programme::statement::dates::Weekdays;
use crate::units::{billionths, largest_remainder};

/// The rules of a calendar and the weights of its terms.
///
/// ```
/// let rules = tercet::programme::statement::rules::CalendarRules::default();
/// assert_eq!((rules.gap_days, rules.weights.thousandths()), (21, [400, 300, 200, 100]));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CalendarRules {
    /// The fewest days from one visit of a group to its next. Default 21.
    pub gap_days: u32,
    /// The days of the week that visits may fall on. Default Monday to Friday.
    pub weekdays: Weekdays,
    /// How far a facilitator may live from the host, in kilometres; none: any distance.
    pub max_km: Option<u32>,
    /// The distance at which travel is worth nothing, in kilometres. Default 250.
    pub zero_at_km: u32,
    /// Whether one facilitator must hold all visits of a group. Default any.
    pub facilitator: Continuity,
    /// What counts how much.
    pub weights: CalendarWeights,
}

/// Whether a group keeps its facilitator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Continuity {
    /// Each visit may have another; continuity only counts for the value.
    #[default]
    Any,
    /// All visits of a group have the same.
    Same,
}

/// The weights of the terms; only their ratios count.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CalendarWeights {
    /// The visits of a group are spread evenly over the year. Default 4.
    pub spread: f64,
    /// Facilitators live near. Default 3.
    pub travel: f64,
    /// A group keeps one facilitator. Default 2.
    pub continuity: f64,
    /// Hosts have a date that they prefer. Default 1.
    pub preferred: f64,
}

impl Default for CalendarRules {
    fn default() -> Self {
        Self {
            gap_days: 21,
            weekdays: Weekdays::WORKING,
            max_km: None,
            zero_at_km: 250,
            facilitator: Continuity::Any,
            weights: CalendarWeights::default(),
        }
    }
}

impl Default for CalendarWeights {
    fn default() -> Self {
        Self { spread: 4.0, travel: 3.0, continuity: 2.0, preferred: 1.0 }
    }
}

impl CalendarWeights {
    /// The weights of spread, travel, continuity and preferred dates in whole thousandths that sum to 1,000; all zero where
    /// no weight is a number above 0.
    #[must_use]
    pub fn thousandths(&self) -> [i64; 4] {
        let parts = [self.spread, self.travel, self.continuity, self.preferred];
        let parts = parts.map(|weight| billionths(weight).unwrap_or(0).max(0));
        largest_remainder(&parts, 1_000).try_into().expect("as many shares as parts")
    }
}
