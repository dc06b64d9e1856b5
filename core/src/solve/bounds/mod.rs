//! Bounds on the value of any plan that need no relaxation.

pub mod independent;
