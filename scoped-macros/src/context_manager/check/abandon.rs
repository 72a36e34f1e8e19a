//! The `abandon` of an async impl block.

use syn::spanned::Spanned;
use syn::{ItemImpl, ReturnType};

use super::method::take_method;
use super::method::{By, check_qualifiers, over_all, receiver, typed_arguments, wrong_receiver};
use crate::context_manager::model::Abandon;
use crate::context_manager::returns::Returns;
use crate::error::{Error, Errors};

/// Takes `abandon` out of the block.
pub(super) fn take_abandon(block: &mut ItemImpl, errors: &mut Errors) -> Option<Abandon> {
    let method = take_method(block, "abandon")?;
    let signature = &method.sig;
    if let Some(keyword) = &signature.asyncness {
        errors.push(
            Error::at(keyword.span(), "`abandon` cannot be `async`")
                .help("remove the `async`: `abandon` runs where nothing can await"),
        );
    }
    check_qualifiers(signature, errors);
    let by = receiver(signature).map(|(by, _)| by);
    if by.is_none() {
        errors.push(wrong_receiver(signature, "`self` or `&mut self`"));
    }
    if typed_arguments(signature).count() > 1 {
        errors.push(
            Error::over(
                over_all(&typed_arguments(signature).skip(1).collect::<Vec<_>>()),
                "`abandon` takes the reason and nothing else",
            )
            .help("keep it in a field, and set it where the manager is made"),
        );
    }
    match &signature.output {
        ReturnType::Type(_, ty) if !matches!(Returns::read(&signature.output), Returns::Unit) => {
            errors.push(
                Error::over(ty, "`abandon` cannot return anything").help("remove the return type"),
            );
        }
        _ => {}
    }
    Some(match by {
        Some(By::Ref) => Abandon::Borrowing(Box::new(method)),
        _ => Abandon::Taking(Box::new(method)),
    })
}
