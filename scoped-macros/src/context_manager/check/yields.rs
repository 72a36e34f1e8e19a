//! Where `yield_!` stands, and where it cannot.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, Expr, Item, Local, Macro, Stmt};

use crate::error::{Error, Errors};
use crate::groups;
use crate::tokens::is_punct;

/// A `yield_!` that is a statement of the function's own block.
pub(crate) struct Yield<'b> {
    /// The number of statements before it.
    pub(crate) before: usize,
    pub(crate) mac: &'b Macro,
    /// The `let` that it initialises.
    pub(crate) local: Option<&'b Local>,
}

pub(crate) fn is_yield(mac: &Macro) -> bool {
    mac.path
        .segments
        .last()
        .is_some_and(|last| last.ident == "yield_")
}

/// Finds the one `yield_!` of a function. Of all that stand in wrong places the first is reported: they
/// are one mistake, such as both branches of an `if`.
pub(crate) fn find_yield<'b>(
    function: &str,
    name: Span,
    block: &'b Block,
    errors: &mut Errors,
) -> Option<Yield<'b>> {
    let mut found: Vec<Yield<'b>> = Vec::new();
    let mut elsewhere = Elsewhere {
        function,
        inside: Vec::new(),
        first: None,
    };
    for (before, statement) in block.stmts.iter().enumerate() {
        match yield_of(statement) {
            Some((mac, local)) => {
                found.push(Yield { before, mac, local });
                elsewhere.tokens_of(mac.tokens.clone());
            }
            None => elsewhere.visit_stmt(statement),
        }
    }
    if let Some(error) = elsewhere.first {
        errors.push(error);
        return None;
    }
    let mut found = found.into_iter();
    let Some(first) = found.next() else {
        errors.push(
            Error::at(name, format!("`{function}` does not yield"))
                .help("put `yield_!(value);` between its setup and its teardown, or `yield_!();`"),
        );
        return None;
    };
    for further in found {
        errors.push(
            Error::at(
                further.mac.path.span(),
                "a context manager yields only once",
            )
            .help("yield a tuple, or make two context managers of it"),
        );
    }
    Some(first)
}

/// `yield_!(..);` and `let pattern = yield_!(..);`
fn yield_of(statement: &Stmt) -> Option<(&Macro, Option<&Local>)> {
    match statement {
        Stmt::Macro(statement) if is_yield(&statement.mac) => Some((&statement.mac, None)),
        Stmt::Expr(Expr::Macro(expr), _) if is_yield(&expr.mac) => Some((&expr.mac, None)),
        Stmt::Local(local) => match &*local.init.as_ref()?.expr {
            Expr::Macro(expr) if is_yield(&expr.mac) => Some((&expr.mac, Some(local))),
            _ => None,
        },
        _ => None,
    }
}

/// What a misplaced `yield_!` stands in.
#[derive(Clone)]
enum Inside {
    Choice(&'static str),
    Loop(&'static str),
    Function(&'static str),
    With,
    Block,
    Macro(String),
}

impl Inside {
    fn error(&self, span: Span, function: &str) -> Error {
        let place = match self {
            Self::Choice(word) | Self::Loop(word) => format!("`{word}`"),
            Self::Function(what) => (*what).to_owned(),
            Self::With => "`with!`".to_owned(),
            Self::Block => "a nested block".to_owned(),
            Self::Macro(name) => format!("`{name}!`"),
        };
        let error = Error::at(span, format!("`yield_!` cannot be used inside {place}"));
        match self {
            Self::Choice(word) => error.help(format!(
                "choose the value first, then yield it: `let value = {word} ..; yield_!(value);`"
            )),
            Self::Loop(_) => error.help("a context manager yields once: move it out of the loop"),
            Self::Function(_) | Self::Block | Self::Macro(_) => {
                error.help(format!("move it to the body of `{function}`"))
            }
            Self::With => error.help(
                "put the managers into one `with!` where this one is used: `with!(outer, inner => { .. })`",
            ),
        }
    }
}

/// Looks for `yield_!` everywhere but in the statements of the function's own block.
struct Elsewhere<'f> {
    function: &'f str,
    inside: Vec<Inside>,
    first: Option<Error>,
}

impl Elsewhere<'_> {
    fn within(&mut self, inside: Inside, look: impl FnOnce(&mut Self)) {
        self.inside.push(inside);
        look(self);
        self.inside.pop();
    }

    fn report(&mut self, error: Error) {
        self.first.get_or_insert(error);
    }

    fn found(&mut self, span: Span, written: &TokenStream) {
        let error = match self.inside.last() {
            Some(inside) => inside.error(span, self.function),
            None => Error::at(span, "`yield_!` must be a statement of its own").help(format!(
                "write `yield_!({written});`, or `let outcome = yield_!({written});`"
            )),
        };
        self.report(error);
    }

    /// Looks into the arguments of a macro, which are tokens and no more.
    fn tokens_of(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(name) if name == "yield_" => {
                    if matches!(tokens.peek(), Some(TokenTree::Punct(bang)) if bang.as_char() == '!')
                    {
                        self.found(name.span(), &TokenStream::new());
                    }
                }
                TokenTree::Group(group) => self.tokens_of(group.stream()),
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Elsewhere<'_> {
    fn visit_macro(&mut self, mac: &'ast Macro) {
        if is_yield(mac) {
            self.found(mac.path.span(), &mac.tokens);
            return;
        }
        let name = mac
            .path
            .segments
            .last()
            .map(|last| last.ident.to_string())
            .unwrap_or_default();
        let inside = if name == "with" {
            Inside::With
        } else {
            Inside::Macro(name)
        };
        self.within(inside, |this| this.tokens_of(mac.tokens.clone()));
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        let inside = match expr {
            Expr::If(_) => Inside::Choice("if"),
            Expr::Match(_) => Inside::Choice("match"),
            Expr::ForLoop(_) => Inside::Loop("for"),
            Expr::While(_) => Inside::Loop("while"),
            Expr::Loop(_) => Inside::Loop("loop"),
            Expr::Closure(_) => Inside::Function("a closure"),
            Expr::Async(_) => Inside::Function("an `async` block"),
            Expr::Block(_) | Expr::Unsafe(_) | Expr::TryBlock(_) | Expr::Const(_) => Inside::Block,
            Expr::Yield(keyword) => {
                let value = keyword.expr.to_token_stream();
                let error = Error::at(
                    keyword.yield_token.span(),
                    "a context manager yields by `yield_!`",
                );
                self.report(error.help(format!("write `yield_!({value});`")));
                return;
            }
            Expr::Call(call) if is_bare(&call.func) => {
                let error = Error::at(call.func.span(), "expected `!` after `yield_`");
                let value = call.args.to_token_stream();
                self.report(error.help(format!("`yield_!` is a macro: `yield_!({value})`")));
                return;
            }
            _ => return visit::visit_expr(self, expr),
        };
        self.within(inside, |this| visit::visit_expr(this, expr));
    }

    fn visit_item(&mut self, item: &'ast Item) {
        let inside = Inside::Function("a nested item");
        let inside = match item {
            Item::Fn(_) => Inside::Function("a nested function"),
            _ => inside,
        };
        self.within(inside, |this| visit::visit_item(this, item));
    }
}

fn is_bare(function: &Expr) -> bool {
    matches!(function, Expr::Path(path) if path.path.is_ident("yield_"))
}

/// The one value in `yield_!(..)`, or none.
pub(crate) fn parse_value(mac: &Macro) -> Result<Option<Expr>, Error> {
    let tokens = mac.tokens.clone();
    if tokens.is_empty() {
        return Ok(None);
    }
    let first: TokenStream = tokens
        .clone()
        .into_iter()
        .take_while(|token| !is_punct(token, ',') && !is_as(token))
        .collect();
    if let Some(span) = fat_arrow(&tokens) {
        return Err(
            Error::at(span, "expected one value in `yield_!`, found `=>`")
                .help(format!("write `yield_!({first});`")),
        );
    }
    match syn::parse2(tokens.clone()) {
        Ok(mut value) => {
            groups::make_visible(&mut value);
            Ok(Some(value))
        }
        Err(_) => match several(&tokens) {
            Some((count, rest)) if count == 1 && rest.clone().into_iter().count() == 1 => {
                Ok(Some(Expr::Verbatim(first)))
            }
            Some((count, rest)) => Err(Error::over(
                &rest,
                format!("`yield_!` takes one value, found {count}"),
            )
            .help(format!("yield a tuple: `yield_!(({tokens}))`"))),
            // Not an expression that this macro knows; rustc says what is wrong with it, if anything.
            None => Ok(Some(Expr::Verbatim(tokens))),
        },
    }
}

/// How many values there are, and the tokens from the first comma on.
fn several(tokens: &TokenStream) -> Option<(usize, TokenStream)> {
    use syn::parse::Parser;
    use syn::punctuated::Punctuated;
    let parser = Punctuated::<Expr, syn::Token![,]>::parse_terminated;
    let values = parser.parse2(tokens.clone()).ok()?;
    let rest = tokens
        .clone()
        .into_iter()
        .skip_while(|token| !is_punct(token, ','))
        .collect();
    Some((values.len(), rest))
}

fn is_as(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(word) if word == "as")
}

/// The `=>` of a `with!` whose arguments were written here.
fn fat_arrow(tokens: &TokenStream) -> Option<Span> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    tokens.windows(3).find_map(|window| {
        let body =
            matches!(&window[2], TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        (is_punct(&window[0], '=') && is_punct(&window[1], '>') && body).then(|| window[0].span())
    })
}
