//! Hidden code where the user's tokens stand.
//!
//! rustc reports an error at the span of a node, which is that of its first and last token, if both have
//! the same context. So a hidden node that is to be reported where an expression of the user stands is
//! written with tokens of the user's context that have the places of that expression's ends.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Expr;

/// The spans of the first and the last token.
pub(crate) fn range_of(tokens: &impl ToTokens) -> (Span, Span) {
    let mut spans = tokens
        .to_token_stream()
        .into_iter()
        .map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::mixed_site);
    (first, spans.last().unwrap_or(first))
}

/// The same name at another place.
pub(crate) fn at(name: &Ident, place: Span) -> Ident {
    let mut name = name.clone();
    name.set_span(name.span().located_at(place));
    name
}

/// `__scoped::function(arguments)` there; `function` may be a path.
pub(crate) fn call_at(
    first: Span,
    last: Span,
    function: &str,
    arguments: TokenStream,
) -> TokenStream {
    let module = Ident::new("__scoped", first);
    let path = function.split("::").map(|segment| {
        let colons = syn::Token![::](first);
        let segment = Ident::new(segment, last);
        quote!(#colons #segment)
    });
    let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
    arguments.set_span(last);
    quote!(#module #(#path)* #arguments)
}

/// `(value,).0` where the user's tokens stand, for what rustc has to say of it.
pub(crate) fn respan(value: &impl ToTokens, first: Span, last: Span) -> TokenStream {
    let mut tuple = Group::new(Delimiter::Parenthesis, quote!(#value,));
    tuple.set_span(first);
    let dot = syn::Token![.](first);
    let mut zero = Literal::usize_unsuffixed(0);
    zero.set_span(last);
    quote!(#tuple #dot #zero)
}

/// An expression of the user as the argument of a call. The lints that find its own parentheses or braces
/// needless there are told nothing: they are needed where the user wrote them.
pub(crate) fn as_argument(expr: &Expr) -> TokenStream {
    match expr {
        Expr::Paren(paren) if paren.attrs.is_empty() => as_argument(&paren.expr),
        Expr::Block(block) => quote!((#block,).0),
        _ => expr.to_token_stream(),
    }
}
