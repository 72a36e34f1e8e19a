//! What `#[cfg]` may take out of the body.
//!
//! A macro sees code before that: what is taken out must decide nothing. A jump needs its label only where it is there
//! itself.

use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Meta, Token};

use super::Lowering;
use crate::with::model::Condition;

impl Lowering {
    /// Walks over something that has these attributes.
    pub(super) fn under(&mut self, attributes: &[Attribute], walk: impl FnOnce(&mut Self)) {
        let before = self.conditions.len();
        self.conditions.extend(
            attributes
                .iter()
                .filter_map(|attribute| condition_of(&attribute.meta)),
        );
        walk(self);
        self.conditions.truncate(before);
    }
}

/// The predicate under which what has this attribute is there.
fn condition_of(meta: &Meta) -> Condition {
    if meta.path().is_ident("cfg") {
        return Some(meta.require_list().ok()?.tokens.clone());
    }
    if !meta.path().is_ident("cfg_attr") {
        return None;
    }
    let list = meta.require_list().ok()?;
    let mut metas = list
        .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
        .ok()?
        .into_iter();
    let predicate = metas.next()?;
    let conditions: Vec<_> = metas.filter_map(|meta| condition_of(&meta)).collect();
    let condition = all(&conditions)?;
    Some(quote!(any(not(#predicate), #condition)))
}

/// The predicate under which all of these hold.
pub(super) fn all(conditions: &[TokenStream]) -> Condition {
    match conditions {
        [] => None,
        [only] => Some(only.clone()),
        several => Some(quote!(all(#(#several),*))),
    }
}

/// The predicate under which one of these holds.
pub(super) fn any(one: Condition, other: Condition) -> Condition {
    Some(match (one?, other?) {
        (one, other) if one.to_string() == other.to_string() => one,
        (one, other) => quote!(any(#one, #other)),
    })
}

/// Whether `#[cfg]` may take out what has these attributes.
pub(super) fn is_certain(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .all(|attribute| condition_of(&attribute.meta).is_none())
}

/// The attributes of an expression.
pub(super) fn attributes_of(expr: &Expr) -> &[Attribute] {
    macro_rules! attributes_of {
        ($($variant:ident)*) => {
            match expr {
                $(Expr::$variant(expr) => &expr.attrs,)*
                _ => &[],
            }
        };
    }
    attributes_of! {
        Array Assign Async Await Binary Block Break Call Cast Closure Const Continue Field ForLoop Group If Index Infer
        Let Lit Loop Macro Match MethodCall Paren Path Range RawAddr Reference Repeat Return Struct Try TryBlock Tuple
        Unary Unsafe While Yield
    }
}
