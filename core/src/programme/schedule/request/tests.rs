use crate::error::Code;
use crate::model::problem::Problem;
use crate::programme::calendar::Calendar;
use crate::programme::calendar::changes::{ChangeKind, changes};
use crate::programme::calendar::check::check;
use crate::programme::schedule::request::Request;
use crate::programme::schedule::{ScheduleOptions, schedule_with};
use crate::programme::statement::dates::{Date, Period, parse};
use crate::programme::statement::tables::parse_terms;
use crate::programme::statement::year::{Place, Unavailable, Year};
use crate::solve::limits::Cancel;
use crate::solve::observe::Silent;
use crate::testing::example;

fn stated() -> (Problem, Vec<Vec<String>>, Year) {
    let terms = parse_terms(b"term,start,end\nAutumn,2026-09-01,2027-03-18\n", "terms.csv").unwrap();
    (example::problem(), example::plan().groups, Year { terms, ..Year::default() })
}

fn plan(request: &Request<'_>) -> Calendar {
    schedule_with(request, &ScheduleOptions::default(), &Cancel::new(), &Silent).unwrap()
}

fn closed(school: &str, start: Date, end: Date) -> Unavailable {
    Unavailable { school: school.to_owned(), period: Period { start, end }, place: Place::default() }
}

#[test]
fn visits_that_have_taken_place_stay_and_no_other_gets_a_day_that_is_over() {
    let (problem, groups, mut year) = stated();
    let before = plan(&Request::new(&problem, &groups, &year));
    let today = before.visits[before.visits.len() / 2].date;
    let lost = before.visits.last().unwrap();
    year.unavailable = vec![closed(&lost.host, lost.date, lost.date)];
    let request = Request { before: Some(&before), today: Some(today), ..Request::new(&problem, &groups, &year) };
    let after = plan(&request);
    assert_eq!(check(&problem, &year, &after), []);
    let found = changes(&before, &after);
    assert_eq!(found.iter().map(|change| change.host.as_str()).collect::<Vec<_>>(), [lost.host.as_str()]);
    assert!(found.iter().all(|change| change.kind == ChangeKind::Moved && change.new_date > Some(today)));
}

#[test]
fn a_first_calendar_of_a_year_that_is_under_way_begins_after_today() {
    let (problem, groups, year) = stated();
    let today = parse("2026-11-03");
    let calendar = plan(&Request { today, ..Request::new(&problem, &groups, &year) });
    assert!(calendar.clashes.is_empty() && calendar.visits.iter().all(|visit| Some(visit.date) > today));
}

#[test]
fn days_that_are_over_are_named_where_a_group_cannot_be_placed() {
    let (problem, groups, year) = stated();
    let today = parse("2027-03-15");
    let calendar = plan(&Request { today, ..Request::new(&problem, &groups, &year) });
    assert!(!calendar.clashes.is_empty());
    assert!(calendar.clashes.iter().all(|clash| clash.have.ends_with("the days up to 2027-03-15 are over")));
}

#[test]
fn a_school_is_asked_for_days_that_are_to_come() {
    let (problem, groups, mut year) = stated();
    let before = plan(&Request::new(&problem, &groups, &year));
    let today = parse("2026-11-30").unwrap();
    let school = &groups[0][0];
    year.unavailable.push(closed(school, today, year.terms[0].period.end));
    let request = Request { before: Some(&before), today: Some(today), ..Request::new(&problem, &groups, &year) };
    let calendar = plan(&request);
    let clash = calendar.clashes.iter().find(|clash| clash.group == 1).expect("one school is closed for good");
    assert!(!clash.fix.contains("facilitators"), "there are none: {}", clash.fix);
    let named =
        format!("only {} is closed on 2026-12-01", problem.school(problem.index(school).unwrap()).display_name());
    assert!(clash.have.contains(&named), "{}", clash.have);
}

#[test]
fn a_visit_that_fell_through_gets_another_day_even_after_its_own() {
    let (problem, groups, year) = stated();
    let before = plan(&Request::new(&problem, &groups, &year));
    let lost = &before.visits[0];
    let fell_through = [lost.host.clone()];
    for today in [None, Some(lost.date)] {
        let request = Request {
            before: Some(&before),
            today,
            fell_through: &fell_through,
            ..Request::new(&problem, &groups, &year)
        };
        let after = plan(&request);
        assert_eq!(check(&problem, &year, &after), []);
        let visit = after.visits.iter().find(|visit| visit.host == lost.host).unwrap();
        assert!(visit.date != lost.date && today.is_none_or(|today| visit.date > today));
        assert_eq!(visit.sequence, 1);
    }
    let unknown = ["999".to_owned()];
    let request = Request { before: Some(&before), fell_through: &unknown, ..Request::new(&problem, &groups, &year) };
    let error = schedule_with(&request, &ScheduleOptions::default(), &Cancel::new(), &Silent).unwrap_err();
    assert_eq!(error.issues()[0].code, Code::UnknownSchool);
}

#[test]
fn a_visit_with_other_visitors_is_told_anew() {
    let (problem, mut groups, year) = stated();
    let before = plan(&Request::new(&problem, &groups, &year));
    let left = groups[0].pop().unwrap();
    let after = plan(&Request { before: Some(&before), ..Request::new(&problem, &groups, &year) });
    let found = changes(&before, &after);
    assert!(found.iter().any(|change| change.host == left && change.kind == ChangeKind::Dropped));
    for host in &groups[0] {
        let visit = after.visits.iter().find(|visit| visit.host == *host).unwrap();
        assert_eq!(visit.sequence, 1, "{found:?}");
        assert!(found.iter().any(|change| change.host == *host && change.kind == ChangeKind::Visitors), "{found:?}");
    }
}

#[test]
fn groups_that_are_none_or_share_a_school_are_refused() {
    let (problem, groups, year) = stated();
    let refused = |groups: &[Vec<String>]| {
        let request = Request::new(&problem, groups, &year);
        schedule_with(&request, &ScheduleOptions::default(), &Cancel::new(), &Silent).unwrap_err()
    };
    assert!(refused(&[]).to_string().starts_with("the plan has no groups"));
    let twice = [groups[0].clone(), vec![groups[0][0].clone(), groups[1][0].clone()]];
    let error = refused(&twice);
    let found: Vec<_> = error.issues().iter().map(|issue| (issue.code, issue.school.as_deref())).collect();
    assert_eq!(found, [(Code::SchoolTwice, Some(groups[0][0].as_str()))]);
}
