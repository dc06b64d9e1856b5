use crate::model::problem::Problem;
use crate::plan::grouping::Plan;
use crate::programme::calendar::Calendar;
use crate::programme::calendar::brief::brief;
use crate::programme::calendar::check::{CalendarRule, check};
use crate::programme::calendar::csv;
use crate::programme::calendar::edition::Edition;
use crate::programme::calendar::ics::{self, Audience};
use crate::programme::schedule::request::Request;
use crate::programme::schedule::usable_days::usable_days;
use crate::programme::schedule::{ScheduleOptions, replan, schedule, schedule_with};
use crate::programme::statement::contacts::parse_contacts;
use crate::programme::statement::dates::{Date, Period, days_later};
use crate::programme::statement::tables::{parse_avoid, parse_facilitators, parse_fixed, parse_preferred, parse_terms};
use crate::programme::statement::year::{Event, Place, Unavailable, Whom, Year};
use crate::solve::limits::Cancel;
use crate::solve::observe::Silent;
use crate::solve::outcome::Status;
use crate::testing::example;

const TERMS: &[u8] =
    b"term,start,end\nAutumn,2026-09-01,2026-12-18\nSpring,2027-01-04,2027-03-25\nSummer,2027-04-12,2027-07-21\n";

const FACILITATORS: &[u8] = b"facilitator,easting,northing,trust,visits_a_term\nF1,530000,180000,Oakwood Trust,2\n\
    F2,400000,400000,,2\n";

fn year() -> Year {
    let terms = parse_terms(TERMS, "terms.csv").unwrap();
    Year { terms, facilitators: parse_facilitators(FACILITATORS, "facilitators.csv").unwrap(), ..Year::default() }
}

fn stated() -> (Problem, Plan) {
    (example::problem(), example::plan())
}

fn calendar(year: &Year) -> Calendar {
    let (problem, plan) = stated();
    schedule(&problem, &plan, year, &ScheduleOptions::default()).unwrap()
}

fn date(text: &str) -> Date {
    crate::programme::statement::dates::parse(text).unwrap()
}

fn away(school: &str, from: &str, to: &str) -> Unavailable {
    let period = Period { start: date(from), end: date(to) };
    Unavailable { whom: Whom::School(school.to_owned()), period, place: Place::default() }
}

#[test]
fn every_school_hosts_once_and_the_check_accepts_the_calendar() {
    let (problem, plan) = stated();
    let year = year();
    let calendar = calendar(&year);
    assert_eq!(check(&problem, &year, &calendar), []);
    assert_eq!(calendar.visits.len(), plan.groups.iter().map(Vec::len).sum::<usize>());
    assert!(matches!(calendar.status, Status::Optimal | Status::Feasible));
    assert!(calendar.gap.unwrap() <= 0.01, "{calendar:?}");
    let back: Calendar = serde_json::from_str(&calendar.to_json()).unwrap();
    assert_eq!(back, calendar);
}

#[test]
fn the_check_refuses_a_calendar_that_was_changed() {
    let (problem, _) = stated();
    let year = year();
    let calendar = calendar(&year);
    let broken = |change: &dyn Fn(&mut Calendar)| {
        let mut changed = calendar.clone();
        change(&mut changed);
        check(&problem, &year, &changed).into_iter().map(|breach| breach.rule).collect::<Vec<_>>()
    };
    let expect = |rule, change: &dyn Fn(&mut Calendar)| {
        let found = broken(change);
        assert!(found.contains(&rule), "{rule:?}: {found:?}");
    };
    expect(CalendarRule::HostsOnce, &|c| drop(c.visits.pop()));
    expect(CalendarRule::HostsOnce, &|c| c.visits.push(c.visits[0].clone()));
    expect(CalendarRule::HostsOnce, &|c| c.visits[0].host = "999".to_owned());
    expect(CalendarRule::HostsOnce, &|c| {
        let (id, number) = (c.groups[0][0].clone(), c.groups.len());
        c.groups[number - 1].push(id);
    });
    expect(CalendarRule::Open, &|c| c.visits[0].date = date("2026-10-10"));
    expect(CalendarRule::Open, &|c| c.visits[0].date = date("2026-12-25"));
    expect(CalendarRule::Open, &|c| c.visits[0].date = date("2026-09-03"));
    expect(CalendarRule::Open, &|c| c.visits[0].date = date("2027-01-01"));
    expect(CalendarRule::Gap, &|c| {
        let group = c.visits[0].group;
        let day = days_later(c.visits[0].date, 20);
        let next = c.visits.iter().skip(1).position(|visit| visit.group == group).unwrap() + 1;
        c.visits[next].date = day;
    });
    expect(CalendarRule::FacilitatorFree, &|c| c.visits[0].facilitator = None);
    expect(CalendarRule::FacilitatorFree, &|c| c.visits[0].facilitator = Some("F9".to_owned()));
    expect(CalendarRule::FacilitatorFree, &|c| {
        for visit in &mut c.visits {
            visit.facilitator = Some("F2".to_owned());
            visit.date = date("2026-10-12");
        }
    });
    expect(CalendarRule::FacilitatorApart, &|c| {
        c.visits.iter_mut().find(|visit| visit.host == "101").unwrap().facilitator = Some("F1".to_owned());
    });
    expect(CalendarRule::Value, &|c| c.value += 1);
    expect(CalendarRule::Value, &|c| c.bound = Some(c.value - 1));
}

#[test]
fn a_group_without_common_days_is_named_with_the_school_and_its_dates() {
    let (problem, plan) = stated();
    let mut year = year();
    year.unavailable = vec![away("101", "2026-09-01", "2026-11-30"), away("101", "2026-12-02", "2027-07-21")];
    let calendar = schedule(&problem, &plan, &year, &ScheduleOptions::default()).unwrap();
    assert_eq!(calendar.status, Status::Infeasible);
    let clash = &calendar.clashes[0];
    assert!(clash.have.contains("only Ash Primary is closed on 2026-09-08, 2026-09-09"), "{clash:?}");
    assert!(clash.fix.starts_with("open 2 or more of the "), "{clash:?}");
    assert!(clash.have.starts_with("1 day is open for all of Ash Primary"), "{clash:?}");
}

#[test]
fn too_few_facilitators_are_counted() {
    let (problem, plan) = stated();
    let mut year = year();
    year.facilitators.iter_mut().for_each(|who| who.visits_a_term = Some(0));
    let calendar = schedule(&problem, &plan, &year, &ScheduleOptions::default()).unwrap();
    assert_eq!((calendar.status, calendar.clashes.last().map(|clash| clash.group)), (Status::Infeasible, Some(0)));
}

#[test]
fn a_fixed_visit_stays_and_one_that_breaks_a_rule_is_refused() {
    let (problem, plan) = stated();
    let mut year = year();
    year.fixed = parse_fixed(b"school,date,facilitator\n101,2026-10-13,F2\n", "fixed.csv").unwrap();
    let calendar = schedule(&problem, &plan, &year, &ScheduleOptions::default()).unwrap();
    let visit = calendar.visits.iter().find(|visit| visit.host == "101").unwrap();
    assert_eq!((visit.date, visit.facilitator.as_deref()), (date("2026-10-13"), Some("F2")));
    assert_eq!(check(&problem, &year, &calendar), []);
    year.fixed[0].date = date("2026-12-25");
    let error = schedule(&problem, &plan, &year, &ScheduleOptions::default()).unwrap_err();
    assert!(error.issues().iter().all(|issue| issue.code.as_str() == "fixed-breaks-rule"), "{error}");
}

#[test]
fn after_a_change_only_the_visit_that_fell_through_moves() {
    let (problem, plan) = stated();
    let mut year = year();
    let before = calendar(&year);
    let lost = before.visits[0].clone();
    let day = lost.date.to_string();
    year.unavailable = vec![away(&lost.host, &day, &day)];
    let after = replan(&problem, &plan, &year, &before, &ScheduleOptions::default()).unwrap();
    assert_eq!(check(&problem, &year, &after), []);
    let moved: Vec<&str> = (before.visits.iter())
        .filter(|old| after.visits.iter().any(|new| new.host == old.host && new.date != old.date))
        .map(|old| old.host.as_str())
        .collect();
    assert_eq!(moved, [lost.host.as_str()]);
    let sequences = |host: &str| after.visits.iter().find(|visit| visit.host == host).unwrap().sequence;
    assert_eq!(sequences(&lost.host), 1);
}

#[test]
fn a_calendar_file_is_folded_and_escaped_and_ends_the_day_after() {
    let (problem, _) = stated();
    let mut year = year();
    let name = "Opening, with a name; long enough that it is folded between two é of many: ééééééééé".to_owned();
    year.events = vec![Event::new(name, Period::day(date("2026-12-31")))];
    let calendar = calendar(&year);
    let edition = Edition::new(&problem, &year, &calendar, "20260901T080000Z");
    let of = |audience| ics::render(&edition, audience);
    let text = of(Audience::All);
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    let unfolded = text.replace("\r\n ", "");
    assert!(unfolded.contains("SUMMARY:Opening\\, with a name\\; long enough"), "{unfolded}");
    assert!(unfolded.contains("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"));
    assert_eq!(unfolded.matches("BEGIN:VEVENT").count(), calendar.visits.len() + 1);
    let size = calendar.groups[0].len();
    assert_eq!(of(Audience::School("101")).matches("BEGIN:VEVENT").count(), size + 1);
    let uids: std::collections::BTreeSet<&str> = unfolded.lines().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(uids.len(), calendar.visits.len() + 1);
}

#[test]
fn leaders_are_contacts_of_their_groups_visits_and_of_no_other() {
    let (problem, _) = stated();
    let (year, table) =
        (year(), "school,head,head_email,second\n101,\"Ada \"\"A\"\" Lake; née Fell\",ada@ash.example,Ben Moor\n");
    let calendar = calendar(&year);
    let contacts = parse_contacts(table.as_bytes(), "contacts.csv", &problem).unwrap();
    let edition = Edition::new(&problem, &year, &calendar, "20260901T080000Z");
    let of = |edition: &Edition<'_>, audience| ics::render(edition, audience).replace("\r\n ", "");
    let all = of(&edition.with_contacts(Some(&contacts)), Audience::All);
    let line = "\r\nCONTACT;ALTREP=\"mailto:ada@ash.example\":Ada \"A\" Lake\\; née Fell\r\n";
    let group = calendar.groups.iter().find(|group| group.iter().any(|id| id == "101")).unwrap();
    assert_eq!(all.matches(line).count(), group.len(), "{all}");
    assert_eq!(all.matches("(Ada \"A\" Lake\\; née Fell\\, Ben Moor)").count(), group.len(), "{all}");
    let other = problem.cohort().schools().iter().find(|school| !group.contains(&school.id)).unwrap();
    for text in [of(&edition, Audience::All), of(&edition.with_contacts(Some(&contacts)), Audience::School(&other.id))]
    {
        assert!(!text.contains("Lake") && !text.contains("CONTACT"), "{text}");
    }
}

#[test]
fn a_brief_holds_what_is_to_be_seen_by_whom_and_who_can_help() {
    let (problem, _) = stated();
    let year = year();
    let calendar = calendar(&year);
    let visit = calendar.visits.iter().find(|visit| visit.host == "101").unwrap();
    let brief = brief(&problem, &calendar, visit).unwrap();
    let shows: Vec<_> = brief.shows.iter().map(|shown| (shown.area.as_str(), shown.level)).collect();
    assert_eq!(shows, [("reading", 100)]);
    let profile = |id: &String| problem.profile(problem.index(id).unwrap());
    for visitor in &brief.visitors {
        let wish = brief.shows[0].to.iter().find(|wish| wish.school == *visitor);
        assert_eq!(wish.map_or(0, |wish| wish.weight), profile(visitor).weights[0], "{visitor}");
    }
    let wants: Vec<_> = brief.wants.iter().map(|want| (want.area.as_str(), want.weight)).collect();
    assert_eq!(wants, [("eal", 75), ("writing", 25)]);
    for (want, area) in brief.wants.iter().zip([2, 1]) {
        let best = brief.visitors.iter().map(|id| profile(id).levels[area]).max().filter(|&level| level > 0);
        assert_eq!(want.helpers.first().map(|able| able.level), best);
        assert!(want.helpers.is_sorted_by(|a, b| a.level >= b.level));
    }
    assert_eq!(brief.visits.len(), calendar.groups[visit.group - 1].len());
    assert_eq!(csv::render(&problem, &calendar).lines().count(), calendar.visits.len() + 1);
}

#[test]
fn the_usable_days_of_a_school_are_those_that_the_check_finds_open() {
    let (problem, _) = stated();
    let mut year = year();
    year.unavailable = vec![away("101", "2026-10-05", "2026-10-16")];
    year.events = vec![Event::new("Opening", Period::day(date("2026-11-04")))];
    let days = usable_days(problem.cohort(), &year).unwrap();
    let template = calendar(&year);
    for (school, days) in problem.indices().zip(&days) {
        let id = &problem.school(school).id;
        let open: Vec<Date> = (0..324)
            .map(|after| days_later(date("2026-09-01"), after))
            .filter(|&day| {
                let mut one = template.clone();
                one.groups = vec![vec![id.clone()]];
                one.visits = vec![crate::programme::calendar::Visit::new(id, 1, day, Some("F2".to_owned()))];
                !check(&problem, &year, &one).iter().any(|breach| breach.rule == CalendarRule::Open)
            })
            .collect();
        assert_eq!((&days.school, &days.dates), (id, &open));
    }
    year.terms.clear();
    assert_eq!(usable_days(problem.cohort(), &year).unwrap_err().issues()[0].code.as_str(), "no-terms");
}

#[test]
fn groups_keep_their_names_in_the_calendar_and_when_it_is_planned_again() {
    let ((problem, plan), year) = (stated(), year());
    let names = ["Badger-3", "Otter"].map(str::to_owned);
    let request = Request { names: &names, ..Request::new(&problem, &plan.groups, &year) };
    let run =
        |request: &Request<'_>| schedule_with(request, &ScheduleOptions::default(), &Cancel::new(), &Silent).unwrap();
    let calendar = run(&request);
    assert_eq!((calendar.name(1), calendar.name(3)), (Some("Badger-3"), None));
    let read = Calendar::from_json(&calendar.to_json(), "calendar.json".as_ref()).unwrap();
    assert_eq!(read, calendar);
    let again = run(&Request { before: Some(&read), ..Request::new(&problem, &plan.groups, &year) });
    assert_eq!(again.names, names);
    let unnamed = run(&Request::new(&problem, &plan.groups, &year));
    assert!(unnamed.names.is_empty() && !unnamed.to_json().contains("\"names\""));
}

#[test]
fn a_check_speaks_of_schools_and_facilitators_by_name() {
    let ((problem, _), year) = (stated(), year());
    let mut calendar = calendar(&year);
    calendar.visits[0].date = date("2026-12-25");
    let messages: Vec<String> = check(&problem, &year, &calendar).into_iter().map(|breach| breach.message).collect();
    assert!(messages.iter().any(|message| message.contains(" Primary is closed on 2026-12-25")), "{messages:?}");
    assert!(!messages.iter().any(|message| message.starts_with("10")), "{messages:?}");
}

#[test]
fn a_calendar_with_too_few_names_is_refused() {
    let mut calendar = calendar(&year());
    calendar.names = vec!["Badger-3".to_owned()];
    let error = Calendar::from_json(&calendar.to_json(), "calendar.json".as_ref()).unwrap_err();
    assert_eq!(error.issues()[0].key.as_deref(), Some("names"), "{error}");
}

#[test]
fn no_more_visits_at_once_than_the_rules_allow_and_the_check_says_so() {
    let ((problem, plan), mut year) = (stated(), year());
    year.facilitators.clear();
    (year.rules.visits_a_day, year.rules.visits_a_week) = (Some(1), Some(1));
    let options = ScheduleOptions::default();
    let calendar = schedule(&problem, &plan, &year, &options).unwrap();
    assert_eq!((check(&problem, &year, &calendar), calendar.clashes.len()), (vec![], 0));
    let mut crowded = calendar.clone();
    for visit in &mut crowded.visits {
        visit.date = date("2026-10-13");
    }
    let found = check(&problem, &year, &crowded).into_iter().filter(|breach| breach.rule == CalendarRule::AtOnce);
    assert_eq!(found.count(), 2);
    // A week of school days for six visits of two groups.
    year.unavailable = vec![
        Unavailable { whom: Whom::All, ..away("", "2026-09-01", "2026-11-01") },
        Unavailable { whom: Whom::All, ..away("", "2026-11-07", "2027-07-21") },
    ];
    (year.rules.gap_days, year.rules.visits_a_week) = (1, None);
    let calendar = schedule(&problem, &plan, &year, &options).unwrap();
    assert_eq!((calendar.visits.len(), calendar.clashes.len()), (3, 1));
}

#[test]
fn days_to_avoid_and_preferred_days_of_the_week_are_kept_where_they_can_be() {
    let ((problem, plan), mut year) = (stated(), year());
    let calendar = |year: &Year| schedule(&problem, &plan, year, &ScheduleOptions::default()).unwrap();
    let before = calendar(&year);
    let busy = before.visits[2].clone();
    let table = format!("school,start,weight\n{},{},100\n", busy.host, busy.date);
    year.avoid = parse_avoid(table.as_bytes(), "avoid.csv").unwrap();
    let after = calendar(&year);
    assert_eq!(check(&problem, &year, &after), []);
    let theirs = |visit: &&crate::programme::calendar::Visit| after.attending(visit).any(|id| id == busy.host);
    assert!(after.visits.iter().filter(theirs).all(|visit| visit.date != busy.date));
    year.preferred = parse_preferred(b"school,weekdays\n101,wed\n102,mon fri\n", "preferred.csv").unwrap();
    year.rules.weights.preferred = 20.0;
    let after = calendar(&year);
    assert_eq!(check(&problem, &year, &after), []);
    let weekday = |host: &str| after.visit(host).unwrap().date.strftime("%a").to_string();
    assert_eq!(weekday("101"), "Wed");
    assert!(["Mon", "Fri"].contains(&weekday("102").as_str()));
}

#[test]
fn without_facilitators_nothing_counts_that_is_about_them() {
    let ((problem, plan), mut year) = (stated(), year());
    year.facilitators.clear();
    let shares = year.weights();
    assert_eq!((shares.travel, shares.continuity, shares.workload, shares.preferred, shares.avoid), (0, 0, 0, 0, 0));
    assert_eq!(shares.list().iter().sum::<i64>(), 1_000);
    let calendar = schedule(&problem, &plan, &year, &ScheduleOptions::default()).unwrap();
    assert_eq!(check(&problem, &year, &calendar), []);
}

#[test]
fn a_calendar_file_publishes_and_tells_each_reader_its_own() {
    let (problem, _) = stated();
    let mut year = year();
    year.rules.files.hours = Some((jiff::civil::time(9, 0, 0, 0), jiff::civil::time(15, 30, 0, 0)));
    year.rules.files.reminder_days = Some(7);
    year.events = vec![Event::new("Opening", Period::day(date("2026-09-24")))];
    let calendar = calendar(&year);
    let edition = Edition::new(&problem, &year, &calendar, "20260901T080000Z");
    let of = |audience| ics::render(&edition, audience).replace("\r\n ", "");
    let visit = calendar.visits.iter().find(|visit| visit.host == "101").unwrap();
    let day = visit.date.to_string().replace('-', "");
    let own = of(Audience::School("101"));
    assert!(
        own.contains("METHOD:PUBLISH\r\nNAME:Visits 2026: Ash Primary\r\nX-WR-CALNAME:Visits 2026: Ash Primary\r\n")
    );
    assert!(
        own.contains(&format!("DTSTART;TZID=Europe/London:{day}T090000\r\nDTEND;TZID=Europe/London:{day}T153000\r\n"))
    );
    assert_eq!(own.matches("BEGIN:VTIMEZONE").count(), 1);
    assert_eq!((own.matches("SUMMARY:Hosting: ").count(), own.contains("SUMMARY:Visit to Ash Primary")), (1, false));
    let events = own.matches("BEGIN:VEVENT").count();
    assert_eq!(own.matches("TRANSP:OPAQUE").count(), events);
    assert_eq!(own.matches("ORGANIZER;CN=\"Visits 2026\":urn:uuid:").count(), events);
    assert_eq!(own.matches("TRIGGER:-P7D").count(), events - 1, "an event is no visit");
    assert!(own.contains("DTSTART;VALUE=DATE:20260924"), "an event without hours takes whole days");
    let visitor = calendar.visitors(visit).next().unwrap();
    assert!(of(Audience::School(visitor)).contains("SUMMARY:Visit to Ash Primary"));
    // Only schools that can help the host are asked to bring something.
    let brief = brief(&problem, &calendar, visit).unwrap();
    for visitor in calendar.visitors(visit) {
        let text = of(Audience::School(visitor));
        let entry = text.split("BEGIN:VEVENT").find(|entry| entry.contains("SUMMARY:Visit to Ash Primary")).unwrap();
        let helps = brief.wants.iter().any(|want| want.helpers.iter().any(|able| able.school == visitor));
        assert_eq!(entry.contains("Please bring an example"), helps, "{entry}");
    }
    assert!(!of(Audience::All).contains("Please bring"));
}
