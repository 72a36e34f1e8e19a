//! Uses of `with!`, compiled and run by every environment. Needs `core` only.
//!
//! An environment names the library `crate::scoped`, and adds `with_std` where there is `std`.

mod asynchronous;
mod bodies;
mod forms;
mod jumps;
pub(crate) mod managers;

/// Runs all, and panics at the first that goes wrong.
pub(crate) fn run() {
    forms::run();
    jumps::run();
    bodies::run();
    asynchronous::run();
}
