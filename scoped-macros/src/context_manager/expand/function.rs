//! A function that yields: cut in two here, or run as a coroutine.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{ReturnType, Signature, Type};

use super::coroutine::expand_coroutine;
use super::halves::{expand_manager, expand_setup, expand_yielded};
use super::lent::{annotation, inferred, lends_itself, lent_type, rename_self, renamed_self, used};
use crate::context_manager::model::{Binding, Cut, Function, Lent, Teardown, Way};
use crate::context_manager::returns::Lends;
use crate::paths::Crate;

/// Input:
///
/// ```text
/// fn temp_dir(prefix: &str) -> io::Result<TempDir> {
///     let dir = TempDir::with_prefix(prefix)?;
///     let outcome = yield_!(dir);
///     if outcome.is_failure() { dir.keep(); return Ok(()); }
///     dir.close()
/// }
/// ```
///
/// Output:
///
/// ```text
/// fn temp_dir(
///     prefix: &str,
/// ) -> FunctionManager<
///     impl Setup<Lent = Owned<TempDir>, Exit = io::Result<()>, Teardown = impl Sized>,
/// > {
///     function_manager(move || -> io::Result<(Owned<TempDir>, _)> {
///         let dir = TempDir::with_prefix(prefix)?;
///         let lent: Lent<TempDir> = yield_!(@lend dir);
///         Ok(yielded::<_, io::Result<()>, _>(Owned(lent), move |dir, outcome| {
///             let _ = &dir;
///             if outcome.is_failure() { dir.keep(); return Ok(()); }
///             dir.close()
///         }))
///     })
/// }
/// ```
///
/// The setup of a function that cannot fail has no return type: it follows from the signature's. The
/// teardown's type is in the signature, so that callers see whether it is `Send`. `yield_!` stays, so
/// that its import is used.
pub(crate) fn expand_function(krate: &Crate, function: &Function) -> TokenStream {
    let (signature, lent, manager) = match &function.way {
        Way::Cut(cut) => {
            let value = &function.lends.value;
            let output = function.lends.fallible.as_ref().map(|fallible| {
                let lent = lent_type(krate, value, &inferred(value));
                fallible.of(quote!((#lent, _)))
            });
            let statements = expand_cut(krate, function, cut);
            (
                function.signature.clone(),
                lent_type(krate, value, value),
                expand_setup(krate, &function.signature, output.as_ref(), &statements),
            )
        }
        Way::Coroutine(block) => {
            let coroutine = expand_coroutine(krate, function, block);
            (coroutine.signature, coroutine.lent, coroutine.manager)
        }
    };
    let signature = returning_manager(krate, signature, &lent, &function.lends.exit);
    let Function {
        attributes,
        visibility,
        ..
    } = function;
    quote! {
        #(#attributes)*
        #visibility #signature {
            #manager
        }
    }
}

/// The statements of the first half, of which the second is the value.
fn expand_cut(krate: &Crate, function: &Function, cut: &Cut) -> TokenStream {
    let setup = &cut.setup;
    let (bind, lent, back) = expand_lent(krate, function, &cut.lent);
    let (alive, body) = expand_teardown(function, cut, &back);
    let yielded = expand_yielded(krate, function, &cut.teardown, &lent, &back, &alive, &body);
    let yielded = quote_spanned!(function.path.span()=> ::core::result::Result::Ok(#yielded));
    quote!(#(#setup)* #bind #yielded)
}

/// The signature with the real return type.
pub(crate) fn expand_signature(krate: &Crate, signature: &Signature, lends: &Lends) -> Signature {
    let lent = lent_type(krate, &lends.value, &lends.value);
    returning_manager(krate, signature.clone(), &lent, &lends.exit)
}

fn returning_manager(
    krate: &Crate,
    mut signature: Signature,
    lent: &TokenStream,
    exit: &Type,
) -> Signature {
    let asyncness = signature.asyncness.take();
    let manager = expand_manager(krate, asyncness, lent, exit);
    signature.output = ReturnType::Type(
        syn::Token![->](Span::call_site()),
        Box::new(Type::Verbatim(manager)),
    );
    signature
}

/// The statement that takes the value, the expression that lends it, and the pattern by which the
/// teardown gets it back.
fn expand_lent(
    krate: &Crate,
    function: &Function,
    lent: &Lent,
) -> (TokenStream, TokenStream, TokenStream) {
    let local = Ident::new("__scoped_lent", Span::mixed_site());
    let ty = &function.lends.value;
    let annotation = annotation(krate, ty);
    let owned = if lends_itself(ty) {
        quote!(#local)
    } else {
        quote!(#krate::__private::Owned(#local))
    };
    let path = &function.path;
    match lent {
        Lent::Nothing => (quote!(), quote!(#path!(@lend)), quote!(())),
        Lent::Name(binding) => {
            let name = &binding.name;
            // What is `mut` for the teardown only would be reported as needlessly so here.
            let mutated = binding
                .mutability
                .map(|_| mention(binding, name, path.span()));
            let back = Ident::new("__scoped_back", Span::mixed_site());
            (
                quote!(#mutated let #local #annotation = #path!(@lend #name);),
                owned,
                quote!(#back),
            )
        }
        Lent::Value(value) => (
            quote!(let #local #annotation = #path!(@lend #value);),
            owned,
            quote!(#local),
        ),
    }
}

fn back_name(name: &Ident) -> Ident {
    if name == "self" {
        renamed_self(name.span())
    } else {
        name.clone()
    }
}

/// The statements that bind what lives on, as it was bound before, and those that the user wrote.
fn expand_teardown(
    function: &Function,
    cut: &Cut,
    back: &TokenStream,
) -> (TokenStream, TokenStream) {
    let span = function.path.span();
    let Teardown {
        alive, statements, ..
    } = &cut.teardown;
    let lent = match &cut.lent {
        Lent::Name(binding) => Some(&binding.name),
        Lent::Value(_) | Lent::Nothing => None,
    };
    let is_lent = |binding: &Binding| lent == Some(&binding.name);
    // Captured in the order in which they are dropped, should the teardown be dropped before it runs.
    let captured = alive
        .iter()
        .rev()
        .filter(|binding| !is_lent(binding))
        .map(|binding| mention(binding, &binding.name, span));
    let bound = alive.iter().map(|binding| {
        if is_lent(binding) {
            bind(binding, &back_name(&binding.name), back, span)
        } else {
            let name = &binding.name;
            let value = used(name, span);
            bind(binding, name, &quote!(#value), span)
        }
    });
    let ended = match &cut.lent {
        // It is a temporary of the `yield_!` statement, and ends with it.
        Lent::Value(_) => quote!(let _ = {#back};),
        Lent::Name(_) | Lent::Nothing => quote!(),
    };
    let mut body = quote!(#(#statements)*);
    if lent.is_some_and(|name| name == "self") {
        body = rename_self(body);
    }
    if statements.is_empty() && function.lends.ends_in_ok() {
        body = quote!(::core::result::Result::Ok(()));
    }
    (quote!(#ended #(#captured)* #(#bound)*), body)
}

/// Binds a name anew, so that the closure captures all of it, and it is dropped when it would be. It is used as well, or
/// one that the user does not mention again would be reported as unused.
fn bind(binding: &Binding, name: &Ident, value: &TokenStream, span: Span) -> TokenStream {
    let Binding {
        mutability, cfg, ..
    } = binding;
    let mention = mention(binding, name, span);
    if name == "self" {
        return mention;
    }
    let mut name = name.clone();
    name.set_span(name.span().located_at(span));
    quote_spanned!(Span::mixed_site().located_at(span)=>
        #(#cfg)* let #mutability #name = #value;
        #mention
    )
}

fn mention(binding: &Binding, name: &Ident, span: Span) -> TokenStream {
    let Binding {
        mutability, cfg, ..
    } = binding;
    let name = used(name, span);
    quote!(#(#cfg)* let _ = &#mutability #name;)
}
