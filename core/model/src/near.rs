//! "Did you mean": the known name nearest to an unknown name.

/// The nearest known name, if it is near enough to be a misspelling: a different case, or about a third of the letters
/// wrong.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Long texts are not misspelt names, and the distance takes time in proportion to both lengths.
    const LONGEST: usize = 64;
    let lower = name.to_lowercase();
    let count = lower.chars().count();
    if count > LONGEST {
        return None;
    }
    (known.into_iter())
        .filter(|candidate| candidate.len() <= 4 * LONGEST)
        .map(|candidate| (strsim::osa_distance(&lower, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, candidate)| distance <= count.max(candidate.chars().count()) / 3)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// The end of a fix: `; did you mean "x"?`, or nothing.
pub fn hint<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, known).map_or_else(String::new, |candidate| format!("; did you mean {candidate:?}?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_near_and_another_word_is_not() {
        let known = ["differ", "same", "max_km", "learn_at_least"];
        assert_eq!(nearest("difer", known), Some("differ"));
        assert_eq!(nearest("learn_atleast", known), Some("learn_at_least"));
        assert_eq!(nearest("Same", known), Some("same"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("", known), None);
    }

    #[test]
    fn of_two_names_as_near_the_first_wins() {
        assert_eq!(nearest("bat", ["cat", "hat"]), Some("cat"));
    }
}
