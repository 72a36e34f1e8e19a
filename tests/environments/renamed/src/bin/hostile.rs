//! No prelude, the usual names taken, and scoped-core under another name.

#![no_implicit_prelude]

use ::blocks as whole;

#[path = "../../../hostile.rs"]
mod hostile;

fn main() {
    hostile::run();
}

mod library {
    pub(crate) use ::blocks::{
        Abandoned, AsyncOutcome, ContextManager, Outcome, Verdict, context_manager, with,
        with as with_under_another_name, within, yield_,
    };
}
