//! An item without its `as`: nothing stands there, or `=`, `:`, `in` and the like, with the manager before it or behind.

use proc_macro2::TokenTree;
use syn::Expr;

use super::mistakes;
use super::recover::Saved;
use super::words::{first_word, is_name, text};
use crate::binding::{is_ident, parse_expr, parse_pattern};
use crate::error::Error;
use crate::tokens::is_punct;
use crate::with::parse::parse_item;

/// What is wrong with such an item, and the tokens where the next one begins; `None` when there is no telling.
pub(super) fn explain(tokens: &[TokenTree]) -> Option<((Error, Saved), &[TokenTree])> {
    // `open()? |f|`, of which `open()? | f` would be an expression.
    if let [expr @ .., open, name, close] = tokens {
        let in_bars = is_punct(open, '|') && is_punct(close, '|') && is_name(name);
        if in_bars && parse_expr(expr).is_some() {
            let error = mistakes::AS_MISSING.at(&tokens[expr.len()..]);
            let saved = Saved::new(expr, std::slice::from_ref(name));
            return Some(((error, saved), &[]));
        }
    }
    let is_manager = |expr: Expr| !matches!(expr, Expr::Cast(_));
    let at = (1..tokens.len())
        .rev()
        .find(|&at| parse_expr(&tokens[..at]).is_some_and(is_manager))?;
    let (expr, rest) = tokens.split_at(at);
    if let Some(wrong) = bound_by_sign(tokens, at, sign_length(rest)) {
        return Some((wrong, &[]));
    }
    if matches!(rest, [name] if is_name(name)) {
        let error = mistakes::AS_MISSING.at(rest);
        return Some(((error, Saved::new(expr, rest)), &[]));
    }
    parse_item(rest)?;
    let error = mistakes::COMMA_OR_AS_MISSING.at(rest);
    Some(((error, Saved::new(expr, &[])), rest))
}

/// How many of `tokens` may be meant to bind: `:`, `:=`, `=>`, `->`, or a word such as `in`.
fn sign_length(tokens: &[TokenTree]) -> usize {
    match tokens {
        [TokenTree::Punct(first), ..] if ":=-".contains(first.as_char()) => {
            first_word(tokens).len()
        }
        [word, TokenTree::Ident(_), ..] if is_name(word) || is_ident(word, "in") => 1,
        _ => 0,
    }
}

/// `manager sign name`, or from the other end `name sign manager`, with the sign in `tokens[at..]`.
pub(super) fn bound_by_sign(
    tokens: &[TokenTree],
    at: usize,
    length: usize,
) -> Option<(Error, Saved)> {
    let (first, rest) = tokens.split_at(at);
    let (sign, second) = rest.split_at(length);
    let sign = text(sign);
    let is_one = |tokens: &[TokenTree]| matches!(tokens, [name] if is_name(name));
    let is_name_first = match sign.as_str() {
        "" => return None,
        "=" => is_one(first) || !is_one(second) && !is_call(first),
        _ => is_one(first) && !is_one(second),
    };
    if is_name_first && parse_expr(second).is_some() {
        let found = match sign.as_str() {
            "=" => "an assignment".to_owned(),
            ":" => format!("`{}:`", text(first)),
            sign => format!("`{} {sign}`", text(first)),
        };
        let mistake = mistakes::MANAGER_BEHIND_SIGN.with(&found);
        let error = mistake.over(&tokens[..at + length]);
        return Some((error, Saved::new(second, first)));
    }
    parse_pattern(second)?;
    Some((mistakes::AS_MISSING.at(rest), Saved::new(first, second)))
}

/// `let name = manager` and `let name: Type = manager`.
pub(super) fn let_statement(tokens: &[TokenTree]) -> (Error, Saved) {
    let find = |sign| tokens.iter().position(|token| is_punct(token, sign));
    let equals = find('=').unwrap_or(tokens.len());
    let name = &tokens[1..find(':').unwrap_or(equals).min(equals)];
    let manager = tokens.get(equals + 1..).unwrap_or(&[]);
    (mistakes::LET.at(tokens), Saved::new(manager, name))
}

/// Whether `first` is a name and `second` can only be the manager.
pub(super) fn is_swapped(first: &[TokenTree], second: &[TokenTree]) -> bool {
    matches!(first, [name] if is_name(name)) && is_call(second)
}

/// Whether something is called, so that it is no name.
fn is_call(tokens: &[TokenTree]) -> bool {
    matches!(
        parse_expr(tokens),
        Some(Expr::Call(_) | Expr::MethodCall(_) | Expr::Try(_) | Expr::Await(_) | Expr::Macro(_))
    )
}
