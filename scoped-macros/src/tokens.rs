//! Looks at tokens.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// Whether the token is this punctuation character.
pub(crate) fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// The tokens, as a stream.
pub(crate) fn collect(tokens: &[TokenTree]) -> TokenStream {
    tokens.iter().cloned().collect()
}

/// Takes a group out of the invisible delimiters in which a `macro_rules!` hands it on, as it does a `$body:block`.
pub(crate) fn make_visible(token: &mut TokenTree) {
    while let TokenTree::Group(group) = token {
        if group.delimiter() != Delimiter::None {
            return;
        }
        let mut inner = group.stream().into_iter();
        let (Some(only @ TokenTree::Group(_)), None) = (inner.next(), inner.next()) else {
            return;
        };
        *token = only;
    }
}

/// The spans of the first and the last token.
pub(crate) fn range_of(tokens: &impl ToTokens) -> (Span, Span) {
    let mut spans = tokens
        .to_token_stream()
        .into_iter()
        .map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::mixed_site);
    (first, spans.last().unwrap_or(first))
}
