//! The year as the user states it. [`year`] holds terms, closed days, facilitators and fixed visits. [`rules`] holds what
//! every calendar keeps, and [`contacts`] the people. [`sources`] reads everything from [`tables`] and the [`rules_file`].

pub mod contacts;
pub mod dates;
pub mod holidays;
pub(crate) mod names;
pub mod rules;
pub mod rules_file;
pub mod sources;
pub mod tables;
pub mod year;
