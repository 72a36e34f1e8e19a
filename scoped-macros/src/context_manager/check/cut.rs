//! Whether a function can be cut in two at its `yield_!`, and what lives on behind the cut.
//!
//! A function that is cut costs nothing, but what it moves to its second half has to be what would live there in any
//! function: a lock guard that nobody mentions again keeps its lock. So each local has to be known to be alive, or to be
//! gone. It is gone where it was an operand (`f(x)`, `let y = x`): it was moved then, or is `Copy` and has nothing to drop.
//! It is alive where it was only borrowed, or is mentioned behind the `yield_!`. What a method does to its receiver, a
//! `match` to what it looks at, or a macro to anything, nobody can see; nor which local borrows from another one. Where
//! that matters, the function is not cut.

use proc_macro2::{Ident, TokenTree};
use quote::ToTokens;
use syn::visit::Visit;
use syn::{Attribute, Expr, FnArg, Item, Local, Pat, Signature, Stmt};

use super::locals::{Fate, Kind, Locals};
use super::places::{
    Mentions, bindings, cfg_of, extends, is_plain, makes_its_own_value, may_mention, name_of,
    names_self_plainly,
};
use crate::binding::is_ident;
use crate::context_manager::model::{Binding, Lent};
use crate::tokens::any_token;

/// A function, cut in two as well as can be.
pub(super) struct Halves {
    pub(super) lent: Lent,
    /// The locals that live on, in the order of their declaration.
    pub(super) alive: Vec<Binding>,
    /// Whether that is known. If not, all locals live on that may, and rustc says which of them cannot.
    pub(super) exact: bool,
}

/// Looks at what stands before the `yield_!` of a function, and at what is lent.
pub(super) fn cut(
    signature: &Signature,
    setup: &[Stmt],
    value: Option<&Expr>,
    teardown: &[Stmt],
) -> Halves {
    let mut locals = Locals::new();
    for argument in &signature.inputs {
        locals.declare_argument(argument);
    }
    for statement in setup {
        locals.follow(statement);
    }
    let is_cfg = |token: &TokenTree| is_ident(token, "cfg") || is_ident(token, "cfg_attr");
    locals.exact &= !setup
        .iter()
        .any(|statement| any_token(statement.to_token_stream(), &is_cfg));
    locals.end(value, teardown)
}

impl Locals {
    fn declare_argument(&mut self, argument: &FnArg) {
        let kind = Kind::of_argument(argument);
        match argument {
            FnArg::Receiver(receiver) => {
                let binding = Binding {
                    name: Ident::new("self", receiver.self_token.span),
                    mutability: receiver.mutability,
                    cfg: cfg_of(&receiver.attrs),
                };
                self.declare(binding, kind);
            }
            FnArg::Typed(argument) => self.declare_all(&argument.pat, &argument.attrs, kind),
        }
    }

    /// All names of a pattern.
    fn declare_all(&mut self, pattern: &Pat, attributes: &[Attribute], kind: Kind) {
        self.exact &= is_plain(pattern);
        for binding in bindings(pattern, attributes) {
            self.declare(binding, kind);
        }
    }

    fn follow(&mut self, statement: &Stmt) {
        self.borrows.clear();
        match statement {
            Stmt::Local(local) => self.follow_local(local),
            // A macro that is declared here may do anything to the locals before.
            Stmt::Item(item) => self.exact &= !matches!(item, Item::Macro(_)),
            Stmt::Expr(expr, _) => self.operand(expr),
            Stmt::Macro(statement) => {
                // It may declare locals, unless it is known.
                self.exact &= makes_its_own_value(&statement.mac);
                self.tokens(statement.mac.tokens.clone());
            }
        }
        // One may borrow from the other from now on.
        self.exact &= self.owned_borrows() < 2;
    }

    fn follow_local(&mut self, local: &Local) {
        match &local.init {
            None => self.exact = false,
            Some(init) => {
                self.exact &= init.diverge.is_none() && !extends(&init.expr);
                if matches!(local.pat, Pat::Wild(_)) {
                    self.unused(&init.expr);
                } else {
                    self.stored(&init.expr);
                }
                if let Some((_, diverge)) = &init.diverge {
                    self.nested(|this| this.visit_expr(diverge));
                }
            }
        }
        if !matches!(local.pat, Pat::Wild(_)) {
            self.declare_all(&local.pat, &local.attrs, Kind::Owned);
        }
    }

    /// The value of a local, or of what is lent.
    fn stored(&mut self, value: &Expr) {
        self.operand(value);
        for &borrowed in &self.borrows {
            self.names[borrowed].borrowed = true;
        }
        self.exact &= self.owned_borrows() == 0;
    }

    fn end(mut self, value: Option<&Expr>, teardown: &[Stmt]) -> Halves {
        let statements = teardown;
        self.borrows.clear();
        let lent = match value {
            None => Lent::Nothing,
            Some(value) => match name_of(value).and_then(|name| self.position(name)) {
                Some(name) => {
                    let lent = &mut self.names[name];
                    lent.fate = Fate::Alive;
                    let is_plain = lent.binding.name != "self" || names_self_plainly(teardown);
                    self.exact &= is_plain && !lent.borrowed;
                    Lent::Name(lent.binding.clone())
                }
                None => {
                    self.exact &= !extends(value);
                    self.stored(value);
                    Lent::Value(value.clone())
                }
            },
        };
        let mut alive = Vec::new();
        for name in self.names {
            let is_lent = matches!(&lent, Lent::Name(lent) if lent.name == name.binding.name);
            let teardown = teardown.iter().map(Stmt::to_token_stream);
            self.exact &= match (name.kind, name.fate) {
                (Kind::Exclusive, _) => {
                    !name.borrowed || !may_mention(teardown.collect(), &name.binding.name)
                }
                (Kind::Owned, Fate::Unsure) => {
                    let mut search = Mentions(&name.binding.name, false);
                    for statement in statements {
                        search.visit_stmt(statement);
                    }
                    search.1
                }
                _ => true,
            };
            let lives_on = name.kind == Kind::Owned && name.fate != Fate::Gone;
            if lives_on || is_lent {
                alive.push(name.binding);
            }
        }
        Halves {
            lent,
            alive,
            exact: self.exact,
        }
    }
}
