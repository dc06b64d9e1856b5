use super::*;
use crate::model::rules::Rules;
use crate::programme::schedule::{ScheduleOptions, schedule};
use crate::programme::statement::contacts::parse_contacts;
use crate::programme::statement::dates::{Period, parse};
use crate::programme::statement::tables::{parse_events, parse_facilitators, parse_terms, parse_unavailable};
use crate::programme::statement::year::Year;
use crate::report::shell::STYLE as SHARED;
use crate::testing::example;

fn year() -> Year {
    let terms = b"term,start,end,school\nAutumn,2026-09-01,2026-12-18,\nSpring,2027-01-04,2027-03-25,\n\
        Summer,2027-04-12,2027-07-21,\nTrinity,2027-04-12,2027-07-07,106\n";
    Year {
        terms: parse_terms(terms, "terms.csv").unwrap(),
        events: parse_events(
            b"event,start,end\n<b>Opening</b>,2026-09-24,\nResidential,2027-02-08,2027-02-09\n",
            "events.csv",
        )
        .unwrap(),
        facilitators: parse_facilitators(b"facilitator,name\nF1,Ada <i>Lake</i>\n", "facilitators.csv").unwrap(),
        ..Year::default()
    }
}

fn planned(year: &Year) -> Calendar {
    schedule(&example::problem(), &example::plan(), year, &ScheduleOptions::default()).unwrap()
}

fn page_of(problem: &Problem, year: &Year, calendar: &Calendar) -> String {
    render(&Edition::new(problem, year, calendar, ""))
}

fn page() -> String {
    let year = year();
    page_of(&example::problem(), &year, &planned(&year))
}

/// The values of an attribute, in the order of the page.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    page.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_month_event_holiday_visit_and_brief_is_there() {
    let year = year();
    let calendar = planned(&year);
    let page = page_of(&example::problem(), &year, &calendar);
    assert!(page.contains("<h1>The year of visits, September 2026 to July 2027</h1>"));
    assert_eq!(page.matches("class=\"month\"").count(), 11);
    for date in ["2026-12-25", "2026-12-28", "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31"] {
        let note = "<p class=\"note\"><bdi>Bank holiday</bdi></p>";
        let entry = page.split(&format!("id=\"d-{date}\"")).nth(1).unwrap().split("</li>").next().unwrap();
        assert!(entry.contains(note), "{date}: {entry}");
    }
    assert!(page.contains("Residential, until Tue 9 February") && page.contains("Mon 8 to Tue 9 February 2027"));
    assert!(page.contains("Autumn begins") && !page.contains("Trinity begins") && page.contains("Trinity"));
    for (number, visit) in (1..).zip(&calendar.visits) {
        let name = crate::report::names::name(&example::problem(), &visit.host).to_owned();
        assert!(page.contains(&format!(
            "id=\"b{number}\" aria-labelledby=\"h{number}\"><h3 id=\"h{number}\"><bdi>Visit to {name}<"
        )));
        let entry = page.split(&format!("id=\"d-{}\"", visit.date)).nth(1).unwrap().split("</li>").next().unwrap();
        assert!(entry.contains(&format!("href=\"#b{number}\"><bdi>{name}</bdi>")), "{entry}");
    }
}

#[test]
fn names_are_text_and_the_page_loads_and_runs_nothing() {
    let mut odd = example::schools();
    odd[0].name = "<script>alert(1)</script>".to_owned();
    let year = year();
    let page = page_of(&example::problem_with(odd, Rules::default()), &year, &planned(&year));
    assert!(
        page.contains("&lt;script&gt;alert(1)") && page.contains("&lt;b&gt;Opening") && page.contains("Ada &lt;i&gt;")
    );
    for outside in ["http:", "https:", "<script", "<link", "<img", "<iframe", "<b>Opening", "<i>"] {
        assert!(!page.contains(outside), "{outside}");
    }
    for style in [STYLE, SHARED] {
        assert!(!style.contains("url(") && !style.contains("@import"));
    }
}

#[test]
fn ids_are_unique_and_everything_named_is_there() {
    let page = page();
    let ids = values(&page, "id");
    let unique: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
    let labels = values(&page, "aria-labelledby").into_iter();
    let links = values(&page, "href").into_iter().map(|href| href.trim_start_matches('#'));
    for name in labels.chain(links) {
        assert!(ids.contains(&name), "{name}");
    }
    assert_eq!(page.matches("<table").count(), page.matches("<caption>").count());
    assert!(!page.contains("<th>"));
}

#[test]
fn groups_that_cannot_meet_come_first_with_the_reason() {
    let mut year = year();
    year.unavailable = parse_unavailable(b"school,start,end\n101,2026-09-01,2027-07-21\n", "away.csv").unwrap();
    let page = page_of(&example::problem(), &year, &planned(&year));
    let (head, rest) = page.split_once("<section aria-labelledby=\"months\">").unwrap();
    assert!(head.contains("Groups that cannot meet") && head.contains("<dt>What would help</dt>"), "{head}");
    assert!(head.contains("only Ash Primary is closed on") && rest.contains("no day: <bdi>Ash Primary"));
}

#[test]
fn a_calendar_of_no_visits_and_no_terms_is_still_a_page() {
    let mut empty = planned(&year());
    (empty.visits, empty.groups) = (Vec::new(), Vec::new());
    let page = page_of(&example::problem(), &Year::default(), &empty);
    assert!(page.contains("<h1>The year of visits</h1>") && !page.contains("class=\"month\""));
}

#[test]
fn leaders_are_named_only_with_contacts() {
    let (problem, year) = (example::problem(), year());
    let calendar = planned(&year);
    let contacts =
        parse_contacts(b"school,head,head_email\n101,Eve Carr,eve@ash.example\n", "contacts.csv", &problem).unwrap();
    let edition = Edition::new(&problem, &year, &calendar, "");
    assert!(render(&edition.with_contacts(Some(&contacts))).contains("Eve Carr (headteacher)"));
    assert!(!render(&edition).contains("Carr"));
}

#[test]
fn a_term_with_a_break_begins_once() {
    let mut year = year();
    let terms = b"term,start,end\nAutumn,2026-09-01,2026-10-23\nAutumn,2026-11-02,2027-07-21\n";
    year.terms = parse_terms(terms, "terms.csv").unwrap();
    let page = page_of(&example::problem(), &year, &planned(&year));
    assert_eq!((page.matches("Autumn begins").count(), page.matches("Autumn ends").count()), (1, 1));
    for (date, note) in [("2026-10-23", "last day before"), ("2026-11-02", "first day after")] {
        let entry = page.split(&format!("id=\"d-{date}\"")).nth(1).unwrap().split("</li>").next().unwrap();
        assert!(entry.contains(&format!("Autumn: {note} the break")), "{entry}");
    }
    assert!(page.contains("all schools<") && !page.contains("of their own"));
}

#[test]
fn several_days_are_told_as_shortly_as_they_can_be() {
    let told = |start, end| words::period(Period { start: parse(start).unwrap(), end: parse(end).unwrap() });
    assert_eq!(told("2027-02-09", "2027-02-09"), "Tue 9 February 2027");
    assert_eq!(told("2027-02-08", "2027-02-09"), "Mon 8 to Tue 9 February 2027");
    assert_eq!(told("2027-02-08", "2027-03-09"), "Mon 8 February to Tue 9 March 2027");
    assert_eq!(told("2026-12-21", "2027-01-01"), "Mon 21 December 2026 to Fri 1 January 2027");
}
