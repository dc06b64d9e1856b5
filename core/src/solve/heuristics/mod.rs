//! Search without a proof: constructors, and the local search that improves what they made.

pub mod blocks;
pub mod deal;
pub mod greedy;
pub mod local_search;
pub mod part;
pub mod reassign;
