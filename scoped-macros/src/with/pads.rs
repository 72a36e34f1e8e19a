//! Levels and their landing pads.
//!
//! Each entered manager is a level. A jump that leaves a level lands on a pad of that level first, where
//! `exit` is called; the pad then jumps on, to the pad of the next level outwards or for real.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::Lifetime;

/// A level's place in the pass.
pub(crate) type LevelId = usize;

/// What all the sites of a pad have in common.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Key {
    /// `return` with a value that may be a failure.
    Return,
    /// `?`.
    Try,
    /// A `return` with a pad of its own, by number.
    PlainReturn(usize),
    /// `break` to a target.
    Break(Target),
    /// `continue` of a target.
    Continue(Target),
}

/// Where a `break` or `continue` goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Target {
    /// A loop or block of the pass, by number.
    Inside(usize),
    /// A label outside the outermost `with!`.
    Label(String),
    /// The loop around the outermost `with!`.
    Loop,
}

/// The first and the last span of a jump's value, to say there what is wrong with it. A pad on which
/// several values land has none.
pub(crate) type ValueRange = Option<(Span, Span)>;

/// The jump that a pad finally makes.
#[derive(Clone)]
pub(crate) enum Real {
    /// `return value`.
    Return(Span, ValueRange),
    /// `return value` in the user's own tokens.
    PlainReturn(Span, ValueRange),
    /// `break 'label [value]`.
    Break(syn::Token![break], Lifetime, ValueRange),
    /// `continue 'label`.
    Continue(syn::Token![continue], Lifetime),
    /// `break [value]` of the loop around the outermost `with!`.
    BreakLoop(syn::Token![break], ValueRange),
    /// `continue` of that loop.
    ContinueLoop(syn::Token![continue]),
}

impl Real {
    /// Where the jump was written.
    fn place(&self) -> Span {
        match self {
            Self::Return(keyword, _) | Self::PlainReturn(keyword, _) => *keyword,
            Self::Break(keyword, ..) | Self::BreakLoop(keyword, _) => keyword.span,
            Self::Continue(keyword, _) | Self::ContinueLoop(keyword) => keyword.span,
        }
    }

    /// Another value lands on the same pad.
    const fn share(&mut self) {
        match self {
            Self::Return(_, range)
            | Self::PlainReturn(_, range)
            | Self::Break(_, _, range)
            | Self::BreakLoop(_, range) => *range = None,
            Self::Continue(..) | Self::ContinueLoop(_) => {}
        }
    }
}

/// What happens behind a pad.
#[derive(Clone)]
pub(crate) enum Onward {
    /// The pad of the next level outwards.
    Pad(Lifetime),
    /// The jump itself.
    Real(Real),
}

/// A landing pad.
pub(crate) struct Pad {
    pub(crate) key: Key,
    pub(crate) label: Lifetime,
    /// Whether a jump brings a value.
    pub(crate) carries: bool,
    /// Where the first jump to it was written.
    pub(crate) place: Span,
    pub(crate) onward: Onward,
}

/// One entered manager.
#[derive(Default)]
pub(crate) struct Level {
    /// Whether a jump can hide in its body.
    pub(crate) opaque: bool,
    /// Whether the future can be dropped in its body.
    pub(crate) awaits: bool,
    pub(crate) pads: Vec<Pad>,
    /// How many blocks there are whose value may be that of the body.
    pub(crate) tails: usize,
}

/// All levels of a pass.
#[derive(Default)]
pub(crate) struct Levels(Vec<Level>);

impl Levels {
    pub(crate) fn push(&mut self) -> LevelId {
        self.0.push(Level::default());
        self.0.len() - 1
    }

    pub(crate) fn get(&self, level: LevelId) -> &Level {
        &self.0[level]
    }

    pub(crate) fn get_mut(&mut self, level: LevelId) -> &mut Level {
        &mut self.0[level]
    }

    /// The pad of the innermost of the `crossed` levels (inner to outer), for a jump that leaves them
    /// all. The pads that are missing are made.
    pub(crate) fn land(
        &mut self,
        key: &Key,
        crossed: &[LevelId],
        carries: bool,
        real: &Real,
    ) -> Lifetime {
        let mut onward = Onward::Real(real.clone());
        for &level in crossed.iter().rev() {
            let pads = &mut self.0[level].pads;
            let label = match pads.iter_mut().find(|pad| pad.key == *key) {
                Some(pad) => {
                    pad.carries |= carries;
                    if let Onward::Real(real) = &mut pad.onward {
                        real.share();
                    }
                    pad.label.clone()
                }
                None => {
                    let label = pad_label(key, level, pads.len());
                    pads.push(Pad {
                        key: key.clone(),
                        label: label.clone(),
                        carries,
                        place: real.place(),
                        onward,
                    });
                    label
                }
            };
            onward = Onward::Pad(label);
        }
        match onward {
            Onward::Pad(label) => label,
            Onward::Real(_) => unreachable!("a jump that crosses no level is left alone"),
        }
    }
}

fn pad_label(key: &Key, level: LevelId, index: usize) -> Lifetime {
    let kind = match key {
        Key::Return | Key::PlainReturn(_) => "return",
        Key::Try => "try",
        Key::Break(_) => "break",
        Key::Continue(_) => "continue",
    };
    label(&format!("{kind}_{level}_{index}"))
}

/// A label of ours.
pub(crate) fn label(name: &str) -> Lifetime {
    Lifetime::new(&format!("'__scoped_{name}"), Span::mixed_site())
}

/// A local of ours.
pub(crate) fn local(name: &str) -> Ident {
    Ident::new(&format!("__scoped_{name}"), Span::mixed_site())
}

/// The slot for the values that a target's `break`s bring.
pub(crate) fn break_slot(target: &Target) -> Ident {
    match target {
        Target::Inside(frame) => local(&format!("break_{frame}")),
        Target::Label(name) => local(&format!("break_to_{}", name.trim_start_matches("r#"))),
        Target::Loop => local("break"),
    }
}

/// The slot for what the function returns.
pub(crate) fn return_slot() -> Ident {
    local("return")
}

/// A jump to a pad.
pub(crate) fn jump(label: &Lifetime, value: Option<TokenStream>) -> TokenStream {
    quote_spanned!(Span::mixed_site()=> break #label #value)
}

/// A jump to a pad that stands where the user's `keyword` stands.
pub(crate) fn jump_at(keyword: Span, label: &Lifetime, value: Option<TokenStream>) -> TokenStream {
    let place = Span::mixed_site().located_at(keyword);
    let mut label = label.clone();
    label.set_span(place);
    quote_spanned!(place=> break #label #value)
}
