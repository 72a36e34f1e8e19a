//! `#[context_manager]`: [`parse`] tells the places apart, [`check`] makes a model of the item or
//! finds what is wrong with it, [`expand`] writes the model down.

mod check;
mod expand;
mod lifetimes;
mod model;
mod parse;
mod recover;
mod returns;
#[cfg(test)]
mod tests;

pub(crate) use parse::expand;

use proc_macro2::TokenStream;

use crate::error::Error;

/// A `yield_!` that no attribute has seen.
pub(crate) fn yield_outside(value: &TokenStream) -> TokenStream {
    let error = Error::over(
        value,
        "`yield_!` can only be used inside a function marked `#[context_manager]`",
    )
    .help("put `#[context_manager]` on the enclosing function")
    .to_compile_error();
    quote::quote!({ #error })
}
