//! Jumps in the input of macros.

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::{Attribute, Expr, Macro};

use super::{At, Lowering};
use crate::tokens::range_of;
use crate::with::known_macros::{Grammar, is_with, name_span};
use crate::with::macro_inputs::parse_input;
use crate::with::model::{MacroSite, Position, Site, Unseen};

impl Lowering {
    /// `None` where a macro stays as it was written.
    pub(super) fn lower_macro(
        &mut self,
        attributes: &[Attribute],
        mac: &mut Macro,
        at: At,
    ) -> Option<Expr> {
        if is_with(mac) {
            if let Some(block) = self.lower_nested(mac, at) {
                return Some(self.add_site(block(attributes.to_vec())));
            }
        }
        self.statement.macros = true;
        let known = self.known_macros.grammar_of(mac);
        let known = known.and_then(|grammar| Some((grammar, parse_input(mac, grammar)?)));
        let Some((grammar, mut input)) = known else {
            self.see_unseen(Unseen::Likely);
            return None;
        };
        // It may be another macro of that name.
        self.see_unseen(Unseen::Unlikely);
        if grammar == Grammar::Whatever {
            input.grammar = if input.begins_with_literal() {
                Grammar::Returns
            } else {
                Grammar::Whatever
            };
        }
        if matches!(grammar, Grammar::Join | Grammar::Select) {
            self.see_await();
        }
        let condition = match (grammar, input.pieces.first()) {
            (Grammar::Assert | Grammar::Ensures, Some(first)) => first.to_token_stream(),
            _ => TokenStream::new(),
        };
        let before = self.sites.len();
        input.for_each_expr(|argument| {
            let before = self.sites.len();
            self.walk_expr(&mut argument.expr, At::Anywhere);
            argument.has_sites = self.sites.len() > before;
        });
        let returns = matches!(
            input.grammar,
            Grammar::Returns | Grammar::Ensures | Grammar::Whatever
        );
        let awaits = matches!(input.grammar, Grammar::Join | Grammar::Select);
        if !returns && !awaits && self.sites.len() == before {
            return None;
        }
        let pad = returns.then(|| self.land_leaving(name_span(mac), None));
        Some(self.add_site(Site::Macro(MacroSite {
            attributes: attributes.to_vec(),
            mac: mac.clone(),
            input,
            condition,
            pad,
        })))
    }

    /// A nested `with!`. One that does not read is left as it was written, and says itself what is wrong with it.
    fn lower_nested(
        &mut self,
        mac: &Macro,
        at: At,
    ) -> Option<impl FnOnce(Vec<Attribute>) -> Site + use<>> {
        let (named, call) = (self.read_call)(mac.tokens.clone())?;
        let position = match (at, self.entered_levels().first()) {
            (At::Tail { always }, Some(&outer)) => self.add_tail(outer, always),
            _ => Position::Anywhere,
        };
        let range = range_of(mac);
        let known = self.known_macros.name(named);
        let block = self.lower_call(call, Some(range), position);
        self.known_macros.forget(known);
        Some(move |attributes| Site::With(attributes, Box::new(block)))
    }
}
