//! Which jumps leave the body, and the rewriting of each into a jump to its landing pad.
//!
//! One pass over the body and over the `with!` calls nested in it. Jumps of inner loops, labelled blocks,
//! closures, async blocks, items and consts belong to those and are left alone.

mod jumps;
mod macros;
mod visit;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::visit_mut::VisitMut as _;
use syn::{Lifetime, Macro, Stmt};

use super::body::{self, Body, tail_with};
use super::expand::{Block, How, Place};
use super::leaves::always_leaves;
use super::pads::{self, Key, LevelId, Levels, Real, Target, ValueRange};
use super::parse::{self, Call};

/// What a jump may go to, or cross.
enum Frame {
    /// An entered manager.
    Level(LevelId),
    /// A loop, with its label; `ours` once a jump needed one.
    Loop {
        label: Option<Lifetime>,
        ours: Option<Lifetime>,
    },
    /// A labelled block.
    Block(Lifetime),
}

/// The pass over one outermost `with!`.
pub(crate) struct Pass {
    pub(crate) krate: TokenStream,
    pub(crate) levels: Levels,
    frames: Vec<Frame>,
    /// Whether a jump needs to know the function's return type early.
    pub(crate) returns_through_slot: Option<Span>,
    plain_returns: usize,
    /// Counts what was rewritten: code that was not is emitted as it was written.
    rewritten: usize,
}

impl Pass {
    pub(crate) fn new(krate: TokenStream) -> Self {
        Self {
            krate,
            levels: Levels::default(),
            frames: Vec::new(),
            returns_through_slot: None,
            plain_returns: 0,
            rewritten: 0,
        }
    }

    /// Expands the call that the compiler asked for.
    pub(crate) fn expand_outermost(mut self, call: Call) -> TokenStream {
        let block = self.read_call(call, Place::Anywhere);
        block.expand_outermost(&self)
    }

    /// Reads a call and rewrites what stands in it. The first item's expression of the outermost call
    /// stands outside of every level and is left alone.
    fn read_call(&mut self, call: Call, place: Place) -> Block {
        let mut call_items = call.items.into_iter();
        let Some(first) = call_items.next() else {
            unreachable!("a call has an item");
        };
        self.read_items(first, call_items, &call.body, place)
    }

    fn read_items(
        &mut self,
        item: parse::Item,
        mut rest: std::vec::IntoIter<parse::Item>,
        body: &Body,
        place: Place,
    ) -> Block {
        let mut expr = item.bound.expr;
        if !self.frames.is_empty() {
            self.visit_expr_mut(&mut expr);
        }
        if item.asyncness.is_some() {
            self.see_await();
        }
        let level = self.levels.push();
        self.frames.push(Frame::Level(level));
        let how = match rest.next() {
            Some(next) => {
                let place = self.tail_of(level);
                How::Nested(Box::new(self.read_items(next, rest, body, place)))
            }
            None => self.read_body(level, body),
        };
        self.frames.pop();
        Block {
            level,
            asyncness: item.asyncness,
            expr,
            binding: item.bound.binding,
            how,
            place,
        }
    }

    fn read_body(&mut self, level: LevelId, body: &Body) -> How {
        let Some(mut stmts) = body.stmts.clone() else {
            // rustc will say what is wrong with it.
            self.see_nothing();
            return How::Plain(body.group.clone());
        };
        // A `with!` at the body's end: what it wraps around its value is no success of this body.
        let tail = tail_with(&stmts).and_then(|mac| parse_nested(mac).ok());
        if tail.is_some() {
            stmts.pop();
        }
        let diverges = always_leaves(&stmts);
        if tail.is_none() {
            body::mark_branches(&mut stmts);
        }
        let changed = self.rewrites(|pass| pass.visit_stmts(&mut stmts));
        let tokens = || stmts.iter().map(ToTokens::to_token_stream).collect();
        match tail {
            Some(call) => {
                let place = self.tail_of(level);
                How::Tail(tokens(), Box::new(self.read_call(call, place)))
            }
            None => {
                let group = if changed {
                    body.regroup(tokens())
                } else {
                    body.group.clone()
                };
                if diverges {
                    How::Diverging(group)
                } else {
                    How::Plain(group)
                }
            }
        }
    }

    /// The place of one more block whose value may be that of the level's body.
    fn tail_of(&mut self, level: LevelId) -> Place {
        let tails = &mut self.levels.get_mut(level).tails;
        *tails += 1;
        Place::Tail(level, *tails - 1)
    }

    fn rewrites(&mut self, rewrite: impl FnOnce(&mut Self)) -> bool {
        let before = self.rewritten;
        rewrite(self);
        self.rewritten > before
    }

    fn visit_stmts(&mut self, stmts: &mut [Stmt]) {
        for stmt in stmts {
            self.visit_stmt_mut(stmt);
        }
    }

    /// The levels that a jump out of the function crosses, inner to outer.
    fn all_levels(&self) -> Vec<LevelId> {
        self.frames
            .iter()
            .rev()
            .filter_map(|frame| match frame {
                Frame::Level(level) => Some(*level),
                _ => None,
            })
            .collect()
    }

    /// The level that the code under the visitor stands in directly.
    fn innermost_level(&self) -> Option<LevelId> {
        self.all_levels().first().copied()
    }

    /// Something stands here that may leave without being seen.
    fn see_nothing(&mut self) {
        for level in self.all_levels() {
            self.levels.get_mut(level).opaque = true;
        }
    }

    /// The future may be dropped here.
    fn see_await(&mut self) {
        for level in self.all_levels() {
            self.levels.get_mut(level).awaits = true;
        }
    }

    /// Lands a jump that leaves the function.
    fn land_return(&mut self, key: &Key, carries: bool, real: &Real) -> Lifetime {
        let crossed = self.all_levels();
        self.levels.land(key, &crossed, carries, real)
    }

    /// The pad of a `return` whose value has the type of the function's slot.
    fn land_slot(&mut self, key: &Key, span: Span, value: ValueRange) -> Lifetime {
        self.returns_through_slot.get_or_insert(span);
        self.land_return(key, true, &Real::Return(span, value))
    }

    /// Where an unlabelled jump or one to `label` goes, and which levels it crosses.
    fn find_target(&self, label: Option<&Lifetime>) -> (Target, Vec<LevelId>) {
        let mut crossed = Vec::new();
        for (index, frame) in self.frames.iter().enumerate().rev() {
            match (frame, label) {
                (Frame::Level(level), _) => crossed.push(*level),
                (Frame::Loop { .. }, None) => return (Target::Inside(index), crossed),
                (
                    Frame::Loop {
                        label: Some(found), ..
                    }
                    | Frame::Block(found),
                    Some(label),
                ) if found.ident == label.ident => {
                    return (Target::Inside(index), crossed);
                }
                _ => {}
            }
        }
        match label {
            Some(label) => (Target::Label(label.ident.to_string()), crossed),
            None => (Target::Loop, crossed),
        }
    }

    /// The label to jump to a target by. A loop of the pass that has none is given one of ours.
    fn label_of(&mut self, target: &Target, written: Option<&Lifetime>) -> Option<Lifetime> {
        if let Some(written) = written {
            return Some(written.clone());
        }
        let Target::Inside(index) = *target else {
            return None;
        };
        match &mut self.frames[index] {
            Frame::Loop {
                label: Some(label), ..
            } => Some(label.clone()),
            Frame::Loop { ours, .. } => Some(
                ours.get_or_insert_with(|| pads::label(&format!("loop_{index}")))
                    .clone(),
            ),
            Frame::Level(_) | Frame::Block(_) => None,
        }
    }
}

fn parse_nested(mac: &Macro) -> Result<Call, TokenStream> {
    parse::parse_call(&mac.tokens.clone().into_iter().collect::<Vec<_>>())
}

fn with_attributes(attributes: &[syn::Attribute], tokens: TokenStream) -> TokenStream {
    quote_spanned!(Span::mixed_site()=> #(#attributes)* #tokens)
}
