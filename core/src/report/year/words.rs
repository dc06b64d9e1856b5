//! Every sentence of the page of the year.

use crate::model::numbers::{count, points, thousands, whole_percent};
use crate::model::problem::Problem;
use crate::programme::calendar::{Calendar, Clash};
use crate::programme::statement::dates::{Date, Period};
use crate::programme::statement::year::{Term, Whom, Year};
use crate::report::calendar::{self, day, facilitators, num_groups, verdict};
use crate::report::names::{group_title, name};
use crate::report::words::{list, sentence, stop};

/// "The year of visits, September 2026 to July 2027".
pub(super) fn title(span: Option<Period>) -> String {
    let month = |date: Date| date.strftime("%B %Y").to_string();
    span.map_or("The year of visits".to_owned(), |span| {
        format!("The year of visits, {} to {}", month(span.start), month(span.end))
    })
}

/// "12 visits of 4 groups. This is the best possible calendar for these groups and this year."
pub(super) fn head(calendar: &Calendar) -> String {
    let visits = count(calendar.visits.len(), "visit", "visits");
    let groups = count(num_groups(calendar), "group", "groups");
    format!("{visits} of {groups}. {}", sentence(&verdict(calendar)))
}

/// The figures with their names.
pub(super) fn figures(calendar: &Calendar) -> Vec<(&'static str, String)> {
    let mut figures = vec![("Groups", thousands(num_groups(calendar))), ("Visits", thousands(calendar.visits.len()))];
    if let Some((first, last)) = calendar.visits.first().zip(calendar.visits.last()) {
        figures.push(("First visit", day(first.date)));
        figures.push(("Last visit", day(last.date)));
        figures.push(("Facilitators", facilitators(calendar)));
        figures.push(("Value", calendar::value(calendar)));
    }
    figures.extend(calendar.bound.map(|bound| ("Bound", points(bound))));
    figures.push(("Search", sentence(stop(calendar.stop))));
    figures
}

/// The measures that make up a calendar's value, in words and in the order of their weights.
const TERMS: [&str; 10] = [
    "a group's visits are spread evenly over the days on which its schools are open",
    "visits keep away from the first and the last week of a half-term",
    "no month has many more visits than others",
    "no week has many more visits than others",
    "no day has many more visits than others",
    "visits keep away from days that schools would rather avoid",
    "the facilitator lives near the host",
    "a group keeps its facilitator",
    "no facilitator leads many more visits than the others",
    "hosts have the days that they prefer",
];

/// The measures that make up the calendar's value, with their weights.
pub(super) fn value(year: &Year) -> String {
    let shares = year.weights().list();
    let parts = TERMS.iter().zip(shares).filter(|&(_, share)| share > 0);
    let parts: Vec<String> = parts.map(|(name, share)| format!("{name} ({})", per_mille(share))).collect();
    format!("The days are chosen by these measures, each with its share: {}.", list(&parts, "and"))
}

/// Thousandths as percent: "9.5%".
fn per_mille(share: i64) -> String {
    if share % 10 == 0 { whole_percent(share / 10) } else { format!("{}.{}%", share / 10, share % 10) }
}

/// The rules that every calendar keeps.
pub(super) fn kept(year: &Year, calendar: &Calendar) -> String {
    let rules = &year.rules;
    let travel =
        rules.max_km.map_or(String::new(), |km| format!(" No facilitator lives more than {km} km from the host."));
    let hosts = if calendar.clashes.is_empty() { "Every school hosts once." } else { "No school hosts twice." };
    let apart = weeks(rules.gap_days);
    let most = [(rules.visits_a_day, "a day"), (rules.visits_a_week, "a week")];
    let most = most.map(|(most, when)| most.map(|most| format!("{} {when}", count(most, "visit", "visits"))));
    let most: Vec<String> = most.into_iter().flatten().collect();
    let most = if most.is_empty() { String::new() } else { format!(" There are at most {}.", list(&most, "and")) };
    format!(
        "{hosts} All of a group's schools are open on the days of its visits. A group's visits are at least {apart} apart.{most}{travel}"
    )
}

/// "four weeks" of 28 days, "10 days".
fn weeks(days: u32) -> String {
    const NUMBERS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let spelt = |weeks: u32| NUMBERS.get(usize::try_from(weeks).ok()?.checked_sub(2)?);
    match (days.is_multiple_of(7), spelt(days / 7)) {
        (true, Some(weeks)) => format!("{weeks} weeks"),
        _ if days == 7 => "one week".to_owned(),
        _ => count(days, "day", "days"),
    }
}

/// The group or groups that a clash is about.
pub(super) fn whose(problem: &Problem, calendar: &Calendar, clash: &Clash) -> String {
    let group = clash.group.checked_sub(1).and_then(|place| calendar.groups.get(place));
    group.map_or("All groups together".to_owned(), |group| {
        let names: Vec<&str> = group.iter().map(|id| name(problem, id)).collect();
        format!("{}: {}", group_title(clash.group, calendar.name(clash.group)), names.join("; "))
    })
}

/// A clash's three statements (have, need, what would help), each with its heading.
pub(super) fn clash(clash: &Clash) -> [(&'static str, String); 3] {
    [("Have", sentence(&clash.have)), ("Need", sentence(&clash.need)), ("What would help", sentence(&clash.fix))]
}

/// "Thu 4 March 2027" for one day, or "Mon 2 to Fri 6 November 2026" for several days.
pub(super) fn period(period: Period) -> String {
    let Period { start, end } = period;
    let from = match () {
        () if start == end => return day(end),
        () if (start.year(), start.month()) == (end.year(), end.month()) => start.strftime("%a %-d"),
        () if start.year() == end.year() => start.strftime("%a %-d %B"),
        () => start.strftime("%a %-d %B %Y"),
    };
    format!("{from} to {}", day(end))
}

/// The schools that a school term is for.
pub(super) fn for_whom(problem: &Problem, year: &Year, term: &Term) -> String {
    let is_for_all = year.terms.iter().all(|term| term.whom == Whom::All);
    match &term.whom {
        Whom::All if is_for_all => "all schools".to_owned(),
        Whom::All => "all other schools".to_owned(),
        Whom::Authority(authority) => format!("schools of {authority}"),
        Whom::Phase(phase) => format!("{phase} schools"),
        Whom::School(id) => name(problem, id).to_owned(),
    }
}

/// The label of a period's first day. A term with a break in the middle has two periods, so it has two first days.
pub(super) fn first_day(term: &str, goes_on: bool) -> String {
    if goes_on { format!("{term}: first day after the break") } else { format!("{term} begins") }
}

/// The label of a period's last day.
pub(super) fn last_day(term: &str, goes_on: bool) -> String {
    if goes_on { format!("{term}: last day before the break") } else { format!("{term} ends") }
}

/// "Ada Lake, 14 visits".
pub(super) fn led(name: &str, visits: usize) -> String {
    format!("{name}, {}", count(visits, "visit", "visits"))
}

/// The number of visits in a month: "12 visits on 9 days".
pub(super) fn month(visits: usize, days: usize) -> String {
    match visits {
        0 => "No visits".to_owned(),
        _ => format!("{} on {}", count(visits, "visit", "visits"), count(days, "day", "days")),
    }
}
