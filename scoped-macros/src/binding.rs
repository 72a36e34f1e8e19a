//! The split of an item at its last `as`.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::Parser as _;
use syn::{Expr, Pat};

use crate::tokens::collect;

/// What an item's value is bound to.
#[derive(Clone)]
pub(crate) enum Binding {
    /// Nothing, or `_`: the value only lives to the end of the body.
    Nothing,
    /// A pattern.
    Pattern(Box<Pat>, TokenStream),
}

/// An item's tokens, read.
#[derive(Clone)]
pub(crate) struct Bound {
    pub(crate) expr: Expr,
    pub(crate) binding: Binding,
}

/// Splits `expr [as pattern]` at the last top-level `as` that an expression stands before. `n as u32 as x`
/// binds `x`; the `as` of `<T as Trait>::open()` splits nothing.
///
/// What stands behind that `as` has to be a pattern: a cast alone needs parentheses.
pub(crate) fn split(tokens: &[TokenTree]) -> Option<Bound> {
    let split = last_as(tokens).and_then(|at| Some((at, parse_expr(&tokens[..at])?)));
    let Some((at, expr)) = split else {
        return parse_expr(tokens).map(|expr| Bound {
            expr,
            binding: Binding::Nothing,
        });
    };
    let binding = match parse_pattern(&tokens[at + 1..])? {
        Pat::Wild(_) => Binding::Nothing,
        pattern => Binding::Pattern(Box::new(pattern), collect(&tokens[at + 1..])),
    };
    Some(Bound { expr, binding })
}

/// Where the last top-level `as` stands.
pub(crate) fn last_as(tokens: &[TokenTree]) -> Option<usize> {
    tokens.iter().rposition(|token| is_ident(token, "as"))
}

/// Whether `token` is that word.
pub(crate) fn is_ident(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

/// All of `tokens` as an expression.
pub(crate) fn parse_expr(tokens: &[TokenTree]) -> Option<Expr> {
    syn::parse2(collect(tokens)).ok()
}

/// All of `tokens` as a pattern.
pub(crate) fn parse_pattern(tokens: &[TokenTree]) -> Option<Pat> {
    let is_mut = |token: &TokenTree| is_ident(token, "mut");
    match tokens {
        // rustc has a text and a suggestion for each of the two.
        [first, TokenTree::Group(_)] if is_mut(first) => Some(Pat::Verbatim(collect(tokens))),
        [first, second, TokenTree::Ident(_)] if is_mut(first) && is_mut(second) => {
            Some(Pat::Verbatim(collect(tokens)))
        }
        _ => Pat::parse_multi_with_leading_vert
            .parse2(collect(tokens))
            .ok(),
    }
}
