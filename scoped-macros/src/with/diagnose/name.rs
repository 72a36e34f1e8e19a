//! What stands behind `as` and can be no name.

use proc_macro2::{Ident, TokenTree};
use syn::{Expr, Pat, Type};

use super::header::Wrong;
use super::mistakes::{self, Mistake};
use super::recover::Saved;
use super::sign::is_swapped;
use super::words::{
    end_of, first_word, is_keyword, is_leading, is_lowercase, is_name, is_primitive,
};
use crate::binding::{is_ident, parse_expr, parse_pattern};
use crate::error::Error;
use crate::tokens::{collect, is_punct};
use crate::with::parse::parse_item;

/// What is wrong with an item that has its `as` at `tokens[at]` and no pattern behind it.
pub(super) fn explain(tokens: &[TokenTree], at: usize) -> Wrong {
    let (expr, name) = (&tokens[..at], &tokens[at + 1..]);
    let alone = |error| Wrong::new(error, Saved::new(expr, &[]));
    match name {
        [] => alone(mistakes::NAME_MISSING.at(&tokens[at..])),
        [again, behind @ ..] if is_ident(again, "as") => {
            Wrong::new(mistakes::AS_TWICE.at(name), Saved::new(expr, behind))
        }
        [word, behind @ ..] if is_ident(word, "async") && parse_pattern(behind).is_some() => {
            let expr = without_async(expr);
            let error = mistakes::ASYNC_BEHIND_AS.item(expr, behind).at(name);
            Wrong::new(error, Saved::new(expr, behind))
        }
        [word, behind @ ..] if is_leading(word) && parse_pattern(behind).is_some() => {
            let error = mistakes::WORD_AND_NAME.item(expr, behind).at(name);
            Wrong::new(error, Saved::new(expr, behind))
        }
        _ if is_swapped(expr, name) => swapped(expr, name),
        [only, postfix @ ..] if is_name(only) && is_postfix(postfix) => {
            let only = std::slice::from_ref(only);
            let value = [expr, postfix].concat();
            let mistake = mistakes::POSTFIX_BEHIND_NAME.with(&end_of(&tokens[..at + 2]));
            Wrong::new(
                mistake.item(&value, only).over(postfix),
                Saved::new(&value, only),
            )
        }
        _ if enclosed(name).is_some() => {
            let only = enclosed(name).unwrap_or_default();
            let error = mistakes::ENCLOSED_NAME.item(expr, &only).at(name);
            Wrong::new(error, Saved::new(expr, &only))
        }
        _ => match (type_or_expression(name), longest_pattern(name)) {
            (Some(mistake), _) => alone(mistake.item(expr, name).over(name)),
            (None, Some(end)) => behind_name(tokens, at, at + 1 + end),
            (None, None) => {
                alone(wrong_word(expr, &name[0]).unwrap_or_else(|| mistakes::NO_NAME.at(name)))
            }
        },
    }
}

/// Whether these tokens, behind a name, belong to the manager: `?`, `.await` and `.await?`.
fn is_postfix(tokens: &[TokenTree]) -> bool {
    match tokens {
        [mark] => is_punct(mark, '?'),
        [dot, word, rest @ ..] => {
            is_punct(dot, '.') && is_ident(word, "await") && (rest.is_empty() || is_postfix(rest))
        }
        [] => false,
    }
}

/// What stands in `|name|`, `<name>` or `{name}`.
fn enclosed(tokens: &[TokenTree]) -> Option<Vec<TokenTree>> {
    let inside = match tokens {
        [open, inside @ .., close]
            if is_punct(open, '|') && is_punct(close, '|')
                || is_punct(open, '<') && is_punct(close, '>') =>
        {
            inside.to_vec()
        }
        [TokenTree::Group(group)] => group.stream().into_iter().collect(),
        _ => return None,
    };
    parse_pattern(&inside).map(|_| inside)
}

/// A pattern that parses, and can only be a mistake.
pub(super) fn check(expr: &[TokenTree], pattern: &Pat, tokens: &[TokenTree]) -> Option<Wrong> {
    match (pattern, tokens) {
        (_, [word]) => Some(Wrong::new(wrong_word(expr, word)?, Saved::new(expr, &[]))),
        // A function with arguments looks like a pattern.
        (Pat::TupleStruct(call), _) if is_lowercase(&call.path) && is_swapped(expr, tokens) => {
            Some(swapped(expr, tokens))
        }
        _ => None,
    }
}

/// `name as manager`.
fn swapped(name: &[TokenTree], manager: &[TokenTree]) -> Wrong {
    let error = mistakes::SWAPPED.item(manager, name).over(manager);
    Wrong::new(error, Saved::new(manager, name))
}

/// An item that has its `async` in another place, and may have it here as well.
fn without_async(item: &[TokenTree]) -> &[TokenTree] {
    match item {
        [word, expr @ ..] if is_ident(word, "async") => expr,
        expr => expr,
    }
}

/// One token that can be no name.
fn wrong_word(expr: &[TokenTree], word: &TokenTree) -> Option<Error> {
    let text = word.to_string();
    let mistake = match word {
        TokenTree::Ident(ident) if is_primitive(ident) => mistakes::PRIMITIVE,
        word if is_keyword(word) => match text.as_str() {
            "self" | "Self" | "super" | "crate" => mistakes::KEYWORD_NEVER_A_NAME,
            "async" => mistakes::ASYNC_BEHIND_AS.item(without_async(expr), &[]),
            "mut" | "ref" => mistakes::KEYWORD_BEFORE_A_NAME,
            _ => mistakes::KEYWORD,
        },
        TokenTree::Literal(_) if text.starts_with(|first: char| first.is_ascii_digit()) => {
            mistakes::NUMBER
        }
        TokenTree::Literal(_) if is_quoted_name(&text) => mistakes::STRING,
        TokenTree::Literal(_) => mistakes::NO_NAME,
        _ => return None,
    };
    let word = std::slice::from_ref(word);
    Some(mistake.item(expr, word).at(word))
}

/// Whether a literal is a name in quotes.
fn is_quoted_name(literal: &str) -> bool {
    let name = literal
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    name.is_some_and(|name| syn::parse_str::<Ident>(name).is_ok())
}

/// Several tokens that are `Vec<u8>`, `self.file` or `a + b`.
fn type_or_expression(name: &[TokenTree]) -> Option<Mistake> {
    match (name, parse_expr(name)) {
        ([_] | [TokenTree::Literal(_), ..], _) => None,
        _ if is_type(name) => Some(mistakes::TYPE),
        (_, Some(Expr::Field(_) | Expr::Index(_) | Expr::Unary(_))) => Some(mistakes::PLACE),
        (_, Some(Expr::Assign(_))) => None,
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
fn behind_name(tokens: &[TokenTree], at: usize, end: usize) -> Wrong {
    let (item, rest) = tokens.split_at(end);
    let (expr, name) = (&item[..at], &item[at + 1..]);
    let end = end_of(item);
    let at_rest = |mistake: Mistake| mistake.with(&end).item(without_async(expr), name).at(rest);
    let begins_item = |tokens: &[TokenTree]| parse_item(tokens).is_some();
    let (error, next): (_, &[TokenTree]) = match rest {
        [colon, ty @ ..] if is_punct(colon, ':') && is_type(ty) => {
            (mistakes::TYPE_BEHIND_NAME.with(&end).over(rest), &[])
        }
        [word, ..] if is_ident(word, "if") => (at_rest(mistakes::GUARD_BEHIND_NAME), &[]),
        [word] if is_ident(word, "async") => (at_rest(mistakes::ASYNC_BEHIND_NAME), &[]),
        [TokenTree::Ident(_)] => (at_rest(mistakes::SECOND_NAME), &[]),
        rest if begins_item(rest) => (at_rest(mistakes::COMMA_MISSING), rest),
        // `and` or `=>`, as between the managers of other languages.
        [first, ..] => {
            let next = &rest[first_word(rest).len()..];
            let is_sign =
                is_name(first) || matches!(first, TokenTree::Punct(_)) && !is_punct(first, ':');
            if is_sign && begins_item(next) {
                (at_rest(mistakes::COMMA_MISSING), next)
            } else {
                (at_rest(mistakes::SIGN_BEHIND_NAME), &[])
            }
        }
        [] => unreachable!("such an item would be read"),
    };
    Wrong::new(error, Saved::new(expr, name)).before(next)
}
