//! The procedural macros of `scoped-core`. Depend on that crate: what these macros expand to is its
//! private interface, so the two are released together.

#![forbid(unsafe_code)]

mod binding;
mod context_manager;
mod editor;
mod error;
mod groups;
mod options;
mod paths;
mod tokens;
mod with;
mod within;

use proc_macro::TokenStream;

/// `with!`; its documentation is at `scoped_core::with`.
///
/// The input is what the user wrote, behind `($crate)` in parentheses, which the wrapper in
/// `scoped-core` passes so that the macro works under a renamed dependency.
#[proc_macro]
pub fn with(input: TokenStream) -> TokenStream {
    with::expand(input.into()).into()
}

// `scoped-core` documents it where it re-exports it. What is said here would stand behind that, so it is said on this
// crate's own pages only.
#[cfg_attr(
    doc,
    doc = "`#[context_manager]`; its documentation is at `scoped_core::context_manager`."
)]
#[cfg_attr(not(doc), allow(missing_docs))]
#[proc_macro_attribute]
pub fn context_manager(arguments: TokenStream, item: TokenStream) -> TokenStream {
    context_manager::expand(arguments.into(), item.into()).into()
}

// As above.
#[cfg_attr(
    doc,
    doc = "`#[within]`; its documentation is at `scoped_core::within`."
)]
#[cfg_attr(not(doc), allow(missing_docs))]
#[proc_macro_attribute]
pub fn within(arguments: TokenStream, item: TokenStream) -> TokenStream {
    within::expand(arguments.into(), item.into()).into()
}

/// `yield_!` where no annotated function has taken it: the only thing that it does by itself is to say so.
#[proc_macro]
pub fn yield_outside(value: TokenStream) -> TokenStream {
    context_manager::yield_outside(&value.into()).into()
}
