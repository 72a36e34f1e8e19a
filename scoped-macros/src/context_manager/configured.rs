//! `#[cfg]` on the methods of an impl block: a block for each configuration.
//!
//! What `enter` and `exit` return decides the types of the manager, so alternatives of them are managers of their own.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{ImplItem, ImplItemFn, ItemImpl};

use super::check::is_async;

/// A method in one of the configurations, and the predicates of that.
type Choice = (Vec<TokenStream>, Option<ImplItemFn>);

/// The block without the manager's methods, and a block of those for each configuration. `None` where they are not
/// configured.
pub(super) fn split(block: &ItemImpl) -> Option<(ItemImpl, Vec<ItemImpl>)> {
    let mut names = vec!["enter", "exit"];
    if is_async(block) {
        names.push("abandon");
    }
    let mut rest = block.clone();
    let mut blocks: Vec<(Vec<TokenStream>, Vec<ImplItem>)> = vec![(Vec::new(), Vec::new())];
    let mut is_configured = false;
    for name in names {
        let choices = choices_of(&mut rest, name)?;
        is_configured |= choices.iter().any(|(predicates, _)| !predicates.is_empty());
        let mut further = Vec::new();
        for (predicates, items) in &blocks {
            for (more, method) in &choices {
                let predicates = predicates.iter().chain(more).cloned().collect();
                let items = items.iter().cloned();
                let items = items.chain(method.clone().map(ImplItem::Fn)).collect();
                further.push((predicates, items));
            }
        }
        blocks = further;
    }
    if !is_configured {
        return None;
    }
    let blocks = blocks.into_iter().map(|(predicates, items)| {
        let mut block = ItemImpl {
            items,
            ..block.clone()
        };
        block
            .attrs
            .push(syn::parse_quote!(#[cfg(all(#(#predicates),*))]));
        block
    });
    // Without an `exit` there is no manager.
    let has_exit = |block: &ItemImpl| {
        block
            .items
            .iter()
            .any(|item| matches!(item, ImplItem::Fn(method) if method.sig.ident == "exit"))
    };
    Some((rest, blocks.filter(has_exit).collect()))
}

/// Takes the methods of a name out. `None` where several of them are there in one configuration.
fn choices_of(block: &mut ItemImpl, name: &str) -> Option<Vec<Choice>> {
    let mut choices = Vec::new();
    for item in std::mem::take(&mut block.items) {
        match item {
            ImplItem::Fn(mut method) if method.sig.ident == name => {
                let mut predicates = Vec::new();
                method.attrs.retain(|attribute| {
                    let is_cfg = attribute.path().is_ident("cfg");
                    if let (true, Ok(list)) = (is_cfg, attribute.meta.require_list()) {
                        predicates.push(list.tokens.clone());
                    }
                    !is_cfg
                });
                choices.push((predicates, Some(method)));
            }
            item => block.items.push(item),
        }
    }
    let certain = choices
        .iter()
        .filter(|(predicates, _)| predicates.is_empty());
    match (certain.count(), choices.len()) {
        (0, _) => {
            let none = choices
                .iter()
                .map(|(predicates, _)| quote!(not(all(#(#predicates),*))));
            let none = none.collect();
            choices.push((none, None));
            Some(choices)
        }
        (1, 1) => Some(choices),
        _ => None,
    }
}
