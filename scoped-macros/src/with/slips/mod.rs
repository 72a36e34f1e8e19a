//! What is wrong with a call that does not read.
//!
//! A second, patient reading: it goes on after a mistake, so that all of them are reported at once and
//! [`recover`] has something to emit. It never refuses what the first reading takes.

mod arrow;
mod check;
mod header;
mod item;
mod name;
#[cfg(test)]
mod tests;
mod words;

use proc_macro2::{Span, TokenStream, TokenTree};

use super::parse::{Call, Item};
use super::recover::{self, Saved};

pub(crate) use check::check;

/// What became of an item.
enum Reading {
    /// It is one, as far as it can be told here.
    Item(Box<Item>),
    /// It is none; its error has been reported.
    Saved(Saved),
}

/// Reads a call with a mistake in it, and makes what to emit in its place. A call whose mistake is not
/// ours to explain is read all the same, for rustc to explain it.
pub(crate) fn read(tokens: &[TokenTree]) -> Result<Call, TokenStream> {
    let mut errors = Vec::new();
    let found = arrow::find_body(tokens);
    let readings = header::read(found.header, &tokens[found.header.len()..], &mut errors);
    errors.extend(check::check_names(
        readings.iter().filter_map(Reading::as_item),
    ));
    errors.extend(found.error);
    match found.body {
        Some(body) if errors.is_empty() => Ok(Call {
            items: readings
                .into_iter()
                .filter_map(Reading::into_item)
                .collect(),
            body,
        }),
        body => {
            let mut saved: Vec<_> = readings.into_iter().map(Reading::into_saved).collect();
            saved.extend(found.closure_names.map(|pattern| Saved {
                pattern: Some(pattern),
                ..Saved::default()
            }));
            let body = body.map(|body| body.group);
            Err(recover::expand(&errors, &saved, body.as_ref()))
        }
    }
}

impl Reading {
    fn as_item(&self) -> Option<&Item> {
        match self {
            Self::Item(item) => Some(item),
            Self::Saved(_) => None,
        }
    }

    fn into_item(self) -> Option<Item> {
        match self {
            Self::Item(item) => Some(*item),
            Self::Saved(_) => None,
        }
    }

    /// What there is to emit of it.
    fn into_saved(self) -> Saved {
        match self {
            Self::Item(item) => item::save(*item),
            Self::Saved(saved) => saved,
        }
    }
}

/// The error of a call without any tokens. It has no place but the call; in the context of the wrapper
/// in `scoped-core`, rustc names that macro and not this one.
pub(super) fn nothing_written(wrapper: Span) -> TokenStream {
    recover::expand(&[header::no_item(&[], wrapper)], &[], None)
}
