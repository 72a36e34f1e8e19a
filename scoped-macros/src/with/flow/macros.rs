//! The rewriting of jumps in the input of macros.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::visit_mut::VisitMut as _;
use syn::{Expr, Macro};

use super::{Pass, parse_nested};
use crate::with::body::{self, is_with};
use crate::with::expand::Place;
use crate::with::grammars::Arguments;
use crate::with::opaque::{self, Kind};
use crate::with::pads::{self, Key};
use crate::with::parse;

impl Pass {
    /// The macros of `opaque`. `None` when `mac` stays, perhaps with other arguments.
    pub(super) fn rewrite_macro(&mut self, mac: &mut Macro) -> Option<TokenStream> {
        let in_branch = body::unmark_branch(mac);
        if is_with(mac) {
            self.rewritten += 1;
            let call = match parse_nested(mac) {
                Ok(call) => call,
                Err(recovery) => return Some(self.rewrite_recovery(recovery)),
            };
            let place = match self.innermost_level() {
                Some(level) if in_branch => self.tail_of(level),
                _ => Place::Anywhere,
            };
            let block = self.read_call(call, place);
            return Some(block.expand_nested(self));
        }
        match opaque::classify(mac) {
            Kind::Inert => None,
            Kind::Opaque => {
                self.see_nothing();
                None
            }
            Kind::Arguments(arguments) => {
                self.rewrite_arguments(arguments, mac);
                None
            }
            Kind::Join(arguments) => {
                self.see_await();
                self.rewrite_arguments(arguments, mac);
                None
            }
            Kind::Select(mut select) => {
                self.see_await();
                let changed = self.rewrites(|pass| {
                    for arm in &mut select.arms {
                        for expr in arm.head_exprs() {
                            pass.visit_expr_mut(expr);
                        }
                        pass.visit_expr_mut(&mut arm.handler);
                    }
                });
                if changed {
                    mac.tokens = select.into_token_stream();
                }
                None
            }
            Kind::Matches(mut matches) => {
                let changed = self.rewrites(|pass| {
                    pass.visit_expr_mut(&mut matches.expr);
                    if let Some((_, guard)) = &mut matches.guard {
                        pass.visit_expr_mut(guard);
                    }
                });
                if changed {
                    mac.tokens = matches.into_token_stream();
                }
                None
            }
            Kind::Assert(arguments) => {
                self.rewrite_assert(arguments, mac);
                None
            }
            Kind::Dbg(arguments) => self.rewrite_dbg(arguments, mac),
            Kind::Bails => {
                self.rewritten += 1;
                Some(self.rewrite_bail(mac))
            }
            Kind::Ensures { condition, rest } => {
                self.rewritten += 1;
                Some(self.rewrite_ensure(*condition, &rest, mac))
            }
            Kind::Attempts => {
                self.rewritten += 1;
                Some(self.rewrite_attempt(mac))
            }
        }
    }

    /// What is emitted of a `with!` that does not read holds its body, whose jumps are no mistakes.
    fn rewrite_recovery(&mut self, recovery: TokenStream) -> TokenStream {
        match syn::parse2::<Expr>(recovery.clone()) {
            Ok(mut expr) => {
                self.visit_expr_mut(&mut expr);
                expr.into_token_stream()
            }
            Err(_) => recovery,
        }
    }

    fn rewrite_arguments(&mut self, mut arguments: Arguments, mac: &mut Macro) -> bool {
        let changed = self.rewrites(|pass| {
            for argument in &mut arguments.0 {
                pass.visit_expr_mut(&mut argument.expr);
            }
        });
        if changed {
            mac.tokens = arguments.into_token_stream();
        }
        changed
    }

    /// Input:  `assert!(f()? == 1)`
    /// Output: `assert!(.., "{}", concat!("assertion failed: ", "f()? == 1"))`
    ///
    /// Without a message it prints the condition, which is to be the one that was written.
    fn rewrite_assert(&mut self, arguments: Arguments, mac: &mut Macro) {
        let written = match &arguments.0[..] {
            [condition] => Some(condition.expr.to_token_stream()),
            _ => None,
        };
        if self.rewrite_arguments(arguments, mac) {
            if let Some(written) = written {
                let condition = &mac.tokens;
                let comma = (!ends_in_comma(condition)).then(syn::token::Comma::default);
                mac.tokens = quote_spanned! {Span::mixed_site()=>
                    #condition #comma "{}", __scoped::concat!(
                        "assertion failed: ",
                        __scoped::stringify!(#written)
                    )
                };
            }
        }
    }

    /// Input:  `dbg!(f()?)`
    /// Output: `match .. { value => dbg!(value) }`
    ///
    /// It prints its argument, which is not to be our rewriting of it.
    fn rewrite_dbg(&mut self, mut arguments: Arguments, mac: &Macro) -> Option<TokenStream> {
        let changed = self.rewrites(|pass| {
            for argument in &mut arguments.0 {
                pass.visit_expr_mut(&mut argument.expr);
            }
        });
        if !changed {
            return None;
        }
        let Macro {
            path, bang_token, ..
        } = mac;
        let values = arguments.0.iter().map(|argument| &argument.expr);
        let names: Vec<_> = (1..=arguments.0.len())
            .map(|number| match arguments.0.len() {
                1 => syn::Ident::new("value", Span::mixed_site()),
                _ => quote::format_ident!("value_{number}", span = Span::mixed_site()),
            })
            .collect();
        Some(quote_spanned! {Span::mixed_site()=>
            (match (#(#values,)*) { (#(#names,)*) => #path #bang_token (#(#names),*) })
        })
    }

    /// Input:  `bail!(..)`
    /// Output: `break 'return returned_by(|| bail!(..))`
    fn rewrite_bail(&mut self, mac: &Macro) -> TokenStream {
        let span = path_span(mac);
        let pad = self.land_slot(&Key::Return, span, None);
        let slot = pads::return_slot();
        let value = if awaits(&mac.tokens) {
            self.see_await();
            quote_spanned!(Span::mixed_site()=> #slot.typed(async { #mac }.await))
        } else {
            quote_spanned!(Span::mixed_site()=> #slot.returned_by(|| #mac))
        };
        pads::jump(&pad, Some(value))
    }

    /// Input:  `ensure!(condition, ..)`
    /// Output: `if !(condition) { break 'return returned_by(|| { ensure!(false, ..); never }) }`
    ///
    /// The condition stands outside of the closure, and so do its moves and jumps; what the closure
    /// moves is moved on the failing path only.
    fn rewrite_ensure(
        &mut self,
        mut condition: Expr,
        rest: &TokenStream,
        mac: &Macro,
    ) -> TokenStream {
        self.visit_expr_mut(&mut condition);
        let pad = self.land_slot(&Key::Return, path_span(mac), None);
        let slot = pads::return_slot();
        let Macro {
            path, bang_token, ..
        } = mac;
        let fail = quote_spanned! {Span::mixed_site()=>
            #path #bang_token (false #rest);
            #slot.of_none(!__scoped::NEVER)
        };
        let value = if awaits(rest) {
            self.see_await();
            quote_spanned!(Span::mixed_site()=> #slot.typed(async { #fail }.await))
        } else {
            quote_spanned!(Span::mixed_site()=> #slot.returned_by(|| { #fail }))
        };
        let jump = pads::jump(&pad, Some(value));
        quote_spanned!(Span::mixed_site()=> if !(#condition) { #jump })
    }

    /// Input:  `whatever!(result, ..)`
    /// Output: `match attempt(|| passed(whatever!(result, ..))) { Ok(v) => v, Err(r) => break 'return r }`
    fn rewrite_attempt(&mut self, mac: &Macro) -> TokenStream {
        let pad = self.land_slot(&Key::Return, path_span(mac), None);
        let slot = pads::return_slot();
        let awaits = awaits(&mac.tokens);
        if awaits {
            self.see_await();
        }
        let attempt = if awaits {
            quote_spanned!(Span::mixed_site()=>
                #slot.attempted(async { #slot.passed(#mac) }.await))
        } else {
            quote_spanned!(Span::mixed_site()=> #slot.attempt(|| #slot.passed(#mac)))
        };
        quote_spanned! {Span::mixed_site()=>
            (match #attempt {
                __scoped::Ok(__scoped_value) => __scoped_value,
                __scoped::Err(__scoped_returned) => break #pad __scoped_returned,
            })
        }
    }
}

fn path_span(mac: &Macro) -> Span {
    mac.path
        .segments
        .last()
        .map_or_else(Span::mixed_site, |segment| segment.ident.span())
}

fn ends_in_comma(tokens: &TokenStream) -> bool {
    tokens
        .clone()
        .into_iter()
        .last()
        .is_some_and(|last| parse::is_punct(&last, ','))
}

/// Whether the tokens of a macro hold an `.await`.
fn awaits(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        proc_macro2::TokenTree::Group(group) => awaits(&group.stream()),
        proc_macro2::TokenTree::Ident(ident) => ident == "await",
        _ => false,
    })
}
