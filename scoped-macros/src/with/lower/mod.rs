//! The walk over the body: which jumps leave it, and where each of them lands.
//!
//! One walk over the body and over the `with!` calls nested in it. Jumps of inner loops, labelled blocks,
//! closures, async blocks, items and consts belong to those and are left alone.

mod attributes;
mod awaits;
mod diverge;
mod frames;
mod jumps;
mod macros;
mod walk;

use proc_macro2::{Span, TokenStream};

use super::known_macros::KnownMacros;
use super::model::{
    Block, Body, Condition, Content, Level, LevelId, Lowered, Position, Site, SiteId, Tail, Unseen,
};
use super::parse::{Call, Item};
use crate::groups;
use crate::tokens::range_of;
use frames::Frame;

/// Reads the input of a nested call; `None` when it has a mistake, and is left to say that itself.
pub(crate) type ReadCall = fn(TokenStream) -> Option<(KnownMacros, Call)>;

/// Finds where the jumps in a call land, which stands in no other.
pub(crate) fn lower(
    call: Call,
    known_macros: KnownMacros,
    read_call: ReadCall,
    position: Position,
) -> Lowered {
    let mut lowering = Lowering {
        known_macros,
        read_call,
        levels: Vec::new(),
        sites: Vec::new(),
        leaves: None,
        frames: Vec::new(),
        conditions: Vec::new(),
        at: At::Anywhere,
        awaits: awaits::awaits(&call),
        statement: Statement::default(),
    };
    let block = lowering.lower_call(call, None, position);
    Lowered {
        block,
        levels: lowering.levels,
        sites: lowering.sites,
        leaves: lowering.leaves,
    }
}

struct Lowering {
    known_macros: KnownMacros,
    read_call: ReadCall,
    levels: Vec<Level>,
    sites: Vec<Site>,
    leaves: Option<Span>,
    /// What a jump may go to, or cross; the innermost last.
    frames: Vec<Frame>,
    /// What is configured around the code under the walk.
    conditions: Vec<TokenStream>,
    /// Where the expression stands that comes next.
    at: At,
    /// Whether something is awaited in the call.
    awaits: bool,
    /// What stands in the statement under the walk.
    statement: Statement,
}

/// What stands in a statement, but not in the blocks in it.
#[derive(Default)]
struct Statement {
    awaits: Vec<SiteId>,
    macros: bool,
}

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Anywhere,
    /// At the tail of a body; `always`, if that ends nowhere else.
    Tail {
        always: bool,
    },
}

impl Lowering {
    fn lower_call(&mut self, call: Call, range: Option<(Span, Span)>, position: Position) -> Block {
        self.lower_items(call.items.into_iter(), call.body, range, position)
    }

    /// The first item's expression of the outermost call stands outside of every level and is left alone.
    fn lower_items(
        &mut self,
        mut items: std::vec::IntoIter<Item>,
        body: Body,
        call: Option<(Span, Span)>,
        position: Position,
    ) -> Block {
        let Some(Item { asyncness, bound }) = items.next() else {
            unreachable!("a call has an item");
        };
        let mut expr = bound.expr;
        let range = range_of(&expr);
        if self.frames.is_empty() {
            groups::make_visible(&mut expr);
        } else {
            self.walk_expr(&mut expr, At::Anywhere);
        }
        if asyncness.is_some() {
            self.see_await();
        }
        let level = self.levels.len();
        self.levels.push(Level {
            is_async: asyncness.is_some(),
            ..Level::default()
        });
        if let Position::Tail(outer, number) = position {
            self.levels[outer].tails[number].level = level;
        }
        self.frames.push(Frame::Level(level));
        let content = if items.len() == 0 {
            Content::Body(self.lower_body(body))
        } else {
            let inner = match position {
                Position::Function(..) => position,
                Position::Anywhere | Position::Tail(..) => self.add_tail(level, true),
            };
            Content::Item(Box::new(self.lower_items(items, body, call, inner)))
        };
        self.frames.pop();
        let diverges = match (&content, position) {
            (Content::Body(body), _) => body.divergence.is_some(),
            (Content::Item(inner), Position::Function(..)) => self.levels[inner.level].diverges,
            (Content::Item(_), _) => false,
        };
        let tails = self.levels[level].tails.iter();
        let diverges = diverges
            || tails
                .filter(|tail| tail.always)
                .any(|tail| self.levels[tail.level].diverges);
        self.levels[level].diverges = diverges;
        Block {
            level,
            place: call.map_or_else(Span::mixed_site, |(first, _)| {
                Span::mixed_site().located_at(first)
            }),
            call,
            asyncness,
            expr,
            range,
            binding: bound.binding,
            content,
            position,
        }
    }

    fn lower_body(&mut self, mut body: Body) -> Body {
        let Some(stmts) = &mut body.stmts else {
            // rustc will say what is wrong with it.
            self.see_unseen(Unseen::Likely);
            return body;
        };
        body.divergence = diverge::divergence_of(stmts).or(body.divergence);
        let before = self.sites.len();
        self.walk_stmts(stmts, At::Tail { always: true });
        body.emits_stmts |= self.sites.len() > before;
        body
    }

    /// One more block, whose level is not there yet, whose value may be that of the body of `outer`.
    fn add_tail(&mut self, outer: LevelId, always: bool) -> Position {
        let condition = self.condition();
        let tails = &mut self.levels[outer].tails;
        tails.push(Tail {
            level: outer,
            always: always && condition.is_none(),
            condition,
        });
        Position::Tail(outer, tails.len() - 1)
    }

    /// A placeholder for a site.
    fn add_site(&mut self, site: Site) -> syn::Expr {
        self.sites.push(site);
        super::model::placeholder(self.sites.len() - 1)
    }

    /// Under which configuration the code under the walk is there.
    fn condition(&self) -> Condition {
        attributes::all(&self.conditions)
    }

    /// The levels around the code under the walk, inner to outer.
    fn entered_levels(&self) -> Vec<LevelId> {
        self.frames
            .iter()
            .rev()
            .filter_map(|frame| match frame {
                Frame::Level(level) => Some(*level),
                _ => None,
            })
            .collect()
    }

    /// Something stands here that may leave without being seen.
    fn see_unseen(&mut self, unseen: Unseen) {
        for level in self.entered_levels() {
            let level = &mut self.levels[level];
            level.unseen = level.unseen.max(unseen);
        }
    }

    /// The future may be dropped here.
    fn see_await(&mut self) {
        for level in self.entered_levels() {
            self.levels[level].awaits = true;
        }
    }
}
