//! What notebooks show: small pieces of HTML without scripts, in the notebook's colours, with nothing from the network.
//!
//! Each function gives a whole fragment, ready for `_repr_html_`. A large plan or cohort is cut, and the view says how much is
//! left out and where all of it is.

mod calendar;
mod cohort;
mod feedback;
mod frame;
mod groups;
mod texts;

pub use calendar::calendar;
pub use cohort::{cohort, need_and_supply, problem};
pub use feedback::feedback;
pub use groups::{breakdown, plan};
pub use texts::{checked, comparison, text};

#[cfg(test)]
mod tests;
