//! The walk over the body.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Label, Stmt};

use super::{Frame, Pass, with_attributes};
use crate::with::place::range_of;

impl Pass {
    /// Visits a loop with its frame pushed, and gives it a label of ours if a jump needed one.
    fn visit_loop(&mut self, label: &mut Option<Label>, visit: impl FnOnce(&mut Self)) {
        self.frames.push(Frame::Loop {
            label: label.as_ref().map(|label| label.name.clone()),
            ours: None,
        });
        visit(self);
        if let Some(Frame::Loop {
            ours: Some(ours), ..
        }) = self.frames.pop()
        {
            *label = Some(Label {
                name: ours,
                colon_token: syn::Token![:](Span::mixed_site()),
            });
        }
    }
}

impl VisitMut for Pass {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            // Their jumps are their own.
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) | Expr::Path(_) | Expr::Lit(_) => {
                return;
            }
            Expr::ForLoop(site) => {
                self.visit_expr_mut(&mut site.expr);
                self.visit_loop(&mut site.label, |pass| pass.visit_block_mut(&mut site.body));
                return;
            }
            Expr::While(site) => {
                self.visit_loop(&mut site.label, |pass| {
                    pass.visit_expr_mut(&mut site.cond);
                    pass.visit_block_mut(&mut site.body);
                });
                return;
            }
            Expr::Loop(site) => {
                self.visit_loop(&mut site.label, |pass| pass.visit_block_mut(&mut site.body));
                return;
            }
            Expr::Block(site) => {
                if let Some(label) = &site.label {
                    self.frames.push(Frame::Block(label.name.clone()));
                    self.visit_block_mut(&mut site.block);
                    self.frames.pop();
                } else {
                    self.visit_block_mut(&mut site.block);
                }
                return;
            }
            // The length is a constant.
            Expr::Repeat(site) => {
                self.visit_expr_mut(&mut site.expr);
                return;
            }
            // The future, or the coroutine, may be dropped here.
            Expr::Await(_) | Expr::Yield(_) => self.see_await(),
            Expr::TryBlock(_) | Expr::Verbatim(_) => self.see_nothing(),
            _ => {}
        }
        if matches!(expr, Expr::TryBlock(_)) {
            return;
        }
        let operand = match expr {
            Expr::Try(site) => Some(range_of(&site.expr)),
            _ => None,
        };
        let intact = !self.rewrites(|pass| visit_mut::visit_expr_mut(pass, expr));
        let rewritten = match expr {
            Expr::Return(site) => Some(self.rewrite_return(site)),
            Expr::Try(site) => Some(self.rewrite_try(site, operand.filter(|_| intact))),
            Expr::Break(site) => self.rewrite_break(site),
            Expr::Continue(site) => self.rewrite_continue(site),
            Expr::Macro(site) => self
                .rewrite_macro(&mut site.mac)
                .map(|tokens| with_attributes(&site.attrs, parenthesized(tokens))),
            _ => None,
        };
        if let Some(tokens) = rewritten {
            self.rewritten += 1;
            *expr = Expr::Verbatim(tokens);
        }
    }

    fn visit_stmt_mut(&mut self, stmt: &mut Stmt) {
        match stmt {
            Stmt::Macro(site) => {
                if let Some(tokens) = self.rewrite_macro(&mut site.mac) {
                    let expr = Expr::Verbatim(with_attributes(&site.attrs, tokens));
                    *stmt = Stmt::Expr(expr, site.semi_token);
                }
            }
            Stmt::Expr(Expr::Verbatim(tokens), _) if tokens.is_empty() => {}
            Stmt::Item(_) => {}
            Stmt::Local(_) | Stmt::Expr(..) => visit_mut::visit_stmt_mut(self, stmt),
        }
    }

    // Neither holds a jump of this body.
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
    fn visit_type_mut(&mut self, _: &mut syn::Type) {}
    fn visit_path_mut(&mut self, _: &mut syn::Path) {}
    fn visit_attribute_mut(&mut self, _: &mut syn::Attribute) {}
    fn visit_angle_bracketed_generic_arguments_mut(
        &mut self,
        _: &mut syn::AngleBracketedGenericArguments,
    ) {
    }
}

/// An expansion as an operand: it may begin or end with a block.
fn parenthesized(tokens: TokenStream) -> TokenStream {
    quote_spanned!(Span::mixed_site()=> (#tokens))
}
