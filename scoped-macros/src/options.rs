//! The arguments of `#[context_manager(..)]`: `crate = path`, and on a type `enter = name -> Type`,
//! `exit = name -> Type` and `abandon = name`. Each is set at most once. `#[within(..)]` takes the first.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Path, ReturnType, Token};

use crate::error::{Error, Errors};
use crate::tokens::is_near;

/// An inherent method and its return type, as `enter = ..` and `exit = ..` name it.
pub(crate) struct Method {
    pub(crate) asyncness: Option<Token![async]>,
    pub(crate) name: Ident,
    pub(crate) output: ReturnType,
}

/// What stands in the parentheses of the attribute.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) krate: Once<Path>,
    pub(crate) enter: Once<Method>,
    pub(crate) exit: Once<Method>,
    pub(crate) abandon: Once<Method>,
    /// Whether there are none, but a value, which rustc reports.
    pub(crate) is_key_value: bool,
}

/// A value that can be set once.
pub(crate) struct Once<T>(Option<(T, TokenStream)>);

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Once<T> {
    fn set(&mut self, name: &Ident, value: T, written: TokenStream) -> Result<(), Error> {
        if self.0.is_some() {
            return Err(Error::at(name.span(), format!("`{name}` is given twice"))
                .help("remove one of the two"));
        }
        self.0 = Some((value, written));
        Ok(())
    }

    pub(crate) fn value(&self) -> Option<&T> {
        self.0.as_ref().map(|(value, _)| value)
    }

    pub(crate) fn into_value(self) -> Option<T> {
        self.0.map(|(value, _)| value)
    }

    /// `name = value` as the user wrote it, for an error about it.
    pub(crate) fn written(&self) -> Option<&TokenStream> {
        self.0.as_ref().map(|(_, written)| written)
    }
}

const NAMES: [&str; 4] = ["enter", "exit", "abandon", "crate"];

/// Reads the arguments; what is wrong with one does not hide the others.
pub(crate) fn parse_options(arguments: TokenStream, errors: &mut Errors) -> Options {
    let mut options = Options {
        is_key_value: is_key_value(&arguments),
        ..Options::default()
    };
    if options.is_key_value {
        return options;
    }
    for argument in split_at_commas(arguments) {
        if let Err(error) = parse_option(argument, &mut options) {
            errors.push(error);
        }
    }
    options
}

/// Whether it is `#[context_manager = "close"]`, which rustc reports.
pub(crate) fn is_key_value(arguments: &TokenStream) -> bool {
    let first = arguments.clone().into_iter().next();
    let attribute = Span::call_site().source_text().unwrap_or_default();
    let inner = attribute.trim_end_matches(']').trim_end();
    matches!(first, Some(TokenTree::Literal(_)))
        && !inner.is_empty()
        && !inner.ends_with([')', '}'])
}

/// The arguments between top-level commas. A comma between `<` and `>` belongs to a type.
fn split_at_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut arguments = Vec::new();
    let mut current = Vec::new();
    let mut depth = 0_u32;
    let mut after_dash = false;
    for token in tokens {
        let mut dash = false;
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                '<' => depth += 1,
                '>' if !after_dash => depth = depth.saturating_sub(1),
                ',' if depth == 0 => {
                    arguments.push(current.drain(..).collect());
                    continue;
                }
                character => dash = character == '-',
            }
        }
        after_dash = dash;
        current.push(token);
    }
    if !current.is_empty() {
        arguments.push(current.into_iter().collect());
    }
    arguments
}

fn parse_option(argument: TokenStream, options: &mut Options) -> Result<(), Error> {
    let written = argument.clone();
    let mut tokens = argument.into_iter();
    let name = match tokens.next() {
        Some(TokenTree::Ident(name)) if NAMES.contains(&name.to_string().as_str()) => name,
        Some(TokenTree::Ident(name)) => return Err(unknown(&name)),
        _ => {
            return Err(
                Error::over(&written, "expected `enter`, `exit`, `abandon` or `crate`")
                    .help(help_for("exit")),
            );
        }
    };
    let text = name.to_string();
    let value = match tokens.next() {
        Some(TokenTree::Punct(equals)) if equals.as_char() == '=' => match tokens.clone().next() {
            Some(TokenTree::Punct(arrow)) if arrow.as_char() == '>' => {
                return Err(wrong_separator(&name, "=>", equals.span()));
            }
            Some(_) => tokens.collect(),
            None => return Err(without_value(&name)),
        },
        Some(TokenTree::Group(group)) => {
            return Err(wrong_separator(&name, "(..)", group.span_open()));
        }
        Some(other) => return Err(wrong_separator(&name, &other.to_string(), other.span())),
        None => return Err(without_value(&name)),
    };
    match text.as_str() {
        "enter" => {
            let method = parse_method(&text, value)?;
            options.enter.set(&name, method, written)
        }
        "exit" => {
            let method = parse_method(&text, value)?;
            options.exit.set(&name, method, written)
        }
        "abandon" => {
            let method = parse_method(&text, value)?;
            options.abandon.set(&name, method, written)
        }
        _ => {
            let path = Path::parse_mod_style.parse2(value.clone()).map_err(|_| {
                Error::over(&value, "expected the path of a crate").help(help_for("crate"))
            })?;
            options.krate.set(&name, path, written)
        }
    }
}

/// Input: `open -> Result<&mut Conn, E>`, `async open -> Result<&mut Conn, E>`
fn parse_method(option: &str, value: TokenStream) -> Result<Method, Error> {
    let whole = value.clone();
    let method = |input: ParseStream<'_>| {
        let asyncness = input.parse()?;
        let name = input.call(Ident::parse_any)?;
        if !input.is_empty() && !input.peek(Token![->]) {
            return Err(input.error("a path or a call"));
        }
        Ok(Method {
            asyncness,
            name,
            output: input.parse()?,
        })
    };
    method.parse2(value).map_err(|_| {
        Error::over(&whole, "expected the name of a method of this type").help(help_for(option))
    })
}

fn help_for(option: &str) -> &'static str {
    match option {
        "enter" => "write `enter = open -> Result<&mut Value, E>`",
        "exit" => "write `exit = close`, or `exit = close -> Result<(), E>`",
        "abandon" => "write `abandon = give_up`",
        _ => "write the path to it: `crate = ::scoped_core`",
    }
}

fn without_value(name: &Ident) -> Error {
    Error::at(name.span(), format!("argument `{name}` needs a value"))
        .help(help_for(&name.to_string()))
}

fn wrong_separator(name: &Ident, found: &str, span: Span) -> Error {
    Error::at(
        span,
        format!("expected `=` after `{name}`, found `{found}`"),
    )
    .help(help_for(&name.to_string()))
}

fn unknown(name: &Ident) -> Error {
    let text = name.to_string();
    let error = Error::at(name.span(), format!("unknown argument `{text}`"));
    let near = NAMES.iter().find(|known| is_near(&text, known));
    match near {
        Some(near) => error.help(format!(
            "there is an argument with a similar name: `{near}`"
        )),
        None if is_near(&text, "async") => {
            error.help("write `async` before `fn`, or before the method: `exit = async close`")
        }
        None => error.help("remove it, or name one of `enter`, `exit`, `abandon` and `crate`"),
    }
}
