//! Decodes bytes into text: UTF-8 without NUL, without a byte order mark, and without endless lines.
//!
//! A file is read in pieces. Reading stops at the first line that is too long for a table of schools, so even a huge wrong
//! file costs little time and memory.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::error::{Code, Error, Issue};

/// The longest line of a table or rules file, in bytes. It is a hundred times as long as in the widest table in use.
const LONGEST_LINE: usize = 1 << 20;

const BYTE_ORDER_MARK: &str = "\u{feff}";
const PIECE: usize = 1 << 16;

/// The name of a file in messages: as the caller gave it.
pub fn name(path: &Path) -> String {
    path.display().to_string()
}

/// Reads the bytes of a file. Fails at a line of excessive length.
pub fn read_lines(path: &Path) -> Result<Vec<u8>, Error> {
    let mut lines = Lines::new(&name(path));
    read_pieces(path, |piece, _| lines.pass(piece).map(|()| Go::On))
}

/// Reads the bytes of a JSON file, which may be one long line. For any other file, reads only the beginning, for the
/// message.
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

/// Whether to continue reading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Go {
    On,
    NoFurther,
}

/// Reads a file piece by piece, as long as the judge agrees. The judge sees each piece and how much came before it.
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

/// Decodes a file in UTF-8.
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
        Err(error) => Err(Error::Input(vec![not_utf8(bytes, error.valid_up_to()).in_file(file)])),
    }
}

/// Decodes a file in Windows-1252, or in UTF-8 if somebody has saved it again in UTF-8.
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

/// Other kinds of file that people give by mistake, by their first bytes.
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

/// One issue for the whole file, because one change fixes it. The issue names the first row and counts the others.
fn not_utf8(bytes: &[u8], first: usize) -> Issue {
    let start = bytes[..first].iter().rposition(|&byte| byte == b'\n').map_or(0, |place| place + 1);
    let end = bytes[first..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |place| first + place);
    let others = bytes[end..].split(|&byte| byte == b'\n').filter(|line| std::str::from_utf8(line).is_err()).count();
    let more = match others {
        0 => String::new(),
        1 => ", and 1 more row has such a byte".to_owned(),
        _ => format!(", and {others} more rows have such a byte"),
    };
    // What the line would be in the encoding that such files mostly are in, from the word with the first wrong byte.
    let word = bytes[start..first].iter().rposition(|byte| b" ,;\"".contains(byte)).map_or(start, |at| start + at + 1);
    let (shown, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes[word..end.min(word + 40)]);
    Issue::error(
        Code::NotText,
        format!("the row has a byte that is not UTF-8{more}"),
        "save the file as UTF-8 (in Excel: \"CSV UTF-8\"); it looks like Windows-1252 or Latin-1",
    )
    .at_row(row_of(&bytes[..first]))
    .with_value(shown.trim())
}

/// The number of the line after these bytes, counted from 1. A line ends with LF, CR LF, or (on old Macs) CR.
pub(super) fn row_of(before: &[u8]) -> u64 {
    let mut line = 1;
    let mut previous = b'\n';
    for &byte in before {
        line += u64::from(byte == b'\r' || (byte == b'\n' && previous != b'\r'));
        previous = byte;
    }
    line
}
