//! A call, read and lowered: what the body can be left by, and where each of these ways lands.
//!
//! Each entered manager is a *level*. A jump that leaves a level lands on a *pad* of that level first, where
//! `exit` is called; the pad then jumps on, to the pad of the next level outwards or for real. In the body, a *site*
//! stands for each piece of code that becomes another one.

use proc_macro2::{Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Expr, ExprAwait, Lifetime, Stmt, Token};

use super::macro_inputs::MacroInput;
use crate::binding::Binding;

/// A level's place in [`Lowered::levels`].
pub(crate) type LevelId = usize;

/// A site's place in [`Lowered::sites`].
pub(crate) type SiteId = usize;

/// A call, lowered.
pub(crate) struct Lowered {
    pub(crate) block: Block,
    pub(crate) levels: Vec<Level>,
    pub(crate) sites: Vec<Site>,
    /// Whether a jump has a value of the function's return type: where the first of them stands.
    pub(crate) leaves: Option<Span>,
}

/// One manager with what it is around.
pub(crate) struct Block {
    pub(crate) level: LevelId,
    /// Where the call stands, for what has no other place.
    pub(crate) place: Span,
    /// The first and the last span of a nested call. Those of the outermost one are not known: what has no other place is
    /// there anyway.
    pub(crate) call: Option<(Span, Span)>,
    /// The `async` of an async item.
    pub(crate) asyncness: Option<Span>,
    pub(crate) expr: Expr,
    /// The first and the last span of that expression, as it was written.
    pub(crate) range: (Span, Span),
    pub(crate) binding: Binding,
    pub(crate) content: Content,
    pub(crate) position: Position,
}

/// What a manager is around.
pub(crate) enum Content {
    Body(Body),
    /// The next item.
    Item(Box<Block>),
}

/// The body of a call.
pub(crate) struct Body {
    /// In its braces, as it was written.
    pub(crate) group: Group,
    /// Its inner attributes.
    pub(crate) attributes: Vec<Attribute>,
    /// Its statements. `None` in an editor, and when they do not parse: rustc is left to say why.
    pub(crate) stmts: Option<Vec<Stmt>>,
    /// Whether they are emitted: there are sites in them, or rustc would not see the invisible delimiters in the group.
    /// If not, the group is emitted as it was written.
    pub(crate) emits_stmts: bool,
    pub(crate) divergence: Option<Divergence>,
}

impl Body {
    /// A body that is emitted as it was written, whatever stands in it.
    pub(crate) const fn unread(group: Group) -> Self {
        Self {
            group,
            attributes: Vec::new(),
            stmts: None,
            emits_stmts: false,
            divergence: None,
        }
    }
}

/// The last statement of a body plainly never ends.
#[derive(Clone, Copy)]
pub(crate) enum Divergence {
    /// By what the language says of it. It stands there.
    Certain(Span, Span),
    /// By the name of a macro, which may be another one.
    Likely,
}

/// Where a block stands in the body around it.
#[derive(Clone, Copy)]
pub(crate) enum Position {
    /// Anywhere, or in no other body.
    Anywhere,
    /// At the tail of that body or in a branch of it, so that its value may be the body's: the level
    /// whose body that is, and the number of this block among those that stand so.
    Tail(LevelId, usize),
    /// Around all of a function's body, so that its value is what the function returns: the first and the last span of
    /// what is written for that.
    Function(Span, Span),
}

/// One entered manager.
#[derive(Default)]
pub(crate) struct Level {
    /// Whether its manager awaits.
    pub(crate) is_async: bool,
    /// Whether the value of its body plainly never comes.
    pub(crate) diverges: bool,
    /// Whether a jump may leave the body that lands nowhere.
    pub(crate) unseen: Unseen,
    /// Whether the future may be dropped in the body.
    pub(crate) awaits: bool,
    /// Inner to outer.
    pub(crate) pads: Vec<Pad>,
    /// The blocks whose value may be that of the body.
    pub(crate) tails: Vec<Tail>,
}

/// Whether a jump may leave a body that lands nowhere.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unseen {
    /// All code of the body is seen.
    #[default]
    No,
    /// Only if a macro is not the one that its name says, or a label not the one of its name.
    Unlikely,
    /// There is code that nobody sees.
    Likely,
}

/// A block whose value is, or may be, that of the body around it.
pub(crate) struct Tail {
    /// That block's own level.
    pub(crate) level: LevelId,
    /// Whether the body has no other value.
    pub(crate) always: bool,
    pub(crate) condition: Condition,
}

/// Under which configuration something is there: the predicate of a `#[cfg]`, or always.
pub(crate) type Condition = Option<TokenStream>;

/// A landing pad.
pub(crate) struct Pad {
    pub(crate) label: Lifetime,
    pub(crate) kind: PadKind,
    /// Where the first jump to it was written.
    pub(crate) place: Span,
    pub(crate) onward: Onward,
    pub(crate) condition: Condition,
}

/// What lands on a pad.
#[derive(Clone)]
pub(crate) enum PadKind {
    /// `return value` and `?`, with the value, and whether it was a `?`.
    Leave,
    /// A bare `return`.
    Return,
    /// `break` with a value, whose type has this name.
    BreakWith(Ident),
    /// `break` or `continue`.
    Jump,
}

/// What happens behind a pad.
#[derive(Clone)]
pub(crate) enum Onward {
    /// The pad of the next level outwards.
    Pad(Lifetime),
    /// The jump itself.
    Real(Real),
}

/// The first and the last span of a jump's value, to say there what is wrong with it. A pad on which
/// several values land has none.
pub(crate) type ValueRange = Option<(Span, Span)>;

/// The jump that a pad finally makes.
#[derive(Clone)]
pub(crate) enum Real {
    /// `return value`, or a bare `return`, where this one stands.
    Return(Span, ValueRange),
    /// `break ['label] [value]` or `continue ['label]`. Without a label it is one of the loop around the outermost `with!`.
    Jump(Keyword, Option<Lifetime>, ValueRange),
}

/// What a jump begins with.
#[derive(Clone, Copy)]
pub(crate) enum Keyword {
    Break(Token![break]),
    Continue(Token![continue]),
}

impl Keyword {
    pub(crate) fn span(self) -> Span {
        match self {
            Self::Break(token) => token.span,
            Self::Continue(token) => token.span,
        }
    }
}

impl ToTokens for Keyword {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Break(token) => token.to_tokens(tokens),
            Self::Continue(token) => token.to_tokens(tokens),
        }
    }
}

/// A piece of the body that becomes another one.
pub(crate) enum Site {
    /// `return value`, `break 'label value` or `continue 'label`.
    Jump(JumpSite),
    /// `operand?`
    QuestionMark(QuestionMarkSite),
    /// `future.await`
    Await(AwaitSite),
    /// A statement in front of one with a macro in it, which may jump: the body is not suspended any more.
    Resume,
    /// A nested `with!`.
    With(Vec<Attribute>, Box<Block>),
    /// A macro with sites in its input.
    Macro(MacroSite),
}

/// A jump to a pad.
pub(crate) struct JumpSite {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) keyword: Span,
    pub(crate) pad: Lifetime,
    pub(crate) value: Option<Expr>,
    /// The last span of that, as it was written.
    pub(crate) end: Span,
    /// Whether the pad is of the kind [`PadKind::Leave`].
    pub(crate) leaves: bool,
}

/// A `?`, and the pad on which its residual lands.
pub(crate) struct QuestionMarkSite {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) operand: Expr,
    /// The first and the last span of the operand.
    pub(crate) range: (Span, Span),
    pub(crate) question_mark: Token![?],
    pub(crate) pad: Lifetime,
}

/// An `.await`.
pub(crate) struct AwaitSite {
    pub(crate) expr: ExprAwait,
    /// Whether a macro may jump in the same statement.
    pub(crate) beside_macro: bool,
}

/// A macro, and what was read of its input.
pub(crate) struct MacroSite {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) mac: syn::Macro,
    pub(crate) input: MacroInput,
    /// The first argument as it was written, where the macro prints it.
    pub(crate) condition: TokenStream,
    /// Where it lands, if it is one that returns.
    pub(crate) pad: Option<Lifetime>,
}

/// What stands in the body for a site: tokens that no parser takes for an expression of this kind.
pub(crate) fn placeholder(site: SiteId) -> Expr {
    Expr::Verbatim(TokenTree::Literal(Literal::usize_unsuffixed(site)).into())
}

/// The site for which an expression stands.
pub(crate) fn site_of(expr: &Expr) -> Option<SiteId> {
    let Expr::Verbatim(tokens) = expr else {
        return None;
    };
    match tokens.clone().into_iter().next()? {
        TokenTree::Literal(site) => site.to_string().parse().ok(),
        _ => None,
    }
}
