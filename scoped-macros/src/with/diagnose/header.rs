//! The items of a header, read one by one whatever the others are.

use proc_macro2::{Span, TokenTree};

use super::words::found;
use super::{ItemReading, item};
use crate::error::{Error, Errors};
use crate::tokens::is_punct;
use crate::with::parse::first_item;

/// Reads the items of `header`; `next` is what stands behind it.
pub(super) fn read(
    header: &[TokenTree],
    next: &[TokenTree],
    errors: &mut Errors,
) -> Vec<ItemReading> {
    let mut readings = Vec::new();
    if header.is_empty() {
        errors.push(no_item(next, Span::call_site()));
    }
    let mut rest = header;
    while let [first, behind @ ..] = rest {
        if is_punct(first, ',') {
            errors.push(
                Error::at(first.span(), "expected a manager expression, found `,`")
                    .help("remove the extra comma"),
            );
            rest = behind;
            continue;
        }
        let end = match first_item(rest) {
            Some((item, end)) => {
                readings.push(item::check(item, errors));
                end
            }
            None => {
                let end = separator(rest);
                readings.extend(item::read(&rest[..end], errors));
                end
            }
        };
        rest = rest.get(end + 1..).unwrap_or(&[]);
    }
    readings
}

/// The error of a header without items; `next` is what stands behind it.
pub(super) fn no_item(next: &[TokenTree], nowhere: Span) -> Error {
    let error = match next {
        [] => Error::at(nowhere, "expected a manager expression"),
        next => item::at_first(
            next,
            format!("expected a manager expression, found {}", found(next)),
        ),
    };
    error.help("write `with!(expr as name => { .. })`")
}

/// Where an item that does not parse ends: at the first comma that does not stand in `::<..>` or between
/// the `|`s of a closure.
fn separator(tokens: &[TokenTree]) -> usize {
    let mut angles = 0_usize;
    let mut in_parameters = false;
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let follows = |character| before.is_some_and(|before| is_punct(before, character));
        if is_punct(token, '<') && (before.is_none() || follows(':') || angles > 0) {
            angles += 1;
        } else if is_punct(token, '>') && !follows('-') && !follows('=') {
            angles = angles.saturating_sub(1);
        } else if is_punct(token, '|') && (in_parameters || before.is_none()) {
            in_parameters = !in_parameters;
        } else if is_punct(token, ',') && angles == 0 && !in_parameters {
            return at;
        }
    }
    tokens.len()
}
