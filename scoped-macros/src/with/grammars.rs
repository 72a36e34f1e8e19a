//! The input of the macros that can be seen through.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Block, Expr, ExprBlock, Ident, Pat, Token};

/// Expressions, each perhaps behind `name =`, between commas or semicolons (`vec![0; n]`).
pub(crate) struct Arguments(pub(crate) Vec<Argument>);

/// One of them, with the separator behind it.
pub(crate) struct Argument {
    name: Option<(Ident, Token![=])>,
    pub(crate) expr: Expr,
    separator: Option<TokenStream>,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut arguments = Vec::new();
        while !input.is_empty() {
            let named = input.peek(Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]);
            arguments.push(Argument {
                name: if named {
                    Some((input.parse()?, input.parse()?))
                } else {
                    None
                },
                expr: input.parse()?,
                separator: if input.is_empty() {
                    None
                } else if input.peek(Token![;]) {
                    Some(input.parse::<Token![;]>()?.to_token_stream())
                } else {
                    Some(input.parse::<Token![,]>()?.to_token_stream())
                },
            });
        }
        Ok(Self(arguments))
    }
}

impl Arguments {
    pub(crate) fn begins_with_literal(&self) -> bool {
        matches!(
            self.0.first(),
            Some(Argument {
                expr: Expr::Lit(_),
                ..
            })
        )
    }
}

impl ToTokens for Arguments {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for argument in &self.0 {
            if let Some((name, equals)) = &argument.name {
                name.to_tokens(tokens);
                equals.to_tokens(tokens);
            }
            argument.expr.to_tokens(tokens);
            argument.separator.to_tokens(tokens);
        }
    }
}

/// The input of `matches!`.
pub(crate) struct Matches {
    pub(crate) expr: Expr,
    comma: Token![,],
    pattern: Pat,
    pub(crate) guard: Option<(Token![if], Expr)>,
    trailing: Option<Token![,]>,
}

impl Parse for Matches {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            expr: input.parse()?,
            comma: input.parse()?,
            pattern: Pat::parse_multi_with_leading_vert(input)?,
            guard: match input.parse()? {
                Some(token) => Some((token, input.parse()?)),
                None => None,
            },
            trailing: input.parse()?,
        })
    }
}

impl ToTokens for Matches {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.expr.to_tokens(tokens);
        self.comma.to_tokens(tokens);
        self.pattern.to_tokens(tokens);
        if let Some((token, guard)) = &self.guard {
            token.to_tokens(tokens);
            guard.to_tokens(tokens);
        }
        self.trailing.to_tokens(tokens);
    }
}

/// The input of `ensure!`: the condition, and what else there is with its comma.
pub(crate) struct Ensure {
    pub(crate) condition: Expr,
    pub(crate) rest: Option<TokenStream>,
}

impl Parse for Ensure {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let condition = input.parse()?;
        let rest: TokenStream = input.parse()?;
        let more = rest.clone().into_iter().nth(1).is_some();
        Ok(Self {
            condition,
            rest: more.then_some(rest),
        })
    }
}

/// The input of `select!`, as tokio and futures have it.
pub(crate) struct Select {
    biased: Option<(Ident, Token![;])>,
    pub(crate) arms: Vec<SelectArm>,
}

/// `pattern = future [, if condition] => handler`, or `else => handler` and the like.
pub(crate) struct SelectArm {
    head: SelectHead,
    arrow: Token![=>],
    pub(crate) handler: Expr,
    comma: Option<Token![,]>,
}

enum SelectHead {
    Future {
        pattern: Box<Pat>,
        equals: Token![=],
        future: Box<Expr>,
        condition: Option<(Token![,], Token![if], Box<Expr>)>,
    },
    /// `else`, `default` or `complete`.
    Word(TokenStream),
}

impl Parse for Select {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let biased = if input.peek(Ident) && input.peek2(Token![;]) {
            Some((input.parse()?, input.parse()?))
        } else {
            None
        };
        let mut arms = Vec::new();
        while !input.is_empty() {
            arms.push(input.parse()?);
        }
        Ok(Self { biased, arms })
    }
}

impl Parse for SelectArm {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            head: input.parse()?,
            arrow: input.parse()?,
            // After a block no comma is needed, so it must not be read on as an operand.
            handler: if input.peek(syn::token::Brace) {
                Expr::Block(ExprBlock {
                    attrs: Vec::new(),
                    label: None,
                    block: input.parse::<Block>()?,
                })
            } else {
                input.parse()?
            },
            comma: input.parse()?,
        })
    }
}

impl Parse for SelectHead {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![else]) {
            return Ok(Self::Word(
                input.parse::<Token![else]>()?.into_token_stream(),
            ));
        }
        if input.peek(Ident) && input.peek2(Token![=>]) {
            return Ok(Self::Word(input.parse::<Ident>()?.into_token_stream()));
        }
        Ok(Self::Future {
            pattern: Box::new(Pat::parse_multi_with_leading_vert(input)?),
            equals: input.parse()?,
            future: input.parse()?,
            condition: if input.peek(Token![,]) && input.peek2(Token![if]) {
                Some((input.parse()?, input.parse()?, input.parse()?))
            } else {
                None
            },
        })
    }
}

impl SelectArm {
    /// The expressions that stand before the arrow.
    pub(crate) fn head_exprs(&mut self) -> impl Iterator<Item = &mut Expr> {
        match &mut self.head {
            SelectHead::Future {
                future, condition, ..
            } => Some(&mut **future)
                .into_iter()
                .chain(condition.as_mut().map(|(_, _, condition)| &mut **condition)),
            SelectHead::Word(_) => None.into_iter().chain(None),
        }
    }
}

impl ToTokens for Select {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if let Some((word, semicolon)) = &self.biased {
            word.to_tokens(tokens);
            semicolon.to_tokens(tokens);
        }
        for arm in &self.arms {
            match &arm.head {
                SelectHead::Future {
                    pattern,
                    equals,
                    future,
                    condition,
                } => {
                    pattern.to_tokens(tokens);
                    equals.to_tokens(tokens);
                    future.to_tokens(tokens);
                    if let Some((comma, word, condition)) = condition {
                        comma.to_tokens(tokens);
                        word.to_tokens(tokens);
                        condition.to_tokens(tokens);
                    }
                }
                SelectHead::Word(word) => word.to_tokens(tokens),
            }
            arm.arrow.to_tokens(tokens);
            arm.handler.to_tokens(tokens);
            arm.comma.to_tokens(tokens);
        }
    }
}
