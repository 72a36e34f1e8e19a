//! What is wrong with a call that does not read.
//!
//! A second, patient reading: it goes on after a mistake, so that all of them are reported at once and
//! [`recover`] has something to emit. It never refuses what the first reading takes.

mod arrow;
mod check;
mod closure;
mod header;
mod item;
mod name;
mod recover;
#[cfg(test)]
mod tests;
mod words;

use proc_macro2::{Span, TokenStream, TokenTree};

use super::model::Body;
use super::parse::{Call, Item};
use recover::Saved;

use crate::error::{Error, Errors};

pub(crate) use check::check;

/// What became of an item.
enum ItemReading {
    /// It is one, as far as it can be told here.
    Item(Box<Item>),
    /// It is none; its error has been reported.
    Saved(Saved),
}

/// Reads a call with a mistake in it, and makes what to emit in its place. A call whose mistake is not
/// ours to explain is read all the same, for rustc to explain it.
pub(crate) fn read(tokens: &[TokenTree]) -> Result<Call, TokenStream> {
    let reading = read_patiently(tokens);
    match reading.body {
        Some(body) if reading.errors.is_empty() => Ok(Call {
            items: reading
                .items
                .into_iter()
                .filter_map(ItemReading::into_item)
                .collect(),
            body,
        }),
        body => {
            let saved: Vec<_> = reading
                .items
                .into_iter()
                .map(ItemReading::into_saved)
                .chain(reading.closure)
                .collect();
            let body = body.map(|body| body.group);
            Err(recover::expand(&reading.errors, &saved, body.as_ref()))
        }
    }
}

/// What became of a call.
struct CallReading {
    items: Vec<ItemReading>,
    /// What a closure in the place of the body binds.
    closure: Option<Saved>,
    body: Option<Body>,
    errors: Vec<Error>,
}

fn read_patiently(tokens: &[TokenTree]) -> CallReading {
    let mut errors = Errors::new();
    let found = arrow::find_body(tokens);
    let items = header::read(found.header, &tokens[found.header.len()..], &mut errors);
    for error in check::check_names(items.iter().filter_map(ItemReading::as_item)) {
        errors.push(error);
    }
    if let Some(error) = found.error {
        errors.push(error);
    }
    CallReading {
        items,
        closure: found.closure_names.map(|pattern| Saved {
            pattern: Some(pattern),
            ..Saved::default()
        }),
        body: found.body,
        errors: errors.finish(),
    }
}

impl ItemReading {
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
