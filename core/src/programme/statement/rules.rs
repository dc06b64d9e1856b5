//! What every calendar must keep, and what makes one calendar better than another.

use crate::programme::statement::dates::{Time, Weekdays};
use crate::units::{billionths, largest_remainder};

/// The rules of a calendar and the weights of its terms.
///
/// ```
/// let rules = tercet::programme::statement::rules::CalendarRules::default();
/// assert_eq!((rules.gap_days, rules.visits_a_day), (21, None));
/// assert_eq!(rules.weights.thousandths().list().iter().sum::<i64>(), 1_000);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CalendarRules {
    /// The fewest days between two visits of a group. Default 21.
    pub gap_days: u32,
    /// The days of the week on which visits are allowed. Default Monday to Friday.
    pub weekdays: Weekdays,
    /// The most visits of all groups on a day; `None` means any number. Default none.
    pub visits_a_day: Option<u32>,
    /// The most visits of all groups in a week from Monday; `None` means any number. Default none.
    pub visits_a_week: Option<u32>,
    /// How far a facilitator may live from the host, in kilometres; `None` means any distance. Default none.
    pub max_km: Option<u32>,
    /// The distance at which travel is worth nothing, in kilometres. Default 250.
    pub zero_at_km: u32,
    /// Whether one facilitator must lead all visits of a group. Default any.
    pub facilitator: Continuity,
    /// The weight of each term of the value.
    pub weights: CalendarWeights,
    /// What calendar files say about every visit.
    pub files: FileRules,
}

/// What calendar files say about every visit, apart from its day.
///
/// ```
/// let files = tercet::programme::statement::rules::FileRules::default();
/// assert!(files.hours.is_none() && files.organiser.is_none());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileRules {
    /// When visits begin and end, in London time; `None` means whole days.
    pub hours: Option<(Time, Time)>,
    /// How many days before a visit calendar programs remind people of it; `None` means that they do not.
    pub reminder_days: Option<u32>,
    /// The name of whoever runs the programme; `None` means the name of the programme's year.
    pub organiser: Option<String>,
    /// The address for questions to whoever runs the programme.
    pub organiser_email: Option<String>,
}

/// Whether a group keeps one facilitator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Continuity {
    /// Each visit may have another facilitator. Keeping one only counts towards the value.
    #[default]
    Any,
    /// All visits of a group have the same facilitator.
    Same,
}

/// The terms of the value, each with its weight.
macro_rules! weights {
    ($($(#[doc = $doc:literal])+ $name:ident = $default:literal,)*) => {
        /// The weights of the terms. Only their ratios count.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct CalendarWeights {
            $($(#[doc = $doc])+ pub $name: f64,)*
        }

        /// The shares of the terms in whole thousandths.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Shares {
            $($(#[doc = $doc])+ pub $name: i64,)*
        }

        impl Default for CalendarWeights {
            fn default() -> Self {
                Self { $($name: $default,)* }
            }
        }

        impl CalendarWeights {
            /// The keys of the weights, in the order of a rules file.
            pub const KEYS: &[&str] = &[$(stringify!($name)),*];

            /// The weights, in the order of the keys.
            #[must_use]
            pub fn list(&self) -> Vec<f64> {
                vec![$(self.$name),*]
            }

            /// A weight by its key.
            pub(crate) fn by_key(&mut self, key: &str) -> Option<&mut f64> {
                match key {
                    $(stringify!($name) => Some(&mut self.$name),)*
                    _ => None,
                }
            }
        }

        impl Shares {
            /// The shares, in the order of the keys.
            #[must_use]
            pub fn list(self) -> Vec<i64> {
                vec![$(self.$name),*]
            }

            fn new(shares: &[i64]) -> Self {
                let mut shares = shares.iter().copied();
                Self { $($name: shares.next().unwrap_or(0),)* }
            }
        }
    };
}

// A macro, because a term's key, default and share must always match.
weights! {
    /// The visits of a group are spread evenly over the days on which all of its schools are open. Default 4.
    spread = 4.0,
    /// Visits avoid the first and the last week of a half-term, and above all the first two days after a holiday and the
    /// last three before Christmas. Default 4.
    edges = 4.0,
    /// No month has more visits than its share of the open days. Default 3.
    months = 3.0,
    /// No week has more visits than its share plus a quarter. Default 1.
    weeks = 1.0,
    /// No day has more visits than its share plus a quarter. Default 1.
    days = 1.0,
    /// Visits avoid the days that schools would rather keep free. Default 4.
    avoid = 4.0,
    /// Facilitators live near the host. Default 3.
    travel = 3.0,
    /// A group keeps one facilitator. Default 2.
    continuity = 2.0,
    /// No facilitator leads more visits than an even share plus a quarter. Default 1.
    workload = 1.0,
    /// Hosts get a date that they prefer. Default 1.
    preferred = 1.0,
}

impl Default for CalendarRules {
    fn default() -> Self {
        Self {
            gap_days: 21,
            weekdays: Weekdays::WORKING,
            visits_a_day: None,
            visits_a_week: None,
            max_km: None,
            zero_at_km: 250,
            facilitator: Continuity::Any,
            weights: CalendarWeights::default(),
            files: FileRules::default(),
        }
    }
}

impl CalendarWeights {
    /// The weights in whole thousandths that sum to 1,000; all zero if no weight is above 0.
    #[must_use]
    pub fn thousandths(&self) -> Shares {
        let parts: Vec<i64> = self.list().into_iter().map(|weight| billionths(weight).unwrap_or(0).max(0)).collect();
        Shares::new(&largest_remainder(&parts, 1_000))
    }
}
