//! The trait impl of an annotated impl block.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote, quote_spanned};
use syn::visit_mut::VisitMut;
use syn::{Attribute, FnArg, ImplItemFn, ItemImpl, Lifetime, ReturnType, Signature, Token, Type};

use super::abandon::{expand_abandon, expand_abandon_by_ref, expand_abandon_impl};
use super::lent::as_argument;
use super::{manager_trait, method, outcome_type, trait_for};
use crate::context_manager::check::receiver_lifetime;
use crate::context_manager::lifetimes::{ElideLoan, elide_single};
use crate::context_manager::model::ImplBlock;
use crate::context_manager::returns::{Returns, value_of};
use crate::paths::Crate;
use crate::tokens::{located, range_of};

/// Input:
///
/// ```text
/// impl Session {
///     fn enter(&mut self) -> &mut Connection { &mut self.connection }
///     fn exit(&mut self) -> Result<(), DbError> { self.connection.close() }
///     fn id(&self) -> u64 { self.id }
/// }
/// ```
///
/// Output:
///
/// ```text
/// impl Session {
///     fn id(&self) -> u64 { self.id }
/// }
///
/// impl ContextManager for Session {
///     type Value<'this> = &'this mut Connection where Self: 'this;
///     type Exit = Result<(), DbError>;
///     fn enter(&mut self) -> Result<Self::Value<'_>, DbError> {
///         infallible(move || -> Self::Value<'_> { &mut self.connection })
///     }
///     fn exit(mut self, outcome: Outcome<'_>) -> Result<(), DbError> {
///         Reusable::exit(&mut self, outcome)
///     }
/// }
///
/// impl Reusable for Session {
///     fn exit(&mut self, _: Outcome<'_>) -> Result<(), DbError> { self.connection.close() }
/// }
///
/// impl ContextManager for &mut Session { .. }
/// ```
///
/// Where the methods are `async`, the traits are `AsyncContextManager` and `AsyncReusable`, and what is
/// called is awaited in place.
pub(crate) fn expand_impl(krate: &Crate, block: &ImplBlock) -> TokenStream {
    let ImplBlock {
        rest,
        loan,
        value,
        answer,
        by_ref,
        asyncness,
        abandon,
        ..
    } = block;
    let attributes = carried(&rest.attrs);
    let exit_ty = &answer.exit;
    let manager = trait_for(krate, *asyncness, &rest.self_ty);
    let outcome = outcome_type(krate, *asyncness);
    let wait = asyncness.map(|_| quote!(.await));
    let abandon_impl = abandon.as_ref().and_then(|abandon| {
        let expanded = expand_abandon_impl(krate, abandon, &rest.generics, &rest.self_ty)?;
        let attributes = carried(&rest.attrs);
        Some(quote!(#(#attributes)* #expanded))
    });
    let abandon = abandon
        .as_ref()
        .map(|abandon| expand_abandon(krate, abandon));
    let enter = expand_enter(krate, block);
    let exit = expand_exit(krate, block);
    // Where they are written, for what rustc has to say of their privacy.
    let value = located(quote!(type Value<#loan> = #value where Self: #loan;), value);
    let exit_ty = located(quote!(type Exit = #exit_ty;), exit_ty);
    let derived = (*by_ref && block.enter.is_none()).then(|| quote!(#[automatically_derived]));
    let (exit, reusable) = if *by_ref {
        let reusable = reusable_trait(krate, *asyncness);
        let forward = quote! {
            #asyncness fn exit(mut self, outcome: #outcome<'_>) -> Self::Exit {
                #reusable::exit(&mut self, outcome) #wait
            }
        };
        (forward, Some(expand_reusable(krate, block, &exit)))
    } else {
        (exit, None)
    };
    let items = quote! {
        #value
        #exit_ty
        #enter
        #exit
        #abandon
    };
    let (generics, self_ty) = elide_single(&rest.generics, &rest.self_ty, &items);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    // The impl stands where the block does, for what rustc has to say of the type: that it is of another crate, or has an
    // impl already.
    let keyword = rest.impl_token;
    let items = in_place(rest, items);
    let rest = expand_rest(rest);
    quote! {
        #rest

        #(#attributes)*
        #derived
        #keyword #impl_generics #manager for #self_ty #where_clause #items

        #reusable

        #abandon_impl
    }
}

/// The braces of an impl that stands where the block does.
fn in_place(block: &ItemImpl, items: TokenStream) -> Group {
    let mut items = Group::new(Delimiter::Brace, items);
    items.set_span(block.brace_token.span.join());
    items
}

/// The block as it was written, without what has become of the trait impl.
fn expand_rest(rest: &ItemImpl) -> Option<ItemImpl> {
    if rest.items.is_empty() {
        return None;
    }
    let mut items = TokenStream::new();
    items.append_all(&rest.items);
    let (generics, self_ty) = elide_single(&rest.generics, &rest.self_ty, items);
    Some(ItemImpl {
        generics,
        self_ty: Box::new(self_ty),
        ..rest.clone()
    })
}

/// The `exit` that borrows, and the impl for `&mut Session`.
fn expand_reusable(krate: &Crate, block: &ImplBlock, exit: &TokenStream) -> TokenStream {
    let ImplBlock {
        rest,
        loan,
        asyncness,
        ..
    } = block;
    let manager = manager_trait(krate, *asyncness);
    let outcome = outcome_type(krate, *asyncness);
    let reusable = reusable_trait(krate, *asyncness);
    let for_type = trait_for(krate, *asyncness, &rest.self_ty);
    let wait = asyncness.map(|_| quote!(.await));
    let attributes = carried(&rest.attrs);
    let (generics, self_ty) = elide_single(&rest.generics, &rest.self_ty, exit);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let abandon = block.abandon.as_ref();
    let abandon = abandon.and_then(|abandon| expand_abandon_by_ref(krate, abandon));
    let keyword = rest.impl_token;
    let exit = in_place(rest, exit.clone());
    // What is wrong with the type or the answer is wrong here too. rustc prints it once where it has the same place.
    let by_reference = located(quote!(&mut #self_ty), &self_ty);
    let pointee = quote!(<Self as ::core::ops::Deref>::Target);
    let answer = located(quote!(<#pointee as #manager>::Exit), &block.answer.exit);
    let written = match &block.enter {
        Some(enter) => enter.sig.to_token_stream(),
        None => block.answer.exit.to_token_stream(),
    };
    let error = located(quote!(<Self::Exit as #krate::Exit>::Error), &written);
    let result = located(
        quote!(::core::result::Result<Self::Value<'_>, #error>),
        &written,
    );
    let enter = located(
        quote!(#asyncness fn enter(&mut self) -> #result { #manager::enter(*self) #wait }),
        &written,
    );
    let items = quote! {
        type Value<#loan> = <#pointee as #manager>::Value<#loan>
        where
            Self: #loan;
        type Exit = #answer;
        #enter
        #asyncness fn exit(self, outcome: #outcome<'_>) -> Self::Exit {
            #reusable::exit(self, outcome) #wait
        }
        #abandon
    };
    let items = in_place(rest, items);
    quote! {
        #(#attributes)*
        #keyword #impl_generics #reusable for #self_ty #where_clause #exit

        #(#attributes)*
        #[automatically_derived]
        #keyword #impl_generics #for_type for #by_reference #where_clause #items
    }
}

fn expand_enter(krate: &Crate, block: &ImplBlock) -> TokenStream {
    let Some(enter) = &block.enter else {
        let result = block
            .answer
            .entered(krate, &Type::Verbatim(quote!(&mut Self)));
        let asyncness = block.asyncness;
        // What is wrong with the answer is wrong here too.
        return located(
            quote!(#asyncness fn enter(&mut self) -> #result { ::core::result::Result::Ok(self) }),
            &block.answer.exit,
        );
    };
    let mut enter = enter.clone();
    ElideLoan(&block.loan).visit_signature_mut(&mut enter.sig);
    let returns = Returns::read(&enter.sig.output);
    let value = value_by_name(&value_of(&returns), receiver_lifetime(&enter.sig));
    if let Returns::Fallible(fallible) = &returns {
        let mut signature = enter.sig.clone();
        signature.output = returning(&fallible.of(value.into_token_stream()));
        return method(&enter, &signature, &enter.block.to_token_stream());
    }
    let mut signature = enter.sig.clone();
    let result = block.answer.entered(krate, &value);
    signature.output = returning(&ending(&enter.sig, &result));
    let output = match &enter.sig.output {
        ReturnType::Type(arrow, _) => ReturnType::Type(*arrow, Box::new(value)),
        ReturnType::Default => ReturnType::Default,
    };
    method(&enter, &signature, &infallible(krate, &output, &enter))
}

/// The type, where the signature ends: it is what rustc underlines.
fn ending(signature: &Signature, ty: &impl ToTokens) -> Type {
    let written = match &signature.output {
        ReturnType::Type(_, written) => written.to_token_stream(),
        ReturnType::Default => {
            let close = signature.paren_token.span.close();
            quote_spanned!(close=> _)
        }
    };
    Type::Verbatim(located(ty.to_token_stream(), &written))
}

/// `Self::Value<'_>`, in the place of what is written for it: a name that is not found is reported wherever it stands.
fn value_by_name(written: &Type, receiver: Option<&Lifetime>) -> Type {
    if matches!(Returns::read_type(written), Returns::Unit) {
        return written.clone();
    }
    let (start, end) = range_of(written);
    let elided = Lifetime::new("'_", end);
    let lifetime = receiver.unwrap_or(&elided);
    let this = quote_spanned!(start=> Self);
    Type::Verbatim(quote_spanned!(end=> #this::Value<#lifetime>))
}

fn expand_exit(krate: &Crate, block: &ImplBlock) -> TokenStream {
    let exit = &block.exit;
    let mut signature = exit.sig.clone();
    if signature.inputs.len() == 1 {
        let outcome = outcome_type(krate, block.asyncness);
        let outcome: FnArg = syn::parse_quote!(_: #outcome<'_>);
        signature.inputs.push(outcome);
    }
    if !block.answer.exit_is_infallible {
        return method(exit, &signature, &exit.block.to_token_stream());
    }
    signature.output = returning(&ending(&exit.sig, &quote!(Self::Exit)));
    let output = match &exit.sig.output {
        ReturnType::Type(arrow, written) => {
            ReturnType::Type(*arrow, Box::new(as_argument(krate, written)))
        }
        ReturnType::Default => ReturnType::Default,
    };
    method(exit, &signature, &infallible(krate, &output, exit))
}

/// The body of a method that is written without a `Result`, in one. A closure keeps its `return`s and
/// its type as they are.
fn infallible(krate: &Crate, output: &ReturnType, method: &ImplItemFn) -> TokenStream {
    if method.sig.asyncness.is_some() {
        return infallible_async(krate, output, method);
    }
    let output = match Returns::read(output) {
        Returns::Unit => quote!(),
        _ => output.to_token_stream(),
    };
    // The braces are ours, or rustc finds the user's unnecessary.
    let statements = &method.block.stmts;
    let body = match &output {
        unit if unit.is_empty() => quote!({ #(#statements)* }),
        output => quote!(#output { #(#statements)* }),
    };
    quote!({ #krate::__private::infallible(move || #body) })
}

/// The same of an `async` method, by an `async` block. Its type has to come from a `return`.
///
/// Input: `async fn enter(&mut self) -> &mut Conn { self.connect().await; &mut self.conn }`
/// Output: `Ok(async move { if false { return unreached::<Self::Value<'_>>(); } .. &mut self.conn }.await)`
fn infallible_async(krate: &Crate, output: &ReturnType, method: &ImplItemFn) -> TokenStream {
    let value = value_of(&Returns::read(output));
    let statements = &method.block.stmts;
    // At the written type, of which rustc says that it was inferred from here.
    let (span, _) = range_of(&value);
    let private = krate.at(span);
    let unreached = quote_spanned!(span=> return #private::__private::unreached::<#value>());
    quote!({
        ::core::result::Result::Ok(
            async move {
                if false {
                    #unreached;
                }
                #(#statements)*
            }
            .await,
        )
    })
}

fn reusable_trait(krate: &Crate, asyncness: Option<Token![async]>) -> TokenStream {
    match asyncness {
        None => quote!(#krate::__private::Reusable),
        Some(_) => quote!(#krate::__private::AsyncReusable),
    }
}

fn returning(ty: &Type) -> ReturnType {
    syn::parse_quote!(-> #ty)
}

/// The attributes of the block that are meant for everything made of it.
fn carried(attributes: &[Attribute]) -> Vec<&Attribute> {
    const CARRIED: [&str; 6] = ["cfg", "cfg_attr", "allow", "warn", "deny", "forbid"];
    attributes
        .iter()
        .filter(|attribute| CARRIED.iter().any(|name| attribute.path().is_ident(name)))
        .collect()
}
