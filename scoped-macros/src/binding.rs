//! The split of an item at its last `as`.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::Parser as _;
use syn::{Expr, Pat};

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

/// Splits `expr [as pattern]` at the last top-level `as` that leaves an expression before and a pattern
/// behind it. `n as u32 as x` binds `x`; the `as` of `<T as Trait>::open()` splits nothing.
pub(crate) fn split(tokens: &[TokenTree]) -> Option<Bound> {
    if let Some(at) = last_as(tokens) {
        if let (Some(expr), Some(pattern)) =
            (parse_expr(&tokens[..at]), parse_pattern(&tokens[at + 1..]))
        {
            let binding = match pattern {
                Pat::Wild(_) => Binding::Nothing,
                pattern => Binding::Pattern(
                    Box::new(pattern),
                    tokens[at + 1..].iter().cloned().collect(),
                ),
            };
            return Some(Bound { expr, binding });
        }
    }
    parse_expr(tokens).map(|expr| Bound {
        expr,
        binding: Binding::Nothing,
    })
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
    syn::parse2(tokens.iter().cloned().collect()).ok()
}

/// All of `tokens` as a pattern.
pub(crate) fn parse_pattern(tokens: &[TokenTree]) -> Option<Pat> {
    Pat::parse_multi_with_leading_vert
        .parse2(tokens.iter().cloned().collect())
        .ok()
}
