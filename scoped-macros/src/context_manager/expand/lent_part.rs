//! What is lent, looked at: the local at the root of a reference, and the names in an expression.

use proc_macro2::{Ident, Span};
use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{Expr, ExprPath, Item, Macro, UnOp};

use crate::context_manager::check::{is_yield, name_of};
use crate::with::NestedCall;

/// The local at the root of a reference to a part of it: `&mut *guard`, `&self.rows[0]`, `dir.path()`.
pub(super) fn root_of(value: &Expr) -> Option<&Ident> {
    match value {
        Expr::Reference(inner) => root_of(&inner.expr),
        Expr::Field(field) => root_of(&field.base),
        Expr::Index(index) => root_of(&index.expr),
        Expr::MethodCall(call) => root_of(&call.receiver),
        Expr::Paren(inner) => root_of(&inner.expr),
        Expr::Unary(inner) if matches!(inner.op, UnOp::Deref(_)) => root_of(&inner.expr),
        _ => name_of(value),
    }
}

/// Writes a reference to that local in its place.
pub(super) fn replace_root(value: &mut Expr, reference: &Ident) {
    match value {
        Expr::Reference(inner) => replace_root(&mut inner.expr, reference),
        Expr::Field(field) => replace_root(&mut field.base, reference),
        Expr::Index(index) => replace_root(&mut index.expr, reference),
        Expr::MethodCall(call) => replace_root(&mut call.receiver, reference),
        Expr::Paren(inner) => replace_root(&mut inner.expr, reference),
        Expr::Unary(inner) => replace_root(&mut inner.expr, reference),
        root => {
            let span = Span::mixed_site().located_at(root.span());
            *root = Expr::Verbatim(quote_spanned!(span=> (*#reference)));
        }
    }
}

/// The other names that an expression needs.
pub(super) struct Names(pub(super) Vec<Ident>);

impl Visit<'_> for Names {
    fn visit_expr_path(&mut self, path: &ExprPath) {
        if let Some(name) = path.path.get_ident() {
            if !self.0.contains(name) {
                self.0.push(name.clone());
            }
        }
    }
}

/// Whether there is a `yield_!`.
pub(super) struct HasYield(pub(super) bool);

impl Visit<'_> for HasYield {
    fn visit_macro(&mut self, mac: &Macro) {
        self.0 |= is_yield(mac);
        if let Some(call) = NestedCall::read(mac) {
            call.stmts.iter().for_each(|stmt| self.visit_stmt(stmt));
        }
    }

    fn visit_item(&mut self, _: &Item) {}
}
