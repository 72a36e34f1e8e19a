//! Macros in the body.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Expr, Macro, UnOp};

use super::body::{parenthesized, with_attributes};
use super::pads::jump;
use super::{Emitter, return_type, watch};
use crate::tokens::is_punct;
use crate::with::known_macros::{Grammar, name_span};
use crate::with::macro_inputs::{MacroInput, Piece, Role};
use crate::with::model::MacroSite;

impl Emitter {
    pub(super) fn emit_macro(&self, site: MacroSite) -> TokenStream {
        let MacroSite {
            attributes,
            mut mac,
            mut input,
            condition: written,
            pad,
        } = site;
        input.for_each_expr(|argument| self.fill(&mut argument.expr));
        let leave = pad.map(|pad| {
            let place = Span::mixed_site().located_at(name_span(&mac));
            move |returned: TokenStream| {
                jump(
                    place,
                    &pad,
                    Some(quote_spanned!(place=> (false, #returned))),
                )
            }
        });
        let tokens = match (input.grammar, leave) {
            (Grammar::Returns, Some(leave)) => emit_returning(&mac, &mut input, leave),
            (Grammar::Ensures, Some(leave)) => emit_ensuring(&mac, &mut input, &written, leave),
            (_, Some(leave)) => emit_attempt(&mac, &mut input, leave),
            (Grammar::Assert, None) => {
                let arguments = emit_pieces(&input);
                mac.tokens = if is_single(&input) {
                    with_condition_as_message(&arguments, &written)
                } else {
                    arguments
                };
                mac.into_token_stream()
            }
            (Grammar::Dbg, None) => emit_dbg(&mac, &input),
            (Grammar::Join | Grammar::Select, None) => self.emit_awaiting(&mac, &mut input),
            (_, None) => {
                mac.tokens = emit_pieces(&input);
                mac.into_token_stream()
            }
        };
        with_attributes(&attributes, tokens)
    }

    /// Input:  `select! { a = one() => f(a), b = two() => g(b), c = three => h(c) }`
    /// Output: `select! { .., b = suspending(two(), watch) => { watch.resume(); g(b) }, .. }`
    ///
    /// It is suspended once the last future is evaluated, of which a place needs no evaluation and is to stay one. In a
    /// handler it is so no more.
    fn emit_awaiting(&self, mac: &Macro, input: &mut MacroInput) -> TokenStream {
        let mut mac = mac.clone();
        if !self.marks_awaits() {
            mac.tokens = emit_pieces(input);
            return mac.into_token_stream();
        }
        let watch = watch();
        let mut last = 0;
        let mut number = 0;
        input.for_each_expr(|argument| {
            number += 1;
            if argument.role == Role::Future && !is_plain(&argument.expr) {
                last = number;
            }
        });
        let mut number = 0;
        input.for_each_expr(|argument| {
            number += 1;
            let expr = &argument.expr;
            if number == last {
                argument.expr = Expr::Verbatim(quote_spanned! {Span::mixed_site()=>
                    __scoped::suspending(#expr, #watch)
                });
            } else if argument.role == Role::Handler {
                argument.expr =
                    behind(expr, &quote_spanned!(Span::mixed_site()=> #watch.resume();));
            }
        });
        mac.tokens = emit_pieces(input);
        if last > 0 {
            return mac.into_token_stream();
        }
        quote_spanned! {Span::mixed_site()=> {
            __scoped::suspending((), #watch);
            #mac
        }}
    }
}

/// An expression behind a statement. In a block of the user's, as two blocks in each other are one too many.
fn behind(expr: &Expr, stmt: &TokenStream) -> Expr {
    Expr::Verbatim(match expr {
        Expr::Block(site) if site.attrs.is_empty() && site.label.is_none() => {
            let stmts = &site.block.stmts;
            let mut block = Group::new(
                Delimiter::Brace,
                quote_spanned!(Span::mixed_site()=> #stmt #(#stmts)*),
            );
            block.set_span(site.block.brace_token.span.join());
            block.to_token_stream()
        }
        _ => quote_spanned!(Span::mixed_site()=> { #stmt #expr }),
    })
}

/// Input:  `dbg!(f()?)`
/// Output: `match (..,) { (value,) => dbg!(value) }`
///
/// It prints its argument, which is not to be our rewriting of it.
fn emit_dbg(mac: &Macro, input: &MacroInput) -> TokenStream {
    let Macro {
        path, bang_token, ..
    } = mac;
    let values: Vec<_> = input
        .pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Expr(argument) => Some(&argument.expr),
            _ => None,
        })
        .collect();
    let names: Vec<_> = (1..=values.len())
        .map(|number| match values.len() {
            1 => Ident::new("value", Span::mixed_site()),
            _ => quote::format_ident!("value_{number}", span = Span::mixed_site()),
        })
        .collect();
    parenthesized(quote_spanned!(Span::mixed_site()=>
        match (#(#values,)*) { (#(#names,)*) => #path #bang_token (#(#names),*) }
    ))
}

/// Input:  `bail!("{}", f()?)`
/// Output: `match (..,) { (argument,) => break 'leave (false, returned_by(|| match bail!("{}", argument) {})) }`
///
/// That it returns is not taken from its name: a macro that does not is of another type.
fn emit_returning(
    mac: &Macro,
    input: &mut MacroInput,
    leave: impl FnOnce(TokenStream) -> TokenStream,
) -> TokenStream {
    let jump_type = return_type();
    let hoisted = Hoisted::from(input);
    let mac = with_input(mac, emit_pieces(input));
    let returned = quote_spanned!(Span::mixed_site()=>
        #jump_type.returned_by(|| match #mac {})
    );
    hoisted.around(leave(returned))
}

/// Input:  `whatever!(result, "message")`
/// Output: `match attempt(|value| { *value = Some(whatever!(..)); passed() }) { Ok(v) => v, Err(r) => break 'leave (false, r) }`
fn emit_attempt(
    mac: &Macro,
    input: &mut MacroInput,
    leave: impl FnOnce(TokenStream) -> TokenStream,
) -> TokenStream {
    let hoisted = Hoisted::from(input);
    let mac = with_input(mac, emit_pieces(input));
    hoisted.around(attempt(
        &mac,
        &quote_spanned!(Span::mixed_site()=> __scoped_value),
        leave,
    ))
}

fn attempt(
    mac: &Macro,
    value: &TokenStream,
    leave: impl FnOnce(TokenStream) -> TokenStream,
) -> TokenStream {
    let jump_type = return_type();
    let leave = leave(quote_spanned!(Span::mixed_site()=> __scoped_returned));
    parenthesized(quote_spanned! {Span::mixed_site()=>
        match #jump_type.attempt(|__scoped_value| {
            *__scoped_value = __scoped::Some(#mac);
            #jump_type.passed()
        }) {
            __scoped::Ok(__scoped_value) => #value,
            __scoped::Err(__scoped_returned) => #leave,
        }
    })
}

/// Input:  `ensure!(condition, ..)`
/// Output: `if condition { ensure!(true, ..) } else { match attempt(.. ensure!(false, ..) ..) { .. } }`
///
/// The condition stands outside of the closure, and so do its moves and jumps; what the closure
/// moves is moved on the failing path only.
///
/// Without further arguments its message shows the condition, which is to be the one that was written.
///
/// A macro of that name that goes on is another one. What could be moved into that cannot be had back, and so it must
/// not; what is printed, can.
fn emit_ensuring(
    mac: &Macro,
    input: &mut MacroInput,
    written: &TokenStream,
    leave: impl FnOnce(TokenStream) -> TokenStream,
) -> TokenStream {
    let single = is_single(input);
    let condition = match input.pieces.first() {
        Some(Piece::Expr(first)) if !single || first.has_sites => first.expr.clone(),
        _ => return emit_attempt(mac, input, leave),
    };
    input.pieces.remove(0);
    let passing = (!single).then(|| {
        let rest = emit_pieces(input);
        with_input(mac, quote_spanned!(Span::mixed_site()=> true #rest))
    });
    let hoisted = Hoisted::from(input);
    let rest = if single {
        let message = condition_as_message("Condition failed: `", written, "`");
        quote_spanned!(Span::mixed_site()=> , "{}", #message)
    } else {
        emit_pieces(input)
    };
    let failing = with_input(mac, quote_spanned!(Span::mixed_site()=> false #rest));
    let goes_on = if all_are_plain(input) {
        quote_spanned!(Span::mixed_site()=> __scoped_value)
    } else {
        quote_spanned!(Span::mixed_site()=> __scoped::went_on(__scoped_value))
    };
    let failing = hoisted.around(attempt(&failing, &goes_on, leave));
    quote_spanned!(Span::mixed_site()=> if #condition { #passing } else { #failing })
}

/// Arguments that are evaluated outside of a closure: those in which a jump stands, and what is evaluated before these.
struct Hoisted(Vec<(Ident, Expr)>);

impl Hoisted {
    /// Takes them out of the input.
    fn from(input: &mut MacroInput) -> Self {
        let mut last = None;
        let mut count = 0;
        input.for_each_expr(|argument| {
            if argument.has_sites || assigns(&argument.expr) {
                last = Some(count);
            }
            count += 1;
        });
        let mut hoisted = Vec::new();
        let mut number = 0;
        input.for_each_expr(|argument| {
            let in_front = last.is_some_and(|last| number <= last);
            number += 1;
            if in_front && !is_plain(&argument.expr) {
                let name = quote::format_ident!("argument_{number}", span = Span::mixed_site());
                let place = Expr::Verbatim(name.to_token_stream());
                hoisted.push((name, std::mem::replace(&mut argument.expr, place)));
            }
        });
        Self(hoisted)
    }

    fn around(self, tokens: TokenStream) -> TokenStream {
        if self.0.is_empty() {
            return tokens;
        }
        let (names, values): (Vec<_>, Vec<_>) = self.0.into_iter().unzip();
        parenthesized(quote_spanned!(Span::mixed_site()=>
            match (#(#values,)*) { (#(#names,)*) => #tokens }
        ))
    }
}

/// Whether it is a place or a literal, of which nothing is evaluated.
fn is_plain(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_) | Expr::Path(_) => true,
        Expr::Field(field) => is_plain(&field.base),
        Expr::Paren(paren) => is_plain(&paren.expr),
        Expr::Reference(reference) => is_plain(&reference.expr),
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)) && is_plain(&unary.expr),
        _ => false,
    }
}

/// Whether all arguments are, so that nothing is moved where they are printed.
fn all_are_plain(input: &mut MacroInput) -> bool {
    let mut plain = true;
    let message = input.pieces.iter().find_map(|piece| match piece {
        Piece::Expr(argument) => Some(matches!(argument.expr, Expr::Lit(_))),
        _ => None,
    });
    input.for_each_expr(|argument| plain &= is_plain(&argument.expr));
    plain && message.unwrap_or(true)
}

/// Whether a variable may be initialised in it, which cannot be done in a closure.
fn assigns(expr: &Expr) -> bool {
    struct Find(bool);
    impl<'ast> syn::visit::Visit<'ast> for Find {
        fn visit_expr_assign(&mut self, _: &'ast syn::ExprAssign) {
            self.0 = true;
        }
    }
    let mut find = Find(false);
    syn::visit::Visit::visit_expr(&mut find, expr);
    find.0
}

fn emit_pieces(input: &MacroInput) -> TokenStream {
    input.pieces.iter().map(ToTokens::to_token_stream).collect()
}

fn with_input(mac: &Macro, tokens: TokenStream) -> Macro {
    Macro {
        tokens,
        ..mac.clone()
    }
}

/// Whether there is one argument, and nothing else.
fn is_single(input: &MacroInput) -> bool {
    let mut count = 0;
    for piece in &input.pieces {
        count += usize::from(!matches!(piece, Piece::Tokens(_)));
    }
    count == 1
}

/// Input:  `assert!(f()? == 1)`
/// Output: `assert!(.., "{}", concat!("assertion failed: ", "f()? == 1"))`
fn with_condition_as_message(condition: &TokenStream, written: &TokenStream) -> TokenStream {
    let ends_in_comma = condition
        .clone()
        .into_iter()
        .last()
        .is_some_and(|last| is_punct(&last, ','));
    let comma = (!ends_in_comma).then(syn::token::Comma::default);
    let message = condition_as_message("assertion failed: ", written, "");
    quote_spanned!(Span::mixed_site()=> #condition #comma "{}", #message)
}

fn condition_as_message(before: &str, written: &TokenStream, behind: &str) -> TokenStream {
    quote_spanned! {Span::mixed_site()=>
        __scoped::concat!(#before, __scoped::stringify!(#written), #behind)
    }
}
