//! What becomes of the locals of a setup, followed from expression to expression.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, FnArg, ReceiverKind, Type, UnOp};

use super::places::{is_place, makes_its_own_value, name_of};
use crate::context_manager::model::Binding;

/// What became of a local.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
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

pub(super) struct Name {
    pub(super) binding: Binding,
    pub(super) kind: Kind,
    pub(super) fate: Fate,
    /// Something that lives on may borrow from it.
    pub(super) borrowed: bool,
}

pub(super) struct Locals {
    pub(super) names: Vec<Name>,
    /// Inside something that may not run, or where a name may mean something else.
    nested: u32,
    /// The names in the statement so far that it may borrow from.
    pub(super) borrows: Vec<usize>,
    /// Whether everything so far was known.
    pub(super) exact: bool,
}

impl Locals {
    pub(super) const fn new() -> Self {
        Self {
            names: Vec::new(),
            nested: 0,
            borrows: Vec::new(),
            exact: true,
        }
    }

    pub(super) fn declare(&mut self, binding: Binding, kind: Kind) {
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

    pub(super) fn position(&self, name: &Ident) -> Option<usize> {
        self.names
            .iter()
            .position(|known| known.binding.name == *name)
    }

    pub(super) fn owned_borrows(&self) -> usize {
        let mut owned = self.borrows.clone();
        owned.retain(|&name| self.names[name].kind == Kind::Owned);
        owned.sort_unstable();
        owned.dedup();
        owned.len()
    }

    /// An expression whose value is used.
    pub(super) fn operand(&mut self, expr: &Expr) {
        match expr {
            Expr::Path(_) => self.mention(expr, Mention::Operand),
            _ => self.visit_expr(expr),
        }
    }

    /// An expression whose value is not: a place stays as it is.
    pub(super) fn unused(&mut self, expr: &Expr) {
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
    pub(super) fn tokens(&mut self, tokens: TokenStream) {
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

    pub(super) fn nested(&mut self, visit: impl FnOnce(&mut Self)) {
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
