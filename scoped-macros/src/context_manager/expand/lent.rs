//! How a value is lent, and how a name is written where we use it.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::Type;

use crate::context_manager::returns::impl_trait_in;
use crate::paths::Crate;
use crate::tokens::range_of;

/// How a value is lent: references and `()` as they are, everything else by `&mut`.
pub(super) fn lent_type(krate: &Crate, value: &Type, written: &Type) -> TokenStream {
    if lends_itself(value) {
        quote!(#written)
    } else {
        quote!(#krate::__private::Owned<#written>)
    }
}

pub(super) fn lends_itself(value: &Type) -> bool {
    match value {
        Type::Reference(_) => true,
        Type::Tuple(tuple) => tuple.elems.is_empty(),
        Type::Verbatim(tokens) => tokens.to_string() == "()",
        Type::Paren(inner) => lends_itself(&inner.elem),
        Type::Group(inner) => lends_itself(&inner.elem),
        _ => false,
    }
}

/// An `impl Trait` can be named in the signature only.
pub(super) fn inferred(value: &Type) -> Type {
    match impl_trait_in(value) {
        Some(_) => Type::Verbatim(quote!(_)),
        None => value.clone(),
    }
}

/// The type of what is lent, at a local.
pub(super) fn annotation(krate: &Crate, value: &Type) -> Option<TokenStream> {
    let value = as_argument(krate, value);
    impl_trait_in(&value).is_none().then(|| quote!(: #value))
}

/// The type, as an argument of an alias of it. It is an argument elsewhere too: of a name that is not found, rustc says the
/// same in both places, and prints that once.
pub(super) fn as_argument(krate: &Crate, ty: &Type) -> Type {
    if krate.is_written() || impl_trait_in(ty).is_some() {
        return ty.clone();
    }
    let (start, end) = range_of(ty);
    let krate = krate.at(start);
    let close = quote_spanned!(end=> >);
    Type::Verbatim(quote_spanned!(start=> #krate::__private::Lent<#ty #close))
}

/// What `self` is called where it cannot be bound anew by its name.
pub(super) const SELF: &str = "__scoped_self";

pub(super) fn renamed_self(span: Span) -> Ident {
    Ident::new(SELF, Span::mixed_site().located_at(span))
}

/// Writes that name for `self`.
pub(super) fn rename_self(tokens: TokenStream) -> TokenStream {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Ident(name) if name == "self" => TokenTree::Ident(renamed_self(name.span())),
            TokenTree::Group(group) => {
                let mut renamed = Group::new(group.delimiter(), rename_self(group.stream()));
                renamed.set_span(group.span());
                TokenTree::Group(renamed)
            }
            other => other,
        })
        .collect()
}

/// The type of what lends a part of a local, by copies of what else it needs.
pub(super) fn projected_type(
    krate: &Crate,
    value: &Type,
    local: &TokenStream,
    captures: &TokenStream,
) -> TokenStream {
    match value {
        Type::Reference(reference) => {
            let part = &reference.elem;
            let name = if reference.mutability.is_some() {
                quote!(ProjectedMut)
            } else {
                quote!(Projected)
            };
            quote!(#krate::__private::#name<#local, #captures, #part>)
        }
        _ => unreachable!("a part is lent by reference"),
    }
}

/// A name where we use it.
pub(super) fn used(name: &Ident, span: Span) -> Ident {
    let mut name = name.clone();
    let text = name.to_string();
    name.set_span(if text.starts_with('_') && !text.starts_with("__scoped_") {
        // Or clippy takes it for a use by the user of a name that says that it is not used.
        Span::call_site().located_at(span)
    } else {
        name.span().located_at(span)
    });
    name
}
