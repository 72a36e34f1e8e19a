//! What stands behind `as` and is no pattern.

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};
use syn::{Expr, Pat, Type};

use super::ItemReading;
use super::item::{self, at_first, kept, last_word, saved};
use super::words::{found, is_keyword, is_name, is_primitive, operator_length, written_or};
use crate::binding::{is_ident, parse_expr, parse_pattern};
use crate::error::{Error, Errors};
use crate::tokens::is_punct;
use crate::with::diagnose::recover::Saved;
use crate::with::parse::parse_item;

const ANY_NAME: &str = "write a name, or `_` if the body does not need the value";

/// Says what is wrong with `behind`, the tokens behind `as`.
pub(super) fn explain(
    expr: &[TokenTree],
    keyword: &TokenTree,
    behind: &[TokenTree],
    errors: &mut Errors,
) -> Vec<ItemReading> {
    let keep = || vec![kept(Some(expr), None)];
    match behind {
        [] => {
            errors.push(Error::at(keyword.span(), "expected a name after `as`").help(ANY_NAME));
            return keep();
        }
        [again, name @ ..] if is_ident(again, "as") => {
            let error = Error::at(
                again.span(),
                "expected a name after `as`, found a second `as`",
            );
            errors.push(error.help("remove it"));
            let name = parse_pattern(name).is_some().then_some(name);
            return vec![kept(Some(expr), name)];
        }
        [word] => {
            errors.push(
                check_word(expr, word).unwrap_or_else(|| expected_name(behind).help(ANY_NAME)),
            );
            return keep();
        }
        _ => {}
    }
    if let Some(error) = type_or_expression(expr, behind) {
        errors.push(error);
        let swapped = is_swapped(expr, behind);
        return if swapped {
            vec![kept(Some(behind), Some(expr))]
        } else {
            keep()
        };
    }
    let name = (1..behind.len())
        .rev()
        .find(|&end| parse_pattern(&behind[..end]).is_some());
    let Some(end) = name else {
        errors.push(
            check_word(expr, &behind[0]).unwrap_or_else(|| expected_name(behind).help(ANY_NAME)),
        );
        return vec![kept(Some(expr), Some(&names_in(behind)))];
    };
    let (name, rest) = behind.split_at(end);
    let mut readings = vec![kept(Some(expr), Some(name))];
    let item = [expr, std::slice::from_ref(keyword), name].concat();
    let message = format!(
        "expected `,` or `=>` after {}, found {}",
        last_word(&item),
        found(rest)
    );
    match rest {
        [colon, written @ ..] if is_punct(colon, ':') && is_type(written) => {
            let error = Error::over(&rest.iter().cloned().collect(), message);
            errors.push(error.help("the manager decides the type of the value; remove the type"));
        }
        [word, ..] if is_ident(word, "if") => {
            errors.push(at_first(rest, message).help("test the condition inside the body"));
        }
        [TokenTree::Ident(_)] => errors.push(
            at_first(rest, message).help("bind one name, or several by a pattern such as `(a, b)`"),
        ),
        [TokenTree::Ident(_), ..] if parse_item(rest).is_some() => {
            errors.push(at_first(rest, message).help("separate managers with a comma"));
            readings.extend(item::read(rest, errors));
        }
        _ => errors.push(at_first(rest, message).help("the body follows the name: `=> { .. }`")),
    }
    readings
}

/// The names that may be meant to be bound in what is no pattern, as one: uses of them are no mistake.
fn names_in(behind: &[TokenTree]) -> Vec<TokenTree> {
    let names = behind
        .iter()
        .filter(|token| is_name(token))
        .flat_map(|name| [name.clone(), Punct::new(',', Spacing::Alone).into()])
        .collect();
    vec![Group::new(Delimiter::Parenthesis, names).into()]
}

/// A pattern that parses, and can only be a mistake, with what to keep of the item.
pub(super) fn check_pattern(
    expr: &[TokenTree],
    pattern: &Pat,
    tokens: &[TokenTree],
) -> Option<(Error, Saved)> {
    match (pattern, tokens) {
        (_, [word]) => check_word(expr, word).map(|error| (error, saved(Some(expr), None))),
        // A function with arguments looks like a pattern.
        (Pat::TupleStruct(call), _)
            if is_swapped(expr, tokens)
                && call
                    .path
                    .segments
                    .last()
                    .is_some_and(|name| name.ident.to_string().starts_with(char::is_lowercase)) =>
        {
            Some((expression(expr, tokens), saved(Some(tokens), Some(expr))))
        }
        _ => None,
    }
}

/// One token in the place of the name that can be none.
fn check_word(expr: &[TokenTree], word: &TokenTree) -> Option<Error> {
    match word {
        TokenTree::Ident(ident) if is_primitive(ident) => Some(
            Error::at(
                word.span(),
                format!("`{ident}` is a primitive type, but `as` here names the value"),
            )
            .help(cast(expr, std::slice::from_ref(word))),
        ),
        TokenTree::Ident(ident) if is_keyword(ident) => {
            let error = expected_name(std::slice::from_ref(word));
            Some(match ident.to_string().as_str() {
                "self" | "Self" | "super" | "crate" => error.help("choose another name"),
                "mut" | "ref" => error.help(format!("write the name behind it: `{ident} name`")),
                _ => error.help(format!("escape it to use it as a name: `r#{ident}`")),
            })
        }
        TokenTree::Literal(literal) => {
            let error = expected_name(std::slice::from_ref(word));
            let text = literal.to_string();
            let is_word = |word: &str| syn::parse_str::<syn::Ident>(word).is_ok();
            Some(
                match text
                    .strip_prefix('"')
                    .and_then(|text| text.strip_suffix('"'))
                {
                    Some(word) if is_word(word) => {
                        error.help(format!("remove the quotes: `{word}`"))
                    }
                    _ if text.starts_with(|first: char| first.is_ascii_digit()) => {
                        error.help("identifiers cannot start with a number")
                    }
                    _ => error,
                },
            )
        }
        _ => None,
    }
}

/// `n as Vec<u8>`, `f as File::open(path)?`, `open()? as self.file`.
fn type_or_expression(expr: &[TokenTree], behind: &[TokenTree]) -> Option<Error> {
    if is_type(behind) && !is_swapped(expr, behind) {
        let written = written_or(behind, "Type");
        let message = format!("`{written}` is a type, but `as` here names the value");
        return Some(
            Error::over(&behind.iter().cloned().collect(), message).help(cast(expr, behind)),
        );
    }
    (parse_expr(behind).is_some() && !matches!(behind[0], TokenTree::Literal(_)))
        .then(|| expression(expr, behind))
}

/// The way out of a cast that is taken for a name.
fn cast(expr: &[TokenTree], target: &[TokenTree]) -> String {
    let (expr, target) = (written_or(expr, "expr"), written_or(target, "Type"));
    format!("write `({expr} as {target})` to cast")
}

fn expression(expr: &[TokenTree], behind: &[TokenTree]) -> Error {
    let range: TokenStream = behind.iter().cloned().collect();
    let error = Error::over(&range, "expected a name after `as`, found an expression");
    match parse_expr(behind) {
        Some(Expr::Field(_) | Expr::Index(_) | Expr::Unary(_)) => {
            error.help("bind a name and assign it inside the body")
        }
        _ if is_swapped(expr, behind) => error.help(format!(
            "the manager comes first: `{} as {}`",
            written_or(behind, "expr"),
            written_or(expr, "name")
        )),
        _ => error.help(ANY_NAME),
    }
}

/// Whether name and expression may have changed places.
fn is_swapped(expr: &[TokenTree], behind: &[TokenTree]) -> bool {
    matches!(expr, [TokenTree::Ident(name)] if !is_keyword(name))
        && matches!(
            parse_expr(behind),
            Some(
                Expr::Call(_)
                    | Expr::MethodCall(_)
                    | Expr::Try(_)
                    | Expr::Await(_)
                    | Expr::Macro(_)
            )
        )
}

fn is_type(tokens: &[TokenTree]) -> bool {
    match syn::parse2(tokens.iter().cloned().collect()) {
        // `a + b` is one to the parser.
        Ok(Type::TraitObject(object)) => object.dyn_token.is_some(),
        parsed => parsed.is_ok(),
    }
}

fn expected_name(behind: &[TokenTree]) -> Error {
    let message = format!("expected a name after `as`, found {}", found(behind));
    match behind {
        [TokenTree::Punct(_), ..] => {
            let operator = behind[..operator_length(behind)].iter().cloned().collect();
            Error::over(&operator, message)
        }
        behind => at_first(behind, message),
    }
}
