//! One row for each school, for letters: the people to write to, the peers, the dates, and the file to attach.

use csv::{Terminator, WriterBuilder};

use crate::model::format::spreadsheet::guard;
use crate::programme::calendar::Visit;
use crate::programme::calendar::edition::Edition;
use crate::programme::feedback::Role;
use crate::report::calendar::day;
use crate::report::names::{group_title, name};
use crate::report::words::list;

/// The columns.
const HEADER: [&str; 12] = [
    "school",
    "name",
    "head",
    "head_email",
    "second",
    "second_email",
    "group",
    "peers",
    "hosts_on",
    "visits",
    "facilitators",
    "attach",
];

/// The table as CSV, sorted by group. It names people if the edition has contacts. Cells that a spreadsheet would run are
/// guarded.
#[must_use]
pub fn render(edition: &Edition<'_>) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let mut push = |row: [&str; 12]| {
        writer.write_record(row.map(|cell| guard(cell).into_owned())).expect("writing to memory never fails");
    };
    push(HEADER);
    for (number, group) in (1..).zip(&edition.calendar.groups) {
        for id in group {
            let row = row(edition, number, (id, group));
            push(row.each_ref().map(String::as_str));
        }
    }
    let bytes = writer.into_inner().expect("writing to memory never fails");
    String::from_utf8(bytes).expect("every cell is text")
}

fn row(edition: &Edition<'_>, number: usize, (id, group): (&str, &[String])) -> [String; 12] {
    let (problem, calendar) = (edition.problem, edition.calendar);
    let contact = |role: Role| {
        let of = edition.contacts.into_iter().flat_map(|contacts| contacts.of(id));
        of.into_iter().find(|contact| contact.role() == role)
    };
    let named = |role| contact(role).and_then(|contact| contact.name()).unwrap_or_default().to_owned();
    let address = |role| contact(role).and_then(|contact| contact.email()).unwrap_or_default().to_owned();
    let peers: Vec<&str> = group.iter().filter(|other| *other != id).map(|other| name(problem, other)).collect();
    let theirs: Vec<&Visit> =
        calendar.visits.iter().filter(|visit| calendar.attending(visit).any(|member| member == id)).collect();
    let to_come = theirs.iter().filter(|visit| !calendar.has_taken_place(visit));
    let visits = to_come.filter(|visit| visit.host != id);
    let visits: Vec<String> =
        visits.map(|visit| format!("{} at {}", day(visit.date), name(problem, &visit.host))).collect();
    let mut leads: Vec<&str> = (theirs.iter())
        .filter_map(|visit| visit.facilitator.as_deref().map(|who| edition.year.facilitator_name(who)))
        .collect();
    leads.sort_unstable();
    leads.dedup();
    [
        id.to_owned(),
        name(problem, id).to_owned(),
        named(Role::Head),
        address(Role::Head),
        named(Role::Second),
        address(Role::Second),
        group_title(number, calendar.name(number)),
        list(&peers, "and"),
        calendar.visit(id).map_or_else(String::new, |visit| day(visit.date)),
        visits.join("; "),
        list(&leads, "and"),
        format!("schools/{id}.ics"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::schedule::{ScheduleOptions, schedule};
    use crate::programme::statement::contacts::parse_contacts;
    use crate::testing::example;

    #[test]
    fn each_school_has_a_row_with_its_people_peers_and_dates() {
        let (problem, plan) = (example::problem(), example::plan());
        let year = example::year();
        let calendar = schedule(&problem, &plan, &year, &ScheduleOptions::default()).unwrap();
        let table = "school,head,head_email\n101,Ada Lake,ada@ash.example\n";
        let contacts = parse_contacts(table.as_bytes(), "contacts.csv", &problem).unwrap();
        let edition = Edition::new(&problem, &year, &calendar, "").with_contacts(Some(&contacts));
        let text = render(&edition);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 6);
        let first: Vec<&str> = rows[0].iter().collect();
        assert_eq!(first[..4], ["101", "Ash Primary", "Ada Lake", "ada@ash.example"]);
        assert_eq!(first[7], "Birch Primary and Cedar Primary");
        assert_eq!(first[8], day(calendar.visit("101").unwrap().date));
        assert_eq!((first[9].matches(" at ").count(), first[11]), (2, "schools/101.ics"));
    }
}
