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

/// The tokens as somebody would write them, for a message.
pub(crate) fn written(tokens: &impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (printed, written) in [
        (" :: ", "::"),
        (":: ", "::"),
        ("& ", "&"),
        (" < ", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
        (" !", "!"),
    ] {
        text = text.replace(printed, written);
    }
    text
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

/// The tokens, which begin and end where `place` does.
pub(crate) fn located(tokens: TokenStream, place: &impl ToTokens) -> TokenStream {
    let (start, end) = range_of(place);
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    // Two, where the first sign is `::`.
    let first = tokens.iter().take_while(|token| is_punct(token, ':'));
    for token in 0..first.count().max(1).min(tokens.len()) {
        tokens[token].set_span(start);
    }
    if let Some(last) = tokens.last_mut() {
        last.set_span(end);
    }
    tokens.into_iter().collect()
}

/// Whether one of the tokens, be it inside a group, is what is looked for.
pub(crate) fn any_token(tokens: TokenStream, is: &dyn Fn(&TokenTree) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => any_token(group.stream(), is),
        token => is(&token),
    })
}

/// Whether two names differ in at most two letters.
pub(crate) fn is_near(one: &str, other: &str) -> bool {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = above + 1;
        for (column, candidate) in other.iter().enumerate() {
            let substituted = diagonal + usize::from(letter != *candidate);
            diagonal = row[column + 1];
            row[column + 1] = substituted.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()] <= 2
}
