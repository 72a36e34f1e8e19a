//! What is wrong with a call that does not read.
//!
//! A second, patient reading: it goes on after a mistake, so that all of them are reported at once and
//! [`recover`] has something to emit. It never refuses what the first reading takes.
//!
//! [`body`] finds where the header ends and says what is wrong with the body. [`header`] reads the items, of which
//! [`sign`] explains those without an `as` and [`name`] those without a name behind it; [`twice`] compares their names.
//! What each of them says stands in one table, [`mistakes`].

mod body;
mod header;
mod mistakes;
mod name;
mod recover;
mod sign;
#[cfg(test)]
mod tests;
mod twice;
mod words;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use super::model::Body;
use super::parse::{Call, Item, without_comma};
use crate::editor;
use crate::error::Error;
use header::Header;
use recover::Saved;

/// Whether a call that parses can only be a mistake.
pub(super) fn finds_mistake(tokens: &[TokenTree], Call { items, body }: &Call) -> bool {
    body::angle_twice(tokens, body).is_some()
        || items.iter().any(|item| header::check(item).is_some())
        || !twice::check(items).is_empty()
}

/// Reads a call with a mistake in it, and makes what to emit in its place. A call whose mistake is not
/// ours to explain is read all the same, for rustc to explain it.
pub(super) fn read(tokens: &[TokenTree]) -> Result<Call, TokenStream> {
    let (Header { items, errors }, body) = read_patiently(tokens);
    match body {
        Some(body) if errors.is_empty() => {
            let items = items.into_iter().flatten().collect();
            Ok(Call { items, body })
        }
        body => {
            let body = body.map(|body| body.group);
            if let (true, Some(body)) = (editor::expands(), &body) {
                return read_for_editor(items, &errors, body);
            }
            let saved = items
                .into_iter()
                .map(|item| item.map_or_else(|saved| saved, Saved::of));
            Err(recover::expand(&errors, saved, body))
        }
    }
}

/// The items in which nothing is wrong around the errors and all the rest, so that the editor knows the types of their
/// values.
fn read_for_editor(
    items: Vec<Result<Item, Saved>>,
    errors: &[Error],
    body: &Group,
) -> Result<Call, TokenStream> {
    let (read, saved): (Vec<_>, Vec<_>) = items.into_iter().partition(Result::is_ok);
    let rest = recover::expand(
        errors,
        saved.into_iter().filter_map(Result::err),
        Some(body.clone()),
    );
    if read.is_empty() {
        return Err(rest);
    }
    Ok(Call {
        items: read.into_iter().flatten().collect(),
        body: Body::unread(Group::new(Delimiter::Brace, rest)),
    })
}

/// What is wrong with items that await, in a function that does not.
pub(super) fn async_items(items: &[Item]) -> impl Iterator<Item = Error> + '_ {
    let asyncness = items.iter().filter_map(|item| item.asyncness);
    asyncness.map(|span| mistakes::ASYNC_IN_SYNC.at(&[Ident::new("async", span).into()]))
}

/// What to emit in the place of a call in which nothing is wrong, with errors of what is around it.
pub(super) fn refuse(errors: &[Error], call: Call) -> TokenStream {
    let saved = call.items.into_iter().map(Saved::of);
    recover::expand(errors, saved, Some(call.body.group))
}

/// The items with all errors of the call, and its body.
fn read_patiently(tokens: &[TokenTree]) -> (Header, Option<Body>) {
    let found = body::find(tokens);
    let mut header = Header::default();
    if !without_comma(found.header).is_empty() {
        header.read(found.header);
    } else if tokens.is_empty() {
        header.errors.push(mistakes::NOTHING_WRITTEN.over(tokens));
    } else {
        header.errors.push(mistakes::ITEMS_MISSING.at(tokens));
    }
    let twice = twice::check(header.items.iter().flatten());
    // Of a header that is only begun, its own mistake is enough.
    let error = found
        .error
        .filter(|_| !found.is_cut_off || header.errors.is_empty());
    header.errors.extend(twice.into_iter().chain(error));
    header.items.extend(found.closure.map(Err));
    (header, found.body)
}

/// The error of a call without any tokens. It has no place but the call; in the context of the wrapper
/// in `scoped-core`, rustc names that macro and not this one.
pub(super) fn nothing_written(wrapper: Span) -> TokenStream {
    let call = Ident::new("with", wrapper);
    recover::expand(&[mistakes::NOTHING_WRITTEN.over(&[call.into()])], [], None)
}
