//! Macros in the body: which of them can be seen through.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Expr, Ident, Macro, Pat, Path, Token};

/// What is known of a macro by its name.
pub(crate) enum Kind {
    /// Its arguments are no code, or it cannot hold a jump.
    Inert,
    /// Expressions between commas, some perhaps behind `name =`.
    Arguments(Arguments),
    /// `assert!`: it prints its first argument as written.
    Assert(Arguments),
    /// `dbg!`: it prints all of its arguments as written.
    Dbg(Arguments),
    /// `matches!(expr, pattern if guard)`.
    Matches(Box<Matches>),
    /// It always returns an error: `bail!`.
    Bails,
    /// It returns an error when its first argument does not hold, with what the others say.
    Ensures {
        condition: Box<Expr>,
        rest: TokenStream,
    },
    /// It may return an error, or has a value: `whatever!(result, ..)`, and `ensure!(condition)`, whose
    /// message shows the condition.
    Attempts,
    /// Nobody can see through it.
    Opaque,
}

/// Tells what is known of `mac`.
pub(crate) fn classify(mac: &Macro) -> Kind {
    let Some(name) = mac.path.segments.last() else {
        return Kind::Opaque;
    };
    let tokens = || mac.tokens.clone();
    let arguments = || Arguments::parse.parse2(tokens()).ok();
    let name = name.ident.to_string();
    match name.as_str() {
        "bail" => return Kind::Bails,
        "ensure" | "ensure_whatever" => {
            return match Ensure::parse.parse2(tokens()) {
                Ok(Ensure {
                    condition,
                    rest: Some(rest),
                }) => Kind::Ensures {
                    condition: Box::new(condition),
                    rest,
                },
                _ => Kind::Attempts,
            };
        }
        "whatever" => {
            // `whatever!("message")` returns, `whatever!(result, "message")` looks at the result first.
            let returns = arguments().is_some_and(|arguments| arguments.begins_with_literal());
            return if returns { Kind::Bails } else { Kind::Attempts };
        }
        _ => {}
    }
    if !may_be_std(&mac.path) {
        return Kind::Opaque;
    }
    let kind = match name.as_str() {
        "stringify" | "concat" | "env" | "option_env" | "file" | "line" | "column"
        | "module_path" | "include_str" | "include_bytes" | "cfg" | "compile_error"
        | "thread_local" => Some(Kind::Inert),
        "print" | "println" | "eprint" | "eprintln" | "format" | "format_args" | "write"
        | "writeln" | "panic" | "todo" | "unimplemented" | "unreachable" | "assert_eq"
        | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" | "vec" => {
            arguments().map(Kind::Arguments)
        }
        "assert" | "debug_assert" => arguments().map(Kind::Assert),
        "dbg" => arguments().map(Kind::Dbg),
        "matches" => Matches::parse
            .parse2(tokens())
            .ok()
            .map(|matches| Kind::Matches(Box::new(matches))),
        _ => None,
    };
    kind.unwrap_or(Kind::Opaque)
}

/// Whether `mac` is one of the standard macros that always panic.
pub(crate) fn always_panics(mac: &Macro) -> bool {
    may_be_std(&mac.path)
        && mac.path.segments.last().is_some_and(|name| {
            ["panic", "unreachable", "todo", "unimplemented"]
                .iter()
                .any(|panics| name.ident == panics)
        })
}

/// A bare name, or a path into the standard library. A user's own macro of such a name is taken for the
/// standard one, and seen through only if its arguments look the same.
fn may_be_std(path: &Path) -> bool {
    match path.segments.first() {
        Some(first) if path.segments.len() > 1 => {
            first.ident == "std" || first.ident == "core" || first.ident == "alloc"
        }
        _ => true,
    }
}

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
    fn begins_with_literal(&self) -> bool {
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
struct Ensure {
    condition: Expr,
    rest: Option<TokenStream>,
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
