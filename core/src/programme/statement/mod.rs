//! The year as it is stated: [`year`] holds terms, closed days, facilitators and fixed visits, [`rules`] what every calendar
//! keeps, [`contacts`] the people; [`sources`] reads all of it from [`tables`] and the [`rules_file`].

pub mod contacts;
pub mod dates;
pub mod holidays;
pub(crate) mod names;
pub mod rules;
pub mod rules_file;
pub mod sources;
pub mod tables;
pub mod year;
