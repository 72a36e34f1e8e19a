//! `#[context_manager]` on a function.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Block, Expr, ExprAsync, ExprClosure, ExprReturn, FnArg, Item, ItemFn, Local, Pat, ReceiverKind,
    Signature, Stmt, Type,
};

use super::awaits::check_awaits;
use super::cut::{Halves, cut, name_of};
use super::method::{question_mark_error, question_mark_in};
use super::yields::{Yield, Yields, find_yields};
use crate::context_manager::model::{Cut, Function, Teardown, Way};
use crate::context_manager::returns::{Lends, Returns};
use crate::error::{Error, Errors};

/// Cuts the function in two, or makes a coroutine of it.
pub(crate) fn check_function(item: ItemFn, errors: &mut Errors) -> Option<Function> {
    let name = item.sig.ident.to_string();
    check_qualifiers(&item.sig, errors);
    check_awaits(&item.sig, &item.block, errors);
    let returns = Returns::read(&item.sig.output);
    if let Returns::Alias(ty) = &returns {
        errors.push(Returns::unreadable(ty));
    }
    let lends = Lends::read(&item.sig.output);
    let is_readable = !matches!(returns, Returns::Alias(_));
    let yields = find_yields(&name, item.sig.ident.span(), &item.block, errors)?;
    check_failing(&item.sig, &returns, &item.block, errors);
    for value in yields.values.iter().filter(|_| is_readable) {
        check_value(&name, &yields, value.as_ref(), &lends, errors);
        check_owned(&item, value.as_ref(), errors);
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
            let text = lends.value.to_token_stream().to_string();
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

/// A reference to what the function owns cannot be lent, but that itself can.
fn check_owned(item: &ItemFn, value: Option<&Expr>, errors: &mut Errors) {
    let Some(Expr::Reference(reference)) = value else {
        return;
    };
    let Some(name) = name_of(&reference.expr) else {
        return;
    };
    let is_owned_argument = item.sig.inputs.iter().any(|argument| match argument {
        FnArg::Typed(argument) => {
            !matches!(*argument.ty, Type::Reference(_)) && binds(&argument.pat, name)
        }
        FnArg::Receiver(receiver) => name == "self" && matches!(receiver.kind, ReceiverKind::Value),
    });
    let is_local = item
        .block
        .stmts
        .iter()
        .any(|stmt| matches!(stmt, Stmt::Local(local) if binds(&local.pat, name)));
    if is_owned_argument || is_local {
        errors.push(
            Error::over(
                value,
                format!("`yield_!` cannot lend a reference to `{name}`, which the function owns"),
            )
            .help(format!(
                "write `yield_!({name})`, which lends a `&mut` to it"
            )),
        );
    }
}

/// Whether a pattern is that name, perhaps with a type that is no reference.
fn binds(pattern: &Pat, name: &Ident) -> bool {
    match pattern {
        Pat::Ident(found) => found.ident == *name,
        Pat::Type(typed) => !matches!(*typed.ty, Type::Reference(_)) && binds(&typed.pat, name),
        _ => false,
    }
}
