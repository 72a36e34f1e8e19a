//! Which item the attribute stands on.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, Generics, Item, ItemFn, ItemImpl, parse2};

use crate::error::{Error, Errors};
use crate::groups;

/// An item, by the way in which it becomes a manager.
pub(super) enum Place {
    Impl(ItemImpl),
    Type(Item, Ident, Generics),
    Function(ItemFn),
    /// What is no item by itself, such as a function without a body.
    NoItem,
    /// An item that can never be a manager, and the error that says so.
    Other(Item, Error),
}

/// Reads the item. A further `#[context_manager]` on it is taken off and reported, as it would be
/// expanded too.
pub(super) fn parse_place(tokens: TokenStream, errors: &mut Errors) -> Place {
    let Ok(mut item) = parse2(tokens) else {
        return Place::NoItem;
    };
    groups::make_visible_in_item(&mut item);
    match item {
        Item::Impl(mut block) => {
            check_once(&mut block.attrs, errors);
            Place::Impl(block)
        }
        Item::Fn(mut function) => {
            check_once(&mut function.attrs, errors);
            Place::Function(function)
        }
        Item::Struct(mut item) => {
            check_once(&mut item.attrs, errors);
            let (name, generics) = (item.ident.clone(), item.generics.clone());
            Place::Type(Item::Struct(item), name, generics)
        }
        Item::Enum(mut item) => {
            check_once(&mut item.attrs, errors);
            let (name, generics) = (item.ident.clone(), item.generics.clone());
            Place::Type(Item::Enum(item), name, generics)
        }
        Item::Verbatim(_) => Place::NoItem,
        item => {
            let error = misplaced(&item);
            Place::Other(item, error)
        }
    }
}

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
        Item::Macro(item) => {
            let name = if item.ident.is_some() {
                "a macro"
            } else {
                "a macro call"
            };
            (item.mac.path.to_token_stream(), name)
        }
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
