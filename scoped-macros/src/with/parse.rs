//! The grammar of a call: items, then the body.
//!
//! The header is split, not parsed: `as` is a cast to `syn`, `async {` an async block, and `<` is no
//! delimiter. The body is found first, then the items at top-level commas, then each item's last `as`.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

use super::body::Body;
use super::slips;
use crate::binding::{self, Bound, is_ident};

/// A call, read.
pub(crate) struct Call {
    pub(crate) items: Vec<Item>,
    pub(crate) body: Body,
}

/// One item: a manager, and what its value is bound to.
#[derive(Clone)]
pub(crate) struct Item {
    pub(crate) asyncness: Option<Span>,
    pub(crate) bound: Bound,
}

/// Reads a call, or makes what to emit in its place: its errors, and what can be saved of it.
pub(crate) fn parse_call(tokens: &[TokenTree]) -> Result<Call, TokenStream> {
    if let Some((header, body)) = split_body(tokens) {
        if let Some(items) = parse_items(header) {
            if slips::check(&items).is_empty() {
                return Ok(Call { items, body });
            }
        }
    }
    slips::read(tokens)
}

/// Splits `header => { body }`, `header => < body >` and `header, { body }`.
pub(super) fn split_body(tokens: &[TokenTree]) -> Option<(&[TokenTree], Body)> {
    if let Some(arrow) = find_arrow(tokens) {
        let body = parse_body(without_comma(&tokens[arrow + 2..]))?;
        return Some((&tokens[..arrow], body));
    }
    // rustfmt's form. The braces after a comma can be no struct literal.
    match without_comma(tokens) {
        [header @ .., comma, TokenTree::Group(group)]
            if is_punct(comma, ',')
                && group.delimiter() == Delimiter::Brace
                && !header.last().is_none_or(|last| is_punct(last, ',')) =>
        {
            Some((header, Body::parse(group.clone())))
        }
        _ => None,
    }
}

/// `{ statements }`, `< statements >`, and `'label: { statements }`, which rustc's own advice leads to.
pub(super) fn parse_body(tokens: &[TokenTree]) -> Option<Body> {
    match tokens {
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => {
            Some(Body::parse(group.clone()))
        }
        [open, statements @ .., close] if is_punct(open, '<') && is_punct(close, '>') => {
            Some(Body::braced(statements))
        }
        [quote, TokenTree::Ident(_), colon, TokenTree::Group(group)]
            if is_punct(quote, '\'')
                && is_punct(colon, ':')
                && group.delimiter() == Delimiter::Brace =>
        {
            Some(Body::braced(tokens))
        }
        _ => None,
    }
}

/// Where the first top-level `=>` stands that a body follows.
pub(super) fn find_arrow(tokens: &[TokenTree]) -> Option<usize> {
    (0..tokens.len()).find(|&at| {
        is_arrow(&tokens[at..])
            && match tokens.get(at + 2) {
                Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
                Some(token) => is_punct(token, '<') || is_punct(token, '\''),
                None => false,
            }
    })
}

/// Whether `tokens` begin with `=>`.
pub(super) fn is_arrow(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [equals, greater, ..] if is_punct(equals, '=') && is_punct(greater, '>'))
}

/// Whether `token` is that character.
pub(crate) fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// `tokens` without one comma at their end.
pub(super) fn without_comma(tokens: &[TokenTree]) -> &[TokenTree] {
    match tokens {
        [rest @ .., last] if is_punct(last, ',') => rest,
        _ => tokens,
    }
}

/// The items of a header, where each of them parses.
///
/// A comma may stand inside an item (`a::<B, C>()`, `|a, b| ..`), so an item ends at the first comma up
/// to which it parses.
pub(super) fn parse_items(header: &[TokenTree]) -> Option<Vec<Item>> {
    let mut items = Vec::new();
    let mut rest = header;
    while !rest.is_empty() {
        let (item, length) = first_item(rest)?;
        items.push(item);
        rest = rest.get(length + 1..).unwrap_or(&[]);
    }
    (!items.is_empty()).then_some(items)
}

/// The first item of `tokens`, and where it ends.
pub(super) fn first_item(tokens: &[TokenTree]) -> Option<(Item, usize)> {
    item_ends(tokens).find_map(|end| Some((parse_item(&tokens[..end])?, end)))
}

/// Where the first item of `tokens` may end: at each top-level comma, and at the end.
fn item_ends(tokens: &[TokenTree]) -> impl Iterator<Item = usize> + '_ {
    (0..tokens.len())
        .filter(|&at| is_punct(&tokens[at], ','))
        .chain([tokens.len()])
}

/// `[async] expr [as pattern]`.
pub(super) fn parse_item(tokens: &[TokenTree]) -> Option<Item> {
    let (asyncness, rest) = match tokens {
        [first, second, ..] if is_ident(first, "async") && !begins_async_expression(second) => {
            (Some(first.span()), &tokens[1..])
        }
        _ => (None, tokens),
    };
    Some(Item {
        asyncness,
        bound: binding::split(rest)?,
    })
}

/// Whether `async` before this token belongs to an async block or closure.
pub(super) fn begins_async_expression(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Ident(ident) => ident == "move",
        TokenTree::Punct(punct) => punct.as_char() == '|',
        TokenTree::Literal(_) => false,
    }
}
