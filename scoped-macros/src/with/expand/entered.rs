//! `{ let pattern = enter; body }`.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Pat;

use super::{Block, How, Names};
use crate::binding::Binding;
use crate::with::flow::Pass;
use crate::with::pads;
use crate::with::place::{at, range_of, respan};

impl Block {
    /// The body is a branch of an `if`: its temporaries end with it in every edition, and what follows
    /// a body that always leaves is not reported as unreachable.
    pub(super) fn expand_entered(&self, pass: &Pass) -> TokenStream {
        let bind = self.expand_binding();
        let body = match &self.how {
            How::Diverging(group) => {
                let stmts = group.stream();
                return quote_spanned!(Span::mixed_site()=> { #bind #stmts });
            }
            How::Plain(group) => group.to_token_stream(),
            How::Nested(block) => {
                let block = block.expand_nested(pass);
                quote_spanned!(Span::mixed_site()=> { #block })
            }
            How::Tail(stmts, block) => {
                let block = block.expand_nested(pass);
                quote_spanned!(Span::mixed_site()=> { #stmts #block })
            }
        };
        quote_spanned! {Span::mixed_site()=> {
            #bind
            if true #body else { __scoped::absurd(!__scoped::NEVER) }
        }}
    }

    fn expand_binding(&self) -> TokenStream {
        let entered = match self.asyncness {
            None => self.expand_enter(),
            Some(_) => self.expand_async_enter(),
        };
        // Where the manager stands, for what rustc has to say of the value.
        let value = at(&pads::local("value"), range_of(&self.expr).0);
        match &self.binding {
            Binding::Nothing => quote_spanned!(Span::mixed_site()=> let #value = #entered;),
            Binding::Pattern(read, pattern) if matches!(**read, Pat::Ident(_)) => {
                quote_spanned!(Span::mixed_site()=> let #pattern = #entered;)
            }
            // What the pattern does not bind lives as long as what it does.
            Binding::Pattern(_, pattern) => quote_spanned! {Span::mixed_site()=>
                let #value = #entered;
                let #pattern = #value;
            },
        }
    }

    fn expand_enter(&self) -> TokenStream {
        let Names {
            guard_lent,
            of,
            with,
            ..
        } = self.names();
        let enter = self.call("enter", guard_lent);
        quote_spanned! {Span::mixed_site()=>
            match #enter {
                __scoped::Ok(__scoped_value) => __scoped_value,
                __scoped::Err(__scoped_error) => {
                    break #with #of.not_entered(!#of.pass_error(__scoped_error))
                }
            }
        }
    }

    /// The value may borrow from the manager, so how far that has got is noted beside it; and the future
    /// of `enter` is awaited in a statement of its own, to be gone by then.
    fn expand_async_enter(&self) -> TokenStream {
        let Names {
            guard_lent,
            of,
            with,
            ..
        } = self.names();
        let (first, last) = range_of(&self.expr);
        let begin = self.call("begin", guard_lent);
        let manager = respan(&pads::local("manager"), first, last);
        let enter = self.await_(&self.call("AwaitedManager::enter", manager));
        quote_spanned! {Span::mixed_site()=> {
            let (__scoped_manager, __scoped_stage) = #begin;
            let __scoped_entered = #enter;
            match __scoped_entered {
                __scoped::Ok(__scoped_value) => {
                    __scoped_stage.succeeded();
                    __scoped_value
                }
                __scoped::Err(__scoped_error) => {
                    __scoped_stage.failed();
                    break #with #of.not_entered(!#of.pass_error(__scoped_error))
                }
            }
        }}
    }
}
