//! The `abandon` of an async manager.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{FnArg, Generics, ImplItemFn, Type};

use super::method;
use crate::context_manager::lifetimes::elide_single;
use crate::context_manager::model::Abandon;
use crate::paths::Crate;

/// Input: `fn abandon(self) { .. }`
/// Output: `fn abandon(self, _: Abandoned) { .. }`
///
/// Input: `fn abandon(&mut self, reason: Abandoned) { .. }`
/// Output: `fn abandon(mut self, reason: Abandoned) { Abandon::abandon(&mut self, reason) }`
pub(super) fn expand_abandon(krate: &Crate, abandon: &Abandon) -> TokenStream {
    match abandon {
        Abandon::Taking(abandon) => told(krate, abandon),
        Abandon::Borrowing(_) => quote! {
            fn abandon(mut self, reason: #krate::Abandoned) {
                #krate::__private::Abandon::abandon(&mut self, reason)
            }
        },
    }
}

/// The trait impl that has the `abandon` which borrows.
pub(super) fn expand_abandon_impl(
    krate: &Crate,
    abandon: &Abandon,
    generics: &Generics,
    self_ty: &Type,
) -> Option<TokenStream> {
    let Abandon::Borrowing(abandon) = abandon else {
        return None;
    };
    let abandon = told(krate, abandon);
    let (generics, self_ty) = elide_single(generics, self_ty, &abandon);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    Some(quote! {
        impl #impl_generics #krate::__private::Abandon for #self_ty #where_clause {
            #abandon
        }
    })
}

/// The `abandon` of the impl for `&mut Session`, where the user's `abandon` borrows.
pub(super) fn expand_abandon_by_ref(krate: &Crate, abandon: &Abandon) -> Option<TokenStream> {
    matches!(abandon, Abandon::Borrowing(_)).then(|| {
        quote! {
            fn abandon(self, reason: #krate::Abandoned) {
                #krate::__private::Abandon::abandon(self, reason)
            }
        }
    })
}

/// The method, with a parameter for the reason where the user left it out.
fn told(krate: &Crate, abandon: &ImplItemFn) -> TokenStream {
    let mut signature = abandon.sig.clone();
    if signature.inputs.len() == 1 {
        let reason: FnArg = syn::parse_quote!(_: #krate::Abandoned);
        signature.inputs.push(reason);
    }
    method(abandon, &signature, &abandon.block.to_token_stream())
}
