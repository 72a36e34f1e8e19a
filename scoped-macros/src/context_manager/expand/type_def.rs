//! The trait impl of an annotated type.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::{manager_trait, outcome_type};
use crate::context_manager::model::TypeDef;
use crate::paths::Crate;
use crate::tokens::located;

/// Input:
///
/// ```text
/// #[context_manager(enter = open -> Result<&mut Conn, E>, exit = close)]
/// struct Pooled { .. }
/// ```
///
/// Output:
///
/// ```text
/// struct Pooled { .. }
///
/// #[automatically_derived]
/// impl ContextManager for Pooled {
///     type Value<'this> = &'this mut Conn where Self: 'this;
///     type Exit = Result<(), E>;
///     fn enter(&mut self) -> Result<Self::Value<'_>, E> { Self::open(self) }
///     fn exit(self, outcome: Outcome<'_>) -> Result<(), E> {
///         Ok(exit_by(Self::close, self, outcome))
///     }
/// }
/// ```
///
/// With `exit = async close` the trait is `AsyncContextManager`, and `exit` is
/// `exit_by_async(Self::close, &mut Some(self), outcome).await`; with `abandon = give_up`, there is an `abandon` that is
/// `abandon_by(Self::give_up, self, reason)`.
pub(crate) fn expand_type(krate: &Crate, definition: &TypeDef) -> TokenStream {
    let TypeDef {
        item,
        asyncness,
        name,
        generics,
        loan,
        value,
        answer,
        enter,
        exit,
        abandon,
    } = definition;
    let (impl_generics, arguments, where_clause) = generics.split_for_impl();
    let exit_ty = &answer.exit;
    let wait = asyncness.map(|_| quote!(.await));
    let entered = enter.as_ref().map_or_else(
        || quote!(self),
        |method| {
            let method = &method.name;
            quote_spanned!(method.span()=> Self::#method(self) #wait)
        },
    );
    let entered = if answer.enter_is_infallible {
        quote!(::core::result::Result::Ok(#entered))
    } else {
        entered
    };
    // At the method's name, where a type that does not fit is reported.
    let (exit, span) = (&exit.name, exit.name.span());
    let private = krate.at(span);
    let exited = match asyncness {
        None => quote_spanned!(span=> #private::__private::exit_by(Self::#exit, self, outcome)),
        // The manager stands in a place outside the call, for a method that borrows.
        Some(_) => quote_spanned! {span=>
            #private::__private::exit_by_async(
                Self::#exit,
                &mut ::core::option::Option::Some(self),
                outcome,
            ).await
        },
    };
    let exited = if answer.exit_is_infallible {
        quote_spanned!(span=> ::core::result::Result::Ok(#exited))
    } else {
        exited
    };
    let abandon = abandon.as_ref().map(|method| {
        let private = krate.at(method.span());
        let abandon = quote_spanned! {method.span()=>
            #private::__private::abandon_by(Self::#method, self, reason)
        };
        quote! {
            fn abandon(self, reason: #krate::Abandoned) {
                #abandon
            }
        }
    });
    // What is wrong with the answer is wrong here too.
    let error = located(quote!(<Self::Exit as #krate::Exit>::Error), exit_ty);
    let result = located(
        quote!(::core::result::Result<Self::Value<'_>, #error>),
        exit_ty,
    );
    let enter = located(
        quote!(#asyncness fn enter(&mut self) -> #result { #entered }),
        exit_ty,
    );
    let manager = manager_trait(krate, *asyncness);
    let outcome = outcome_type(krate, *asyncness);
    quote! {
        #item

        #[automatically_derived]
        impl #impl_generics #manager for #name #arguments #where_clause {
            type Value<#loan> = #value where Self: #loan;
            type Exit = #exit_ty;
            #enter
            #asyncness fn exit(self, outcome: #outcome<'_>) -> #exit_ty {
                #exited
            }
            #abandon
        }
    }
}
