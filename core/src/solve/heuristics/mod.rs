//! Search without a proof: constructors, and the local search that improves their drafts.

pub mod deal;
pub mod greedy;
pub mod local_search;
pub mod neighbourhood;
pub mod neighbourhoods;
pub mod reassign;
