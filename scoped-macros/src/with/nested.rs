//! A `with!` in code of which something else is to be changed first.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, Macro, Stmt};

use super::known_macros::{KnownMacros, is_with};
use super::parse::{Item, parse_call};
use super::with_visible_body;
use crate::binding::Binding;
use crate::tokens::collect;

/// A call, in parts.
pub(crate) struct NestedCall {
    /// `#![see(..)]`
    see: TokenStream,
    pub(crate) items: Vec<Item>,
    attributes: Vec<Attribute>,
    pub(crate) stmts: Vec<Stmt>,
    body: Group,
}

impl NestedCall {
    /// Reads a call; `None` where there is none, or something is wrong with it.
    pub(crate) fn read(mac: &Macro) -> Option<Self> {
        if !is_with(mac) {
            return None;
        }
        let tokens = with_visible_body(mac.tokens.clone().into_iter());
        let (_, rest) = KnownMacros::read(&tokens).ok()?;
        let call = parse_call(rest)?;
        Some(Self {
            see: collect(&tokens[..tokens.len() - rest.len()]),
            items: call.items,
            attributes: call.body.attributes,
            stmts: call.body.stmts?,
            body: call.body.group,
        })
    }
}

impl ToTokens for NestedCall {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            see,
            items,
            attributes,
            stmts,
            body,
        } = self;
        let items = items.iter().map(|item| {
            let asyncness = item.asyncness.map(syn::Token![async]);
            let expr = &item.bound.expr;
            let binding = match &item.bound.binding {
                Binding::Nothing => None,
                Binding::Pattern(pattern, _) => Some(quote!(as #pattern)),
            };
            quote!(#asyncness #expr #binding)
        });
        let mut block = Group::new(body.delimiter(), quote!(#(#attributes)* #(#stmts)*));
        block.set_span(body.span());
        let block = TokenTree::Group(block);
        tokens.extend(quote!(#see #(#items),* => #block));
    }
}
