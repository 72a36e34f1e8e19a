//! The nested blocks.

use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Lifetime, Pat};

use super::flow::Pass;
use super::pads::{self, Key, LevelId, Onward, Pad, Real, Target};
use crate::binding::Binding;

/// One manager with what it is around.
pub(crate) struct Block {
    pub(crate) level: LevelId,
    pub(crate) expr: TokenStream,
    pub(crate) binding: Binding,
    pub(crate) how: How,
    /// Whether its value is the value of the body of the level around it.
    pub(crate) inner: bool,
}

/// What a manager is around.
pub(crate) enum How {
    /// The body.
    Plain(Group),
    /// A body that always leaves.
    Diverging(Group),
    /// The next item.
    Nested(Box<Block>),
    /// A body that ends in a `with!`.
    Tail(TokenStream, Box<Block>),
}

/// The names of one level.
struct Names {
    guard: Ident,
    of: Ident,
    look: Ident,
    with: Lifetime,
}

impl Block {
    /// Input:  `with!(expr as pattern => { body })`
    /// Output: `match Guard::unwinding(expr) { mut guard => 'with: { .. } }`
    ///
    /// The `match` keeps the temporaries of `expr` to its end, hands the expected type on to the body,
    /// and keeps the warning about an unused `Result`.
    pub(crate) fn expand_outermost(&self, pass: &Pass) -> TokenStream {
        let arm = self.expand_arm(pass, None);
        let hint = pass.returns_through_slot.map(|span| {
            let slot = pads::return_slot();
            let krate = &pass.krate;
            let keyword = syn::Token![return](Span::mixed_site().located_at(span));
            quote_spanned! {Span::mixed_site()=>
                let #slot = #krate::__private::Slot::new();
                if false { #keyword #slot.of_none(#krate::__private::never()); }
            }
        });
        let arm = self.expand_fall(pass, arm);
        self.expand_match(pass, &quote_spanned!(Span::mixed_site()=> { #hint #arm }))
    }

    /// The same for a `with!` in the body of another.
    pub(crate) fn expand_nested(&self, pass: &Pass) -> TokenStream {
        let arm = self.expand_arm(pass, None);
        self.expand_match(pass, &arm)
    }

    fn expand_match(&self, pass: &Pass, arm: &TokenStream) -> TokenStream {
        let krate = &pass.krate;
        let Names { guard, .. } = self.names();
        let expr = &self.expr;
        let new = if pass.levels.get(self.level).unseen {
            quote!(unwinding_or_unseen)
        } else {
            quote!(unwinding)
        };
        quote_spanned! {Span::mixed_site()=>
            match #krate::__private::Guard::#new(#expr) { mut #guard => #arm }
        }
    }

    fn names(&self) -> Names {
        let level = self.level;
        Names {
            guard: self.guard_name(),
            of: pads::local(&format!("of_{level}")),
            look: pads::local(&format!("look_{level}")),
            with: pads::label(&format!("with_{level}")),
        }
    }

    /// The borrow checker calls the manager by the guard's name, and prints it only if the user wrote
    /// it. Inside the body the value's name shadows it.
    fn guard_name(&self) -> Ident {
        match &self.binding {
            Binding::Pattern(Pat::Ident(pattern), _)
                if pattern.by_ref.is_none()
                    && pattern.subpat.is_none()
                    && starts_lower_case(&pattern.ident) =>
            {
                pattern.ident.clone()
            }
            _ => pads::local(&format!("guard_{}", self.level)),
        }
    }

    /// `'with: { .. }`: the body with the pads around it.
    fn expand_arm(&self, pass: &Pass, outer: Option<&Ident>) -> TokenStream {
        let krate = &pass.krate;
        let Names {
            guard,
            of,
            look,
            with,
        } = self.names();
        let finish = self.expand_finish(pass, outer);
        let nested = matches!(self.how, How::Nested(_) | How::Tail(..)).then(
            || quote_spanned!(Span::mixed_site()=> let #look = #krate::__private::Nested::new();),
        );
        let pads = &pass.levels.get(self.level).pads;
        let slots = pads.iter().filter_map(|pad| expand_break_slot(pass, pad));
        let mut tokens = match (&self.how, pads.is_empty()) {
            // It has no end to finish at.
            (How::Diverging(_), _) | (_, true) => finish,
            // A block that consists of a diverging expression is one to clippy; the empty statement
            // before it makes it a block that leaves.
            (_, false) => quote_spanned!(Span::mixed_site()=> (); break #with #finish),
        };
        for pad in pads {
            tokens = self.expand_pad(pass, pad, &tokens);
        }
        quote_spanned! {Span::mixed_site()=>
            #with: {
                let #of = #krate::__private::of(&#guard);
                #nested
                #(#slots)*
                #tokens
            }
        }
    }

    /// `of.finish(body, guard, how)`.
    fn expand_finish(&self, pass: &Pass, outer: Option<&Ident>) -> TokenStream {
        let Names {
            guard, of, look, ..
        } = self.names();
        let entered = self.expand_entered(pass);
        let how = match self.how {
            How::Diverging(_) => return entered,
            How::Plain(_) => quote!((0, 0, 0)),
            How::Nested(_) | How::Tail(..) => look.into_token_stream(),
        };
        match outer {
            Some(outer) if self.inner => quote_spanned! {Span::mixed_site()=>
                #of.finish_inner(#entered, #guard, #how, (0, 0, 0), #outer)
            },
            _ => quote_spanned!(Span::mixed_site()=> #of.finish(#entered, #guard, #how)),
        }
    }

    /// `{ let pattern = enter; body }`.
    ///
    /// The body is a branch of an `if`: its temporaries end with it in every edition, and what follows
    /// a body that always leaves is not reported as unreachable.
    fn expand_entered(&self, pass: &Pass) -> TokenStream {
        let krate = &pass.krate;
        let Names {
            guard,
            of,
            look,
            with,
        } = self.names();
        let entered = quote_spanned! {Span::mixed_site()=>
            match #guard.enter() {
                #krate::__private::Ok(__scoped_value) => __scoped_value,
                #krate::__private::Err(__scoped_error) => {
                    break #with #of.not_entered(#of.pass_error(__scoped_error))
                }
            }
        };
        let bind = match &self.binding {
            Binding::Nothing => {
                quote_spanned!(Span::mixed_site()=> let __scoped_value = #entered;)
            }
            Binding::Pattern(Pat::Ident(_), pattern) => {
                quote_spanned!(Span::mixed_site()=> let #pattern = #entered;)
            }
            // What the pattern does not bind lives as long as what it does.
            Binding::Pattern(_, pattern) => quote_spanned! {Span::mixed_site()=>
                let __scoped_value = #entered;
                let #pattern = __scoped_value;
            },
        };
        let body = match &self.how {
            How::Diverging(group) => {
                let stmts = group.stream();
                return quote_spanned!(Span::mixed_site()=> { #bind #stmts });
            }
            How::Plain(group) => group.to_token_stream(),
            How::Nested(block) => {
                let block = block.expand_inner(pass, &look);
                quote_spanned!(Span::mixed_site()=> { #block })
            }
            How::Tail(stmts, block) => {
                let block = block.expand_inner(pass, &look);
                quote_spanned!(Span::mixed_site()=> { #stmts #block })
            }
        };
        quote_spanned! {Span::mixed_site()=> {
            #bind
            if true #body else { #krate::__private::absurd(#krate::__private::never()) }
        }}
    }

    /// The block whose value is that of the body around it.
    fn expand_inner(&self, pass: &Pass, look: &Ident) -> TokenStream {
        let arm = self.expand_arm(pass, Some(look));
        self.expand_match(pass, &arm)
    }

    /// Input:  `inside`, in which something breaks to `'pad`
    /// Output: `let value = 'pad: { inside }; match leave(value, guard) { .. }`
    fn expand_pad(&self, pass: &Pass, pad: &Pad, inside: &TokenStream) -> TokenStream {
        let krate = &pass.krate;
        let Names {
            guard, of, with, ..
        } = self.names();
        let label = &pad.label;
        let value = pads::local("jump");
        let landed = quote_spanned!(Span::mixed_site()=> #label: { #inside });
        let landed = match (&pad.key, pad.carries) {
            (_, false) => quote_spanned!(Span::mixed_site()=> #landed),
            (Key::PlainReturn(_), true) => {
                quote_spanned!(Span::mixed_site()=> let #value = #landed;)
            }
            (Key::Return | Key::Try, true) => {
                let slot = pads::return_slot();
                quote_spanned!(Span::mixed_site()=> let #value = #slot.typed(#landed);)
            }
            (Key::Break(target) | Key::Continue(target), true) => {
                let slot = pads::break_slot(target);
                quote_spanned!(Span::mixed_site()=> let #value = #slot.typed(#landed);)
            }
        };
        let leave = match (&pad.key, pad.carries) {
            (Key::Return | Key::PlainReturn(_), true) => {
                quote!(leave(&#value, #guard, (0, 0, 0)))
            }
            (Key::Try, _) => quote!(leave_short(&#value, #guard, (0, 0, 0))),
            _ => quote!(leave_completed(#guard)),
        };
        let value = pad.carries.then_some(value);
        let onward = match &pad.onward {
            Onward::Pad(outer) => pads::jump(outer, value.map(Ident::into_token_stream)),
            Onward::Real(real) => expand_real(pass, real, value.as_ref()),
        };
        quote_spanned! {Span::mixed_site()=>
            #landed
            match #krate::__private::#leave {
                #krate::__private::Some(__scoped_stop) => {
                    break #with #of.give_up(#of.pass(__scoped_stop))
                }
                #krate::__private::None => #onward,
            }
        }
    }

    /// An unlabelled jump to a loop around the outermost `with!` may not stand in a labelled block.
    ///
    /// Input:  `arm`, in which something breaks to `'fall`
    /// Output: `match 'fall: { Ok(arm) } { Ok(value) => value, Err(..) => break }`
    fn expand_fall(&self, pass: &Pass, arm: TokenStream) -> TokenStream {
        let krate = &pass.krate;
        let mut breaks = None;
        let mut continues = None;
        for pad in &pass.levels.get(self.level).pads {
            match &pad.onward {
                Onward::Real(Real::BreakLoop(token)) => breaks = Some((*token, pad.carries)),
                Onward::Real(Real::ContinueLoop(token)) => continues = Some(*token),
                _ => {}
            }
        }
        let jumps = match (breaks, continues) {
            (None, None) => return arm,
            (Some((token, carries)), _) => {
                let value = carries.then(|| pads::local("jump"));
                let pattern = match &value {
                    Some(value) => value.to_token_stream(),
                    None => quote!(()),
                };
                let continues = continues.map(|token| {
                    quote_spanned! {Span::mixed_site()=>
                        #krate::__private::Err(#krate::__private::None) => #token,
                    }
                });
                quote_spanned! {Span::mixed_site()=>
                    #krate::__private::Err(#krate::__private::Some(#pattern)) => #token #value,
                    #continues
                }
            }
            (None, Some(token)) => quote_spanned! {Span::mixed_site()=>
                #krate::__private::Err(#krate::__private::None) => #token,
            },
        };
        let never = match (breaks, continues) {
            (Some(_), None) => quote_spanned! {Span::mixed_site()=>
                #krate::__private::Err(#krate::__private::None) =>
                    #krate::__private::absurd(#krate::__private::never()),
            },
            (None, Some(_)) => quote_spanned! {Span::mixed_site()=>
                #krate::__private::Err(#krate::__private::Some(__scoped_none)) =>
                    #krate::__private::absurd(__scoped_none),
            },
            _ => TokenStream::new(),
        };
        let fall = pads::label("fall");
        let slot = pads::local("value");
        let break_slot = breaks.filter(|(_, carries)| *carries).map(|(token, _)| {
            let slot = pads::break_slot(&Target::Loop);
            quote_spanned! {Span::mixed_site()=>
                let #slot = #krate::__private::Slot::new();
                if false { #token #slot.of_none(#krate::__private::never()); }
            }
        });
        quote_spanned! {Span::mixed_site()=> {
            #break_slot
            let #slot = #krate::__private::Slot::new();
            if false {
                #slot.of_none(#krate::__private::never())
            } else {
                // Bound first: a `continue` in the last `match` of a loop is a needless one to clippy.
                let __scoped_value = match #fall: {
                    ();
                    #krate::__private::Ok(#slot.typed(#arm))
                } {
                    #krate::__private::Ok(__scoped_value) => __scoped_value,
                    #jumps
                    #never
                };
                __scoped_value
            }
        }}
    }
}

fn starts_lower_case(ident: &Ident) -> bool {
    let name = ident.to_string();
    name.trim_start_matches("r#")
        .starts_with(|first: char| first.is_lowercase())
}

/// `let slot = Slot::new(); if false { break 'label slot }`, where the break's target is in sight.
fn expand_break_slot(pass: &Pass, pad: &Pad) -> Option<TokenStream> {
    let (Key::Break(target), true, Onward::Real(Real::Break(token, label))) =
        (&pad.key, pad.carries, &pad.onward)
    else {
        return None;
    };
    let krate = &pass.krate;
    let slot = pads::break_slot(target);
    Some(quote_spanned! {Span::mixed_site()=>
        let #slot = #krate::__private::Slot::new();
        if false { #token #label #slot.of_none(#krate::__private::never()); }
    })
}

/// The jump behind the outermost pad.
fn expand_real(pass: &Pass, real: &Real, value: Option<&Ident>) -> TokenStream {
    let krate = &pass.krate;
    match real {
        Real::Return(span) => {
            let keyword = syn::Token![return](Span::mixed_site().located_at(*span));
            quote_spanned!(Span::mixed_site()=> #keyword #value)
        }
        Real::PlainReturn(span, range) => {
            // A keyword in the user's own context would be a needless `return` to clippy.
            let keyword = syn::Token![return](Span::mixed_site().located_at(*span));
            let value = match (value, range) {
                (Some(value), Some((first, last))) => Some(respan(value, *first, *last)),
                _ => None,
            };
            quote!(#keyword #value)
        }
        Real::Break(token, label) => quote!(#token #label #value),
        Real::Continue(token, label) => quote!(#token #label),
        Real::BreakLoop(_) => {
            let value = match value {
                Some(value) => value.to_token_stream(),
                None => quote!(()),
            };
            fall(
                krate,
                &quote_spanned!(Span::mixed_site()=> #krate::__private::Some(#value)),
            )
        }
        Real::ContinueLoop(_) => fall(
            krate,
            &quote_spanned!(Span::mixed_site()=> #krate::__private::None),
        ),
    }
}

/// Leaves the labelled blocks, for an unlabelled jump to be made outside of them.
fn fall(krate: &TokenStream, jump: &TokenStream) -> TokenStream {
    let fall = pads::label("fall");
    quote_spanned!(Span::mixed_site()=> break #fall #krate::__private::Err(#jump))
}

/// `(value,).0` where the user's tokens stand, for what rustc has to say of it.
fn respan(value: &Ident, first: Span, last: Span) -> TokenStream {
    let mut tuple = Group::new(
        proc_macro2::Delimiter::Parenthesis,
        quote_spanned!(Span::mixed_site()=> #value,),
    );
    tuple.set_span(first);
    let dot = syn::Token![.](first);
    let mut zero = proc_macro2::Literal::usize_unsuffixed(0);
    zero.set_span(last);
    quote!(#tuple #dot #zero)
}
