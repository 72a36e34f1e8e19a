//! Hidden code where the user's tokens stand.
//!
//! rustc reports an error at the span of a node, which is that of its first and last token, if both have
//! the same context. So a hidden node that is to be reported where an expression of the user stands is
//! written with tokens of the user's context that have the places of that expression's ends.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Expr;

/// The same name at another place.
pub(crate) fn at(name: &Ident, place: Span) -> Ident {
    let mut name = name.clone();
    name.set_span(name.span().located_at(place));
    name
}

/// `__scoped::function(arguments)` there; `function` may be a path, or a macro with its `!`.
pub(crate) fn call_at(
    first: Span,
    last: Span,
    function: &str,
    arguments: TokenStream,
) -> TokenStream {
    let module = Ident::new("__scoped", first).into_token_stream();
    call_in(&module, first, last, function, arguments)
}

/// The same of a function in this module.
pub(crate) fn call_in(
    module: &TokenStream,
    first: Span,
    last: Span,
    function: &str,
    arguments: TokenStream,
) -> TokenStream {
    let bang = function.ends_with('!').then(|| syn::Token![!](last));
    let path = function.trim_end_matches('!').split("::").map(|segment| {
        let colons = syn::Token![::](first);
        let segment = Ident::new(segment, last);
        quote!(#colons #segment)
    });
    let arguments = parenthesized_at(last, arguments);
    quote!(#module #(#path)* #bang #arguments)
}

/// `(value,).0` where the user's tokens stand, for what rustc has to say of it.
pub(crate) fn respan(value: &impl ToTokens, first: Span, last: Span) -> TokenStream {
    let tuple = parenthesized_at(first, quote!(#value,));
    let dot = syn::Token![.](first);
    let mut zero = Literal::usize_unsuffixed(0);
    zero.set_span(last);
    quote!(#tuple #dot #zero)
}

/// A local, moved there.
///
/// Of a `match`, a value is moved where its pattern stands, which can have more than one token.
pub(crate) fn moved_at(name: &Ident, first: Span, last: Span) -> TokenStream {
    let mutable = syn::Token![mut](first);
    let moved = Ident::new("__scoped_moved", last);
    quote!(match #name { #mutable #moved => #moved })
}

/// `match scrutinee { arms }` there.
pub(crate) fn match_at(
    (first, last): (Span, Span),
    scrutinee: &TokenStream,
    arms: TokenStream,
) -> TokenStream {
    let keyword = syn::Token![match](first);
    let arms = braced_at(last, arms);
    quote!(#keyword #scrutinee #arms)
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

/// `receiver.method(arguments)` for a callee that asks for its caller, which is there. The whole stays the macro's own, so no
/// lint looks at it.
///
/// The caller of a method is, to rustc, from the first to the last place of its name and its parentheses.
pub(crate) fn hidden_call_at(
    first: Span,
    last: Span,
    receiver: &Ident,
    method: &str,
    arguments: TokenStream,
) -> TokenStream {
    let dot = syn::Token![.](receiver.span());
    let method = Ident::new(method, last);
    let arguments = parenthesized_at(first, arguments);
    quote!(#receiver #dot #method #arguments)
}

/// `(receiver).method(arguments)` there.
pub(crate) fn method_call_at(
    first: Span,
    last: Span,
    receiver: TokenStream,
    method: &str,
    arguments: TokenStream,
) -> TokenStream {
    let receiver = parenthesized_at(first, receiver);
    let dot = syn::Token![.](last);
    let method = Ident::new(method, first);
    let arguments = parenthesized_at(last, arguments);
    quote!(#receiver #dot #method #arguments)
}

/// `{ tokens }` with the braces there.
pub(crate) fn braced_at(place: Span, tokens: TokenStream) -> TokenStream {
    let mut group = Group::new(Delimiter::Brace, tokens);
    group.set_span(place);
    group.into_token_stream()
}

/// `(tokens)` with the parentheses there.
pub(crate) fn parenthesized_at(place: Span, tokens: TokenStream) -> Group {
    let mut group = Group::new(Delimiter::Parenthesis, tokens);
    group.set_span(place);
    group
}
