//! Views for notebooks: small pieces of HTML without scripts, in the notebook's colours, that load nothing from the
//! network.
//!
//! Each function returns a whole fragment, ready for `_repr_html_`. A large plan or cohort is cut: the view says how much
//! is left out and where to find everything.

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
