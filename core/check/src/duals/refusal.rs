//! Why a certificate of duals is refused.

/// Why a certificate does not give a bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The certificate proves nothing. The text says why.
    Wrong(String),
    /// The certificate may be right, but going over it would take too much time or memory.
    TooLarge,
}

impl Refusal {
    /// A fault at a place of the certificate.
    pub(super) fn at(place: &str, wrong: impl std::fmt::Display) -> Self {
        Self::Wrong(format!("the certificate does not hold at {place}: {wrong}"))
    }
}
