//! What is emitted on an error: the item, so that nothing else in the file goes red, and the errors.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::token::RArrow;
use syn::{Expr, Generics, ImplItem, ItemFn, ItemImpl, ReturnType, Safety, Token, Type};

use super::check::{Scan, is_async};
use super::expand::{expand_signature, manager_trait, outcome_type};
use super::returns::{Lends, Returns};
use crate::error::{Error, beside};
use crate::paths::Crate;
use crate::tokens::is_punct;

/// The item, and an impl one of whose types is the first error: wherever the type is used as a manager,
/// rustc meets a type that it has reported, and reports nothing further.
pub(crate) fn with_stub(
    item: impl ToTokens,
    krate: &Crate,
    generics: &Generics,
    self_ty: &Type,
    is_async: bool,
    errors: &[Error],
) -> TokenStream {
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let asyncness = is_async.then(<Token![async]>::default);
    let manager = manager_trait(krate, asyncness);
    let outcome = outcome_type(krate, asyncness);
    let value = errors.first().map(Error::to_compile_error);
    let stub = quote! {
        #item

        impl #impl_generics #manager for #self_ty #where_clause {
            type Value<'__scoped_loan> = [(); { #value }] where Self: '__scoped_loan;
            type Exit = Self::Value<'static>;
            #asyncness fn enter(&mut self) -> ::core::result::Result<Self::Value<'_>, Self::Value<'static>> {
                loop {}
            }
            #asyncness fn exit(self, _: #outcome<'_>) -> Self::Exit {
                loop {}
            }
        }
    };
    beside(stub, errors.get(1..).unwrap_or_default())
}

/// [`with_stub`] for an impl block. A method with a `?` that its return type does not allow is reported
/// by us, so it gets a return type that allows everything.
pub(crate) fn stub_impl(mut block: ItemImpl, krate: &Crate, errors: &[Error]) -> TokenStream {
    let is_async = is_async(&block);
    let manager = manager_trait(krate, is_async.then(<Token![async]>::default));
    for item in &mut block.items {
        let ImplItem::Fn(method) = item else { continue };
        let is_reported = (method.sig.ident == "enter" || method.sig.ident == "exit")
            && !matches!(Returns::read(&method.sig.output), Returns::Fallible(_))
            && Scan::of(&method.block.stmts).question_mark.is_some();
        if is_reported {
            let anything = quote!(<Self as #manager>::Exit);
            method.sig.output =
                ReturnType::Type(RArrow::default(), Box::new(Type::Verbatim(anything)));
        }
    }
    with_stub(
        &block,
        krate,
        &block.generics,
        &block.self_ty,
        is_async,
        errors,
    )
}

/// The function, with the return type that its callers see. What it returns is the error, and what its
/// body returns is coerced to that, so that the body is still checked and no second error follows.
pub(crate) fn stub_function(mut item: ItemFn, krate: &Crate, errors: &[Error]) -> TokenStream {
    let mut errors = errors.iter().map(Error::to_compile_error);
    let first = errors.next();
    item.sig.constness = None;
    item.sig.abi = None;
    item.sig.variadic = None;
    let signature = expand_signature(krate, &item.sig, &Lends::read(&item.sig.output));
    let error = Ident::new("__scoped_error", Span::mixed_site());
    let body = without_yields(krate, item.block.to_token_stream());
    let unsafety = matches!(item.sig.safety, Safety::Unsafe(_)).then(|| quote!(unsafe));
    // An `await` where nothing is `async` is reported by us.
    let half = if item.sig.asyncness.is_some() || Scan::of(&item.block.stmts).awaits.is_some() {
        quote!(async move)
    } else {
        quote!(move ||)
    };
    let attributes = &item.attrs;
    let visibility = &item.vis;
    quote! {
        #(#attributes)*
        #visibility #signature {
            let #error = #first;
            #(#errors;)*
            let _ = #half {
                if false {
                    return #error;
                }
                #unsafety #body
            };
            #error
        }
    }
}

/// Marks every `yield_!` as seen, or it would say that it stands outside an annotated function.
///
/// Input: `let outcome = yield_!(dir);`
/// Output: `let outcome = yield_!(@outcome dir);`
///
/// `yield_(dir)` and `yield dir`, which are reported, become what rustc has nothing to say about.
fn without_yields(krate: &Crate, tokens: TokenStream) -> TokenStream {
    let mut output = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(name) if name == "yield_" => {
                let bang = tokens.next_if(|next| is_punct(next, '!'));
                let value = tokens.next_if(|next| matches!(next, TokenTree::Group(_)));
                let value = value.map(|value| value_of_yield(krate, &value));
                output.extend(bang.map_or_else(
                    || quote!(#krate::__private::not_yielded(&(#value))),
                    |bang| quote!(#name #bang (@outcome #value)),
                ));
            }
            TokenTree::Ident(keyword) if keyword == "yield" => {}
            TokenTree::Group(group) => {
                let mut inner =
                    Group::new(group.delimiter(), without_yields(krate, group.stream()));
                inner.set_span(group.span());
                output.extend([TokenTree::Group(inner)]);
            }
            other => output.extend([other]),
        }
    }
    output
}

/// What stands in the parentheses, if it is an expression at all.
fn value_of_yield(krate: &Crate, arguments: &TokenTree) -> TokenStream {
    let TokenTree::Group(arguments) = arguments else {
        return TokenStream::new();
    };
    let value = without_yields(krate, arguments.stream());
    match syn::parse2::<Expr>(value) {
        Ok(value) => value.into_token_stream(),
        Err(_) => TokenStream::new(),
    }
}
