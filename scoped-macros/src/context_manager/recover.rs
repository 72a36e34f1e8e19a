//! What is emitted on an error: the item, so that nothing else in the file goes red, and the errors.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Generics, ItemFn, Safety, Type};

use super::expand::expand_signature;
use super::returns::Returns;
use crate::error::Error;
use crate::paths::Crate;

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

/// The item, and an impl one of whose types is the first error: wherever the type is used as a manager,
/// rustc knows that it has told.
pub(crate) fn with_stub(
    item: impl ToTokens,
    krate: &Crate,
    generics: &Generics,
    self_ty: &Type,
    errors: &[Error],
) -> TokenStream {
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let value = errors.first().map(Error::to_compile_error);
    let item = beside(item, errors.get(1..).unwrap_or_default());
    quote! {
        #item

        impl #impl_generics #krate::ContextManager for #self_ty #where_clause {
            type Value<'__scoped_loan> = #value where Self: '__scoped_loan;
            type Exit = Self::Value<'static>;
            fn enter(&mut self) -> Self::Value<'_> {
                loop {}
            }
            fn exit(self, _: #krate::Outcome<'_>) -> Self::Exit {
                loop {}
            }
        }
    }
}

/// The function, with the return type that its callers see. What it returns is the error, and what its
/// body returns is coerced to that, so that the body is still checked and no second error follows.
pub(crate) fn stub_function(mut item: ItemFn, krate: &Crate, errors: &[Error]) -> TokenStream {
    let mut errors = errors.iter().map(Error::to_compile_error);
    let first = errors.next();
    let is_async = item.sig.asyncness.take().is_some();
    item.sig.constness = None;
    item.sig.abi = None;
    item.sig.variadic = None;
    let returns = Returns::read(&item.sig.output);
    let signature = expand_signature(krate, &item.sig, &returns);
    let error = Ident::new("__scoped_error", Span::mixed_site());
    // `await` is an error where nothing is async.
    let body = (!is_async).then(|| {
        let body = without_yields(item.block.to_token_stream());
        let unsafety = matches!(item.sig.safety, Safety::Unsafe(_)).then(|| quote!(unsafe));
        quote! {
            let _ = move || {
                if false {
                    return #error;
                }
                #unsafety #body
            };
        }
    });
    let attributes = &item.attrs;
    let visibility = &item.vis;
    quote! {
        #(#attributes)*
        #visibility #signature {
            let #error = #first;
            #(#errors;)*
            #body
            #error
        }
    }
}

/// Marks every `yield_!` as seen, or it would say that it stands outside an annotated function.
///
/// Input: `let outcome = yield_!(dir);`
/// Output: `let outcome = yield_!(@outcome dir);`
fn without_yields(tokens: TokenStream) -> TokenStream {
    let mut before = [false; 2];
    tokens
        .into_iter()
        .map(|token| {
            let is_arguments = before == [true, true];
            before = match &token {
                TokenTree::Ident(name) => [name == "yield_", false],
                TokenTree::Punct(bang) => [before[0], bang.as_char() == '!'],
                _ => [false; 2],
            };
            let TokenTree::Group(group) = token else {
                return token;
            };
            let mark = is_arguments.then(|| quote!(@outcome));
            let content = without_yields(group.stream());
            let mut marked = Group::new(group.delimiter(), quote!(#mark #content));
            marked.set_span(group.span());
            TokenTree::Group(marked)
        })
        .collect()
}
