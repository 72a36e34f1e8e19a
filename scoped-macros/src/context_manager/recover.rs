//! What is emitted on an error: the item, so that nothing else in the file goes red, and the errors.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::token::RArrow;
use syn::visit::{self, Visit};
use syn::{
    Attribute, Expr, Generics, ImplItem, ImplItemFn, ItemFn, ItemImpl, PatIdent, Receiver,
    ReturnType, Safety, Signature, Stmt, Token, Type, Visibility,
};

use super::check::{Scan, is_async, returned_manager};
use super::expand::{expand_signature, manager_trait, outcome_type};
use super::returns::{Lends, Returns};
use crate::error::{Error, beside};
use crate::paths::Crate;
use crate::tokens::is_punct;

/// The item, and an impl one of whose types is the first error: wherever the type is used as a manager,
/// rustc meets a type that it has reported, and reports nothing further.
pub(crate) fn with_stub(
    item: impl ToTokens,
    krate: &Crate,
    generics: &Generics,
    self_ty: &Type,
    is_async: bool,
    errors: &[Error],
) -> TokenStream {
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let asyncness = is_async.then(<Token![async]>::default);
    let manager = manager_trait(krate, asyncness);
    let outcome = outcome_type(krate, asyncness);
    let value = match errors.first().map(Error::to_compile_error) {
        Some(error) => quote!([(); { #error }]),
        // What is wrong was reported by rustc.
        None => quote!(()),
    };
    let stub = quote! {
        #item

        impl #impl_generics #manager for #self_ty #where_clause {
            type Value<'__scoped_loan> = #value where Self: '__scoped_loan;
            type Exit = Self::Value<'static>;
            #asyncness fn enter(&mut self) -> ::core::result::Result<Self::Value<'_>, <Self::Exit as #krate::Exit>::Error> {
                loop {}
            }
            #asyncness fn exit(self, _: #outcome<'_>) -> Self::Exit {
                loop {}
            }
        }
    };
    beside(stub, errors.get(1..).unwrap_or_default())
}

/// [`with_stub`] for an impl block. A method with a `?` that its return type does not allow is reported
/// by us, so it gets a return type that allows everything; and so is an `.await` in one that is not `async`, so
/// its body becomes something that is.
pub(crate) fn stub_impl(mut block: ItemImpl, krate: &Crate, errors: &[Error]) -> TokenStream {
    let is_async = is_async(&block);
    let manager = manager_trait(krate, is_async.then(<Token![async]>::default));
    for item in &mut block.items {
        let ImplItem::Fn(method) = item else { continue };
        if !["enter", "exit", "abandon"]
            .iter()
            .any(|name| method.sig.ident == name)
        {
            continue;
        }
        let scan = Scan::of(&method.block.stmts);
        let awaits = scan.awaits.is_some() && method.sig.asyncness.is_none();
        if scan.question_mark.is_some()
            && !matches!(Returns::read(&method.sig.output), Returns::Fallible(_))
        {
            let anything = quote!(<Self as #manager>::Exit);
            method.sig.output =
                ReturnType::Type(RArrow::default(), Box::new(Type::Verbatim(anything)));
        }
        if awaits {
            let statements = &method.block.stmts;
            let output = match &method.sig.output {
                ReturnType::Default => quote!(()),
                ReturnType::Type(_, ty) => ty.to_token_stream(),
            };
            method.block = syn::parse_quote!({
                let _ = async move {
                    if false {
                        return #krate::__private::unreached::<#output>();
                    }
                    #(#statements)*
                };
                loop {}
            });
        }
        mention_arguments(method);
    }
    with_stub(
        &block,
        krate,
        &block.generics,
        &block.self_ty,
        is_async,
        errors,
    )
}

/// Uses what the arguments of a method bind: that it is not used, or needs no `mut`, may follow from the error.
fn mention_arguments(method: &mut ImplItemFn) {
    struct Names(Vec<(Option<Token![mut]>, Ident)>);
    impl<'ast> Visit<'ast> for Names {
        fn visit_pat_ident(&mut self, name: &'ast PatIdent) {
            self.0.push((name.mutability, name.ident.clone()));
            visit::visit_pat_ident(self, name);
        }
        fn visit_receiver(&mut self, receiver: &'ast Receiver) {
            if receiver.mutability.is_some() {
                let name = Ident::new("self", receiver.self_token.span);
                self.0.push((receiver.mutability, name));
            }
        }
    }
    let mut names = Names(Vec::new());
    let arguments = &method.sig.inputs;
    arguments.iter().for_each(|it| names.visit_fn_arg(it));
    let mentions: Vec<Stmt> = names
        .0
        .into_iter()
        .map(|(mutability, name)| syn::parse_quote!(let _ = &#mutability #name;))
        .collect();
    method.block.stmts.splice(..0, mentions);
}

/// The function, with the return type that its callers see. What it returns is the error, and what its
/// body returns is coerced to that, so that the body is still checked and no second error follows.
pub(crate) fn stub_function(mut item: ItemFn, krate: &Crate, errors: &[Error]) -> TokenStream {
    let mut errors = errors.iter().map(Error::to_compile_error);
    let first = errors.next();
    let mut lends = Lends::read(&item.sig.output);
    if returned_manager(&lends).is_some() {
        // What is lent has no type that is known.
        lends.value = Type::Verbatim(quote!([(); { #first }]));
    }
    item.sig.constness = None;
    item.sig.abi = None;
    item.sig.variadic = None;
    let signature = expand_signature(krate, &item.sig, &lends);
    let error = Ident::new("__scoped_error", Span::mixed_site());
    let statements = &item.block.stmts;
    let body = without_yields(krate, quote!(#(#statements)*));
    // The braces are ours, or rustc finds the user's unnecessary.
    let body = match item.sig.safety {
        Safety::Unsafe(_) => quote!(unsafe { #body }),
        _ => body,
    };
    // An `await` where nothing is `async` is reported by us.
    let half = if item.sig.asyncness.is_some() || Scan::of(&item.block.stmts).awaits.is_some() {
        quote!(async move)
    } else {
        quote!(move ||)
    };
    let attributes = &item.attrs;
    let visibility = &item.vis;
    quote! {
        #(#attributes)*
        #visibility #signature {
            let #error = #first;
            #(#errors;)*
            let _ = #half {
                if false {
                    return #error;
                }
                #body
            };
            #error
        }
    }
}

/// A function whose body does not parse, which rustc reports. It lends what it would, and has the body as one that is
/// never run, for rustc to read.
///
/// Input: `fn session() -> Conn { body }`
/// Output: `fn session() -> Conn { let _ = move || { body }; yield_!(unreached()); unreached() }`
pub(crate) fn with_unread_body(krate: &Crate, tokens: TokenStream) -> Option<ItemFn> {
    let parse = |input: ParseStream<'_>| {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility: Visibility = input.parse()?;
        let signature: Signature = input.parse()?;
        let TokenTree::Group(body) = input.parse()? else {
            return Err(input.error("expected a body"));
        };
        Ok((attributes, visibility, signature, body))
    };
    let (attributes, visibility, signature, body) = parse.parse2(tokens).ok()?;
    let lends = Lends::read(&signature.output);
    let exit = &lends.exit;
    let unreached = quote!(#krate::__private::unreached);
    // The user's own, so that its import is used.
    let path =
        bare_yield(body.stream()).map_or_else(|| quote!(#krate::yield_), Ident::into_token_stream);
    let body = without_yields(krate, body.stream());
    let never_run = if signature.asyncness.is_some() {
        quote!(async move {
            if false {
                return #unreached::<#exit>();
            }
            #body
        })
    } else {
        quote!(move || -> #exit { #body })
    };
    let value = (!lends.is_unit()).then(|| quote!(#unreached()));
    let mut function: ItemFn = syn::parse_quote! {
        #(#attributes)* #visibility #signature {
            #path!(#value);
            #unreached()
        }
    };
    let never_run = Stmt::Expr(
        Expr::Verbatim(quote!(let _ = #never_run)),
        Some(Token![;](Span::call_site())),
    );
    function.block.stmts.insert(0, never_run);
    Some(function)
}

/// The first `yield_!` that is written without a path.
fn bare_yield(tokens: TokenStream) -> Option<Ident> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    tokens
        .iter()
        .enumerate()
        .find_map(|(at, token)| match token {
            TokenTree::Ident(name) if name == "yield_" => {
                let is_bare = at == 0 || !is_punct(&tokens[at - 1], ':');
                is_bare.then(|| name.clone())
            }
            TokenTree::Group(group) => bare_yield(group.stream()),
            _ => None,
        })
}

/// Marks every `yield_!` as seen, or it would say that it stands outside an annotated function.
///
/// Input: `let outcome = yield_!(dir);`
/// Output: `let outcome = yield_!(@outcome dir);`
///
/// `yield_(dir)` and `yield dir`, which are reported, become what rustc has nothing to say about. So does `yield_!(dir)?`:
/// its `?` may have been reported.
fn without_yields(krate: &Crate, tokens: TokenStream) -> TokenStream {
    let mut output = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(name) if name == "yield_" => {
                let bang = tokens.next_if(|next| is_punct(next, '!'));
                let value = tokens.next_if(|next| matches!(next, TokenTree::Group(_)));
                let is_whole = tokens.peek().is_none_or(|next| is_punct(next, ';'));
                if bang.is_none() && value.is_none() && !is_whole {
                    output.extend([TokenTree::Ident(name)]);
                    continue;
                }
                let span = value.as_ref().map_or_else(|| name.span(), TokenTree::span);
                let value = value.map(|value| value_of_yield(krate, &value));
                if bang.is_some() {
                    let mut value = Group::new(Delimiter::Parenthesis, quote!(@outcome #value));
                    value.set_span(span);
                    output.extend(quote!(#name #bang #value));
                    tokens.next_if(|next| is_punct(next, '?'));
                } else {
                    output.extend(quote!(#krate::__private::not_yielded(&(#value))));
                }
            }
            TokenTree::Ident(keyword) if keyword == "yield" => {}
            TokenTree::Group(group) => {
                let mut inner =
                    Group::new(group.delimiter(), without_yields(krate, group.stream()));
                inner.set_span(group.span());
                output.extend([TokenTree::Group(inner)]);
            }
            other => output.extend([other]),
        }
    }
    output
}

/// What stands in the parentheses, if it is an expression at all.
fn value_of_yield(krate: &Crate, arguments: &TokenTree) -> TokenStream {
    let TokenTree::Group(arguments) = arguments else {
        return TokenStream::new();
    };
    let values = Punctuated::<Expr, Token![,]>::parse_terminated;
    match values.parse2(without_yields(krate, arguments.stream())) {
        Ok(values) if values.len() > 1 => quote!((#values)),
        Ok(values) => values.into_token_stream(),
        Err(_) => TokenStream::new(),
    }
}
