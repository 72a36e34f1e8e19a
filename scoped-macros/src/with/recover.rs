use super::body::Body;
use crate::error::Error;
use proc_macro2::{TokenStream, TokenTree};
pub(crate) fn with_names(e: &[Error], _: &[TokenTree], _: &Body) -> TokenStream {
    e[0].to_compile_error()
}
