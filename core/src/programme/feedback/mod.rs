//! What comes back from the visits: who came, and what they say of it.
//!
//! [`tables`] reads the two tables, `counts` checks them against the calendar and counts, `disclosure` hides what would tell of
//! a few people, [`summary`] joins it into rates with their intervals, [`leaders`] says whether the same two came each time, and
//! [`suggest`] what it means for the strengths of the next year.

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

/// What came back from the visits of a year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Feedback {
    /// Who came; empty where nobody noted it.
    pub attendance: Vec<Attendance>,
    /// What those who came say.
    pub answers: Vec<Answer>,
}

impl Feedback {
    /// Attendance and answers.
    #[must_use]
    pub fn new(attendance: Vec<Attendance>, answers: Vec<Answer>) -> Self {
        Self { attendance, answers }
    }
}

/// Which of a school's two leaders. No name is ever asked for.
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

    /// The role that a text names, as form tools write it: "Head", "Headteacher", "second", "Senior leader"; capitals do not count.
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
    /// The id of the school that hosted, which names the visit because each school hosts once; or the name of an event.
    pub visit: String,
    /// The id of the school that the leader is from; the host's leaders are there, too.
    pub school: String,
    /// Which of its two leaders.
    pub role: Role,
    /// What tells a leader from another, such as `p17`; no name. None where it is not known.
    pub person: Option<String>,
    /// Where it is stated.
    pub place: Place,
}

/// What a leader says of a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// The id of the school that hosted.
    pub visit: String,
    /// The id of the school that the leader is from.
    pub school: String,
    /// Which of its two leaders.
    pub role: Role,
    /// Whether they plan to use something that they saw; none where the question was left out.
    pub uses: Option<bool>,
    /// The areas that they plan to use something of.
    pub uses_areas: Vec<String>,
    /// Whether their own school has something to pass on; none where the question was left out.
    pub passes_on: Option<bool>,
    /// The areas that it has something to pass on in.
    pub passes_on_areas: Vec<String>,
    /// Where it is stated.
    pub place: Place,
}
