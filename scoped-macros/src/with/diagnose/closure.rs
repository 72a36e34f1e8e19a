//! A closure where the body should be, as the functions of other libraries take it.

use proc_macro2::{Delimiter, TokenTree};

use super::arrow::{Found, collect, has_name, statements};
use super::words::{written, written_or};
use crate::binding::is_ident;
use crate::error::Error;
use crate::tokens::is_punct;
use crate::with::parse::without_comma;

/// A closure in the place of the body.
pub(super) struct Closure<'t> {
    /// The tokens up to and with the second `|`.
    head: &'t [TokenTree],
    names: &'t [TokenTree],
    body: &'t [TokenTree],
}

impl<'t> Closure<'t> {
    /// A closure, with or without `move` and `async`, that `tokens` begin with.
    pub(super) fn parse(tokens: &'t [TokenTree]) -> Option<Self> {
        let words = tokens
            .iter()
            .take_while(|token| is_ident(token, "move") || is_ident(token, "async"))
            .count();
        let is_bar = |token: &TokenTree| is_punct(token, '|');
        if !tokens.get(words).is_some_and(is_bar) {
            return None;
        }
        let close = words + 1 + tokens[words + 1..].iter().position(is_bar)?;
        Some(Self {
            head: &tokens[..=close],
            names: &tokens[words + 1..close],
            body: without_comma(&tokens[close + 1..]),
        })
    }

    /// What was found where a closure stands in the place of the body.
    pub(super) fn in_place_of_body(&self, header: &'t [TokenTree], behind: &str) -> Found<'t> {
        let message = format!("expected a block after `{behind}`, found a closure");
        let item = if self.names.is_empty() || has_name(header) {
            written_or(header, "..")
        } else {
            format!("{} as {}", written_or(header, "expr"), written(self.names))
        };
        let error = Error::over(&collect(self.head), message).help(format!(
            "the body is a block, not a closure: `{item} => {{ .. }}`"
        ));
        let body = match self.body {
            [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => {
                Some(group.clone())
            }
            body => statements(body),
        };
        Found {
            closure_names: (!self.names.is_empty()).then(|| collect(self.names)),
            ..Found::new(header, body, error)
        }
    }
}
