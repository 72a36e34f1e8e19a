//! Whether something is awaited in a call, and where the guards are told of it.

use proc_macro2::TokenTree;
use syn::visit::{self, Visit};
use syn::{Expr, Macro, Stmt};

use super::{Lowering, Statement};
use crate::tokens::any_token;
use crate::with::model::Site;
use crate::with::parse::Call;

/// Whether something is awaited in a call.
pub(super) fn awaits(call: &Call) -> bool {
    let mut search = Awaits(call.items.iter().any(|item| item.asyncness.is_some()));
    for stmt in call.body.stmts.iter().flatten() {
        search.visit_stmt(stmt);
    }
    search.0
}

struct Awaits(bool);

impl<'ast> Visit<'ast> for Awaits {
    fn visit_expr_await(&mut self, _: &'ast syn::ExprAwait) {
        self.0 = true;
    }

    fn visit_macro(&mut self, mac: &'ast Macro) {
        // In a nested `with!`, an item may await.
        self.0 |= any_token(
            mac.tokens.clone(),
            &|token| matches!(token, TokenTree::Ident(word) if word == "await" || word == "async"),
        );
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        if !self.0 {
            visit::visit_expr(self, expr);
        }
    }

    fn visit_expr_async(&mut self, _: &'ast syn::ExprAsync) {}
    fn visit_item(&mut self, _: &'ast syn::Item) {}
}

impl Lowering {
    /// Walks over a statement. What stands before it, if a macro in it may jump: there, nothing is awaited any more.
    pub(super) fn in_statement(&mut self, walk: impl FnOnce(&mut Self)) -> Option<Stmt> {
        let around = std::mem::take(&mut self.statement);
        walk(self);
        let Statement { awaits, macros } = std::mem::replace(&mut self.statement, around);
        if !self.awaits || !macros {
            return None;
        }
        for site in awaits {
            if let Site::Await(site) = &mut self.sites[site] {
                site.beside_macro = true;
            }
        }
        Some(Stmt::Expr(self.add_site(Site::Resume), None))
    }
}
