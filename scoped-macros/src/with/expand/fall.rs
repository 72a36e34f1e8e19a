//! Unlabelled jumps to a loop around the outermost `with!`, which may not stand in a labelled block.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::Block;
use super::landing::respan_value;
use crate::with::flow::Pass;
use crate::with::pads::{self, Onward, Real, Target};

impl Block {
    /// Input:  `arm`, in which something breaks to `'fall`
    /// Output: `match 'fall: { Ok(arm) } { Ok(value) => value, Err(..) => break }`
    pub(super) fn expand_fall(&self, pass: &Pass, arm: TokenStream) -> TokenStream {
        let mut breaks = None;
        let mut continues = None;
        for pad in &pass.levels.get(self.level).pads {
            match &pad.onward {
                Onward::Real(Real::BreakLoop(token, range)) => {
                    breaks = Some((*token, pad.carries, *range));
                }
                Onward::Real(Real::ContinueLoop(token)) => continues = Some(*token),
                _ => {}
            }
        }
        if breaks.is_none() && continues.is_none() {
            return arm;
        }
        let break_arm = match breaks {
            Some((token, carries, range)) => {
                let value = carries.then(|| pads::local("jump").into_token_stream());
                let pattern = value.clone().unwrap_or_else(|| quote!(()));
                let value = value.map(|value| respan_value(value, range));
                quote_spanned! {Span::mixed_site()=>
                    __scoped::Err(__scoped::Some(#pattern)) => #token #value,
                }
            }
            None => quote_spanned! {Span::mixed_site()=>
                __scoped::Err(__scoped::Some(__scoped_none)) => __scoped::absurd(__scoped_none),
            },
        };
        let continue_arm = match continues {
            Some(token) => quote_spanned! {Span::mixed_site()=>
                __scoped::Err(__scoped::None) => #token,
            },
            None => quote_spanned! {Span::mixed_site()=>
                __scoped::Err(__scoped::None) => __scoped::absurd(!__scoped::NEVER),
            },
        };
        let break_slot = breaks
            .filter(|(_, carries, _)| *carries)
            .map(|(token, _, range)| {
                let slot = pads::break_slot(&Target::Loop);
                let none = respan_value(
                    quote_spanned!(Span::mixed_site()=> #slot.of_none(!__scoped::NEVER)),
                    range,
                );
                quote_spanned! {Span::mixed_site()=>
                    let #slot = __scoped::Slot::new();
                    if false { #token #none; }
                }
            });
        let fall = pads::label("fall");
        let slot = pads::local("with");
        quote_spanned! {Span::mixed_site()=> {
            #break_slot
            let #slot = __scoped::Slot::new();
            if false {
                #slot.of_none(!__scoped::NEVER)
            } else {
                // Bound first: a `continue` in the last `match` of a loop is a needless one to clippy.
                let __scoped_value = match #fall: {
                    // Without it, clippy takes the block for one diverging expression.
                    ();
                    __scoped::Ok(#slot.typed(#arm))
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

/// Leaves the labelled blocks, for an unlabelled jump to be made outside of them.
pub(super) fn fall(jump: &TokenStream) -> TokenStream {
    let fall = pads::label("fall");
    quote_spanned!(Span::mixed_site()=> break #fall __scoped::Err(#jump))
}
