//! Bounds: what no plan can exceed.

pub mod independent;
