use crate::programme::calendar::changes::changes;
use crate::programme::calendar::check::check;
use crate::programme::calendar::{Calendar, Clash};
use crate::programme::schedule::{ScheduleOptions, schedule};
use crate::report::calendar::{render, render_breaches, render_changes};
use crate::testing::example::{self, year};

fn calendar() -> Calendar {
    schedule(&example::problem(), &example::plan(), &year(), &ScheduleOptions::default()).unwrap()
}

#[test]
fn the_text_has_each_visit_with_its_day_and_what_is_known_of_the_whole() {
    let (problem, calendar) = (example::problem(), calendar());
    let text = render(&problem, &calendar);
    assert!(text.starts_with(&format!("{} visits of {} groups\n", calendar.visits.len(), calendar.groups.len())));
    assert_eq!(text.matches("visitors: ").count(), calendar.visits.len());
    assert!(text.contains("calendar") && text.contains("(group 1)"), "{text}");
    let first = &calendar.visits[0].date;
    assert!(text.contains(&format!("\n{}\n  {}  ", first.strftime("%B %Y"), first.strftime("%a %d"))), "{text}");
}

#[test]
fn changes_are_counted_and_told_one_by_one() {
    let (problem, before) = (example::problem(), calendar());
    let mut after = before.clone();
    assert_eq!(render_changes(&problem, &changes(&before, &after), &[]), "No visit changes.\n");
    after.visits[0].date = crate::programme::statement::dates::parse("2026-12-01").unwrap();
    after.visits[1].facilitator = Some("F1".to_owned());
    let dropped = after.visits.pop().unwrap();
    let text = render_changes(&problem, &changes(&before, &after), &[]);
    let first = text.lines().next().unwrap();
    assert_eq!(first, "1 visit moves to another day, 1 visit has a different facilitator and 1 visit is cancelled.");
    assert!(text.contains(" to Tue 1 December 2026\n") && text.contains(", led by F1 instead of nobody\n"), "{text}");
    let name = problem.school(problem.index(&dropped.host).unwrap()).display_name();
    assert!(text.contains(&format!("  {name}: cancelled (it was on ")), "{text}");
}

#[test]
fn groups_are_called_by_their_names_and_clashes_say_whose_they_are() {
    let (problem, mut calendar) = (example::problem(), calendar());
    calendar.names = vec!["Badger-3".to_owned(), "Otter".to_owned()];
    let (have, need, fix) = ("no day".to_owned(), "three days".to_owned(), "free a day".to_owned());
    calendar.clashes = vec![Clash { group: 1, have, need, fix }];
    let text = render(&problem, &calendar);
    assert!(text.contains("\nBadger-3: no visits\n  Have: No day.\n") && text.contains("(Otter)"), "{text}");
}

#[test]
fn a_check_says_how_many_rules_are_broken_and_each_in_a_sentence() {
    let (problem, year, mut calendar) = (example::problem(), year(), calendar());
    assert_eq!(render_breaches(&check(&problem, &year, &calendar)), "The calendar keeps every rule.\n");
    calendar.visits[0].date = crate::programme::statement::dates::parse("2026-12-25").unwrap();
    let text = render_breaches(&check(&problem, &year, &calendar));
    assert!(text.starts_with("The calendar breaks ") && text.contains(" Primary is closed on 2026-12-25: "), "{text}");
}
