//! The items of a header, read one by one whatever the others are.

use proc_macro2::TokenTree;
use quote::ToTokens as _;
use syn::Expr;

use super::mistakes;
use super::recover::Saved;
use super::words::end_of;
use super::{name, sign};
use crate::binding::{Binding, Bound, is_ident, last_as, parse_expr, parse_pattern};
use crate::error::Error;
use crate::tokens::{collect, is_punct};
use crate::with::parse::{Item, begins_async_expression, first_item};

/// A mistake in an item.
pub(super) struct Wrong {
    error: Error,
    saved: Option<Saved>,
    /// Where the next items are, behind what should be a comma.
    rest: Vec<TokenTree>,
}

impl Wrong {
    pub(super) fn new(error: Error, saved: Saved) -> Self {
        Self {
            saved: Some(saved),
            ..Self::nothing_left(error)
        }
    }

    pub(super) fn nothing_left(error: Error) -> Self {
        Self {
            error,
            saved: None,
            rest: Vec::new(),
        }
    }

    pub(super) fn before(self, rest: &[TokenTree]) -> Self {
        let rest = rest.to_vec();
        Self { rest, ..self }
    }
}

/// What was read so far.
#[derive(Default)]
pub(super) struct Header {
    /// Each item, or what is left of it when its error is reported.
    pub(super) items: Vec<Result<Item, Saved>>,
    pub(super) errors: Vec<Error>,
}

impl Header {
    /// Reads all of `tokens`.
    pub(super) fn read(&mut self, tokens: &[TokenTree]) {
        let mut rest = tokens;
        while let [first, behind @ ..] = rest {
            if is_punct(first, ',') {
                self.errors.push(mistakes::EXTRA_COMMA.at(&rest[..1]));
                let next = behind.iter().position(|token| !is_punct(token, ','));
                rest = &behind[next.unwrap_or(behind.len())..];
                continue;
            }
            let item = first_item(rest);
            let end = item
                .as_ref()
                .map_or_else(|| likely_end(rest), |item| item.1);
            let written = &rest[..end];
            match item {
                None => self.explain(written),
                Some((item, _)) => match sign::in_brackets(written).or_else(|| check(&item)) {
                    None => self.items.push(Ok(item)),
                    Some(wrong) => self.refuse(wrong),
                },
            }
            rest = rest.get(end + 1..).unwrap_or(&[]);
        }
    }

    /// Reports an item, keeps what is left of it, and goes on behind it.
    fn refuse(&mut self, wrong: Wrong) {
        self.errors.push(wrong.error);
        self.items.extend(wrong.saved.map(Err));
        self.read(&wrong.rest);
    }

    /// Says what is wrong with an item that does not parse; with several that a comma should part, of each.
    fn explain(&mut self, tokens: &[TokenTree]) {
        if let Some(at) = tokens.iter().position(|token| is_punct(token, ';')) {
            let (before, behind) = tokens.split_at(at);
            self.read(before);
            let mistake = match behind {
                [_] => mistakes::SEMICOLON_AT_END,
                _ => mistakes::COMMA_MISSING,
            };
            self.errors.push(mistake.with(&end_of(before)).at(behind));
            return self.read(&behind[1..]);
        }
        match tokens {
            [word] if is_ident(word, "async") => self.errors.push(mistakes::ASYNC_ALONE.at(tokens)),
            [word, rest @ ..] if is_ident(word, "async") && !begins_async_expression(&rest[0]) => {
                if is_ident(&rest[0], "async") {
                    self.errors.push(mistakes::ASYNC_TWICE.at(rest));
                }
                self.read(rest);
            }
            [word, rest @ ..] if is_ident(word, "as") => {
                let error = mistakes::MANAGER_MISSING.item(&[], rest).at(tokens);
                self.refuse(Wrong::new(error, Saved::new(&[], rest)));
            }
            _ => {
                let split = (0..tokens.len())
                    .rev()
                    .find(|&at| is_ident(&tokens[at], "as") && parse_expr(&tokens[..at]).is_some());
                let explained = sign::in_brackets(tokens)
                    .or_else(|| sign::leading_word(tokens))
                    .or_else(|| match split {
                        Some(at) => Some(name::explain(tokens, at)),
                        None => sign::explain(tokens),
                    });
                match explained {
                    Some(wrong) => self.refuse(wrong),
                    None => self.items.push(Ok(left_to_rustc(tokens))),
                }
            }
        }
    }
}

/// A mistake in an item that parses.
pub(super) fn check(item: &Item) -> Option<Wrong> {
    let expr = &item.bound.expr;
    let tokens: Vec<_> = expr.to_token_stream().into_iter().collect();
    if let Some(wrong) = sign::check(item, &tokens) {
        return Some(wrong);
    }
    match &item.bound.binding {
        Binding::Pattern(pattern, written) => {
            let written: Vec<_> = written.clone().into_iter().collect();
            name::check(&tokens, pattern, &written)
        }
        Binding::Nothing => sign::in_brackets(&tokens),
    }
}

/// Where an item that does not parse ends: at the first comma that does not stand in `<..>`.
fn likely_end(tokens: &[TokenTree]) -> usize {
    let count = |end, sign| -> usize {
        let is_sign = |token: &&TokenTree| is_punct(token, sign);
        tokens[..end].iter().filter(is_sign).count()
    };
    (0..tokens.len())
        .find(|&at| is_punct(&tokens[at], ',') && count(at, '<') <= count(at, '>'))
        .unwrap_or(tokens.len())
}

/// An item that rustc is to explain: its parser says more than ours could.
fn left_to_rustc(tokens: &[TokenTree]) -> Item {
    let split = last_as(tokens).and_then(|at| Some((at, parse_pattern(&tokens[at + 1..])?)));
    let (end, binding) = match split {
        Some((at, name)) => {
            let written = collect(&tokens[at + 1..]);
            (at, Binding::Pattern(Box::new(name), written))
        }
        None => (tokens.len(), Binding::Nothing),
    };
    let expr = Expr::Verbatim(collect(&tokens[..end]));
    Item {
        asyncness: None,
        bound: Bound { expr, binding },
    }
}
