//! From names to numbers and bitsets: what every engine works on.
//!
//! [`Compiled`] holds a whole problem in memory that grows with the number of schools alone, so that a national cohort fits;
//! it answers for any pair or group. [`Dense`] holds the tables over all pairs of a few hundred schools, for the engines'
//! inner loops.
//!
//! The parts of the two are hidden: they are public for the benchmarks and for the suite over the library, and change with the
//! engines, without notice.

pub mod components;
#[doc(hidden)]
pub mod dense;
mod distinct;
pub mod enumerate;
pub mod graph;
#[doc(hidden)]
pub mod group_rules;
#[doc(hidden)]
pub mod lanes;
#[doc(hidden)]
pub mod members;
#[doc(hidden)]
pub mod pair_terms;
#[doc(hidden)]
pub mod residual;
#[doc(hidden)]
pub mod value;

pub use dense::Dense;
pub use members::Members;
pub use value::Compiled;
