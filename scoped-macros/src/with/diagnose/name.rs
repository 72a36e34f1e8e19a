//! What stands behind `as` and can be no name.

use proc_macro2::TokenTree;
use syn::{Expr, Pat, Type};

use super::mistakes::{self, Mistake};
use super::recover::Saved;
use super::sign::is_swapped;
use super::words::{end_of, is_keyword, is_lowercase, is_name, is_primitive};
use crate::binding::{is_ident, parse_expr, parse_pattern};
use crate::error::Error;
use crate::tokens::{collect, is_punct};
use crate::with::parse::parse_item;

/// What is wrong with an item that has its `as` at `tokens[at]` and no pattern behind it, and the tokens where the
/// next item begins.
pub(super) fn explain(tokens: &[TokenTree], at: usize) -> ((Error, Saved), &[TokenTree]) {
    let (expr, name) = (&tokens[..at], &tokens[at + 1..]);
    let alone = |error| (error, Saved::new(expr, &[]));
    let wrong = match name {
        [] => alone(mistakes::NAME_MISSING.at(&tokens[at..])),
        [again, behind @ ..] if is_ident(again, "as") => {
            (mistakes::AS_TWICE.at(name), Saved::new(expr, behind))
        }
        [word, behind @ ..] if is_ident(word, "async") && parse_pattern(behind).is_some() => {
            (mistakes::ASYNC_BEHIND_AS.at(name), Saved::new(expr, behind))
        }
        _ if is_swapped(expr, name) => (mistakes::SWAPPED.over(name), Saved::new(name, expr)),
        _ => match (type_or_expression(name), longest_pattern(name)) {
            (Some(mistake), _) => alone(mistake.over(name)),
            (None, Some(end)) => return behind_name(tokens, at, at + 1 + end),
            (None, None) => {
                alone(wrong_word(&name[0]).unwrap_or_else(|| mistakes::NO_NAME.at(name)))
            }
        },
    };
    (wrong, &[])
}

/// A pattern that parses, and can only be a mistake, with what to keep of the item.
pub(super) fn check(
    expr: &[TokenTree],
    pattern: &Pat,
    tokens: &[TokenTree],
) -> Option<(Error, Saved)> {
    match (pattern, tokens) {
        (_, [word]) => Some((wrong_word(word)?, Saved::new(expr, &[]))),
        // A function with arguments looks like a pattern.
        (Pat::TupleStruct(call), _) if is_lowercase(&call.path) && is_swapped(expr, tokens) => {
            Some((mistakes::SWAPPED.over(tokens), Saved::new(tokens, expr)))
        }
        _ => None,
    }
}

/// One token that can be no name.
fn wrong_word(word: &TokenTree) -> Option<Error> {
    let text = word.to_string();
    let mistake = match word {
        TokenTree::Ident(ident) if is_primitive(ident) => mistakes::PRIMITIVE,
        word if is_keyword(word) => match text.as_str() {
            "self" | "Self" | "super" | "crate" => mistakes::KEYWORD_NEVER_A_NAME,
            "mut" | "ref" => mistakes::KEYWORD_BEFORE_A_NAME,
            _ => mistakes::KEYWORD,
        },
        TokenTree::Literal(_) if text.starts_with(|first: char| first.is_ascii_digit()) => {
            mistakes::NUMBER
        }
        TokenTree::Literal(_) if text.starts_with('"') => mistakes::STRING,
        TokenTree::Literal(_) => mistakes::NO_NAME,
        _ => return None,
    };
    Some(mistake.at(std::slice::from_ref(word)))
}

/// Several tokens that are `Vec<u8>`, `self.file` or `a + b`.
fn type_or_expression(name: &[TokenTree]) -> Option<Mistake> {
    match (name, parse_expr(name)) {
        ([_] | [TokenTree::Literal(_), ..], _) => None,
        _ if is_type(name) => Some(mistakes::TYPE),
        (_, Some(Expr::Field(_) | Expr::Index(_) | Expr::Unary(_))) => Some(mistakes::PLACE),
        (_, expr) => expr.map(|_| mistakes::EXPRESSION),
    }
}

fn is_type(tokens: &[TokenTree]) -> bool {
    match syn::parse2(collect(tokens)) {
        // `a + b` is one to the parser.
        Ok(Type::TraitObject(object)) => object.dyn_token.is_some(),
        parsed => parsed.is_ok(),
    }
}

/// How many of the tokens, which are no pattern, are one.
fn longest_pattern(tokens: &[TokenTree]) -> Option<usize> {
    let is_pattern = |&end: &usize| parse_pattern(&tokens[..end]).is_some();
    (1..tokens.len()).rev().find(is_pattern)
}

/// What is wrong behind the name: `tokens[at]` is the `as`, and `tokens[end..]` no item can end in.
fn behind_name(tokens: &[TokenTree], at: usize, end: usize) -> ((Error, Saved), &[TokenTree]) {
    let (item, rest) = tokens.split_at(end);
    let end = end_of(item);
    let at_rest = |mistake: Mistake| mistake.with(&end).at(rest);
    let (error, next): (_, &[TokenTree]) = match rest {
        [colon, ty @ ..] if is_punct(colon, ':') && is_type(ty) => {
            (mistakes::TYPE_BEHIND_NAME.with(&end).over(rest), &[])
        }
        [word, ..] if is_ident(word, "if") => (at_rest(mistakes::GUARD_BEHIND_NAME), &[]),
        [TokenTree::Ident(_)] => (at_rest(mistakes::SECOND_NAME), &[]),
        [TokenTree::Ident(_), ..] if parse_item(rest).is_some() => {
            (at_rest(mistakes::COMMA_MISSING), rest)
        }
        // `and`, as between the managers of other languages.
        [word, next @ ..] if is_name(word) && parse_item(next).is_some() => {
            (at_rest(mistakes::COMMA_MISSING), next)
        }
        _ => (at_rest(mistakes::SIGN_BEHIND_NAME), &[]),
    };
    ((error, Saved::new(&item[..at], &item[at + 1..])), next)
}
