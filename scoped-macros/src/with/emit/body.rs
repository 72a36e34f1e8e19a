//! The body, and what stands in it for each site.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, ExprAwait, Macro, Stmt};

use super::spans::{as_argument, call_at, hidden_call_at, match_at, parenthesized_at, respan};
use super::{Emitter, integer_type, return_type, watch};
use crate::tokens::range_of;
use crate::with::model::{AwaitSite, Body, JumpSite, QuestionMarkSite, Site, site_of};

impl Emitter {
    /// The body in its braces.
    pub(super) fn emit_body(&self, body: &mut Body) -> TokenStream {
        let mut group = body.group.clone();
        // Without the attributes, which are in the group too.
        let emits_stmts = body.emits_stmts || !body.attributes.is_empty();
        if let (true, Some(mut stmts)) = (emits_stmts, body.stmts.take()) {
            self.fill_stmts(&mut stmts);
            let tokens = stmts.iter().map(ToTokens::to_token_stream).collect();
            group = in_braces_of(&group, tokens);
        }
        if body.attributes.is_empty() {
            return group.into_token_stream();
        }
        // They stand before the block: in it, they would be attributes of an expression.
        let attributes = body.attributes.iter().cloned().map(|mut attribute| {
            attribute.style = syn::AttrStyle::Outer;
            attribute
        });
        quote_spanned!(Span::mixed_site()=> { #(#attributes)* #group })
    }

    pub(super) fn emit_site(&self, site: Site) -> TokenStream {
        match site {
            Site::Jump(site) => self.emit_jump(site),
            Site::QuestionMark(site) => self.emit_question_mark(site),
            Site::Await(site) => self.emit_await_site(site),
            Site::Resume => self.emit_resume(),
            Site::With(attributes, mut block) => {
                let block = self.emit_nested(&mut block);
                with_attributes(&attributes, parenthesized(block))
            }
            Site::Macro(site) => self.emit_macro(site),
        }
    }

    /// Input:  `return value`
    /// Output: `break 'leave (false, value)`
    ///
    /// Input:  `break 'label value`
    /// Output: `break 'pad value`
    fn emit_jump(&self, site: JumpSite) -> TokenStream {
        let keyword = site.keyword;
        let place = Span::mixed_site().located_at(keyword);
        let value = site.value.map(|mut value| {
            self.fill(&mut value);
            if site.leaves {
                let leaving = quote_spanned!(place=> false, #value);
                parenthesized_at(site.end, leaving).into_token_stream()
            } else {
                match &value {
                    // A block behind a label is taken for a labelled one; parentheses of ours are not in anybody's way.
                    Expr::Block(_) | Expr::ForLoop(_) | Expr::Loop(_) | Expr::While(_) => {
                        parenthesized(value.into_token_stream())
                    }
                    _ => value.into_token_stream(),
                }
            }
        });
        // Where the user's stands, from its first token to its last, for what is said of code behind it.
        let mut label = site.pad;
        label.set_span(place);
        let keyword = syn::Token![break](keyword);
        with_attributes(&site.attributes, quote!(#keyword #label #value))
    }

    /// Input:  `operand?`
    /// Output: `(match branch(operand) { Ok(operand) => operand, Err(residual) => break 'leave (true, converted) })?`
    ///
    /// What does not leave is handed to the native `?`, so that rustc says of it, and of its value, what it says of one
    /// anywhere.
    fn emit_question_mark(&self, site: QuestionMarkSite) -> TokenStream {
        let QuestionMarkSite {
            attributes,
            mut operand,
            range: (first, last),
            question_mark,
            pad,
        } = site;
        self.fill(&mut operand);
        let span = question_mark.span;
        let operand = respan(&as_argument(&operand), first, span);
        let branch = call_at(first, span, "QuestionMark::branch", operand);
        let integer = integer_type();
        // There, for a `From` that asks for its caller.
        let converted = hidden_call_at(
            first,
            span,
            &return_type(),
            "converted",
            quote_spanned!(Span::mixed_site()=> __scoped_residual, #integer),
        );
        let arms = quote_spanned! {Span::mixed_site()=>
            __scoped::Ok(__scoped_operand) => __scoped_operand,
            __scoped::Err(__scoped_residual) => break #pad (true, #converted),
        };
        let operand = parenthesized_at(first, match_at((first, last), &branch, arms));
        with_attributes(&attributes, quote!(#operand #question_mark))
    }

    /// Input:  `future.await`
    /// Output: `suspending(future, watch).await`, where a guard has to know
    ///
    /// The end of it is marked where a macro may jump: here in the same statement, and before the others.
    fn emit_await_site(&self, site: AwaitSite) -> TokenStream {
        let AwaitSite {
            mut expr,
            beside_macro,
        } = site;
        self.fill(&mut expr.base);
        if !self.marks_awaits() {
            return expr.into_token_stream();
        }
        let ExprAwait {
            attrs,
            base,
            dot_token,
            await_token,
        } = expr;
        let (first, last) = range_of(&base);
        let watch = watch();
        let base = as_argument(&base);
        let suspending = call_at(
            first,
            last,
            "suspending",
            quote_spanned!(Span::mixed_site()=> #base, #watch),
        );
        let awaited = quote!(#suspending #dot_token #await_token);
        let tokens = if beside_macro {
            quote_spanned!(Span::mixed_site()=> __scoped::resumed(#awaited, #watch))
        } else {
            awaited
        };
        with_attributes(&attrs, tokens)
    }

    /// `watch.resume();`, where a guard has to know.
    pub(super) fn emit_resume(&self) -> TokenStream {
        if !self.marks_awaits() {
            return TokenStream::new();
        }
        let watch = watch();
        quote_spanned!(Span::mixed_site()=> #watch.resume();)
    }

    /// Puts what was emitted for each site in its place.
    pub(super) fn fill(&self, expr: &mut Expr) {
        Fill(self).visit_expr_mut(expr);
    }

    fn fill_stmts(&self, stmts: &mut [Stmt]) {
        for stmt in stmts {
            Fill(self).visit_stmt_mut(stmt);
        }
    }
}

struct Fill<'e>(&'e Emitter);

impl VisitMut for Fill<'_> {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match site_of(expr) {
            Some(site) => *expr = Expr::Verbatim(self.0.sites[site].clone()),
            None => visit_mut::visit_expr_mut(self, expr),
        }
    }

    // No site stands in these.
    fn visit_expr_closure_mut(&mut self, _: &mut syn::ExprClosure) {}
    fn visit_expr_async_mut(&mut self, _: &mut syn::ExprAsync) {}
    fn visit_expr_const_mut(&mut self, _: &mut syn::ExprConst) {}
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
    fn visit_type_mut(&mut self, _: &mut syn::Type) {}
    fn visit_path_mut(&mut self, _: &mut syn::Path) {}
    fn visit_macro_mut(&mut self, _: &mut Macro) {}
    fn visit_attribute_mut(&mut self, _: &mut Attribute) {}
}

/// The same braces around other statements.
fn in_braces_of(group: &Group, tokens: TokenStream) -> Group {
    let mut other = Group::new(proc_macro2::Delimiter::Brace, tokens);
    other.set_span(group.span());
    other
}

pub(super) fn with_attributes(attributes: &[Attribute], tokens: TokenStream) -> TokenStream {
    if attributes.is_empty() {
        return tokens;
    }
    quote!(#(#attributes)* #tokens)
}

/// An expansion as an operand: it may begin or end with a block.
pub(super) fn parenthesized(tokens: TokenStream) -> TokenStream {
    let mut group = Group::new(proc_macro2::Delimiter::Parenthesis, tokens);
    group.set_span(Span::mixed_site());
    TokenTree::Group(group).into()
}
