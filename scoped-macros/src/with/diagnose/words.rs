//! The user's tokens in our sentences, and what kinds of words there are.

use proc_macro2::{Delimiter, Ident, Spacing, TokenTree};

use crate::binding::is_ident;
use crate::tokens::is_punct;

/// What stands at the beginning of `tokens`, as in "expected .., found ..".
pub(super) fn found(tokens: &[TokenTree]) -> String {
    match tokens {
        [TokenTree::Group(group), ..] => match group.delimiter() {
            Delimiter::Parenthesis => "`(`".to_owned(),
            Delimiter::Bracket => "`[`".to_owned(),
            Delimiter::Brace => "`{`".to_owned(),
            Delimiter::None => "an expression".to_owned(),
        },
        [quote, TokenTree::Ident(_), ..] if is_punct(quote, '\'') => "a label".to_owned(),
        [word, ..] if is_keyword(word) => format!("keyword `{word}`"),
        _ => format!("`{}`", text(first_word(tokens))),
    }
}

/// The first of `tokens`, or all of the operator that they begin with.
pub(super) fn first_word(tokens: &[TokenTree]) -> &[TokenTree] {
    let is_joint = |token: &&TokenTree| matches!(token, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint);
    let joint = tokens.iter().take_while(is_joint).count();
    match tokens.get(joint) {
        Some(TokenTree::Punct(_)) => &tokens[..=joint],
        _ => &tokens[..joint.max(1).min(tokens.len())],
    }
}

/// The signs of an operator, or one other token.
pub(super) fn text(word: &[TokenTree]) -> String {
    word.iter().map(ToString::to_string).collect()
}

/// `expr as name` in the user's words, where they are few.
pub(super) fn item(expr: &[TokenTree], name: &[TokenTree]) -> String {
    let (expr, name) = match (source(expr), source(name)) {
        (Some(expr), None) if name.is_empty() => return expr,
        (expr, name) => (expr, name),
    };
    let expr = expr.as_deref().unwrap_or("expr");
    format!("{expr} as {}", name.as_deref().unwrap_or("name"))
}

/// A few tokens as the user may have written them.
pub(super) fn source(tokens: &[TokenTree]) -> Option<String> {
    const LONGEST: usize = 60;
    let mut source = String::new();
    let mut before: Option<&TokenTree> = None;
    for token in tokens {
        if before.is_some_and(|before| is_parted(before, token)) {
            source.push(' ');
        }
        source += &match token {
            // As it is written, where the compiler still knows it.
            TokenTree::Group(group) => group.span().source_text().unwrap_or(token.to_string()),
            token => token.to_string(),
        };
        before = Some(token);
    }
    let is_short = (1..=LONGEST).contains(&source.len()) && !source.contains('\n');
    is_short.then_some(source)
}

/// Whether a space stands between two tokens.
fn is_parted(before: &TokenTree, token: &TokenTree) -> bool {
    let is_word = |token: &TokenTree| matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
    match (before, token) {
        (TokenTree::Punct(comma), _) if comma.as_char() == ',' => true,
        (TokenTree::Punct(mark), _) if mark.as_char() == '?' => is_word(token),
        (_, TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => true,
        (word, TokenTree::Group(_)) => is_keyword(word),
        (TokenTree::Group(_), word) => is_word(word),
        (keyword, _) if is_keyword(keyword) => is_word(token) || is_punct(token, '&'),
        _ => is_word(before) && is_word(token),
    }
}

/// How an item ends, as in "after ..".
pub(super) fn end_of(item: &[TokenTree]) -> String {
    match item {
        [.., keyword, name @ TokenTree::Ident(_)] if is_ident(keyword, "as") => {
            format!("the name `{name}`")
        }
        _ if item.iter().any(|token| is_ident(token, "as")) => "the pattern".to_owned(),
        _ => "the manager".to_owned(),
    }
}

/// Whether `token` is a word that cannot be a name.
pub(super) fn is_keyword(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident != "_")
        && syn::parse2::<Ident>(token.clone().into()).is_err()
}

/// Whether `ident` is the name of a primitive type that something may be cast to.
pub(super) fn is_primitive(ident: &Ident) -> bool {
    const PRIMITIVES: &[&str] = &[
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16",
        "u32", "u64", "u128", "usize",
    ];
    PRIMITIVES.iter().any(|primitive| ident == primitive)
}

/// Whether `token` is a word that other languages, or other statements, have before the manager.
pub(super) fn is_leading(token: &TokenTree) -> bool {
    const LEADING: &[&str] = &[
        "const", "defer", "do", "for", "if", "let", "move", "mut", "static", "try", "unsafe",
        "use", "using", "val", "var", "while", "with",
    ];
    LEADING.iter().any(|word| is_ident(token, word))
}

/// Whether `token` may be a name.
pub(super) fn is_name(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(_)) && !is_keyword(token)
}

/// Whether a path ends in a name that begins as that of a function or a value.
pub(super) fn is_lowercase(path: &syn::Path) -> bool {
    let last = path.segments.last();
    last.is_some_and(|last| last.ident.to_string().starts_with(char::is_lowercase))
}
