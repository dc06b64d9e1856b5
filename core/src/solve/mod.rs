//! Search and proof, on the compiled problem only: indices in, indices and bounds out.

pub mod limits;
pub mod observe;
pub mod options;
pub mod outcome;
