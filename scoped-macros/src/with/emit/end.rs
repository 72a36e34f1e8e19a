//! The normal end: the body's value, exit, and the value of `with!`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::spans::{at, hidden_call_at, method_call_at, respan};
use super::{Emitter, Names, early_value};
use crate::with::model::{Block, Content, Divergence, LevelId, Onward, Position, Real};
use crate::with::names::local;

impl Emitter {
    /// The end of the body, as the value of `'with` or, where there are `pads` around it, as a `break`
    /// with that value.
    pub(super) fn emit_end(&self, block: &mut Block, pads: bool) -> TokenStream {
        let place = block.place;
        let Names { with, .. } = self.names(block);
        let entered = self.emit_entered(block);
        let leave = pads.then(|| quote_spanned!(place=> break #with));
        if block.asyncness.is_some() {
            return self.emit_async_finish(block, &entered, leave.as_ref());
        }
        if !self.level(block).diverges {
            let finish = self.emit_finish(block, &entered);
            return quote_spanned!(place=> #leave #finish);
        }
        let finish = self.emit_finish(block, &quote_spanned!(place=> __scoped_value));
        // In a function that never returns, all of this is of type `!`, and what follows an
        // expression of that type is reported as unreachable. A local is not until it is used.
        quote_spanned! {place=>
            let __scoped_value = #entered;
            let __scoped_with = {
                // Without it, clippy takes the block for one diverging expression.
                ();
                #finish
            };
            #leave __scoped_with
        }
    }

    /// The way to see a failure in a value of which nothing but its type is known.
    pub(super) fn inspect_directly(&self, place: Span) -> TokenStream {
        if self.sends {
            quote_spanned!(place=> __scoped::direct_sendable(0, 0, 0, 0))
        } else {
            quote_spanned!(place=> __scoped::direct(0, 0, 0))
        }
    }

    /// What the blocks tell, or let through, whose value may be that of the body.
    pub(super) fn declare_tails(&self, block: &Block) -> TokenStream {
        let place = block.place;
        let tails = self.level(block).tails.iter().enumerate();
        tails
            .map(|(number, tail)| {
                let name = tail_name(block.level, number);
                if self.is_seen_through(block.level) {
                    return quote_spanned!(place=> let #name = __scoped::Through::new(););
                }
                let condition = tail
                    .condition
                    .as_ref()
                    .map(|predicate| quote!(#[cfg(#predicate)]));
                quote_spanned!(place=> #condition let mut #name = __scoped::InBranch::nothing();)
            })
            .collect()
    }

    /// Whether the body's value is always that of one nested block, of which the same holds or which has none.
    fn is_seen_through(&self, level: LevelId) -> bool {
        match &self.levels[level].tails[..] {
            [only] => only.always && self.is_simple(only.level),
            _ => false,
        }
    }

    /// Whether the way to see a failure in a body's value is known from its type alone.
    fn is_simple(&self, level: LevelId) -> bool {
        self.levels[level].tails.is_empty() || self.is_seen_through(level)
    }

    /// The way to see a failure in the body's value: as a block at its tail says, or else directly.
    fn inspect(&self, block: &Block) -> TokenStream {
        let place = block.place;
        if self.is_seen_through(block.level) {
            let through = tail_name(block.level, 0);
            return quote!(#through);
        }
        let direct = self.inspect_directly(place);
        let tails = &self.level(block).tails;
        if tails.iter().all(|tail| tail.condition.is_none()) {
            return (0..tails.len()).rev().fold(direct, |otherwise, number| {
                let tail = tail_name(block.level, number);
                quote_spanned!(place=> __scoped::Either(#tail, #otherwise))
            });
        }
        let inspect = local("inspect");
        let either = tails.iter().enumerate().map(|(number, tail)| {
            let name = tail_name(block.level, number);
            let condition = tail
                .condition
                .as_ref()
                .map(|predicate| quote!(#[cfg(#predicate)]));
            quote_spanned!(place=> #condition let #inspect = __scoped::Either(#name, #inspect);)
        });
        quote_spanned!(place=> {
            let #inspect = #direct;
            #(#either)*
            #inspect
        })
    }

    /// How the body around this block sees through it, if its value may be that body's: the method's ending, and its
    /// last arguments.
    fn tells(&self, block: &Block) -> Option<(&'static str, TokenStream)> {
        let place = block.place;
        let Position::Tail(level, number) = block.position else {
            return None;
        };
        let tail = tail_name(level, number);
        let direct = self.inspect_directly(place);
        Some(if self.is_seen_through(level) {
            ("through", quote_spanned!(place=> #direct, #tail))
        } else {
            ("in_branch", quote_spanned!(place=> #direct, &mut #tail))
        })
    }

    /// `exit_type.finish(body, guard, inspect)`.
    fn emit_finish(&self, block: &Block, entered: &TokenStream) -> TokenStream {
        let place = block.place;
        let Names { exit_type, .. } = self.names(block);
        let inspect = self.inspect(block);
        let (finish, tail) = match self.tells(block) {
            Some((way, tail)) => (format!("finish_{way}"), Some(tail)),
            None => (String::from("finish"), None),
        };
        let (first, last) = block.range;
        let guard = self.emit_guard_past_way_out(block);
        hidden_call_at(
            first,
            last,
            exit_type,
            &finish,
            quote_spanned!(place=> #entered, #guard, #inspect, #tail),
        )
    }

    /// The same in steps, since `exit` is awaited in the user's function.
    fn emit_async_finish(
        &self,
        block: &Block,
        entered: &TokenStream,
        leave: Option<&TokenStream>,
    ) -> TokenStream {
        let place = block.place;
        let Names {
            exit_type,
            manager_type_used,
            value,
            ..
        } = self.names(block);
        let guard = self.emit_guard_past_way_out(block);
        let inspect = self.inspect(block);
        let tell = self.tells(block).map(|(way, tail)| {
            let tell = Ident::new(if way == "in_branch" { "tell" } else { way }, place);
            quote_spanned!(place=> #exit_type.#tell(#value, #inspect, #tail);)
        });
        let value_ref = quote_spanned!(place=> &__scoped_value);
        let inspection = Inspection {
            outcome: "outcome",
            inspect: inspect.clone(),
            value: value_ref.clone(),
            by_question_mark: None,
        };
        let exit = self.emit_async_exit(block, guard, Some(inspection));
        let answer = emit_answer(block);
        let settle = self.call(
            block,
            "settle",
            quote_spanned!(place=> #manager_type_used, #answer, #inspect, #value_ref),
        );
        let stand = early_value(
            block,
            exit_type,
            "stand",
            quote_spanned!(place=> __scoped_value),
        );
        let give_up = early_value(
            block,
            exit_type,
            "give_up",
            quote_spanned!(place=> __scoped_stop),
        );
        quote_spanned! {place=>
            let __scoped_value = {
                // Without it, clippy takes the block for one diverging expression, when it is around
                // one that always leaves.
                ();
                #value.typed(#entered)
            };
            #tell
            let __scoped_answer = #exit;
            let __scoped_with = match #settle {
                __scoped::None => #stand,
                __scoped::Some(__scoped_stop) => #give_up,
            };
            #leave __scoped_with
        }
    }

    /// `exit(take(guard), outcome).await`, with the outcome that is seen in a value, or else a success.
    ///
    /// It is found before the manager is taken: where an error panics that is looked at, the guard still
    /// holds that one.
    pub(super) fn emit_async_exit(
        &self,
        block: &Block,
        guard: TokenStream,
        inspection: Option<Inspection>,
    ) -> TokenStream {
        let place = block.place;
        let inspection = match inspection {
            Some(Inspection {
                outcome,
                inspect,
                value,
                by_question_mark,
            }) => {
                let outcome = Ident::new(outcome, place);
                let question_mark = by_question_mark.map(|it| quote_spanned!(place=> , #it));
                quote_spanned! {place=>
                    let mut __scoped_stand_in = __scoped::stand_in(#inspect, #value);
                    let __scoped_outcome = __scoped::#outcome(
                        #inspect, #value #question_mark, &mut __scoped_stand_in
                    );
                }
            }
            None => quote_spanned! {place=>
                let __scoped_outcome = __scoped::Outcome::Completed;
            },
        };
        let manager = self.call(block, "take", guard);
        let exit = self.call(
            block,
            "AwaitedManager::exit",
            quote_spanned!(place=> #manager, __scoped_outcome),
        );
        let exit = self.emit_await(block, exit);
        quote_spanned! {place=> {
            #inspection
            #exit
        }}
    }

    /// Where the body plainly never ends, `with!` has the type `!` if nothing else gives it a value, so that rustc warns
    /// of what follows it. Of blocks in each other, each may give the other's jump up.
    pub(super) fn emit_diverged(&self, block: &Block, with: TokenStream) -> TokenStream {
        let Content::Body(body) = &block.content else {
            return with;
        };
        let Some(Divergence::Certain(first, last)) = body.divergence else {
            return with;
        };
        let falls = |onward: &Onward| matches!(onward, Onward::Real(Real::Jump(_, None, _)));
        let pads = &self.level(block).pads;
        if self.levels.len() > 1 || pads.iter().any(|pad| falls(&pad.onward)) {
            return with;
        }
        let place = block.place;
        let Names { exit_type, .. } = self.names(block);
        let never = quote_spanned!(place=> || __scoped::diverge());
        let diverged = method_call_at(
            first,
            last,
            exit_type.to_token_stream(),
            "diverged",
            quote_spanned!(place=> __scoped_with, #never),
        );
        quote_spanned! {place=>
            let __scoped_with = #with;
            #diverged
        }
    }

    /// What the function returns, of a block that is around all of its body, where the body's value stands.
    pub(super) fn emit_returned(
        &self,
        block: &Block,
        (first, last): (Span, Span),
        with: &TokenStream,
    ) -> TokenStream {
        let place = block.place;
        let Names { exit_type, .. } = self.names(block);
        let exit_type_used = respan(exit_type, block.range.0, block.range.1);
        let stop = local("stop");
        let given_up = self.call(block, "given_up", quote!(#exit_type_used, #stop));
        // There, and the macro's own all the same, so that no lint looks at it.
        let hidden = |span| Span::mixed_site().located_at(span);
        let receiver = at(exit_type, first).into_token_stream();
        let returned = |with| {
            let arguments = quote_spanned!(place=> #with, |#stop| #given_up);
            method_call_at(hidden(first), hidden(last), receiver, "returned", arguments)
        };
        if !self.level(block).diverges {
            return returned(with.clone());
        }
        // As at the end of such a body.
        let value = local("with");
        let returned = returned(respan(&value, first, last));
        quote_spanned! {place=>
            let #value = #with;
            #returned
        }
    }
}

/// How the outcome is seen in a value.
pub(super) struct Inspection {
    pub(super) outcome: &'static str,
    pub(super) inspect: TokenStream,
    pub(super) value: TokenStream,
    pub(super) by_question_mark: Option<Ident>,
}

/// The answer of `exit`, where the manager's expression stands: its type is the manager's.
pub(super) fn emit_answer(block: &Block) -> TokenStream {
    let (first, last) = block.range;
    respan(&local("answer"), first, last)
}

/// What a block at the tail of a level's body says of its value.
fn tail_name(level: LevelId, number: usize) -> Ident {
    local(&format!("tail_{level}_{number}"))
}
