//! The body of a block, read.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::Parser as _;
use syn::visit::Visit;
use syn::{Block, Expr, Macro, Stmt};

/// The body of a `with!`.
pub(crate) struct Body {
    /// The body in its braces, as it was written.
    pub(crate) group: Group,
    /// Its statements; `None` when they do not parse, and then rustc is left to say why.
    pub(crate) stmts: Option<Vec<Stmt>>,
}

impl Body {
    pub(crate) fn parse(group: Group) -> Self {
        let stmts = Block::parse_within.parse2(group.stream()).ok();
        Self { group, stmts }
    }

    /// A body in `< >`, or one that is a labelled block: in braces of our own.
    pub(crate) fn braced(tokens: &[TokenTree]) -> Self {
        let mut group = Group::new(Delimiter::Brace, tokens.iter().cloned().collect());
        if let Some(last) = tokens.last() {
            group.set_span(proc_macro2::Span::mixed_site().located_at(last.span()));
        }
        Self::parse(group)
    }

    /// The same braces around other statements.
    pub(crate) fn regroup(&self, tokens: TokenStream) -> Group {
        let mut group = Group::new(Delimiter::Brace, tokens);
        group.set_span(self.group.span());
        group
    }
}

/// The `with!` that is the value of `stmts`, if they end in one.
pub(crate) fn tail_with(stmts: &[Stmt]) -> Option<&Macro> {
    let mac = match stmts.last()? {
        Stmt::Macro(tail) if tail.semi_token.is_none() => &tail.mac,
        Stmt::Expr(Expr::Macro(tail), None) => &tail.mac,
        _ => return None,
    };
    is_with(mac).then_some(mac)
}

/// Whether `mac` is a `with!`. By name, as nothing else is known here; a `with!` under another name is
/// an opaque macro.
pub(crate) fn is_with(mac: &Macro) -> bool {
    mac.path
        .segments
        .last()
        .is_some_and(|segment| segment.ident == "with")
}

/// Whether a body with these statements plainly never reaches its end.
///
/// Only what the syntax proves: such a body is not finished, so a wrong answer would lose an `exit`.
pub(crate) fn diverges(stmts: &[Stmt]) -> bool {
    match stmts.last() {
        Some(Stmt::Expr(expr, _)) => match expr {
            Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => true,
            Expr::Loop(site) => {
                site.label.is_none() && {
                    let mut breaks = Breaks(false);
                    breaks.visit_block(&site.body);
                    !breaks.0
                }
            }
            _ => false,
        },
        _ => false,
    }
}

/// Looks for anything that might end a loop: every `break`, and every macro.
struct Breaks(bool);

impl Visit<'_> for Breaks {
    fn visit_expr_break(&mut self, _: &syn::ExprBreak) {
        self.0 = true;
    }

    fn visit_macro(&mut self, _: &Macro) {
        self.0 = true;
    }
}
