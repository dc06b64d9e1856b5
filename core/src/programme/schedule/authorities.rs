//! The authorities that the tables of a year name, checked against those of the cohort.

use std::collections::BTreeSet;

use crate::error::{Code, Issue, Issues};
use crate::model::cohort::Cohort;
use crate::model::letters::loose;
use crate::model::near;
use crate::programme::statement::year::{Place, Whom, Year};

const AUTHORITY: &str = "local_authority";

/// What people call the column.
const ALSO: [&str; 5] = ["la", "laname", "authority", "council", "localauthorityname"];

/// A row that names an authority, where it is, and whether the row does nothing if no school has it.
struct Named<'a> {
    authority: &'a str,
    place: &'a Place,
    must_be_known: bool,
}

pub(super) fn check_authorities(cohort: &Cohort, year: &Year, issues: &mut Issues) {
    let named = named(year);
    let Some(first) = named.first() else { return };
    if !cohort.has_attribute(AUTHORITY) {
        issues.push(without_column(cohort, first));
        return;
    }
    let known: BTreeSet<&str> = cohort.schools().iter().filter_map(|school| school.text(AUTHORITY)).collect();
    let stated: BTreeSet<&str> = named.iter().map(|row| row.authority).collect();
    let mut told = BTreeSet::new();
    for row in named.iter().filter(|row| !known.contains(row.authority)) {
        // A table of terms may well list more authorities than the cohort has, but not one that is nearly one of the cohort's and
        // in place of it.
        let others = known.iter().copied().filter(|other| !stated.contains(other));
        let fix = match near::nearest(row.authority, others) {
            Some(meant) => format!("did you mean {meant:?}?"),
            None if row.must_be_known => "correct the authority, or remove the row".to_owned(),
            None => continue,
        };
        if row.must_be_known || told.insert(row.authority) {
            let issue = Issue::error(Code::UnknownSchool, "no school of the cohort has this authority", fix);
            issues.push(row.place.mark(issue).at_key("authority").with_value(row.authority));
        }
    }
}

fn named(year: &Year) -> Vec<Named<'_>> {
    fn of<'a>(whom: &'a Whom, place: &'a Place, must_be_known: bool) -> Option<Named<'a>> {
        let Whom::Authority(authority) = whom else { return None };
        Some(Named { authority, place, must_be_known })
    }
    let terms = year.terms.iter().filter_map(|term| of(&term.whom, &term.place, false));
    let days = year.unavailable.iter().filter_map(|entry| of(&entry.whom, &entry.place, true));
    let avoid = year.avoid.iter().filter_map(|entry| of(&entry.whom, &entry.place, true));
    let people = year.facilitators.iter().filter_map(|who| {
        Some(Named { authority: who.authority.as_deref()?, place: &who.place, must_be_known: false })
    });
    terms.chain(days).chain(avoid).chain(people).collect()
}

fn without_column(cohort: &Cohort, first: &Named<'_>) -> Issue {
    let near = cohort.attributes().keys().find(|name| ALSO.contains(&loose(name).as_str()));
    let fix = match near {
        Some(name) => format!("rename the column {name:?} of the cohort to {AUTHORITY:?}"),
        None => format!("add a column {AUTHORITY:?} to the cohort, or leave the authorities out"),
    };
    let message = format!("the row names an authority, but the cohort has no column {AUTHORITY:?}");
    let issue = Issue::error(Code::UnknownAttribute, message, fix);
    first.place.mark(issue).at_key("authority").with_value(first.authority)
}
