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

    /// The same path, at another place.
    pub(crate) fn at(&self, place: Span) -> TokenStream {
        let tokens = self.0.clone().into_iter();
        tokens
            .map(|mut token| {
                token.set_span(token.span().located_at(place));
                token
            })
            .collect()
    }
}

impl ToTokens for Crate {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}
