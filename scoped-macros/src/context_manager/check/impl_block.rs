//! `#[context_manager]` on an inherent impl: which of its items are the manager's.

use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{ImplItem, ImplItemFn, ItemImpl, TraitItemFn, parse2};

use super::abandon::take_abandon;
use super::method::{
    Async, By, check_asyncness, check_enter, check_exit, is_method, receiver_lifetime,
    refuse_methods, take_method,
};
use crate::context_manager::lifetimes::{loan_name, value_of_self, value_type};
use crate::context_manager::model::{Answer, ImplBlock};
use crate::context_manager::returns::Returns;
use crate::error::{Error, Errors};
use crate::options::Options;
use crate::tokens::is_near;

/// Names by which people mean `exit`.
const FOREIGN_EXITS: [&str; 10] = [
    "__exit__",
    "__aexit__",
    "close",
    "leave",
    "release",
    "finish",
    "end",
    "dispose",
    "drop",
    "cleanup",
];

/// Takes `enter` and `exit` out of the block; the rest stays.
pub(crate) fn check_impl(
    mut block: ItemImpl,
    options: &Options,
    errors: &mut Errors,
) -> Option<ImplBlock> {
    refuse_methods(
        [&options.enter, &options.exit, &options.abandon],
        "an `impl` block",
        "name the methods `enter` and `exit`, or put the attribute on the type",
        errors,
    );
    let exit = take_method(&mut block, "exit");
    let enter = take_method(&mut block, "enter");
    let foreign_enter = enter
        .is_none()
        .then(|| method_like(&block, "enter", &["__enter__", "__aenter__"]))
        .flatten();
    let Some(exit) = exit else {
        errors.push(missing_exit(&block, foreign_enter));
        return None;
    };
    if let Some(foreign) = foreign_enter {
        let name = &foreign.sig.ident;
        errors.push(
            Error::at(name.span(), "this method is not used as `enter`")
                .help(format!("rename `{name}` to `enter`")),
        );
    }
    let entered = enter
        .as_ref()
        .map_or(Returns::Unit, |enter| check_enter(enter, errors));
    let (by, exited) = check_exit(&exit, errors);
    let asyncness = check_asyncness(
        enter.as_ref().map(asyncness_of),
        asyncness_of(&exit),
        errors,
    );
    let abandon = asyncness.and_then(|_| take_abandon(&mut block, errors));

    let loan = loan_name(&block.generics);
    let value = enter.as_ref().map_or_else(
        || value_of_self(&loan),
        |enter| value_type(&entered, &loan, receiver_lifetime(&enter.sig)),
    );
    let answer = Answer::of(&entered, exited, &exit.sig.output);
    Some(ImplBlock {
        rest: block,
        asyncness,
        loan,
        value,
        answer,
        enter,
        exit,
        by_ref: by == By::Ref,
        abandon,
    })
}

/// Whether `text` is a misspelt `name`: it has no letters but those of `name`, or some behind it. `inner`, `render`
/// and `after` are words of their own.
fn is_misspelt(text: &str, name: &str) -> bool {
    is_near(text, name)
        && (text.starts_with(name) || text.chars().all(|letter| name.contains(letter)))
}

fn method_like<'b>(block: &'b ItemImpl, name: &str, foreign: &[&str]) -> Option<&'b ImplItemFn> {
    block.items.iter().find_map(|item| match item {
        ImplItem::Fn(method) => {
            let text = method.sig.ident.to_string();
            (foreign.contains(&text.as_str()) || is_misspelt(&text, name)).then_some(method)
        }
        _ => None,
    })
}

fn missing_exit(block: &ItemImpl, foreign_enter: Option<&ImplItemFn>) -> Error {
    let message = "missing `exit` in this `impl`";
    let exit = method_like(block, "exit", &FOREIGN_EXITS).map(|method| &method.sig.ident);
    let mut header = block.impl_token.to_token_stream();
    block.self_ty.to_tokens(&mut header);
    match (foreign_enter.map(|method| &method.sig.ident), exit) {
        (Some(enter), Some(exit)) => {
            Error::over(&header, "missing `enter` and `exit` in this `impl`").help(format!(
                "rename `{enter}` to `enter`, and `{exit}` to `exit`"
            ))
        }
        (None, Some(exit)) => {
            Error::at(exit.span(), message).help(format!("rename `{exit}` to `exit`"))
        }
        (_, None) => Error::over(&header, message).help("add `fn exit(self) {}`"),
    }
}

/// Takes out what cannot stand in the block, reported, so that rustc does not report it again.
pub(crate) fn clean_impl(block: &mut ItemImpl, errors: &mut Errors) {
    let mut seen = [false; 3];
    let names: &[&str] = if is_async(block) {
        &["enter", "exit", "abandon"]
    } else {
        &["enter", "exit"]
    };
    for item in &mut block.items {
        with_body(item, names, errors);
    }
    block.items.retain(|item| match item {
        ImplItem::Type(ty) => match ["Value", "Exit"].iter().position(|name| ty.ident == name) {
            Some(derived) => {
                let method = ["enter", "exit"][derived];
                let message = format!(
                    "`{}` is derived from the return type of `{method}`",
                    ty.ident
                );
                errors.push(Error::over(ty, message).help("remove it"));
                false
            }
            None => true,
        },
        ImplItem::Fn(method) => {
            let name = &method.sig.ident;
            let Some(which) = names.iter().position(|known| name == known) else {
                return true;
            };
            let again = std::mem::replace(&mut seen[which], true);
            if again {
                errors.push(
                    Error::at(name.span(), format!("`{name}` is defined twice"))
                        .help("remove one of the two; a `#[cfg(..)]` can stand in the body"),
                );
            }
            !again
        }
        _ => true,
    });
}

/// Gives a method of the manager a body, where a semicolon stands for it, which is reported.
fn with_body(item: &mut ImplItem, names: &[&str], errors: &mut Errors) {
    let ImplItem::Verbatim(tokens) = item else {
        return;
    };
    let Ok(TraitItemFn {
        attrs,
        sig,
        semi_token,
        ..
    }) = parse2(tokens.clone())
    else {
        return;
    };
    let name = &sig.ident;
    if names.iter().any(|known| name == known) {
        errors.push(
            Error::over(semi_token, format!("`{name}` needs a body"))
                .help("write `{}` for the semicolon, and in it what is to be done"),
        );
        *item = syn::parse_quote!(#(#attrs)* #sig { loop {} });
    }
}

/// Whether `enter` or `exit` is written `async`.
pub(crate) fn is_async(block: &ItemImpl) -> bool {
    block.items.iter().any(|item| {
        let is_one = is_method(item, "enter") || is_method(item, "exit");
        matches!(item, ImplItem::Fn(method) if is_one && method.sig.asyncness.is_some())
    })
}

fn asyncness_of(method: &ImplItemFn) -> Async {
    (method.sig.asyncness, method.sig.fn_token.span())
}
