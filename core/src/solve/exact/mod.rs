//! Strategies that prove what they find.

#[cfg(feature = "highs")]
mod approach;
#[cfg(feature = "highs")]
mod backend;
#[cfg(feature = "highs")]
mod blocks;
#[cfg(feature = "highs")]
mod columns;
#[cfg(feature = "highs")]
mod cut;
#[cfg(feature = "highs")]
mod engine;
#[cfg(feature = "highs")]
mod generate;
#[cfg(feature = "highs")]
mod integer;
#[cfg(feature = "highs")]
mod ladder;
#[cfg(feature = "highs")]
mod list;
#[cfg(feature = "highs")]
mod master;
#[cfg(feature = "highs")]
pub(crate) mod mip;
#[cfg(feature = "highs")]
mod partition;
#[cfg(feature = "highs")]
mod parts;
#[cfg(feature = "highs")]
mod prices;
#[cfg(feature = "highs")]
mod recorded;
#[cfg(feature = "highs")]
mod saddle;
#[cfg(feature = "highs")]
mod tree;
#[cfg(feature = "highs")]
pub(crate) mod whole;
#[cfg(feature = "highs")]
pub(crate) mod worst_first;
