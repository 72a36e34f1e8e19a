//! The walk over statements and expressions.

use syn::visit_mut::{self, VisitMut};
use syn::{Arm, Attribute, Block, Expr, ExprBlock, FieldValue, Stmt, Type, token};

use super::attributes::{attributes_of, is_certain};
use super::{At, Lowering};
use crate::groups;
use crate::with::model::{AwaitSite, Keyword, Site, Unseen};

impl Lowering {
    /// Walks over the statements of a block that stands there.
    pub(super) fn walk_stmts(&mut self, stmts: &mut Vec<Stmt>, at: At) {
        let tails = stmts.len() - count_tails(stmts);
        for (index, mut stmt) in std::mem::take(stmts).into_iter().enumerate() {
            let at = if index < tails { At::Anywhere } else { at };
            let before = self.in_statement(|lowering| lowering.walk_stmt(&mut stmt, at));
            stmts.extend(before);
            stmts.push(stmt);
        }
    }

    pub(super) fn walk_block(&mut self, block: &mut Block, at: At) {
        self.walk_stmts(&mut block.stmts, at);
    }

    pub(super) fn walk_expr(&mut self, expr: &mut Expr, at: At) {
        self.at = at;
        self.visit_expr_mut(expr);
    }

    fn walk_stmt(&mut self, stmt: &mut Stmt, at: At) {
        groups::take_out(stmt);
        match stmt {
            Stmt::Expr(expr, semicolon) => {
                let at = if semicolon.is_some() {
                    At::Anywhere
                } else {
                    at
                };
                self.walk_expr(expr, at);
            }
            Stmt::Macro(site) => {
                let at = if site.semi_token.is_some() {
                    At::Anywhere
                } else {
                    at
                };
                let attributes = std::mem::take(&mut site.attrs);
                let (outside, inside) = match at {
                    At::Anywhere => (Vec::new(), &attributes[..]),
                    At::Tail { .. } => (attributes.clone(), &[][..]),
                };
                let mut lowered = None;
                self.under(&attributes, |lowering| {
                    lowered = lowering.lower_macro(inside, &mut site.mac, at);
                });
                *stmt = match lowered {
                    None => {
                        site.attrs = attributes;
                        return;
                    }
                    Some(lowered) if site.semi_token.is_some() => {
                        Stmt::Expr(lowered, site.semi_token)
                    }
                    // What stood in braces needed no semicolon: one that is no tail, and one that `#[cfg]` may take out,
                    // before another tail.
                    Some(lowered) if at == At::Anywhere || !outside.is_empty() => {
                        Stmt::Expr(in_block(outside, lowered), None)
                    }
                    Some(lowered) => Stmt::Expr(lowered, None),
                };
            }
            Stmt::Local(local) => {
                let attributes = local.attrs.clone();
                self.under(&attributes, |lowering| {
                    visit_mut::visit_local_mut(lowering, local);
                });
            }
            Stmt::Item(item) => groups::make_visible_in_item(item),
        }
    }
}

/// A block around an expression: it needs no semicolon where others stand behind it.
fn in_block(attrs: Vec<Attribute>, expr: Expr) -> Expr {
    Expr::Block(ExprBlock {
        attrs,
        label: None,
        block: Block {
            brace_token: token::Brace::default(),
            stmts: vec![Stmt::Expr(expr, None)],
        },
    })
}

/// How many of the last statements may be the value of their block: one or, where `#[cfg]` may take the last ones out,
/// several.
fn count_tails(stmts: &[Stmt]) -> usize {
    let mut count = 0;
    for stmt in stmts.iter().rev() {
        let attributes = match stmt {
            Stmt::Expr(expr, None) => attributes_of(expr),
            Stmt::Macro(site) if site.semi_token.is_none() => &site.attrs,
            _ => break,
        };
        count += 1;
        if is_certain(attributes) {
            break;
        }
    }
    count
}

impl VisitMut for Lowering {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let at = std::mem::replace(&mut self.at, At::Anywhere);
        groups::parenthesize(expr);
        let attributes = attributes_of(expr);
        if attributes.is_empty() {
            self.lower_expr(expr, at);
        } else {
            let attributes = attributes.to_vec();
            self.under(&attributes, |lowering| lowering.lower_expr(expr, at));
        }
    }

    fn visit_block_mut(&mut self, block: &mut Block) {
        self.walk_block(block, At::Anywhere);
    }

    fn visit_arm_mut(&mut self, arm: &mut Arm) {
        self.walk_arm(arm, At::Anywhere);
    }

    fn visit_field_value_mut(&mut self, field: &mut FieldValue) {
        let attributes = field.attrs.clone();
        self.under(&attributes, |lowering| {
            lowering.visit_expr_mut(&mut field.expr);
        });
    }

    fn visit_type_mut(&mut self, ty: &mut Type) {
        groups::parenthesize_type(ty);
    }

    // These hold no jump of this body.
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
    fn visit_path_mut(&mut self, _: &mut syn::Path) {}
    fn visit_attribute_mut(&mut self, _: &mut syn::Attribute) {}
    fn visit_angle_bracketed_generic_arguments_mut(
        &mut self,
        _: &mut syn::AngleBracketedGenericArguments,
    ) {
    }
}

impl Lowering {
    fn walk_arm(&mut self, arm: &mut Arm, at: At) {
        let attributes = arm.attrs.clone();
        self.under(&attributes, |lowering| {
            // A guard stands in the pattern.
            lowering.visit_pat_mut(&mut arm.pat);
            lowering.walk_expr(&mut arm.body, at);
        });
    }

    fn lower_expr(&mut self, expr: &mut Expr, at: At) {
        if self.walk_control_flow(expr, at) {
            return;
        }
        let lowered = match expr {
            Expr::Path(_) | Expr::Lit(_) => return,
            // Their jumps are their own.
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) => {
                groups::make_visible(expr);
                return;
            }
            Expr::TryBlock(_) | Expr::Verbatim(_) => {
                self.see_unseen(Unseen::Likely);
                return;
            }
            // The length is a constant.
            Expr::Repeat(site) => {
                self.walk_expr(&mut site.expr, At::Anywhere);
                return;
            }
            // The coroutine may be dropped here.
            Expr::Yield(_) => {
                self.see_unseen(Unseen::Likely);
                visit_mut::visit_expr_mut(self, expr);
                return;
            }
            Expr::Return(site) => Some(self.lower_return(site)),
            Expr::Try(site) => Some(self.lower_question_mark(site)),
            Expr::Break(site) => {
                let keyword = Keyword::Break(site.break_token);
                self.lower_jump(
                    keyword,
                    &mut site.attrs,
                    site.label.as_ref(),
                    &mut site.expr,
                )
            }
            Expr::Continue(site) => {
                let keyword = Keyword::Continue(site.continue_token);
                self.lower_jump(keyword, &mut site.attrs, site.label.as_ref(), &mut None)
            }
            Expr::Await(site) => {
                self.walk_expr(&mut site.base, At::Anywhere);
                self.see_await();
                self.statement.awaits.push(self.sites.len());
                Some(Site::Await(AwaitSite {
                    expr: site.clone(),
                    beside_macro: false,
                }))
            }
            Expr::Macro(site) => {
                let attributes = site.attrs.clone();
                if let Some(lowered) = self.lower_macro(&attributes, &mut site.mac, at) {
                    *expr = lowered;
                }
                return;
            }
            _ => {
                visit_mut::visit_expr_mut(self, expr);
                return;
            }
        };
        if let Some(site) = lowered {
            *expr = self.add_site(site);
        }
    }

    /// Walks over what has blocks in it. Whether it is such a thing.
    fn walk_control_flow(&mut self, expr: &mut Expr, at: At) -> bool {
        // What stands in a branch is the body's value only if that branch is taken.
        let branch = match at {
            At::Anywhere => At::Anywhere,
            At::Tail { .. } => At::Tail { always: false },
        };
        match expr {
            Expr::Paren(site) => self.walk_expr(&mut site.expr, at),
            Expr::Unsafe(site) => self.walk_block(&mut site.block, at),
            Expr::Block(site) => {
                let inside = if site.label.is_some() { branch } else { at };
                let block = &mut site.block;
                self.in_block(site.label.as_ref(), |lowering| {
                    lowering.walk_block(block, inside);
                });
            }
            Expr::If(site) => {
                self.walk_expr(&mut site.cond, At::Anywhere);
                self.walk_block(&mut site.then_branch, branch);
                if let Some((_, otherwise)) = &mut site.else_branch {
                    self.walk_expr(otherwise, branch);
                }
            }
            Expr::Match(site) => {
                self.walk_expr(&mut site.expr, At::Anywhere);
                for arm in &mut site.arms {
                    self.walk_arm(arm, branch);
                }
            }
            Expr::ForLoop(site) => {
                self.walk_expr(&mut site.expr, At::Anywhere);
                let body = &mut site.body;
                self.in_loop(&mut site.label, |lowering| {
                    lowering.walk_block(body, At::Anywhere);
                });
            }
            Expr::While(site) => {
                let (condition, body) = (&mut site.cond, &mut site.body);
                self.in_loop(&mut site.label, |lowering| {
                    lowering.walk_expr(condition, At::Anywhere);
                    lowering.walk_block(body, At::Anywhere);
                });
            }
            Expr::Loop(site) => {
                let body = &mut site.body;
                self.in_loop(&mut site.label, |lowering| {
                    lowering.walk_block(body, At::Anywhere);
                });
            }
            _ => return false,
        }
        true
    }
}
