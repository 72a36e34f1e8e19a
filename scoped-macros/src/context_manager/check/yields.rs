//! Where `yield_!` stands, and where it cannot.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprParen, ExprUnary, Item, Local, Macro, Path, Stmt, UnOp};

use crate::error::{Error, Errors};
use crate::groups;
use crate::tokens::is_punct;
use crate::with::NestedCall;

/// The `yield_!`s of a function.
pub(super) struct Yields<'b> {
    /// The path of the first.
    pub(super) path: Path,
    /// The only one, where it is a statement of the function's own block.
    pub(super) statement: Option<Yield<'b>>,
    /// What they lend.
    pub(super) values: Vec<Option<Expr>>,
}

/// A `yield_!` that is a statement of the function's own block.
pub(super) struct Yield<'b> {
    /// The number of statements before it.
    pub(super) before: usize,
    /// The `let` that it initialises.
    pub(super) local: Option<&'b Local>,
}

pub(crate) fn is_yield(mac: &Macro) -> bool {
    mac.path
        .segments
        .last()
        .is_some_and(|last| last.ident == "yield_")
}

/// Finds the `yield_!`s of a function. Of all that stand in wrong places the first is reported: they
/// are one mistake.
pub(super) fn find_yields<'b>(
    function: &str,
    name: Span,
    block: &'b Block,
    errors: &mut Errors,
) -> Option<Yields<'b>> {
    let mut search = Search {
        function,
        inside: Vec::new(),
        branches: 0,
        found: Vec::new(),
        certain: 0,
        misplaced: None,
        again: Vec::new(),
    };
    let mut statement = None;
    for (before, stmt) in block.stmts.iter().enumerate() {
        search.visit_stmt(stmt);
        if is_yield_statement(stmt) {
            let local = match stmt {
                Stmt::Local(local) => Some(local),
                _ => None,
            };
            statement = Some(Yield { before, local });
        }
    }
    if let Some(error) = search.misplaced {
        errors.push(error);
        return None;
    }
    let Some(first) = search.found.first() else {
        errors.push(
            Error::at(name, format!("`{function}` does not yield"))
                .help("put `yield_!(value);` between its setup and its teardown, or `yield_!();`"),
        );
        return None;
    };
    search
        .again
        .into_iter()
        .for_each(|error| errors.push(error));
    let path = first.path.clone();
    let mut values = Vec::new();
    for mac in &search.found {
        values.push(errors.ok(parse_value(mac))?);
    }
    Some(Yields {
        path,
        statement: statement.filter(|_| search.found.len() == 1 && search.certain == 1),
        values,
    })
}

/// Whether it is `yield_!(..);` or `let pattern = yield_!(..);`.
pub(crate) fn is_yield_statement(statement: &Stmt) -> bool {
    match statement {
        Stmt::Macro(statement) => is_yield(&statement.mac),
        Stmt::Expr(Expr::Macro(expr), _) => is_yield(&expr.mac),
        Stmt::Local(local) => match &local.init {
            Some(init) => matches!(&*init.expr, Expr::Macro(expr) if is_yield(&expr.mac)),
            None => false,
        },
        _ => false,
    }
}

/// Where a `yield_!` cannot stand.
#[derive(Clone)]
enum Inside {
    Loop(&'static str),
    Function(&'static str),
    Header,
    Macro(String),
}

impl Inside {
    fn error(&self, span: Span, function: &str) -> Error {
        let place = match self {
            Self::Loop(word) => format!("`{word}`"),
            Self::Function(what) => (*what).to_owned(),
            Self::Header => "the header of `with!`".to_owned(),
            Self::Macro(name) => format!("`{name}!`"),
        };
        let error = Error::at(span, format!("`yield_!` cannot be used inside {place}"));
        match self {
            Self::Loop(_) => error.help("a context manager yields once: move it out of the loop"),
            Self::Function(_) | Self::Macro(_) => {
                error.help(format!("move it to the body of `{function}`"))
            }
            Self::Header => error.help("move it to the body of that `with!`"),
        }
    }
}

/// Looks for `yield_!` everywhere.
struct Search<'f> {
    function: &'f str,
    inside: Vec<Inside>,
    /// How many branches are around, of which others may be taken.
    branches: u32,
    found: Vec<Macro>,
    /// How many of them run in any case.
    certain: u32,
    misplaced: Option<Error>,
    again: Vec<Error>,
}

impl Search<'_> {
    fn within(&mut self, inside: Inside, look: impl FnOnce(&mut Self)) {
        self.inside.push(inside);
        look(self);
        self.inside.pop();
    }

    fn in_branch(&mut self, look: impl FnOnce(&mut Self)) {
        self.branches += 1;
        look(self);
        self.branches -= 1;
    }

    fn report(&mut self, error: Error) {
        self.misplaced.get_or_insert(error);
    }

    fn found(&mut self, mac: &Macro) {
        let span = mac.path.span();
        if let Some(inside) = self.inside.last() {
            let error = inside.error(span, self.function);
            return self.report(error);
        }
        if self.branches == 0 {
            self.certain += 1;
        }
        if self.certain > 1 {
            self.again.push(
                Error::at(span, "a context manager yields only once")
                    .help("yield a tuple, or make two context managers of it"),
            );
        }
        self.found.push(mac.clone());
    }

    /// Looks into the arguments of a macro, which are tokens and no more.
    fn tokens_of(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(name) if name == "yield_" => {
                    if matches!(tokens.peek(), Some(bang) if is_punct(bang, '!')) {
                        let inside = self
                            .inside
                            .last()
                            .map(|it| it.error(name.span(), self.function));
                        if let Some(error) = inside {
                            self.report(error);
                        }
                    }
                }
                TokenTree::Group(group) => self.tokens_of(group.stream()),
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_macro(&mut self, mac: &'ast Macro) {
        if is_yield(mac) {
            self.found(mac);
            return self.within(Inside::Macro("yield_".to_owned()), |this| {
                this.tokens_of(mac.tokens.clone());
            });
        }
        if let Some(call) = NestedCall::read(mac) {
            self.within(Inside::Header, |this| {
                call.items
                    .iter()
                    .for_each(|item| this.visit_expr(&item.bound.expr));
            });
            return call.stmts.iter().for_each(|stmt| self.visit_stmt(stmt));
        }
        let name = mac.path.segments.last().map(|last| last.ident.to_string());
        self.within(Inside::Macro(name.unwrap_or_default()), |this| {
            this.tokens_of(mac.tokens.clone());
        });
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        let inside = match expr {
            Expr::If(branch) => {
                self.visit_expr(&branch.cond);
                return self.in_branch(|this| {
                    this.visit_block(&branch.then_branch);
                    if let Some((_, otherwise)) = &branch.else_branch {
                        this.visit_expr(otherwise);
                    }
                });
            }
            Expr::Match(choice) => {
                self.visit_expr(&choice.expr);
                return self
                    .in_branch(|this| choice.arms.iter().for_each(|arm| this.visit_arm(arm)));
            }
            Expr::ForLoop(_) => Inside::Loop("for"),
            Expr::While(_) => Inside::Loop("while"),
            Expr::Loop(_) => Inside::Loop("loop"),
            Expr::Closure(_) => Inside::Function("a closure"),
            Expr::Async(_) => Inside::Function("an `async` block"),
            Expr::Const(_) => Inside::Function("a `const` block"),
            Expr::Yield(keyword) => {
                // `yield!(value)` is the keyword and a negation to the parser.
                let value = match keyword.expr.as_deref() {
                    Some(Expr::Unary(ExprUnary {
                        op: UnOp::Not(_),
                        expr,
                        ..
                    })) => expr.to_token_stream(),
                    value => value.to_token_stream(),
                };
                let value = without_parentheses(value);
                let error = Error::at(
                    keyword.yield_token.span(),
                    "a context manager yields by `yield_!`",
                );
                self.report(error.help(format!("write `yield_!({value});`")));
                return;
            }
            Expr::Call(call) if is_bare(&call.func) => {
                let error = Error::at(call.func.span(), "expected `!` after `yield_`");
                let value = match call.args.len() {
                    0 | 1 => call.args.to_token_stream(),
                    _ => {
                        let values = &call.args;
                        quote!((#values))
                    }
                };
                self.report(error.help(format!("`yield_!` is a macro: `yield_!({value})`")));
                return;
            }
            _ if is_bare(expr) => {
                let error = Error::at(expr.span(), "expected `!` after `yield_`");
                self.report(error.help("`yield_!` is a macro: `yield_!()`"));
                return;
            }
            _ => return visit::visit_expr(self, expr),
        };
        self.within(inside, |this| visit::visit_expr(this, expr));
    }

    fn visit_stmt(&mut self, stmt: &'ast Stmt) {
        // What is configured out leaves the place to another.
        let attributes = match stmt {
            Stmt::Local(local) => &local.attrs,
            Stmt::Macro(site) => &site.attrs,
            _ => return visit::visit_stmt(self, stmt),
        };
        if attributes.is_empty() {
            visit::visit_stmt(self, stmt);
        } else {
            self.in_branch(|this| visit::visit_stmt(this, stmt));
        }
    }

    fn visit_local(&mut self, local: &'ast Local) {
        if let Some(init) = &local.init {
            self.visit_expr(&init.expr);
            if let Some((_, otherwise)) = &init.diverge {
                self.in_branch(|this| this.visit_expr(otherwise));
            }
        }
    }

    fn visit_item(&mut self, item: &'ast Item) {
        let inside = match item {
            Item::Fn(_) => Inside::Function("a nested function"),
            _ => Inside::Function("a nested item"),
        };
        self.within(inside, |this| visit::visit_item(this, item));
    }
}

/// `value` for `(value)`.
fn without_parentheses(value: TokenStream) -> TokenStream {
    match syn::parse2(value.clone()) {
        Ok(ExprParen { expr, .. }) => expr.to_token_stream(),
        Err(_) => value,
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
    if let Some(semicolon) = tokens
        .clone()
        .into_iter()
        .find(|token| is_punct(token, ';'))
    {
        let value: TokenStream = tokens
            .into_iter()
            .take_while(|token| !is_punct(token, ';'))
            .collect();
        return Err(Error::at(
            semicolon.span(),
            "expected one value in `yield_!`, found `;`",
        )
        .help(format!("write `yield_!({value});`")));
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
