//! `{ let pattern = enter; body }`.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Pat;

use super::spans::{at, respan};
use super::{Emitter, Names, early_value, watch};
use crate::binding::Binding;
use crate::with::model::{Block, Content};
use crate::with::names::local;

impl Emitter {
    /// The body is a branch of an `if`: its temporaries end with it in every edition, and what follows
    /// a body that always leaves is not reported as unreachable.
    pub(super) fn emit_entered(&self, block: &mut Block) -> TokenStream {
        let place = block.place;
        let bind = self.emit_binding(block);
        let entered = match &mut block.content {
            Content::Body(body) => {
                let body = self.emit_body(body);
                quote_spanned! {place=>
                    if true #body else { __scoped::absurd(!__scoped::UNREACHABLE) }
                }
            }
            // An arm is a branch that is no block, for as many items as rustc's stack has room for.
            Content::Item(inner) => {
                // A macro may jump in its expression.
                let resume = self.emit_resume();
                let inner = self.emit_nested(inner);
                let inner = if resume.is_empty() {
                    inner
                } else {
                    quote_spanned!(place=> { #resume #inner })
                };
                quote_spanned!(place=> match () { () => #inner })
            }
        };
        quote_spanned!(place=> { #bind #entered })
    }

    /// A block in the body of another.
    pub(super) fn emit_nested(&self, block: &mut Block) -> TokenStream {
        let arm = self.emit_arm(block);
        self.emit_match(block, None, &arm)
    }

    fn emit_binding(&self, block: &Block) -> TokenStream {
        let place = block.place;
        let entered = match block.asyncness {
            None => self.emit_enter(block),
            Some(_) => self.emit_async_enter(block),
        };
        // Where the manager stands, for what rustc has to say of the value.
        let value = at(&local("value"), block.range.0);
        match &block.binding {
            Binding::Nothing => quote_spanned!(place=> let #value = #entered;),
            Binding::Pattern(read, pattern) if matches!(**read, Pat::Ident(_)) => {
                quote_spanned!(place=> let #pattern = #entered;)
            }
            // What the pattern does not bind lives as long as what it does.
            Binding::Pattern(_, pattern) => {
                let mutable =
                    binds_by_mutable_reference(pattern).then(|| quote_spanned!(place=> mut));
                // Of a value that does not fit, rustc shows this type, or all of the call.
                let manager = syn::Token![_](block.range.0);
                quote_spanned! {place=>
                    let #mutable #value = #entered;
                    let #pattern: #manager = #value;
                }
            }
        }
    }

    fn emit_enter(&self, block: &Block) -> TokenStream {
        let Names {
            guard_lent,
            exit_type,
            with,
            ..
        } = self.names(block);
        let lend = self.emit_lend(block);
        let enter = self.call(block, "enter", guard_lent.clone());
        let error = quote_spanned!(block.place=> !__scoped_error);
        let not_entered = early_value(block, exit_type, "not_entered", error);
        quote_spanned! {block.place=>
            match #lend(#enter) {
                __scoped::Ok(__scoped_value) => __scoped_value,
                __scoped::Err(__scoped_error) => { break #with #not_entered }
            }
        }
    }

    /// The value may borrow from the manager, so how far that has got is noted beside it; and the future
    /// of `enter` is awaited in a statement of its own, to be gone by then.
    fn emit_async_enter(&self, block: &Block) -> TokenStream {
        let Names {
            guard_lent,
            exit_type,
            with,
            ..
        } = self.names(block);
        let lend = self.emit_lend(block);
        let (first, last) = block.range;
        let begin = self.call(block, "begin", guard_lent.clone());
        let manager = respan(&local("manager"), first, last);
        let enter = self.call(block, "AwaitedManager::enter", manager);
        let pinned = self.call(block, "pin!", enter);
        let entering = local("entering");
        let stage = local("stage");
        let awaited = self.call(block, "entering", quote!(#entering, #stage));
        let awaited = self.emit_await(block, awaited);
        let error = quote_spanned!(block.place=> !#exit_type.error(__scoped_error));
        let not_entered = early_value(block, exit_type, "not_entered", error);
        quote_spanned! {block.place=> {
            let (__scoped_manager, #stage) = #begin;
            let (__scoped_entered, #stage) = {
                let #entering = #pinned;
                #awaited
            };
            match #lend(__scoped_entered) {
                __scoped::Ok(__scoped_value) => {
                    #stage.succeeded();
                    __scoped_value
                }
                __scoped::Err(__scoped_error) => {
                    #stage.failed();
                    break #with #not_entered
                }
            }
        }}
    }

    /// `future.await`, where the `async` of the item stands: that is what is wrong in a function that is
    /// not async. The guards around are told of it as of any other, and of its end.
    pub(super) fn emit_await(&self, block: &Block, future: TokenStream) -> TokenStream {
        let span = block.asyncness.unwrap_or_else(Span::mixed_site);
        let dot = syn::Token![.](span);
        let keyword = syn::Token![await](span);
        if !self.marks_awaits() {
            return quote!(#future #dot #keyword);
        }
        let watch = watch();
        let suspending = self.call(block, "suspending", quote!(#future, #watch));
        quote_spanned!(block.place=> __scoped::resumed(#suspending #dot #keyword, #watch))
    }
}

/// Whether `ref mut` stands in a pattern.
fn binds_by_mutable_reference(pattern: &TokenStream) -> bool {
    let tokens: Vec<_> = pattern.clone().into_iter().collect();
    tokens.windows(2).any(|pair| {
        matches!(pair, [proc_macro2::TokenTree::Ident(first), proc_macro2::TokenTree::Ident(second)]
            if first == "ref" && second == "mut")
    }) || tokens.iter().any(|token| match token {
        proc_macro2::TokenTree::Group(group) => binds_by_mutable_reference(&group.stream()),
        _ => false,
    })
}
