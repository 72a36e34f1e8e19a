//! The rewriting of each jump.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Expr, ExprBreak, ExprContinue, ExprReturn, ExprTry, Lifetime};

use super::{Pass, with_attributes};
use crate::with::pads::{self, Key, Real};
use crate::with::place::{as_argument, call_at, range_of};

/// Plain `return`s get a pad each, up to this many: rustc's own label on the return type is worth it,
/// but every pad calls `exit`.
const PLAIN_RETURNS: usize = 8;

impl Pass {
    /// Input:  `return value`
    /// Output: `break 'return value`
    pub(super) fn rewrite_return(&mut self, site: &ExprReturn) -> TokenStream {
        let span = site.return_token.span;
        let value = site.expr.as_deref();
        let pad = match value {
            Some(value) if self.plain_returns < PLAIN_RETURNS && is_plain(value) => {
                let real = Real::PlainReturn(span, Some(range_of(value)));
                self.land_plain_return(true, &real)
            }
            None => self.land_plain_return(false, &Real::PlainReturn(span, None)),
            Some(value) => self.land_slot(&Key::Return, span, Some(range_of(value))),
        };
        with_attributes(
            &site.attrs,
            pads::jump_at(span, &pad, value.map(ToTokens::to_token_stream)),
        )
    }

    fn land_plain_return(&mut self, carries: bool, real: &Real) -> Lifetime {
        // All bare `return`s share one pad: nothing tells them apart.
        let number = if carries {
            self.plain_returns += 1;
            self.plain_returns
        } else {
            0
        };
        self.land_return(&Key::PlainReturn(number), carries, real)
    }

    /// Input:  `break ['label] [value]`
    /// Output: `break 'break [value]`, or what was written if it leaves no level
    pub(super) fn rewrite_break(&mut self, site: &ExprBreak) -> Option<TokenStream> {
        let (target, crossed) = self.find_target(site.label.as_ref());
        if crossed.is_empty() {
            return None;
        }
        let range = site.expr.as_ref().map(range_of);
        let real = match self.label_of(&target, site.label.as_ref()) {
            Some(label) => Real::Break(site.break_token, label, range),
            None => Real::BreakLoop(site.break_token, range),
        };
        let key = Key::Break(target);
        let pad = self.levels.land(&key, &crossed, site.expr.is_some(), &real);
        let value = site.expr.as_ref().map(ToTokens::to_token_stream);
        let span = site.break_token.span;
        Some(with_attributes(
            &site.attrs,
            pads::jump_at(span, &pad, value),
        ))
    }

    /// Input:  `continue ['label]`
    /// Output: `break 'continue`, or what was written if it leaves no level
    pub(super) fn rewrite_continue(&mut self, site: &ExprContinue) -> Option<TokenStream> {
        let (target, crossed) = self.find_target(site.label.as_ref());
        if crossed.is_empty() {
            return None;
        }
        let real = match self.label_of(&target, site.label.as_ref()) {
            Some(label) => Real::Continue(site.continue_token, label),
            None => Real::ContinueLoop(site.continue_token),
        };
        let pad = self
            .levels
            .land(&Key::Continue(target), &crossed, false, &real);
        let span = site.continue_token.span;
        Some(with_attributes(
            &site.attrs,
            pads::jump_at(span, &pad, None),
        ))
    }

    /// Input:  `operand?`
    /// Output: `match split(operand) { Ok(value) => value, Err(residual) => break 'try convert(residual) }`
    ///
    /// The native `?` in dead code carries the user's token, so that what rustc has to say of it is said
    /// there, in its own words.
    pub(super) fn rewrite_try(
        &mut self,
        site: &ExprTry,
        stands_at: Option<(Span, Span)>,
    ) -> TokenStream {
        let question = site.question_token;
        let span = question.span;
        let pad = self.land_slot(&Key::Try, span, None);
        let operand = &site.expr;
        // An operand that was rewritten has no place of its own any more.
        let split = match stands_at {
            Some((first, last)) => call_at(first, last, "split", as_argument(operand)),
            None => {
                let operand = as_argument(operand);
                quote_spanned!(Span::mixed_site()=> __scoped::split(#operand))
            }
        };
        // A name in the user's context leaves no trace in the message.
        let dead = syn::Ident::new("residual", span);
        let tokens = quote_spanned! {Span::mixed_site()=>
            (match #split {
                __scoped::Ok(__scoped_output) => __scoped_output,
                __scoped::Err(__scoped_residual) => {
                    // A `match`, as clippy takes an `if` that may return for an effect of the assertion that
                    // it stands in.
                    match false {
                        true => {
                            let #dead = __scoped::dead(&__scoped_residual);
                            #dead #question;
                        }
                        false => {}
                    }
                    break #pad __scoped::convert(__scoped_residual, 0)
                }
            })
        };
        with_attributes(&site.attrs, tokens)
    }
}

/// Whether a `return` of this value gets a pad of its own: a literal or a path.
fn is_plain(value: &Expr) -> bool {
    match value {
        Expr::Lit(_) => true,
        Expr::Path(path) => path.qself.is_none(),
        Expr::Unary(unary) => matches!(*unary.expr, Expr::Lit(_)),
        _ => false,
    }
}
