//! An item without its `as`: nothing stands there, or `=`, `:`, `in` and the like, with the manager before it or behind; or
//! a word stands before the item.

use proc_macro2::{Delimiter, TokenTree};
use quote::ToTokens as _;
use syn::{BinOp, Expr, Pat, Type};

use super::header::Wrong;
use super::mistakes;
use super::recover::Saved;
use super::words::{end_of, first_word, is_leading, is_lowercase, is_name, is_primitive, text};
use crate::binding::{Binding, is_ident, last_as, parse_expr, parse_pattern};
use crate::tokens::is_punct;
use crate::with::parse::{Item, parse_item, parse_items};

/// What is wrong with such an item; `None` when there is no telling.
pub(super) fn explain(tokens: &[TokenTree]) -> Option<Wrong> {
    // `open()? |f|`, of which `open()? | f` would be an expression.
    if let [expr @ .., open, name, close] = tokens {
        let in_bars = is_punct(open, '|') && is_punct(close, '|') && is_name(name);
        if in_bars && parse_expr(expr).is_some() {
            let name = std::slice::from_ref(name);
            let error = mistakes::AS_MISSING.item(expr, name);
            return Some(Wrong::new(
                error.at(&tokens[expr.len()..]),
                Saved::new(expr, name),
            ));
        }
    }
    let is_manager = |expr: Expr| !matches!(expr, Expr::Cast(_));
    let at = (1..tokens.len())
        .rev()
        .find(|&at| parse_expr(&tokens[..at]).is_some_and(is_manager))?;
    let (expr, rest) = tokens.split_at(at);
    if let Some(wrong) = bound_by_sign(tokens, at, sign_length(rest)) {
        return Some(wrong);
    }
    match rest {
        [name] if is_name(name) => {
            let error = mistakes::AS_MISSING.item(expr, rest).at(rest);
            Some(Wrong::new(error, Saved::new(expr, rest)))
        }
        [word, again, name @ ..] if is_ident(word, "async") && is_ident(again, "as") => {
            let error = mistakes::ASYNC_BEHIND_MANAGER.item(expr, name).at(rest);
            Some(Wrong::new(error, Saved::new(expr, name)))
        }
        _ => {
            parse_item(rest)?;
            let error = mistakes::COMMA_OR_AS_MISSING.at(rest);
            Some(Wrong::new(error, Saved::new(expr, &[])).before(rest))
        }
    }
}

/// How many of `tokens` may be meant to bind: `:`, `:=`, `=>`, `->`, or a word such as `in`.
fn sign_length(tokens: &[TokenTree]) -> usize {
    match tokens {
        [TokenTree::Punct(first), ..] if ":=-@".contains(first.as_char()) => {
            first_word(tokens).len()
        }
        _ if text(first_word(tokens)) == "<-" => 2,
        [word, TokenTree::Ident(_), ..] if is_name(word) || is_ident(word, "in") => 1,
        _ => 0,
    }
}

/// `manager sign name`, or from the other end `name sign manager`, with the sign in `tokens[at..]`.
fn bound_by_sign(tokens: &[TokenTree], at: usize, length: usize) -> Option<Wrong> {
    let (first, rest) = tokens.split_at(at);
    let (sign, second) = rest.split_at(length);
    let sign = text(sign);
    let is_one = |tokens: &[TokenTree]| matches!(tokens, [name] if is_name(name));
    let is_name_first = match sign.as_str() {
        "" => return None,
        "=" | "==" | "<-" => is_one(first) || !is_one(second) && !is_call(first),
        _ => is_one(first) && !is_one(second),
    };
    if is_name_first && parse_expr(second).is_some() {
        let found = match sign.as_str() {
            "=" => "an assignment".to_owned(),
            ":" => format!("`{}:`", text(first)),
            sign => format!("`{} {sign}`", text(first)),
        };
        // `name: Type = manager`.
        let equals = second.iter().position(|token| is_punct(token, '='));
        let manager = match equals.filter(|_| sign == ":") {
            Some(equals) => &second[equals + 1..],
            None => second,
        };
        let mistake = mistakes::MANAGER_BEHIND_SIGN.with(&found);
        let error = mistake.item(manager, first).over(&tokens[..at + length]);
        return Some(Wrong::new(error, Saved::new(manager, first)));
    }
    parse_pattern(second)?;
    let error = mistakes::AS_MISSING.item(first, second).at(rest);
    Some(Wrong::new(error, Saved::new(first, second)))
}

/// What is wrong with an item that is an expression to Rust, but binds by a sign: `name = manager`; or two that `&&` and the
/// like join.
pub(super) fn check(item: &Item, tokens: &[TokenTree]) -> Option<Wrong> {
    let length = |expr: &Expr| expr.to_token_stream().into_iter().count();
    match &item.bound.expr {
        Expr::Let(_) => Some(declaration(tokens, tokens)),
        Expr::Assign(assign) => bound_by_sign(tokens, length(&assign.left), 1),
        Expr::Async(block) => {
            let error = mistakes::ASYNC_EXPRESSION.at(&tokens[block.attrs.len()..]);
            let name = match &item.bound.binding {
                Binding::Pattern(_, name) => name.clone().into_iter().collect(),
                Binding::Nothing => Vec::new(),
            };
            Some(Wrong::new(error, Saved::new(tokens, &name)))
        }
        Expr::Binary(binary) => {
            let left = length(&binary.left);
            match binary.op {
                BinOp::Eq(_) => bound_by_sign(tokens, left, 2),
                _ => joined(item, tokens),
            }
        }
        _ => None,
    }
}

/// `manager as name && manager as name`, of which Rust makes a cast and an operator.
fn joined(item: &Item, tokens: &[TokenTree]) -> Option<Wrong> {
    let mut first = &item.bound.expr;
    while let Expr::Binary(binary) = first {
        first = &binary.left;
    }
    let Expr::Cast(cast) = first else {
        return None;
    };
    let Type::Path(name) = &*cast.ty else {
        return None;
    };
    let is_type = name.path.get_ident().is_none_or(is_primitive) || !is_lowercase(&name.path);
    let Binding::Pattern(_, binding) = item.bound.binding.clone() else {
        return None;
    };
    let (first, rest) = tokens.split_at(first.to_token_stream().into_iter().count());
    let at = first.len().checked_sub(2).filter(|_| !is_type)?;
    let (sign, next) = rest.split_at(first_word(rest).len());
    let mut next = next.to_vec();
    next.extend(quote::quote!(as #binding));
    let error = mistakes::COMMA_MISSING.with(&end_of(first)).at(sign);
    Some(Wrong::new(error, Saved::new(&first[..at], &first[at + 1..])).before(&next))
}

/// `let name = manager`, `let name: Type = manager`, `for name in manager`, with the error at the first of `tokens`.
pub(super) fn declaration(tokens: &[TokenTree], inside: &[TokenTree]) -> Wrong {
    let leading = inside.iter().take_while(|token| is_leading(token)).count();
    let before = leading.checked_sub(1).and_then(|last| inside.get(last));
    // `mut` belongs to the name.
    let begin = leading - usize::from(before.is_some_and(|word| is_ident(word, "mut")));
    let colon = inside.iter().position(|token| is_punct(token, ':'));
    let (name, manager) = match (inside.iter().position(binds), last_as(inside)) {
        (Some(sign), _) => {
            let end = colon.unwrap_or(sign).min(sign);
            (&inside[begin..end], &inside[sign + 1..])
        }
        (None, Some(at)) => (&inside[at + 1..], &inside[leading..at]),
        (None, None) => (&inside[begin..], &inside[..0]),
    };
    let error = mistakes::DECLARATION.item(manager, name).at(tokens);
    Wrong::new(error, Saved::new(manager, name))
}

/// Whether a name stands before this token, and what it is bound to behind.
fn binds(token: &TokenTree) -> bool {
    is_punct(token, '=') || is_ident(token, "in")
}

/// An item behind a word such as `with` or `var`; `None` where it is none with that word removed.
pub(super) fn leading_word(tokens: &[TokenTree]) -> Option<Wrong> {
    let [word, rest @ ..] = tokens else {
        return None;
    };
    if !is_leading(word) {
        return None;
    }
    // `using (var name = manager)`.
    let group: Vec<_> = match rest {
        [TokenTree::Group(group)] => group.stream().into_iter().collect(),
        _ => Vec::new(),
    };
    if group.iter().any(binds) {
        return Some(declaration(tokens, &group));
    }
    if is_ident(word, "let") || rest.iter().any(binds) {
        return Some(declaration(tokens, tokens));
    }
    let item = parse_item(rest)?;
    let (expr, name) = match last_as(rest) {
        Some(at) => (&rest[..at], &rest[at + 1..]),
        None => (rest, &rest[..0]),
    };
    let error = mistakes::LEADING_WORD.item(expr, name).at(tokens);
    Some(Wrong::new(error, Saved::of(item)))
}

/// `(expr as name, expr as name)`, as Python has it, and `with` before it. To Rust this is a tuple of casts to types in lower case, of
/// which there are the primitive ones.
pub(super) fn in_brackets(tokens: &[TokenTree]) -> Option<Wrong> {
    let (word, group) = match tokens {
        [TokenTree::Group(group)] => (None, group),
        [word, TokenTree::Group(group)] if is_leading(word) => (Some(word), group),
        _ => return None,
    };
    let brackets = match group.delimiter() {
        Delimiter::Parenthesis => "parentheses",
        Delimiter::Bracket => "brackets",
        Delimiter::Brace => "braces",
        Delimiter::None => return None,
    };
    let inside: Vec<_> = group.stream().into_iter().collect();
    let binds = |item: &Item| match &item.bound.binding {
        Binding::Pattern(pattern, _) => {
            matches!(&**pattern, Pat::Ident(name)
                if !is_primitive(&name.ident) && name.ident.to_string().starts_with(char::is_lowercase))
        }
        Binding::Nothing => false,
    };
    if !parse_items(&inside)?.iter().all(binds) {
        return None;
    }
    let error = match word {
        None => mistakes::ITEMS_IN_BRACKETS.with(brackets),
        Some(_) => mistakes::LEADING_WORD_AND_BRACKETS.with(brackets),
    };
    let error = error.items(&inside).at(tokens);
    Some(Wrong::nothing_left(error).before(&inside))
}

/// Whether `first` is a name and `second` can only be the manager.
pub(super) fn is_swapped(first: &[TokenTree], second: &[TokenTree]) -> bool {
    let is_lower = |name: &TokenTree| name.to_string().starts_with(char::is_lowercase);
    matches!(first, [name] if is_name(name) && is_lower(name)) && is_call(second)
}

/// Whether something is called, so that it is no name.
fn is_call(tokens: &[TokenTree]) -> bool {
    matches!(
        parse_expr(tokens),
        Some(Expr::Call(_) | Expr::MethodCall(_) | Expr::Try(_) | Expr::Await(_) | Expr::Macro(_))
    )
}
