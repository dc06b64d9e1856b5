use crate::error::Code;
use crate::model::problem::Problem;
use crate::programme::calendar::changes::{ChangeKind, changes, event_changes};
use crate::programme::calendar::check::check;
use crate::programme::calendar::edition::Edition;
use crate::programme::calendar::ics::{self, Audience};
use crate::programme::calendar::{Calendar, Visit};
use crate::programme::schedule::request::Request;
use crate::programme::schedule::roster::Move;
use crate::programme::schedule::{ScheduleOptions, schedule_with};
use crate::programme::statement::dates::{Date, Period, days_later, parse};
use crate::programme::statement::tables::parse_facilitators;
use crate::programme::statement::year::{Event, Place, Unavailable, Whom, Year};
use crate::solve::limits::Cancel;
use crate::solve::observe::Silent;
use crate::testing::example;

fn stated() -> (Problem, Vec<Vec<String>>, Year) {
    (example::problem(), example::plan().groups, example::year())
}

fn plan(request: &Request<'_>) -> Calendar {
    schedule_with(request, &ScheduleOptions::default(), &Cancel::new(), &Silent).unwrap()
}

fn closed(school: &str, start: Date, end: Date) -> Unavailable {
    Unavailable { whom: Whom::School(school.to_owned()), period: Period { start, end }, place: Place::default() }
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

/// A calendar that is planned again on the day of its visit at this place, and that day.
fn under_way<'a>(before: &'a Calendar, place: usize, request: Request<'a>) -> (Request<'a>, Date) {
    let today = before.visits[place].date;
    (Request { before: Some(before), today: Some(today), ..request }, today)
}

fn without(groups: &[Vec<String>], leaver: &str) -> Vec<Vec<String>> {
    groups.iter().map(|group| group.iter().filter(|id| *id != leaver).cloned().collect()).collect()
}

/// Every visit with those who attend it, up to a day.
fn past(calendar: &Calendar, today: Date) -> Vec<(&Visit, Vec<&str>)> {
    let visits = calendar.visits.iter().filter(|visit| visit.date <= today);
    visits.map(|visit| (visit, calendar.attending(visit).collect())).collect()
}

#[test]
fn what_has_taken_place_stays_as_it_was_when_a_school_leaves() {
    let (problem, groups, year) = stated();
    let before = plan(&Request::new(&problem, &groups, &year));
    // The first host leaves after the second visit.
    let leaver = before.visits[0].host.clone();
    let now = without(&groups, &leaver);
    let (request, today) = under_way(&before, 1, Request::new(&problem, &now, &year));
    let after = plan(&request);
    assert_eq!(check(&problem, &year, &after), []);
    assert_eq!(past(&after, today), past(&before, today));
    let found = changes(&before, &after);
    assert!(found.iter().all(|change| change.new_date > Some(today)), "{found:?}");
    let theirs = |visit: &&Visit| visit.group == before.visits[0].group && visit.date > today;
    for visit in after.visits.iter().filter(theirs) {
        assert!(after.attending(visit).all(|id| id != leaver));
        assert_eq!(visit.sequence, 1);
    }
    let text = ics::render(&Edition::new(&problem, &year, &after, "20270101T080000Z"), Audience::School(&leaver));
    let attended = past(&before, today).iter().filter(|(_, schools)| schools.contains(&leaver.as_str())).count();
    let had = before.visits.iter().filter(|visit| visit.group == before.visits[0].group).count();
    assert_eq!(text.matches("STATUS:CANCELLED").count(), had - attended, "{text}");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), had, "{text}");
    // The plan that the year began with does not bring the school back, and neither does a later change.
    let again = plan(&Request { before: Some(&after), ..Request::new(&problem, &groups, &year) });
    assert_eq!((&again.visits, &again.cancelled, again.today), (&after.visits, &after.cancelled, Some(today)));
}

#[test]
fn a_school_that_joins_does_so_from_its_day_and_owes_a_visit() {
    let (problem, groups, year) = stated();
    let began = without(&groups, &groups[1][2]);
    let joiner = groups[1][2].clone();
    let before = plan(&Request::new(&problem, &began, &year));
    let from = days_later(before.visits[1].date, 1);
    let moves = [Move::join(&joiner, 2, from)];
    let (request, today) = under_way(&before, 1, Request::new(&problem, &began, &year));
    let after = plan(&Request { moves: &moves, ..request });
    assert_eq!(check(&problem, &year, &after), []);
    assert_eq!(past(&after, today), past(&before, today));
    assert!(after.visit(&joiner).is_some_and(|visit| visit.date >= from && visit.group == 2));
    let later = after.visits.iter().filter(|visit| visit.group == 2 && visit.date >= from);
    assert!(later.clone().all(|visit| after.attending(visit).any(|id| id == joiner)) && later.count() > 1);
    // The groups as a file would state them now say the same.
    let stated = Request { before: Some(&before), today: Some(today), ..Request::new(&problem, &groups, &year) };
    assert_eq!(plan(&stated).visits, after.visits);
}

#[test]
fn a_school_that_leaves_later_attends_and_hosts_until_then() {
    let (problem, groups, year) = stated();
    let before = plan(&Request::new(&problem, &groups, &year));
    let of_first: Vec<&Visit> = before.visits.iter().filter(|visit| visit.group == 1).collect();
    let from = days_later(of_first[1].date, 1);
    for (place, hosts) in [(1, true), (2, false)] {
        let leaver = of_first[place].host.clone();
        let moves = [Move::withdraw(&leaver, from)];
        let request = Request { before: Some(&before), moves: &moves, ..Request::new(&problem, &groups, &year) };
        let after = plan(&request);
        assert_eq!(check(&problem, &year, &after), []);
        assert_eq!(after.visit(&leaver).map(|visit| visit.date), hosts.then(|| of_first[1].date));
        for visit in after.visits.iter().filter(|visit| visit.group == 1) {
            assert_eq!(after.attending(visit).any(|id| id == leaver), visit.date < from);
        }
        assert_eq!(after.groups[0].len(), groups[0].len() - 1);
    }
}

#[test]
fn moves_that_cannot_be_are_named_all_at_once() {
    let (problem, groups, year) = stated();
    let before = plan(&Request::new(&problem, &groups, &year));
    let (request, today) = under_way(&before, 1, Request::new(&problem, &groups, &year));
    let later = days_later(today, 7);
    let moves = [
        Move::withdraw("999", later),
        Move::withdraw(&groups[0][0], today),
        Move::join(&groups[0][1], 9, later),
        Move::join(&groups[0][1], 1, later),
    ];
    let request = Request { moves: &moves, ..request };
    let error = schedule_with(&request, &ScheduleOptions::default(), &Cancel::new(), &Silent).unwrap_err();
    let found: Vec<Code> = error.issues().iter().map(|issue| issue.code).collect();
    assert_eq!(found, [Code::UnknownSchool, Code::DayIsOver, Code::NumberOutOfRange, Code::DuplicateEntry]);
    let first = Request { moves: &moves, ..Request::new(&problem, &groups, &year) };
    let error = schedule_with(&first, &ScheduleOptions::default(), &Cancel::new(), &Silent).unwrap_err();
    assert!(error.to_string().contains("give the calendar to plan again"), "{error}");
}

#[test]
fn the_name_is_kept_and_another_one_is_refused() {
    let (problem, groups, year) = stated();
    let request = Request { programme: Some("north"), ..Request::new(&problem, &groups, &year) };
    let before = plan(&request);
    let again = Request { before: Some(&before), ..Request::new(&problem, &groups, &year) };
    assert_eq!(plan(&again).programme, "north");
    let uids = |calendar: &Calendar| -> Vec<String> {
        let text = ics::render(&Edition::new(&problem, &year, calendar, "20270101T080000Z"), Audience::All);
        let mut uids: Vec<String> = text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect();
        uids.sort();
        uids
    };
    assert_eq!(uids(&plan(&again)), uids(&before));
    assert_ne!(uids(&plan(&Request::new(&problem, &groups, &year))), uids(&before));
    let other = Request { programme: Some("south"), ..again };
    let error = schedule_with(&other, &ScheduleOptions::default(), &Cancel::new(), &Silent).unwrap_err();
    assert_eq!(error.issues()[0].code, Code::NameChanged);
}

#[test]
fn an_event_that_moves_keeps_its_entry_and_is_told() {
    let (problem, groups, mut year) = stated();
    let event = |day: &str| Event::new("Conference", Period::day(parse(day).unwrap()));
    year.events = vec![event("2026-11-04")];
    let before = plan(&Request::new(&problem, &groups, &year));
    year.events = vec![event("2026-11-05")];
    let after = plan(&Request { before: Some(&before), ..Request::new(&problem, &groups, &year) });
    let stated = year.clone();
    let entry = |calendar: &Calendar| {
        let text = ics::render(&Edition::new(&problem, &stated, calendar, "20270101T080000Z"), Audience::All);
        let lines = text.lines().skip_while(|line| *line != "BEGIN:VEVENT").skip(1);
        lines.take_while(|line| *line != "END:VEVENT").map(str::to_owned).collect::<Vec<_>>()
    };
    let (old, new) = (entry(&before), entry(&after));
    assert_eq!((&new[0], &old[2], &new[2]), (&old[0], &"SEQUENCE:0".to_owned(), &"SEQUENCE:1".to_owned()));
    let found = event_changes(&before, &after);
    assert_eq!(found.iter().map(|change| change.name.as_str()).collect::<Vec<_>>(), ["Conference"]);
    year.events.clear();
    let dropped = plan(&Request { before: Some(&after), ..Request::new(&problem, &groups, &year) });
    assert!(entry(&dropped).contains(&"STATUS:CANCELLED".to_owned()));
    assert_eq!(event_changes(&after, &dropped)[0].new, None);
}

#[test]
fn a_group_that_cannot_meet_does_not_take_the_visits_of_the_others() {
    let (problem, groups, mut year) = stated();
    let whole = plan(&Request::new(&problem, &groups, &year));
    let term = year.terms[0].period;
    year.unavailable = vec![closed(&groups[0][0], term.start, term.end)];
    let calendar = plan(&Request::new(&problem, &groups, &year));
    assert_eq!(check(&problem, &year, &calendar), []);
    assert_eq!(calendar.clashes.iter().map(|clash| clash.group).collect::<Vec<_>>(), [1]);
    let of_second = |calendar: &Calendar| calendar.visits.iter().filter(|visit| visit.group == 2).count();
    assert_eq!((of_second(&calendar), calendar.visits.len()), (of_second(&whole), groups[1].len()));
}

#[test]
fn a_visit_that_is_taken_from_a_facilitator_is_cancelled_in_every_later_file_of_theirs() {
    let (problem, groups, mut year) = stated();
    year.facilitators = parse_facilitators(b"facilitator\nF1\n", "facilitators.csv").unwrap();
    let before = plan(&Request::new(&problem, &groups, &year));
    year.facilitators = parse_facilitators(b"facilitator\nF2\n", "facilitators.csv").unwrap();
    let after = plan(&Request { before: Some(&before), ..Request::new(&problem, &groups, &year) });
    let later = plan(&Request { before: Some(&after), ..Request::new(&problem, &groups, &year) });
    for calendar in [&after, &later] {
        let edition = Edition::new(&problem, &year, calendar, "20270101T080000Z");
        let text = ics::render(&edition, Audience::Facilitator("F1"));
        assert_eq!(text.matches("STATUS:CANCELLED").count(), before.visits.len());
        assert!(!ics::render(&edition, Audience::Facilitator("F2")).contains("CANCELLED"));
    }
}
