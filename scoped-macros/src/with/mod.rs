//! `with!`: [`parse`] reads the call, [`flow`] finds the jumps that leave the body and gives each a
//! landing pad, [`expand`] writes the nested blocks.

mod body;
mod expand;
mod flow;
mod grammars;
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
    let krate = match tokens.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            group.stream()
        }
        _ => unreachable!("the wrapper in scoped-core passes its path first"),
    };
    match parse::parse_call(tokens.collect()) {
        Ok(call) => flow::Pass::new(krate).expand_outermost(call),
        Err(recovery) => recovery,
    }
}
