//! The path by which an expansion names the crate that users depend on.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Path;

/// `::scoped_core`, or what `crate = path` says.
#[derive(Clone)]
pub(crate) struct Crate(Option<Path>);

impl Crate {
    pub(crate) fn from_option(path: Option<Path>) -> Self {
        Self(path)
    }

    /// Whether it is what the user wrote, and may be wrong.
    pub(crate) const fn is_written(&self) -> bool {
        self.0.is_some()
    }

    /// The path with the span of what is used by it.
    pub(crate) fn at(&self, span: Span) -> TokenStream {
        let Some(path) = &self.0 else {
            // The name stands at the attribute, wherever the path does: where the crate is not found, it is so once.
            let name = Ident::new("scoped_core", Span::call_site());
            return quote_spanned!(span=> ::#name);
        };
        let tokens = path.to_token_stream().into_iter();
        tokens
            .map(|mut token| {
                // Its names are looked up where they were written: it may be a `$crate`.
                token.set_span(token.span().located_at(span));
                token
            })
            .collect()
    }
}

impl ToTokens for Crate {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match &self.0 {
            Some(path) => path.to_tokens(tokens),
            None => self.at(Span::call_site()).to_tokens(tokens),
        }
    }
}
