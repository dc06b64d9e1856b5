//! The feedback from the visits: who came, and what the participants say.
//!
//! [`tables`] reads the two tables. `counts` checks them against the calendar and counts. `disclosure` hides figures that
//! would reveal something about a few people. [`summary`] combines the counts into rates with intervals. [`leaders`] says
//! whether the same two leaders came each time. [`suggest`] proposes changes to the strengths for the next year.

mod counts;
mod disclosure;
pub mod leaders;
pub mod rate;
pub mod suggest;
pub mod summary;
pub mod tables;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::programme::statement::year::Place;

/// The feedback from the visits of a year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Feedback {
    /// Who came; empty if nobody recorded it.
    pub attendance: Vec<Attendance>,
    /// What the participants say.
    pub answers: Vec<Answer>,
}

impl Feedback {
    /// Attendance and answers.
    #[must_use]
    pub fn new(attendance: Vec<Attendance>, answers: Vec<Answer>) -> Self {
        Self { attendance, answers }
    }
}

/// Which of a school's two leaders. Tercet never asks for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The headteacher.
    Head,
    /// The second senior leader.
    Second,
}

impl Role {
    /// Both, in order.
    pub const ALL: [Self; 2] = [Self::Head, Self::Second];

    /// The role in a text, as form tools write it: "Head", "Headteacher", "second", "Senior leader". Capitals do not
    /// matter.
    ///
    /// ```
    /// use tercet::programme::feedback::Role;
    /// assert_eq!(Role::parse("Headteacher"), Some(Role::Head));
    /// assert_eq!(Role::parse("teacher"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().as_str() {
            "head" | "headteacher" | "head teacher" => Some(Self::Head),
            "second" | "second leader" | "senior leader" | "second senior leader" => Some(Self::Second),
            _ => None,
        }
    }

    /// `head` or `second`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Second => "second",
        }
    }
}

/// A leader who came to a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attendance {
    /// The host's id, which identifies the visit because each school hosts once; or the name of an event.
    pub visit: String,
    /// The id of the leader's school. The host's leaders are also listed.
    pub school: String,
    /// Which of the school's two leaders.
    pub role: Role,
    /// A key that tells this leader from others, such as `p17`, but is not a name; `None` if unknown.
    pub person: Option<String>,
    /// The row that states it.
    pub place: Place,
}

/// A leader's answers about a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// The host's id.
    pub visit: String,
    /// The id of the leader's school.
    pub school: String,
    /// Which of the school's two leaders.
    pub role: Role,
    /// Whether the leader plans to use something from the visit; `None` if the leader left the question out.
    pub uses: Option<bool>,
    /// The areas that the leader plans to use something from.
    pub uses_areas: Vec<String>,
    /// Whether the leader's own school has something to pass on; `None` if the leader left the question out.
    pub passes_on: Option<bool>,
    /// The areas in which the school has something to pass on.
    pub passes_on_areas: Vec<String>,
    /// The row that states it.
    pub place: Place,
}
