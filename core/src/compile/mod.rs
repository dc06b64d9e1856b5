//! From names to numbers and bitsets: what every engine works on.
//!
//! [`Compiled`] holds a whole problem in memory that grows with the number of schools alone, so that a national cohort fits;
//! it answers for any pair or group. [`Dense`] holds the tables over all pairs of a few hundred schools, for the engines'
//! inner loops.

pub mod components;
pub mod dense;
mod distinct;
pub mod enumerate;
pub mod graph;
pub mod group_rules;
pub mod lanes;
pub mod members;
pub mod pair_terms;
pub mod residual;
pub mod value;

pub use dense::Dense;
pub use members::Members;
pub use value::Compiled;
