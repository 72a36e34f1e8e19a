//! The `async` inherent methods that `#[context_manager(exit = async ..)]` names.
//!
//! The future of a method that borrows has the lifetime of that loan in it, so the manager is lent from
//! a place outside the call, for a lifetime that can be named.

use core::future::Future;

use super::method::{ByRef, ByRefTold, ByValue, ByValueTold};
use crate::outcome::AsyncOutcome;

/// An `async` method that can be the `exit` of an `M`. `Receiver` is inferred from its signature.
#[diagnostic::on_unimplemented(
    message = "this method cannot be the `exit` of an async context manager",
    label = "not what an async `exit` may be",
    note = "it is `async` and takes `self` or `&mut self`, and after that nothing or an `AsyncOutcome<'_>`"
)]
pub trait AsyncExitMethod<'m, 'o, M, Receiver> {
    /// What the method returns.
    type Answer: Future;

    /// Calls it.
    fn call(self, manager: &'m mut Option<M>, outcome: AsyncOutcome<'o>) -> Self::Answer;
}

impl<'m, F, M, A> AsyncExitMethod<'m, '_, M, ByValue> for F
where
    F: FnOnce(M) -> A,
    A: Future,
{
    type Answer = A;

    #[inline]
    fn call(self, manager: &'m mut Option<M>, _: AsyncOutcome<'_>) -> A {
        self(taken(manager))
    }
}

impl<'m, 'o, F, M, A> AsyncExitMethod<'m, 'o, M, ByValueTold> for F
where
    F: FnOnce(M, AsyncOutcome<'o>) -> A,
    A: Future,
{
    type Answer = A;

    #[inline]
    fn call(self, manager: &'m mut Option<M>, outcome: AsyncOutcome<'o>) -> A {
        self(taken(manager), outcome)
    }
}

impl<'m, F, M: 'm, A> AsyncExitMethod<'m, '_, M, ByRef> for F
where
    F: FnOnce(&'m mut M) -> A,
    A: Future,
{
    type Answer = A;

    #[inline]
    fn call(self, manager: &'m mut Option<M>, _: AsyncOutcome<'_>) -> A {
        self(lent(manager))
    }
}

impl<'m, 'o, F, M: 'm, A> AsyncExitMethod<'m, 'o, M, ByRefTold> for F
where
    F: FnOnce(&'m mut M, AsyncOutcome<'o>) -> A,
    A: Future,
{
    type Answer = A;

    #[inline]
    fn call(self, manager: &'m mut Option<M>, outcome: AsyncOutcome<'o>) -> A {
        self(lent(manager), outcome)
    }
}

fn taken<M>(manager: &mut Option<M>) -> M {
    match manager.take() {
        Some(manager) => manager,
        None => unreachable!("the manager exits once"),
    }
}

fn lent<M>(manager: &mut Option<M>) -> &mut M {
    match manager {
        Some(manager) => manager,
        None => unreachable!("the manager exits once"),
    }
}

/// The future by which `manager` exits. It is awaited where the call stands, since a generic `async fn`
/// around it would not be `Send` for managers with lifetimes.
#[inline]
pub fn exit_by_async<'m, 'o, M, F, Receiver>(
    method: F,
    manager: &'m mut Option<M>,
    outcome: AsyncOutcome<'o>,
) -> F::Answer
where
    F: AsyncExitMethod<'m, 'o, M, Receiver>,
{
    method.call(manager, outcome)
}
