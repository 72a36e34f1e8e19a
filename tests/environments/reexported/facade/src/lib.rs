//! Hands scoped-core on, by name and as a whole.

pub use scoped_core as blocks;
pub use scoped_core::{ContextManager, Exit, Outcome, Verdict, with, with as scope};
