//! Turns names into numbers and bitsets. Every engine works on the result.
//!
//! [`Compiled`] holds a whole problem in memory that grows only with the number of schools, so even a national cohort fits.
//! It answers for any pair or group. [`Dense`] holds tables over all pairs of a few hundred schools, for the engines' inner
//! loops.
//!
//! Most submodules are hidden. They are public only for the benchmarks and the test suite, and change with the engines,
//! without notice.

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
