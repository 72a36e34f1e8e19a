//! The grammar of a call: items, then the body.
//!
//! The header is split, not parsed: `as` is a cast to `syn`, `async {` an async block, and `<` is no
//! delimiter. The body is found first, then the items at top-level commas, then each item's last `as`.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::quote;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Block, Expr, Stmt};

use super::model::Body;
use crate::binding::{self, Bound, is_ident};
use crate::tokens::{collect, is_punct};

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

/// Reads a call, if it is one.
pub(crate) fn parse_call(tokens: &[TokenTree]) -> Option<Call> {
    let (header, body) = split_body(tokens)?;
    let items = parse_items(header)?;
    Some(Call { items, body })
}

/// Splits `header => { body }`, `header => < body >` and `header, { body }`, where a label may stand before the braces.
pub(super) fn split_body(tokens: &[TokenTree]) -> Option<(&[TokenTree], Body)> {
    if let Some(arrow) = find_arrow(tokens) {
        let body = parse_body(without_comma(&tokens[arrow + 2..]))?;
        return Some((&tokens[..arrow], body));
    }
    // rustfmt's form. The braces after a comma can be no struct literal.
    let tokens = without_comma(tokens);
    let [.., TokenTree::Group(_)] = tokens else {
        return None;
    };
    let ends_header = |at: &usize| match &tokens[..*at] {
        [.., before, comma] => is_punct(comma, ',') && !is_punct(before, ','),
        _ => false,
    };
    // Of a body in braces, and of one with a label.
    let begins = [1, 4].map(|length| tokens.len().checked_sub(length));
    let begin = begins.into_iter().flatten().find(ends_header)?;
    let body = parse_body(&tokens[begin..])?;
    Some((&tokens[..begin - 1], body))
}

/// `{ statements }`, `< statements >`, and `'label: { statements }`, which rustc's own advice leads to.
pub(super) fn parse_body(tokens: &[TokenTree]) -> Option<Body> {
    match tokens {
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => {
            Some(parse_block(group.clone()))
        }
        [open, statements @ .., close] if is_punct(open, '<') && is_punct(close, '>') => {
            Some(braced(statements, close.span()))
        }
        [quote, TokenTree::Ident(_), colon, TokenTree::Group(group)]
            if is_punct(quote, '\'')
                && is_punct(colon, ':')
                && group.delimiter() == Delimiter::Brace =>
        {
            Some(braced(tokens, tokens[3].span()))
        }
        _ => None,
    }
}

/// A body in `< >`, or one that is a labelled block: in braces of our own, which stand where it ends.
fn braced(tokens: &[TokenTree], end: Span) -> Body {
    let mut group = Group::new(Delimiter::Brace, collect(tokens));
    group.set_span(end);
    let mut body = parse_block(group);
    // In a group of our own, rustc takes no notice of them: `$value * 3` with `1 + 2` would be 7.
    body.emits_stmts = tokens.iter().any(
        |token| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::None),
    );
    body
}

/// A body in braces.
pub(super) fn parse_block(group: Group) -> Body {
    let parse = |input: ParseStream<'_>| {
        let attributes = Attribute::parse_inner(input)?;
        Ok((attributes, Block::parse_within(input)?))
    };
    let parsed =
        parse
            .parse2(group.stream())
            .or_else(|error| match splice_statements(group.stream()) {
                Some(spliced) => parse.parse2(spliced),
                None => Err(error),
            });
    match parsed {
        Ok((attributes, stmts)) => Body {
            attributes,
            stmts: Some(stmts),
            ..Body::unread(group)
        },
        Err(_) => Body::unread(group),
    }
}

/// Takes the statements and blocks that came through a `macro_rules!` out of their invisible delimiters, in which
/// `syn` expects an expression. `None` when there are none.
fn splice_statements(tokens: TokenStream) -> Option<TokenStream> {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut spliced = false;
    let mut output = TokenStream::new();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            output.extend([token.clone()]);
            continue;
        };
        if group.delimiter() == Delimiter::None {
            let begins = begins_statement(&tokens[..at]);
            if begins && is_statement(group.stream()) {
                spliced = true;
                output.extend(splice_statements(group.stream()).unwrap_or(group.stream()));
            } else {
                output.extend([token.clone()]);
            }
            continue;
        }
        match splice_statements(group.stream()) {
            Some(stream) => {
                spliced = true;
                let mut inner = Group::new(group.delimiter(), stream);
                inner.set_span(group.span());
                output.extend([TokenTree::Group(inner)]);
            }
            None => output.extend([token.clone()]),
        }
    }
    spliced.then_some(output)
}

/// Whether a statement may begin behind these tokens, or has begun with its attributes.
fn begins_statement(before: &[TokenTree]) -> bool {
    match before {
        [] => true,
        [.., hash, TokenTree::Group(group)] if is_punct(hash, '#') => {
            group.delimiter() == Delimiter::Bracket
        }
        [.., TokenTree::Punct(punct)] => punct.as_char() == ';',
        [.., TokenTree::Group(group)] => {
            matches!(group.delimiter(), Delimiter::Brace | Delimiter::None)
        }
        _ => false,
    }
}

/// Whether these tokens are a statement that is no mere expression, or a block. A `let` comes without its semicolon.
fn is_statement(tokens: TokenStream) -> bool {
    let with_semicolon = quote!(#tokens;);
    match Block::parse_within.parse2(with_semicolon).as_deref() {
        Ok([Stmt::Expr(expr, _), ..]) => matches!(expr, Expr::Block(_) | Expr::Unsafe(_)),
        Ok([Stmt::Local(_)] | [Stmt::Item(_) | Stmt::Macro(_), ..]) => true,
        _ => false,
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
