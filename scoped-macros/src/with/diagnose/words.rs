//! The user's tokens in our sentences.

use proc_macro2::{Delimiter, Ident, Spacing, TokenTree};

use crate::tokens::is_punct;

/// Code longer than this is not repeated in a help line.
const LONG: usize = 60;

/// What stands at the beginning of `tokens`, as in "expected .., found ..".
pub(super) fn found(tokens: &[TokenTree]) -> String {
    match tokens {
        [] => "nothing".to_owned(),
        [TokenTree::Group(group), ..] => format!("`{}`", brackets(group.delimiter()).0),
        [quote, TokenTree::Ident(_), ..] if is_punct(quote, '\'') => "a label".to_owned(),
        [TokenTree::Ident(ident), ..] if is_keyword(ident) => format!("keyword `{ident}`"),
        [TokenTree::Punct(_), ..] => format!("`{}`", written(&tokens[..operator_length(tokens)])),
        [token, ..] => format!("`{token}`"),
    }
}

/// How many of `tokens`, which begin with a punctuation character, make up one operator.
pub(super) fn operator_length(tokens: &[TokenTree]) -> usize {
    let joint = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint);
    let joined = tokens.iter().take_while(|token| joint(token)).count();
    match tokens.get(joined) {
        Some(TokenTree::Punct(_)) => joined + 1,
        _ => joined.max(1),
    }
}

/// `tokens` as one would write them on a line.
pub(super) fn written(tokens: &[TokenTree]) -> String {
    let mut line = String::new();
    // The open `<` that are no comparisons.
    let mut angles = 0;
    for (at, token) in tokens.iter().enumerate() {
        let closes = angles > 0 && is_punct(token, '>') && !is_joint(&tokens[..at]);
        let opens = is_punct(token, '<') && begins_generics(&tokens[..at]);
        if !closes && !opens && has_space(&tokens[..at], token, angles) {
            line.push(' ');
        }
        angles = angles + usize::from(opens) - usize::from(closes);
        match token {
            TokenTree::Group(group) => {
                let (open, close) = brackets(group.delimiter());
                let inner: Vec<_> = group.stream().into_iter().collect();
                let space = match group.delimiter() {
                    Delimiter::Brace if !inner.is_empty() => " ",
                    _ => "",
                };
                line.extend([open, space, &written(&inner), space, close]);
            }
            token => line.push_str(&token.to_string()),
        }
    }
    line
}

/// The same, or `otherwise` where that would make the line too long to read.
pub(super) fn written_or(tokens: &[TokenTree], otherwise: &str) -> String {
    let line = written(tokens);
    if line.len() > LONG {
        otherwise.to_owned()
    } else {
        line
    }
}

fn brackets(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    }
}

/// Whether a space stands behind `before`, in front of `right`, as rustfmt has it.
fn has_space(before: &[TokenTree], right: &TokenTree, angles: usize) -> bool {
    let Some(left) = before.last() else {
        return false;
    };
    if is_joint(before) || is_punct(left, '.') || (angles > 0 && is_punct(left, '<')) {
        return false;
    }
    if is_punct(left, ',') {
        return true;
    }
    if let [.., first, second] = before {
        if is_punct(first, ':') && is_punct(second, ':') {
            return false;
        }
    }
    let operand = before.last().is_some_and(is_operand);
    match (left, right) {
        (TokenTree::Punct(punct), _) if matches!(punct.as_char(), '&' | '*' | '-' | '!' | '|') => {
            // Behind an operand it stands between two.
            punct.as_char() != '!' && before_operator(before).last().is_some_and(is_operand)
        }
        (_, TokenTree::Punct(punct)) => match punct.as_char() {
            ',' | ';' | '.' | '?' | ':' => false,
            '!' => !operand || punct.spacing() == Spacing::Joint,
            _ => true,
        },
        (_, TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace || !operand,
        _ => true,
    }
}

/// What stands before the operator that `tokens` end in.
fn before_operator(tokens: &[TokenTree]) -> &[TokenTree] {
    let mut rest = &tokens[..tokens.len() - 1];
    while is_joint(rest) {
        rest = &rest[..rest.len() - 1];
    }
    rest
}

/// Whether the last token is written directly in front of the next.
fn is_joint(tokens: &[TokenTree]) -> bool {
    matches!(tokens.last(), Some(TokenTree::Punct(punct)) if punct.spacing() == Spacing::Joint)
}

/// Whether a `<` behind `before` is no comparison, by how types are commonly written.
fn begins_generics(before: &[TokenTree]) -> bool {
    match before.last() {
        None => true,
        Some(TokenTree::Ident(ident)) => ident.to_string().starts_with(char::is_uppercase),
        Some(token) => is_punct(token, ':'),
    }
}

/// Whether an operand may end in `token`.
fn is_operand(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(ident) => !is_keyword(ident) || ident == "self" || ident == "Self",
        TokenTree::Literal(_) | TokenTree::Group(_) => true,
        TokenTree::Punct(punct) => matches!(punct.as_char(), '?' | '>'),
    }
}

/// Whether `ident` is a word that cannot be a name.
pub(super) fn is_keyword(ident: &Ident) -> bool {
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
        "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "if", "impl", "in",
        "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
        "return", "self", "Self", "static", "struct", "super", "trait", "true", "try", "type",
        "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    KEYWORDS.iter().any(|keyword| ident == keyword)
}

/// Whether `ident` is the name of a primitive type that something may be cast to.
pub(super) fn is_primitive(ident: &Ident) -> bool {
    const PRIMITIVES: &[&str] = &[
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16",
        "u32", "u64", "u128", "usize",
    ];
    PRIMITIVES.iter().any(|primitive| ident == primitive)
}

/// Whether `token` may be a name.
pub(super) fn is_name(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(ident) if !is_keyword(ident))
}
