//! Expressions and types that came through a `macro_rules!`, as `$e:expr` and `$t:ty`.
//!
//! They stand in invisible delimiters, which rustc takes no notice of when they come from a procedural macro: `$e * 3`
//! with `1 + 2` would be 7. So these are made visible.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::spanned::Spanned as _;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, ExprParen, Item, Stmt, Type, TypeParen, token};

use crate::binding::is_ident;

/// Makes the delimiters visible, all over an expression, where nothing else is to be done.
pub(crate) fn make_visible(expr: &mut Expr) {
    Visible.visit_expr_mut(expr);
}

/// The same of an item.
pub(crate) fn make_visible_in_item(item: &mut Item) {
    Visible.visit_item_mut(item);
}

struct Visible;

impl VisitMut for Visible {
    fn visit_stmt_mut(&mut self, stmt: &mut Stmt) {
        take_out(stmt);
        visit_mut::visit_stmt_mut(self, stmt);
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        parenthesize(expr);
        visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_type_mut(&mut self, ty: &mut Type) {
        parenthesize_type(ty);
        visit_mut::visit_type_mut(self, ty);
    }
}

/// Takes one statement out, which stands there as it is: a block, or a `let`, which `syn` takes for that of a condition.
pub(crate) fn take_out(stmt: &mut Stmt) {
    while let Stmt::Expr(Expr::Group(group), semicolon) = stmt {
        let inner = &mut *group.expr;
        if matches!(inner, Expr::Block(_) | Expr::Unsafe(_) | Expr::Group(_)) {
            let inner = std::mem::replace(inner, Expr::Verbatim(TokenStream::new()));
            *stmt = Stmt::Expr(inner, *semicolon);
            continue;
        }
        let tokens = inner.to_token_stream();
        let first = tokens.clone().into_iter().next();
        let is_let = first.is_some_and(|first| is_ident(&first, "let"));
        match syn::parse2::<Stmt>(quote!(#tokens #semicolon)) {
            Ok(local) if is_let => *stmt = local,
            _ => return,
        }
    }
}

/// Makes them visible around one expression.
pub(crate) fn parenthesize(expr: &mut Expr) {
    while let Expr::Group(group) = expr {
        let place = Span::mixed_site().located_at(group.expr.span());
        let mut inner = std::mem::replace(&mut *group.expr, Expr::Verbatim(TokenStream::new()));
        let attributes = std::mem::take(&mut group.attrs);
        if !attributes.is_empty() || !is_operand(&inner) {
            inner = Expr::Paren(ExprParen {
                attrs: attributes,
                paren_token: token::Paren(place),
                expr: Box::new(inner),
            });
        }
        *expr = inner;
    }
}

/// Whether an expression means the same wherever it stands.
fn is_operand(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Array(_)
            | Expr::Await(_)
            | Expr::Call(_)
            | Expr::Field(_)
            | Expr::Group(_)
            | Expr::Index(_)
            | Expr::Lit(_)
            | Expr::MethodCall(_)
            | Expr::Paren(_)
            | Expr::Path(_)
            | Expr::Repeat(_)
            | Expr::Try(_)
            | Expr::Tuple(_)
    )
}

/// The same of one type.
pub(crate) fn parenthesize_type(ty: &mut Type) {
    while let Type::Group(group) = ty {
        let place = Span::mixed_site().located_at(group.elem.span());
        let mut inner = std::mem::replace(&mut *group.elem, Type::Verbatim(TokenStream::new()));
        // With several bounds, it is ambiguous behind a `&`.
        if matches!(inner, Type::TraitObject(_) | Type::ImplTrait(_)) {
            inner = Type::Paren(TypeParen {
                attrs: Vec::new(),
                paren_token: token::Paren(place),
                elem: Box::new(inner),
            });
        }
        *ty = inner;
    }
}
