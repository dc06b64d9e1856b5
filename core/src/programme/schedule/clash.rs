//! Why groups cannot be placed: which days remain, which schools close which days, and how many visits the facilitators can
//! lead.

use crate::programme::calendar::Clash;
use crate::programme::schedule::agenda::Agenda;
use crate::programme::schedule::draft::Draft;
use crate::programme::schedule::group_visits::{Costs, best};
use crate::programme::schedule::openings::Closed;
use crate::programme::statement::dates::{Date, days_between, days_later};

/// How many dates a reason lists.
const NAMED: usize = 6;

/// Names the groups that cannot be placed even if all facilitators were free for them, and any overall lack of
/// facilitators. The agenda then drops these groups' visits, so that they do not block other groups. If there is no room
/// for a visit to a school that leaves, the visit is dropped.
pub(crate) fn set_aside(agenda: &mut Agenda<'_>) -> Vec<Clash> {
    let free = Costs::free(agenda);
    let mut clashes = Vec::new();
    for group in 0..agenda.groups.len() {
        if best(agenda, group, &free).is_none() {
            agenda.groups[group].hosts.retain(|host| !host.leaves);
        }
        if best(agenda, group, &free).is_none() {
            clashes.push(of_group(agenda, group));
            agenda.groups[group].hosts.clear();
        }
    }
    agenda.share_out();
    let limits: Option<Vec<usize>> =
        agenda.most.iter().map(|most| most.and_then(|most| usize::try_from(most).ok())).collect();
    let most = limits.map(|limits| limits.iter().sum::<usize>());
    if let Some(most) = most.filter(|&most| !agenda.facilitators.is_empty() && most < agenda.num_visits()) {
        clashes.push(Clash {
            group: 0,
            have: format!("the facilitators can lead at most {most} visits in all terms together"),
            need: format!("{} schools host one visit each", agenda.num_visits()),
            fix: "add facilitators, or let them lead more visits a term".to_owned(),
        });
    }
    clashes
}

/// The groups of a draft that have no place.
pub(crate) fn unplaced(agenda: &Agenda<'_>, draft: &Draft<'_>) -> Vec<Clash> {
    let missing = (0..agenda.groups.len()).filter(|&group| draft.placed[group].is_none());
    missing
        .map(|group| Clash {
            group: group + 1,
            have: format!(
                "{} open for {}, but the search found no facilitator who is free on enough of them",
                days_are(agenda.groups[group].open.len()),
                names(agenda, group)
            ),
            need: needs(agenda, group),
            fix: "add facilitators, let them lead more visits a term, or search longer".to_owned(),
        })
        .collect()
}

fn names(agenda: &Agenda<'_>, group: usize) -> String {
    agenda.problem.names(&agenda.groups[group].schools)
}

fn needs(agenda: &Agenda<'_>, group: usize) -> String {
    format!("{} visits at least {} days apart", agenda.groups[group].hosts.len(), agenda.gap_days)
}

fn of_group(agenda: &Agenda<'_>, number: usize) -> Clash {
    let group = &agenda.groups[number];
    // Days that are over are open only to visits that are fixed on them.
    let is_open = |place: usize| group.hosts.iter().any(|host| host.may[place]);
    let open = group.open.iter().enumerate().filter(|&(place, _)| is_open(place));
    let open: Vec<Date> = open.map(|(_, &day)| agenda.days[usize::from(day)]).collect();
    let fits = most_visits(agenda, &open);
    if let Some(host) = group.hosts.iter().find(|host| host.choices.is_empty()) {
        let name = agenda.problem.school(host.school).display_name();
        return Clash {
            group: number + 1,
            have: format!(
                "no facilitator may lead the visit to {name}, because of trust, authority, travel or fixed visits"
            ),
            need: "a facilitator for each visit".to_owned(),
            fix: format!("add a facilitator for {name}, or raise the travel limit"),
        };
    }
    if fits >= group.hosts.len() {
        let have = format!(
            "{} open for {}, enough for {fits} visits, but the fixed visits or the facilitators' days do not fit",
            days_are(open.len()),
            names(agenda, number)
        );
        let fix = if agenda.facilitators.is_empty() {
            "move a fixed visit, or open days on which a school is closed"
        } else {
            "move a fixed visit, add facilitators, or add days on which they are available"
        };
        let fix = fix.to_owned();
        return Clash { group: number + 1, have, need: needs(agenda, number), fix };
    }
    let visits = if fits == 1 { "visit" } else { "visits" };
    let mut have =
        format!("{} open for all of {}, enough for {fits} {visits}", days_are(open.len()), names(agenda, number));
    let sole = sole_closers(agenda, number);
    for (school, dates) in &sole {
        let shown: Vec<String> = dates.iter().take(NAMED).map(ToString::to_string).collect();
        let more = if dates.len() > NAMED { format!(" and {} more", dates.len() - NAMED) } else { String::new() };
        have.push_str(&format!("; only {school} is closed on {}{more}", shown.join(", ")));
    }
    // A school is asked to open days only if these days would be enough.
    let is_enough = |dates: &[Date]| {
        let mut all = [open.as_slice(), dates].concat();
        all.sort_unstable();
        most_visits(agenda, &all) >= group.hosts.len()
    };
    let helps = sole.iter().filter(|(_, dates)| is_enough(dates)).max_by_key(|(_, dates)| dates.len());
    let fix = helps.map_or_else(
        || {
            format!(
                "lower gap_days, open days on which schools of {} are closed, or split the group",
                names(agenda, number)
            )
        },
        |(school, dates)| {
            let (missing, of) = (group.hosts.len() - fits, dates.len());
            format!("open {missing} or more of the {of} days on which only {school} is closed, or lower gap_days")
        },
    );
    Clash { group: number + 1, have, need: needs(agenda, number), fix }
}

/// "12 days are".
fn days_are(days: usize) -> String {
    if days == 1 { "1 day is".to_owned() } else { format!("{days} days are") }
}

/// The most visits that fit on these days with the gap between them, always choosing the earliest day.
fn most_visits(agenda: &Agenda<'_>, days: &[Date]) -> usize {
    let (mut count, mut next) = (0, None);
    for &day in days {
        if next.is_none_or(|next| day >= next) {
            (count, next) = (count + 1, Some(days_later(day, agenda.gap_days.max(1))));
        }
    }
    count
}

/// For each school, the days that are closed only because of this school.
fn sole_closers(agenda: &Agenda<'_>, number: usize) -> Vec<(String, Vec<Date>)> {
    let schools = &agenda.groups[number].schools;
    let named = |&school| (agenda.problem.school(school).display_name().to_owned(), Vec::new());
    let mut found: Vec<(String, Vec<Date>)> = schools.iter().map(named).collect();
    for after in 0..=days_between(agenda.first, agenda.window.end) {
        let date = days_later(agenda.first, after);
        let closed: Vec<(usize, Closed)> = (schools.iter().enumerate())
            .filter_map(|(place, &school)| agenda.openings.closed(school, date).map(|closed| (place, closed)))
            .collect();
        if let [(place, Closed::Unavailable | Closed::OutOfTerm)] = closed.as_slice() {
            found[*place].1.push(date);
        }
    }
    found.retain(|(_, dates)| !dates.is_empty());
    found
}
