//! Whether a function can be cut in two at its `yield_!`, and what lives on behind the cut.
//!
//! A function that is cut costs nothing, but what it moves to its second half has to be what would live there in any
//! function: a lock guard that nobody mentions again keeps its lock. So each local has to be known to be alive, or to be
//! gone. It is gone where it was an operand (`f(x)`, `let y = x`): it was moved then, or is `Copy` and has nothing to drop.
//! It is alive where it was only borrowed, or is mentioned behind the `yield_!`. What a method does to its receiver, a
//! `match` to what it looks at, or a macro to anything, nobody can see; nor which local borrows from another one. Where
//! that matters, the function is not cut.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{
    Attribute, BinOp, Expr, FnArg, Item, Local, Macro, Pat, PatIdent, Path, ReceiverKind,
    Signature, Stmt, Type, UnOp,
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
    let mut locals = Locals {
        names: Vec::new(),
        nested: 0,
        borrows: Vec::new(),
        exact: true,
    };
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

/// What became of a local.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Alive,
    Gone,
    Unsure,
}

/// What an expression does to a local that stands in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mention {
    /// Moves or copies it.
    Operand,
    /// Leaves it where it is.
    Place,
    Unknown,
}

/// What a local is, as far as it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Owned,
    /// An argument of type `&T`.
    Shared,
    /// An argument of type `&mut T`.
    Exclusive,
}

impl Kind {
    pub(crate) fn of_argument(argument: &FnArg) -> Self {
        match argument {
            FnArg::Receiver(receiver) => match &receiver.kind {
                ReceiverKind::Reference(_, _, Some(_)) => Self::Exclusive,
                ReceiverKind::Reference(..) => Self::Shared,
                ReceiverKind::Typed(_, ty) => Self::of_type(ty),
                _ => Self::Owned,
            },
            FnArg::Typed(argument) => Self::of_type(&argument.ty),
        }
    }

    fn of_type(ty: &Type) -> Self {
        match ty {
            Type::Reference(reference) if reference.mutability.is_some() => Self::Exclusive,
            Type::Reference(_) => Self::Shared,
            Type::Paren(inner) => Self::of_type(&inner.elem),
            Type::Group(inner) => Self::of_type(&inner.elem),
            _ => Self::Owned,
        }
    }
}

struct Name {
    binding: Binding,
    kind: Kind,
    fate: Fate,
    /// Something that lives on may borrow from it.
    borrowed: bool,
}

struct Locals {
    names: Vec<Name>,
    /// Inside something that may not run, or where a name may mean something else.
    nested: u32,
    /// The names in the statement so far that it may borrow from.
    borrows: Vec<usize>,
    /// Whether everything so far was known.
    exact: bool,
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

    fn declare(&mut self, binding: Binding, kind: Kind) {
        self.exact &= binding.cfg.is_empty();
        // What is hidden cannot be mentioned any more.
        if let Some(hidden) = self.position(&binding.name) {
            self.exact = false;
            self.names.remove(hidden);
            self.borrows.clear();
        }
        self.names.push(Name {
            binding,
            kind,
            fate: Fate::Alive,
            borrowed: false,
        });
    }

    fn position(&self, name: &Ident) -> Option<usize> {
        self.names
            .iter()
            .position(|known| known.binding.name == *name)
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

    fn owned_borrows(&self) -> usize {
        let mut owned = self.borrows.clone();
        owned.retain(|&name| self.names[name].kind == Kind::Owned);
        owned.sort_unstable();
        owned.dedup();
        owned.len()
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

    /// An expression whose value is used.
    fn operand(&mut self, expr: &Expr) {
        match expr {
            Expr::Path(_) => self.mention(expr, Mention::Operand),
            _ => self.visit_expr(expr),
        }
    }

    /// An expression whose value is not: a place stays as it is.
    fn unused(&mut self, expr: &Expr) {
        if is_place(expr) {
            self.mention(expr, Mention::Place);
        } else {
            self.operand(expr);
        }
    }

    /// The local at the root of a place.
    fn mention(&mut self, place: &Expr, mention: Mention) {
        match place {
            Expr::Path(_) => {
                if let Some(name) = name_of(place).and_then(|name| self.position(name)) {
                    self.mark(name, mention);
                }
            }
            Expr::Field(field) => self.mention(&field.base, mention),
            Expr::Index(index) => {
                self.mention(&index.expr, Mention::Place);
                self.operand(&index.index);
            }
            Expr::Paren(inner) => self.mention(&inner.expr, mention),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => {
                self.mention(&unary.expr, mention);
            }
            _ => self.visit_expr(place),
        }
    }

    fn mark(&mut self, name: usize, mention: Mention) {
        let known = &mut self.names[name];
        known.fate = match mention {
            Mention::Place if self.nested == 0 || known.fate == Fate::Alive => Fate::Alive,
            Mention::Operand if self.nested == 0 => Fate::Gone,
            Mention::Place | Mention::Operand | Mention::Unknown => Fate::Unsure,
        };
        let borrows = match known.kind {
            Kind::Owned => mention != Mention::Operand,
            Kind::Shared => false,
            Kind::Exclusive => true,
        };
        if borrows {
            self.borrows.push(name);
        }
    }

    /// What a macro or a closure may do anything to.
    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if let Some(name) = self.position(&name) {
                        self.mark(name, Mention::Unknown);
                    }
                }
                TokenTree::Group(group) => self.tokens(group.stream()),
                // `format!` reads names in it.
                TokenTree::Literal(literal) => {
                    let text = literal.to_string();
                    for name in 0..self.names.len() {
                        if text.contains(&self.names[name].binding.name.to_string()) {
                            self.mark(name, Mention::Unknown);
                        }
                    }
                }
                TokenTree::Punct(_) => {}
            }
        }
    }

    fn nested(&mut self, visit: impl FnOnce(&mut Self)) {
        self.nested += 1;
        visit(self);
        self.nested -= 1;
    }
}

impl<'ast> Visit<'ast> for Locals {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            // A field may be moved out of.
            Expr::Path(_) | Expr::Field(_) | Expr::Index(_) => {
                self.mention(expr, Mention::Unknown);
            }
            Expr::Unary(unary) => match unary.op {
                // It may be moved out of a box.
                UnOp::Deref(_) => self.mention(&unary.expr, Mention::Unknown),
                _ => self.operand(&unary.expr),
            },
            Expr::Reference(reference) => {
                if is_place(&reference.expr) {
                    self.mention(&reference.expr, Mention::Place);
                } else {
                    self.visit_expr(&reference.expr);
                }
            }
            Expr::Call(call) => {
                self.visit_expr(&call.func);
                call.args.iter().for_each(|argument| self.operand(argument));
            }
            Expr::MethodCall(call) => {
                self.visit_expr(&call.receiver);
                call.args.iter().for_each(|argument| self.operand(argument));
            }
            Expr::Struct(literal) => {
                let values = literal.fields.iter().map(|field| &field.expr);
                values.for_each(|value| self.operand(value));
                literal.rest.iter().for_each(|rest| self.visit_expr(rest));
            }
            Expr::Tuple(tuple) => tuple.elems.iter().for_each(|element| self.operand(element)),
            Expr::Array(array) => array.elems.iter().for_each(|element| self.operand(element)),
            Expr::Assign(assignment) => {
                self.assign(&assignment.left, &assignment.right);
            }
            Expr::Try(inner) => self.operand(&inner.expr),
            Expr::Await(inner) => self.operand(&inner.base),
            Expr::Paren(inner) => self.operand(&inner.expr),
            Expr::Group(inner) => self.operand(&inner.expr),
            Expr::Return(inner) => inner.expr.iter().for_each(|value| self.operand(value)),
            Expr::Cast(inner) => self.operand(&inner.expr),
            Expr::Binary(binary) => match binary.op {
                BinOp::And(_) | BinOp::Or(_) => {
                    self.operand(&binary.left);
                    self.nested(|this| this.operand(&binary.right));
                }
                BinOp::Eq(_)
                | BinOp::Ne(_)
                | BinOp::Lt(_)
                | BinOp::Le(_)
                | BinOp::Gt(_)
                | BinOp::Ge(_) => {
                    self.unused(&binary.left);
                    self.unused(&binary.right);
                }
                BinOp::Add(_)
                | BinOp::Sub(_)
                | BinOp::Mul(_)
                | BinOp::Div(_)
                | BinOp::Rem(_)
                | BinOp::BitXor(_)
                | BinOp::BitAnd(_)
                | BinOp::BitOr(_)
                | BinOp::Shl(_)
                | BinOp::Shr(_) => {
                    self.operand(&binary.left);
                    self.operand(&binary.right);
                }
                // `+=` and the like
                _ => {
                    self.unused(&binary.left);
                    self.operand(&binary.right);
                }
            },
            Expr::If(branch) => {
                self.operand(&branch.cond);
                self.nested(|this| {
                    this.visit_block(&branch.then_branch);
                    if let Some((_, otherwise)) = &branch.else_branch {
                        this.visit_expr(otherwise);
                    }
                });
            }
            Expr::Match(choice) => {
                self.visit_expr(&choice.expr);
                self.nested(|this| choice.arms.iter().for_each(|arm| this.visit_arm(arm)));
            }
            Expr::ForLoop(repeat) => {
                self.operand(&repeat.expr);
                self.nested(|this| this.visit_block(&repeat.body));
            }
            Expr::Lit(_) | Expr::Continue(_) => {}
            Expr::Macro(expr) => {
                self.exact &= makes_its_own_value(&expr.mac);
                self.tokens(expr.mac.tokens.clone());
            }
            Expr::Closure(closure) => self.tokens(closure.to_token_stream()),
            Expr::Async(block) => self.tokens(block.to_token_stream()),
            Expr::Verbatim(tokens) => self.tokens(tokens.clone()),
            _ => self.nested(|this| visit::visit_expr(this, expr)),
        }
    }

    fn visit_item(&mut self, _: &'ast syn::Item) {}

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        self.tokens(mac.tokens.clone());
    }
}

impl Locals {
    fn assign(&mut self, left: &Expr, right: &Expr) {
        if matches!(left, Expr::Infer(_)) {
            return self.unused(right);
        }
        self.operand(right);
        // What it may borrow from now is held by the other one.
        self.exact &= self.owned_borrows() == 0 && is_place(left);
        if is_place(left) {
            self.mention(left, Mention::Place);
        }
    }
}

/// `name`, `mut name` and `name: Type`.
fn is_plain(pattern: &Pat) -> bool {
    match pattern {
        Pat::Ident(name) => {
            let is_local = !name.ident.to_string().starts_with(char::is_uppercase);
            is_local && name.by_ref.is_none() && name.subpat.is_none()
        }
        Pat::Type(typed) => is_plain(&typed.pat),
        _ => false,
    }
}

/// The names that a pattern binds. A capital letter begins a constant or a variant.
fn bindings(pattern: &Pat, attributes: &[Attribute]) -> Vec<Binding> {
    struct Collect(Vec<Binding>, Vec<Attribute>);
    impl<'ast> Visit<'ast> for Collect {
        fn visit_pat_ident(&mut self, pattern: &'ast PatIdent) {
            let is_local = !pattern.ident.to_string().starts_with(char::is_uppercase);
            // The alternatives of an or-pattern bind the same names.
            let is_new = self.0.iter().all(|known| known.name != pattern.ident);
            if pattern.by_ref.is_none() && is_local && is_new {
                self.0.push(Binding {
                    name: pattern.ident.clone(),
                    mutability: pattern.mutability,
                    cfg: self.1.clone(),
                });
            }
            visit::visit_pat_ident(self, pattern);
        }
        fn visit_expr(&mut self, _: &'ast Expr) {}
    }
    let mut collect = Collect(Vec::new(), cfg_of(attributes));
    collect.visit_pat(pattern);
    collect.0
}

fn cfg_of(attributes: &[Attribute]) -> Vec<Attribute> {
    let is_cfg = |attribute: &&Attribute| {
        attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr")
    };
    attributes.iter().filter(is_cfg).cloned().collect()
}

/// A name by itself.
pub(crate) fn name_of(expr: &Expr) -> Option<&Ident> {
    match expr {
        Expr::Path(path) if path.qself.is_none() => path.path.get_ident(),
        Expr::Paren(inner) => name_of(&inner.expr),
        Expr::Group(inner) => name_of(&inner.expr),
        _ => None,
    }
}

fn is_place(expr: &Expr) -> bool {
    match expr {
        Expr::Path(_) | Expr::Index(_) => true,
        Expr::Field(field) => is_place(&field.base),
        Expr::Paren(inner) => is_place(&inner.expr),
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)) && is_place(&unary.expr),
        _ => false,
    }
}

/// Whether a name may be mentioned: by itself, or in a format string.
fn may_mention(tokens: TokenStream, name: &Ident) -> bool {
    any_token(tokens, &|token| match token {
        TokenTree::Ident(found) => found == name,
        TokenTree::Literal(literal) => literal.to_string().contains(&name.to_string()),
        _ => false,
    })
}

/// Looks for an expression that is the name.
struct Mentions<'n>(&'n Ident, bool);

impl Visit<'_> for Mentions<'_> {
    fn visit_expr(&mut self, expr: &Expr) {
        self.1 |= name_of(expr) == Some(self.0);
        visit::visit_expr(self, expr);
    }

    fn visit_item(&mut self, _: &Item) {}
}

/// Whether something is borrowed in a value that lives as long as the local of that value.
fn extends(value: &Expr) -> bool {
    match value {
        Expr::Reference(inner) => !is_named_place(&inner.expr),
        Expr::Paren(inner) => extends(&inner.expr),
        Expr::Group(inner) => extends(&inner.expr),
        Expr::Cast(inner) => extends(&inner.expr),
        Expr::Tuple(tuple) => tuple.elems.iter().any(extends),
        Expr::Array(array) => array.elems.iter().any(extends),
        Expr::Struct(literal) => literal.fields.iter().any(|field| extends(&field.expr)),
        // A tuple struct may be called so.
        Expr::Call(call) => call.args.iter().any(extends),
        Expr::Block(_) | Expr::Unsafe(_) | Expr::If(_) | Expr::Match(_) | Expr::Loop(_) => true,
        _ => false,
    }
}

/// Whether it is a local, or a part of it.
fn is_named_place(expr: &Expr) -> bool {
    match expr {
        Expr::Path(_) => true,
        Expr::Field(field) => is_named_place(&field.base),
        Expr::Index(index) => is_named_place(&index.expr),
        Expr::Paren(inner) => is_named_place(&inner.expr),
        Expr::Unary(inner) => matches!(inner.op, UnOp::Deref(_)) && is_named_place(&inner.expr),
        _ => false,
    }
}

/// Whether a macro is one that makes a value of its own, by its name. Others may borrow what they are given, or what they
/// make.
fn makes_its_own_value(mac: &Macro) -> bool {
    let known = [
        "format",
        "vec",
        "matches",
        "println",
        "print",
        "eprintln",
        "eprint",
        "write",
        "writeln",
        "assert",
        "assert_eq",
        "assert_ne",
        "debug_assert",
        "debug_assert_eq",
        "debug_assert_ne",
        "panic",
        "todo",
        "unimplemented",
        "unreachable",
    ];
    let name = mac.path.segments.last();
    name.is_some_and(|name| known.iter().any(|known| name.ident == known))
}

/// Whether `self` stands in these statements as an expression only, and in no macro, so that it can be called by another
/// name.
pub(crate) fn names_self_plainly(statements: &[Stmt]) -> bool {
    struct Search(bool);
    impl Visit<'_> for Search {
        fn visit_macro(&mut self, mac: &Macro) {
            self.0 &= !may_mention(mac.tokens.clone(), &Ident::new("self", Span::call_site()));
        }
        fn visit_item(&mut self, item: &Item) {
            let is_self = |token: &TokenTree| is_ident(token, "self");
            self.0 &= !any_token(item.to_token_stream(), &is_self);
        }
        fn visit_path(&mut self, path: &Path) {
            let is_module = path.segments.len() > 1 && path.segments[0].ident == "self";
            self.0 &= !is_module;
            visit::visit_path(self, path);
        }
    }
    let mut search = Search(true);
    for statement in statements {
        search.visit_stmt(statement);
    }
    search.0
}
