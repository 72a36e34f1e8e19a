//! Why an order is not placed. The next one goes on.

use crate::placing::ATTEMPTS;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Rejection {
    #[error("malformed: {0}")]
    Malformed(String),
    #[error("placed already")]
    Duplicate,
    #[error("unknown item {}", quote(.0))]
    UnknownItem(String),
    #[error("out of stock: {asked} of {item} ordered, {left} left")]
    OutOfStock { item: String, asked: u32, left: i64 },
    #[error("gave up after {ATTEMPTS} attempts: {0}")]
    Conflict(sqlx::Error),
}

impl Rejection {
    /// Every [`kind`](Self::kind), in the order of the report.
    pub(crate) const KINDS: [&str; 5] = [
        "malformed",
        "duplicate",
        "unknown item",
        "out of stock",
        "conflict",
    ];

    pub(crate) const fn kind(&self) -> &'static str {
        let [malformed, duplicate, unknown_item, out_of_stock, conflict] = Self::KINDS;
        match self {
            Self::Malformed(_) => malformed,
            Self::Duplicate => duplicate,
            Self::UnknownItem(_) => unknown_item,
            Self::OutOfStock { .. } => out_of_stock,
            Self::Conflict(_) => conflict,
        }
    }
}

/// The text in backticks, fit for a message.
fn quote(text: &str) -> String {
    format!("`{}`", legible(text, 40))
}

/// The text on one line, without control characters, and cut at a length.
pub(crate) fn legible(text: &str, longest: usize) -> String {
    let mut legible = String::new();
    for (index, character) in text.chars().enumerate() {
        match character {
            _ if index == longest => {
                legible.push('…');
                break;
            }
            _ if character.is_control() => legible.extend(character.escape_debug()),
            _ => legible.push(character),
        }
    }
    legible
}
