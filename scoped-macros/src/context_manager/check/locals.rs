//! Which names of a function's setup live on while the block runs.
//!
//! In a function that really stood still at its `yield_!`, every local would live to the function's end:
//! a lock guard that nobody mentions again keeps its lock. A closure captures only what it mentions, so
//! the teardown has to mention the others. A name whose value was given away (`f(x)`, `let y = x`)
//! cannot be mentioned, and need not be: it was moved, or is `Copy` and has no destructor. The same goes
//! for references. A method may take its receiver by value, which nobody can see here: such a name is
//! mentioned, and rustc says so if it is gone. Where the method's name says that it does, as `into` and
//! `unwrap` do, it counts as given away.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, FnArg, Local, Pat, PatIdent, ReceiverKind, Signature, Stmt, Type};

use super::giving::Giving;
use crate::context_manager::model::Binding;
use crate::error::{Error, Errors};

/// The names of a setup, in the order of their declaration.
#[derive(Default)]
pub(crate) struct Locals {
    names: Vec<Name>,
}

struct Name {
    binding: Binding,
    /// A reference, or given away.
    needs_nothing: bool,
}

impl Locals {
    /// Follows the arguments and the statements before the `yield_!`.
    pub(crate) fn follow(signature: &Signature, setup: &[Stmt], errors: &mut Errors) -> Self {
        let mut locals = Self::default();
        for argument in &signature.inputs {
            locals.declare_argument(argument);
        }
        for statement in setup {
            if let Stmt::Local(local) = statement {
                locals.follow_local(local, errors);
            } else {
                Giving::new(&mut locals).visit_stmt(statement);
            }
        }
        locals
    }

    /// Follows the value in `yield_!`.
    pub(crate) fn follow_value(&mut self, value: &Expr) {
        Giving::new(self).operand(value);
    }

    /// Takes the name out that is yielded.
    pub(crate) fn take(&mut self, name: &Ident) -> Option<Binding> {
        let position = self.position(name)?;
        Some(self.names.remove(position).binding)
    }

    /// Whether it is a name whose value dies with the function.
    pub(crate) fn owns(&self, name: &Ident) -> bool {
        self.position(name)
            .is_some_and(|position| !self.names[position].needs_nothing)
    }

    /// What the teardown has to mention, in the order in which it is dropped.
    pub(crate) fn into_alive(self) -> Vec<Binding> {
        self.names
            .into_iter()
            .rev()
            .filter(|name| !name.needs_nothing)
            .map(|name| name.binding)
            .collect()
    }

    fn position(&self, name: &Ident) -> Option<usize> {
        self.names
            .iter()
            .rposition(|known| known.binding.name == *name)
    }

    fn declare(&mut self, binding: Binding, needs_nothing: bool) {
        self.names.push(Name {
            binding,
            needs_nothing,
        });
    }

    fn declare_argument(&mut self, argument: &FnArg) {
        match argument {
            FnArg::Receiver(receiver) => {
                let is_reference = match &receiver.kind {
                    ReceiverKind::Reference(..) => true,
                    ReceiverKind::Typed(_, ty) => is_reference(ty),
                    _ => false,
                };
                let binding = Binding {
                    name: Ident::new("self", receiver.self_token.span),
                    mutability: receiver.mutability,
                    cfg: cfg_of(&receiver.attrs),
                };
                self.declare(binding, is_reference);
            }
            FnArg::Typed(argument) => {
                let is_reference = is_reference(&argument.ty);
                for binding in bindings(&argument.pat, &argument.attrs) {
                    self.declare(binding, is_reference);
                }
            }
        }
    }

    fn follow_local(&mut self, local: &Local, errors: &mut Errors) {
        let mut is_reference = matches!(&local.pat, Pat::Type(typed) if is_reference(&typed.ty));
        if let Some(init) = &local.init {
            let mut giving = Giving::new(self);
            giving.operand(&init.expr);
            if let Some((_, diverge)) = &init.diverge {
                giving.conditionally(|giving| giving.visit_expr(diverge));
            }
            is_reference |= matches!(&*init.expr, Expr::Reference(_));
        }
        for binding in bindings(&local.pat, &local.attrs) {
            self.hide(&binding, local, errors);
            self.declare(binding, is_reference);
        }
    }

    /// A name that another one hides cannot be mentioned any more. Where the new value was made of the
    /// old one that is as it should be.
    fn hide(&mut self, by: &Binding, local: &Local, errors: &mut Errors) {
        let Some(position) = self.position(&by.name) else {
            return;
        };
        let hidden = self.names.remove(position);
        let name = &by.name;
        let made_of_it = local
            .init
            .as_ref()
            .is_some_and(|init| mentions(init.expr.to_token_stream(), name));
        let is_alternative = !by.cfg.is_empty() || !hidden.binding.cfg.is_empty();
        if !hidden.needs_nothing && !made_of_it && !is_alternative {
            errors.push(
                Error::at(
                    name.span(),
                    format!("this `{name}` hides another one, which would not live until the end of the block"),
                )
                .help("give it a name of its own, or drop the other one before"),
            );
        }
    }

    /// Marks a name as given away, or as assigned to again.
    pub(super) fn give(&mut self, name: &Ident, given: bool) {
        if let Some(position) = self.position(name) {
            self.names[position].needs_nothing = given;
        }
    }
}

fn is_reference(ty: &Type) -> bool {
    matches!(ty, Type::Reference(_))
}

fn mentions(tokens: TokenStream, name: &Ident) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(found) => found == *name,
        TokenTree::Group(group) => mentions(group.stream(), name),
        _ => false,
    })
}

fn cfg_of(attributes: &[Attribute]) -> Vec<Attribute> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"))
        .cloned()
        .collect()
}

/// The names that a pattern binds. A capital letter begins a constant or a variant.
pub(super) fn bindings(pattern: &Pat, attributes: &[Attribute]) -> Vec<Binding> {
    struct Collect<'a> {
        cfg: &'a [Attribute],
        found: Vec<Binding>,
    }
    impl<'ast> Visit<'ast> for Collect<'_> {
        fn visit_pat_ident(&mut self, pattern: &'ast PatIdent) {
            let text = pattern.ident.to_string();
            if pattern.by_ref.is_none() && !text.starts_with(char::is_uppercase) {
                self.found.push(Binding {
                    name: pattern.ident.clone(),
                    mutability: pattern.mutability,
                    cfg: self.cfg.to_vec(),
                });
            }
            visit::visit_pat_ident(self, pattern);
        }
        fn visit_expr(&mut self, _: &'ast Expr) {}
    }
    let cfg = cfg_of(attributes);
    let mut collect = Collect {
        cfg: &cfg,
        found: Vec::new(),
    };
    collect.visit_pat(pattern);
    // The alternatives of an or-pattern bind the same names.
    let mut seen = HashSet::new();
    collect
        .found
        .retain(|binding| seen.insert(binding.name.to_string()));
    collect.found
}
