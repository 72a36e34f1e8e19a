//! The normal end: the body's value, exit, and the value of `with!`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{Block, How, Names, Place, look_name};
use crate::with::flow::Pass;
use crate::with::place::{range_of, respan};

/// The way to look at a value of which nothing but its type is known.
fn plainly() -> TokenStream {
    quote!((0, 0, 0, 0))
}

impl Block {
    /// The end of the body, as the value of `'with` or, where there are `pads` around it, as a `break`
    /// with that value.
    pub(super) fn expand_finish(
        &self,
        pass: &Pass,
        outer: Option<&Ident>,
        pads: bool,
    ) -> TokenStream {
        let Names { with, .. } = self.names();
        let entered = self.expand_entered(pass);
        let leave = pads.then(|| quote_spanned!(Span::mixed_site()=> break #with));
        match (&self.how, self.asyncness) {
            // It has no end to finish at.
            (How::Diverging(_), _) => {
                let unfinished = self.expand_unfinished(outer);
                quote_spanned!(Span::mixed_site()=> #unfinished #entered)
            }
            (_, None) => {
                let finish = self.expand_sync_finish(&entered, outer);
                quote_spanned!(Span::mixed_site()=> #leave #finish)
            }
            (_, Some(_)) => self.expand_async_finish(&entered, outer, leave.as_ref()),
        }
    }

    fn how(&self) -> TokenStream {
        match self.how {
            How::Plain(_) | How::Diverging(_) => plainly(),
            How::Nested(_) | How::Tail(..) | How::Branching(_) => {
                let look = look_name(self.level);
                quote!(#look)
            }
        }
    }

    /// What the body around a block is told, for it to look at the block's value: the way into that, the
    /// plain way, and where to put it.
    fn told(&self, outer: Option<&Ident>) -> Option<(&'static str, TokenStream)> {
        let plainly = plainly();
        match (self.place, outer) {
            (Place::Tail, Some(outer)) => {
                let how = match self.how {
                    How::Branching(_) => plainly.clone(),
                    _ => self.how(),
                };
                Some(("inner", quote!(#how, #plainly, #outer)))
            }
            (Place::Branch(level), _) => {
                let outer = look_name(level);
                // What a branch of this body has chosen is not known to the types.
                let how = match self.how {
                    How::Branching(_) => plainly.clone(),
                    _ => self.how(),
                };
                Some(("branch", quote!(#how, #plainly, &mut #outer)))
            }
            _ => None,
        }
    }

    /// `of.finish(body, guard, how)`.
    fn expand_sync_finish(&self, entered: &TokenStream, outer: Option<&Ident>) -> TokenStream {
        let Names {
            guard_moved, of, ..
        } = self.names();
        let (first, last) = range_of(&self.expr);
        let of = respan(&of, first, last);
        let how = self.how();
        match self.told(outer) {
            Some((place, told)) => {
                let finish = Ident::new(&format!("finish_{place}"), Span::mixed_site());
                quote_spanned! {Span::mixed_site()=>
                    #of.#finish(#entered, #guard_moved, #how, #told)
                }
            }
            None => quote_spanned! {Span::mixed_site()=>
                #of.finish(#entered, #guard_moved, #how)
            },
        }
    }

    /// The same in steps, since `exit` is awaited in the user's function.
    fn expand_async_finish(
        &self,
        entered: &TokenStream,
        outer: Option<&Ident>,
        leave: Option<&TokenStream>,
    ) -> TokenStream {
        let Names {
            of,
            kind_used,
            value,
            ..
        } = self.names();
        let told = self.told(outer).map(|(place, told)| {
            let tell = Ident::new(place, Span::mixed_site());
            quote_spanned!(Span::mixed_site()=> #of.#tell(#value, #told);)
        });
        let how = self.how();
        let outcome = quote_spanned! {Span::mixed_site()=>
            __scoped::outcome(&#how, &__scoped_value, &mut __scoped::Mirror::new())
        };
        let exit = self.expand_async_exit(&outcome);
        let settle = self.call(
            "settle",
            quote_spanned!(Span::mixed_site()=> #kind_used, __scoped_answer, &#how, &__scoped_value),
        );
        quote_spanned! {Span::mixed_site()=>
            let __scoped_value = #value.typed(#entered);
            #told
            let __scoped_answer = #exit;
            #leave match #settle {
                __scoped::None => #of.stand(__scoped_value),
                __scoped::Some(__scoped_stop) => #of.give_up(__scoped_stop),
            }
        }
    }

    /// `exit(take(guard), outcome).await`.
    pub(super) fn expand_async_exit(&self, outcome: &TokenStream) -> TokenStream {
        let Names { guard_moved, .. } = self.names();
        let manager = self.call("take", guard_moved);
        self.await_(&self.call(
            "AsyncContextManager::exit",
            quote_spanned!(Span::mixed_site()=> #manager, #outcome),
        ))
    }

    /// `if false { break 'with unfinished }`, which gives a body that always leaves its type.
    fn expand_unfinished(&self, outer: Option<&Ident>) -> TokenStream {
        let Names { of, with, .. } = self.names();
        let plainly = plainly();
        let unfinished = match (self.place, outer) {
            (Place::Tail, Some(outer)) => quote_spanned! {Span::mixed_site()=>
                unfinished_inner(__scoped_none, || __scoped::diverge(), #plainly, #plainly, #outer)
            },
            _ => quote_spanned! {Span::mixed_site()=>
                unfinished(__scoped_none, || __scoped::diverge())
            },
        };
        quote_spanned! {Span::mixed_site()=>
            if false {
                let __scoped_none = !__scoped::NEVER;
                break #with #of.#unfinished
            }
        }
    }
}
