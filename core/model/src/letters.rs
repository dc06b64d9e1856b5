//! Text in one form: letters that print alike are the same letters, and blanks that print alike are the same blanks.
//!
//! One name can be written with a letter and its accent as one code or as two, with a hard blank in place of a blank, or with marks
//! that do not print at all. All text is brought to one form where it comes in, so that nothing later can tell these apart.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text in normalisation form C, with hard blanks as blanks, and without marks that do not print.
///
/// ```
/// use tercet_model::letters::tidy;
/// assert_eq!(tidy("Ynys Mo\u{302}n"), "Ynys Môn");
/// assert_eq!(tidy("North\u{a0}East\u{200b}"), "North East");
/// ```
#[must_use]
pub fn tidy(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let odd = |c: char| is_hard_blank(c) || is_unprinted(c);
    if is_nfc(text) && !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let plain = text.nfc().filter(|&c| !is_unprinted(c)).map(|c| if is_hard_blank(c) { ' ' } else { c });
    Cow::Owned(plain.collect())
}

/// A name for comparison: in lower case, without blanks, hyphens and underscores.
///
/// ```
/// use tercet_model::letters::loose;
/// assert_eq!(loose("Early Years"), loose("early_years"));
/// assert_ne!(loose("reading"), loose("writing"));
/// ```
#[must_use]
pub fn loose(name: &str) -> String {
    let dropped = |c: &char| c.is_whitespace() || matches!(c, '-' | '_' | '\u{2010}'..='\u{2015}');
    tidy(name).chars().filter(|c| !dropped(c)).flat_map(char::to_lowercase).collect()
}

/// Blanks at which no line may break, and blanks of other widths.
fn is_hard_blank(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Marks that leave no trace on paper: soft hyphens, joiners of no width, byte order marks, marks of direction.
fn is_unprinted(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_prints_alike_is_alike_and_what_does_not_is_not() {
        let alike = ["M\u{f4}n", "Mo\u{302}n", "M\u{f4}\u{ad}n", "\u{feff}M\u{f4}n"];
        assert!(alike.iter().all(|text| tidy(text) == "M\u{f4}n"));
        assert_eq!(tidy("a\u{202f}b\u{3000}c"), "a b c");
        assert_ne!(tidy("Mon"), tidy("M\u{f4}n"));
        assert!(matches!(tidy("M\u{f4}n"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_text_in_its_form_stays_as_it_is() {
        for text in ["", "Ash", "Ynys Mo\u{302}n\u{a0}\u{200b}", "\u{1100}\u{1161}"] {
            assert_eq!(tidy(&tidy(text)), tidy(text));
        }
    }

    #[test]
    fn loose_names_tell_words_apart_and_not_how_they_are_joined() {
        assert!(["early years", "Early-Years", " EARLY_years ", "earlyyears"].iter().all(|n| loose(n) == "earlyyears"));
        assert_eq!(loose("\u{c9}COLE"), loose("\u{e9}cole"));
    }
}
