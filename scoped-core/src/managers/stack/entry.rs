//! What exits one entry of a stack.

use alloc::boxed::Box;
use core::any::Any;
use core::error::Error;

use super::exit_stack::ExitStack;
use crate::block::exit_parts;
use crate::exit::{Exit, Stop, Verdict};
use crate::exit_error::ExitError;
use crate::manager::ContextManager;
use crate::managers::several::{Combined, Plain};
use crate::outcome::Outcome;

/// What the `exit` of a stack may answer: `Result<(), ExitError>`, or `Result<Verdict, ExitError>` where it may suppress.
pub trait StackExit: Exit<Error = ExitError> {}

impl StackExit for Result<(), ExitError> {}
impl StackExit for Result<Verdict, ExitError> {}

/// What the `exit` of a manager may answer that is in a stack with the answer `X`.
#[diagnostic::on_unimplemented(
    message = "a manager whose `exit` returns `{Self}` cannot be in this stack",
    label = "`exit` returns `{Self}`",
    note = "an error has to become a `Box<dyn Error + Send + Sync>`, as what implements `Error + Send + Sync` does",
    note = "in a stack made by `without_suppression`, nothing returns a `Verdict`"
)]
pub trait FitsStack<X>: Exit {
    /// The error, whatever its type is.
    #[doc(hidden)]
    fn exit_error(error: Self::Error) -> ExitError;
}

#[diagnostic::do_not_recommend]
impl<X: StackExit> FitsStack<X> for () {
    fn exit_error(error: Self::Error) -> ExitError {
        match error {}
    }
}

#[diagnostic::do_not_recommend]
impl FitsStack<Result<Verdict, ExitError>> for Verdict {
    fn exit_error(error: Self::Error) -> ExitError {
        match error {}
    }
}

#[diagnostic::do_not_recommend]
impl<E, X> FitsStack<X> for Result<(), E>
where
    E: core::fmt::Debug + Into<Box<dyn Error + Send + Sync + 'static>>,
    X: StackExit,
{
    fn exit_error(error: E) -> ExitError {
        ExitError::new(error)
    }
}

#[diagnostic::do_not_recommend]
impl<E> FitsStack<Result<Verdict, ExitError>> for Result<Verdict, E>
where
    E: core::fmt::Debug + Into<Box<dyn Error + Send + Sync + 'static>>,
{
    fn exit_error(error: E) -> ExitError {
        ExitError::new(error)
    }
}

/// Why the body's end is given up.
pub(crate) type StackStop = Stop<ExitError>;

/// One entry.
pub(crate) trait Entry<'m, X: StackExit> {
    /// What is lent, as its own type.
    fn lent(&mut self) -> Option<&mut dyn Any> {
        None
    }

    /// Exits it. What it adds to the stack is exited next.
    fn exit(
        self: Box<Self>,
        outcome: Outcome<'_>,
        stack: &mut ExitStack<'m, X>,
    ) -> Option<StackStop>;
}

/// A manager that was entered by the stack. It is lent as its own type again, which [`Any`] only knows of a type that
/// borrows nothing.
pub(crate) struct Entered<M> {
    pub(crate) manager: M,
    /// How many of its parts were entered.
    pub(crate) parts: usize,
    /// Why `enter` has got no further, if it has not: what the parts are told that were entered.
    pub(crate) unfinished: Option<Outcome<'static>>,
}

impl<'m, X, M> Entry<'m, X> for Entered<M>
where
    X: StackExit,
    M: ContextManager + 'static,
    Plain<M>: FitsStack<X>,
{
    fn lent(&mut self) -> Option<&mut dyn Any> {
        Some(self)
    }

    fn exit(self: Box<Self>, outcome: Outcome<'_>, _: &mut ExitStack<'m, X>) -> Option<StackStop> {
        let Self {
            manager,
            parts,
            unfinished,
        } = *self;
        if let Some(outcome) = unfinished {
            exit_parts(manager, parts, outcome);
            return None;
        }
        settled::<M, X, _>(manager.exit_parts(parts, outcome), outcome)
    }
}

/// A manager that was entered before.
pub(crate) struct Pushed<M>(pub(crate) M);

impl<'m, X, M> Entry<'m, X> for Pushed<M>
where
    X: StackExit,
    M: ContextManager,
    Plain<M>: FitsStack<X>,
{
    fn exit(self: Box<Self>, outcome: Outcome<'_>, _: &mut ExitStack<'m, X>) -> Option<StackStop> {
        settled::<M, X, _>(self.0.exit(outcome), outcome)
    }
}

/// A callback that is given the stack.
pub(crate) struct Deferred<F>(pub(crate) F);

impl<'m, X, F, Y> Entry<'m, X> for Deferred<F>
where
    X: StackExit,
    F: FnOnce(&mut ExitStack<'m, X>, Outcome<'_>) -> Y,
    Y: Exit,
    Y::Plain: FitsStack<X>,
{
    fn exit(
        self: Box<Self>,
        outcome: Outcome<'_>,
        stack: &mut ExitStack<'m, X>,
    ) -> Option<StackStop> {
        settled::<F, X, _>((self.0)(stack, outcome), outcome)
    }
}

/// What becomes of the body's end by the answer of an `M`.
pub(crate) fn settled<M, X: StackExit, Y: Exit>(
    answer: Y,
    outcome: Outcome<'_>,
) -> Option<StackStop>
where
    Y::Plain: FitsStack<X>,
{
    Combined::<X>::settled::<M, _>(answer, outcome, Y::Plain::exit_error).0
}
