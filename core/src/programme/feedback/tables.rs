//! Reads the two tables of feedback as CSV: attendance and survey. Every issue of a table is reported.

use std::collections::BTreeMap;

use crate::error::{Code, Error};
use crate::programme::feedback::{Answer, Attendance, Role};
use crate::programme::statement::tables::{Cells, read, without_values};

/// A leader at a visit (visit, school, role), and the row that names them.
type Seen = BTreeMap<(String, String, Role), u64>;

/// Reads who came. The columns are `visit` (the host's id, or the name of an event), `school`, `role` (`head` or `second`),
/// and optionally `person`. A `person` is a key that tells one leader from another. A key cannot be a name: a key with a
/// space or an @ is refused.
///
/// ```
/// use tercet::programme::feedback::tables::parse_attendance;
/// let came = parse_attendance(b"visit,school,role,person\n101,102,head,p3\n", "attendance.csv")?;
/// assert_eq!(came[0].person.as_deref(), Some("p3"));
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] with every issue found.
pub fn parse_attendance(bytes: &[u8], file: &str) -> Result<Vec<Attendance>, Error> {
    let mut seen = Seen::new();
    read(bytes, file, &["visit", "school", "role"], &["person"], |row| {
        let (visit, school, role) = who(row, &mut seen)?;
        let person = row.cell("person").map(str::to_owned);
        if person.as_ref().is_some_and(|key| key.contains(|c: char| c == '@' || c.is_whitespace())) {
            // The value stays out of the message: it may be a name.
            let fix = "give each leader a key of your own, such as p17, and keep the list of names elsewhere";
            row.push(Code::NotOpaque, "person", "", "this looks like a name or an address", fix);
            return None;
        }
        Some(Attendance { visit, school, role, person, place: row.place() })
    })
    .map_err(|error| without_values(error, |code| matches!(code, Code::WrongFieldCount | Code::UnnamedColumn)))
}

/// Reads what participants say. The columns are `visit` (the host's id, or the name of an event), `school`, `role` (`head`
/// or `second`), `uses` and `passes_on` (`yes`, `no`, or blank for no answer). If the survey asks for areas, the table also
/// has `uses_areas` and `passes_on_areas`, with areas separated by `;`. If a row names areas and the answer is blank, the
/// answer counts as yes.
///
/// ```
/// use tercet::programme::feedback::tables::parse_survey;
/// let answers = parse_survey(b"visit,school,role,uses,passes_on,uses_areas\n101,102,head,yes,no,reading;send\n", "survey.csv")?;
/// assert_eq!(answers[0].uses_areas, ["reading", "send"]);
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] with every issue found.
pub fn parse_survey(bytes: &[u8], file: &str) -> Result<Vec<Answer>, Error> {
    let mut seen = Seen::new();
    read(bytes, file, &["visit", "school", "role", "uses", "passes_on"], &["uses_areas", "passes_on_areas"], |row| {
        let who = who(row, &mut seen);
        let uses = answer(row, "uses", "uses_areas");
        let passes_on = answer(row, "passes_on", "passes_on_areas");
        let ((visit, school, role), (uses, uses_areas), (passes_on, passes_on_areas)) = (who?, uses?, passes_on?);
        Some(Answer { visit, school, role, uses, uses_areas, passes_on, passes_on_areas, place: row.place() })
    })
}

fn who(row: &mut Cells<'_>, seen: &mut Seen) -> Option<(String, String, Role)> {
    let (visit, school, word) = (row.filled("visit"), row.filled("school"), row.filled("role"));
    let (visit, school, word) = (visit?, school?, word?);
    let Some(role) = Role::parse(&word) else {
        row.push(Code::UnknownChoice, "role", &word, "this is not a role", "write head or second");
        return None;
    };
    if let Some(line) = seen.insert((visit.clone(), school.clone(), role), row.line()) {
        let message = format!("this leader of {school} is already in row {line} for this visit");
        row.push(Code::DuplicateEntry, "role", &word, &message, "keep only one of the rows");
        return None;
    }
    Some((visit, school, role))
}

/// A yes, a no or neither, with the areas that the next cell names. The outer `None` means that an issue was found.
fn answer(row: &mut Cells<'_>, key: &str, areas_key: &str) -> Option<(Option<bool>, Vec<String>)> {
    let words = row.cell(areas_key).unwrap_or_default().split(';').map(str::trim);
    let mut areas: Vec<String> = words.filter(|area| !area.is_empty()).map(str::to_owned).collect();
    areas.sort_unstable();
    areas.dedup();
    let word = row.cell(key).map(str::to_owned);
    // Form tools write answers with capitals, as people see them.
    let answer = match word.as_deref().map(str::to_lowercase).as_deref() {
        None => (!areas.is_empty()).then_some(true),
        Some("yes" | "y") => Some(true),
        Some("no" | "n") if areas.is_empty() => Some(false),
        Some("no" | "n") => {
            let message = format!("the answer is no, but `{areas_key}` names areas");
            row.push(Code::UnknownChoice, key, "no", &message, "write yes, or leave the areas blank");
            return None;
        }
        Some(_) => {
            let other = word.unwrap_or_default();
            row.push(Code::UnknownChoice, key, &other, "this is not an answer", "write yes or no, or leave it blank");
            return None;
        }
    };
    Some((answer, areas))
}
