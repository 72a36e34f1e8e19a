//! Items that parse, and can only be a mistake.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::visit::{self, Visit};
use syn::{Expr, PatIdent};

use super::words::written_or;
use super::{item, name};
use crate::binding::Binding;
use crate::error::Error;
use crate::with::diagnose::recover::Saved;
use crate::with::parse::Item;

/// The mistakes in items that all parse.
pub(crate) fn check(items: &[Item]) -> Vec<Error> {
    let mut errors: Vec<_> = items
        .iter()
        .filter_map(check_item)
        .map(|(error, _)| error)
        .collect();
    errors.extend(check_names(items));
    errors
}

/// A mistake in an item that parses, and what to keep of it.
pub(super) fn check_item(item: &Item) -> Option<(Error, Saved)> {
    let tokens: Vec<TokenTree> = item.bound.expr.to_token_stream().into_iter().collect();
    match &item.bound.expr {
        Expr::Let(_) => {
            let error = item::let_statement(&tokens[0], &tokens[1..]);
            return Some((error, item::save_assignment(&tokens[1..])));
        }
        Expr::Assign(assign) => return Some(assignment(assign, &tokens)),
        _ => {}
    }
    match &item.bound.binding {
        Binding::Nothing => None,
        Binding::Pattern(pattern, written) => {
            let written: Vec<TokenTree> = written.clone().into_iter().collect();
            name::check_pattern(&tokens, pattern, &written)
        }
    }
}

/// `f = open()?` or, from the other end, `open()? = f`.
fn assignment(assign: &syn::ExprAssign, tokens: &[TokenTree]) -> (Error, Saved) {
    let side = |expr: &Expr| -> Vec<TokenTree> { expr.to_token_stream().into_iter().collect() };
    let (left, right) = (side(&assign.left), side(&assign.right));
    let is_name = |expr: &Expr| matches!(expr, Expr::Path(path) if path.path.get_ident().is_some());
    let help = |expr: &[TokenTree], name: &[TokenTree]| {
        format!(
            "`{} as {}`",
            written_or(expr, "expr"),
            written_or(name, "name")
        )
    };
    if is_name(&assign.right) && !is_name(&assign.left) {
        let error = Error::at(
            assign.eq_token.span,
            "expected `as` before the name, found `=`",
        );
        (
            error.help(format!("write {}", help(&left, &right))),
            item::saved(Some(&left), Some(&right)),
        )
    } else {
        let range = tokens[..=left.len()].iter().cloned().collect();
        let error = Error::over(&range, "expected a manager expression, found an assignment");
        (
            error.help(format!("the manager comes first: {}", help(&right, &left))),
            item::saved(Some(&right), is_name(&assign.left).then_some(&*left)),
        )
    }
}

/// A name that two items bind, so that the first is out of reach. One that a later item's expression uses
/// was in reach there, and is shadowed as by a second `let`.
pub(super) fn check_names<'i>(items: impl IntoIterator<Item = &'i Item>) -> Vec<Error> {
    let mut errors = Vec::new();
    let mut names: Vec<Ident> = Vec::new();
    for item in items {
        let expr = item.bound.expr.to_token_stream();
        names.retain(|name| !mentions(expr.clone(), &name.to_string()));
        let mut bound = Names::default();
        if let Binding::Pattern(pattern, _) = &item.bound.binding {
            bound.visit_pat(pattern);
        }
        for name in &bound.0 {
            if names.contains(name) {
                let message = format!("the name `{name}` is used by two managers in this `with!`");
                errors.push(
                    Error::at(name.span(), message)
                        .help("rename one of them; the body could not reach the first"),
                );
            }
        }
        names.append(&mut bound.0);
    }
    errors
}

/// Whether a name stands in `tokens`, be it in a format string.
fn mentions(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => mentions(group.stream(), name),
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Literal(literal) => literal.to_string().contains(name),
        TokenTree::Punct(_) => false,
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
