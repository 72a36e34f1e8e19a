//! Which names an expression gives away.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr, Item, Macro, Member, Stmt};

use super::locals::{Locals, bindings};
use crate::context_manager::model::Binding;

/// Finds the names that are given away on every path.
pub(super) struct Giving<'l> {
    locals: &'l mut Locals,
    /// Inside something that may not run.
    conditions: u32,
    /// Names that mean something else where we are.
    hidden: Vec<Ident>,
}

impl<'l> Giving<'l> {
    pub(super) fn new(locals: &'l mut Locals) -> Self {
        Self {
            locals,
            conditions: 0,
            hidden: Vec::new(),
        }
    }

    pub(super) fn conditionally(&mut self, look: impl FnOnce(&mut Self)) {
        self.conditions += 1;
        look(self);
        self.conditions -= 1;
    }

    /// An expression whose value is used: a plain name is given away.
    pub(super) fn operand(&mut self, expr: &Expr) {
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
                TokenTree::Ident(name)
                    if parameters.iter().all(|parameter| parameter.name != name) =>
                {
                    self.mark(&name, true);
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
