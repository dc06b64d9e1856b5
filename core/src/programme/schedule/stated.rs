//! What a year states, held against the cohort and the groups before anything is searched: every issue at once.

use std::collections::BTreeMap;

use crate::error::{Code, Issue, Issues};
use crate::ids::SchoolIndex;
use crate::model::cohort::Cohort;
use crate::model::problem::Problem;
use crate::model::rules::max_km;
use crate::programme::schedule::authorities::check_authorities;
use crate::programme::schedule::openings::Openings;
use crate::programme::schedule::roster::Roster;
use crate::programme::statement::dates::{Date, Period, days_between};
use crate::programme::statement::holidays;
use crate::programme::statement::year::{Facilitator, Whom, Year};

/// The longest year, in days: enough for two school years, and for the table of days to stay small.
const LONGEST: i64 = 1_000;

/// Whether a facilitator may lead a visit to a school: near enough, and of another trust and authority.
pub(crate) fn may_lead(problem: &Problem, who: &Facilitator, school: SchoolIndex, year: &Year) -> bool {
    let school = problem.school(school);
    let is = |own: &Option<String>, name: &str| own.as_deref().is_some_and(|own| school.text(name) == Some(own));
    let near = year.rules.max_km.is_none_or(|km| max_km::permits(who.location, school.location, f64::from(km)));
    near && !is(&who.trust, "trust") && !is(&who.authority, "local_authority")
}

pub(crate) fn check_names(cohort: &Cohort, year: &Year, issues: &mut Issues) {
    let known = |id: &str| cohort.position(id).is_some();
    let school_of = |whom: &Whom| if let Whom::School(school) = whom { Some(school.clone()) } else { None };
    let named = (year.terms.iter().filter_map(|term| school_of(&term.whom).map(|id| (id, &term.place))))
        .chain(year.unavailable.iter().filter_map(|entry| school_of(&entry.whom).map(|id| (id, &entry.place))))
        .chain(year.avoid.iter().filter_map(|entry| school_of(&entry.whom).map(|id| (id, &entry.place))))
        .chain(year.fixed.iter().map(|entry| (entry.school.clone(), &entry.place)))
        .chain(year.preferred.iter().map(|entry| (entry.school.clone(), &entry.place)));
    for (id, place) in named.filter(|(id, _)| !known(id)) {
        let message = "there is no school of this id in the cohort";
        let fix = match cohort.meant(&id) {
            Some(meant) => format!("did you mean {meant:?}?"),
            None => "name a school of the cohort, or remove the row".to_owned(),
        };
        let issue = Issue::error(Code::UnknownSchool, message, fix);
        issues.push(place.mark(issue).at_key("school").with_value(id));
    }
    let rows = (year.unavailable.iter().map(|entry| (&entry.whom, &entry.place)))
        .chain(year.avoid.iter().map(|entry| (&entry.whom, &entry.place)));
    for (whom, place) in rows {
        let Whom::Phase(phase) = whom else { continue };
        if !cohort.schools().iter().any(|school| whom.means(school)) {
            let message = "no school of the cohort has this phase";
            let issue = Issue::error(Code::UnknownSchool, message, "correct the phase, or remove the row");
            issues.push(place.mark(issue).at_key("phase").with_value(phase));
        }
    }
    check_authorities(cohort, year, issues);
    for fixed in &year.fixed {
        if let Some(id) = fixed.facilitator.as_ref().filter(|id| !year.facilitators.iter().any(|who| who.id == **id)) {
            let message = "there is no facilitator of this id";
            let issue = Issue::error(Code::UnknownFacilitator, message, "name one of the list of facilitators");
            issues.push(fixed.place.mark(issue).of_school(&fixed.school).at_key("facilitator").with_value(id));
        }
    }
    if year.rules.max_km.is_some() {
        for who in year.facilitators.iter().filter(|who| who.location.is_none()) {
            let message = format!("the travel limit needs to know where the facilitator {:?} lives", who.id);
            let issue = Issue::error(Code::MissingLocation, message, "give easting and northing, or drop the limit");
            issues.push(who.place.mark(issue));
        }
    }
}

/// The days from the first to the last of any term, if they can be planned.
pub(crate) fn check_window(
    cohort: &Cohort,
    groups: &[Vec<SchoolIndex>],
    year: &Year,
    openings: &Openings<'_>,
    issues: &mut Issues,
) -> Option<Period> {
    for &school in groups.iter().flatten().filter(|&&school| openings.terms(school).is_empty()) {
        let message = "the school has no term";
        let fix = "give terms for all schools, for its authority or for the school";
        issues.push(Issue::error(Code::NoTerms, message, fix).of_school(&cohort.schools()[school.position()].id));
    }
    let window = year.window()?;
    let last = year.terms.iter().max_by_key(|term| term.period.end)?;
    let known = holidays::KNOWN;
    if year.holidays.is_none() && !(known.contains(window.start) && known.contains(window.end)) {
        let message = format!("bank holidays are known from {} to {} only", known.start, known.end);
        let issue =
            Issue::error(Code::HolidaysUnknown, message, "give the days off of this year in a table of holidays");
        issues.push(last.place.mark(issue).with_value(format!("{} to {}", window.start, window.end)));
    }
    if days_between(window.start, window.end) >= LONGEST {
        let message = format!("the terms span more than {LONGEST} days");
        let issue = Issue::error(Code::NumberOutOfRange, message, "give the terms of one programme");
        issues.push(last.place.mark(issue).with_value(format!("{} to {}", window.start, window.end)));
    }
    Some(window)
}

pub(crate) fn check_fixed(
    problem: &Problem,
    roster: &Roster,
    year: &Year,
    openings: &Openings<'_>,
    issues: &mut Issues,
) {
    let mut seen: BTreeMap<&str, Date> = BTreeMap::new();
    for fixed in &year.fixed {
        let mut refuse = |code, message: String, fix: &str| {
            let issue = fixed.place.mark(Issue::error(code, message, fix));
            issues.push(issue.of_school(&fixed.school).with_value(fixed.date.to_string()));
        };
        if let Some(before) = seen.insert(&fixed.school, fixed.date) {
            refuse(
                Code::DuplicateEntry,
                format!("the school already has a fixed visit, on {before}"),
                "leave one of them",
            );
            continue;
        }
        let group = (1..=roster.groups.len())
            .find(|&group| roster.members().on(group, fixed.date).any(|id| id == fixed.school));
        let schools = group.into_iter().flat_map(|group| roster.members().on(group, fixed.date));
        for school in schools.filter_map(|id| problem.index(id)) {
            let Some(closed) = openings.closed(school, fixed.date) else { continue };
            let fix = "fix another date, or remove the reason that closes this one";
            if closed.is_for_all() {
                refuse(
                    Code::FixedBreaksRule,
                    format!("no school can attend on the fixed date: {}", closed.reason()),
                    fix,
                );
                break;
            }
            let name = problem.school(school).display_name();
            refuse(Code::FixedBreaksRule, format!("{name} cannot attend on the fixed date: {}", closed.reason()), fix);
        }
        let who = fixed.facilitator.as_ref().and_then(|id| year.facilitators.iter().find(|who| who.id == *id));
        if let (Some(who), Some(host)) = (who, problem.index(&fixed.school))
            && !may_lead(problem, who, host, year)
        {
            let message =
                format!("the facilitator {:?} may not lead this visit: same trust or authority, or too far", who.id);
            refuse(Code::FixedBreaksRule, message, "name another facilitator, or leave the facilitator open");
        }
    }
}
