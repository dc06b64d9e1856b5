use super::cells::iso_date;
use super::*;

const HEADER: &str = "URN,LA (code),EstablishmentName,EstablishmentNumber,EstablishmentStatus (name),\
    PhaseOfEducation (name),TypeOfEstablishment (name),GOR (name),Easting,Northing,NumberOfPupils,OpenDate,TelephoneNum,\
    HeadLastName,ReligiousCharacter (name)\n";
const ASH: &str =
    "100001,080,Ash,0042,Open,Primary,Community school,London,530000,180000,210,01-09-1999,0207,Smith,None\n";
const ELM: &str = "100002,080,Elm,0043,Closed,Primary,Community school,London,530000,180000,,,,,\n";
const FIR: &str = "100003,080,Fir,0044,\"Open, but proposed to close\",Not applicable,Academy special converter,London,0,0,SUPP,,,,\n";

fn parse(rows: &str, strengths: Option<&str>) -> Result<Cohort, Error> {
    let register = format!("{HEADER}{rows}");
    parse_register((register.as_bytes(), "register.csv"), strengths.map(|text| (text.as_bytes(), "areas.csv")))
}

#[test]
fn closed_schools_are_left_out_and_zeros_stay() {
    let cohort = parse(&format!("{ASH}{ELM}{FIR}"), None).unwrap();
    let ids: Vec<&str> = cohort.schools().iter().map(|school| school.id.as_str()).collect();
    assert_eq!(ids, ["100001", "100003"]);
    assert_eq!(cohort.schools()[0].text("establishment_number"), Some("080/0042"));
    assert_eq!(cohort.schools()[0].text("opened"), Some("1999-09-01"));
    assert_eq!(cohort.schools()[0].attribute("faith"), None);
    let fir = &cohort.schools()[1];
    assert_eq!((fir.text("phase"), fir.location, fir.attribute("pupils")), (Some("Special"), None, None));
    let found: Vec<Code> = cohort.warnings().iter().map(|issue| issue.code).collect();
    assert_eq!(found, [Code::ClosingSchool]);
}

#[test]
fn nothing_about_persons_is_kept() {
    let cohort = parse(ASH, None).unwrap();
    let kept = format!("{cohort:?}");
    assert!(!kept.contains("Smith") && !kept.contains("0207"), "{kept}");
}

#[test]
fn bytes_are_windows_1252_unless_they_are_utf8() {
    let rows = ASH.replace("Ash", "Ros\u{e9} \u{2019}s");
    let utf8 = parse(&rows, None).unwrap();
    let register = format!("{HEADER}{rows}");
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&register);
    let windows = parse_register((&bytes, "register.csv"), None).unwrap();
    assert_eq!(windows.schools()[0].name, "Ros\u{e9} \u{2019}s");
    assert_eq!(windows, utf8);
}

#[test]
fn a_row_with_a_cell_too_many_is_left_out_with_a_warning_and_an_error_if_the_school_is_wanted() {
    let shifted = ASH.replace("100001", "100009").replace("Ash", "St \"X\", Y");
    let rows = format!("{ASH}{shifted}");
    let cohort = parse(&rows, None).unwrap();
    assert_eq!(cohort.len(), 1);
    let found: Vec<_> =
        cohort.warnings().iter().map(|issue| (issue.code, issue.row, issue.school.as_deref())).collect();
    assert_eq!(found, [(Code::RowLeftOut, Some(3), Some("100009"))]);

    assert_eq!(parse(&rows, Some("id,area,need\n100001,eal,1\n")).unwrap().warnings(), []);
    let error = parse(&rows, Some("id,area,need\n100001,eal,1\n100009,eal,1\n")).unwrap_err();
    let issue = error.issues().iter().find(|issue| issue.code == Code::UnknownSchool).unwrap();
    assert_eq!((issue.file.as_deref(), issue.row), (Some("areas.csv"), Some(3)));
    assert!(issue.message.contains("row 3 of register.csv has 16 cells, but the header has 15"), "{}", issue.message);
}

#[test]
fn with_a_table_of_strengths_the_cohort_is_the_schools_that_it_names() {
    let cohort = parse(&format!("{ASH}{FIR}"), Some("id,area,strength,need\n100003,eal,4,\n100003,art,,1\n")).unwrap();
    assert_eq!(cohort.len(), 1);
    assert_eq!(cohort.areas(), ["art", "eal"]);
    assert_eq!(cohort.schools()[0].strengths["eal"], 4.0);
    let error = parse(&format!("{ASH}{ELM}"), Some("id,area,need\n100001,eal,1\n100002,eal,1\n")).unwrap_err();
    assert_eq!(error.issues()[0].message, "the school cannot be used: the register has it as closed");
}

#[test]
fn schools_that_are_proposed_to_close_are_named() {
    let rows = format!("{ASH}{}", ASH.replace("100001", "100004").replace("Open", "\"Open, but proposed to close\""));
    let cohort = parse(&rows, None).unwrap();
    let issue = &cohort.warnings()[0];
    assert_eq!((issue.code, issue.row, issue.school.as_deref()), (Code::ClosingSchool, Some(3), Some("100004")));
    assert!(issue.message.contains("1 school as \"Open, but proposed to close\""), "{}", issue.message);
    // Of the schools that a table of strengths does not name, nothing is said.
    assert_eq!(parse(&rows, Some("id,area,need\n100001,eal,1\n")).unwrap().warnings(), []);
}

#[test]
fn odd_cells_are_one_warning_a_column() {
    let rows = [ASH, &ASH.replace("100001", "100004"), &ASH.replace("100001", "100005")].concat();
    let rows = rows.replace("210", "many").replace("01-09-1999", "1999-09-31");
    let cohort = parse(&rows, None).unwrap();
    let found: Vec<_> = cohort.warnings().iter().map(|issue| (issue.code, issue.row, issue.value.as_deref())).collect();
    assert_eq!(found, [(Code::NotANumber, Some(2), Some("many")), (Code::NotADate, Some(2), Some("1999-09-31"))]);
    assert!(cohort.warnings()[0].message.starts_with("3 cells"), "{}", cohort.warnings()[0].message);
}

#[test]
fn dates_must_be_days_of_the_calendar() {
    assert_eq!(iso_date("29-02-2024").as_deref(), Some("2024-02-29"));
    for text in ["29-02-2023", "29-02-1900", "31-04-2020", "00-01-2020", "01-13-2020", "1-1-2020", "2020-01-01", "x"] {
        assert_eq!(iso_date(text), None, "{text}");
    }
}

#[test]
fn another_table_is_not_taken_for_the_register() {
    let error = parse_register((b"id,name\n1,Ash\n", "cohort.csv"), None).unwrap_err();
    let found: Vec<Code> = error.issues().iter().map(|issue| issue.code).collect();
    assert_eq!(found, [Code::MissingColumn, Code::MissingColumn]);
}
