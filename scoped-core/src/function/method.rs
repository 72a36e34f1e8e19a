//! The inherent methods that `#[context_manager(exit = .., abandon = ..)]` names.
//!
//! The attribute stands on the type and does not see the method, so its signature is asked of a trait
//! that every function item implements in at most one way.

use crate::abandoned::Abandoned;
use crate::outcome::Outcome;

/// The method takes the manager.
#[derive(Debug)]
pub struct ByValue;

/// The method takes the manager and the outcome.
#[derive(Debug)]
pub struct ByValueTold;

/// The method borrows the manager.
#[derive(Debug)]
pub struct ByRef;

/// The method borrows the manager and takes the outcome.
#[derive(Debug)]
pub struct ByRefTold;

/// A method that can be the `exit` of an `M`. `Receiver` is inferred from its signature.
#[diagnostic::on_unimplemented(
    message = "this method cannot be the `exit` of a context manager",
    label = "not what `exit` may be",
    note = "it takes `self` or `&mut self`, and after that nothing or an `Outcome<'_>`"
)]
pub trait ExitMethod<M, Receiver> {
    /// What the method returns.
    type Answer;

    /// Calls it.
    fn call(self, manager: M, outcome: Outcome<'_>) -> Self::Answer;
}

impl<F: FnOnce(M) -> A, M, A> ExitMethod<M, ByValue> for F {
    type Answer = A;

    #[inline]
    fn call(self, manager: M, _: Outcome<'_>) -> A {
        self(manager)
    }
}

impl<F: FnOnce(M, Outcome<'_>) -> A, M, A> ExitMethod<M, ByValueTold> for F {
    type Answer = A;

    #[inline]
    fn call(self, manager: M, outcome: Outcome<'_>) -> A {
        self(manager, outcome)
    }
}

impl<F: FnOnce(&mut M) -> A, M, A> ExitMethod<M, ByRef> for F {
    type Answer = A;

    #[inline]
    fn call(self, mut manager: M, _: Outcome<'_>) -> A {
        self(&mut manager)
    }
}

impl<F: FnOnce(&mut M, Outcome<'_>) -> A, M, A> ExitMethod<M, ByRefTold> for F {
    type Answer = A;

    #[inline]
    fn call(self, mut manager: M, outcome: Outcome<'_>) -> A {
        self(&mut manager, outcome)
    }
}

/// Exits `manager` by its method.
#[inline]
pub fn exit_by<M, F, Receiver>(method: F, manager: M, outcome: Outcome<'_>) -> F::Answer
where
    F: ExitMethod<M, Receiver>,
{
    method.call(manager, outcome)
}

/// A method that can be the `abandon` of an `M`. `Receiver` is inferred from its signature.
#[diagnostic::on_unimplemented(
    message = "this method cannot be the `abandon` of an async context manager",
    label = "not what `abandon` may be",
    note = "it takes `self` or `&mut self`, and after that nothing or an `Abandoned`, and returns nothing"
)]
pub trait AbandonMethod<M, Receiver> {
    /// Calls it.
    fn call(self, manager: M, reason: Abandoned);
}

impl<F: FnOnce(M), M> AbandonMethod<M, ByValue> for F {
    fn call(self, manager: M, _: Abandoned) {
        self(manager);
    }
}

impl<F: FnOnce(M, Abandoned), M> AbandonMethod<M, ByValueTold> for F {
    fn call(self, manager: M, reason: Abandoned) {
        self(manager, reason);
    }
}

impl<F: FnOnce(&mut M), M> AbandonMethod<M, ByRef> for F {
    fn call(self, mut manager: M, _: Abandoned) {
        self(&mut manager);
    }
}

impl<F: FnOnce(&mut M, Abandoned), M> AbandonMethod<M, ByRefTold> for F {
    fn call(self, mut manager: M, reason: Abandoned) {
        self(&mut manager, reason);
    }
}

/// Abandons `manager` by its method.
pub fn abandon_by<M, F, Receiver>(method: F, manager: M, reason: Abandoned)
where
    F: AbandonMethod<M, Receiver>,
{
    method.call(manager, reason);
}
