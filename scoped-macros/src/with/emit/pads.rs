//! The landing pads.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Lifetime;

use super::end::{Inspection, emit_answer};
use super::spans::{at, method_call_at, respan};
use super::{Emitter, Names, early_value, return_type};
use crate::with::model::{Block, Condition, Keyword, Onward, Pad, PadKind, Real, ValueRange};
use crate::with::names::{label, local};

impl Emitter {
    /// Input:  `inside`, in which something breaks to `'pad`
    /// Output: `match jump_type.leaving('pad: { inside }).leave(guard) { .. }`
    pub(super) fn emit_pad(&self, block: &Block, pad: &Pad, inside: &TokenStream) -> TokenStream {
        let place = block.place;
        let Names {
            exit_type, with, ..
        } = self.names(block);
        // Where the jump stands, for what rustc has to say of a value that is held across an await.
        let value = at(&local("jump"), pad.place);
        let landed = emit_landed(place, pad, &value, inside);
        let leave = match block.asyncness {
            None => self.emit_leave(block, pad, &landed),
            Some(_) => self.emit_async_leave(block, pad, &value, &landed),
        };
        let carried = match pad.kind {
            PadKind::Leave | PadKind::BreakWith(_) => Some(&value),
            PadKind::Return | PadKind::Jump => None,
        };
        let question_mark = by_question_mark();
        let onward = match (&pad.onward, &pad.kind) {
            (Onward::Pad(outer), PadKind::Leave) => jump(
                place,
                outer,
                Some(quote_spanned!(place=> (#question_mark, #value))),
            ),
            (Onward::Pad(outer), _) => jump(place, outer, carried.map(ToTokens::to_token_stream)),
            (Onward::Real(real), _) => emit_real(real, carried.map(ToTokens::to_token_stream)),
        };
        let onward = conditional(place, &pad.condition, onward);
        let (stands, stopped) = match (&pad.kind, block.asyncness, &pad.onward) {
            (PadKind::Leave, None, onward) => {
                let told = match onward {
                    Onward::Pad(_) => question_mark.into_token_stream(),
                    Onward::Real(_) => quote!(_),
                };
                (
                    quote_spanned!(place=> __scoped::Ok((#told, #value))),
                    quote_spanned!(place=> __scoped::Err(__scoped_stop)),
                )
            }
            _ => (
                quote_spanned!(place=> __scoped::None),
                quote_spanned!(place=> __scoped::Some(__scoped_stop)),
            ),
        };
        let stop = quote_spanned!(place=> !__scoped_stop);
        let give_up = early_value(block, exit_type, "give_up", stop);
        quote_spanned! {place=>
            #leave {
                #stopped => break #with #give_up,
                #stands => #onward,
            }
        }
    }

    /// `match jump_type.leaving(landed).leave(guard)`.
    fn emit_leave(&self, block: &Block, pad: &Pad, landed: &TokenStream) -> TokenStream {
        let Names { guard_moved, .. } = self.names(block);
        if matches!(pad.kind, PadKind::Leave) {
            let inspect = self.inspect_directly(block.place);
            let (first, last) = block.range;
            let leave = method_call_at(
                first,
                last,
                landed.clone(),
                "leave",
                quote!(#guard_moved, #inspect),
            );
            return quote_spanned!(block.place=> match #leave);
        }
        let leave = self.call(block, "leave_completed", guard_moved.clone());
        quote_spanned!(block.place=> #landed match #leave)
    }

    /// `let answer = exit(take(guard), outcome).await; match settle(answer)`.
    fn emit_async_leave(
        &self,
        block: &Block,
        pad: &Pad,
        value: &Ident,
        landed: &TokenStream,
    ) -> TokenStream {
        let Names {
            guard_moved,
            manager_type_used,
            ..
        } = self.names(block);
        let place = block.place;
        let answer = local("answer");
        let answer_used = emit_answer(block);
        let question_mark = by_question_mark();
        let landed = match pad.kind {
            PadKind::Leave => {
                quote_spanned!(place=> let __scoped::Leaving(#question_mark, #value) = #landed;)
            }
            _ => landed.clone(),
        };
        let (exit, settle) = match pad.kind {
            PadKind::Leave => {
                let inspect = self.inspect_directly(place);
                let value = quote_spanned!(place=> &#value);
                let settle =
                    quote!(#manager_type_used, #answer_used, #inspect, #value, #question_mark);
                let inspection = Inspection {
                    outcome: "outcome_of_leaving",
                    inspect,
                    value,
                    by_question_mark: Some(question_mark),
                };
                (
                    self.emit_async_exit(block, guard_moved.clone(), Some(inspection)),
                    self.call(block, "settle_leaving", settle),
                )
            }
            _ => (
                self.emit_async_exit(block, guard_moved.clone(), None),
                self.call(
                    block,
                    "settle_completed",
                    quote!(#manager_type_used, #answer_used),
                ),
            ),
        };
        quote_spanned! {place=>
            #landed
            let #answer = #exit;
            match #settle
        }
    }

    /// `let jump_type = JumpType::NEW; if false { break 'label jump_type }`, where the break's target is in sight.
    pub(super) fn declare_break_type(&self, block: &Block, pad: &Pad) -> Option<TokenStream> {
        let (PadKind::BreakWith(jump_type), Onward::Real(Real::Jump(keyword, Some(label), range))) =
            (&pad.kind, &pad.onward)
        else {
            return None;
        };
        let place = block.place;
        let none = respan_value(
            quote_spanned!(place=> #jump_type.of_none(!__scoped::UNREACHABLE)),
            *range,
        );
        Some(declare_jump_type(
            place,
            jump_type,
            &pad.condition,
            &quote!(#keyword #label #none),
        ))
    }
}

/// `let jump_type = JumpType::NEW; if false { break none; }`
pub(super) fn declare_jump_type(
    place: Span,
    jump_type: &Ident,
    condition: &Condition,
    jump: &TokenStream,
) -> TokenStream {
    let typed = match condition {
        None => quote_spanned!(place=> if false { #jump; }),
        Some(predicate) => quote_spanned! {place=>
            #[cfg(#predicate)]
            if false { #jump; }
            #[cfg(not(#predicate))]
            #jump_type.typed(());
        },
    };
    quote_spanned! {place=>
        let #jump_type = __scoped::JumpType::NEW;
        #typed
    }
}

/// `jump_type.leaving('pad: { inside })`, or the statement `let value = jump_type.typed('pad: { inside });`
fn emit_landed(place: Span, pad: &Pad, value: &Ident, inside: &TokenStream) -> TokenStream {
    let label = &pad.label;
    // The jump that is never made makes it a block that can be left, also where the jumps that were
    // written turn out to be unreachable or configured out.
    let none = match pad.kind {
        PadKind::Leave | PadKind::BreakWith(_) => {
            quote_spanned!(place=> __scoped::absurd(!__scoped::UNREACHABLE))
        }
        PadKind::Return | PadKind::Jump => {
            quote_spanned!(place=> __scoped::absurd::<()>(!__scoped::UNREACHABLE))
        }
    };
    let landed = quote_spanned! {place=>
        #label: {
            if false { break #label #none; }
            #inside
        }
    };
    match &pad.kind {
        PadKind::Return | PadKind::Jump => landed,
        PadKind::Leave => {
            let jump_type = return_type();
            quote_spanned!(place=> #jump_type.leaving(#landed))
        }
        PadKind::BreakWith(jump_type) => {
            quote_spanned!(place=> let #value = #jump_type.typed(#landed);)
        }
    }
}

/// Whether what has landed is a `?`.
fn by_question_mark() -> Ident {
    local("by_question_mark")
}

/// A jump to a pad.
pub(super) fn jump(place: Span, label: &Lifetime, value: Option<TokenStream>) -> TokenStream {
    let mut label = label.clone();
    label.set_span(place);
    quote_spanned!(place=> break #label #value)
}

/// A jump that is there under this condition only.
fn conditional(place: Span, condition: &Condition, jump: TokenStream) -> TokenStream {
    match condition {
        None => jump,
        Some(predicate) => quote_spanned! {place=> {
            #[cfg(#predicate)]
            { #jump }
            #[cfg(not(#predicate))]
            { __scoped::absurd(!__scoped::UNREACHABLE) }
        }},
    }
}

/// A hidden value of a jump, where the user's stands.
pub(super) fn respan_value(value: TokenStream, range: ValueRange) -> TokenStream {
    match range {
        Some((first, last)) => respan(&value, first, last),
        None => value,
    }
}

/// The jump behind the outermost pad.
fn emit_real(real: &Real, value: Option<TokenStream>) -> TokenStream {
    match real {
        Real::Return(span, range) => {
            // A keyword in the user's own context would be a needless `return` to clippy, but not in a loop.
            let hidden = Span::mixed_site().located_at(*span);
            let Some(value) = value else {
                let keyword = syn::Token![return](*span);
                return quote_spanned!(hidden=> loop { #keyword });
            };
            let keyword = syn::Token![return](hidden);
            let value = respan_value(value, *range);
            quote!(#keyword #value)
        }
        Real::Jump(keyword, Some(label), range) => {
            let value = value.map(|value| respan_value(value, *range));
            quote!(#keyword #label #value)
        }
        Real::Jump(keyword, None, _) => {
            let place = Span::mixed_site().located_at(keyword.span());
            let value = value.unwrap_or_else(|| quote!(()));
            let jump = match keyword {
                Keyword::Break(_) => quote_spanned!(place=> __scoped::Some(#value)),
                Keyword::Continue(_) => quote_spanned!(place=> __scoped::None),
            };
            leave_labels(place, &jump)
        }
    }
}

/// Leaves the labelled blocks, for an unlabelled jump to be made outside of them.
fn leave_labels(place: Span, jump: &TokenStream) -> TokenStream {
    let unlabelled = label("unlabelled");
    quote_spanned!(place=> break #unlabelled __scoped::Err(#jump))
}
