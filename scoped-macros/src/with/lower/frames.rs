//! What a jump may go to, or cross.

use proc_macro2::Span;
use syn::{Label, Lifetime};

use super::Lowering;
use crate::with::model::{LevelId, Unseen};

pub(super) enum Frame {
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

/// Where a `break` or `continue` goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A loop or block in the call, by the number of its frame.
    Inside(usize),
    /// What has that label outside of the call, or the loop around it.
    Outside,
}

impl Lowering {
    /// Walks over a loop with its frame around, and gives it a label of ours if a jump needed one.
    pub(super) fn in_loop(&mut self, label: &mut Option<Label>, walk: impl FnOnce(&mut Self)) {
        self.frames.push(Frame::Loop {
            label: label.as_ref().map(|label| label.name.clone()),
            ours: None,
        });
        walk(self);
        if let Some(Frame::Loop {
            ours: Some(ours), ..
        }) = self.frames.pop()
        {
            *label = Some(Label {
                name: ours,
                colon_token: syn::Token![:](Span::mixed_site()),
            });
        }
    }

    /// Walks over what a label may stand before, with its frame around.
    pub(super) fn in_block(&mut self, label: Option<&Label>, walk: impl FnOnce(&mut Self)) {
        let Some(label) = label else {
            walk(self);
            return;
        };
        self.frames.push(Frame::Block(label.name.clone()));
        walk(self);
        self.frames.pop();
    }

    /// Where an unlabelled jump goes, and which levels it crosses, inner to outer. `None` where a labelled block stands
    /// in between, through which no such jump may go: rustc says so.
    pub(super) fn find_loop(&self) -> Option<(Target, Vec<LevelId>)> {
        let mut crossed = Vec::new();
        for (index, frame) in self.frames.iter().enumerate().rev() {
            match frame {
                Frame::Level(level) => crossed.push(*level),
                Frame::Loop { .. } => return Some((Target::Inside(index), crossed)),
                Frame::Block(_) => return None,
            }
        }
        Some((Target::Outside, crossed))
    }

    /// Where a jump to `label` goes, and which levels it crosses, inner to outer.
    ///
    /// The label is that of the first frame with such a name, or it goes further: two labels of one name are not the
    /// same where one of them comes from a macro, and what makes them the same, rustc does not tell. So the jump is left
    /// to rustc once it has crossed these levels; and those around that frame may be left by it unseen.
    pub(super) fn find_label(&mut self, label: &Lifetime) -> Vec<LevelId> {
        let mut crossed = Vec::new();
        let mut may_cross = Vec::new();
        let mut found = false;
        for frame in self.frames.iter().rev() {
            match frame {
                Frame::Level(level) if found => may_cross.push(*level),
                Frame::Level(level) => crossed.push(*level),
                Frame::Loop {
                    label: Some(name), ..
                }
                | Frame::Block(name) => found |= name.ident == label.ident,
                Frame::Loop { label: None, .. } => {}
            }
        }
        // Its statement is one with a macro that may jump: nothing is awaited any more before it.
        self.statement.macros |= !may_cross.is_empty();
        for level in may_cross {
            let level = &mut self.levels[level];
            level.unseen = level.unseen.max(Unseen::Unlikely);
        }
        crossed
    }

    /// The label by which a jump goes to a loop in the call. One that has none is given one of ours.
    pub(super) fn label_of(&mut self, index: usize) -> Lifetime {
        match &mut self.frames[index] {
            Frame::Loop {
                label: Some(label), ..
            } => label.clone(),
            Frame::Loop { ours, .. } => ours
                .get_or_insert_with(|| crate::with::names::label(&format!("loop_{index}")))
                .clone(),
            Frame::Level(_) | Frame::Block(_) => unreachable!("the target is a loop"),
        }
    }
}
