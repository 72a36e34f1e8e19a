//! `#[context_manager(..)]` on a struct or an enum: which of its methods are the manager's.

use proc_macro2::Ident;
use syn::{Generics, Item, ReturnType};

use super::method::{check_answer, check_asyncness};
use crate::context_manager::lifetimes::{loan_name, value_of_self, value_type};
use crate::context_manager::model::{Answer, TypeDef};
use crate::context_manager::returns::{Returns, impl_trait_in};
use crate::error::{Error, Errors};
use crate::options::{Method, Once};

/// Takes the methods from the arguments of the attribute.
pub(crate) fn check_type(
    item: Item,
    name: &Ident,
    generics: &Generics,
    [enter, exit, abandon]: [Once<Method>; 3],
    errors: &mut Errors,
) -> Option<TypeDef> {
    let enter = enter.into_value();
    let Some(exit) = exit.into_value() else {
        // An argument that could not be read may have been it.
        if !errors.is_empty() {
            return None;
        }
        errors.push(
            Error::at(name.span(), "missing argument `exit`")
                .help("name the method that ends the scope: `#[context_manager(exit = close)]`"),
        );
        return None;
    };
    for method in enter.iter().chain([&exit]) {
        check_output(&method.output, errors);
    }
    let entered = enter
        .as_ref()
        .map_or(Returns::Unit, |enter| Returns::read(&enter.output));
    if let Returns::Alias(ty) = &entered {
        errors.push(Returns::unreadable(ty));
    }
    let exited = Returns::read(&exit.output);
    check_answer(&exited, errors);
    let asyncness = check_asyncness(
        enter
            .as_ref()
            .map(|enter| (enter.asyncness, enter.name.span())),
        (exit.asyncness, exit.name.span()),
        errors,
    );

    if let (None, Some(written)) = (asyncness, abandon.written()) {
        errors.push(
            Error::over(written, "only an async manager can be abandoned")
                .help("remove it: where nothing awaits, `exit` always runs"),
        );
    }

    let loan = loan_name(generics);
    let value = enter.as_ref().map_or_else(
        || value_of_self(&loan),
        |_| value_type(&entered, &loan, None),
    );
    let answer = Answer::of(&entered, exited, &exit.output);
    Some(TypeDef {
        item,
        asyncness,
        name: name.clone(),
        generics: generics.clone(),
        loan,
        value,
        answer,
        enter,
        exit,
        abandon: abandon.into_value().map(|method| method.name),
    })
}

fn check_output(output: &ReturnType, errors: &mut Errors) {
    let ReturnType::Type(_, ty) = output else {
        return;
    };
    if let Some(found) = impl_trait_in(ty) {
        errors.push(
            Error::over(found, "a manager's types cannot be `impl Trait`")
                .help("name the type, or box it: `Box<dyn Trait>`"),
        );
    }
}
