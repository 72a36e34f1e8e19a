//! From a model to the code; nothing here can fail.

mod abandon;
mod coroutine;
mod function;
mod halves;
mod impl_block;
mod lent;
mod lent_part;
mod type_def;
mod yields;

pub(crate) use function::{expand_function, expand_signature};
pub(crate) use impl_block::expand_impl;
pub(crate) use type_def::expand_type;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{ImplItemFn, Signature, Token, Type};

use crate::paths::Crate;
use crate::tokens::range_of;

/// The trait of a manager that awaits, or does not.
pub(crate) fn manager_trait(krate: &Crate, asyncness: Option<Token![async]>) -> TokenStream {
    match asyncness {
        None => quote!(#krate::ContextManager),
        Some(_) => quote!(#krate::AsyncContextManager),
    }
}

/// The same where it is implemented for a type, at that type: rustc quotes it where a bound of the impl is not met.
fn trait_for(krate: &Crate, asyncness: Option<Token![async]>, self_ty: &Type) -> TokenStream {
    if krate.is_written() {
        return manager_trait(krate, asyncness);
    }
    let (span, _) = range_of(self_ty);
    let krate = krate.at(span);
    match asyncness {
        None => quote_spanned!(span=> #krate::ContextManager),
        Some(_) => quote_spanned!(span=> #krate::AsyncContextManager),
    }
}

/// What the `exit` of such a manager is told.
pub(crate) fn outcome_type(krate: &Crate, asyncness: Option<Token![async]>) -> TokenStream {
    match asyncness {
        None => quote!(#krate::Outcome),
        Some(_) => quote!(#krate::AsyncOutcome),
    }
}

/// A method of a trait impl, which has no visibility.
fn method(from: &ImplItemFn, signature: &Signature, body: &TokenStream) -> TokenStream {
    let attributes = &from.attrs;
    quote! {
        #(#attributes)*
        #signature #body
    }
}
