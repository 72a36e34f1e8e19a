//! The procedural macros of `scoped-core`. Depend on that crate: what these macros expand to is its
//! private interface, so the two are released together.

#![forbid(unsafe_code)]

mod binding;
mod error;
mod with;

use proc_macro::TokenStream;

/// `with!`; its documentation is at `scoped_core::with`.
///
/// The input is what the user wrote, behind `($crate)` in parentheses, which the wrapper in
/// `scoped-core` passes so that the macro works under a renamed dependency.
#[proc_macro]
pub fn with(input: TokenStream) -> TokenStream {
    with::expand(input.into()).into()
}
