//! No prelude, the usual names taken, and the macro through another crate.

#![no_implicit_prelude]

#[path = "../../../hostile.rs"]
mod hostile;

fn main() {
    hostile::run();
}

mod library {
    pub(crate) use ::facade::{
        ContextManager, Outcome, Verdict, scope as with_under_another_name, with,
    };
}
