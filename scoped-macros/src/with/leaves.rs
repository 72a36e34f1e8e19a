//! Bodies that plainly never reach their end.

use syn::visit::{self, Visit};
use syn::{Expr, ExprLoop, Macro, Stmt};

use super::body::is_with;
use super::opaque::{self, Kind};

/// Whether a body with these statements plainly never reaches its end.
///
/// Only what the syntax proves: such a body is not finished, so a wrong answer would lose an `exit`.
pub(crate) fn always_leaves(stmts: &[Stmt]) -> bool {
    match stmts.last() {
        Some(Stmt::Expr(expr, _)) => match expr {
            Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => true,
            Expr::Loop(site) => never_ends(site),
            Expr::Macro(site) => opaque::always_panics(&site.mac),
            _ => false,
        },
        Some(Stmt::Macro(site)) => opaque::always_panics(&site.mac),
        _ => false,
    }
}

/// Whether nothing in a loop ends it but what leaves the body as well.
fn never_ends(site: &ExprLoop) -> bool {
    let mut search = Breaks {
        label: site.label.as_ref().map(|label| &label.name.ident),
        inner_loops: 0,
        found: false,
    };
    search.visit_block(&site.body);
    !search.found
}

/// Looks for a `break` of a loop, and for macros in which one can hide.
struct Breaks<'l> {
    label: Option<&'l syn::Ident>,
    /// How many loops in that one are around; an unlabelled `break` is one of theirs.
    inner_loops: usize,
    found: bool,
}

impl Breaks<'_> {
    fn visit_inner_loop(&mut self, body: &syn::Block) {
        self.inner_loops += 1;
        self.visit_block(body);
        self.inner_loops -= 1;
    }
}

impl<'ast> Visit<'ast> for Breaks<'_> {
    fn visit_expr_break(&mut self, site: &'ast syn::ExprBreak) {
        self.found |= match &site.label {
            Some(label) => self.label == Some(&label.ident),
            None => self.inner_loops == 0,
        };
        visit::visit_expr_break(self, site);
    }

    fn visit_expr_loop(&mut self, site: &'ast ExprLoop) {
        self.visit_inner_loop(&site.body);
    }

    fn visit_expr_while(&mut self, site: &'ast syn::ExprWhile) {
        self.visit_expr(&site.cond);
        self.visit_inner_loop(&site.body);
    }

    fn visit_expr_for_loop(&mut self, site: &'ast syn::ExprForLoop) {
        self.visit_expr(&site.expr);
        self.visit_inner_loop(&site.body);
    }

    /// What these hold cannot break a loop around them.
    fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {}
    fn visit_expr_async(&mut self, _: &'ast syn::ExprAsync) {}
    fn visit_item(&mut self, _: &'ast syn::Item) {}

    fn visit_macro(&mut self, mac: &'ast Macro) {
        if is_with(mac) {
            self.found = true;
            return;
        }
        match opaque::classify(mac) {
            Kind::Inert | Kind::Bails => {}
            Kind::Arguments(arguments)
            | Kind::Assert(arguments)
            | Kind::Dbg(arguments)
            | Kind::Join(arguments) => {
                for argument in &arguments.0 {
                    Visit::visit_expr(self, &argument.expr);
                }
            }
            Kind::Matches(_)
            | Kind::Select(_)
            | Kind::Ensures { .. }
            | Kind::Attempts
            | Kind::Opaque => self.found = true,
        }
    }
}
