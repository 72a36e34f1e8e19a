//! `with!`: [`parse`] reads the call, [`lower`] finds the jumps that leave the body and gives each a
//! landing pad, [`emit`] writes the nested blocks. They stand on the [`model`]. What is wrong with a call that does not
//! read, [`diagnose`] says.

mod diagnose;
mod emit;
mod known_macros;
mod lower;
mod macro_inputs;
mod model;
mod names;
mod nested;
mod parse;
#[cfg(test)]
mod tests;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree, token_stream};
use quote::quote;
use syn::{Expr, ReturnType, Signature, Stmt, Type};

use crate::editor;
use crate::error::Error;
use crate::tokens::{is_punct, make_visible, range_of};
use known_macros::KnownMacros;
use model::{Body, Divergence, Position};
pub(crate) use nested::NestedCall;
use parse::Call;

/// The whole way of a call, from `($crate) input` to its expansion.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut tokens = input.into_iter();
    let wrapper = match tokens.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => group,
        _ => unreachable!("the wrapper in scoped-core passes its path first"),
    };
    let tokens = with_visible_body(tokens);
    if tokens.is_empty() {
        return diagnose::nothing_written(wrapper.span());
    }
    match read_call(&tokens) {
        Ok((named, call)) => {
            let lowered = lower::lower(call, named, read_nested, Position::Anywhere);
            emit::emit(&wrapper.stream(), lowered)
        }
        Err(recovery) => recovery,
    }
}

/// The body of a function, all of it in the managers; or its errors, and those of the items.
pub(crate) fn expand_function(
    krate: &TokenStream,
    items: Vec<TokenTree>,
    signature: &Signature,
    body: Group,
    mut errors: Vec<Error>,
) -> TokenStream {
    let mut tokens = items;
    tokens.extend(quote!(=>));
    tokens.push(body.into());
    let (named, mut call) = match read_call(&tokens) {
        Ok(read) => read,
        Err(recovery) => {
            let errors = errors.iter().map(Error::to_compile_error);
            return quote!(#(#errors)* #recovery);
        }
    };
    if signature.asyncness.is_none() {
        errors.extend(diagnose::async_items(&call.items));
    }
    if signature.constness.is_some() {
        // It is reported, and rustc would report what is called there.
        for item in &mut call.items {
            item.bound.expr = Expr::Verbatim(TokenStream::new());
        }
    }
    if !errors.is_empty() {
        return diagnose::refuse(&errors, call);
    }
    if matches!(&signature.output, ReturnType::Type(_, ty) if matches!(**ty, Type::Never(_))) {
        call.body.divergence = Some(Divergence::Likely);
    }
    let (first, last) = match call.body.stmts.as_deref() {
        Some([.., Stmt::Expr(tail, None)]) => range_of(tail),
        _ => {
            let end = call.body.group.span_close();
            (end, end)
        }
    };
    let position = Position::Function(first, last);
    emit::emit(krate, lower::lower(call, named, read_nested, position))
}

/// Reads a call and the macros that it names, or says what is wrong with it.
fn read_call(tokens: &[TokenTree]) -> Result<(KnownMacros, Call), TokenStream> {
    let (named, tokens) = KnownMacros::read(tokens).map_err(|error| error.to_compile_error())?;
    let mut call = read(tokens).map_or_else(|| diagnose::read(tokens), Ok)?;
    if editor::expands() {
        call.body = Body::unread(call.body.group);
    }
    Ok((named, call))
}

/// Reads a call in which nothing is wrong.
fn read(tokens: &[TokenTree]) -> Option<Call> {
    parse::parse_call(tokens).filter(|call| !diagnose::finds_mistake(tokens, call))
}

/// Reads a nested call; one whose mistake is not ours to explain is read as well.
fn read_nested(tokens: TokenStream) -> Option<(KnownMacros, Call)> {
    read_call(&with_visible_body(tokens.into_iter())).ok()
}

/// The tokens of a call, whose body may have come through a `macro_rules!`.
fn with_visible_body(tokens: token_stream::IntoIter) -> Vec<TokenTree> {
    let mut tokens: Vec<_> = if editor::expands() {
        editor::with_names(tokens)
    } else {
        tokens.collect()
    };
    let body = tokens.iter_mut().rev().find(|token| !is_punct(token, ','));
    if let Some(body) = body {
        make_visible(body);
    }
    tokens
}
