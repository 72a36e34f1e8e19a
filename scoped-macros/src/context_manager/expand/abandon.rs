//! The `abandon` of an async manager.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{FnArg, Type};

use super::impl_block::method;
use crate::context_manager::model::Abandon;
use crate::paths::Crate;

/// Input: `fn abandon(self) { .. }`
/// Output: `fn abandon(self, _: Abandoned) { .. }`
///
/// Input: `fn abandon(&mut self, reason: Abandoned) { .. }`
/// Output: `fn abandon(mut self, reason: Abandoned) { Self::abandon(&mut self, reason) }`
pub(super) fn expand_abandon(krate: &Crate, abandon: &Abandon) -> TokenStream {
    match abandon {
        Abandon::Taking(abandon) => {
            let mut signature = abandon.sig.clone();
            if signature.inputs.len() == 1 {
                let reason: FnArg = syn::parse_quote!(_: #krate::Abandoned);
                signature.inputs.push(reason);
            }
            method(abandon, &signature, &abandon.block.to_token_stream())
        }
        Abandon::Borrowing { name, told } => {
            let (parameter, argument) = reason(name, *told);
            // At the method's name, where a reason of another type is reported.
            let call = quote_spanned!(place_of(name)=> Self::#name(&mut self #argument));
            quote! {
                fn abandon(mut self, #parameter: #krate::Abandoned) {
                    #call
                }
            }
        }
    }
}

/// That of `&mut Session`, which is told of it when `abandon` borrows.
pub(super) fn expand_abandon_by_ref(
    krate: &Crate,
    self_ty: &Type,
    abandon: &Abandon,
) -> Option<TokenStream> {
    let Abandon::Borrowing { name, told } = abandon else {
        return None;
    };
    let (parameter, argument) = reason(name, *told);
    let call = quote_spanned!(place_of(name)=> <#self_ty>::#name(self #argument));
    Some(quote! {
        fn abandon(self, #parameter: #krate::Abandoned) {
            #call
        }
    })
}

fn place_of(name: &Ident) -> Span {
    Span::call_site().located_at(name.span())
}

/// The parameter of the trait's method, and what is handed on of it.
fn reason(name: &Ident, told: bool) -> (Ident, Option<TokenStream>) {
    if told {
        let reason = Ident::new("reason", place_of(name));
        (reason.clone(), Some(quote!(, #reason)))
    } else {
        (quote::format_ident!("_"), None)
    }
}
