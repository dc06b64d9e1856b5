use super::*;
use crate::cohort::Kind;
use crate::error::{Code, Issue};
use crate::school::Location;

fn issues(bytes: &[u8]) -> Vec<Issue> {
    match parse_cohort(bytes, "cohort.csv") {
        Ok(cohort) => cohort.warnings().to_vec(),
        Err(Error::Input(issues)) => issues,
        Err(other) => panic!("not an input error: {other}"),
    }
}

/// Code and row of every issue.
fn found(bytes: &[u8]) -> Vec<(Code, Option<u64>)> {
    issues(bytes).into_iter().map(|issue| (issue.code, issue.row)).collect()
}

#[test]
fn a_byte_order_mark_crlf_spaces_and_quoted_newlines_change_nothing() {
    let plain = parse_cohort(b"id,name,region,strength:a\n7,Ash,London,4\n", "x.csv").unwrap();
    let fancy = parse_cohort("\u{feff}id , name,region,strength: a\r\n\" 7\", Ash ,London, 4\r\n".as_bytes(), "x.csv");
    assert_eq!(fancy.unwrap(), plain);
    let quoted = parse_cohort(b"id,name\n7,\"Ash\nPrimary\"\n8,Elm\n", "x.csv").unwrap();
    assert_eq!(quoted.schools()[0].name, "Ash\nPrimary");
    assert_eq!(quoted.row("8"), Some(4));
}

#[test]
fn rows_are_lines_of_the_file_whatever_ends_them() {
    for text in ["id,x\n\n1,a\n2\n", "id,x\r\n\r\n1,a\r\n2\r\n", "id,x\r\r1,a\r2\r", "id,x\n,\n1,\"a\"\n2"] {
        assert_eq!(found(text.as_bytes()), [(Code::WrongFieldCount, Some(4))], "{text:?}");
    }
}

#[test]
fn a_blank_cell_is_not_declared() {
    let cohort = parse_cohort(b"id,region,pupils,easting,northing,strength:a,need:b\n1,, ,,,,\n", "x.csv").unwrap();
    let school = &cohort.schools()[0];
    assert!(school.attributes.is_empty() && school.strengths.is_empty() && school.needs.is_empty());
    assert_eq!((school.location, school.display_name()), (None, "1"));
    assert_eq!(cohort.areas(), ["a", "b"]);
    assert_eq!(cohort.attributes()["region"], Kind::Text);
}

#[test]
fn a_column_is_a_number_if_every_value_in_it_is_and_none_is_a_code() {
    let text = b"id,n,t,code,big,region\n1,2.5,2,0123,1234567890123,1\n2,,x,0999,2,2\n";
    let cohort = parse_cohort(text, "x.csv").unwrap();
    let kinds: Vec<(&str, Kind)> = cohort.attributes().iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
    let expected =
        [("big", Kind::Text), ("code", Kind::Text), ("n", Kind::Number), ("region", Kind::Text), ("t", Kind::Text)];
    assert_eq!(kinds, expected);
    assert_eq!(cohort.schools()[0].text("code"), Some("0123"));
}

#[test]
fn coordinates_are_rounded_to_whole_metres() {
    let cohort = parse_cohort(b"id,easting,northing\n1,533498.5,181201.4\n", "x.csv").unwrap();
    assert_eq!(cohort.schools()[0].location, Some(Location { easting: 533_499, northing: 181_201 }));
}

#[test]
fn areas_keep_the_order_of_the_columns_strengths_first() {
    let cohort = parse_cohort(b"id,need:z,strength:b,strength:a,need:b\n1,1,1,1,1\n", "x.csv").unwrap();
    assert_eq!(cohort.areas(), ["b", "a", "z"]);
}

#[test]
fn a_file_that_is_no_table_is_one_clear_issue() {
    let with_long_line = [b"id,name\n1,".to_vec(), vec![b'x'; 2 << 20]].concat();
    let cases: [(&[u8], Code, Option<u64>); 8] = [
        (b"", Code::EmptyFile, None),
        (b"  \r\n \n", Code::EmptyFile, None),
        (b",,\n,,\n", Code::EmptyFile, None),
        (b"id,name\n", Code::NoSchools, None),
        (b"id,name\n1,a\0b\n", Code::NotText, Some(2)),
        (b"PK\x03\x04rest", Code::NotText, None),
        (b"\xff\xfei\0d\0\0", Code::NotText, None),
        (&with_long_line, Code::LineTooLong, Some(2)),
    ];
    for (bytes, code, row) in cases {
        assert_eq!(found(bytes), [(code, row)], "{:?}", &bytes[..bytes.len().min(30)]);
    }
}

#[test]
fn bytes_that_are_not_utf8_are_shown_as_they_were_meant() {
    let cohort = parse_cohort(b"id,name\n1,Caf\xe9 School\n2,Ash\n3,Ros\xe9\n", "cohort.csv").unwrap();
    assert_eq!(cohort.schools()[0].name, "Caf\u{e9} School");
    let issue = &cohort.warnings()[0];
    assert_eq!((issue.code, issue.row, issue.value.as_deref()), (Code::Encoding, Some(2), Some("Caf\u{e9} School")));
    assert!(issue.message.ends_with("this row (and 1 more row)"), "{}", issue.message);
    // UTF-8 that a program took for Windows-1252 and saved again, and letters that it could not write.
    for spoilt in ["id,name\n1,Caf\u{c3}\u{a9}\n", "id,name\n1,Caf\u{fffd}\n"] {
        assert_eq!(found(spoilt.as_bytes()), [(Code::Encoding, Some(2))]);
    }
    assert_eq!(found("id,name\n1,S\u{c3}O PAULO\n".as_bytes()), []);
}

#[test]
fn a_missing_id_column_suggests_the_one_that_is_meant() {
    let cases = [
        ("URN,name\n1,a\n", "rename the column \"URN\" to \"id\""),
        ("school_id,name\n1,a\n", "rename the column \"school_id\" to \"id\""),
        ("name,region\na,b\n", "add a column \"id\""),
    ];
    for (text, fix) in cases {
        let issue = issues(text.as_bytes()).remove(0);
        assert_eq!((issue.code, issue.row), (Code::MissingColumn, Some(1)), "{text}");
        assert!(issue.fix.starts_with(fix), "{}", issue.fix);
    }
}

#[test]
fn every_issue_of_a_file_is_reported_at_once() {
    let text = "id,name,region,region,easting,northing,strength:a,need:a,\n\
                1,Ash,,,1,,high,2,\n\
                1,Elm,,,x,1,4,-1,\n\
                ,Oak,,,,,,,\n\
                3,Fir,,,,,4\n\
                4,Yew,,,530000,51,inf,,left over\n\
                5,Bay,,,5e8,51,,,\n";
    let expected = [
        (Code::WrongFieldCount, Some(5)),
        (Code::DuplicateColumn, Some(1)),
        (Code::UnnamedColumn, Some(6)),
        (Code::NotANumber, Some(2)),
        (Code::LocationIncomplete, Some(2)),
        (Code::NotANumber, Some(3)),
        (Code::NotANumber, Some(6)),
        (Code::DuplicateId, Some(3)),
        (Code::MissingId, Some(4)),
        (Code::NegativePriority, Some(3)),
        (Code::LocationOutOfRange, Some(7)),
    ];
    assert_eq!(found(text.as_bytes()), expected);
    assert!(issues(text.as_bytes()).iter().all(|issue| issue.file.as_deref() == Some("cohort.csv")));
}

#[test]
fn an_open_quotation_mark_is_found_where_it_opens() {
    assert_eq!(found(b"id,name\n1,\"Ash\n2,Elm\n3,Oak\n"), [(Code::InvalidSyntax, Some(2))]);
    assert_eq!(found(b"id,name\n1,\"Ash\nPrimary\"\n"), []);
}

#[test]
fn cells_beyond_the_header_are_passed_over_where_they_are_blank() {
    assert_eq!(found(b"id,name\n1,Ash,,\n"), []);
    assert_eq!(found(b"id,name\n1,Ash,,x\n"), [(Code::WrongFieldCount, Some(2))]);
}

#[test]
fn a_column_that_is_nearly_known_is_pointed_out() {
    assert_eq!(found(b"id,Region\n1,London\n"), [(Code::ColumnTaken, Some(1))]);
    assert_eq!(found(b"id,regoin\n1,London\n"), [(Code::NearName, Some(1))]);
    assert_eq!(found(b"id,strenght:a\n1,4\n"), [(Code::NearName, Some(1))]);
    assert_eq!(found(b"id,region,Region\n1,London,x\n"), []);
    assert_eq!(found(b"id,ofsted:grade,pupils\n1,2,3\n"), []);
}

#[test]
fn the_register_is_not_taken_for_a_cohort() {
    let issue = issues(b"URN,EstablishmentName,HeadLastName\n1,Ash,Smith\n").remove(0);
    assert_eq!(issue.code, Code::MissingColumn);
    assert!(issue.fix.starts_with("read it as the register"), "{}", issue.fix);
}

#[test]
fn a_table_of_very_many_columns_is_read_in_time_that_grows_with_its_size() {
    // A search through the header for each column would be 400 million steps.
    let header: String = (0..20_000).map(|n| format!(",c{n}")).collect();
    let cohort = parse_cohort(format!("id{header}\n1{}\n", ",x".repeat(20_000)).as_bytes(), "x.csv").unwrap();
    assert_eq!(cohort.attributes().len(), 20_000);
}

#[test]
fn a_cohort_is_equal_to_the_same_in_other_rows_of_another_file() {
    let one = parse_cohort(b"id,name,region\n1,Ash,London\n2,Elm,South West\n", "one.csv").unwrap();
    let other = parse_cohort(b"id,name,region\n2,Elm,South West\n1,Ash,London\n", "other.csv").unwrap();
    assert_eq!(one, other);
    assert_eq!((one.row("2"), other.row("2"), other.file()), (Some(3), Some(2), Some("other.csv")));
    let changed = parse_cohort(b"id,name,region\n2,Elm,London\n1,Ash,London\n", "one.csv").unwrap();
    assert_ne!(one, changed);
}
