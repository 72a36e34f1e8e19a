//! What an annotated function is cut into: two closures or, where it awaits, two futures.
//!
//! | | setup | teardown |
//! | --- | --- | --- |
//! | `fn` | `move || { .. }` | `move |lent, outcome| { .. }` |
//! | `async fn` | `async move { .. }` | `move |lent, snapshot| async move { .. }` |
//!
//! Input:
//!
//! ```text
//! async fn leased(pool: &Pool) -> Result<Lease, PoolError> {
//!     let lease = pool.lease().await?;
//!     let outcome = yield_!(lease);
//!     pool.give_back(lease, outcome.is_failure()).await
//! }
//! ```
//!
//! Output:
//!
//! ```text
//! fn leased(
//!     pool: &Pool,
//! ) -> AsyncFunctionManager<
//!     impl AsyncSetup<
//!         Lent = Owned<Lease>,
//!         Exit = Result<(), PoolError>,
//!         Teardown = impl Sized,
//!         TearingDown = impl Sized,
//!     >,
//! > {
//!     async_function_manager(async move {
//!         if false { return unreached::<Result<(Owned<Lease>, _), PoolError>>(); }
//!         {
//!             let lease = pool.lease().await?;
//!             let lent: Lent<Lease> = yield_!(@lend lease);
//!             Ok(async_yielded::<_, Ended, _, _>(Owned(lent), move |lease, snapshot| {
//!                 tearing_down::<Result<(), PoolError>, _>(async move {
//!                     if false { return unreached::<Result<(), PoolError>>(); }
//!                     let _ = &lease;
//!                     let outcome = snapshot.outcome();
//!                     pool.give_back(lease, outcome.is_failure()).await
//!                 })
//!             }))
//!         }
//!     })
//! }
//! ```
//!
//! A teardown that does not bind the outcome is told `()`; one that asks for no more than `is_success()` or `is_failure()`,
//! like this one, `Ended`; every other a `Snapshot`, which has what the error says.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Pat, Signature, Token, Type};

use crate::context_manager::model::{Function, Teardown};
use crate::paths::Crate;
use crate::tokens::{is_punct, range_of};

/// The manager that the function returns. The types of the teardown and of its future are in the
/// signature, so that callers see whether they are `Send`.
pub(super) fn expand_manager(
    krate: &Crate,
    asyncness: Option<Token![async]>,
    lent: &TokenStream,
    exit: &Type,
) -> TokenStream {
    let private = quote!(#krate::__private);
    let types = quote! {
        Lent = #lent, Exit = #exit, Teardown = impl ::core::marker::Sized
    };
    match asyncness {
        None => quote!(#private::FunctionManager<impl #private::Setup<#types>>),
        Some(_) => quote! {
            #private::AsyncFunctionManager<
                impl #private::AsyncSetup<#types, TearingDown = impl ::core::marker::Sized>
            >
        },
    }
}

/// The call that makes the manager of a setup. `output` is the type of what the setup returns, where
/// nothing else says it.
pub(super) fn expand_setup(
    krate: &Crate,
    signature: &Signature,
    output: Option<&Type>,
    statements: &TokenStream,
) -> TokenStream {
    let private = quote!(#krate::__private);
    let Some(keyword) = signature.asyncness else {
        let output = output.map(|output| quote!(-> #output));
        return quote!(#private::function_manager(move || #output { #statements }));
    };
    let span = Span::call_site().located_at(keyword.span());
    let block = match output {
        // The statements stand in a block of their own: an item is to come first in it.
        Some(output) => {
            let pin = pin(krate, output);
            quote!({ #pin { #statements } })
        }
        None => quote!({ #statements }),
    };
    let setup = quote_spanned!(span=> async move #block);
    quote!(#private::async_function_manager(#setup))
}

/// The call that makes what the setup returns.
///
/// `back` is the pattern of what was lent, and `alive` keeps alive what lives on.
pub(super) fn expand_yielded(
    krate: &Crate,
    function: &Function,
    teardown: &Teardown,
    lent: &TokenStream,
    back: &TokenStream,
    alive: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    // What the setup cannot return, and what the teardown cannot capture, is reported where the function
    // is cut.
    let span = function.path.span();
    let private = {
        let krate = krate.at(span);
        quote_spanned!(span=> #krate::__private)
    };
    let exit = &function.lends.exit;
    let outcome = teardown.outcome.as_ref();
    let in_block = |statements: TokenStream| {
        let mut block = Group::new(Delimiter::Brace, statements);
        block.set_span(teardown.end);
        block
    };
    if function.signature.asyncness.is_none() {
        let outcome = outcome.map_or_else(|| quote!(_), Pat::to_token_stream);
        let block = in_block(quote!(#alive #body));
        return quote_spanned! {span=>
            #private::yielded::<_, #exit, _>(#lent, move |#back, #outcome| #block)
        };
    }
    let pin = pin(krate, exit);
    let outcome = outcome.filter(|pattern| !matches!(pattern, Pat::Wild(_)));
    let (told, snapshot, outcome) = match outcome {
        None => (quote!(()), quote!(()), quote!()),
        Some(pattern) => {
            let snapshot = Ident::new("__scoped_snapshot", Span::mixed_site());
            let told = if asks_how_it_ended(pattern, body) {
                quote!(#private::Ended)
            } else {
                quote!(#private::Snapshot)
            };
            (
                told,
                quote!(#snapshot),
                quote!(let #pattern = #private::outcome_in(&#snapshot);),
            )
        }
    };
    let block = in_block(quote!(#pin #alive #outcome #body));
    quote_spanned! {span=>
        #private::async_yielded::<_, #told, _, _>(
            #lent,
            move |#back, #snapshot| #private::tearing_down::<#exit, _>(async move #block)
        )
    }
}

/// Whether the outcome of this name is asked for nothing but `is_success()` and `is_failure()`, wherever the name stands: in
/// macros too, and in the text of literals, which `format!` reads.
fn asks_how_it_ended(pattern: &Pat, body: &TokenStream) -> bool {
    let Pat::Ident(name) = pattern else {
        return false;
    };
    asks_only(&name.ident, body)
}

pub(super) fn asks_only(name: &Ident, tokens: &TokenStream) -> bool {
    let tokens: Vec<_> = tokens.clone().into_iter().collect();
    (0..tokens.len()).all(|at| match &tokens[at] {
        TokenTree::Group(group) => asks_only(name, &group.stream()),
        TokenTree::Literal(literal) => !literal.to_string().contains(&name.to_string()),
        TokenTree::Ident(ident) if ident == name => match &tokens[at + 1..] {
            _ if at > 0 && is_let(&tokens[at - 1]) => true,
            [dot, TokenTree::Ident(method), TokenTree::Group(_), ..] => {
                is_punct(dot, '.') && (method == "is_success" || method == "is_failure")
            }
            _ => false,
        },
        _ => true,
    })
}

fn is_let(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(word) if word == "let")
}

/// Gives an `async` block its type, which it has no place to write.
pub(super) fn pin(krate: &Crate, output: &Type) -> TokenStream {
    // At the written type, of which rustc says that it was inferred from here.
    let (span, _) = range_of(output);
    let private = krate.at(span);
    let unreached = quote_spanned!(span=> return #private::__private::unreached::<#output>());
    quote!(if false { #unreached; })
}
