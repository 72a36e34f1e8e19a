//! A way out of the guard's scope that is never taken, with what the value may have gone into.
//!
//! A value that leaves the block keeps the guard borrowed where it is moved, and where its scope ends. The borrow checker
//! says the first in words that no block has ("cannot move out of `t`"), and the second in those that every block has
//! ("`t` does not live long enough"). What it has said of a borrow it does not say again of a move that stands in the
//! same place. So here the scope ends once more, before that move.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::spans::{match_at, moved_at};
use super::{Emitter, Names};
use crate::with::model::{Block, Onward, Real};

impl Emitter {
    /// Where the body always leaves, nothing else may give the block a value; and an unlabelled jump to a loop around it may
    /// not stand in a labelled block.
    fn has_way_out(&self, block: &Block) -> bool {
        let level = self.level(block);
        let falls = |onward: &Onward| matches!(onward, Onward::Real(Real::Jump(_, None, _)));
        !level.diverges && !level.pads.iter().any(|pad| falls(&pad.onward))
    }

    /// `'ended:`, for a block around the guard's scope.
    pub(super) fn emit_ended(&self, block: &Block) -> Option<TokenStream> {
        let Names { ended, .. } = self.names(block);
        self.has_way_out(block)
            .then(|| quote_spanned!(block.place=> #ended:))
    }

    /// `let value_type = ValueType::NEW;`
    pub(super) fn declare_value_type(&self, block: &Block) -> Option<TokenStream> {
        let Names { value_type, .. } = self.names(block);
        self.has_way_out(block)
            .then(|| quote_spanned!(block.place=> let #value_type = __scoped::ValueType::NEW;))
    }

    /// `value_type.lend`, for what `enter` returned.
    pub(super) fn emit_lend(&self, block: &Block) -> Option<TokenStream> {
        let Names { value_type, .. } = self.names(block);
        self.has_way_out(block)
            .then(|| quote_spanned!(block.place=> #value_type.lend))
    }

    /// The guard, moved where the value borrows it, and behind the way out: `match way_out { () => guard }`.
    ///
    /// The `else` is what the borrow checker visits first.
    pub(super) fn emit_guard_past_way_out(&self, block: &Block) -> TokenStream {
        let Names {
            guard_used,
            guard_moved,
            value_type,
            ended,
            ..
        } = self.names(block);
        if !self.has_way_out(block) {
            return guard_moved.clone();
        }
        let place = block.place;
        let (first, last) = block.range;
        let way_out =
            quote_spanned!(place=> if true {} else { break #ended #value_type.borrower() });
        let guard = moved_at(guard_used, first, last);
        match_at(
            (first, last),
            &way_out,
            quote_spanned!(place=> () => #guard),
        )
    }
}
