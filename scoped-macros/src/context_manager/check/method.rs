//! The shape of `enter` and `exit` on an impl block. rustc checks their types.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{
    FnArg, GenericParam, ImplItem, ImplItemFn, ItemImpl, Lifetime, Receiver, ReceiverKind,
    ReturnType, Safety, Signature, Token, Type,
};

use super::scan::Scan;
use crate::context_manager::returns::{Returns, impl_trait_in};
use crate::error::{Error, Errors};
use crate::options::{Method, Once};
use crate::tokens::written;

/// How a method takes `self`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Value,
    Ref,
}

/// Checks `enter`, and reads its return type.
pub(crate) fn check_enter(method: &ImplItemFn, errors: &mut Errors) -> Returns {
    check_qualifiers(&method.sig, errors);
    match receiver(&method.sig) {
        Some((By::Ref, _)) => {}
        Some((By::Value, receiver)) => errors.push(
            Error::over(receiver, "`enter` must take `&mut self`")
                .help("change the receiver to `&mut self`; `exit` may take `self`"),
        ),
        None => errors.push(wrong_receiver(&method.sig, "`&mut self`")),
    }
    let arguments = after_receiver(&method.sig);
    // Without a receiver, the first of them may have been meant as one.
    if !arguments.is_empty() && method.sig.receiver().is_some() {
        errors.push(
            Error::over(&arguments, "`enter` takes no arguments besides `&mut self`")
                .help("keep it in a field, and set it where the manager is made"),
        );
    }
    if let ReturnType::Type(_, ty) = &method.sig.output {
        if let Some(found) = impl_trait_in(ty) {
            errors.push(
                Error::over(found, "`enter` cannot return `impl Trait`")
                    .help("name the type, or box it: `Box<dyn Trait>`"),
            );
        }
    }
    let returns = Returns::read(&method.sig.output);
    if let Returns::Alias(ty) = &returns {
        errors.push(Returns::unreadable(ty));
    }
    check_body(method, &returns, errors);
    returns
}

/// Checks `exit`, tells how it takes `self`, and reads its return type.
pub(crate) fn check_exit(method: &ImplItemFn, errors: &mut Errors) -> (By, Returns) {
    check_qualifiers(&method.sig, errors);
    let by = receiver(&method.sig).map(|(by, _)| by);
    if by.is_none() {
        errors.push(wrong_receiver(&method.sig, "`self` or `&mut self`"));
    }
    let arguments: Vec<&FnArg> = typed_arguments(&method.sig).collect();
    if arguments.len() > 1 {
        let further = over_all(&arguments[1..]);
        errors.push(
            Error::over(&further, "`exit` takes the outcome and nothing else")
                .help("keep it in a field, and set it where the manager is made"),
        );
    }
    if let Some(FnArg::Typed(argument)) = arguments.first() {
        if let Some(found) = impl_trait_in(&argument.ty) {
            errors.push(
                Error::over(found, "`exit` cannot take `impl Trait`")
                    .help("name the type: `outcome: Outcome<'_>`"),
            );
        }
    }
    let returns = Returns::read(&method.sig.output);
    check_answer(&returns, errors);
    check_body(method, &returns, errors);
    (by.unwrap_or(By::Value), returns)
}

/// What rustc would report of the closure that the body is moved into.
fn check_body(method: &ImplItemFn, returns: &Returns, errors: &mut Errors) {
    let scan = Scan::of(&method.block.stmts);
    check_question_mark(&method.sig, returns, &scan, errors);
    check_awaits(&method.sig, &scan, errors);
}

/// Types that `exit` cannot return, by their names.
const NO_ANSWERS: [&str; 9] = [
    "Self", "String", "char", "i32", "i64", "u8", "u32", "u64", "usize",
];

/// What is certainly no answer. Another type may be an alias, and is left to rustc.
pub(crate) fn check_answer(returns: &Returns, errors: &mut Errors) {
    let answer = match returns {
        Returns::Plain(ty) => ty,
        Returns::Fallible(fallible) => fallible.value(),
        Returns::Unit | Returns::Alias(_) => return,
    };
    let is_name = |names: &[&str]| {
        matches!(answer, Type::Path(path)
            if path.path.get_ident().is_some_and(|name| names.iter().any(|known| name == known)))
    };
    // In Python `__exit__` returns a `bool`; here it has a name.
    if is_name(&["bool"]) {
        errors.push(
            Error::over(answer, "`exit` cannot answer with a `bool`")
                .help("return a `Verdict`: `Verdict::Suppress`, or `Verdict::Propagate`"),
        );
        return;
    }
    let is_none = match answer {
        Type::Tuple(tuple) => !tuple.elems.is_empty(),
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident == "Option"),
        Type::Reference(_) | Type::ImplTrait(_) | Type::Never(_) => true,
        _ => false,
    };
    if is_name(&NO_ANSWERS) || is_none {
        let text = match (returns, answer) {
            (_, Type::ImplTrait(_)) => "impl Trait".to_owned(),
            (Returns::Fallible(fallible), _) => written(&fallible.of(answer.to_token_stream())),
            _ => written(answer),
        };
        errors.push(
            Error::over(answer, format!("`exit` cannot return `{text}`")).help(
                "return nothing, or one of `Result<(), E>`, `Verdict` and `Result<Verdict, E>`",
            ),
        );
    }
}

/// The lifetime that the receiver of `enter` has a name for.
pub(crate) fn receiver_lifetime(signature: &Signature) -> Option<&Lifetime> {
    match &signature.receiver()?.kind {
        ReceiverKind::Reference(_, lifetime, _) => lifetime.as_ref(),
        ReceiverKind::Typed(_, ty) => match &**ty {
            Type::Reference(reference) => reference.lifetime.as_ref(),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn receiver(signature: &Signature) -> Option<(By, &Receiver)> {
    let receiver = signature.receiver()?;
    let by = match &receiver.kind {
        ReceiverKind::Value => By::Value,
        ReceiverKind::Reference(_, _, Some(_)) => By::Ref,
        ReceiverKind::Typed(_, ty) => match &**ty {
            Type::Path(path) if path.path.is_ident("Self") => By::Value,
            Type::Reference(reference)
                if reference.mutability.is_some()
                    && matches!(&*reference.elem, Type::Path(path) if path.path.is_ident("Self")) =>
            {
                By::Ref
            }
            _ => return None,
        },
        _ => return None,
    };
    Some((by, receiver))
}

pub(super) fn wrong_receiver(signature: &Signature, wanted: &str) -> Error {
    let name = &signature.ident;
    match signature.receiver() {
        Some(receiver) => Error::over(receiver, format!("`{name}` must take {wanted}"))
            .help(format!("change the receiver to {wanted}")),
        None => Error::at(name.span(), format!("`{name}` must take {wanted}"))
            .help(format!("add {wanted} as the first parameter")),
    }
}

/// Reports a qualifier, where one is written, that `what` cannot have.
pub(super) fn refuse_qualifier(
    what: &str,
    qualifier: &str,
    written: Option<impl ToTokens>,
    errors: &mut Errors,
) {
    if let Some(written) = written {
        errors.push(
            Error::over(written, format!("{what} cannot be `{qualifier}`"))
                .help(format!("remove the `{qualifier}`")),
        );
    }
}

/// Reports the qualifiers and the type parameters that a method of the trait impl cannot have.
pub(super) fn check_qualifiers(signature: &Signature, errors: &mut Errors) {
    let name = &signature.ident;
    let what = format!("`{name}`");
    let unsafety = match &signature.safety {
        Safety::Unsafe(keyword) => Some(keyword),
        _ => None,
    };
    refuse_qualifier(&what, "const", signature.constness.as_ref(), errors);
    refuse_qualifier(&what, "unsafe", unsafety, errors);
    refuse_qualifier(&what, "extern", signature.abi.as_ref(), errors);
    refuse_qualifier(&what, "...", signature.variadic.as_ref(), errors);
    // The trait's methods have one lifetime, which may be written: that of the receiver, or of the outcome.
    let mut lifetimes = 0;
    let parameter = signature.generics.params.iter().find(|parameter| {
        lifetimes += 1;
        !matches!(parameter, GenericParam::Lifetime(_)) || lifetimes > 1
    });
    if let Some(parameter) = parameter {
        let what = match parameter {
            GenericParam::Lifetime(_) => "a second lifetime",
            GenericParam::Type(_) | GenericParam::Const(_) => "type parameters",
        };
        errors.push(
            Error::over(parameter, format!("`{name}` cannot have {what} of its own"))
                .help("move the parameter to the `impl`"),
        );
    }
    if let Some(clause) = &signature.generics.where_clause {
        errors.push(
            Error::over(
                clause,
                format!("`{name}` cannot have a `where` clause of its own"),
            )
            .help("move it to the `impl`"),
        );
    }
}

/// An `.await` in what is not `async`.
pub(super) fn check_awaits(signature: &Signature, scan: &Scan<'_>, errors: &mut Errors) {
    if let (None, Some(found)) = (&signature.asyncness, scan.awaits) {
        let name = &signature.ident;
        errors.push(
            Error::at(
                found.await_token.span,
                format!("`.await` in `{name}`, which is not `async`"),
            )
            .help(format!("write `async fn {name}`")),
        );
    }
}

/// `?` and a return type that is no `Result` contradict each other.
pub(super) fn check_question_mark(
    signature: &Signature,
    returns: &Returns,
    scan: &Scan<'_>,
    errors: &mut Errors,
) {
    if matches!(returns, Returns::Fallible(_) | Returns::Alias(_)) {
        return;
    }
    if let Some(found) = scan.question_mark {
        let name = &signature.ident;
        errors.push(
            Error::at(
                found.question_token.span(),
                format!("`?` in `{name}`, whose return type is no `Result`"),
            )
            .help("return `Result<Value, Error>`; an alias counts when its name ends in `Result`"),
        );
    }
}

pub(super) fn typed_arguments(signature: &Signature) -> impl Iterator<Item = &FnArg> {
    signature
        .inputs
        .iter()
        .filter(|argument| matches!(argument, FnArg::Typed(_)))
}

fn after_receiver(signature: &Signature) -> TokenStream {
    over_all(&typed_arguments(signature).collect::<Vec<_>>())
}

pub(super) fn over_all(arguments: &[&FnArg]) -> TokenStream {
    arguments.iter().map(ToTokens::to_token_stream).collect()
}

/// Whether a method is `async`, and where it is reported that it is not.
pub(super) type Async = (Option<Token![async]>, Span);

/// The keyword, when both are `async`, or the only one is.
pub(super) fn check_asyncness(
    enter: Option<Async>,
    exit: Async,
    errors: &mut Errors,
) -> Option<Token![async]> {
    let one_is = match (enter, exit) {
        (Some((None, plain)), (Some(_), _)) => Some(("exit", "enter", plain)),
        (Some((Some(_), _)), (None, plain)) => Some(("enter", "exit", plain)),
        _ => None,
    };
    if let Some((is, is_not, plain)) = one_is {
        errors.push(
            Error::at(plain, format!("`{is}` is `async` but `{is_not}` is not"))
                .help("make both `async`, or neither"),
        );
    }
    exit.0
}

pub(super) fn take_method(block: &mut ItemImpl, name: &str) -> Option<ImplItemFn> {
    let position = block.items.iter().position(|item| is_method(item, name))?;
    match block.items.remove(position) {
        ImplItem::Fn(method) => Some(method),
        _ => unreachable!("the item is a method"),
    }
}

pub(super) fn is_method(item: &ImplItem, name: &str) -> bool {
    matches!(item, ImplItem::Fn(method) if method.sig.ident == name)
}

/// The arguments that name methods, on an item that takes none.
pub(crate) fn refuse_methods(
    options: [&Once<Method>; 3],
    place: &str,
    help: &str,
    errors: &mut Errors,
) {
    for written in options.into_iter().filter_map(Once::written) {
        errors.push(
            Error::over(written, format!("{place} takes no methods as arguments")).help(help),
        );
    }
}
