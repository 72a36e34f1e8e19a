//! What can be told of patterns, expressions and macros by looking at them.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Item, Macro, Pat, PatIdent, Path, Stmt, UnOp};

use crate::binding::is_ident;
use crate::context_manager::model::Binding;
use crate::tokens::any_token;

/// `name`, `mut name` and `name: Type`.
pub(super) fn is_plain(pattern: &Pat) -> bool {
    match pattern {
        Pat::Ident(name) => {
            let is_local = !name.ident.to_string().starts_with(char::is_uppercase);
            is_local && name.by_ref.is_none() && name.subpat.is_none()
        }
        Pat::Type(typed) => is_plain(&typed.pat),
        _ => false,
    }
}

/// The names that a pattern binds. A capital letter begins a constant or a variant.
pub(super) fn bindings(pattern: &Pat, attributes: &[Attribute]) -> Vec<Binding> {
    struct Collect(Vec<Binding>, Vec<Attribute>);
    impl<'ast> Visit<'ast> for Collect {
        fn visit_pat_ident(&mut self, pattern: &'ast PatIdent) {
            let is_local = !pattern.ident.to_string().starts_with(char::is_uppercase);
            // The alternatives of an or-pattern bind the same names.
            let is_new = self.0.iter().all(|known| known.name != pattern.ident);
            if pattern.by_ref.is_none() && is_local && is_new {
                self.0.push(Binding {
                    name: pattern.ident.clone(),
                    mutability: pattern.mutability,
                    cfg: self.1.clone(),
                });
            }
            visit::visit_pat_ident(self, pattern);
        }
        fn visit_expr(&mut self, _: &'ast Expr) {}
    }
    let mut collect = Collect(Vec::new(), cfg_of(attributes));
    collect.visit_pat(pattern);
    collect.0
}

pub(super) fn cfg_of(attributes: &[Attribute]) -> Vec<Attribute> {
    let is_cfg = |attribute: &&Attribute| {
        attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr")
    };
    attributes.iter().filter(is_cfg).cloned().collect()
}

/// A name by itself.
pub(crate) fn name_of(expr: &Expr) -> Option<&Ident> {
    match expr {
        Expr::Path(path) if path.qself.is_none() => path.path.get_ident(),
        Expr::Paren(inner) => name_of(&inner.expr),
        Expr::Group(inner) => name_of(&inner.expr),
        _ => None,
    }
}

/// Whether a name may be mentioned: by itself, or in a format string.
pub(super) fn may_mention(tokens: TokenStream, name: &Ident) -> bool {
    any_token(tokens, &|token| match token {
        TokenTree::Ident(found) => found == name,
        TokenTree::Literal(literal) => literal.to_string().contains(&name.to_string()),
        _ => false,
    })
}

/// Looks for an expression that is the name.
pub(super) struct Mentions<'n>(pub(super) &'n Ident, pub(super) bool);

impl Visit<'_> for Mentions<'_> {
    fn visit_expr(&mut self, expr: &Expr) {
        match expr {
            // What is assigned to may be gone.
            Expr::Assign(assignment) if name_of(&assignment.left).is_some() => {
                self.visit_expr(&assignment.right);
            }
            _ => {
                self.1 |= name_of(expr) == Some(self.0);
                visit::visit_expr(self, expr);
            }
        }
    }

    fn visit_item(&mut self, _: &Item) {}
}

/// Whether something is borrowed in a value that lives as long as the local of that value.
pub(super) fn extends(value: &Expr) -> bool {
    match value {
        Expr::Reference(inner) => !is_place(&inner.expr),
        Expr::Paren(inner) => extends(&inner.expr),
        Expr::Group(inner) => extends(&inner.expr),
        Expr::Cast(inner) => extends(&inner.expr),
        Expr::Tuple(tuple) => tuple.elems.iter().any(extends),
        Expr::Array(array) => array.elems.iter().any(extends),
        Expr::Struct(literal) => literal.fields.iter().any(|field| extends(&field.expr)),
        // A tuple struct may be called so.
        Expr::Call(call) => call.args.iter().any(extends),
        Expr::Block(_) | Expr::Unsafe(_) | Expr::If(_) | Expr::Match(_) | Expr::Loop(_) => true,
        _ => false,
    }
}

/// Whether it is a local, or a part of it.
pub(super) fn is_place(expr: &Expr) -> bool {
    match expr {
        Expr::Path(_) => true,
        Expr::Field(field) => is_place(&field.base),
        Expr::Index(index) => is_place(&index.expr),
        Expr::Paren(inner) => is_place(&inner.expr),
        Expr::Unary(inner) => matches!(inner.op, UnOp::Deref(_)) && is_place(&inner.expr),
        _ => false,
    }
}

/// Whether a macro is one that makes a value of its own, by its name. Others may borrow what they are given, or what they
/// make.
pub(super) fn makes_its_own_value(mac: &Macro) -> bool {
    let known = [
        "format",
        "vec",
        "matches",
        "println",
        "print",
        "eprintln",
        "eprint",
        "write",
        "writeln",
        "assert",
        "assert_eq",
        "assert_ne",
        "debug_assert",
        "debug_assert_eq",
        "debug_assert_ne",
        "panic",
        "todo",
        "unimplemented",
        "unreachable",
    ];
    let name = mac.path.segments.last();
    name.is_some_and(|name| known.iter().any(|known| name.ident == known))
}

/// Whether `self` stands in these statements as an expression only, and in no macro, so that it can be called by another
/// name.
pub(crate) fn names_self_plainly(statements: &[Stmt]) -> bool {
    struct Search(bool);
    impl Visit<'_> for Search {
        fn visit_macro(&mut self, mac: &Macro) {
            self.0 &= !may_mention(mac.tokens.clone(), &Ident::new("self", Span::call_site()));
        }
        fn visit_item(&mut self, item: &Item) {
            let is_self = |token: &TokenTree| is_ident(token, "self");
            self.0 &= !any_token(item.to_token_stream(), &is_self);
        }
        fn visit_path(&mut self, path: &Path) {
            let is_module = path.segments.len() > 1 && path.segments[0].ident == "self";
            self.0 &= !is_module;
            visit::visit_path(self, path);
        }
    }
    let mut search = Search(true);
    for statement in statements {
        search.visit_stmt(statement);
    }
    search.0
}
