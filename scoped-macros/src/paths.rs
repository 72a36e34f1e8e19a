//! The path by which an expansion names the crate that users depend on.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Path;

/// `::scoped_core`, or what `crate = path` says.
#[derive(Clone)]
pub(crate) struct Crate(TokenStream);

impl Crate {
    pub(crate) fn from_option(path: Option<Path>) -> Self {
        Self(path.map_or_else(
            || quote_spanned!(Span::call_site()=> ::scoped_core),
            ToTokens::into_token_stream,
        ))
    }
}

impl ToTokens for Crate {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}
