//! No prelude, the usual names taken, and scoped-core under another name.

#![no_implicit_prelude]

#[path = "../../../hostile.rs"]
mod hostile;

fn main() {
    hostile::run();
}

mod library {
    pub(crate) use ::blocks::{
        ContextManager, Outcome, Verdict, with, with as with_under_another_name,
    };
}
