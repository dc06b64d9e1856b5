use crate::programme::calendar::Calendar;
use crate::programme::calendar::changes::changes;
use crate::programme::schedule::{ScheduleOptions, schedule};
use crate::programme::statement::tables::parse_terms;
use crate::programme::statement::year::Year;
use crate::report::calendar::{render, render_changes};
use crate::testing::example;

fn calendar() -> Calendar {
    let terms = parse_terms(b"term,start,end\nAutumn,2026-09-01,2027-03-18\n", "terms.csv").unwrap();
    let year = Year { terms, ..Year::default() };
    schedule(&example::problem(), &example::plan(), &year, &ScheduleOptions::default()).unwrap()
}

#[test]
fn the_text_has_each_visit_with_its_day_and_what_is_known_of_the_whole() {
    let (problem, calendar) = (example::problem(), calendar());
    let text = render(&problem, &calendar);
    assert!(text.starts_with(&format!("{} visits of {} groups\n", calendar.visits.len(), calendar.groups.len())));
    assert_eq!(text.matches("visitors: ").count(), calendar.visits.len());
    assert!(text.contains("No calendar "), "{text}");
    let first = &calendar.visits[0].date;
    assert!(text.contains(&format!("\n{}\n  {}  ", first.strftime("%B %Y"), first.strftime("%a %d"))), "{text}");
}

#[test]
fn changes_are_counted_and_told_one_by_one() {
    let (problem, before) = (example::problem(), calendar());
    let mut after = before.clone();
    assert_eq!(render_changes(&problem, &changes(&before, &after)), "No visit changes.\n");
    after.visits[0].date = crate::programme::statement::dates::parse("2026-12-01").unwrap();
    after.visits[1].facilitator = Some("F1".to_owned());
    let dropped = after.visits.pop().unwrap();
    let text = render_changes(&problem, &changes(&before, &after));
    let first = text.lines().next().unwrap();
    assert_eq!(first, "1 visit moves, 1 visit has another facilitator and 1 visit is dropped.");
    assert!(text.contains(" to Tue 1 December 2026\n") && text.contains(", led by F1 instead of nobody\n"), "{text}");
    let name = problem.school(problem.index(&dropped.host).unwrap()).display_name();
    assert!(text.contains(&format!("  {name}: no longer on ")), "{text}");
}
