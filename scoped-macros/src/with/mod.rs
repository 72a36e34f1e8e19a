//! `with!`: [`parse`] reads the call, [`flow`] finds the jumps that leave the body and gives each a
//! landing pad, [`expand`] writes the nested blocks.

mod body;
mod expand;
mod flow;
mod grammars;
mod leaves;
mod opaque;
mod pads;
mod parse;
mod place;
mod recover;
mod slips;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The whole way of a call, from `($crate) input` to its expansion.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut tokens = input.into_iter();
    let wrapper = match tokens.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => group,
        _ => unreachable!("the wrapper in scoped-core passes its path first"),
    };
    let tokens: Vec<_> = tokens.collect();
    if tokens.is_empty() {
        return slips::nothing_written(wrapper.span());
    }
    match parse::parse_call(&tokens) {
        Ok(call) => flow::Pass::new(wrapper.stream()).expand_outermost(call),
        Err(recovery) => recovery,
    }
}
