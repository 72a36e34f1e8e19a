//! `#[context_manager]` on a function.

use proc_macro2::Span;
use quote::format_ident;
use syn::spanned::Spanned;
use syn::{Block, Expr, FnArg, ItemFn, Local, Pat, Signature, Stmt, Type, TypeParamBound};

use super::cut::{Halves, cut};
use super::method::{check_awaits, check_question_mark, refuse_qualifier};
use super::scan::Scan;
use super::yields::{Yield, Yields, find_yields};
use crate::context_manager::model::{Cut, Function, Teardown, Way};
use crate::context_manager::returns::{Lends, Returns, impl_trait_in};
use crate::error::{Error, Errors};
use crate::tokens::written;

/// Cuts the function in two, or makes a coroutine of it.
pub(crate) fn check_function(item: ItemFn, errors: &mut Errors) -> Option<Function> {
    let name = item.sig.ident.to_string();
    check_qualifiers(&item.sig, errors);
    let scan = Scan::of(&item.block.stmts);
    check_awaits(&item.sig, &scan, errors);
    let returns = Returns::read(&item.sig.output);
    let lends = Lends::read(&item.sig.output);
    let yields = find_yields(&name, item.sig.ident.span(), &item.block, errors);
    let manager = returned_manager(&lends);
    let is_readable = match (&returns, &yields) {
        _ if manager.is_some() => false,
        (Returns::Alias(ty), _) if !may_be_a_value(ty, &item.block, &scan, yields.as_ref()) => {
            errors.push(Returns::unreadable(ty));
            false
        }
        _ => true,
    };
    if let Some(manager) = manager {
        errors.push(manager);
    }
    let yields = yields?;
    check_question_mark(&item.sig, &returns, &scan, errors);
    for value in yields.values.iter().filter(|_| is_readable) {
        check_value(&name, &yields, value.as_ref(), &lends, errors);
    }
    let mut signature = item.sig.clone();
    let way = match &yields.statement {
        Some(found) => {
            check_returns(&returns, &item.block.stmts[..found.before], errors);
            check_outcome(found, errors);
            name_arguments(&mut signature);
            cut_at(&signature, &item.block, found, yields.values[0].as_ref())
        }
        None if COROUTINES => None,
        None => {
            errors.push(
                Error::at(
                    yields.path.span(),
                    "`yield_!` has to be a statement of the function's own block, where `scoped-core` is without `std`",
                )
                .help("write it there, as `yield_!(value);`, or turn the feature `std` on"),
            );
            None
        }
    };
    Some(Function {
        attributes: item.attrs,
        visibility: item.vis,
        signature,
        lends,
        path: yields.path,
        way: match way {
            Some(cut) => Way::Cut(Box::new(cut)),
            None => Way::Coroutine(item.block),
        },
    })
}

/// Whether a type that is called `..Result`, without arguments, may be one of values: as an alias of a `Result` it could
/// not be read, and what cannot fail lends something and does not end in `Ok(..)`.
fn may_be_a_value(ty: &Type, block: &Block, scan: &Scan<'_>, yields: Option<&Yields<'_>>) -> bool {
    let is_result = matches!(ty, Type::Path(path)
        if path.path.segments.last().is_some_and(|last| last.ident == "Result"));
    let lends = |yields: &Yields<'_>| yields.values.iter().all(Option::is_some);
    let ends_in_ok = matches!(block.stmts.last(), Some(Stmt::Expr(tail, None)) if is_ok(tail));
    let fails = ends_in_ok || scan.question_mark.is_some() || !scan.returns.is_empty();
    !is_result && !fails && yields.is_some_and(lends)
}

/// Whether a function can run as a coroutine, for which there has to be an allocator and a lock.
const COROUTINES: bool = cfg!(feature = "std");

/// `None` where a coroutine is to be made of the function.
fn cut_at(
    signature: &Signature,
    block: &Block,
    found: &Yield<'_>,
    value: Option<&Expr>,
) -> Option<Cut> {
    let (setup, rest) = block.stmts.split_at(found.before);
    let statements = &rest[1..];
    let Halves { lent, alive, exact } = cut(signature, setup, value, statements);
    (exact || !COROUTINES).then(|| Cut {
        setup: setup.to_vec(),
        lent,
        teardown: Teardown {
            end: block.brace_token.span.close(),
            outcome: found.local.map(|local| local.pat.clone()),
            alive,
            statements: statements.to_vec(),
        },
    })
}

/// Reports the qualifiers that a context manager function cannot have.
fn check_qualifiers(signature: &Signature, errors: &mut Errors) {
    let what = "a context manager function";
    refuse_qualifier(what, "const", signature.constness.as_ref(), errors);
    if signature.variadic.is_some() {
        refuse_qualifier(what, "...", signature.variadic.as_ref(), errors);
    } else {
        refuse_qualifier(what, "extern", signature.abi.as_ref(), errors);
    }
}

/// A setup can fail, but not return.
fn check_returns(returns: &Returns, setup: &[Stmt], errors: &mut Errors) {
    let fallible = !matches!(returns, Returns::Unit | Returns::Plain(_));
    for found in Scan::of(setup).returns {
        if fallible && !found.expr.as_deref().is_some_and(is_ok) {
            continue;
        }
        let help = if fallible {
            "fail with `return Err(..)`, or choose the value first, then yield it"
        } else {
            "choose the value first, then yield it"
        };
        errors.push(
            Error::over(
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

/// `let outcome = yield_!(..) else { .. };`
fn check_outcome(found: &Yield<'_>, errors: &mut Errors) {
    let init = found.local.and_then(|local: &Local| local.init.as_ref());
    if let Some((keyword, _)) = init.and_then(|init| init.diverge.as_ref()) {
        errors.push(
            Error::at(
                keyword.span(),
                "`yield_!` always has an outcome: `else` is never reached",
            )
            .help("write `let outcome = yield_!(..);`"),
        );
    }
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

/// `impl ContextManager`, where the type of the value is to stand: of that the attribute makes a manager.
pub(crate) fn returned_manager(lends: &Lends) -> Option<Error> {
    let found = impl_trait_in(&lends.value)?;
    let is_manager = found.bounds.iter().any(|bound| {
        matches!(bound, TypeParamBound::Trait(bound) if bound.path.segments.last().is_some_and(|last| {
            last.ident == "ContextManager" || last.ident == "AsyncContextManager"
        }))
    });
    is_manager.then(|| {
        let text = written(&found);
        Error::over(
            found,
            format!("expected the type of the yielded value, found `{text}`"),
        )
        .help("the attribute makes the manager; write the type of what stands in `yield_!(..)`")
    })
}

/// What is yielded against what the return type says is lent.
fn check_value(
    function: &str,
    yields: &Yields<'_>,
    value: Option<&Expr>,
    lends: &Lends,
    errors: &mut Errors,
) {
    match value {
        Some(value) if lends.is_unit() && lends.has_verdict() => errors.push(
            Error::over(
                value,
                format!("`yield_!` has a value, but `{function}` lends none"),
            )
            .help("write the type of the value before the verdict: `(Value, Verdict)`"),
        ),
        Some(value) if lends.is_unit() => errors.push(
            Error::over(
                value,
                format!("`yield_!` has a value, but `{function}` has no return type"),
            )
            .help("write the type of the value as the return type"),
        ),
        None if !lends.is_unit() => {
            let text = written(&lends.value);
            errors.push(
                Error::at(
                    yields.path.span(),
                    format!("`yield_!` without a value in a function that lends `{text}`"),
                )
                .help("write `yield_!(value);`, or remove the return type"),
            );
        }
        _ => {}
    }
}
