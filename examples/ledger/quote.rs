//! Texts from the file, made fit for a message.

const LONGEST: usize = 40;

/// The text in backticks, on one line, without control characters, and not too long.
pub(crate) fn quote(text: impl AsRef<[u8]>) -> String {
    let text = String::from_utf8_lossy(text.as_ref());
    let mut quoted: String = text
        .chars()
        .take(LONGEST)
        .flat_map(char::escape_debug)
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        quoted.push('…');
    }
    format!("`{quoted}`")
}
