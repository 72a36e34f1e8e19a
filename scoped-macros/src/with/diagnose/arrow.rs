//! Where the header ends and the body begins, in a call where that is not as it should be.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::{Expr, Pat};

use super::closure::Closure;
use super::words::{found, is_keyword, operator_length, written, written_or};
use crate::binding::{Binding, is_ident, parse_expr};
use crate::error::Error;
use crate::tokens::is_punct;
use crate::with::model::Body;
use crate::with::parse::parse_block;
use crate::with::parse::{
    find_arrow, is_arrow, parse_body, parse_item, parse_items, split_body, without_comma,
};

const FAT_ARROW: &str = "use a fat arrow before the body: `=>`";
const BLOCK: &str = "write the body as a block: `=> { .. }`";

/// What was found out about header and body.
pub(super) struct Found<'t> {
    /// Where the items are.
    pub(super) header: &'t [TokenTree],
    pub(super) body: Option<Body>,
    pub(super) error: Option<Error>,
    /// What a closure in the place of the body calls the value.
    pub(super) closure_names: Option<TokenStream>,
}

impl<'t> Found<'t> {
    pub(super) fn new(header: &'t [TokenTree], body: Option<Group>, error: Error) -> Self {
        Self {
            header,
            body: body.map(parse_block),
            error: Some(error),
            closure_names: None,
        }
    }

    fn without_error(header: &'t [TokenTree], body: Option<Body>) -> Self {
        Self {
            header,
            body,
            error: None,
            closure_names: None,
        }
    }
}

/// Finds the header, and of the body what can be found.
pub(super) fn find_body(tokens: &[TokenTree]) -> Found<'_> {
    if let Some((header, body)) = split_body(tokens) {
        return Found::without_error(header, Some(body));
    }
    let arrow =
        find_arrow(tokens).or_else(|| (0..tokens.len()).find(|&at| is_arrow(&tokens[at..])));
    match arrow {
        Some(arrow) => {
            let (header, rest) = tokens.split_at(arrow);
            behind_arrow(header, &rest[..2], &rest[2..])
        }
        None => without_arrow(tokens),
    }
}

/// `=>`, and then something that is not just a body.
fn behind_arrow<'t>(
    header: &'t [TokenTree],
    arrow: &[TokenTree],
    rest: &'t [TokenTree],
) -> Found<'t> {
    match rest {
        [] => {
            let error = Error::over(&collect(arrow), "expected a body after `=>`").help(BLOCK);
            Found::new(header, None, error)
        }
        [TokenTree::Group(group), extra @ ..] if group.delimiter() == Delimiter::Brace => {
            Found::new(header, Some(group.clone()), extra_tokens(extra))
        }
        [open, statements @ ..] if is_punct(open, '<') => in_angles(header, open, statements),
        [TokenTree::Group(group)] => {
            let error = expected_block(rest).help("use braces around the body");
            Found::new(header, Some(braces(group.stream())), error)
        }
        _ => not_a_block(header, rest),
    }
}

/// What stands behind a body in braces.
fn extra_tokens(extra: &[TokenTree]) -> Error {
    match extra {
        [semicolon] if is_punct(semicolon, ';') => {
            Error::at(semicolon.span(), "unexpected `;` after the body")
                .help("remove this semicolon")
        }
        [close] if is_punct(close, '>') => Error::at(close.span(), "unexpected `>` after the body")
            .help("remove `>`, or open the body with `<` instead of `{`"),
        _ => Error::over(&collect(extra), "unexpected tokens after the body")
            .help("the body must be the last thing in `with!`"),
    }
}

/// `=> < statements` where the last token is no `>`.
fn in_angles<'t>(header: &'t [TokenTree], open: &TokenTree, rest: &'t [TokenTree]) -> Found<'t> {
    if let [statements @ .., close, semicolon] = rest {
        if is_punct(close, '>') && is_punct(semicolon, ';') {
            let error = extra_tokens(std::slice::from_ref(semicolon));
            return Found::new(header, Some(braces(collect(statements))), error);
        }
    }
    let error = Error::at(
        open.span(),
        "this `<` opens the body, but the last token is no `>`",
    )
    .help("close the body with `>`, or write it in braces: `=> { .. }`");
    Found::new(header, statements(rest), error)
}

/// `=>` and an expression.
fn not_a_block<'t>(header: &'t [TokenTree], rest: &'t [TokenTree]) -> Found<'t> {
    if let Some(closure) = Closure::parse(rest) {
        return closure.in_place_of_body(header, "=>");
    }
    let words = rest
        .iter()
        .take_while(|token| matches!(token, TokenTree::Ident(ident) if is_keyword(ident)))
        .count();
    let (error, body) = match &rest[words..] {
        [TokenTree::Group(group)] if words > 0 && group.delimiter() == Delimiter::Brace => {
            let help = match &rest[0] {
                token if is_ident(token, "async") => {
                    "remove `async`; `.await` works in the body when the enclosing function is `async`"
                        .to_owned()
                }
                token if is_ident(token, "move") => {
                    "remove `move`; the body is a block, not a closure".to_owned()
                }
                _ => format!("put it inside the body: `=> {{ {} {{ .. }} }}`", written(&rest[..words])),
            };
            (expected_block(rest).help(help), Some(group.clone()))
        }
        _ => {
            let help = match without_comma(rest) {
                [quote, TokenTree::Ident(_), ..] if is_punct(quote, '\'') => {
                    "a label may stand before a block: `=> 'label: { .. }`".to_owned()
                }
                body if parse_expr(body).is_some() => {
                    format!("put it in braces: `=> {{ {} }}`", written_or(body, ".."))
                }
                _ => BLOCK.to_owned(),
            };
            (
                expected_block(rest).help(help),
                statements(without_comma(rest)),
            )
        }
    };
    Found::new(header, body, error)
}

/// No `=>` at all, and no `, {` either.
fn without_arrow(tokens: &[TokenTree]) -> Found<'_> {
    if tokens.is_empty() {
        return Found::without_error(tokens, None);
    }
    last_item_is_closure(tokens)
        .or_else(|| braces_behind_header(tokens))
        .or_else(|| angles_behind_header(tokens))
        .unwrap_or_else(|| no_body(tokens))
}

/// `items, |f| { .. }`.
fn last_item_is_closure(tokens: &[TokenTree]) -> Option<Found<'_>> {
    let comma = (0..tokens.len()).find(|&at| {
        is_punct(&tokens[at], ',')
            && Closure::parse(&tokens[at + 1..]).is_some()
            && parse_expr(without_comma(&tokens[at + 1..])).is_some()
    })?;
    let closure = Closure::parse(&tokens[comma + 1..])?;
    Some(closure.in_place_of_body(&tokens[..comma], ","))
}

/// `items -> { .. }`, `items { .. }`, and what may stand behind the block.
fn braces_behind_header(tokens: &[TokenTree]) -> Option<Found<'_>> {
    let at = tokens.iter().rposition(
        |token| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace),
    )?;
    let TokenTree::Group(group) = &tokens[at] else {
        return None;
    };
    let (before, extra) = (&tokens[..at], &tokens[at + 1..]);
    if is_item_without_body(tokens) || extra.len() > 1 {
        return None;
    }
    match before {
        [] => {
            return Some(Found::without_error(
                before,
                Some(parse_block(group.clone())),
            ));
        }
        [.., first, second] if is_punct(first, ',') && is_punct(second, ',') => {
            let error = Error::at(second.span(), "expected a body, found `,`")
                .help("remove the extra comma");
            return Some(Found::new(&before[..at - 2], Some(group.clone()), error));
        }
        [header @ .., comma] if is_punct(comma, ',') => {
            return Some(match extra {
                [] => Found::without_error(header, Some(parse_block(group.clone()))),
                extra => Found::new(header, Some(group.clone()), extra_tokens(extra)),
            });
        }
        _ => {}
    }
    let length = separator_length(before);
    let (header, separator) = before.split_at(at - length);
    let error = if separator.is_empty() {
        let help = match header.last() {
            Some(name) if has_name(header) => {
                format!("put `=>` between the name and the body: `as {name} => {{ .. }}`")
            }
            _ => "put `=>` before the body: `=> { .. }`".to_owned(),
        };
        Error::at(
            group.span_open(),
            "expected `=>` or `,` before the body, found `{`",
        )
        .help(help)
    } else {
        let message = format!("expected `=>`, found {}", found(separator));
        Error::over(&collect(separator), message).help(FAT_ARROW)
    };
    Some(Found::new(header, Some(group.clone()), error))
}

/// How many of the last tokens before a body stand where `=>` should.
fn separator_length(before: &[TokenTree]) -> usize {
    let reads = |length: &usize| parse_items(&before[..before.len() - length]).is_some();
    let is_sign = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if "=-~:;>|".contains(punct.as_char()));
    let signs = before
        .iter()
        .rev()
        .take_while(|token| is_sign(token))
        .count();
    let word = matches!(before.last(), Some(TokenTree::Ident(_)));
    let lengths = 0..=signs.max(usize::from(word)).min(before.len() - 1);
    // Where the header has mistakes of its own, signs that can end no item are taken for the arrow.
    lengths
        .clone()
        .find(reads)
        .unwrap_or(signs.min(before.len() - 1))
}

/// `items < .. >`, and `items, < .. >`.
fn angles_behind_header(tokens: &[TokenTree]) -> Option<Found<'_>> {
    let [inside @ .., close] = without_comma(tokens) else {
        return None;
    };
    if !is_punct(close, '>') {
        return None;
    }
    let (open, header) = (0..inside.len())
        .filter(|&at| is_punct(&inside[at], '<'))
        .map(|at| (at, &inside[..at]))
        .find(|(at, header)| {
            (has_name(without_comma(header))
                || header.last().is_some_and(|last| is_punct(last, ',')))
                && parse_items(header).is_some()
                && statements(&inside[at + 1..]).is_some()
        })?;
    let body = statements(&inside[open + 1..]);
    let error = match header {
        [.., comma] if is_punct(comma, ',') => {
            Error::at(comma.span(), "expected `=>` before `<`, found `,`")
                .help("put `=>` before `<`, or write the body in braces: `, { .. }`")
        }
        _ => Error::at(
            inside[open].span(),
            "expected `=>` before the body, found `<`",
        )
        .help("put `=>` before the body: `=> < .. >`"),
    };
    Some(Found::new(header, body, error))
}

fn no_body(tokens: &[TokenTree]) -> Found<'_> {
    let header = without_comma(tokens);
    let help = format!("write `{} => {{ .. }}`", written_or(header, "expr as name"));
    let error = match tokens.last() {
        Some(last) => Error::at(
            last.span(),
            "expected `=>` and a body, found the end of `with!`",
        ),
        None => Error::over(&TokenStream::new(), "expected `=>` and a body"),
    };
    Found::new(tokens, None, error.help(help))
}

/// Whether a call that ends in braces is an item, and those braces are its own.
fn is_item_without_body(tokens: &[TokenTree]) -> bool {
    let Some(item) = parse_item(tokens) else {
        return false;
    };
    // `lock {}` and `open()? as f { x }` would be a literal and a pattern; names tell them apart.
    let names_type = |path: &syn::Path| {
        path.segments
            .last()
            .is_some_and(|segment| segment.ident.to_string().starts_with(char::is_uppercase))
    };
    match (&item.bound.binding, &item.bound.expr) {
        (Binding::Pattern(pattern, _), _) => match &**pattern {
            Pat::Struct(pattern) => names_type(&pattern.path),
            _ => true,
        },
        (Binding::Nothing, Expr::Struct(literal)) => names_type(&literal.path),
        (Binding::Nothing, Expr::Block(_)) => false,
        (Binding::Nothing, _) => true,
    }
}

/// Whether the last item ends in `as` and a plain name.
pub(super) fn has_name(header: &[TokenTree]) -> bool {
    match header {
        [.., keyword, mutable, TokenTree::Ident(_)] if is_ident(mutable, "mut") => {
            is_ident(keyword, "as")
        }
        [.., keyword, TokenTree::Ident(_)] => is_ident(keyword, "as"),
        _ => false,
    }
}

fn expected_block(rest: &[TokenTree]) -> Error {
    let message = format!("expected a block after `=>`, found {}", found(rest));
    match rest {
        [TokenTree::Group(group), ..] => Error::at(group.span_open(), message),
        [TokenTree::Punct(_), ..] => Error::over(&collect(&rest[..operator_length(rest)]), message),
        [token, ..] => Error::at(token.span(), message),
        [] => Error::over(&TokenStream::new(), message),
    }
}

/// `tokens` in braces of our own, if they are statements.
pub(super) fn statements(tokens: &[TokenTree]) -> Option<Group> {
    let body = parse_body(&[TokenTree::Group(braces(collect(tokens)))])?;
    body.stmts.is_some().then_some(body.group)
}

fn braces(tokens: TokenStream) -> Group {
    let mut group = Group::new(Delimiter::Brace, tokens);
    group.set_span(proc_macro2::Span::mixed_site());
    group
}

pub(super) fn collect(tokens: &[TokenTree]) -> TokenStream {
    tokens.iter().cloned().collect()
}
