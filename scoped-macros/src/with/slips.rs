use super::body::Body;
use super::parse::Item;
use crate::error::Error;
use proc_macro2::{TokenStream, TokenTree};
pub(crate) fn explain(tokens: &[TokenTree]) -> TokenStream {
    Error::over(&tokens.iter().cloned().collect(), "bad input").to_compile_error()
}
pub(crate) fn explain_header(tokens: &[TokenTree], _: &Body) -> TokenStream {
    Error::over(&tokens.iter().cloned().collect(), "bad header").to_compile_error()
}
pub(crate) fn check(_: &[Item]) -> Vec<Error> {
    Vec::new()
}
