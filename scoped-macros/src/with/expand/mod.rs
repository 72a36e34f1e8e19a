//! The nested blocks.
//!
//! Nothing can go wrong here any more: what is expanded was read and checked before.

mod entered;
mod fall;
mod finish;
mod landing;

use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Expr, Lifetime, Pat};

use super::flow::Pass;
use super::pads::{self, LevelId};
use super::place::{as_argument, at, call_at, range_of, respan};
use crate::binding::Binding;

/// One manager with what it is around.
pub(crate) struct Block {
    pub(crate) level: LevelId,
    /// The `async` of an async item.
    pub(crate) asyncness: Option<Span>,
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
    /// At the tail of that body or in a branch of it, so that its value may be the body's: the level
    /// whose body that is, and the number of this block among those that stand so.
    Tail(LevelId, usize),
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
///
/// Every use of the guard stands, for rustc, where the manager's expression stands: errors with the same
/// span and the same predicate are one, so that a type that is no manager is reported once.
struct Names {
    /// The guard, as its pattern binds it.
    guard: Ident,
    /// `&guard`.
    guard_ref: TokenStream,
    /// `&mut guard`.
    guard_lent: TokenStream,
    /// The guard, moved.
    guard_moved: TokenStream,
    /// What makes the value of `with!`.
    of: Ident,
    /// The type of an async item's manager.
    kind: Ident,
    /// The same, as it is used.
    kind_used: TokenStream,
    /// The type of an async item's value.
    value: Ident,
    with: Lifetime,
}

impl Block {
    /// Input:  `with!(expr as pattern => { body })`
    /// Output: `match hold(expr) { mut held => match guard(&mut held) { mut guard => 'with: { .. } } }`
    ///
    /// The outer `match` keeps the temporaries of `expr` to its end, hands the expected type on to the body,
    /// and keeps the warning about an unused `Result`.
    pub(crate) fn expand_outermost(&self, pass: &Pass) -> TokenStream {
        let arm = self.expand_arm(pass);
        let arm = self.expand_fall(pass, arm);
        let hint = pass.returns_through_slot.map(|span| {
            let slot = pads::return_slot();
            let keyword = syn::Token![return](Span::mixed_site().located_at(span));
            quote_spanned! {Span::mixed_site()=>
                let #slot = __scoped::Slot::new();
                if false { #keyword #slot.of_none(!__scoped::NEVER); }
            }
        });
        let block = self.expand_match(pass, &quote_spanned!(Span::mixed_site()=> { #hint #arm }));
        let krate = &pass.krate;
        quote_spanned! {Span::mixed_site()=> {
            use #krate::__private as __scoped;
            #block
        }}
    }

    /// The same for a `with!` in the body of another.
    pub(crate) fn expand_nested(&self, pass: &Pass) -> TokenStream {
        let arm = self.expand_arm(pass);
        self.expand_match(pass, &arm)
    }

    /// What holds the manager has the guard's name too: of a value that leaves the block, the borrow
    /// checker says the same of both, and rustc says what is the same to the letter once.
    fn expand_match(&self, pass: &Pass, arm: &TokenStream) -> TokenStream {
        let Names {
            guard, guard_lent, ..
        } = self.names();
        // The borrow checker names a variable only if all of its pattern is the user's.
        let mutable = syn::Token![mut](guard.span());
        let level = pass.levels.get(self.level);
        let new = match (self.asyncness, level.opaque, level.awaits) {
            (Some(_), true, _) => "async_guard_unseen",
            (Some(_), false, _) => "async_guard",
            (None, false, false) => "guard",
            (None, _, _) => "guard_unseen",
        };
        let manager = as_argument(&self.expr);
        if self.asyncness.is_some() {
            let new = self.call(new, manager);
            return quote_spanned! {Span::mixed_site()=>
                match #new { #mutable #guard => #arm }
            };
        }
        let hold = self.call("hold", manager);
        let new = self.call(new, guard_lent);
        quote_spanned! {Span::mixed_site()=>
            match #hold {
                #mutable #guard => match #new { #mutable #guard => #arm }
            }
        }
    }

    /// `'with: { .. }`: the body with the pads around it.
    fn expand_arm(&self, pass: &Pass) -> TokenStream {
        let Names {
            guard_ref,
            of,
            kind,
            value,
            with,
            ..
        } = self.names();
        let declare_of = match self.asyncness {
            None => {
                let new = self.call("of", guard_ref);
                quote_spanned!(Span::mixed_site()=> let #of = #new;)
            }
            Some(_) => {
                let new_of = self.call("async_of", guard_ref.clone());
                let new_kind = self.call("kind", guard_ref);
                let expected = (!self.value_hardly_comes()).then(|| {
                    quote_spanned! {Span::mixed_site()=>
                        if false {
                            let __scoped_none = !__scoped::NEVER;
                            break #with #value.expected(__scoped_none, #of)
                        }
                    }
                });
                quote_spanned! {Span::mixed_site()=>
                    let #of = #new_of;
                    let #kind = #new_kind;
                    let #value = __scoped::Slot::new();
                    #expected
                }
            }
        };
        let tails = (0..pass.levels.get(self.level).tails).map(|number| {
            let told = told_name(self.level, number);
            quote_spanned!(Span::mixed_site()=> let mut #told = __scoped::Told::nothing();)
        });
        let pads = &pass.levels.get(self.level).pads;
        let slots = pads.iter().filter_map(landing::expand_break_slot);
        let mut tokens = self.expand_finish(pass, !pads.is_empty());
        for pad in pads {
            tokens = self.expand_pad(pad, &tokens);
        }
        quote_spanned! {Span::mixed_site()=>
            #with: {
                #declare_of
                #(#tails)*
                #(#slots)*
                #tokens
            }
        }
    }

    /// Whether the body's value would be that of a block whose body plainly never reaches its end.
    fn value_hardly_comes(&self) -> bool {
        match &self.how {
            How::Nested(block) | How::Tail(_, block) => {
                matches!(block.how, How::Diverging(_)) || block.value_hardly_comes()
            }
            How::Diverging(_) | How::Plain(_) => false,
        }
    }

    /// A call of the private interface that needs the manager to be one: it stands where the manager's
    /// expression stands.
    fn call(&self, function: &str, arguments: TokenStream) -> TokenStream {
        let (first, last) = range_of(&self.expr);
        call_at(first, last, function, arguments)
    }

    /// `future.await`, where the `async` of the item stands: that is what is wrong in a function that is
    /// not async.
    fn await_(&self, future: &TokenStream) -> TokenStream {
        let span = self.asyncness.unwrap_or_else(Span::mixed_site);
        let dot = syn::Token![.](span);
        let keyword = syn::Token![await](span);
        quote!(#future #dot #keyword)
    }

    fn names(&self) -> Names {
        let level = self.level;
        let (first, last) = range_of(&self.expr);
        let guard = self.guard_name(last);
        let guard_used = at(&guard, last);
        let kind = pads::local(&format!("kind_{level}"));
        let and = syn::Token![&](first);
        let mutable = syn::Token![mut](last);
        Names {
            guard_ref: quote!(#and #guard_used),
            guard_lent: quote!(#and #mutable #guard_used),
            guard_moved: respan(&guard_used, first, last),
            guard,
            of: pads::local(&format!("of_{level}")),
            kind_used: respan(&kind, first, last),
            kind,
            value: pads::local(&format!("value_{level}")),
            with: pads::label(&format!("with_{level}")),
        }
    }

    /// The borrow checker calls the manager by the guard's name, and prints it only if the user wrote
    /// it. Inside the body the value's name shadows it.
    fn guard_name(&self, span: Span) -> Ident {
        if let Binding::Pattern(pattern, _) = &self.binding {
            if let Pat::Ident(name) = &**pattern {
                let plain = name.by_ref.is_none() && name.subpat.is_none();
                if plain && starts_lower_case(&name.ident) {
                    return name.ident.clone();
                }
            }
        }
        Ident::new(&format!("__scoped_guard_{}", self.level), span)
    }
}

/// What the body of a level is told by a block at its tail.
fn told_name(level: LevelId, number: usize) -> Ident {
    pads::local(&format!("told_{level}_{number}"))
}

fn starts_lower_case(ident: &Ident) -> bool {
    let name = ident.to_string();
    name.trim_start_matches("r#")
        .starts_with(|first: char| first.is_lowercase())
}
