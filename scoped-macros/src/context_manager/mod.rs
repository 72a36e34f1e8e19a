//! `#[context_manager]`: [`parse`] tells the places apart, [`check`] makes a model of the item or
//! finds what is wrong with it, [`expand`] writes the model down. Where something is wrong, [`recover`]
//! makes the output instead.

mod check;
mod configured;
mod expand;
mod lifetimes;
mod model;
mod parse;
mod recover;
mod returns;
#[cfg(test)]
mod tests;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote};
use syn::{Expr, Generics, Item, ItemFn, ItemImpl, TraitItemFn, Type, parse2};

use self::check::{check_function, check_impl, check_type, clean_impl, refuse_methods};
use self::expand::{expand_function, expand_impl, expand_type};
use self::parse::{Place, parse_place};
use self::recover::{stub_function, stub_impl, with_stub, with_unread_body};
use crate::error::{Error, Errors, beside};
use crate::options::{Options, parse_options};
use crate::paths::Crate;
use crate::tokens::written;

/// The whole way of an annotated item.
pub(crate) fn expand(arguments: TokenStream, tokens: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let options = parse_options(arguments, &mut errors);
    match parse_place(tokens.clone(), &mut errors) {
        Place::Impl(block) => expand_on_impl(block, options, errors),
        Place::Function(function) => expand_on_function(function, options, errors),
        Place::Type(item, name, generics) => {
            expand_on_type(item, &name, &generics, options, errors)
        }
        Place::NoItem => {
            let krate = Crate::from_option(options.krate.value().cloned());
            match with_unread_body(&krate, tokens.clone()) {
                Some(function) => expand_on_function(function, options, errors),
                None => expand_on_declaration(tokens, errors),
            }
        }
        Place::Other(item, error) => {
            errors.push(error);
            misplaced_item(item, &errors.finish())
        }
    }
}

/// The errors beside the item; or in it, where it may be one of an `impl` or a trait, which hold no `const _`.
fn misplaced_item(item: Item, errors: &[Error]) -> TokenStream {
    match item {
        Item::Const(mut constant) => {
            let errors = errors.iter().map(Error::to_compile_error);
            *constant.expr = Expr::Verbatim(quote!({ #(#errors)* }));
            constant.into_token_stream()
        }
        item => beside(item, errors),
    }
}

fn expand_on_impl(mut block: ItemImpl, options: Options, mut errors: Errors) -> TokenStream {
    if let Some((path, _)) = &block.trait_ {
        let text = written(path);
        let help = if text.ends_with("ContextManager") {
            "remove the attribute: the trait is implemented here"
        } else {
            "move `enter` and `exit` to an `impl` without a trait, or write `impl ContextManager` by hand"
        };
        errors.push(
            Error::over(
                path,
                format!("the `context_manager` attribute expects an inherent `impl`, found an `impl` of `{text}`"),
            )
            .help(help),
        );
        return beside(block, &errors.finish());
    }
    let Some((rest, blocks)) = configured::split(&block) else {
        clean_impl(&mut block, &mut errors);
        return expand_one_impl(block, &options, errors);
    };
    let rest = (!rest.items.is_empty()).then_some(rest);
    let blocks = blocks
        .into_iter()
        .map(|block| expand_one_impl(block, &options, Errors::new()));
    let expanded = quote!(#rest #(#blocks)*);
    beside(expanded, &errors.finish())
}

/// An impl block whose methods are there in every configuration.
fn expand_one_impl(block: ItemImpl, options: &Options, mut errors: Errors) -> TokenStream {
    let model = check_impl(block.clone(), options, &mut errors);
    let krate = Crate::from_option(options.krate.value().cloned());
    match (model, errors.finish()) {
        (Some(model), errors) if errors.is_empty() => expand_impl(&krate, &model),
        (_, errors) => stub_impl(block, &krate, &errors),
    }
}

fn expand_on_type(
    item: Item,
    name: &Ident,
    generics: &Generics,
    options: Options,
    mut errors: Errors,
) -> TokenStream {
    let Options {
        krate,
        enter,
        exit,
        abandon,
        is_key_value,
    } = options;
    if is_key_value {
        let (_, arguments, _) = generics.split_for_impl();
        let self_ty = Type::Verbatim(quote!(#name #arguments));
        let krate = Crate::from_option(None);
        return with_stub(item, &krate, generics, &self_ty, false, &errors.finish());
    }
    let is_async = [&enter, &exit].into_iter().any(|method| {
        method
            .value()
            .is_some_and(|method| method.asyncness.is_some())
    });
    let methods = [enter, exit, abandon];
    let model = check_type(item.clone(), name, generics, methods, &mut errors);
    let krate = Crate::from_option(krate.into_value());
    match (model, errors.finish()) {
        (Some(model), errors) if errors.is_empty() => expand_type(&krate, &model),
        (_, errors) => {
            let (_, arguments, _) = generics.split_for_impl();
            let self_ty = Type::Verbatim(quote!(#name #arguments));
            with_stub(item, &krate, generics, &self_ty, is_async, &errors)
        }
    }
}

fn expand_on_function(item: ItemFn, options: Options, mut errors: Errors) -> TokenStream {
    refuse_methods(
        [&options.enter, &options.exit, &options.abandon],
        "a function",
        "remove it: what stands before `yield_!` enters, and what stands behind it exits",
        &mut errors,
    );
    let model = check_function(item.clone(), &mut errors);
    let krate = Crate::from_option(options.krate.into_value());
    match (model, errors.finish()) {
        (Some(model), errors) if errors.is_empty() => expand_function(&krate, &model),
        (_, errors) => stub_function(item, &krate, &errors),
    }
}

/// Reports a function without a body. Anything else is passed on, for rustc to report.
fn expand_on_declaration(tokens: TokenStream, mut errors: Errors) -> TokenStream {
    let end = tokens.clone().into_iter().last();
    let parsed = parse2::<TraitItemFn>(tokens.clone());
    if let (Ok(declaration), Some(end)) = (parsed, end) {
        errors.push(
            Error::at(
                end.span(),
                "the `context_manager` attribute needs a function with a body",
            )
            .help("put the attribute on the functions that implement this one"),
        );
        let found = errors.finish();
        let found = found.iter().map(Error::to_compile_error);
        let mut signature = declaration.sig;
        // A trait and an `extern` block can hold the errors in a type only, and the latter no body.
        let output = quote!(-> [(); { #(#found)* }]);
        signature.output = syn::parse_quote!(#output);
        let attributes = declaration.attrs;
        return quote!(#(#attributes)* #signature;);
    }
    beside(tokens, &errors.finish())
}

/// A `yield_!` that no attribute has seen.
pub(crate) fn yield_outside(value: &TokenStream) -> TokenStream {
    let error = Error::over(
        value,
        "`yield_!` can only be used inside a function marked `#[context_manager]`",
    )
    .help("put `#[context_manager]` on the enclosing function")
    .to_compile_error();
    quote!({ #error })
}
