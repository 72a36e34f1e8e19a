//! Hands scoped-core on, by name and as a whole.

pub use scoped_core as blocks;
pub use scoped_core::{
    Abandoned, AsyncOutcome, ContextManager, Exit, Outcome, Verdict, context_manager, with,
    with as scope, within, yield_,
};
