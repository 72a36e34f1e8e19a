//! `#[within]`: the body of a function becomes that of a `with!`.

#[cfg(test)]
mod tests;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::parse::{ParseStream, Parser as _};
use syn::{AttrStyle, Attribute, Signature, Token, Visibility};

use crate::binding::is_ident;
use crate::error::{Error, Errors, beside};
use crate::options::{is_key_value, parse_options};
use crate::paths::Crate;
use crate::tokens::{collect, is_punct, make_visible};
use crate::with;

/// The whole way of an annotated function.
///
/// Input:  `fn name() -> T { body }`
/// Output: `fn name() -> T { with!(items => { body }) }`, where the function returns what is made of that value
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    if is_key_value(&arguments) {
        return item;
    }
    let mut errors = Errors::new();
    let (mut items, options) = split_arguments(arguments);
    let krate = parse_options(options, &mut errors).krate.into_value();
    let arrow = items
        .windows(2)
        .position(|signs| is_punct(&signs[0], '=') && is_punct(&signs[1], '>'));
    if let Some(arrow) = arrow {
        let body = items.split_off(arrow);
        errors.push(
            Error::over(collect(&body), "the `within` attribute takes no body")
                .help("remove it: what runs in the managers is the body of the function"),
        );
    }
    let has_items = !items.iter().all(|token| is_punct(token, ','));
    if !has_items {
        errors.push(
            Error::at(Span::call_site(), "expected a manager expression")
                .help("write `#[within(expr as name)]`"),
        );
    }
    let Ok(mut function) = Function::parse.parse2(item.clone()) else {
        errors.push(misplaced(&item));
        return beside(item, &errors.finish());
    };
    function.check(&mut errors);
    let Function {
        attributes,
        head,
        signature,
        body,
    } = function;
    let errors = errors.finish();
    let body = match body {
        Ok(body) if has_items => {
            let krate = Crate::from_option(krate).to_token_stream();
            let place = body.span();
            let block = with::expand_function(&krate, items, &signature, body, errors);
            // Where the user's body stands, the function ends to rustc.
            let mut body = Group::new(Delimiter::Brace, block);
            body.set_span(place);
            body.into_token_stream()
        }
        body => {
            let errors = errors.iter().map(Error::to_compile_error);
            let body = body.ok();
            quote!({ #(#errors)* #body })
        }
    };
    quote!(#(#attributes)* #head #body)
}

/// The items, and the argument that is none: `crate = path`.
fn split_arguments(arguments: TokenStream) -> (Vec<TokenTree>, TokenStream) {
    let tokens: Vec<_> = arguments.into_iter().collect();
    let mut items = Vec::new();
    let mut options = TokenStream::new();
    for argument in tokens.split_inclusive(|token| is_punct(token, ',')) {
        match argument {
            [name, equals, ..] if is_ident(name, "crate") && is_punct(equals, '=') => {
                options.extend(collect(argument));
            }
            _ => items.extend_from_slice(argument),
        }
    }
    (items, options)
}

/// A function. All but its attributes is emitted as it was written.
struct Function {
    attributes: Vec<Attribute>,
    /// What stands between the attributes and the body.
    head: TokenStream,
    signature: Signature,
    /// Its body, or the semicolon that stands there.
    body: Result<Group, Token![;]>,
}

impl Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut attributes = input.call(Attribute::parse_outer)?;
        let written = input.fork();
        input.parse::<Visibility>()?;
        let signature = input.parse()?;
        let mut head = TokenStream::new();
        while written.cursor() != input.cursor() {
            head.extend([written.parse::<TokenTree>()?]);
        }
        let body = if let Some(semicolon) = input.parse()? {
            Err(semicolon)
        } else {
            let mut body = input.parse()?;
            make_visible(&mut body);
            let TokenTree::Group(body) = body else {
                return Err(input.error("expected a body"));
            };
            let (inner, body) = without_attributes(body)?;
            attributes.extend(inner);
            Ok(body)
        };
        Ok(Self {
            attributes,
            head,
            signature,
            body,
        })
    }

    fn check(&mut self, errors: &mut Errors) {
        // It would be expanded later, and so be the outer one.
        self.attributes.retain(|attribute| {
            let name = attribute.path().segments.last();
            let again = name.is_some_and(|name| name.ident == "within");
            if again {
                errors.push(
                    Error::over(attribute, "the `within` attribute is given twice").help(
                        "write the managers in one, the outer first: `#[within(expr, expr)]`",
                    ),
                );
            }
            !again
        });
        if let Some(constness) = &self.signature.constness {
            errors.push(
                Error::at(
                    constness.span,
                    "the `within` attribute cannot be used on a `const` function",
                )
                .help("remove `const`: managers enter and exit at run time"),
            );
        }
        if let Err(semicolon) = &self.body {
            errors.push(
                Error::at(
                    semicolon.span,
                    "the `within` attribute needs a function with a body",
                )
                .help("put the attribute on the functions that implement this one"),
            );
        }
    }
}

/// Takes the inner attributes out of a body, where they are the function's: in that of a block they would be an
/// expression's.
fn without_attributes(body: Group) -> syn::Result<(Vec<Attribute>, Group)> {
    let parse = |input: ParseStream<'_>| {
        let attributes = input.call(Attribute::parse_inner)?;
        Ok((attributes, input.parse::<TokenStream>()?))
    };
    let (mut attributes, rest) = parse.parse2(body.stream())?;
    if attributes.is_empty() {
        return Ok((attributes, body));
    }
    for attribute in &mut attributes {
        attribute.style = AttrStyle::Outer;
    }
    let mut inside = Group::new(body.delimiter(), rest);
    inside.set_span(body.span());
    Ok((attributes, inside))
}

/// What the attribute says on anything but a function.
fn misplaced(item: &TokenStream) -> Error {
    let keyword = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        let keyword = input.parse::<TokenTree>()?;
        input.parse::<TokenStream>()?;
        Ok(keyword)
    };
    let keyword = keyword.parse2(item.clone()).ok();
    Error::over(
        keyword.map(TokenStream::from),
        "the `within` attribute can only be used on a function",
    )
    .help("put it on each function that is to run in the managers")
}
