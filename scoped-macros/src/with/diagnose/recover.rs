//! What is emitted when a call does not read: its errors, and everything else that the user wrote.
//!
//! Names, completion and later code stay alive, and nothing that follows from the mistake is reported a
//! second time: a `let` from `compile_error!` gives its name the error type, of which rustc says nothing.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::parse::Parser as _;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, ExprBreak, ExprContinue, Stmt};

use crate::binding::{Binding, parse_expr};
use crate::editor;
use crate::error::Error;
use crate::tokens::collect;
use crate::with::parse::Item;

/// What there is to emit of an item.
pub(super) struct Saved {
    expr: Option<TokenStream>,
    pattern: Option<TokenStream>,
}

impl Saved {
    /// Of an item with a mistake, these parts of it, where they parse.
    pub(super) fn new(expr: &[TokenTree], pattern: &[TokenTree]) -> Self {
        let (value, pattern) = (collect(expr), collect(pattern));
        let binds = syn::parse2::<Stmt>(quote!(let #pattern = error;)).is_ok();
        Self {
            expr: parse_expr(expr).map(|_| value),
            pattern: binds.then_some(pattern),
        }
    }

    /// Of an item that was read, all that rustc is not to explain.
    pub(super) fn of(item: Item) -> Self {
        Self {
            expr: match item.bound.expr {
                Expr::Verbatim(_) => None,
                expr => Some(expr.to_token_stream()),
            },
            pattern: match item.bound.binding {
                Binding::Nothing => None,
                Binding::Pattern(_, tokens) => Some(tokens),
            },
        }
    }
}

/// Input:  `with!(expr as pattern -> { body })`
/// Output: `{ let error = compile_error!(".."); if true { (expr) } else { error }; let pattern = error;
///         if true { body } else { error }; error }`
///
/// The `if`s give an expression whose type only the missing context would fix the error type too. So is
/// the value of the whole, since only the managers tell what `with!` makes of the body's value.
pub(super) fn expand(
    errors: &[Error],
    items: impl IntoIterator<Item = Saved>,
    body: Option<Group>,
) -> TokenStream {
    let Some((first, more)) = errors.split_first() else {
        unreachable!("a call without an error is expanded");
    };
    let error = Ident::new("__scoped_error", Span::mixed_site());
    let first = first.to_compile_error();
    let more = more.iter().map(Error::to_compile_error);
    let mut items: Vec<_> = items.into_iter().collect();
    // For an editor, before the errors: a text may quote the name at the cursor, and so be longer with it.
    let before = items
        .iter_mut()
        .filter(|_| editor::expands())
        .filter_map(|item| item.expr.take());
    let before = quote_spanned!(Span::mixed_site()=> #(let _ = #before;)*);
    let items = items.into_iter().map(|Saved { expr, pattern }| {
        let (expr, pattern) = (expr.into_iter(), pattern.into_iter());
        quote_spanned! {Span::mixed_site()=>
            #(let _ = if true { (#expr) } else { #error };)*
            #(let #pattern = #error;)*
        }
    });
    let body = body.iter().map(without_jumps_of_loops);
    // Braces: of several `compile_error!`s in the place of an expression rustc reads only the first.
    quote_spanned! {Span::mixed_site()=> {
        #before
        let #error = #first;
        #(#more)*
        #(#items)*
        #(let _ = if true #body else { #error };)*
        #error
    }}
}

/// The body without its `break`s and `continue`s of a loop around it. In the body of another `with!`, which is rewritten,
/// they would be jumps through labelled blocks, and rustc would refuse them.
fn without_jumps_of_loops(body: &Group) -> TokenStream {
    let mut stmts = match Block::parse_within.parse2(body.stream()) {
        Ok(stmts) if !editor::expands() => stmts,
        _ => return body.to_token_stream(),
    };
    for stmt in &mut stmts {
        JumpsOfLoops.visit_stmt_mut(stmt);
    }
    let mut group = Group::new(body.delimiter(), quote!(#(#stmts)*));
    group.set_span(body.span());
    group.to_token_stream()
}

struct JumpsOfLoops;

impl VisitMut for JumpsOfLoops {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Break(ExprBreak { label: None, .. })
            | Expr::Continue(ExprContinue { label: None, .. }) => {
                *expr = Expr::Verbatim(quote_spanned!(Span::mixed_site()=> loop {}));
            }
            // Their jumps are their own.
            Expr::Loop(_)
            | Expr::While(_)
            | Expr::ForLoop(_)
            | Expr::Closure(_)
            | Expr::Async(_) => {}
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}
