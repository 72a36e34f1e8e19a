//! The body of a block, read.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::Parser as _;
use syn::{Block, Expr, Ident, Macro, Stmt};

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

/// The name that a `with!` in a branch of a body's tail has between [`mark_branches`] and
/// [`unmark_branch`].
const BRANCH: &str = "__scoped_with_in_branch";

/// Marks each `with!` whose value may be that of `stmts`, because it stands in a branch of their tail.
pub(crate) fn mark_branches(stmts: &mut [Stmt]) {
    match stmts.last_mut() {
        Some(Stmt::Macro(tail)) if tail.semi_token.is_none() => mark_macro(&mut tail.mac),
        Some(Stmt::Expr(tail, None)) => mark_expr(tail),
        _ => {}
    }
}

fn mark_expr(tail: &mut Expr) {
    match tail {
        Expr::Macro(tail) => mark_macro(&mut tail.mac),
        Expr::Block(block) if block.label.is_none() => mark_branches(&mut block.block.stmts),
        Expr::Unsafe(block) => mark_branches(&mut block.block.stmts),
        Expr::Paren(paren) => mark_expr(&mut paren.expr),
        Expr::If(site) => {
            mark_branches(&mut site.then_branch.stmts);
            if let Some((_, otherwise)) = &mut site.else_branch {
                mark_expr(otherwise);
            }
        }
        Expr::Match(site) => {
            for arm in &mut site.arms {
                mark_expr(&mut arm.body);
            }
        }
        _ => {}
    }
}

fn mark_macro(mac: &mut Macro) {
    if is_with(mac) {
        rename(mac, BRANCH);
    }
}

/// Takes the mark off. Returns whether there was one.
pub(crate) fn unmark_branch(mac: &mut Macro) -> bool {
    let marked = mac
        .path
        .segments
        .last()
        .is_some_and(|segment| segment.ident == BRANCH);
    if marked {
        rename(mac, "with");
    }
    marked
}

fn rename(mac: &mut Macro, name: &str) {
    if let Some(segment) = mac.path.segments.last_mut() {
        segment.ident = Ident::new(name, segment.ident.span());
    }
}
