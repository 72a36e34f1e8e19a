//! Unlabelled jumps to a loop around the outermost `with!`, which may not stand in a labelled block.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::Emitter;
use super::pads::{declare_jump_type, respan_value};
use crate::with::model::{Block, Condition, Keyword, Onward, PadKind, Real};
use crate::with::names::{label, local};

impl Emitter {
    /// Input:  `arm`, in which something breaks to `'unlabelled`
    /// Output: `match 'unlabelled: { Ok(arm) } { Ok(value) => value, Err(..) => break }`
    pub(super) fn emit_unlabelled(&self, block: &Block, arm: TokenStream) -> TokenStream {
        let place = block.place;
        let mut breaks = None;
        let mut continues = None;
        for pad in &self.level(block).pads {
            match &pad.onward {
                Onward::Real(Real::Jump(Keyword::Break(token), None, range)) => {
                    breaks = Some((*token, pad, *range));
                }
                Onward::Real(Real::Jump(Keyword::Continue(token), None, _)) => {
                    continues = Some((*token, pad));
                }
                _ => {}
            }
        }
        if breaks.is_none() && continues.is_none() {
            return arm;
        }
        let mut type_of_break = None;
        let break_arm = match breaks {
            Some((token, pad, range)) => {
                let value = match &pad.kind {
                    PadKind::BreakWith(jump_type) => {
                        type_of_break = Some((token, jump_type, range, &pad.condition));
                        Some(local("jump").into_token_stream())
                    }
                    _ => None,
                };
                let pattern = value.clone().unwrap_or_else(|| quote!(()));
                let value = value.map(|value| respan_value(value, range));
                arms(place, &pad.condition, &pattern, &quote!(#token #value))
            }
            None => quote_spanned! {place=>
                __scoped::Err(__scoped::Some(__scoped_none)) => __scoped::absurd(__scoped_none),
            },
        };
        let continue_arm = match continues {
            Some((token, pad)) => {
                let condition = condition_attribute(&pad.condition);
                let never = never_arm(
                    place,
                    &pad.condition,
                    quote_spanned!(place=> __scoped::Err(__scoped::None) => __scoped::absurd(!__scoped::UNREACHABLE)),
                );
                quote_spanned! {place=>
                    #condition
                    __scoped::Err(__scoped::None) => #token,
                    #never
                }
            }
            None => quote_spanned! {place=>
                __scoped::Err(__scoped::None) => __scoped::absurd(!__scoped::UNREACHABLE),
            },
        };
        let break_type = type_of_break.map(|(token, jump_type, range, condition)| {
            let none = respan_value(
                quote_spanned!(place=> #jump_type.of_none(!__scoped::UNREACHABLE)),
                range,
            );
            declare_jump_type(place, jump_type, condition, &quote!(#token #none))
        });
        let unlabelled = label("unlabelled");
        let jump_type = local("with");
        quote_spanned! {place=> {
            #break_type
            let #jump_type = __scoped::JumpType::NEW;
            if false {
                #jump_type.of_none(!__scoped::UNREACHABLE)
            } else {
                // Bound first: a `continue` in the last `match` of a loop is a needless one to clippy.
                let __scoped_value = match #unlabelled: {
                    // Without it, clippy takes the block for one diverging expression.
                    ();
                    __scoped::Ok(#jump_type.typed(#arm))
                } {
                    __scoped::Ok(__scoped_value) => __scoped_value,
                    #break_arm
                    #continue_arm
                };
                __scoped_value
            }
        }}
    }
}

/// The arm that breaks, and the one in its place where it is not there.
fn arms(
    place: Span,
    condition: &Condition,
    pattern: &TokenStream,
    jump: &TokenStream,
) -> TokenStream {
    let attribute = condition_attribute(condition);
    let never = never_arm(
        place,
        condition,
        quote_spanned!(place=> __scoped::Err(__scoped::Some(__scoped_none)) => __scoped::absurd(__scoped_none)),
    );
    quote_spanned! {place=>
        #attribute
        __scoped::Err(__scoped::Some(#pattern)) => #jump,
        #never
    }
}

fn condition_attribute(condition: &Condition) -> Option<TokenStream> {
    condition
        .as_ref()
        .map(|predicate| quote!(#[cfg(#predicate)]))
}

/// What stands in the place of an arm that is not there.
fn never_arm(place: Span, condition: &Condition, arm: TokenStream) -> Option<TokenStream> {
    condition.as_ref().map(|predicate| {
        quote_spanned! {place=>
            #[cfg(not(#predicate))]
            #arm,
        }
    })
}
