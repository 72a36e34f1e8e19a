//! The input of the known macros: expressions, and what stands between them.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::parse::discouraged::AnyDelimiter as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Block, Expr, ExprBlock, Ident, Lit, Macro, Pat, Token};

use super::known_macros::Grammar;

/// The input of a macro.
pub(crate) struct MacroInput {
    pub(crate) grammar: Grammar,
    pub(crate) pieces: Vec<Piece>,
}

/// A part of it.
pub(crate) enum Piece {
    Expr(Box<InputExpr>),
    /// More of it, in brackets.
    Group(Delimiter, Span, Vec<Piece>),
    /// Anything that is no expression.
    Tokens(TokenStream),
}

/// An expression in the input.
pub(crate) struct InputExpr {
    pub(crate) role: Role,
    pub(crate) expr: Expr,
    /// Whether there are sites in it.
    pub(crate) has_sites: bool,
}

/// What the macro does with an expression.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Evaluates it.
    Argument,
    /// Awaits what it is.
    Future,
    /// Evaluates it behind an await.
    Handler,
}

/// Reads the input of a macro; `None` when it reads otherwise, and then it is not the macro that it was taken for.
pub(crate) fn parse_input(mac: &Macro, grammar: Grammar) -> Option<MacroInput> {
    let mut pieces = Pieces::default();
    let read = |input: ParseStream<'_>| match grammar {
        Grammar::Arguments
        | Grammar::Assert
        | Grammar::Dbg
        | Grammar::Returns
        | Grammar::Ensures
        | Grammar::Whatever => pieces.arguments(input, Role::Argument),
        Grammar::Join => pieces.arguments(input, Role::Future),
        Grammar::Matches => pieces.matches(input),
        Grammar::Select => pieces.select(input),
        Grammar::Json => pieces.json(input),
    };
    read.parse2(mac.tokens.clone()).ok()?;
    Some(MacroInput {
        grammar,
        pieces: pieces.0,
    })
}

/// The pieces read so far.
#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    /// The next `T`, which is no expression.
    fn tokens<T: Parse + ToTokens>(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let tokens = input.parse::<T>()?.into_token_stream();
        self.0.push(Piece::Tokens(tokens));
        Ok(())
    }

    fn pattern(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let pattern = Pat::parse_multi_with_leading_vert(input)?.into_token_stream();
        self.0.push(Piece::Tokens(pattern));
        Ok(())
    }

    /// The next expression.
    fn expr(&mut self, role: Role, input: ParseStream<'_>) -> syn::Result<()> {
        self.push(role, input.parse()?);
        Ok(())
    }

    fn push(&mut self, role: Role, expr: Expr) {
        self.0.push(Piece::Expr(Box::new(InputExpr {
            role,
            expr,
            has_sites: false,
        })));
    }

    /// What stands in the next brackets.
    fn group(
        &mut self,
        input: ParseStream<'_>,
        read: impl FnOnce(&mut Self, ParseStream<'_>) -> syn::Result<()>,
    ) -> syn::Result<()> {
        let (delimiter, span, content) = input.parse_any_delimiter()?;
        let mut inner = Self::default();
        read(&mut inner, &content)?;
        self.0.push(Piece::Group(delimiter, span.join(), inner.0));
        Ok(())
    }

    /// `name = expr`, `name: expr`, `a.b = %expr`, `?name`, `{ fields }` and the like.
    fn arguments(&mut self, input: ParseStream<'_>, role: Role) -> syn::Result<()> {
        while !input.is_empty() {
            if input.peek(syn::token::Brace) && role == Role::Argument && begins_fields(input) {
                self.group(input, |inner, content| inner.arguments(content, role))?;
            } else {
                self.name(input)?;
                if input.peek(Token![%]) {
                    self.tokens::<Token![%]>(input)?;
                } else if input.peek(Token![?]) {
                    self.tokens::<Token![?]>(input)?;
                }
                self.expr(role, input)?;
            }
            self.separator(input)?;
        }
        Ok(())
    }

    /// The name before an argument, with what it is bound by. `biased;` and `move` have none.
    fn name(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let ahead = input.fork();
        if ahead.peek(Lit) {
            ahead.parse::<Lit>()?;
        } else if ahead.call(Ident::parse_any).is_ok() {
            while ahead.peek(Token![.]) && ahead.peek2(Ident::peek_any) {
                ahead.parse::<Token![.]>()?;
                ahead.call(Ident::parse_any)?;
            }
        } else {
            return Ok(());
        }
        let named = (ahead.peek(Token![=]) && !ahead.peek(Token![==]) && !ahead.peek(Token![=>]))
            || (ahead.peek(Token![:]) && !ahead.peek(Token![::]));
        if !named {
            return Ok(());
        }
        while !(input.peek(Token![=]) || input.peek(Token![:])) {
            self.tokens::<TokenTree>(input)?;
        }
        self.tokens::<TokenTree>(input)?;
        Ok(())
    }

    /// The comma or semicolon behind an argument, where there is more.
    fn separator(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        if input.is_empty() {
            return Ok(());
        }
        if input.peek(Token![;]) {
            self.tokens::<Token![;]>(input)?;
        } else {
            self.tokens::<Token![,]>(input)?;
        }
        Ok(())
    }

    fn matches(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        self.expr(Role::Argument, input)?;
        self.tokens::<Token![,]>(input)?;
        self.pattern(input)?;
        if input.peek(Token![if]) {
            self.tokens::<Token![if]>(input)?;
            self.expr(Role::Argument, input)?;
        }
        self.tokens::<Option<Token![,]>>(input)?;
        Ok(())
    }

    /// `biased;`, and arms: `pattern = future [, if condition] => handler`, or `else => handler` and the like.
    fn select(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        if input.peek(Ident) && input.peek2(Token![;]) {
            self.tokens::<Ident>(input)?;
            self.tokens::<Token![;]>(input)?;
        }
        while !input.is_empty() {
            if input.peek(Token![else]) {
                self.tokens::<Token![else]>(input)?;
            } else if input.peek(Ident) && input.peek2(Token![=>]) {
                self.tokens::<Ident>(input)?;
            } else {
                self.pattern(input)?;
                self.tokens::<Token![=]>(input)?;
                self.expr(Role::Future, input)?;
                if input.peek(Token![,]) && input.peek2(Token![if]) {
                    self.tokens::<Token![,]>(input)?;
                    self.tokens::<Token![if]>(input)?;
                    self.expr(Role::Argument, input)?;
                }
            }
            self.tokens::<Token![=>]>(input)?;
            // After a block no comma is needed, so it must not be read on as an operand.
            let handler = if input.peek(syn::token::Brace) {
                Expr::Block(ExprBlock {
                    attrs: Vec::new(),
                    label: None,
                    block: input.parse::<Block>()?,
                })
            } else {
                input.parse()?
            };
            self.push(Role::Handler, handler);
            self.tokens::<Option<Token![,]>>(input)?;
        }
        Ok(())
    }

    /// One value: an object, an array, `null`, or an expression.
    fn json(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let is_object = input.peek(syn::token::Brace);
        if is_object || input.peek(syn::token::Bracket) {
            return self.group(input, |inner, content| {
                while !content.is_empty() {
                    if is_object {
                        inner.json_key(content)?;
                    }
                    inner.json(content)?;
                    inner.tokens::<Option<Token![,]>>(content)?;
                }
                Ok(())
            });
        }
        self.expr(Role::Argument, input)
    }

    /// Whatever stands before the colon.
    fn json_key(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        if input.peek(syn::token::Paren) {
            self.group(input, |inner, content| inner.expr(Role::Argument, content))?;
        }
        while !input.peek(Token![:]) || input.peek(Token![::]) {
            self.tokens::<TokenTree>(input)?;
            if input.peek(Token![::]) {
                self.tokens::<Token![::]>(input)?;
            }
        }
        self.tokens::<Token![:]>(input)?;
        Ok(())
    }
}

/// Whether the braces that come hold fields of a record, and not a block.
fn begins_fields(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    let Ok((_, _, content)) = ahead.parse_any_delimiter() else {
        return false;
    };
    content.call(Block::parse_within).is_err() || !content.is_empty()
}

impl MacroInput {
    /// The expressions, in their order.
    pub(crate) fn for_each_expr(&mut self, mut visit: impl FnMut(&mut InputExpr)) {
        fn each(pieces: &mut [Piece], visit: &mut dyn FnMut(&mut InputExpr)) {
            for piece in pieces {
                match piece {
                    Piece::Expr(expr) => visit(expr),
                    Piece::Group(_, _, inner) => each(inner, visit),
                    Piece::Tokens(_) => {}
                }
            }
        }
        each(&mut self.pieces, &mut visit);
    }

    /// Whether it begins with a literal: a message, as a rule.
    pub(crate) fn begins_with_literal(&self) -> bool {
        let first = self.pieces.first();
        matches!(first, Some(Piece::Expr(first)) if matches!(first.expr, Expr::Lit(_)))
    }
}

impl ToTokens for Piece {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Expr(expr) => expr.expr.to_tokens(tokens),
            Self::Group(delimiter, span, inner) => {
                let mut stream = TokenStream::new();
                for piece in inner {
                    piece.to_tokens(&mut stream);
                }
                let mut group = Group::new(*delimiter, stream);
                group.set_span(*span);
                group.to_tokens(tokens);
            }
            Self::Tokens(piece) => piece.to_tokens(tokens),
        }
    }
}
