//! What is said of a call with a mistake in it, on any compiler.

mod errors;
mod readings;

use proc_macro2::{TokenStream, TokenTree};

fn tokens(input: &str) -> Vec<TokenTree> {
    input.parse::<TokenStream>().unwrap().into_iter().collect()
}
