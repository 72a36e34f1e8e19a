//! The items of a header, read one by one whatever the others are.

use proc_macro2::TokenTree;
use quote::ToTokens as _;
use syn::{Expr, Pat};

use super::mistakes;
use super::recover::Saved;
use super::words::{end_of, is_primitive};
use super::{name, sign};
use crate::binding::{Binding, Bound, is_ident, last_as, parse_expr, parse_pattern};
use crate::error::Error;
use crate::tokens::{collect, is_punct};
use crate::with::parse::{Item, begins_async_expression, first_item, parse_items};

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
                self.errors.push(mistakes::EXTRA_COMMA.at(rest));
                rest = behind;
                continue;
            }
            let item = first_item(rest);
            let end = item
                .as_ref()
                .map_or_else(|| likely_end(rest), |item| item.1);
            if let Some(inside) = item
                .as_ref()
                .and_then(|(item, _)| items_in_parentheses(item))
            {
                self.errors.push(mistakes::ITEMS_IN_PARENTHESES.at(rest));
                self.read(&inside);
                rest = rest.get(end + 1..).unwrap_or(&[]);
                continue;
            }
            match item.map(|(item, _)| (check(&item), item)) {
                Some((None, item)) => self.items.push(Ok(item)),
                Some((Some(wrong), _)) => self.refuse(wrong),
                None => self.explain(&rest[..end]),
            }
            rest = rest.get(end + 1..).unwrap_or(&[]);
        }
    }

    /// Reports an item, and keeps what is left of it.
    fn refuse(&mut self, (error, saved): (Error, Saved)) {
        self.errors.push(error);
        self.items.push(Err(saved));
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
                self.refuse((mistakes::MANAGER_MISSING.at(tokens), Saved::new(&[], rest)));
            }
            [word, ..] if is_ident(word, "let") => self.refuse(sign::let_statement(tokens)),
            _ => {
                let split = (0..tokens.len())
                    .rev()
                    .find(|&at| is_ident(&tokens[at], "as") && parse_expr(&tokens[..at]).is_some());
                let explained = match split {
                    Some(at) => Some(name::explain(tokens, at)),
                    None => sign::explain(tokens),
                };
                match explained {
                    Some((wrong, rest)) => {
                        self.refuse(wrong);
                        self.read(rest);
                    }
                    None => self.items.push(Ok(left_to_rustc(tokens))),
                }
            }
        }
    }
}

/// A mistake in an item that parses, and what to keep of it.
pub(super) fn check(item: &Item) -> Option<(Error, Saved)> {
    let tokens = |expr: &Expr| -> Vec<TokenTree> { expr.to_token_stream().into_iter().collect() };
    match (&item.bound.expr, &item.bound.binding) {
        (expr @ Expr::Let(_), _) => Some(sign::let_statement(&tokens(expr))),
        (Expr::Assign(assign), _) => {
            let (all, left) = (tokens(&item.bound.expr), tokens(&assign.left));
            sign::bound_by_sign(&all, left.len(), 1)
        }
        (expr, Binding::Pattern(pattern, written)) => {
            let written: Vec<_> = written.clone().into_iter().collect();
            name::check(&tokens(expr), pattern, &written)
        }
        (_, Binding::Nothing) => None,
    }
}

/// `(expr as name, expr as name)`, as Python has it. To Rust this is a tuple of casts to types in lower case, of which there
/// are the primitive ones.
pub(super) fn items_in_parentheses(item: &Item) -> Option<Vec<TokenTree>> {
    let (Expr::Tuple(_) | Expr::Paren(_), Binding::Nothing) =
        (&item.bound.expr, &item.bound.binding)
    else {
        return None;
    };
    let mut tokens = item.bound.expr.to_token_stream().into_iter();
    let (Some(TokenTree::Group(group)), None) = (tokens.next(), tokens.next()) else {
        return None;
    };
    let inside: Vec<_> = group.stream().into_iter().collect();
    let binds = |item: &Item| match &item.bound.binding {
        Binding::Pattern(pattern, _) => {
            matches!(&**pattern, Pat::Ident(name)
                if !is_primitive(&name.ident) && name.ident.to_string().starts_with(char::is_lowercase))
        }
        Binding::Nothing => false,
    };
    parse_items(&inside)?.iter().all(binds).then_some(inside)
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
