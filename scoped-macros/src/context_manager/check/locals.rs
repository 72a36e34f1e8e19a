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
use syn::{
    Attribute, BinOp, Block, Expr, FnArg, Item, Local, Macro, Member, Pat, PatIdent, ReceiverKind,
    Signature, Stmt, Type,
};

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

    fn give(&mut self, name: &Ident, given: bool) {
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
fn bindings(pattern: &Pat, attributes: &[Attribute]) -> Vec<Binding> {
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

/// Finds the names that are given away on every path.
struct Giving<'l> {
    locals: &'l mut Locals,
    /// Inside something that may not run.
    conditions: u32,
    /// Names that mean something else where we are.
    hidden: Vec<Ident>,
}

impl<'l> Giving<'l> {
    fn new(locals: &'l mut Locals) -> Self {
        Self {
            locals,
            conditions: 0,
            hidden: Vec::new(),
        }
    }

    fn conditionally(&mut self, look: impl FnOnce(&mut Self)) {
        self.conditions += 1;
        look(self);
        self.conditions -= 1;
    }

    /// An expression whose value is used: a plain name is given away.
    fn operand(&mut self, expr: &Expr) {
        match name_of(expr) {
            Some(name) => self.mark(name, true),
            None => self.visit_expr(expr),
        }
    }

    fn mark(&mut self, name: &Ident, given: bool) {
        if self.conditions == 0 && !self.hidden.contains(name) {
            self.locals.give(name, given);
        }
    }

    /// All that a closure takes into itself.
    fn captures(&mut self, tokens: TokenStream, parameters: &[Binding]) {
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if parameters.iter().all(|parameter| parameter.name != name) {
                        self.mark(&name, true);
                    }
                }
                TokenTree::Group(group) => self.captures(group.stream(), parameters),
                _ => {}
            }
        }
    }
}

/// Whether a method takes its receiver by value, by the naming conventions of the standard library.
fn takes_self(method: &Ident) -> bool {
    let name = method.to_string();
    let conversion = name.strip_prefix("try_").unwrap_or(&name);
    name == "collect"
        || ["into", "unwrap", "expect"]
            .iter()
            .any(|prefix| conversion.starts_with(prefix))
}

fn name_of(expr: &Expr) -> Option<&Ident> {
    match expr {
        Expr::Path(path) if path.qself.is_none() => path.path.get_ident(),
        Expr::Paren(inner) => name_of(&inner.expr),
        Expr::Group(inner) => name_of(&inner.expr),
        _ => None,
    }
}

impl<'ast> Visit<'ast> for Giving<'_> {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Call(call) => {
                self.visit_expr(&call.func);
                call.args.iter().for_each(|argument| self.operand(argument));
            }
            Expr::MethodCall(call) => {
                if takes_self(&call.method) {
                    self.operand(&call.receiver);
                } else {
                    self.visit_expr(&call.receiver);
                }
                call.args.iter().for_each(|argument| self.operand(argument));
            }
            Expr::Struct(literal) => {
                for field in &literal.fields {
                    match (&field.member, field.colon_token) {
                        (Member::Named(name), None) => self.mark(name, true),
                        _ => self.operand(&field.expr),
                    }
                }
                literal.rest.iter().for_each(|rest| self.visit_expr(rest));
            }
            Expr::Tuple(tuple) => tuple.elems.iter().for_each(|element| self.operand(element)),
            Expr::Array(array) => array.elems.iter().for_each(|element| self.operand(element)),
            Expr::Assign(assignment) => {
                self.operand(&assignment.right);
                match name_of(&assignment.left) {
                    Some(name) => self.mark(name, false),
                    None => self.visit_expr(&assignment.left),
                }
            }
            Expr::Try(inner) => self.operand(&inner.expr),
            Expr::Return(inner) => inner.expr.iter().for_each(|value| self.operand(value)),
            Expr::Cast(inner) => self.operand(&inner.expr),
            Expr::Binary(binary) => match binary.op {
                BinOp::And(_) | BinOp::Or(_) => {
                    self.visit_expr(&binary.left);
                    self.conditionally(|this| this.visit_expr(&binary.right));
                }
                BinOp::Add(_) | BinOp::Sub(_) | BinOp::Mul(_) | BinOp::Div(_) => {
                    self.operand(&binary.left);
                    self.operand(&binary.right);
                }
                _ => visit::visit_expr(self, expr),
            },
            Expr::If(branch) => {
                self.visit_expr(&branch.cond);
                self.conditionally(|this| {
                    this.visit_block(&branch.then_branch);
                    branch
                        .else_branch
                        .iter()
                        .for_each(|(_, other)| this.visit_expr(other));
                });
            }
            Expr::Match(choice) => {
                self.visit_expr(&choice.expr);
                self.conditionally(|this| choice.arms.iter().for_each(|arm| this.visit_arm(arm)));
            }
            Expr::ForLoop(repeat) => {
                self.operand(&repeat.expr);
                self.conditionally(|this| this.visit_block(&repeat.body));
            }
            Expr::While(repeat) => self.conditionally(|this| {
                this.visit_expr(&repeat.cond);
                this.visit_block(&repeat.body);
            }),
            Expr::Loop(repeat) => self.conditionally(|this| this.visit_block(&repeat.body)),
            Expr::Closure(closure) if closure.capture.is_some() => {
                let parameters: Vec<Binding> = closure
                    .inputs
                    .iter()
                    .flat_map(|input| bindings(input, &[]))
                    .collect();
                self.captures(closure.body.to_token_stream(), &parameters);
            }
            Expr::Async(block) if block.capture.is_some() => {
                self.captures(block.block.to_token_stream(), &[]);
            }
            Expr::Closure(_) | Expr::Async(_) => {}
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_block(&mut self, block: &'ast Block) {
        let outside = self.hidden.len();
        for (index, statement) in block.stmts.iter().enumerate() {
            match statement {
                Stmt::Local(local) => {
                    if let Some(init) = &local.init {
                        self.operand(&init.expr);
                    }
                    let names = bindings(&local.pat, &[]);
                    self.hidden
                        .extend(names.into_iter().map(|binding| binding.name));
                }
                Stmt::Expr(tail, None) if index + 1 == block.stmts.len() => self.operand(tail),
                other => self.visit_stmt(other),
            }
        }
        self.hidden.truncate(outside);
    }

    fn visit_item(&mut self, _: &'ast Item) {}
    fn visit_macro(&mut self, _: &'ast Macro) {}
}
