//! Strategies that prove what they find. What needs no solver of linear programs is there without HiGHS, too.

#![cfg_attr(not(feature = "highs"), expect(dead_code, reason = "cuts, lists and trees are used with HiGHS only"))]

mod approach;
#[cfg(feature = "highs")]
mod backend;
#[cfg(feature = "highs")]
mod blocks;
#[cfg(test)]
pub(super) mod brute;
#[cfg(feature = "highs")]
mod columns;
mod cut;
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
mod partition;
mod parts;
mod prices;
mod recorded;
mod round;
mod saddle;
#[cfg(feature = "highs")]
mod tree;
pub(crate) mod whole;
#[cfg(feature = "highs")]
pub(crate) mod worst_first;
