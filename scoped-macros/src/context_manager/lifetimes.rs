//! Lifetimes that are elided where the user writes a type, and have to be named where we do.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{
    GenericParam, Generics, Lifetime, ParenthesizedGenericArguments, Type, TypeFnPtr, TypeReference,
};

use super::returns::{Returns, value_of};
use crate::tokens::is_punct;

/// The value as an associated type: what is elided in the return type of `enter` is the loan of `self`,
/// and so is the lifetime that the receiver gives a name to.
///
/// Input: `Result<&mut Conn<'_>, Error>`
/// Output: `&'this mut Conn<'this>`
pub(crate) fn value_type(returns: &Returns, loan: &Lifetime, receiver: Option<&Lifetime>) -> Type {
    let mut ty = value_of(returns);
    NameLoan { loan, receiver }.visit_type_mut(&mut ty);
    ty
}

/// Without an `enter`, `&mut Self` is lent.
pub(crate) fn value_of_self(loan: &Lifetime) -> Type {
    Type::Verbatim(quote!(&#loan mut Self))
}

struct NameLoan<'l> {
    loan: &'l Lifetime,
    receiver: Option<&'l Lifetime>,
}

impl VisitMut for NameLoan<'_> {
    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        let is_loan = lifetime.ident == "_"
            || self
                .receiver
                .is_some_and(|name| name.ident == lifetime.ident)
            || lifetime.ident == self.loan.ident;
        if is_loan {
            lifetime.ident = self.loan.ident.clone();
        }
    }

    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        if reference.lifetime.is_none() {
            let mut loan = self.loan.clone();
            loan.apostrophe = reference.and_token.span;
            loan.ident.set_span(reference.and_token.span);
            reference.lifetime = Some(loan);
        }
        visit_mut::visit_type_reference_mut(self, reference);
    }

    // What is elided in `fn(&T) -> &U` and `Fn(&T) -> &U` is their own.
    fn visit_type_fn_ptr_mut(&mut self, _: &mut TypeFnPtr) {}
    fn visit_parenthesized_generic_arguments_mut(&mut self, _: &mut ParenthesizedGenericArguments) {
    }
}

/// Writes the name of the loan, where the user took it from rustc's suggestion, as `'_` again.
pub(crate) struct ElideLoan<'l>(pub(crate) &'l Lifetime);

impl VisitMut for ElideLoan<'_> {
    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if lifetime.ident == self.0.ident {
            lifetime.ident = Ident::new("_", lifetime.ident.span());
        }
    }
}

/// Elides every lifetime of an impl that only its type mentions, once: the user's block may have had other
/// uses for it, and rustc's `single_use_lifetimes` asks for that.
///
/// Input: `<'l, T>`, `Session<'l, T>`, of which the items mention `T`
/// Output: `<T>`, `Session<'_, T>`
pub(crate) fn elide_single(
    generics: &Generics,
    ty: &Type,
    items: impl ToTokens,
) -> (Generics, Type) {
    let (mut generics, mut ty) = (generics.clone(), ty.clone());
    let items = items.into_token_stream();
    let declared = std::mem::take(&mut generics.params);
    for (index, param) in declared.iter().enumerate() {
        if let GenericParam::Lifetime(param) = param {
            let mut others = items.clone();
            for (other, param) in declared.iter().enumerate() {
                if other != index {
                    param.to_tokens(&mut others);
                }
            }
            generics.where_clause.to_tokens(&mut others);
            let name = &param.lifetime;
            let is_plain = param.bounds.is_empty() && param.attrs.is_empty();
            if is_plain && mentions(name, others) == 0 && mentions(name, ty.to_token_stream()) == 1
            {
                let mut elide = ElideNamed { name, elided: 0 };
                elide.visit_type_mut(&mut ty);
                if elide.elided > 0 {
                    continue;
                }
            }
        }
        generics.params.push(param.clone());
    }
    (generics, ty)
}

fn mentions(lifetime: &Lifetime, tokens: TokenStream) -> usize {
    let mut after_apostrophe = false;
    let mut found = 0;
    for token in tokens {
        match &token {
            TokenTree::Group(group) => found += mentions(lifetime, group.stream()),
            TokenTree::Ident(name) if after_apostrophe && *name == lifetime.ident => found += 1,
            _ => {}
        }
        after_apostrophe = is_punct(&token, '\'');
    }
    found
}

struct ElideNamed<'l> {
    name: &'l Lifetime,
    elided: usize,
}

impl VisitMut for ElideNamed<'_> {
    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if lifetime.ident == self.name.ident {
            lifetime.ident = Ident::new("_", lifetime.ident.span());
            self.elided += 1;
        }
    }

    // What is elided in `fn(&T) -> &U` and `Fn(&T) -> &U` is their own.
    fn visit_type_fn_ptr_mut(&mut self, _: &mut TypeFnPtr) {}
    fn visit_parenthesized_generic_arguments_mut(&mut self, _: &mut ParenthesizedGenericArguments) {
    }
}

/// `'this`, unless the block has one of that name. rustc proposes the name where the return type of
/// `enter` hides a lifetime, so it reads as a word, and is understood in the return type.
pub(crate) fn loan_name(generics: &Generics) -> Lifetime {
    let mut name = String::from("'this");
    while generics.params.iter().any(
        |parameter| matches!(parameter, GenericParam::Lifetime(declared) if declared.lifetime.to_string() == name),
    ) {
        name.push('_');
    }
    Lifetime::new(&name, Span::call_site())
}
