//! Strategies that prove what they find.

#[cfg(feature = "highs")]
mod backend;
#[cfg(feature = "highs")]
mod columns;
#[cfg(feature = "highs")]
mod integer;
#[cfg(feature = "highs")]
pub(crate) mod mip;
#[cfg(feature = "highs")]
mod partition;
