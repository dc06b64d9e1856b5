//! Bounds on the value of any plan that do not use the linear relaxation.

pub mod independent;
