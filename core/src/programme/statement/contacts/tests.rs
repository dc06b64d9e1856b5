use super::*;
use crate::testing::example;

fn issues(table: &str) -> Vec<(Option<u64>, Code, Option<String>)> {
    let error = parse_contacts(table.as_bytes(), "contacts.csv", &example::problem()).unwrap_err();
    error.issues().iter().map(|issue| (issue.row, issue.code, issue.value.clone())).collect()
}

#[test]
fn every_issue_is_said_at_once_and_none_repeats_a_name_or_an_address() {
    let table = "school,head,head_email,second,second_email\n101,Ada Lake,ada at ash,,Ben <b@ash.example>\n\
                 999,Cy Fell,cy@fell,,\n102,,,,\n102,Di Dale,di@dale.example,,\n,Ed Ness,,,\n";
    let expected = [
        (Some(2), Code::InvalidEmail, None),
        (Some(2), Code::InvalidEmail, None),
        (Some(3), Code::InvalidEmail, None),
        (Some(3), Code::UnknownSchool, None),
        (Some(5), Code::DuplicateEntry, None),
        (Some(6), Code::MissingValue, None),
    ];
    let mut found = issues(table);
    found.sort();
    let mut sorted = expected.to_vec();
    sorted.sort();
    assert_eq!(found, sorted);
    let error = parse_contacts(table.as_bytes(), "contacts.csv", &example::problem()).unwrap_err().to_string();
    assert!(!["Lake", "ash.example", "Cy", "Dale", "Ness"].iter().any(|secret| error.contains(secret)), "{error}");
}

#[test]
fn a_row_out_of_step_with_the_header_gives_no_name_away() {
    for table in
        ["head,school\nEve, Carr,101\n", "school,head,\n101,Eve,eve@ash.example\n", "school,head\nEve Carr,101\n"]
    {
        let error = parse_contacts(table.as_bytes(), "contacts.csv", &example::problem()).unwrap_err().to_string();
        assert!(!["Eve", "Carr"].iter().any(|secret| error.contains(secret)) && !error.contains("eve@"), "{error}");
    }
}

#[test]
fn what_cannot_stand_in_a_calendar_file_is_no_address() {
    for bad in ["a@b.example,c@d.example", "\"\"a b\"\"@x.example", "a@[10.0.0.1]", "a@x.example\u{7f}", "@x.example"] {
        assert_eq!(issues(&format!("school,head_email\n101,\"{bad}\"\n"))[0].1, Code::InvalidEmail, "{bad}");
    }
}

#[test]
fn a_leader_is_known_by_name_or_address_and_never_shown_by_accident() {
    let table = "school,head,head_email,second,second_email\n101,,ada+x@ash.example,Ben Moor,\n";
    let contacts = parse_contacts(table.as_bytes(), "contacts.csv", &example::problem()).unwrap();
    let shown: Vec<_> = contacts.of("101").map(|contact| (contact.shown(), contact.uri())).collect();
    assert_eq!(shown, [("ada+x@ash.example", Some("mailto:ada%2Bx@ash.example".to_owned())), ("Ben Moor", None)]);
    assert_eq!(contacts.of("102").count(), 0);
    let debug = format!("{contacts:?} {:?}", contacts.of("101").collect::<Vec<_>>());
    assert!(!debug.contains("ada") && !debug.contains("Moor"), "{debug}");
}
