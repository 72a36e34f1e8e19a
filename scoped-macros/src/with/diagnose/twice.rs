//! A name that two items bind, so that the first is out of reach.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::PatIdent;
use syn::visit::{self, Visit};

use super::mistakes;
use crate::binding::Binding;
use crate::error::Error;
use crate::tokens::any_token;
use crate::with::parse::Item;

/// One that a later item's expression uses was in reach there, and is shadowed as by a second `let`.
pub(super) fn check<'i>(items: impl IntoIterator<Item = &'i Item>) -> Vec<Error> {
    let mut errors = Vec::new();
    let mut names: Vec<Ident> = Vec::new();
    for item in items {
        let expr = item.bound.expr.to_token_stream();
        names.retain(|name| !mentions(expr.clone(), &name.to_string()));
        let mut bound = Names::default();
        if let Binding::Pattern(pattern, _) = &item.bound.binding {
            bound.visit_pat(pattern);
        }
        let again = bound.0.iter().filter(|name| names.contains(name));
        errors.extend(again.map(|name| mistakes::NAME_TWICE.at(&[name.clone().into()])));
        names.append(&mut bound.0);
    }
    errors
}

/// Whether a name stands in `tokens`, be it in a format string.
fn mentions(tokens: TokenStream, name: &str) -> bool {
    any_token(tokens, &|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Literal(literal) => literal.to_string().contains(name),
        _ => false,
    })
}

/// The names that a pattern binds. One that begins with `_` is not meant to be reached, and one that
/// begins with a capital may be a constant.
#[derive(Default)]
struct Names(Vec<Ident>);

impl Visit<'_> for Names {
    fn visit_pat_ident(&mut self, pattern: &PatIdent) {
        if pattern.ident.to_string().starts_with(char::is_lowercase) {
            self.0.push(pattern.ident.clone());
        }
        visit::visit_pat_ident(self, pattern);
    }
}
