//! Uses of `with!`, `#[context_manager]` and `#[within]`, compiled and run by every environment. Needs `core` only.
//!
//! An environment names the library `crate::scoped`, and adds `with_std` where there is `std`, and
//! `by_its_name` where scoped-core has its own name.

mod annotated_async;
mod annotated_async_functions;
mod annotated_functions;
mod annotated_impls;
mod annotated_types;
mod async_items;
mod asynchronous;
mod bodies;
mod forms;
mod jumps;
pub(crate) mod managers;
mod ready_made;
mod within;

/// Runs all, and panics at the first that goes wrong.
pub(crate) fn run() {
    forms::run();
    jumps::run();
    bodies::run();
    asynchronous::run();
    async_items::run();
    annotated_impls::run();
    annotated_types::run();
    annotated_functions::run();
    annotated_async::run();
    annotated_async_functions::run();
    within::run();
    ready_made::run();
}
