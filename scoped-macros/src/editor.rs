//! An editor that expands what is still being typed.
//!
//! To complete behind `tx.`, rust-analyzer expands a call twice: as it stands, and with a name where the cursor is. It finds
//! that name in the second expansion, and `tx` in the first, at the same offset. A body with the name reads and one without it
//! does not, and what we write before a body depends on what is read in it: so for the editor no body is read, and each is
//! emitted as it was written. Its jumps are then those of a plain block, which is what an editor should see in them.

use std::env;
use std::sync::OnceLock;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenTree};

use crate::tokens::is_punct;

/// Whether it is rust-analyzer that expands here. It asks a program of its own, which is no compiler: nothing that runs is
/// made of what is emitted there.
pub(crate) fn expands() -> bool {
    static EXPANDS: OnceLock<bool> = OnceLock::new();
    *EXPANDS.get_or_init(|| {
        let program = env::current_exe().unwrap_or_default();
        program
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("rust-analyzer"))
    })
}

/// The tokens of a call with a name behind each `.` of its header that has none, as an item with such an end does not parse.
pub(crate) fn with_names(tokens: impl IntoIterator<Item = TokenTree>) -> Vec<TokenTree> {
    let mut output: Vec<TokenTree> = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_dot =
            is_punct(&token, '.') && !output.last().is_some_and(|last| is_punct(last, '.'));
        output.push(match token {
            TokenTree::Group(group) if group.delimiter() != Delimiter::Brace => {
                let inside = with_names(group.stream()).into_iter().collect();
                let mut named = Group::new(group.delimiter(), inside);
                named.set_span(group.span());
                named.into()
            }
            token => token,
        });
        let is_named = match tokens.peek() {
            None => false,
            Some(TokenTree::Ident(word)) => word != "as",
            Some(next) => !is_punct(next, ',') && !is_punct(next, '='),
        };
        if is_dot && !is_named {
            output.push(Ident::new("name", Span::mixed_site()).into());
        }
    }
    output
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;

    use super::{expands, with_names};

    #[test]
    fn names_stand_behind_each_dot_of_the_header_that_has_none() {
        for (input, output) in [
            ("db.", "db.name"),
            ("db. as tx => { tx. }", "db.name as tx => { tx. }"),
            (
                "open(db.) as f, db., { }",
                "open(db.name) as f, db.name, { }",
            ),
            ("db.begin() as tx => { }", "db.begin() as tx => { }"),
            ("pair.0 as tx, 0..n, 0..=n", "pair.0 as tx, 0..n, 0..=n"),
        ] {
            let input: TokenStream = input.parse().expect("it is made of tokens");
            let named: TokenStream = with_names(input).into_iter().collect();
            let without_spaces = |text: &str| text.replace(' ', "");
            assert_eq!(without_spaces(&named.to_string()), without_spaces(output));
        }
    }

    #[test]
    fn a_compiler_is_no_editor() {
        assert!(!expands());
    }
}
