//! Cells that a spreadsheet would run as a formula. They are guarded when written, and restored when read.

use std::borrow::Cow;

/// Guards a cell with an apostrophe if a spreadsheet would run it. Such a cell begins with `=`, `+`, `-` or `@` (or their
/// wide forms), a tab, a carriage return or a line feed.
///
/// A cell that already looks guarded gets one more guard, so that [`unguard`] always restores the original.
pub fn guard(cell: &str) -> Cow<'_, str> {
    if would_run(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell as it was before [`guard`].
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if would_run(rest) => rest,
        _ => cell,
    }
}

/// Whether the cell is a formula once its guards are removed.
fn would_run(cell: &str) -> bool {
    const STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    cell.trim_start_matches('\'').starts_with(STARTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_guarded_and_nothing_else() {
        for formula in ["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "\nx", "=cmd|' /C calc'!A0", "\u{ff1d}1"] {
            assert_eq!(guard(formula), format!("'{formula}"));
        }
        for plain in ["", "Ash", "St Mary's", "'tis", "1-2", " =1"] {
            assert_eq!(guard(plain), plain);
        }
    }

    #[test]
    fn unguarding_gives_back_what_was_guarded() {
        for cell in ["=1", "'=1", "''=1", "'", "''", "Ash", "", "'tis", "-1", "\u{ff1d}"] {
            assert_eq!(unguard(&guard(cell)), cell);
        }
    }
}
