//! Bytes to text: UTF-8, and for tables UTF-16 and Windows-1252 too; no NUL, no byte order mark, no endless lines.
//!
//! A file is read in pieces and given up at the first line that no table of schools could have, so that a wrong file of any
//! length costs little time and memory.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::error::{Code, Error, Issue, Issues};
use crate::format::workbook;
use crate::letters;

/// The longest line of a table or rules file, in bytes: a hundred times the widest table in use.
const LONGEST_LINE: usize = 1 << 20;

/// The largest workbook that is read, in bytes: the register of all schools as a workbook has 30 million.
pub(super) const LARGEST_WORKBOOK: usize = 1 << 28;

const BYTE_ORDER_MARK: &str = "\u{feff}";
const PIECE: usize = 1 << 16;

/// The name of a file in messages: as the caller gave it.
pub fn name(path: &Path) -> String {
    path.display().to_string()
}

/// The bytes of a file whose lines are all of a sane length; of a workbook, which has no lines, all bytes up to a sane number.
pub fn read_lines(path: &Path) -> Result<Vec<u8>, Error> {
    let mut lines = Lines::new(&name(path));
    read_pieces(&without_sheet(path), |piece, before| {
        if is_workbook(if before.is_empty() { piece } else { before }) {
            let is_too_large = before.len() + piece.len() > LARGEST_WORKBOOK;
            return Ok(if is_too_large { Go::NoFurther } else { Go::On });
        }
        lines.pass(piece).map(|()| Go::On)
    })
}

/// The file of a path that may name a sheet behind it.
fn without_sheet(path: &Path) -> Cow<'_, Path> {
    match path.to_str().map(workbook::split_name) {
        Some((file, Some(_))) if !path.exists() => Cow::Owned(file.into()),
        _ => Cow::Borrowed(path),
    }
}

/// Whether the bytes begin as those of a workbook do: all of its kinds are zip archives.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The bytes of a JSON file, which may well be one long line; of another file only its beginning, for the message.
pub(super) fn read_json(path: &Path) -> Result<Vec<u8>, Error> {
    let mut bytes = read_pieces(path, |piece, before| {
        let start = piece.iter().find(|byte| !byte.is_ascii_whitespace() && !BYTE_ORDER_MARK.as_bytes().contains(byte));
        let is_json = !before.is_empty() || start.is_none_or(|start| b"{[".contains(start));
        Ok(if is_json && !piece.contains(&0) { Go::On } else { Go::NoFurther })
    })?;
    if let Err(error) = std::str::from_utf8(&bytes)
        && error.error_len().is_none()
    {
        bytes.truncate(error.valid_up_to()); // The file, or what was read of it, ends within a character.
    }
    Ok(bytes)
}

/// Whether to read on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Go {
    On,
    NoFurther,
}

/// Reads a file piece by piece, as long as the judge of the piece and of all before it says so.
fn read_pieces(path: &Path, mut judge: impl FnMut(&[u8], &[u8]) -> Result<Go, Error>) -> Result<Vec<u8>, Error> {
    let mut file = File::open(path).map_err(|error| Error::io(path, error))?;
    let mut bytes = Vec::new();
    let mut piece = vec![0; PIECE];
    loop {
        let count = match file.read(&mut piece) {
            Ok(0) => return Ok(bytes),
            Ok(count) => count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Error::io(path, error)),
        };
        let go = judge(&piece[..count], &bytes)?;
        bytes.extend_from_slice(&piece[..count]);
        if go == Go::NoFurther {
            return Ok(bytes);
        }
    }
}

/// Counts lines and refuses a line that is too long.
pub(super) struct Lines {
    file: String,
    line: u64,
    length: usize,
    after_return: bool,
}

impl Lines {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), line: 1, length: 0, after_return: false }
    }

    pub(super) fn pass(&mut self, piece: &[u8]) -> Result<(), Error> {
        for &byte in piece {
            if byte == b'\n' || byte == b'\r' {
                self.line += u64::from(byte == b'\r' || !self.after_return);
                self.length = 0;
            } else {
                self.length += 1;
                if self.length > LONGEST_LINE {
                    return Err(Error::Input(vec![too_long(&self.file, self.line)]));
                }
            }
            self.after_return = byte == b'\r';
        }
        Ok(())
    }
}

fn too_long(file: &str, line: u64) -> Issue {
    Issue::error(
        Code::LineTooLong,
        format!("the line is longer than {LONGEST_LINE} bytes, so this is not a table of schools or a rules file"),
        "give the file that you meant, with one school or key on each line",
    )
    .in_file(file)
    .at_row(line)
}

/// The text of a file in UTF-8.
///
/// # Errors
/// [`Code::EmptyFile`] and [`Code::NotText`].
pub fn decode<'a>(bytes: &'a [u8], file: &str) -> Result<&'a str, Error> {
    refuse_other_kinds(bytes, file)?;
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
            refuse_empty(text, file)?;
            Ok(text)
        }
        Err(error) => {
            let message = "the row has a byte that is not UTF-8";
            let fix = "save the file as UTF-8; it looks like Windows-1252 or Latin-1";
            let row = row_of(&bytes[..error.valid_up_to()]);
            Err(Error::Input(vec![Issue::error(Code::NotText, message, fix).in_file(file).at_row(row)]))
        }
    }
}

/// The text of a table in any of the encodings that spreadsheets write, with its letters in one form. What is not UTF-8 is said.
///
/// # Errors
/// [`Code::EmptyFile`] and [`Code::NotText`].
pub fn decode_table<'a>(bytes: &'a [u8], file: &str, issues: &mut Issues) -> Result<Cow<'a, str>, Error> {
    let wide = [(b"\xff\xfe", encoding_rs::UTF_16LE), (b"\xfe\xff", encoding_rs::UTF_16BE)];
    if let Some((mark, encoding)) = wide.into_iter().find(|(mark, _)| bytes.starts_with(*mark)) {
        let (text, has_errors) = encoding.decode_without_bom_handling(&bytes[mark.len()..]);
        if has_errors || text.contains('\0') {
            let message = "the file begins as UTF-16 and is no text in it";
            let issue = Issue::error(Code::NotText, message, "save it as CSV in UTF-8 (in Excel: \"CSV UTF-8\")");
            return Err(Error::Input(vec![issue.in_file(file)]));
        }
        refuse_empty(&text, file)?;
        return Ok(Cow::Owned(letters::tidy(&text).into_owned()));
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => {
            let text = decode(bytes, file)?;
            issues.extend(spoilt(text).map(|issue| issue.in_file(file)));
            Ok(letters::tidy(text))
        }
        Err(error) => {
            let text = decode_windows_1252(bytes, file)?;
            issues.push(not_utf8(bytes, error.valid_up_to()).in_file(file));
            Ok(Cow::Owned(letters::tidy(&text).into_owned()))
        }
    }
}

/// A warning where letters were lost before the file came here: UTF-8 that some program took for Windows-1252 and saved again, or
/// letters that it could not write.
fn spoilt(text: &str) -> Option<Issue> {
    let twice = |pair: (char, char)| matches!(pair, ('\u{c3}', '\u{80}'..='\u{bf}') | ('\u{e2}', '\u{20ac}'));
    let is_spoilt = |line: &str| {
        !line.is_ascii() && (line.contains('\u{fffd}') || line.chars().zip(line.chars().skip(1)).any(twice))
    };
    let mut rows = (1_u64..).zip(text.lines()).filter(|(_, line)| is_spoilt(line));
    let (row, line) = rows.next()?;
    let more = match rows.count() {
        0 => String::new(),
        1 => " and 1 more".to_owned(),
        others => format!(" and {others} more"),
    };
    let word = line.split([',', ';', '\t', '"']).find(|cell| is_spoilt(cell)).unwrap_or(line);
    let message = format!("another program has spoilt letters in this row{more}");
    let issue = Issue::warning(
        Code::Encoding,
        message,
        "export the file again, as \"CSV UTF-8\", from where it was first made",
    );
    Some(issue.at_row(row).with_value(word.trim()))
}

/// The text of a file that is in Windows-1252, unless someone has saved it again as UTF-8.
///
/// # Errors
/// As for [`decode`].
pub(super) fn decode_windows_1252<'a>(bytes: &'a [u8], file: &str) -> Result<Cow<'a, str>, Error> {
    if std::str::from_utf8(bytes).is_ok() {
        return decode(bytes, file).map(Cow::Borrowed);
    }
    refuse_other_kinds(bytes, file)?;
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    refuse_empty(&text, file)?;
    Ok(text)
}

fn refuse_other_kinds(bytes: &[u8], file: &str) -> Result<(), Error> {
    let refuse = |issue: Issue| Err(Error::Input(vec![issue.in_file(file)]));
    if let Some(kind) = known_kind(bytes) {
        return refuse(Issue::error(
            Code::NotText,
            format!("the file is {kind}, not plain text"),
            "save it as CSV in UTF-8 (in Excel: \"CSV UTF-8\")",
        ));
    }
    if let Some(place) = bytes.iter().position(|&byte| byte == 0) {
        let message = "the line holds a NUL byte, so this is not a text file";
        let issue = Issue::error(Code::NotText, message, "save it as plain text");
        return refuse(issue.at_row(row_of(&bytes[..place])));
    }
    Ok(())
}

fn refuse_empty(text: &str, file: &str) -> Result<(), Error> {
    if text.trim().is_empty() {
        let issue = Issue::error(Code::EmptyFile, "the file is empty", "give a file with a header and rows below");
        return Err(Error::Input(vec![issue.in_file(file)]));
    }
    Ok(())
}

/// Files that people give in place of text, by their first bytes.
fn known_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 5] = [
        (b"PK\x03\x04", "an Excel workbook or a zip archive"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
        (b"%PDF", "a PDF"),
        (b"\xff\xfe", "text in UTF-16"),
        (b"\xfe\xff", "text in UTF-16"),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|&(_, kind)| kind)
}

/// One warning for the whole file: the first row whose letters depend on the encoding, and how many more there are.
fn not_utf8(bytes: &[u8], first: usize) -> Issue {
    let start = bytes[..first].iter().rposition(|&byte| byte == b'\n').map_or(0, |place| place + 1);
    let end = bytes[first..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |place| first + place);
    let others = bytes[end..].split(|&byte| byte == b'\n').filter(|line| std::str::from_utf8(line).is_err()).count();
    let more = match others {
        0 => String::new(),
        1 => " (and 1 more row)".to_owned(),
        _ => format!(" (and {others} more rows)"),
    };
    // From the word with the first such byte.
    let word = bytes[start..first].iter().rposition(|byte| b",;\t\"".contains(byte)).map_or(start, |at| start + at + 1);
    let after = bytes[first..end].iter().position(|byte| b",;\t\"\r".contains(byte)).map_or(end, |at| first + at);
    let (shown, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes[word..after]);
    let message = format!("the file is not in UTF-8 and is read as Windows-1252, which matters in this row{more}");
    Issue::warning(
        Code::Encoding,
        message,
        "check the letters here, or save the file as UTF-8 (in Excel: \"CSV UTF-8\")",
    )
    .at_row(row_of(&bytes[..first]))
    .with_value(shown.trim())
}

/// The line that comes after these bytes, counted from 1. A line ends with LF, CR LF or, as on old Macs, CR.
pub(super) fn row_of(before: &[u8]) -> u64 {
    let mut line = 1;
    let mut previous = b'\n';
    for &byte in before {
        line += u64::from(byte == b'\r' || (byte == b'\n' && previous != b'\r'));
        previous = byte;
    }
    line
}
