//! What the expansion of an async item calls when the body has ended.
//!
//! What a block that does not await does in one call is taken apart here, since `exit` is awaited in
//! between, in the user's own function: a generic `async fn` around it would make the future `!Send` for
//! managers with lifetimes.

use core::fmt;
use core::marker::PhantomData;

use super::async_guard::AsyncGuard;
use super::end::{ExitType, leaving_failure, outcome_of};
use super::jump_type::JumpType;
use super::reach::Inhabited;
use super::watch::Watcher;
use crate::async_manager::AsyncContextManager;
use crate::exit::Exit;
use crate::failure::{InBranch, Inspect, StandIn, Through};
use crate::outcome::{AnySendError, AsyncOutcome, Outcome};

type StopOf<M> = <<M as AsyncContextManager>::Exit as Exit>::Stop;

/// The exit type of a guard's manager.
#[inline]
pub const fn async_exit_type<M: AsyncContextManager, W: Watcher>(
    _: &AsyncGuard<M, W>,
) -> ExitType<M::Exit> {
    ExitType::new()
}

/// Knows the type of a manager that is gone.
pub struct ManagerType<M>(PhantomData<fn() -> M>);

impl<M> Clone for ManagerType<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for ManagerType<M> {}

impl<M> fmt::Debug for ManagerType<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ManagerType")
    }
}

/// The type of a guard's manager.
#[inline]
pub const fn manager_type<M: AsyncContextManager, W: Watcher>(
    _: &AsyncGuard<M, W>,
) -> ManagerType<M> {
    ManagerType(PhantomData)
}

/// What it needs to tell the outcome: a place for a stand-in of the error, or nothing.
#[inline]
pub fn stand_in<T, I: Inspect<T, AnySendError>>(inspect: I, value: &T) -> I::StandIn {
    let _ = (inspect, value);
    I::StandIn::default()
}

/// How a body with this value ended.
#[inline]
pub fn outcome<'v, T, I: Inspect<T, AnySendError>, S: StandIn>(
    inspect: I,
    value: &'v T,
    stand_in: &'v mut S,
) -> AsyncOutcome<'v> {
    outcome_of(inspect.failure(value, stand_in))
}

/// How a body ended that leaves with this value, by `return` or by `?`.
#[inline]
pub fn outcome_of_leaving<'v, R, I: Inspect<R, AnySendError>, S: StandIn>(
    inspect: I,
    value: &'v R,
    by_question_mark: bool,
    stand_in: &'v mut S,
) -> AsyncOutcome<'v> {
    outcome_of(leaving_failure(value, by_question_mark, &inspect, stand_in))
}

/// Whether the body's end stands (`None`), now that `exit` has answered. The outcome is found again, so
/// that it need not be kept while `exit` is awaited.
#[inline]
pub fn settle<M: AsyncContextManager, T, I: Inspect<T, AnySendError>>(
    _: ManagerType<M>,
    answer: M::Exit,
    inspect: I,
    value: &T,
) -> Option<StopOf<M>> {
    let mut stand_in = I::StandIn::default();
    answer.settle::<M>(outcome(inspect, value, &mut stand_in).into())
}

/// [`settle`] for a `return` or a `?`.
#[inline]
pub fn settle_leaving<M: AsyncContextManager, R, I: Inspect<R, AnySendError>>(
    _: ManagerType<M>,
    answer: M::Exit,
    inspect: I,
    value: &R,
    by_question_mark: bool,
) -> Option<Inhabited<StopOf<M>>> {
    let mut stand_in = I::StandIn::default();
    let outcome = outcome_of_leaving(inspect, value, by_question_mark, &mut stand_in);
    answer.settle::<M>(outcome.into()).map(Inhabited::new)
}

/// [`settle`] for a jump that is a success.
#[inline]
pub fn settle_completed<M: AsyncContextManager>(
    _: ManagerType<M>,
    answer: M::Exit,
) -> Option<Inhabited<StopOf<M>>> {
    answer.settle::<M>(Outcome::Completed).map(Inhabited::new)
}

impl<X: Exit> ExitType<X> {
    /// `with!` when the body's end stands.
    #[inline]
    pub fn stand<T>(self, value: T) -> X::With<T> {
        X::stand(value)
    }

    /// Lets the body around a block see through that block's value.
    #[inline]
    pub fn through<T, I, O>(
        self,
        _: JumpType<T>,
        _inspect: I,
        _whole: O,
        _outer: Through<X, T, I, O>,
    ) {
    }

    /// Tells the body around a block that its value is that block's, and how to see through it.
    #[inline]
    pub fn tell<T, I, O>(
        self,
        _: JumpType<T>,
        inspect: I,
        _whole: O,
        outer: &mut InBranch<X, T, I, O>,
    ) {
        outer.tell(inspect);
    }

    /// Stands in dead code for a block whose body's value has that type, to learn that from the
    /// expected type.
    pub fn expected<T>(self, none: core::convert::Infallible, _: JumpType<T>) -> X::With<T> {
        match none {}
    }
}
