//! The year of visits: from groups to dates that every member can keep, with a facilitator for each visit.
//!
//! | folder | its part |
//! |---|---|
//! | [`statement`] | the year as it is stated: terms, closed days, facilitators, rules and people, and the tables they come in |
//! | [`schedule`](mod@schedule) | the search for dates and facilitators, with a bound on the value, and the reasons where a group cannot meet |
//! | [`calendar`] | the visits that were found, their check from the statement alone, and the files that are handed out |
//! | [`proposals`](mod@proposals) | the ways on for a group that has become too small |
//! | [`feedback`] | who came, and what they say of it |

pub mod calendar;
pub mod feedback;
pub mod proposals;
pub mod schedule;
pub mod statement;
#[cfg(test)]
mod tests;
