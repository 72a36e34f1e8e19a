//! `#[context_manager]` on a function: cuts it in two at its `yield_!`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Block, Expr, ExprAsync, ExprClosure, ExprReturn, FnArg, Item, ItemFn, Local, Pat, Signature,
    Stmt,
};

use super::awaits::check_awaits;
use super::locals::Locals;
use super::method::{question_mark_error, question_mark_in};
use super::yields::{Yield, find_yield, parse_value};
use crate::context_manager::model::{Binding, Function, Lent, Teardown};
use crate::context_manager::returns::Returns;
use crate::error::{Error, Errors};
use crate::options::over;

/// Cuts the function in two.
pub(crate) fn check_function(item: ItemFn, errors: &mut Errors) -> Option<Function> {
    let name = item.sig.ident.to_string();
    check_qualifiers(&item.sig, errors);
    check_awaits(&item.sig, &item.block, errors);
    let returns = Returns::read(&item.sig.output);
    if let Returns::Alias(ty) = &returns {
        errors.push(Returns::unreadable(ty));
    }
    let found = find_yield(&name, item.sig.ident.span(), &item.block, errors)?;
    let setup = item.block.stmts[..found.before].to_vec();
    let statements = item.block.stmts[found.before + 1..].to_vec();
    check_failing(&item.sig, &returns, &item.block, errors);
    check_returns(&returns, &setup, errors);
    let outcome = check_outcome(&found, errors);

    let mut signature = item.sig.clone();
    name_arguments(&mut signature);
    let mut locals = Locals::follow(&signature, &setup, errors);
    let value = errors.ok(parse_value(found.mac))?;
    check_value(&name, &found, value.as_ref(), &returns, &locals, errors);
    let lent = lent(value, &mut locals);
    Some(Function {
        attributes: item.attrs,
        visibility: item.vis,
        signature,
        returns,
        setup,
        path: found.mac.path.clone(),
        lent,
        teardown: Teardown {
            end: item.block.brace_token.span.close(),
            outcome,
            alive: locals.into_alive(),
            statements,
        },
    })
}

/// What a function that stands still cannot be.
fn check_qualifiers(signature: &Signature, errors: &mut Errors) {
    let mut refuse = |tokens: TokenStream, qualifier: &str| {
        errors.push(
            Error::over(
                &tokens,
                format!("a context manager function cannot be `{qualifier}`"),
            )
            .help(format!("remove the `{qualifier}`")),
        );
    };
    if let Some(keyword) = &signature.constness {
        refuse(keyword.to_token_stream(), "const");
    }
    if let Some(variadic) = &signature.variadic {
        refuse(variadic.to_token_stream(), "...");
    } else if let Some(abi) = &signature.abi {
        refuse(abi.to_token_stream(), "extern");
    }
}

/// A `?` needs a `Result` to leave by.
fn check_failing(signature: &Signature, returns: &Returns, block: &Block, errors: &mut Errors) {
    if matches!(returns, Returns::Fallible(_) | Returns::Alias(_)) {
        return;
    }
    if let Some(found) = question_mark_in(block) {
        errors.push(question_mark_error(signature, &found));
    }
}

/// A setup can fail, but not return.
fn check_returns(returns: &Returns, setup: &[Stmt], errors: &mut Errors) {
    struct Find(Vec<ExprReturn>);
    impl<'ast> Visit<'ast> for Find {
        fn visit_expr_return(&mut self, found: &'ast ExprReturn) {
            self.0.push(found.clone());
            visit::visit_expr_return(self, found);
        }
        fn visit_item(&mut self, _: &'ast Item) {}
        fn visit_expr_closure(&mut self, _: &'ast ExprClosure) {}
        fn visit_expr_async(&mut self, _: &'ast ExprAsync) {}
    }
    let mut find = Find(Vec::new());
    for statement in setup {
        find.visit_stmt(statement);
    }
    let fallible = !matches!(returns, Returns::Unit | Returns::Plain(_));
    for found in find.0 {
        if fallible && !found.expr.as_deref().is_some_and(is_ok) {
            continue;
        }
        let help = if fallible {
            "fail with `return Err(..)`, or choose the value first, then yield it"
        } else {
            "choose the value first, then yield it"
        };
        errors.push(
            over(
                found,
                "`return` before `yield_!` leaves the `with!` body without a value",
            )
            .help(help),
        );
    }
}

fn is_ok(value: &Expr) -> bool {
    matches!(value, Expr::Call(call) if matches!(&*call.func, Expr::Path(path)
        if path.path.segments.last().is_some_and(|last| last.ident == "Ok")))
}

/// The pattern of `let outcome = yield_!(..);`
fn check_outcome(found: &Yield<'_>, errors: &mut Errors) -> Option<Pat> {
    let local: &Local = found.local?;
    if let Some((keyword, _)) = local.init.as_ref().and_then(|init| init.diverge.as_ref()) {
        errors.push(
            Error::at(
                keyword.span(),
                "`yield_!` always has an outcome: `else` is never reached",
            )
            .help("write `let outcome = yield_!(..);`"),
        );
    }
    Some(local.pat.clone())
}

/// Gives a name to the arguments that have none, so that they can be kept alive.
fn name_arguments(signature: &mut Signature) {
    for (index, argument) in signature.inputs.iter_mut().enumerate() {
        if let FnArg::Typed(argument) = argument {
            if matches!(&*argument.pat, Pat::Wild(_)) {
                let name = format_ident!("__scoped_argument_{index}", span = Span::mixed_site());
                *argument.pat = syn::parse_quote!(#name);
            }
        }
    }
}

/// What is yielded against what the return type says is lent.
fn check_value(
    function: &str,
    found: &Yield<'_>,
    value: Option<&Expr>,
    returns: &Returns,
    locals: &Locals,
    errors: &mut Errors,
) {
    match (value, returns) {
        (Some(value), Returns::Unit) => errors.push(
            over(
                value,
                format!("`yield_!` has a value, but `{function}` has no return type"),
            )
            .help("write the type of the value as the return type"),
        ),
        (None, Returns::Plain(ty)) => errors.push(nothing_yielded(found, ty)),
        (None, Returns::Fallible(fallible)) if !is_unit(fallible.value()) => {
            errors.push(nothing_yielded(found, fallible.value()));
        }
        _ => {}
    }
    if let Some(Expr::Reference(reference)) = value {
        if let Expr::Path(path) = &*reference.expr {
            if let Some(name) = path.path.get_ident().filter(|name| locals.owns(name)) {
                errors.push(
                    over(
                        value,
                        format!(
                            "`yield_!` cannot lend a reference to `{name}`, which the function owns"
                        ),
                    )
                    .help(format!(
                        "write `yield_!({name})`, which lends a `&mut` to it"
                    )),
                );
            }
        }
    }
}

fn nothing_yielded(found: &Yield<'_>, ty: &syn::Type) -> Error {
    let text = ty.to_token_stream().to_string();
    Error::at(
        found.mac.path.span(),
        format!("`yield_!` without a value in a function that lends `{text}`"),
    )
    .help("write `yield_!(value);`, or remove the return type")
}

fn is_unit(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Tuple(tuple) if tuple.elems.is_empty())
}

fn lent(value: Option<Expr>, locals: &mut Locals) -> Lent {
    let Some(value) = value else {
        return Lent::Nothing;
    };
    if let Some(name) = plain_name(&value) {
        let binding = locals.take(&name).unwrap_or(Binding {
            name,
            mutability: None,
            cfg: Vec::new(),
        });
        return Lent::Name(binding);
    }
    locals.follow_value(&value);
    Lent::Value(value)
}

/// A local variable; a capital letter begins a constant.
fn plain_name(value: &Expr) -> Option<Ident> {
    match value {
        Expr::Path(path) if path.qself.is_none() => path
            .path
            .get_ident()
            .filter(|name| !name.to_string().starts_with(char::is_uppercase))
            .cloned(),
        _ => None,
    }
}
