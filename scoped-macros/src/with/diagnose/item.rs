//! An item that does not parse.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::Expr;

use super::check::check_item;
use super::words::{found, is_keyword, is_name, operator_length, written, written_or};
use super::{ItemReading, name};
use crate::binding::{Binding, Bound, is_ident, parse_expr, parse_pattern};
use crate::error::{Error, Errors};
use crate::tokens::is_punct;
use crate::with::diagnose::recover::Saved;
use crate::with::parse::{Item, begins_async_expression, parse_item};

/// Reads an item, or says what is wrong with it; with several that a comma should part, of each.
pub(super) fn read(tokens: &[TokenTree], errors: &mut Errors) -> Vec<ItemReading> {
    match parse_item(tokens) {
        Some(item) => vec![check(item, errors)],
        None => explain(tokens, errors),
    }
}

/// Looks at an item that parses. Of one with a mistake is kept what can be.
pub(super) fn check(item: Item, errors: &mut Errors) -> ItemReading {
    match check_item(&item) {
        Some((error, saved)) => {
            errors.push(error);
            ItemReading::Saved(saved)
        }
        None => ItemReading::Item(Box::new(item)),
    }
}

fn explain(tokens: &[TokenTree], errors: &mut Errors) -> Vec<ItemReading> {
    if let Some(at) = tokens.iter().position(|token| is_punct(token, ';')) {
        return parted_by_semicolon(&tokens[..at], &tokens[at], &tokens[at + 1..], errors);
    }
    match tokens {
        [first, rest @ ..] if is_ident(first, "async") && rest.first().is_none_or(is_marked) => {
            return explain_marked(first, rest, errors);
        }
        [first, rest @ ..] if is_ident(first, "as") => {
            errors.push(
                Error::at(first.span(), "expected a manager expression before `as`")
                    .help("write the manager first: `expr as name`"),
            );
            return vec![kept(None, parse_pattern(rest).is_some().then_some(rest))];
        }
        [first, rest @ ..] if is_ident(first, "let") => {
            errors.push(let_statement(first, rest));
            return vec![ItemReading::Saved(save_assignment(rest))];
        }
        _ => {}
    }
    // The last `as` behind an expression; what stands behind it is not just a pattern.
    let split = (0..tokens.len())
        .rev()
        .find(|&at| is_ident(&tokens[at], "as") && parse_expr(&tokens[..at]).is_some());
    if let Some(at) = split {
        return name::explain(&tokens[..at], &tokens[at], &tokens[at + 1..], errors);
    }
    explain_missing_as(tokens, errors).unwrap_or_else(|| vec![left_to_rustc(tokens)])
}

/// What stands behind the `async` of an async item.
fn explain_marked(
    keyword: &TokenTree,
    rest: &[TokenTree],
    errors: &mut Errors,
) -> Vec<ItemReading> {
    match rest {
        [] => {
            let error = Error::at(
                keyword.span(),
                "expected a manager expression after `async`",
            );
            errors.push(error.help("write `async expr as name`"));
            Vec::new()
        }
        [again, rest @ ..] if is_ident(again, "async") => {
            errors.push(
                Error::at(
                    again.span(),
                    "expected a manager expression, found a second `async`",
                )
                .help("remove it"),
            );
            explain_marked(again, rest, errors)
        }
        _ => read(rest, errors),
    }
}

fn is_marked(token: &TokenTree) -> bool {
    !begins_async_expression(token)
}

/// `a as x; b as y`.
fn parted_by_semicolon(
    before: &[TokenTree],
    semicolon: &TokenTree,
    behind: &[TokenTree],
    errors: &mut Errors,
) -> Vec<ItemReading> {
    let mut readings = match before {
        [] => Vec::new(),
        before => read(before, errors),
    };
    let message = format!(
        "expected `,` or `=>` after {}, found `;`",
        last_word(before)
    );
    let error = Error::at(semicolon.span(), message);
    if behind.is_empty() {
        errors.push(error.help("remove this semicolon"));
    } else {
        errors.push(error.help("separate managers with a comma"));
        readings.extend(read(behind, errors));
    }
    readings
}

/// The name that an item ends in, or what it is.
pub(super) fn last_word(item: &[TokenTree]) -> String {
    match item {
        [.., keyword, name @ TokenTree::Ident(_)] if is_ident(keyword, "as") => {
            format!("the name `{name}`")
        }
        _ if item.iter().any(|token| is_ident(token, "as")) => "the pattern".to_owned(),
        _ => "the manager".to_owned(),
    }
}

/// `let pattern = expr`.
pub(super) fn let_statement(keyword: &TokenTree, rest: &[TokenTree]) -> Error {
    let error = Error::at(
        keyword.span(),
        "expected a manager expression, found keyword `let`",
    );
    error.help(match split_assignment(rest) {
        Some((pattern, expr)) => format!(
            "write the value first and the name after `as`: `{} as {}`",
            written_or(expr, "expr"),
            written_or(pattern, "name")
        ),
        None => "write the value first and the name after `as`: `expr as name`".to_owned(),
    })
}

/// Splits `pattern [: type] = expr`.
fn split_assignment(tokens: &[TokenTree]) -> Option<(&[TokenTree], &[TokenTree])> {
    let equals = tokens.iter().position(|token| is_punct(token, '='))?;
    let end = tokens[..equals]
        .iter()
        .position(|token| is_punct(token, ':'))
        .unwrap_or(equals);
    parse_pattern(&tokens[..end])?;
    parse_expr(&tokens[equals + 1..])?;
    Some((&tokens[..end], &tokens[equals + 1..]))
}

/// What there is to emit of `pattern = expr`.
pub(super) fn save_assignment(tokens: &[TokenTree]) -> Saved {
    split_assignment(tokens).map_or_else(Saved::default, |(pattern, expr)| {
        saved(Some(expr), Some(pattern))
    })
}

/// Something stands where `as`, or the comma before the next item, should.
fn explain_missing_as(tokens: &[TokenTree], errors: &mut Errors) -> Option<Vec<ItemReading>> {
    // `open()? |f|`.
    if let [expr @ .., open, name, close] = tokens {
        if is_punct(open, '|')
            && is_punct(close, '|')
            && is_name(name)
            && parse_expr(expr).is_some()
        {
            let name = std::slice::from_ref(name);
            let error = Error::at(open.span(), "expected `as` before the name, found `|`");
            errors.push(error.help(binding_help(expr, name)));
            return Some(vec![kept(Some(expr), Some(name))]);
        }
    }
    let at = (1..tokens.len())
        .rev()
        .find(|&at| parse_expr(&tokens[..at]).is_some_and(|expr| !matches!(expr, Expr::Cast(_))))?;
    let (expr, rest) = tokens.split_at(at);
    let separator = match rest {
        [TokenTree::Punct(_), ..] => operator_length(rest),
        [TokenTree::Ident(_), TokenTree::Ident(_), ..] => 1,
        _ => 0,
    };
    let (separator, behind) = rest.split_at(separator);
    if !separator.is_empty() && is_binding_sign(separator) {
        let message = format!("expected `as` before the name, found {}", found(separator));
        let at_separator = Error::over(&separator.iter().cloned().collect(), message);
        if parse_pattern(expr).is_some_and(|pattern| matches!(pattern, syn::Pat::Ident(_)))
            && !matches!(behind, [name] if is_name(name))
            && parse_expr(behind).is_some()
        {
            let message = format!(
                "expected a manager expression, found {}",
                found_name(expr, separator)
            );
            let range: TokenStream = tokens[..expr.len() + separator.len()]
                .iter()
                .cloned()
                .collect();
            errors.push(Error::over(&range, message).help(format!(
                "the manager comes first: `{} as {}`",
                written_or(behind, "expr"),
                written_or(expr, "name")
            )));
            return Some(vec![kept(Some(behind), Some(expr))]);
        }
        if parse_pattern(behind).is_some() {
            errors.push(at_separator.help(binding_help(expr, behind)));
            return Some(vec![kept(Some(expr), Some(behind))]);
        }
    }
    match rest {
        [name] if is_name(name) => {
            let message = format!("expected `as` before the name, found `{name}`");
            errors.push(Error::at(name.span(), message).help(binding_help(expr, rest)));
            Some(vec![kept(Some(expr), Some(rest))])
        }
        _ if parse_item(rest).is_some() => {
            let message = format!(
                "expected `,`, `as`, or `=>` after the manager, found {}",
                found(rest)
            );
            errors.push(at_first(rest, message).help("separate managers with a comma"));
            let mut readings = vec![kept(Some(expr), None)];
            readings.extend(read(rest, errors));
            Some(readings)
        }
        _ => None,
    }
}

/// Whether something may be meant to bind: `:`, `:=`, `=>`, `->`, or a word such as `in`.
fn is_binding_sign(separator: &[TokenTree]) -> bool {
    match separator {
        [TokenTree::Ident(ident)] => ident == "in" || !is_keyword(ident),
        [first, ..] => [':', '=', '-'].iter().any(|sign| is_punct(first, *sign)),
        [] => false,
    }
}

/// `name =`, as in "found `name =`".
fn found_name(name: &[TokenTree], separator: &[TokenTree]) -> String {
    let space = match separator {
        [colon] if is_punct(colon, ':') => "",
        _ => " ",
    };
    format!("`{}{space}{}`", written(name), written(separator))
}

fn binding_help(expr: &[TokenTree], name: &[TokenTree]) -> String {
    format!(
        "write `{} as {}`",
        written_or(expr, "expr"),
        written_or(name, "name")
    )
}

/// An error at the first of `tokens`.
pub(super) fn at_first(tokens: &[TokenTree], message: String) -> Error {
    match tokens {
        [TokenTree::Group(group), ..] => Error::at(group.span_open(), message),
        [TokenTree::Punct(_), ..] => {
            let operator = tokens[..operator_length(tokens)].iter().cloned().collect();
            Error::over(&operator, message)
        }
        tokens => Error::over(&tokens.iter().take(1).cloned().collect(), message),
    }
}

/// An item that rustc is to explain: its parser says more than ours could.
fn left_to_rustc(tokens: &[TokenTree]) -> ItemReading {
    let split = (1..tokens.len())
        .rev()
        .find(|&at| is_ident(&tokens[at], "as") && parse_pattern(&tokens[at + 1..]).is_some());
    let (expr, pattern) = match split {
        Some(at) => (&tokens[..at], &tokens[at + 1..]),
        None => (tokens, &[][..]),
    };
    let binding = match parse_pattern(pattern) {
        Some(read) => Binding::Pattern(Box::new(read), pattern.iter().cloned().collect()),
        None => Binding::Nothing,
    };
    ItemReading::Item(Box::new(Item {
        asyncness: None,
        bound: Bound {
            expr: Expr::Verbatim(expr.iter().cloned().collect()),
            binding,
        },
    }))
}

/// What there is to emit of an item that was read.
pub(super) fn save(item: Item) -> Saved {
    Saved {
        expr: match item.bound.expr {
            Expr::Verbatim(_) => None,
            expr => Some(expr.to_token_stream()),
        },
        pattern: match item.bound.binding {
            Binding::Nothing => None,
            Binding::Pattern(_, tokens) => Some(tokens),
        },
    }
}

/// What there is to emit of an item in these parts.
pub(super) fn saved(expr: Option<&[TokenTree]>, pattern: Option<&[TokenTree]>) -> Saved {
    let collect = |tokens: &[TokenTree]| tokens.iter().cloned().collect();
    Saved {
        expr: expr.map(collect),
        pattern: pattern.map(collect),
    }
}

pub(super) fn kept(expr: Option<&[TokenTree]>, pattern: Option<&[TokenTree]>) -> ItemReading {
    ItemReading::Saved(saved(expr, pattern))
}
