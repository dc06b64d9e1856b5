//! The people of the schools. Names and addresses go only from their own table into the files for participants. This type
//! cannot be serialised and does not show its content, so no plan, calendar or log ever contains it.

use std::collections::BTreeMap;
use std::fmt;

use email_address::{EmailAddress, Options};

use crate::error::{Code, Error};
use crate::model::problem::Problem;
use crate::programme::feedback::Role;
use crate::programme::statement::tables::{Cells, read, without_values};

/// The leaders of the schools, by the school's id.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Contacts(BTreeMap<String, Vec<Contact>>);

/// One leader of a school: a name, an address, or both.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    role: Role,
    name: Option<String>,
    email: Option<EmailAddress>,
}

impl Contact {
    /// Which of the school's two leaders.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// The name, if known.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The address, if known.
    #[must_use]
    pub fn email(&self) -> Option<&str> {
        self.email.as_ref().map(EmailAddress::as_str)
    }

    /// The name, or else the address.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.name.as_deref().or(self.email.as_ref().map(EmailAddress::as_str)).unwrap_or_default()
    }

    /// The address as a URI such as `mailto:head@ash.example`.
    #[must_use]
    pub fn uri(&self) -> Option<String> {
        self.email.as_ref().map(EmailAddress::to_uri)
    }
}

impl Contacts {
    /// The known leaders of a school, the headteacher first.
    pub fn of(&self, school: &str) -> impl Iterator<Item = &Contact> {
        self.0.get(school).into_iter().flatten()
    }
}

impl fmt::Debug for Contacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Contacts of {} schools", self.0.len())
    }
}

impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Contact of a {}", self.role.as_str())
    }
}

/// Reads contacts. The columns are `school` and, as far as known, `head`, `head_email`, `second` and `second_email`, with
/// one row for each school. Issues contain no names and addresses; they give the row and the column instead.
///
/// ```
/// use tercet::programme::statement::contacts::parse_contacts;
/// use tercet::{Problem, Rules, model::format::csv::parse_cohort};
/// let cohort = parse_cohort(b"id,name\n1,Ash\n2,Bay\n3,Elm\n", "cohort.csv")?;
/// let problem = Problem::new(cohort, Rules::default())?;
/// let table = "school,head,head_email,second\n1,Ada Lake,ada@ash.example,Ben Moor\n";
/// let contacts = parse_contacts(table.as_bytes(), "contacts.csv", &problem)?;
/// assert_eq!(contacts.of("1").map(|contact| contact.shown()).collect::<Vec<_>>(), ["Ada Lake", "Ben Moor"]);
/// assert_eq!(format!("{contacts:?}"), "Contacts of 1 schools");
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] with every issue found: schools that the cohort does not have, schools that have two rows, text that is
/// not an address.
pub fn parse_contacts(bytes: &[u8], file: &str, problem: &Problem) -> Result<Contacts, Error> {
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let columns = ["head", "head_email", "second", "second_email"];
    let entries = read(bytes, file, &["school"], &columns, |row| {
        let id = row.filled("school");
        let people = [(Role::Head, "head", "head_email"), (Role::Second, "second", "second_email")];
        let people = people.map(|(role, name, email)| {
            let name = row.cell(name).map(str::to_owned);
            let email = address(row, email)?;
            Some((name.is_some() || email.is_some()).then_some(Contact { role, name, email }))
        });
        let id = id?;
        if problem.index(&id).is_none() {
            let fix = "correct the id, or remove the row";
            row.push(Code::UnknownSchool, "school", &id, "the cohort has no school with this id", fix);
            return None;
        }
        if let Some(line) = seen.insert(id.clone(), row.line()) {
            let message = format!("this school is already in row {line}");
            row.push(Code::DuplicateEntry, "school", &id, &message, "put both leaders into one row");
            return None;
        }
        let [head, second] = people;
        Some((id, head?.into_iter().chain(second?).collect()))
    })
    .map_err(|error| without_values(error, |_| true))?;
    Ok(Contacts(entries.into_iter().collect()))
}

/// An address or nothing. The outer `None` means that an issue was found.
fn address(row: &mut Cells<'_>, key: &str) -> Option<Option<EmailAddress>> {
    let Some(text) = row.cell(key) else { return Some(None) };
    let options = Options::default().with_required_tld().without_display_text().without_domain_literal();
    // The standard allows quoted names before the @, but no school has one.
    let plain = !text.contains(|c: char| c == '"' || c.is_whitespace() || c.is_control());
    let address = EmailAddress::parse_with_options(text, options).ok().filter(|_| plain);
    if address.is_none() {
        let fix = "write it as name@school.example, one address in a cell, or leave the cell blank";
        row.push(Code::InvalidEmail, key, "", "this is not an e-mail address", fix);
    }
    address.map(Some)
}

#[cfg(test)]
mod tests;
