//! Which item the attribute stands on.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, Generics, Item, ItemFn, ItemImpl, TraitItemFn, Type, parse2};

use super::check::{check_function, check_impl, check_type, clean_impl, refuse_methods};
use super::expand::{expand_function, expand_impl, expand_type};
use super::recover::{beside, stub_function, stub_impl, with_stub};
use crate::error::{Error, Errors};
use crate::groups;
use crate::options::{Options, parse_options};
use crate::paths::Crate;

/// The whole way of an annotated item.
pub(crate) fn expand(arguments: TokenStream, tokens: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let options = parse_options(arguments, &mut errors);
    let parsed = parse2(tokens.clone()).map(|mut item| {
        groups::make_visible_in_item(&mut item);
        item
    });
    match parsed {
        Ok(Item::Impl(block)) => expand_on_impl(block, options, errors),
        Ok(Item::Fn(function)) => expand_on_function(function, options, errors),
        Ok(Item::Struct(mut item)) => {
            check_once(&mut item.attrs, &mut errors);
            let (name, generics) = (item.ident.clone(), item.generics.clone());
            expand_on_type(Item::Struct(item), &name, &generics, options, errors)
        }
        Ok(Item::Enum(mut item)) => {
            check_once(&mut item.attrs, &mut errors);
            let (name, generics) = (item.ident.clone(), item.generics.clone());
            expand_on_type(Item::Enum(item), &name, &generics, options, errors)
        }
        Ok(Item::Verbatim(_)) | Err(_) => expand_on_declaration(tokens, errors),
        Ok(item) => {
            errors.push(misplaced(&item));
            beside(item, &errors.finish())
        }
    }
}

fn expand_on_function(mut item: ItemFn, options: Options, mut errors: Errors) -> TokenStream {
    check_once(&mut item.attrs, &mut errors);
    refuse_methods(
        [&options.enter, &options.exit],
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

fn expand_on_type(
    item: Item,
    name: &Ident,
    generics: &Generics,
    options: Options,
    mut errors: Errors,
) -> TokenStream {
    let Options { krate, enter, exit } = options;
    let is_async = [&enter, &exit].into_iter().any(|method| {
        method
            .value()
            .is_some_and(|method| method.asyncness.is_some())
    });
    let model = check_type(item.clone(), name, generics, enter, exit, &mut errors);
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

/// A function without a body; about anything else rustc has more to say than we.
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
        let signature = declaration.sig;
        return quote!(#signature { #(#found)* });
    }
    beside(tokens, &errors.finish())
}

fn expand_on_impl(mut block: ItemImpl, options: Options, mut errors: Errors) -> TokenStream {
    check_once(&mut block.attrs, &mut errors);
    if let Some((path, _)) = &block.trait_ {
        let text = path.to_token_stream().to_string().replace(' ', "");
        errors.push(
            Error::over(
                path,
                format!("the `context_manager` attribute expects an inherent `impl`, found an `impl` of `{text}`"),
            )
            .help("move `enter` and `exit` to an `impl` without a trait, or write `impl ContextManager` by hand"),
        );
        return beside(block, &errors.finish());
    }
    clean_impl(&mut block, &mut errors);
    let model = check_impl(block.clone(), &options, &mut errors);
    let krate = Crate::from_option(options.krate.into_value());
    match (model, errors.finish()) {
        (Some(model), errors) if errors.is_empty() => expand_impl(&krate, &model),
        (_, errors) => stub_impl(block, &krate, &errors),
    }
}

/// A second attribute would be expanded too.
fn check_once(attributes: &mut Vec<Attribute>, errors: &mut Errors) {
    attributes.retain(|attribute| {
        let again = attribute
            .path()
            .segments
            .last()
            .is_some_and(|last| last.ident == "context_manager");
        if again {
            errors.push(
                Error::over(attribute, "the `context_manager` attribute is given twice")
                    .help("remove it"),
            );
        }
        !again
    });
}

fn misplaced(item: &Item) -> Error {
    let (keyword, name) = match item {
        Item::Const(item) => (item.const_token.to_token_stream(), "a constant"),
        Item::ExternCrate(item) => (item.extern_token.to_token_stream(), "an `extern crate`"),
        Item::ForeignMod(item) => (item.abi.to_token_stream(), "an `extern` block"),
        Item::Macro(item) => (item.mac.path.to_token_stream(), "a macro call"),
        Item::Mod(item) => (item.mod_token.to_token_stream(), "a module"),
        Item::Static(item) => (item.static_token.to_token_stream(), "a static"),
        Item::Trait(item) => (item.trait_token.to_token_stream(), "a trait"),
        Item::TraitAlias(item) => (item.trait_token.to_token_stream(), "a trait alias"),
        Item::Type(item) => (item.type_token.to_token_stream(), "a type alias"),
        Item::Union(item) => (item.union_token.to_token_stream(), "a union"),
        Item::Use(item) => (item.use_token.to_token_stream(), "a `use`"),
        item => (item.to_token_stream(), "this item"),
    };
    Error::over(
        &quote!(#keyword),
        format!("the `context_manager` attribute cannot be used on {name}"),
    )
    .help("it can be used on a struct, an enum, an `impl` block or a function")
}
