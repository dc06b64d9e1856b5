//! Why a certificate of duals is refused.

/// Why a certificate does not give a bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It proves nothing, as a sentence.
    Wrong(String),
    /// It may be right, and going over it would take too long or too much memory.
    TooLarge,
}

impl Refusal {
    /// What is wrong with a place of the certificate.
    pub(super) fn at(place: &str, wrong: impl std::fmt::Display) -> Self {
        Self::Wrong(format!("the certificate does not hold at {place}: {wrong}"))
    }
}
