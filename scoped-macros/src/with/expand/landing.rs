//! The landing pads.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::fall::fall;
use super::finish::plainly;
use super::{Block, Names};
use crate::with::pads::{self, Key, Onward, Pad, Real, ValueRange};
use crate::with::place::{at, respan};

/// What `exit` is told on a pad, and how its answer is settled.
enum Told {
    /// The value that leaves says it.
    Value,
    /// A failure, with the error of the value if there is one.
    Short,
    /// A success.
    Completed,
}

impl Block {
    /// Input:  `inside`, in which something breaks to `'pad`
    /// Output: `let value = 'pad: { inside }; match leave(value, guard) { .. }`
    pub(super) fn expand_pad(&self, pad: &Pad, inside: &TokenStream) -> TokenStream {
        let Names { of, with, .. } = self.names();
        // Where the jump stands, for what rustc has to say of a value that is held across an await.
        let value = at(&pads::local("jump"), pad.place);
        let landed = expand_landed(pad, &value, inside);
        let told = match (&pad.key, pad.carries) {
            (Key::Return | Key::PlainReturn(_), true) => Told::Value,
            (Key::Try, _) => Told::Short,
            _ => Told::Completed,
        };
        let leave = match self.asyncness {
            None => self.expand_leave(&told, &value),
            Some(_) => self.expand_async_leave(&told, &value),
        };
        let value = pad.carries.then_some(value);
        let onward = match &pad.onward {
            Onward::Pad(outer) => pads::jump(outer, value.map(Ident::into_token_stream)),
            Onward::Real(real) => expand_real(real, value.as_ref()),
        };
        quote_spanned! {Span::mixed_site()=>
            #landed
            #leave {
                __scoped::Some(__scoped_stop) => {
                    break #with #of.give_up(!#of.pass(__scoped_stop))
                }
                __scoped::None => #onward,
            }
        }
    }

    /// `match leave(value, guard)`.
    fn expand_leave(&self, told: &Told, value: &Ident) -> TokenStream {
        let Names { guard_moved, .. } = self.names();
        let plainly = plainly();
        let leave = match told {
            Told::Value => self.call("leave", quote!(&#value, #guard_moved, #plainly)),
            Told::Short => self.call("leave_short", quote!(&#value, #guard_moved, #plainly)),
            Told::Completed => self.call("leave_completed", guard_moved),
        };
        quote_spanned!(Span::mixed_site()=> match #leave)
    }

    /// `let answer = exit(take(guard), outcome).await; match settle(answer)`.
    fn expand_async_leave(&self, told: &Told, value: &Ident) -> TokenStream {
        let Names { kind_used, .. } = self.names();
        let answer = pads::local("answer");
        let answer_used = self.expand_answer();
        let plainly = plainly();
        let value = quote_spanned!(Span::mixed_site()=> &#value);
        let looked = quote!(#kind_used, #answer_used, #plainly, #value);
        let (look, settle, arguments) = match told {
            Told::Value => (Some("outcome"), "settle", looked),
            Told::Short => (Some("outcome_short"), "settle_short", looked),
            Told::Completed => (None, "settle_completed", quote!(#kind_used, #answer_used)),
        };
        let exit = self.expand_async_exit(look.map(|look| (look, plainly, value)));
        let settle = self.call(settle, arguments);
        quote_spanned! {Span::mixed_site()=>
            let #answer = #exit;
            match #settle
        }
    }
}

/// `let value = slot.typed('pad: { inside });`
fn expand_landed(pad: &Pad, value: &Ident, inside: &TokenStream) -> TokenStream {
    let label = &pad.label;
    // The jump that is never made makes it a block that can be left, also where the jumps that were
    // written turn out to be unreachable or configured out.
    let landed = quote_spanned! {Span::mixed_site()=>
        #label: {
            if false { break #label __scoped::absurd(!__scoped::NEVER); }
            #inside
        }
    };
    let slot = match (&pad.key, pad.carries) {
        (_, false) => return landed,
        (Key::PlainReturn(_), true) => {
            return quote_spanned!(Span::mixed_site()=> let #value = #landed;);
        }
        (Key::Return | Key::Try, true) => pads::return_slot(),
        (Key::Break(target) | Key::Continue(target), true) => pads::break_slot(target),
    };
    quote_spanned!(Span::mixed_site()=> let #value = #slot.typed(#landed);)
}

/// `let slot = Slot::new(); if false { break 'label slot }`, where the break's target is in sight.
pub(super) fn expand_break_slot(pad: &Pad) -> Option<TokenStream> {
    let (Key::Break(target), true, Onward::Real(Real::Break(token, label, range))) =
        (&pad.key, pad.carries, &pad.onward)
    else {
        return None;
    };
    let slot = pads::break_slot(target);
    let none = respan_value(
        quote_spanned!(Span::mixed_site()=> #slot.of_none(!__scoped::NEVER)),
        *range,
    );
    Some(quote_spanned! {Span::mixed_site()=>
        let #slot = __scoped::Slot::new();
        if false { #token #label #none; }
    })
}

/// A hidden value of a jump, where the user's stands.
pub(super) fn respan_value(value: TokenStream, range: ValueRange) -> TokenStream {
    match range {
        Some((first, last)) => respan(&value, first, last),
        None => value,
    }
}

/// The jump behind the outermost pad.
fn expand_real(real: &Real, value: Option<&Ident>) -> TokenStream {
    match real {
        Real::Return(span, range) | Real::PlainReturn(span, range) => {
            // A keyword in the user's own context would be a needless `return` to clippy.
            let keyword = syn::Token![return](Span::mixed_site().located_at(*span));
            let value = value.map(|value| respan_value(value.to_token_stream(), *range));
            quote!(#keyword #value)
        }
        Real::Break(token, label, range) => {
            let value = value.map(|value| respan_value(value.to_token_stream(), *range));
            quote!(#token #label #value)
        }
        Real::Continue(token, label) => quote!(#token #label),
        Real::BreakLoop(..) => {
            let value = match value {
                Some(value) => value.to_token_stream(),
                None => quote!(()),
            };
            fall(&quote_spanned!(Span::mixed_site()=> __scoped::Some(#value)))
        }
        Real::ContinueLoop(_) => fall(&quote_spanned!(Span::mixed_site()=> __scoped::None)),
    }
}
