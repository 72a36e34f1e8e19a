//! The nested blocks.

use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, Lifetime, Pat};

use super::flow::Pass;
use super::pads::{self, Key, LevelId, Onward, Pad, Real, Target};
use super::place::{as_argument, at, call_at, range_of, respan};
use crate::binding::Binding;

/// One manager with what it is around.
pub(crate) struct Block {
    pub(crate) level: LevelId,
    pub(crate) expr: Expr,
    pub(crate) binding: Binding,
    pub(crate) how: How,
    pub(crate) place: Place,
}

/// Where a block stands in the body around it.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// Anywhere, or in no other body.
    Anywhere,
    /// Its value is that body's.
    Tail,
    /// Its value may be that body's, which is that of the level.
    Branch(LevelId),
}

/// What a manager is around.
pub(crate) enum How {
    /// The body.
    Plain(Group),
    /// A body that always leaves.
    Diverging(Group),
    /// A body with a `with!` in a branch of its tail.
    Branching(Group),
    /// The next item.
    Nested(Box<Block>),
    /// A body that ends in a `with!`.
    Tail(TokenStream, Box<Block>),
}

/// The names of one level.
///
/// Every use of the guard stands, for rustc, where the manager's expression stands: errors with the same
/// span and the same predicate are one, so that a type that is no manager is reported once.
struct Names {
    /// The guard, as its pattern binds it.
    guard: Ident,
    /// `&guard`.
    guard_ref: TokenStream,
    /// `&mut guard`.
    guard_mut: TokenStream,
    /// The guard, moved.
    guard_moved: TokenStream,
    /// The receiver of the typed calls.
    of: TokenStream,
    /// The same, as its pattern binds it.
    of_bound: Ident,
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
            let keyword = syn::Token![return](Span::mixed_site().located_at(span));
            quote_spanned! {Span::mixed_site()=>
                let #slot = __scoped::Slot::new();
                if false { #keyword #slot.of_none(!__scoped::NEVER); }
            }
        });
        let arm = self.expand_fall(pass, arm);
        let block = self.expand_match(pass, &quote_spanned!(Span::mixed_site()=> { #hint #arm }));
        let krate = &pass.krate;
        quote_spanned! {Span::mixed_site()=> {
            use #krate::__private as __scoped;
            #block
        }}
    }

    /// The same for a `with!` in the body of another.
    pub(crate) fn expand_nested(&self, pass: &Pass) -> TokenStream {
        let arm = self.expand_arm(pass, None);
        self.expand_match(pass, &arm)
    }

    fn expand_match(&self, pass: &Pass, arm: &TokenStream) -> TokenStream {
        let Names { guard, .. } = self.names();
        // The borrow checker names a variable only if all of its pattern is the user's.
        let mutable = syn::Token![mut](guard.span());
        let expr = &self.expr;
        let new = if pass.levels.get(self.level).unseen {
            "guard_unseen"
        } else {
            "guard"
        };
        let new = self.call(new, as_argument(expr));
        quote_spanned! {Span::mixed_site()=>
            match #new { #mutable #guard => #arm }
        }
    }

    /// A call of the private interface that needs the manager to be one: it stands where the manager's
    /// expression stands.
    fn call(&self, function: &str, arguments: TokenStream) -> TokenStream {
        let (first, last) = range_of(&self.expr);
        call_at(first, last, function, arguments)
    }

    fn names(&self) -> Names {
        let level = self.level;
        let (first, last) = range_of(&self.expr);
        let name = self.guard_name(last);
        let guard = at(&name, last);
        let of = Ident::new(&format!("__scoped_of_{level}"), last);
        let and = syn::Token![&](first);
        let mutable = syn::Token![mut](last);
        Names {
            guard_ref: quote!(#and #guard),
            guard_mut: quote!(#and #mutable #guard),
            guard_moved: respan(&guard, first, last),
            guard: name,
            of: respan(&of, first, last),
            of_bound: of,
            look: look_name(level),
            with: pads::label(&format!("with_{level}")),
        }
    }

    /// The borrow checker calls the manager by the guard's name, and prints it only if the user wrote
    /// it. Inside the body the value's name shadows it.
    fn guard_name(&self, span: Span) -> Ident {
        match &self.binding {
            Binding::Pattern(Pat::Ident(pattern), _)
                if pattern.by_ref.is_none()
                    && pattern.subpat.is_none()
                    && starts_lower_case(&pattern.ident) =>
            {
                pattern.ident.clone()
            }
            _ => Ident::new(&format!("__scoped_guard_{}", self.level), span),
        }
    }

    /// `'with: { .. }`: the body with the pads around it.
    fn expand_arm(&self, pass: &Pass, outer: Option<&Ident>) -> TokenStream {
        let Names {
            guard_ref,
            of_bound,
            look,
            with,
            ..
        } = self.names();
        let of = self.call("of", guard_ref);
        let finish = self.expand_finish(pass, outer);
        let look = match self.how {
            How::Nested(_) | How::Tail(..) => {
                quote_spanned!(Span::mixed_site()=> let #look = __scoped::Nested::new();)
            }
            How::Branching(_) => quote_spanned! {Span::mixed_site()=>
                let mut #look = __scoped::Chosen::plainly((0, 0, 0, 0));
            },
            How::Plain(_) | How::Diverging(_) => TokenStream::new(),
        };
        let pads = &pass.levels.get(self.level).pads;
        let slots = pads.iter().filter_map(expand_break_slot);
        let mut tokens = match (&self.how, pads.is_empty()) {
            // It has no end to finish at.
            (How::Diverging(_), _) | (_, true) => finish,
            (_, false) => quote_spanned!(Span::mixed_site()=> break #with #finish),
        };
        for pad in pads {
            tokens = self.expand_pad(pad, &tokens);
        }
        quote_spanned! {Span::mixed_site()=>
            #with: {
                let #of_bound = #of;
                #look
                #(#slots)*
                #tokens
            }
        }
    }

    /// `of.finish(body, guard, how)`.
    fn expand_finish(&self, pass: &Pass, outer: Option<&Ident>) -> TokenStream {
        let Names {
            guard_moved,
            of,
            look,
            ..
        } = self.names();
        let entered = self.expand_entered(pass);
        let how = match self.how {
            How::Diverging(_) => {
                let unfinished = self.expand_unfinished(outer);
                return quote_spanned!(Span::mixed_site()=> #unfinished #entered);
            }
            How::Plain(_) => quote!((0, 0, 0, 0)),
            How::Nested(_) | How::Tail(..) | How::Branching(_) => look.into_token_stream(),
        };
        let (function, arguments) = match (self.place, outer) {
            (Place::Tail, Some(outer)) => {
                (quote!(finish_inner), quote!(#how, (0, 0, 0, 0), #outer))
            }
            (Place::Branch(level), _) => {
                let outer = look_name(level);
                // What a branch of this body has chosen is not known to the types.
                let how = match self.how {
                    How::Branching(_) => quote!((0, 0, 0, 0)),
                    _ => how,
                };
                (
                    quote!(finish_branch),
                    quote_spanned!(Span::mixed_site()=> #how, (0, 0, 0, 0), &mut #outer),
                )
            }
            _ => (quote!(finish), how),
        };
        quote_spanned! {Span::mixed_site()=>
            #of.#function(#entered, #guard_moved, #arguments)
        }
    }

    /// `if false { break 'with unfinished }`, which gives a body that always leaves its type.
    fn expand_unfinished(&self, outer: Option<&Ident>) -> TokenStream {
        let Names { of, with, .. } = self.names();
        let (function, more) = match (self.place, outer) {
            (Place::Tail, Some(outer)) => (
                quote!(unfinished_inner),
                quote!(, (0, 0, 0, 0), (0, 0, 0, 0), #outer),
            ),
            _ => (quote!(unfinished), TokenStream::new()),
        };
        quote_spanned! {Span::mixed_site()=>
            if false {
                let __scoped_none = !__scoped::NEVER;
                break #with #of.#function(__scoped_none, || __scoped::diverge() #more)
            }
        }
    }

    /// `{ let pattern = enter; body }`.
    ///
    /// The body is a branch of an `if`: its temporaries end with it in every edition, and what follows
    /// a body that always leaves is not reported as unreachable.
    fn expand_entered(&self, pass: &Pass) -> TokenStream {
        let Names {
            guard_mut,
            of,
            look,
            with,
            ..
        } = self.names();
        let enter = self.call("enter", guard_mut);
        let entered = quote_spanned! {Span::mixed_site()=>
            match #enter {
                __scoped::Ok(__scoped_value) => __scoped_value,
                __scoped::Err(__scoped_error) => {
                    break #with #of.not_entered(!#of.pass_error(__scoped_error))
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
            How::Plain(group) | How::Branching(group) => group.to_token_stream(),
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
            if true #body else { __scoped::absurd(!__scoped::NEVER) }
        }}
    }

    /// The block whose value is that of the body around it.
    fn expand_inner(&self, pass: &Pass, look: &Ident) -> TokenStream {
        let arm = self.expand_arm(pass, Some(look));
        self.expand_match(pass, &arm)
    }

    /// Input:  `inside`, in which something breaks to `'pad`
    /// Output: `let value = 'pad: { inside }; match leave(value, guard) { .. }`
    fn expand_pad(&self, pad: &Pad, inside: &TokenStream) -> TokenStream {
        let Names {
            guard_moved,
            of,
            with,
            ..
        } = self.names();
        let label = &pad.label;
        let value = pads::local("jump");
        // The jump that is never made makes it a block that can be left, also where the jumps that were
        // written turn out to be unreachable or configured out.
        let landed = quote_spanned! {Span::mixed_site()=>
            #label: {
                if false { break #label __scoped::absurd(!__scoped::NEVER); }
                #inside
            }
        };
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
        let (leave, arguments) = match (&pad.key, pad.carries) {
            (Key::Return | Key::PlainReturn(_), true) => {
                ("leave", quote!(&#value, #guard_moved, (0, 0, 0, 0)))
            }
            (Key::Try, _) => ("leave_short", quote!(&#value, #guard_moved, (0, 0, 0, 0))),
            _ => ("leave_completed", guard_moved),
        };
        let leave = self.call(leave, arguments);
        let value = pad.carries.then_some(value);
        let onward = match &pad.onward {
            Onward::Pad(outer) => pads::jump(outer, value.map(Ident::into_token_stream)),
            Onward::Real(real) => expand_real(real, value.as_ref()),
        };
        quote_spanned! {Span::mixed_site()=>
            #landed
            match #leave {
                __scoped::Some(__scoped_stop) => {
                    break #with #of.give_up(!#of.pass(__scoped_stop))
                }
                __scoped::None => #onward,
            }
        }
    }

    /// An unlabelled jump to a loop around the outermost `with!` may not stand in a labelled block.
    ///
    /// Input:  `arm`, in which something breaks to `'fall`
    /// Output: `match 'fall: { Ok(arm) } { Ok(value) => value, Err(..) => break }`
    fn expand_fall(&self, pass: &Pass, arm: TokenStream) -> TokenStream {
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
                        __scoped::Err(__scoped::None) => #token,
                    }
                });
                quote_spanned! {Span::mixed_site()=>
                    __scoped::Err(__scoped::Some(#pattern)) => #token #value,
                    #continues
                }
            }
            (None, Some(token)) => quote_spanned! {Span::mixed_site()=>
                __scoped::Err(__scoped::None) => #token,
            },
        };
        let never = match (breaks, continues) {
            (Some(_), None) => quote_spanned! {Span::mixed_site()=>
                __scoped::Err(__scoped::None) =>
                    __scoped::absurd(!__scoped::NEVER),
            },
            (None, Some(_)) => quote_spanned! {Span::mixed_site()=>
                __scoped::Err(__scoped::Some(__scoped_none)) =>
                    __scoped::absurd(__scoped_none),
            },
            _ => TokenStream::new(),
        };
        let fall = pads::label("fall");
        let slot = pads::local("value");
        let break_slot = breaks.filter(|(_, carries)| *carries).map(|(token, _)| {
            let slot = pads::break_slot(&Target::Loop);
            quote_spanned! {Span::mixed_site()=>
                let #slot = __scoped::Slot::new();
                if false { #token #slot.of_none(!__scoped::NEVER); }
            }
        });
        quote_spanned! {Span::mixed_site()=> {
            #break_slot
            let #slot = __scoped::Slot::new();
            if false {
                #slot.of_none(!__scoped::NEVER)
            } else {
                // Bound first: a `continue` in the last `match` of a loop is a needless one to clippy.
                let __scoped_value = match #fall: {
                    ();
                    __scoped::Ok(#slot.typed(#arm))
                } {
                    __scoped::Ok(__scoped_value) => __scoped_value,
                    #jumps
                    #never
                };
                __scoped_value
            }
        }}
    }
}

/// The way that a level looks at its body's value.
fn look_name(level: LevelId) -> Ident {
    pads::local(&format!("look_{level}"))
}

fn starts_lower_case(ident: &Ident) -> bool {
    let name = ident.to_string();
    name.trim_start_matches("r#")
        .starts_with(|first: char| first.is_lowercase())
}

/// `let slot = Slot::new(); if false { break 'label slot }`, where the break's target is in sight.
fn expand_break_slot(pad: &Pad) -> Option<TokenStream> {
    let (Key::Break(target), true, Onward::Real(Real::Break(token, label))) =
        (&pad.key, pad.carries, &pad.onward)
    else {
        return None;
    };
    let slot = pads::break_slot(target);
    Some(quote_spanned! {Span::mixed_site()=>
        let #slot = __scoped::Slot::new();
        if false { #token #label #slot.of_none(!__scoped::NEVER); }
    })
}

/// The jump behind the outermost pad.
fn expand_real(real: &Real, value: Option<&Ident>) -> TokenStream {
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
            fall(&quote_spanned!(Span::mixed_site()=> __scoped::Some(#value)))
        }
        Real::ContinueLoop(_) => fall(&quote_spanned!(Span::mixed_site()=> __scoped::None)),
    }
}

/// Leaves the labelled blocks, for an unlabelled jump to be made outside of them.
fn fall(jump: &TokenStream) -> TokenStream {
    let fall = pads::label("fall");
    quote_spanned!(Span::mixed_site()=> break #fall __scoped::Err(#jump))
}
