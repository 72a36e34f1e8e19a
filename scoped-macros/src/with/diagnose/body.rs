//! Where the header ends and the body begins, in a call where that is not as it should be.

use proc_macro2::{Delimiter, Group, Spacing, Span, TokenTree};
use syn::{Expr, Pat};

use super::mistakes::{self, Mistake};
use super::recover::Saved;
use super::words::{first_word, is_keyword, is_lowercase, source};
use crate::binding::{Binding, is_ident, last_as, parse_expr};
use crate::error::Error;
use crate::tokens::{collect, is_punct};
use crate::with::model::Body;
use crate::with::parse::{
    find_arrow, is_arrow, parse_block, parse_item, parse_items, split_body, without_comma,
};

/// A call in two.
pub(super) struct Found<'t> {
    /// Where the items are.
    pub(super) header: &'t [TokenTree],
    pub(super) body: Option<Body>,
    pub(super) error: Option<Error>,
    /// What a closure in the place of the body binds.
    pub(super) closure: Option<Saved>,
    /// Whether the call ends before the body.
    pub(super) is_cut_off: bool,
}

impl<'t> Found<'t> {
    fn new(header: &'t [TokenTree], body: Option<Group>, error: Option<Error>) -> Self {
        Self {
            header,
            body: body.map(parse_block),
            error,
            closure: None,
            is_cut_off: false,
        }
    }

    fn cut_off(header: &'t [TokenTree], error: Option<Error>) -> Self {
        Self {
            is_cut_off: true,
            ..Self::new(header, None, error)
        }
    }
}

/// Finds the header, and of the body what can be found.
pub(super) fn find(tokens: &[TokenTree]) -> Found<'_> {
    if let Some((header, body)) = split_body(tokens) {
        let (header, error) = sign_before_body(header, &tokens[header.len()..]);
        let (body, error) = match angle_twice(tokens, &body) {
            Some((found, inside)) => (parse_block(inside), error.or(Some(found))),
            None => (body, error),
        };
        return Found {
            body: Some(body),
            ..Found::new(header, None, error)
        };
    }
    let any_arrow = || (0..tokens.len()).find(|&at| is_arrow(&tokens[at..]));
    if let Some(arrow) = find_arrow(tokens).or_else(any_arrow) {
        let (header, rest) = tokens.split_at(arrow);
        return closure(header, &rest[2..], &mistakes::CLOSURE.with("=>"))
            .unwrap_or_else(|| behind_arrow(header, rest));
    }
    closure_without_arrow(tokens)
        .or_else(|| more_behind_body(tokens))
        .or_else(|| braces_behind_header(tokens))
        .or_else(|| angles_behind_header(tokens))
        .or_else(|| statements_behind_sign(tokens))
        .unwrap_or_else(|| {
            let last = tokens.len().checked_sub(1);
            let error = last.map(|last| mistakes::NOTHING_BEHIND_HEADER.over(&tokens[last..]));
            Found::cut_off(tokens, error)
        })
}

/// A sign too many between a header and its body: `=> => {`, `=>, {`, `==> {`. `rest` begins with the one that is right.
fn sign_before_body<'t>(
    header: &'t [TokenTree],
    rest: &[TokenTree],
) -> (&'t [TokenTree], Option<Error>) {
    if let [before @ .., equals, greater] = header {
        if is_arrow(&[equals.clone(), greater.clone()]) {
            let mistake = match rest {
                [comma, ..] if is_punct(comma, ',') => mistakes::COMMA_BEFORE_BLOCK.with("=>"),
                _ => mistakes::ARROW_TWICE,
            };
            return (before, Some(mistake.at(rest)));
        }
    }
    let is_glued = |token: &&TokenTree| matches!(token, TokenTree::Punct(punct) if "=-:~".contains(punct.as_char()) && punct.spacing() == Spacing::Joint);
    let glued = header.iter().rev().take_while(is_glued).count();
    let (header, glued) = header.split_at(header.len() - glued);
    let sign: Vec<_> = glued
        .iter()
        .chain(&rest[..rest.len().min(2)])
        .cloned()
        .collect();
    let error = (!glued.is_empty()).then(|| mistakes::ARROW_WRONG.over(&sign));
    (header, error)
}

/// `< < statements > >`, and `< statements > >`, of which the body in angles is no Rust; with the statements.
pub(super) fn angle_twice(tokens: &[TokenTree], body: &Body) -> Option<(Error, Group)> {
    if body.stmts.is_some() || !is_punct(without_comma(tokens).last()?, '>') {
        return None;
    }
    let tokens: Vec<_> = body.group.stream().into_iter().collect();
    let [inside @ .., close] = &tokens[..] else {
        return None;
    };
    is_punct(close, '>').then_some(())?;
    if let Some(inside) = statements(inside) {
        return Some((
            mistakes::SECOND_ANGLE.at(&tokens[tokens.len() - 1..]),
            inside,
        ));
    }
    let [open, inside @ ..] = inside else {
        return None;
    };
    is_punct(open, '<').then_some(())?;
    Some((
        mistakes::ANGLE_TWICE.over(&tokens[..1]),
        statements(inside)?,
    ))
}

/// `arrow` begins with `=>`; behind it is something that is not just a body.
fn behind_arrow<'t>(header: &'t [TokenTree], arrow: &[TokenTree]) -> Found<'t> {
    let rest = without_comma(&arrow[2..]);
    let (error, body) = match rest {
        [] => return Found::cut_off(header, Some(mistakes::BODY_MISSING.over(&arrow[..2]))),
        [TokenTree::Group(body), extra @ ..] if is_block(body) => {
            (behind_body(extra), Some(body.clone()))
        }
        [TokenTree::Group(body)] => (
            mistakes::PARENTHESES.with("=>").at(rest),
            statements(&body.stream().into_iter().collect::<Vec<_>>()),
        ),
        [open, inside @ ..] if is_punct(open, '<') => {
            let close = (0..inside.len())
                .rev()
                .find(|&at| is_punct(&inside[at], '>') && ends_body(&inside[at + 1..]));
            match close {
                Some(close) => (
                    behind_body(&inside[close + 1..]),
                    statements(&inside[..close]),
                ),
                None => (mistakes::ANGLE_NOT_CLOSED.at(rest), statements(inside)),
            }
        }
        [words @ .., TokenTree::Group(body)] if is_block(body) && words.iter().all(is_keyword) => {
            (keyword_block(words, "=>"), Some(body.clone()))
        }
        _ => {
            let mistake = match rest {
                [quote, ..] if is_punct(quote, '\'') => mistakes::LABEL,
                _ if parse_expr(rest).is_some() => mistakes::BARE_EXPRESSION,
                _ => mistakes::NO_BLOCK,
            };
            (mistake.with("=>").at(rest), statements(rest))
        }
    };
    Found::new(header, body, Some(error))
}

/// `async { .. }` and the like in the place of the body.
fn keyword_block(words: &[TokenTree], behind: &str) -> Error {
    let mistake = match &words[0] {
        word if is_ident(word, "async") => mistakes::ASYNC_BLOCK,
        word if is_ident(word, "move") => mistakes::MOVE_BLOCK,
        _ => mistakes::KEYWORD_BLOCK,
    };
    mistake.with(behind).at(words)
}

/// Whether these tokens, behind a `>`, can only stand behind a body.
fn ends_body(extra: &[TokenTree]) -> bool {
    match extra {
        [TokenTree::Punct(punct)] => ";,?".contains(punct.as_char()),
        [TokenTree::Ident(_), .., TokenTree::Group(group)] => {
            is_ends_word(&extra[0]) && is_block(group)
        }
        _ => false,
    }
}

/// Whether it is a word that other languages have behind a body.
fn is_ends_word(word: &TokenTree) -> bool {
    ["else", "catch", "except", "finally"]
        .iter()
        .any(|end| is_ident(word, end))
}

/// What stands behind a body in braces.
fn behind_body(extra: &[TokenTree]) -> Error {
    match extra {
        [semicolon] if is_punct(semicolon, ';') => mistakes::SEMICOLON_BEHIND.at(extra),
        [comma] if is_punct(comma, ',') => mistakes::COMMA_BEHIND.at(extra),
        [close] if is_punct(close, '>') => mistakes::STRAY_ANGLE.at(extra),
        [word, ..] if is_ident(word, "finally") => mistakes::FINALLY_BEHIND.at(extra),
        [word, ..] if is_ends_word(word) => mistakes::ELSE_BEHIND.at(extra),
        [sign, ..] if is_punct(sign, '?') || is_punct(sign, '.') => {
            let extra_text = source(extra).unwrap_or_default();
            mistakes::POSTFIX_BEHIND.with(&extra_text).over(extra)
        }
        _ => mistakes::TOKENS_BEHIND.over(extra),
    }
}

/// `items, { body } else { .. }`.
fn more_behind_body(tokens: &[TokenTree]) -> Option<Found<'_>> {
    (1..tokens.len()).find_map(|at| {
        let (header, rest) = tokens.split_at(at);
        let [comma, TokenTree::Group(body), extra @ ..] = rest else {
            return None;
        };
        let extra = without_comma(extra);
        if !is_punct(comma, ',') || !is_block(body) || extra.is_empty() {
            return None;
        }
        parse_items(header)?;
        Some(Found::new(
            header,
            Some(body.clone()),
            Some(behind_body(extra)),
        ))
    })
}

/// `items: statements`, `items -> < statements >`.
fn statements_behind_sign(tokens: &[TokenTree]) -> Option<Found<'_>> {
    (1..tokens.len()).find_map(|at| {
        let (header, rest) = tokens.split_at(at);
        matches!(&rest[0], TokenTree::Punct(sign) if ":=-~".contains(sign.as_char()))
            .then_some(())?;
        last_as(header)?;
        parse_items(header)?;
        let (sign, body) = rest.split_at(first_word(rest).len());
        let (mistake, body) = match without_comma(body) {
            [open, inside @ .., close] if is_punct(open, '<') && is_punct(close, '>') => {
                (mistakes::ARROW_WRONG, inside)
            }
            body if body.iter().any(|token| is_punct(token, ';')) => {
                (mistakes::ARROW_AND_BRACES_WRONG, body)
            }
            _ => return None,
        };
        Some(Found::new(
            header,
            Some(statements(body)?),
            Some(mistake.at(sign)),
        ))
    })
}

/// `items, |f| { .. }`, and `items |f| { .. }`.
fn closure_without_arrow(tokens: &[TokenTree]) -> Option<Found<'_>> {
    let behind_comma = (0..tokens.len()).find_map(|at| {
        let (header, rest) = tokens.split_at(at);
        is_punct(&rest[0], ',').then_some(())?;
        parse_expr(without_comma(&rest[1..]))?;
        closure(header, &rest[1..], &mistakes::CLOSURE.with(","))
    });
    // The bars are operators to Rust.
    behind_comma.or_else(|| match without_comma(tokens) {
        [header @ .., open, _, close, TokenTree::Group(body)]
            if is_punct(open, '|') && is_punct(close, '|') && is_block(body) =>
        {
            let rest = &tokens[header.len()..];
            closure(header, rest, &mistakes::CLOSURE_WITHOUT_ARROW)
        }
        _ => None,
    })
}

/// A closure in the place of the body, as the functions of other libraries take it.
fn closure<'t>(
    header: &'t [TokenTree],
    tokens: &'t [TokenTree],
    mistake: &Mistake,
) -> Option<Found<'t>> {
    let is_bar = |token: &TokenTree| is_punct(token, '|');
    let is_qualifier = |token: &TokenTree| is_ident(token, "move") || is_ident(token, "async");
    let open = tokens.iter().position(|token| !is_qualifier(token))?;
    is_bar(&tokens[open]).then_some(())?;
    let close = open + 1 + tokens[open + 1..].iter().position(is_bar)?;
    let body = match without_comma(&tokens[close + 1..]) {
        [TokenTree::Group(body)] if is_block(body) => Some(body.clone()),
        body => statements(body),
    };
    let name = &tokens[open + 1..close];
    let last = header.iter().rposition(|token| is_punct(token, ','));
    let last = &header[last.map_or(0, |comma| comma + 1)..];
    let error = match last_as(last) {
        Some(at) => mistake.item(&last[..at], &last[at + 1..]),
        None => mistake.item(last, name),
    };
    let error = error.over(&tokens[..=close]);
    Some(Found {
        closure: Some(Saved::new(&[], name)),
        ..Found::new(header, body, Some(error))
    })
}

/// `items -> { .. }`, `items { .. }`, and what may stand behind the block.
fn braces_behind_header(tokens: &[TokenTree]) -> Option<Found<'_>> {
    let is_block = |token: &TokenTree| matches!(token, TokenTree::Group(group) if is_block(group));
    let (before, rest) = tokens.split_at(tokens.iter().rposition(is_block)?);
    let [TokenTree::Group(body), extra @ ..] = without_comma(rest) else {
        return None;
    };
    if extra.len() > 1 || is_item_without_body(tokens) {
        return None;
    }
    let words = before.iter().rev().take_while(|token| is_keyword(token));
    let words = words.count();
    let is_comma = |token: &TokenTree| is_punct(token, ',');
    let (header, error) = match before {
        [] => (before, None),
        // Reading the header reports a second comma.
        [.., comma] if is_comma(comma) => (before, (!extra.is_empty()).then(|| behind_body(extra))),
        _ if words > 0 && before[..before.len() - words].last().is_some_and(is_comma) => {
            let (header, words) = before.split_at(before.len() - words);
            (header, Some(keyword_block(words, ",")))
        }
        _ => match before.split_at(before.len() - separator_length(before)) {
            (header, []) => (header, Some(mistakes::ARROW_MISSING.at(rest))),
            (header, separator) => (header, Some(mistakes::ARROW_WRONG.over(separator))),
        },
    };
    Some(Found::new(header, Some(body.clone()), error))
}

/// How many of the last tokens before a body stand where `=>` should.
fn separator_length(before: &[TokenTree]) -> usize {
    let is_sign = |token: &&TokenTree| matches!(token, TokenTree::Punct(punct) if "=-~:;>|".contains(punct.as_char()));
    let signs = before.iter().rev().take_while(is_sign).count();
    let word = matches!(before.last(), Some(TokenTree::Ident(_)));
    let longest = before.len() - 1;
    // Where the header has mistakes of its own, signs that can end no item are taken for the arrow.
    (0..=signs.max(usize::from(word)).min(longest))
        .find(|length| parse_items(&before[..before.len() - length]).is_some())
        .unwrap_or(signs.min(longest))
}

/// Whether a call that ends in braces is an item, and those braces are its own.
fn is_item_without_body(tokens: &[TokenTree]) -> bool {
    let Some(item) = parse_item(tokens) else {
        return false;
    };
    // `lock {}` and `open()? as f { x }` would be a literal and a pattern; names tell them apart.
    match (&item.bound.expr, &item.bound.binding) {
        (_, Binding::Pattern(pattern, _)) => match &**pattern {
            Pat::Struct(pattern) => !is_lowercase(&pattern.path),
            _ => true,
        },
        (Expr::Struct(literal), Binding::Nothing) => !is_lowercase(&literal.path),
        (expr, Binding::Nothing) => !matches!(expr, Expr::Block(_)),
    }
}

/// `items < .. >`, and `items, < .. >`.
fn angles_behind_header(tokens: &[TokenTree]) -> Option<Found<'_>> {
    let [inside @ .., close] = without_comma(tokens) else {
        return None;
    };
    is_punct(close, '>').then_some(())?;
    (0..inside.len()).find_map(|at| {
        let (header, rest) = inside.split_at(at);
        let error = match header {
            _ if !is_punct(&rest[0], '<') => return None,
            [.., comma] if is_punct(comma, ',') => {
                mistakes::ANGLE_BEHIND_COMMA.at(&inside[at - 1..])
            }
            // A comparison may stand in an expression, but not behind a name.
            _ if last_as(header).is_some() => mistakes::ANGLE_WITHOUT_ARROW.at(rest),
            _ => return None,
        };
        parse_items(header)?;
        let body = statements(&rest[1..])?;
        Some(Found::new(header, Some(body), Some(error)))
    })
}

fn is_block(group: &Group) -> bool {
    group.delimiter() == Delimiter::Brace
}

/// `tokens` in braces of our own, if they are statements.
fn statements(tokens: &[TokenTree]) -> Option<Group> {
    let mut body = Group::new(Delimiter::Brace, collect(tokens));
    body.set_span(Span::mixed_site());
    parse_block(body.clone()).stmts.is_some().then_some(body)
}
