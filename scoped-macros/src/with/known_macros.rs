//! The macros in whose input jumps are seen.
//!
//! A macro is known by its name, which may be another one's: what is known of it must not change what it does. So its
//! input is only rewritten where a jump stands in it, and a jump that it makes itself is seen only by running it.

use proc_macro2::{Ident, Span, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Macro, Token, parenthesized};

use crate::error::Error;
use crate::tokens::is_punct;

/// How the input of a macro reads, and what it does with it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grammar {
    /// Expressions between commas or semicolons (`vec![0; n]`), each perhaps behind a name or a sign.
    Arguments,
    /// The same, but the first is printed as it was written: `assert!`.
    Assert,
    /// The same, but all are printed as they were written: `dbg!`.
    Dbg,
    /// `matches!(expr, pattern if guard)`.
    Matches,
    /// Expressions between commas, of which the futures are awaited: `join!`.
    Join,
    /// Arms with a future each, which is awaited: `select!`.
    Select,
    /// JSON with expressions in it: `json!`.
    Json,
    /// Arguments; it always returns: `bail!`.
    Returns,
    /// A condition and arguments; it returns when the condition does not hold: `ensure!`.
    Ensures,
    /// `whatever!("message")` returns, `whatever!(result, "message")` looks at the result first.
    Whatever,
}

const STD: &[&str] = &["std", "core", "alloc"];
const ERRORS: &[&str] = &["anyhow", "eyre", "color_eyre", "snafu"];
const LOGS: &[&str] = &["tracing", "log"];
const FUTURES: &[&str] = &["tokio", "futures", "futures_util", "std", "core"];

/// Macros with the crates that have them.
#[rustfmt::skip]
const FAMILIES: &[(Grammar, &[&str], &[&str])] = &[
    (Grammar::Arguments, STD, &[
        "print", "println", "eprint", "eprintln", "format", "format_args", "write", "writeln", "vec",
        "panic", "todo", "unimplemented", "unreachable",
        "assert_eq", "assert_ne", "debug_assert_eq", "debug_assert_ne",
    ]),
    (Grammar::Assert, STD, &["assert", "debug_assert"]),
    (Grammar::Dbg, STD, &["dbg"]),
    (Grammar::Matches, STD, &["matches"]),
    (Grammar::Arguments, FUTURES, &["pin", "pin_mut", "poll"]),
    (Grammar::Join, FUTURES, &["join", "try_join"]),
    (Grammar::Select, FUTURES, &["select", "select_biased"]),
    (Grammar::Arguments, LOGS, &[
        "trace", "debug", "info", "warn", "error", "log", "event",
        "span", "trace_span", "debug_span", "info_span", "warn_span", "error_span",
    ]),
    (Grammar::Json, &["serde_json"], &["json"]),
    (Grammar::Arguments, ERRORS, &["anyhow", "format_err", "eyre"]),
    (Grammar::Returns, ERRORS, &["bail"]),
    (Grammar::Ensures, ERRORS, &["ensure", "ensure_whatever"]),
    (Grammar::Whatever, ERRORS, &["whatever"]),
];

/// The known macros, and those that the user names in a `#![see(..)]`.
#[derive(Default)]
pub(crate) struct KnownMacros {
    named: Vec<(Ident, Grammar)>,
}

impl KnownMacros {
    /// Reads the `#![see(..)]` that may stand before the items, and returns what stands behind it.
    ///
    /// `name` is a macro whose arguments are expressions, `name -> return` one that always returns.
    pub(crate) fn read(tokens: &[TokenTree]) -> Result<(Self, &[TokenTree]), Error> {
        let [hash, bang, TokenTree::Group(group), rest @ ..] = tokens else {
            return Ok((Self::default(), tokens));
        };
        if !is_punct(hash, '#') || !is_punct(bang, '!') {
            return Ok((Self::default(), tokens));
        }
        let entry = |input: ParseStream<'_>| {
            let name = input.parse::<Ident>()?;
            let grammar = if input.parse::<Option<Token![->]>>()?.is_some() {
                input.parse::<Token![return]>()?;
                Grammar::Returns
            } else {
                Grammar::Arguments
            };
            Ok((name, grammar))
        };
        let see = |input: ParseStream<'_>| {
            let content;
            let see = input.parse::<Ident>()?;
            if see != "see" {
                return Err(input.error("another attribute"));
            }
            parenthesized!(content in input);
            Punctuated::<_, Token![,]>::parse_terminated_with(&content, entry)
        };
        match see.parse2(group.stream()) {
            Ok(named) => {
                let named = named.into_iter().collect();
                Ok((Self { named }, rest))
            }
            Err(_) => Err(Error::over(
                group.stream(),
                "expected the names of macros in `see(..)`",
            )
            .help("write `#![see(name)]` for one whose arguments are expressions, `#![see(name -> return)]` for one that always returns")),
        }
    }

    /// Adds those that a nested call names, and returns how many were named before.
    pub(crate) fn name(&mut self, nested: Self) -> usize {
        let before = self.named.len();
        self.named.extend(nested.named);
        before
    }

    /// Leaves so many.
    pub(crate) fn forget(&mut self, before: usize) {
        self.named.truncate(before);
    }

    /// How the input of `mac` reads, if it is known: as the innermost call says that names it.
    pub(crate) fn grammar_of(&self, mac: &Macro) -> Option<Grammar> {
        let name = &mac.path.segments.last()?.ident;
        let named = self.named.iter().rev().find(|(named, _)| named == name);
        if let Some((_, grammar)) = named {
            return Some(*grammar);
        }
        let of_crate = |crates: &[&str]| {
            let first = &mac.path.segments[0].ident;
            mac.path.segments.len() == 1 || crates.iter().any(|known| first == known)
        };
        FAMILIES
            .iter()
            .find(|(_, crates, names)| names.iter().any(|known| name == known) && of_crate(crates))
            .map(|(grammar, ..)| *grammar)
    }
}

/// Whether `mac` is, by its name, one of the standard macros that always panic.
pub(crate) fn likely_panics(mac: &Macro) -> bool {
    const PANICS: &[&str] = &["panic", "unreachable", "todo", "unimplemented"];
    mac.path
        .segments
        .last()
        .is_some_and(|name| PANICS.iter().any(|panics| name.ident == panics))
}

/// Where the name of `mac` stands.
pub(crate) fn name_span(mac: &Macro) -> Span {
    let name = mac.path.segments.last();
    name.map_or_else(Span::mixed_site, |name| name.ident.span())
}

/// Whether `mac` is a `with!` of this library: by this name, or in the crate of this name. Under any other path it may be
/// anything.
pub(crate) fn is_with(mac: &Macro) -> bool {
    let mut segments = mac.path.segments.iter().map(|segment| &segment.ident);
    match (segments.next(), segments.next(), segments.next()) {
        (Some(name), None, None) => name == "with",
        (Some(krate), Some(name), None) => krate == "scoped_core" && name == "with",
        _ => false,
    }
}
