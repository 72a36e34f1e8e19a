//! Macros in the body: which of them can be seen through.

use proc_macro2::TokenStream;
use syn::parse::{Parse as _, Parser as _};
use syn::{Expr, Macro, Path};

use super::grammars::{Arguments, Ensure, Matches, Select};

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
    /// `join!`: expressions between commas, of which the futures are awaited.
    Join(Arguments),
    /// `select!`: arms whose expressions are futures that are awaited.
    Select(Select),
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
        "join" | "try_join" => return arguments().map_or(Kind::Opaque, Kind::Join),
        "select" | "select_biased" => {
            return Select::parse
                .parse2(tokens())
                .map_or(Kind::Opaque, Kind::Select);
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
        | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" | "vec" | "pin" => {
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
