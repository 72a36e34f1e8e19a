//! What the expansion of `with!` calls when the body has ended: on its normal end and on the landing
//! pads of its jumps.

use core::fmt;
use core::marker::PhantomData;

use super::guard::Guard;
use super::reach::Inhabited;
use super::watch::Watcher;
use crate::exit::Exit;
use crate::failure::{InBranch, Inspect, StandIn, Through};
use crate::manager::ContextManager;
use crate::outcome::{AnyError, ErrorObject, Failure, Outcome};

/// Why a block of `M` gives its body's end up. Uninhabited where it never does.
type StopOf<M> = <<M as ContextManager>::Exit as Exit>::Stop;

/// Knows what the `exit` of a block's manager returns. "Finish" is a method of it, so that the expected
/// type of the `with!` reaches the body's tail before that is checked.
///
/// It does not know the manager's type: a type that is no manager would be reported here again.
pub struct ExitType<X>(PhantomData<fn() -> X>);

impl<X> Clone for ExitType<X> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<X> Copy for ExitType<X> {}

impl<X> fmt::Debug for ExitType<X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ExitType")
    }
}

/// The exit type of a guard's manager.
#[inline]
pub const fn exit_type<M: ContextManager, W: Watcher>(_: &Guard<'_, M, W>) -> ExitType<M::Exit> {
    ExitType::new()
}

impl<X> ExitType<X> {
    #[inline]
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<X: Exit> ExitType<X> {
    /// The body reached its end with `value`: exits, and makes the value of `with!`.
    #[inline]
    #[track_caller]
    pub fn finish<T, M, W, I>(self, value: T, guard: Guard<'_, M, W>, inspect: I) -> X::With<T>
    where
        M: ContextManager<Exit = X>,
        W: Watcher,
        I: Inspect<T, AnyError>,
    {
        let failed = inspect
            .failure(&value, &mut I::StandIn::default())
            .is_some();
        if failed {
            return self.finish_failed(value, guard, &inspect);
        }
        self.complete(value, guard)
    }

    /// The failure has a function, and its value, to itself: it lends its error, and where it did that
    /// in [`finish`](Self::finish), the value of a success would have to be in memory too.
    #[inline]
    #[track_caller]
    fn finish_failed<T, M, W, I>(self, value: T, guard: Guard<'_, M, W>, inspect: &I) -> X::With<T>
    where
        M: ContextManager<Exit = X>,
        W: Watcher,
        I: Inspect<T, AnyError>,
    {
        let mut stand_in = I::StandIn::default();
        match exit(guard, outcome_of(inspect.failure(&value, &mut stand_in))) {
            None => X::stand(value),
            Some(stop) => X::stopped(stop),
        }
    }

    /// [`finish`](Self::finish) of a block whose value is that of the body around it, which sees through it.
    #[inline]
    #[track_caller]
    pub fn finish_through<T, M, W, I, O>(
        self,
        value: T,
        guard: Guard<'_, M, W>,
        inspect: I,
        _whole: O,
        _outer: Through<X, T, I, O>,
    ) -> X::With<T>
    where
        M: ContextManager<Exit = X>,
        W: Watcher,
        I: Inspect<T, AnyError>,
    {
        self.finish(value, guard, inspect)
    }

    /// [`finish`](Self::finish) of a block whose value may be that of the body around it, which it tells so.
    #[inline]
    #[track_caller]
    pub fn finish_in_branch<T, M, W, I, O>(
        self,
        value: T,
        guard: Guard<'_, M, W>,
        inspect: I,
        _whole: O,
        outer: &mut InBranch<X, T, I, O>,
    ) -> X::With<T>
    where
        M: ContextManager<Exit = X>,
        W: Watcher,
        I: Inspect<T, AnyError> + Copy,
    {
        outer.tell(inspect);
        self.finish(value, guard, inspect)
    }

    /// The end of a body that is a success whatever its value is.
    #[inline]
    #[track_caller]
    pub(crate) fn complete<T, M, W>(self, value: T, guard: Guard<'_, M, W>) -> X::With<T>
    where
        M: ContextManager<Exit = X>,
        W: Watcher,
    {
        match exit(guard, Outcome::Completed) {
            None => X::stand(value),
            Some(stop) => X::stopped(stop),
        }
    }

    /// `with!` when `enter` failed.
    #[inline]
    pub fn not_entered<T>(self, error: X::Error) -> X::With<T> {
        X::not_entered(error)
    }

    /// `with!` when a jump was given up.
    #[inline]
    pub fn give_up<T>(self, stop: X::Stop) -> X::With<T> {
        X::stopped(stop)
    }

    /// Marks the end of a block whose body always leaves, so that rustc knows what it would know behind a plain block:
    /// nothing is reached there, unless `exit` can give the jump up.
    #[inline]
    pub fn diverged<T>(self, with: X::With<T>, _never: impl FnOnce() -> T) -> X::Diverged<T> {
        X::diverged(with)
    }

    /// The error of an `enter` that was awaited, as [`enter`](super::enter) gives it.
    #[inline]
    pub fn error(self, error: X::Error) -> Inhabited<X::Error> {
        Inhabited::new(error)
    }
}

/// What a `return` or a `?` leaves with, and whether it is a `?`.
#[derive(Debug)]
pub struct Leaving<R>(pub bool, pub R);

impl<R> Leaving<R> {
    /// Exits, and hands on what leaves. A method, so that the block that is left is checked before rustc has anything
    /// to prove of the guard.
    ///
    /// # Errors
    ///
    /// A stop, which gives the jump up.
    #[inline]
    #[track_caller]
    pub fn leave<M, W, I>(
        self,
        guard: Guard<'_, M, W>,
        inspect: I,
    ) -> Result<(bool, R), Inhabited<StopOf<M>>>
    where
        M: ContextManager,
        W: Watcher,
        I: Inspect<R, AnyError>,
    {
        let Self(by_question_mark, value) = self;
        let mut stand_in = I::StandIn::default();
        let failed = leaving_failure(&value, by_question_mark, &inspect, &mut stand_in).is_some();
        let left = if failed {
            leave_failed(value, by_question_mark, guard, &inspect)
        } else {
            match exit(guard, Outcome::Completed) {
                None => Ok(value),
                Some(stop) => Err(stop),
            }
        };
        match left {
            Ok(value) => Ok((by_question_mark, value)),
            Err(stop) => Err(Inhabited::new(stop)),
        }
    }
}

/// The failure has a function, and its value, to itself, as in [`finish_failed`](ExitType::finish_failed).
#[inline]
#[track_caller]
fn leave_failed<M, W, R, I>(
    value: R,
    by_question_mark: bool,
    guard: Guard<'_, M, W>,
    inspect: &I,
) -> Result<R, StopOf<M>>
where
    M: ContextManager,
    W: Watcher,
    I: Inspect<R, AnyError>,
{
    let mut stand_in = I::StandIn::default();
    let failure = leaving_failure(&value, by_question_mark, inspect, &mut stand_in);
    match exit(guard, outcome_of(failure)) {
        None => Ok(value),
        Some(stop) => Err(stop),
    }
}

/// A `break`, a `continue` or a bare `return` leaves: exits; a stop gives the jump up.
#[inline]
#[track_caller]
pub fn leave_completed<M: ContextManager, W: Watcher>(
    guard: Guard<'_, M, W>,
) -> Option<Inhabited<StopOf<M>>> {
    exit(guard, Outcome::Completed).map(Inhabited::new)
}

#[inline]
#[track_caller]
fn exit<M: ContextManager, W: Watcher>(
    guard: Guard<'_, M, W>,
    outcome: Outcome<'_>,
) -> Option<StopOf<M>> {
    guard.take()?.exit(outcome).settle::<M>(outcome)
}

/// What `exit` is told of a body that failed, or did not.
#[inline]
pub(super) fn outcome_of<E: ErrorObject>(failure: Option<Failure<'_, E>>) -> Outcome<'_, E> {
    match failure {
        Some(failure) => Outcome::Failed(failure),
        None => Outcome::Completed,
    }
}

/// The failure of a `return` or a `?`. A `?` leaves as one, whatever its value looks like.
#[inline]
pub(super) fn leaving_failure<'v, R, I, E, S>(
    value: &'v R,
    by_question_mark: bool,
    inspect: &I,
    stand_in: &'v mut S,
) -> Option<Failure<'v, E>>
where
    I: Inspect<R, E>,
    E: ErrorObject,
    S: StandIn,
{
    match inspect.failure(value, stand_in) {
        None if by_question_mark && !I::SHOWS_QUESTION_MARK => Some(Failure::default()),
        failure => failure,
    }
}
