//! A function that is not cut: its body is an `async` block, which `yield_!` suspends.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{
    Block, FnArg, Pat, PatIdent, Receiver, ReceiverKind, Signature, Stmt, StmtMacro, Token, Type,
};

use super::halves::{expand_setup, pin};
use super::lent::{inferred, lent_type, projected_type, renamed_self};
use super::yields::{Rewritten, rewrite, yielder};
use crate::context_manager::check::is_yield_statement;
use crate::context_manager::model::Function;
use crate::context_manager::returns::Lends;
use crate::paths::Crate;

/// Input:
///
/// ```text
/// fn transaction(pool: &Pool) -> Result<Client, DbError> {
///     let client = pool.get()?;
///     with!(client.begin() => {
///         yield_!(client);
///     })
/// }
/// ```
///
/// Output, of the body:
///
/// ```text
/// run_to_yield::<Owned<Client>, Snapshot, Result<(), DbError>, _>(move |yielder| async move {
///     if false { return unreached::<Result<(), DbError>>(); }
///     let pool = pool;
///     {
///         let mut client = pool.get()?;
///         with!(around(client.begin(), &yielder) => {
///             { client = yielder.lend(Owned(client)).await; let _ = &client; }
///         })
///     }
/// })
/// ```
///
/// The arguments are bound anew, as an `async fn` does it, so that they are dropped behind the locals. A name that is
/// lent is given back, and so has to be `mut`.
pub(super) fn expand_coroutine(krate: &Crate, function: &Function, block: &Block) -> Coroutine {
    let ends_in_yield = block.stmts.last().is_some_and(is_yield_statement);
    let mut signature = function.signature.clone();
    let Rewritten {
        block,
        patterns,
        lent_arguments,
        renames_self,
        projects,
        asks_for_error,
    } = rewrite(krate, function, block);
    let span = Span::call_site().located_at(function.path.span());
    let private = {
        let krate = krate.at(span);
        quote_spanned!(span=> #krate::__private)
    };
    let Lends {
        value,
        exit,
        fallible,
        ..
    } = &function.lends;
    let lent = if projects {
        let inferred = quote!(_);
        projected_type(krate, value, &inferred, &inferred)
    } else {
        lent_type(krate, value, &inferred(value))
    };
    let yielder = yielder(span);
    let pin = pin(krate, exit);
    let bind = bind_arguments(&mut signature, patterns, &lent_arguments, renames_self);
    let path = &function.path;
    let ended = if asks_for_error {
        quote!(Snapshot)
    } else {
        quote!(Ended)
    };
    let end = (ends_in_yield && function.lends.ends_in_ok())
        .then(|| quote!(::core::result::Result::Ok(())));
    let stmts = &block.stmts;
    let mut body = Group::new(Delimiter::Brace, quote!(#(#stmts)* #end));
    // Where its value is missing, or what is borrowed from ends, rustc points to the end of the function. Around a value
    // alone, it would find the user's braces unnecessary.
    body.set_span(match stmts.as_slice() {
        [
            Stmt::Expr(_, None)
            | Stmt::Macro(StmtMacro {
                semi_token: None, ..
            }),
        ] => span,
        _ => block.brace_token.span.close(),
    });
    let run = match signature.asyncness {
        None => quote!(run_to_yield),
        Some(_) => quote!(run_to_yield_async),
    };
    let run = quote_spanned! {span=>
        #private::#run::<#lent, #private::#ended, #exit, _>(move |#yielder| async move {
            #pin
            #path!(@lend);
            #bind
            #body
        })
    };
    let manager = if signature.asyncness.is_some() {
        // The future that runs it to its `yield_!` is all of the setup.
        quote!(#krate::__private::async_function_manager(#run))
    } else {
        let output = fallible
            .as_ref()
            .map(|fallible| fallible.of(quote!((#lent, _))));
        expand_setup(krate, &signature, output.as_ref(), &run)
    };
    Coroutine {
        signature,
        lent: if projects {
            let local = quote!(impl ::core::marker::Sized);
            let captures = quote!(impl ::core::marker::Copy);
            projected_type(krate, value, &local, &captures)
        } else {
            lent_type(krate, value, value)
        },
        manager,
    }
}

/// What a function becomes that is a coroutine.
pub(super) struct Coroutine {
    /// Its signature, whose arguments may have other names.
    pub(super) signature: Signature,
    /// The type of what it lends.
    pub(super) lent: TokenStream,
    /// Its body.
    pub(super) manager: TokenStream,
}

/// `let name = name;` for each argument, and `let pattern = argument;` where it has none.
fn bind_arguments(
    signature: &mut Signature,
    patterns: Vec<Pat>,
    lent: &[Ident],
    renames_self: bool,
) -> TokenStream {
    let mut bind = TokenStream::new();
    let mut patterns = patterns.into_iter();
    for (index, argument) in signature.inputs.iter_mut().enumerate() {
        match argument {
            FnArg::Receiver(receiver) => {
                let this = receiver.self_token;
                bind.extend(if renames_self {
                    let mutability = receiver.mutability.take();
                    let name = renamed_self(this.span);
                    quote_spanned!(Span::mixed_site()=> let #mutability #name = #this;)
                } else {
                    if lent.iter().any(|lent| lent == "self") {
                        make_mutable(receiver);
                    }
                    quote_spanned!(Span::mixed_site()=> let _ = &#this;)
                });
            }
            FnArg::Typed(argument) => {
                let mut pattern = patterns.next().unwrap_or_else(|| (*argument.pat).clone());
                if let Pat::Ident(name) = &mut pattern {
                    if lent.contains(&name.ident) {
                        name.mutability.get_or_insert_with(<Token![mut]>::default);
                    }
                }
                let name = match &pattern {
                    // Of a name with `_` before it, clippy would say that it is used.
                    Pat::Ident(name) if is_used_by_name(name) => name.ident.clone(),
                    _ => {
                        let name =
                            format_ident!("__scoped_argument_{index}", span = Span::mixed_site());
                        bind.extend(quote_spanned!(Span::mixed_site()=> let #name = #name;));
                        name
                    }
                };
                *argument.pat = syn::parse_quote!(#name);
                let attributes = &argument.attrs;
                bind.extend(
                    quote_spanned!(Span::mixed_site()=> #(#attributes)* let #pattern = #name;),
                );
            }
        }
    }
    bind
}

fn is_used_by_name(name: &PatIdent) -> bool {
    name.by_ref.is_none() && name.subpat.is_none() && !name.ident.to_string().starts_with('_')
}

/// `&mut self` has no form with a `mut` before it, but this one.
fn make_mutable(receiver: &mut Receiver) {
    if let ReceiverKind::Reference(and, lifetime, mutability) = &receiver.kind {
        let (lifetime, mutability) = (lifetime.clone(), *mutability);
        let ty: Type = syn::parse_quote!(#and #lifetime #mutability Self);
        receiver.kind = ReceiverKind::Typed(<Token![:]>::default(), Box::new(ty));
    }
    receiver
        .mutability
        .get_or_insert_with(<Token![mut]>::default);
}
