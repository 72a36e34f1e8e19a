//! No prelude, the usual names taken, and the macro through another crate.

#![no_implicit_prelude]

use ::facade::blocks as whole;

#[path = "../../../hostile.rs"]
mod hostile;

fn main() {
    hostile::run();
}

mod library {
    pub(crate) use ::facade::{
        Abandoned, AsyncOutcome, ContextManager, Outcome, Verdict, context_manager,
        scope as with_under_another_name, with, within, yield_,
    };
}
