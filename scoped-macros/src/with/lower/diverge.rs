//! Bodies that plainly never reach their end.
//!
//! What is said here decides only which warnings rustc gives: a body is finished where it turns out to have an end.

use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprBreak, ExprLoop, Ident, Macro, Stmt};

use super::attributes::{attributes_of, is_certain};
use crate::tokens::range_of;
use crate::with::known_macros::likely_panics;
use crate::with::model::Divergence;

/// Whether a body with these statements plainly never reaches its end.
pub(super) fn divergence_of(stmts: &[Stmt]) -> Option<Divergence> {
    match stmts.last()? {
        Stmt::Expr(expr, _) => divergence_of_expr(expr),
        Stmt::Macro(site) if is_certain(&site.attrs) => divergence_of_macro(&site.mac),
        _ => None,
    }
}

fn divergence_of_expr(expr: &Expr) -> Option<Divergence> {
    if !is_certain(attributes_of(expr)) {
        return None;
    }
    match expr {
        Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => Some(certain(expr)),
        Expr::Loop(site) => divergence_of_loop(expr, site),
        Expr::Macro(site) => divergence_of_macro(&site.mac),
        Expr::Group(group) => divergence_of_expr(&group.expr),
        Expr::Paren(paren) => divergence_of_expr(&paren.expr),
        _ => None,
    }
}

fn certain(expr: &Expr) -> Divergence {
    let (first, last) = range_of(expr);
    Divergence::Certain(first, last)
}

fn divergence_of_macro(mac: &Macro) -> Option<Divergence> {
    likely_panics(mac).then_some(Divergence::Likely)
}

/// Whether nothing in a loop ends it but what leaves the body as well. In a macro, a `break` can hide.
fn divergence_of_loop(expr: &Expr, site: &ExprLoop) -> Option<Divergence> {
    let mut search = Breaks {
        label: site.label.as_ref().map(|label| &label.name.ident),
        inner_loops: 0,
        found: false,
        macros: false,
    };
    search.visit_block(&site.body);
    match (search.found, search.macros) {
        (true, _) => None,
        (false, true) => Some(Divergence::Likely),
        (false, false) => Some(certain(expr)),
    }
}

/// Looks for a `break` of a loop.
struct Breaks<'l> {
    label: Option<&'l Ident>,
    /// How many loops in that one are around; an unlabelled `break` is one of theirs.
    inner_loops: usize,
    found: bool,
    macros: bool,
}

impl Breaks<'_> {
    fn visit_inner_loop(&mut self, body: &Block) {
        self.inner_loops += 1;
        self.visit_block(body);
        self.inner_loops -= 1;
    }
}

impl<'ast> Visit<'ast> for Breaks<'_> {
    fn visit_expr_break(&mut self, site: &'ast ExprBreak) {
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

    fn visit_macro(&mut self, _: &'ast Macro) {
        self.macros = true;
    }
}
