//! Strategies that prove their results. The parts that need no solver of linear programs also exist without HiGHS.

#![cfg_attr(not(feature = "highs"), expect(dead_code, reason = "cuts, lists and trees are used with HiGHS only"))]

#[cfg(feature = "highs")]
mod backend;
pub(crate) mod branch_and_price;
#[cfg(feature = "highs")]
mod column_generation;
#[cfg(feature = "highs")]
mod columns;
mod component;
pub(crate) mod components;
mod cut;
mod dual_bound;
pub(crate) mod duals;
#[cfg(feature = "highs")]
mod enumerated;
mod first_order;
#[cfg(feature = "highs")]
mod integer;
#[cfg(feature = "highs")]
mod leximin;
#[cfg(feature = "highs")]
mod master;
#[cfg(feature = "highs")]
pub(crate) mod mip;
#[cfg(feature = "highs")]
mod neighbourhood_search;
mod partition;
mod pdhg;
mod proof_recorder;
#[cfg(feature = "highs")]
mod tree;
#[cfg(feature = "highs")]
pub(crate) mod worst_first;
