//! The normal end: the body's value, exit, and the value of `with!`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;

use super::{Block, How, Names, Place, told_name};
use crate::with::flow::Pass;
use crate::with::pads;
use crate::with::place::{range_of, respan};

/// The way to look at a value of which nothing but its type is known.
pub(super) fn plainly() -> TokenStream {
    quote_spanned!(Span::mixed_site()=> __scoped::plainly(0, 0, 0, 0))
}

impl Block {
    /// The end of the body, as the value of `'with` or, where there are `pads` around it, as a `break`
    /// with that value.
    pub(super) fn expand_finish(&self, pass: &Pass, pads: bool) -> TokenStream {
        let Names { with, .. } = self.names();
        let entered = self.expand_entered(pass);
        let leave = pads.then(|| quote_spanned!(Span::mixed_site()=> break #with));
        match (&self.how, self.asyncness) {
            // It has no end to finish at.
            (How::Diverging(_), _) => {
                let unfinished = self.expand_unfinished();
                quote_spanned!(Span::mixed_site()=> #unfinished #entered)
            }
            (_, None) if self.value_hardly_comes() => {
                let value = quote_spanned!(Span::mixed_site()=> __scoped_value);
                let finish = self.expand_sync_finish(pass, &value);
                // In a function that never returns, all of this is of type `!`, and what follows an
                // expression of that type is reported as unreachable. A local is not until it is used.
                quote_spanned! {Span::mixed_site()=>
                    let __scoped_value = #entered;
                    let __scoped_with = {
                        // Without it, clippy takes the block for one diverging expression.
                        ();
                        #finish
                    };
                    #leave __scoped_with
                }
            }
            (_, None) => {
                let finish = self.expand_sync_finish(pass, &entered);
                quote_spanned!(Span::mixed_site()=> #leave #finish)
            }
            (_, Some(_)) => self.expand_async_finish(pass, &entered, leave.as_ref()),
        }
    }

    /// The way to look at the body's value: as a block at its tail has told, or else plainly.
    fn how(&self, pass: &Pass) -> TokenStream {
        let tails = pass.levels.get(self.level).tails;
        (0..tails).rev().fold(plainly(), |or, number| {
            let told = told_name(self.level, number);
            quote_spanned!(Span::mixed_site()=> __scoped::Or(#told, #or))
        })
    }

    /// What tells the body around this block, if its value may be that body's.
    fn tells(&self) -> Option<TokenStream> {
        match self.place {
            Place::Tail(level, number) => {
                let told = told_name(level, number);
                let plainly = plainly();
                Some(quote_spanned!(Span::mixed_site()=> #plainly, &mut #told))
            }
            Place::Anywhere => None,
        }
    }

    /// `of.finish(body, guard, how)`.
    fn expand_sync_finish(&self, pass: &Pass, entered: &TokenStream) -> TokenStream {
        let Names {
            guard_moved, of, ..
        } = self.names();
        let (first, last) = range_of(&self.expr);
        let of = respan(&of, first, last);
        let how = self.how(pass);
        match self.tells() {
            Some(told) => quote_spanned! {Span::mixed_site()=>
                #of.finish_told(#entered, #guard_moved, #how, #told)
            },
            None => quote_spanned! {Span::mixed_site()=>
                #of.finish(#entered, #guard_moved, #how)
            },
        }
    }

    /// The same in steps, since `exit` is awaited in the user's function.
    fn expand_async_finish(
        &self,
        pass: &Pass,
        entered: &TokenStream,
        leave: Option<&TokenStream>,
    ) -> TokenStream {
        let Names {
            of,
            kind_used,
            value,
            ..
        } = self.names();
        let how = self.how(pass);
        let told = self
            .tells()
            .map(|told| quote_spanned!(Span::mixed_site()=> #of.tell(#value, #how, #told);));
        let value_ref = quote_spanned!(Span::mixed_site()=> &__scoped_value);
        let exit = self.expand_async_exit(Some(("outcome", how.clone(), value_ref)));
        let answer = self.expand_answer();
        let settle = self.call(
            "settle",
            quote_spanned!(Span::mixed_site()=> #kind_used, #answer, #how, &__scoped_value),
        );
        quote_spanned! {Span::mixed_site()=>
            let __scoped_value = {
                // Without it, clippy takes the block for one diverging expression, when it is around
                // one that always leaves.
                ();
                #value.typed(#entered)
            };
            #told
            let __scoped_answer = #exit;
            let __scoped_with = match #settle {
                __scoped::None => #of.stand(__scoped_value),
                __scoped::Some(__scoped_stop) => #of.give_up(__scoped_stop),
            };
            #leave __scoped_with
        }
    }

    /// `exit(take(guard), outcome).await`, with the outcome that a call of `look(how, value)` finds, or
    /// else a success.
    ///
    /// It is found before the manager is taken: where an error panics that is looked at, the guard still
    /// holds that one.
    pub(super) fn expand_async_exit(
        &self,
        look: Option<(&str, TokenStream, TokenStream)>,
    ) -> TokenStream {
        let Names { guard_moved, .. } = self.names();
        let look = match look {
            Some((look, how, value)) => {
                let look = Ident::new(look, Span::mixed_site());
                quote_spanned! {Span::mixed_site()=>
                    let mut __scoped_mirror = __scoped::mirror(#how, #value);
                    let __scoped_outcome = __scoped::#look(#how, #value, &mut __scoped_mirror);
                }
            }
            None => quote_spanned! {Span::mixed_site()=>
                let __scoped_outcome = __scoped::Outcome::Completed;
            },
        };
        let manager = self.call("take", guard_moved);
        let exit = self.await_(&self.call(
            "AwaitedManager::exit",
            quote_spanned!(Span::mixed_site()=> #manager, __scoped_outcome),
        ));
        quote_spanned! {Span::mixed_site()=> {
            #look
            #exit
        }}
    }

    /// The answer of `exit`, where the manager's expression stands: its type is the manager's.
    pub(super) fn expand_answer(&self) -> TokenStream {
        let (first, last) = range_of(&self.expr);
        respan(&pads::local("answer"), first, last)
    }

    /// `if false { break 'with unfinished }`, which gives a body that always leaves its type.
    fn expand_unfinished(&self) -> TokenStream {
        let Names { of, with, .. } = self.names();
        let plainly = plainly();
        let unfinished = match self.tells() {
            Some(told) => quote_spanned! {Span::mixed_site()=>
                unfinished_told(__scoped_none, || __scoped::diverge(), #plainly, #told)
            },
            None => quote_spanned! {Span::mixed_site()=>
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
