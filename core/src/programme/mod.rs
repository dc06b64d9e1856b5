//! The year of visits: from groups to dates that every member can keep, with a facilitator for each visit.
//!
//! | folder | its part |
//! |---|---|
//! | [`statement`] | the year as the user states it: terms, closed days, facilitators, rules and people, and the tables that hold them |
//! | [`schedule`](mod@schedule) | the search for dates and facilitators, with a bound on the value, and the reasons if a group cannot meet |
//! | [`calendar`] | the visits that the search found, their check against the year alone, and the files for the participants |
//! | [`proposals`](mod@proposals) | the options for a group that has become too small |
//! | [`feedback`] | who came, and what the participants say |

pub mod calendar;
pub mod feedback;
pub mod proposals;
pub mod schedule;
pub mod statement;
#[cfg(test)]
mod tests;
