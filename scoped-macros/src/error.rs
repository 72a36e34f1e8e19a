//! Errors of our own: collected, so that one compile shows all of them, and rendered at the user's
//! tokens.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

/// The wording of an error and of its way out.
#[derive(Clone, Debug)]
pub(crate) struct Error {
    message: String,
    start: Span,
    end: Span,
}

impl Error {
    /// An error at one token.
    pub(crate) fn at(span: Span, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            start: span,
            end: span,
        }
    }

    /// An error that underlines all of `tokens`, or the whole call where there are none.
    pub(crate) fn over(tokens: impl ToTokens, message: impl Into<String>) -> Self {
        let mut spans = tokens
            .into_token_stream()
            .into_iter()
            .map(|token| token.span());
        let start = spans.next().unwrap_or_else(Span::call_site);
        Self {
            message: message.into(),
            start,
            end: spans.last().unwrap_or(start),
        }
    }

    /// Adds what to do, which rustc prints as a `help:` line under the message.
    pub(crate) fn help(mut self, help: impl AsRef<str>) -> Self {
        self.message.push_str("\n= help: ");
        self.message.push_str(help.as_ref());
        self
    }

    /// `::core::compile_error! { "message" }`, with the first token's span on the path and the last one's
    /// on the braces, which is how rustc is told a range.
    pub(crate) fn to_compile_error(&self) -> TokenStream {
        let punct = |character, spacing| {
            let mut punct = Punct::new(character, spacing);
            punct.set_span(self.start);
            TokenTree::Punct(punct)
        };
        let mut message = Literal::string(&self.message);
        message.set_span(self.end);
        let mut arguments = Group::new(Delimiter::Brace, TokenTree::Literal(message).into());
        arguments.set_span(self.end);
        [
            punct(':', Spacing::Joint),
            punct(':', Spacing::Alone),
            TokenTree::Ident(Ident::new("core", self.start)),
            punct(':', Spacing::Joint),
            punct(':', Spacing::Alone),
            TokenTree::Ident(Ident::new("compile_error", self.start)),
            punct('!', Spacing::Alone),
            TokenTree::Group(arguments),
        ]
        .into_iter()
        .collect()
    }

    /// The message, with its help.
    #[cfg(test)]
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// The spans of the first and the last token that it underlines.
    #[cfg(test)]
    pub(crate) fn range(&self) -> (Span, Span) {
        (self.start, self.end)
    }
}

/// The errors in item position. A bare `compile_error!` item would silence every unresolved name in its
/// module.
pub(crate) fn beside(item: impl ToTokens, errors: &[Error]) -> TokenStream {
    if errors.is_empty() {
        return item.into_token_stream();
    }
    let errors = errors.iter().map(Error::to_compile_error);
    quote! {
        #item
        const _: () = { #(#errors)* };
    }
}

/// The errors of one macro call. [`finish`](Self::finish) takes them out; dropping them unseen is a
/// mistake of the macro's, and panics.
#[derive(Debug)]
pub(crate) struct Errors(Option<Vec<Error>>);

impl Errors {
    pub(crate) fn new() -> Self {
        Self(Some(Vec::new()))
    }

    pub(crate) fn push(&mut self, error: Error) {
        self.0.get_or_insert_default().push(error);
    }

    /// Whether nothing was found so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(Vec::is_empty)
    }

    /// Takes what an earlier stage may have found instead of its result.
    pub(crate) fn ok<T>(&mut self, result: Result<T, Error>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// The errors, in the order in which they were found.
    pub(crate) fn finish(mut self) -> Vec<Error> {
        self.0.take().unwrap_or_default()
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        if self.0.is_some() && !std::thread::panicking() {
            unreachable!("the errors of a macro call were not finished");
        }
    }
}
