//! What is emitted when a call does not read: its errors, and everything else that the user wrote.
//!
//! Names, completion and later code stay alive, and nothing that follows from the mistake is reported a
//! second time: a `let` from `compile_error!` gives its name the error type, of which rustc says nothing.

use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::parse::Parser as _;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr};

use crate::error::Error;

/// What could be read of an item.
#[derive(Default)]
pub(crate) struct Saved {
    pub(crate) expr: Option<TokenStream>,
    pub(crate) pattern: Option<TokenStream>,
}

/// Input:  `with!(expr as pattern -> { body })`
/// Output: `{ let error = compile_error!(".."); if true { (expr) } else { error }; let pattern = error;
///         if true { body } else { error }; error }`
///
/// The `if`s give an expression whose type only the missing context would fix the error type too. So is
/// the value of the whole, since only the managers tell what `with!` makes of the body's value.
pub(crate) fn expand(errors: &[Error], items: &[Saved], body: Option<&Group>) -> TokenStream {
    let Some((first, more)) = errors.split_first() else {
        unreachable!("a call without an error is expanded");
    };
    let error = Ident::new("__scoped_error", Span::mixed_site());
    let first = first.to_compile_error();
    let more = more.iter().map(Error::to_compile_error);
    let items = items.iter().map(|Saved { expr, pattern }| {
        let expr = expr.as_ref().map(
            |expr| quote_spanned!(Span::mixed_site()=> let _ = if true { (#expr) } else { #error };),
        );
        let pattern = pattern
            .as_ref()
            .map(|pattern| quote_spanned!(Span::mixed_site()=> let #pattern = #error;));
        quote_spanned!(Span::mixed_site()=> #expr #pattern)
    });
    let body = body.map(without_jumps_of_loops);
    let body = body
        .map(|body| quote_spanned!(Span::mixed_site()=> let _ = if true #body else { #error };));
    // Braces: of several `compile_error!`s in the place of an expression rustc reads only the first.
    quote_spanned! {Span::mixed_site()=> {
        let #error = #first;
        #(#more)*
        #(#items)*
        #body
        #error
    }}
}

/// The body without its `break`s and `continue`s of a loop around it. In the body of another `with!`, which is rewritten,
/// they would be jumps through labelled blocks, and rustc would refuse them.
fn without_jumps_of_loops(body: &Group) -> TokenStream {
    let Ok(mut stmts) = Block::parse_within.parse2(body.stream()) else {
        return body.to_token_stream();
    };
    let mut visitor = JumpsOfLoops { found: false };
    for stmt in &mut stmts {
        visitor.visit_stmt_mut(stmt);
    }
    if !visitor.found {
        return body.to_token_stream();
    }
    let mut group = Group::new(body.delimiter(), quote!(#(#stmts)*));
    group.set_span(body.span());
    group.to_token_stream()
}

struct JumpsOfLoops {
    found: bool,
}

impl VisitMut for JumpsOfLoops {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let is_jump = match expr {
            Expr::Break(site) => site.label.is_none(),
            Expr::Continue(site) => site.label.is_none(),
            // Their jumps are their own.
            Expr::Loop(_)
            | Expr::While(_)
            | Expr::ForLoop(_)
            | Expr::Closure(_)
            | Expr::Async(_) => return,
            _ => false,
        };
        if is_jump {
            self.found = true;
            *expr = Expr::Verbatim(quote_spanned!(Span::mixed_site()=> loop {}));
        } else {
            visit_mut::visit_expr_mut(self, expr);
        }
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}
