//! What `exit` may answer, and what becomes of the block then.

use core::convert::Infallible;
use core::fmt::Debug;

use crate::block::Never;
use crate::failure::{Inspect, StandIn};
use crate::outcome::{ErrorObject, Failure, Outcome};
use crate::unraised;

/// What an `exit` that may suppress answers.
///
/// Python's `__exit__` returns a truthy value to suppress; this says it by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a verdict has an effect only as the answer of `exit`"]
pub enum Verdict {
    /// The body's error goes on.
    Propagate,
    /// The body's error is dropped: a jump is given up, and `with!` is `None`.
    ///
    /// After a success, during a panic and after an unseen jump it has no effect.
    Suppress,
}

/// What `exit` may return. It decides what `with!` is when the body's value is a `T`:
///
/// | `exit` returns | `with!` is |
/// | --- | --- |
/// | `()` | `T` |
/// | `Result<(), E>` | `Result<T, E>` |
/// | [`Verdict`] | `Option<T>`, `None` when suppressed |
/// | `Result<Verdict, E>` | `Result<Option<T>, E>` |
///
/// The trait is sealed: these are all there are, and [`Combined`](crate::Combined), what several of them make together.
#[diagnostic::on_unimplemented(
    message = "`exit` cannot return `{Self}`",
    label = "not something `exit` may return",
    note = "`exit` returns `()`, `Result<(), E>`, `Verdict` or `Result<Verdict, E>`, where `E: Debug`"
)]
pub trait Exit: Sized + sealed::Sealed {
    /// What `enter` and `exit` may fail with; [`Infallible`] when they cannot.
    type Error: Debug;

    /// What `with!` is when the body's value is a `T`.
    type With<T>;

    /// Why the body's own end is given up. Uninhabited when `exit` can give no reason to, so that the
    /// compiler knows that the path ends there.
    #[doc(hidden)]
    type Stop;

    /// This type. To say it like this makes rustc give up on a closure that returns something else, which it has
    /// reported where the closure is.
    #[doc(hidden)]
    type Itself: Exit<Error = Self::Error, Plain = Self::Plain>;

    /// The answer as it is.
    #[doc(hidden)]
    fn itself(self) -> Self::Itself;

    /// The same without what several managers answer together: one of the four.
    #[doc(hidden)]
    type Plain: Exit<Error = Self::Error>;

    /// The answer that changes nothing.
    #[doc(hidden)]
    fn nothing() -> Self;

    /// Whether this is an error.
    #[doc(hidden)]
    fn has_failed(&self) -> bool;

    /// The error, if it is one.
    #[doc(hidden)]
    fn into_error(self) -> Option<Self::Error>;

    /// Whether it is the verdict to suppress.
    #[doc(hidden)]
    fn is_suppressing(&self) -> bool {
        false
    }

    /// The same with the verdict to suppress, where it has one.
    #[doc(hidden)]
    #[must_use]
    fn suppressing(self) -> Self {
        self
    }

    /// Whether the body's own end stands (`None`) or is given up. An error that has nowhere to go
    /// reaches the unraised hook.
    #[doc(hidden)]
    fn settle<M>(self, outcome: Outcome<'_>) -> Option<Self::Stop>;

    /// The reason, in the words for all of them.
    #[doc(hidden)]
    fn into_stop(stop: Self::Stop) -> Stop<Self::Error>;

    /// The reason in its own words; `None` if it is none that this can give.
    #[doc(hidden)]
    fn from_stop(stop: Stop<Self::Error>) -> Option<Self::Stop>;

    /// `with!` when the body's end stands.
    #[doc(hidden)]
    fn stand<T>(value: T) -> Self::With<T>;

    /// `with!` when the body's end was given up.
    #[doc(hidden)]
    fn stopped<T>(stop: Self::Stop) -> Self::With<T>;

    /// What `with!` was made of, one of the two.
    #[doc(hidden)]
    fn ended<T>(with: Self::With<T>) -> Result<T, Self::Stop>;

    /// `with!` when `enter` failed.
    #[doc(hidden)]
    fn not_entered<T>(error: Self::Error) -> Self::With<T>;

    /// What `with!` is when its body never reaches its end: `!`, where nothing else gives it a value.
    #[doc(hidden)]
    type Diverged<T>;

    /// `with!` of such a body.
    #[doc(hidden)]
    fn diverged<T>(with: Self::With<T>) -> Self::Diverged<T>;

    /// The failure in the value of a nested `with!`: `inner` sees into what that wraps, `whole` sees all of it.
    #[doc(hidden)]
    fn failure<'v, T, O, S>(
        with: &'v Self::With<T>,
        inner: &impl Inspect<T, O>,
        whole: &impl Inspect<Self::With<T>, O>,
        stand_in: &'v mut S,
    ) -> Option<Failure<'v, O>>
    where
        O: ErrorObject,
        S: StandIn;
}

/// Why a jump, or the body's value, is given up for what `exit` answered.
#[derive(Debug)]
pub enum Stop<E> {
    /// The body's error is suppressed.
    Suppressed,
    /// `exit` failed after a success.
    Raised(E),
}

/// The stop of an `exit` that may only suppress.
#[derive(Debug)]
pub struct Suppressed;

pub(crate) mod sealed {
    pub trait Sealed {}
}

impl sealed::Sealed for () {}
impl<E> sealed::Sealed for Result<(), E> {}
impl sealed::Sealed for Verdict {}
impl<E> sealed::Sealed for Result<Verdict, E> {}

impl Exit for () {
    type Error = Infallible;
    type With<T> = T;
    type Diverged<T> = Never;
    type Stop = Infallible;

    type Itself = Self;
    type Plain = Self;

    #[inline]
    fn itself(self) {}

    #[inline]
    fn nothing() -> Self {}

    #[inline]
    fn has_failed(&self) -> bool {
        false
    }

    #[inline]
    fn into_error(self) -> Option<Infallible> {
        None
    }

    #[inline]
    fn settle<M>(self, _: Outcome<'_>) -> Option<Infallible> {
        None
    }

    #[inline]
    fn into_stop(stop: Self::Stop) -> Stop<Self::Error> {
        match stop {}
    }

    #[inline]
    fn from_stop(stop: Stop<Self::Error>) -> Option<Self::Stop> {
        match stop {
            Stop::Suppressed => None,
            Stop::Raised(error) => match error {},
        }
    }

    #[inline]
    fn stand<T>(value: T) -> T {
        value
    }

    #[inline]
    fn stopped<T>(stop: Infallible) -> T {
        match stop {}
    }

    #[inline]
    fn ended<T>(with: T) -> Result<T, Infallible> {
        Ok(with)
    }

    #[inline]
    fn not_entered<T>(error: Infallible) -> T {
        match error {}
    }

    #[inline]
    fn diverged<T>(_: T) -> Never {
        unreachable!("a body that always leaves has reached its end")
    }

    #[inline]
    fn failure<'v, T, O, S>(
        with: &'v T,
        inner: &impl Inspect<T, O>,
        _: &impl Inspect<T, O>,
        stand_in: &'v mut S,
    ) -> Option<Failure<'v, O>>
    where
        O: ErrorObject,
        S: StandIn,
    {
        inner.failure(with, stand_in)
    }
}

impl<E: Debug> Exit for Result<(), E> {
    type Error = E;
    type With<T> = Result<T, E>;
    // The bare error, so that `Result<(), Infallible>` is known to have no reason.
    type Diverged<T> = Result<T, E>;
    type Stop = E;

    type Itself = Self;
    type Plain = Self;

    #[inline]
    fn itself(self) -> Self {
        self
    }

    #[inline]
    fn nothing() -> Self {
        Ok(())
    }

    #[inline]
    fn has_failed(&self) -> bool {
        self.is_err()
    }

    #[inline]
    fn into_error(self) -> Option<E> {
        self.err()
    }

    #[inline]
    fn settle<M>(self, outcome: Outcome<'_>) -> Option<E> {
        match self {
            Ok(()) => None,
            Err(error) if outcome.is_success() => Some(error),
            Err(error) => {
                unraised::report::<M>(&error, outcome);
                None
            }
        }
    }

    #[inline]
    fn into_stop(stop: Self::Stop) -> Stop<Self::Error> {
        Stop::Raised(stop)
    }

    #[inline]
    fn from_stop(stop: Stop<Self::Error>) -> Option<Self::Stop> {
        match stop {
            Stop::Suppressed => None,
            Stop::Raised(error) => Some(error),
        }
    }

    #[inline]
    fn stand<T>(value: T) -> Result<T, E> {
        Ok(value)
    }

    #[inline]
    fn stopped<T>(error: E) -> Result<T, E> {
        Err(error)
    }

    #[inline]
    fn ended<T>(with: Result<T, E>) -> Result<T, E> {
        with
    }

    #[inline]
    fn not_entered<T>(error: E) -> Result<T, E> {
        Err(error)
    }

    #[inline]
    fn diverged<T>(with: Result<T, E>) -> Result<T, E> {
        with
    }

    #[inline]
    fn failure<'v, T, O, S>(
        with: &'v Result<T, E>,
        inner: &impl Inspect<T, O>,
        whole: &impl Inspect<Result<T, E>, O>,
        stand_in: &'v mut S,
    ) -> Option<Failure<'v, O>>
    where
        O: ErrorObject,
        S: StandIn,
    {
        match with {
            Ok(value) => inner.failure(value, stand_in),
            Err(_) => whole.failure(with, stand_in),
        }
    }
}

impl Exit for Verdict {
    type Error = Infallible;
    type With<T> = Option<T>;
    type Diverged<T> = Option<T>;
    type Stop = Suppressed;

    type Itself = Self;
    type Plain = Self;

    #[inline]
    fn itself(self) -> Self {
        self
    }

    #[inline]
    fn nothing() -> Self {
        Self::Propagate
    }

    #[inline]
    fn has_failed(&self) -> bool {
        false
    }

    #[inline]
    fn into_error(self) -> Option<Infallible> {
        None
    }

    #[inline]
    fn is_suppressing(&self) -> bool {
        *self == Self::Suppress
    }

    #[inline]
    fn suppressing(self) -> Self {
        Self::Suppress
    }

    #[inline]
    fn settle<M>(self, outcome: Outcome<'_>) -> Option<Suppressed> {
        suppresses(self, outcome).then_some(Suppressed)
    }

    #[inline]
    fn into_stop(stop: Self::Stop) -> Stop<Self::Error> {
        let Suppressed = stop;
        Stop::Suppressed
    }

    #[inline]
    fn from_stop(stop: Stop<Self::Error>) -> Option<Self::Stop> {
        match stop {
            Stop::Suppressed => Some(Suppressed),
            Stop::Raised(error) => match error {},
        }
    }

    #[inline]
    fn stand<T>(value: T) -> Option<T> {
        Some(value)
    }

    #[inline]
    fn stopped<T>(Suppressed: Suppressed) -> Option<T> {
        None
    }

    #[inline]
    fn ended<T>(with: Option<T>) -> Result<T, Suppressed> {
        with.ok_or(Suppressed)
    }

    #[inline]
    fn not_entered<T>(error: Infallible) -> Option<T> {
        match error {}
    }

    #[inline]
    fn diverged<T>(with: Option<T>) -> Option<T> {
        with
    }

    #[inline]
    fn failure<'v, T, O, S>(
        with: &'v Option<T>,
        inner: &impl Inspect<T, O>,
        _: &impl Inspect<Option<T>, O>,
        stand_in: &'v mut S,
    ) -> Option<Failure<'v, O>>
    where
        O: ErrorObject,
        S: StandIn,
    {
        inner.failure(with.as_ref()?, stand_in)
    }
}

impl<E: Debug> Exit for Result<Verdict, E> {
    type Error = E;
    type With<T> = Result<Option<T>, E>;
    type Diverged<T> = Result<Option<T>, E>;
    type Stop = Stop<E>;

    type Itself = Self;
    type Plain = Self;

    #[inline]
    fn itself(self) -> Self {
        self
    }

    #[inline]
    fn nothing() -> Self {
        Ok(Verdict::Propagate)
    }

    #[inline]
    fn has_failed(&self) -> bool {
        self.is_err()
    }

    #[inline]
    fn into_error(self) -> Option<E> {
        self.err()
    }

    #[inline]
    fn is_suppressing(&self) -> bool {
        matches!(self, Ok(Verdict::Suppress))
    }

    #[inline]
    fn suppressing(self) -> Self {
        self.map(|_| Verdict::Suppress)
    }

    #[inline]
    fn settle<M>(self, outcome: Outcome<'_>) -> Option<Stop<E>> {
        match self {
            Ok(verdict) => suppresses(verdict, outcome).then_some(Stop::Suppressed),
            Err(error) if outcome.is_success() => Some(Stop::Raised(error)),
            Err(error) => {
                unraised::report::<M>(&error, outcome);
                None
            }
        }
    }

    #[inline]
    fn into_stop(stop: Self::Stop) -> Stop<Self::Error> {
        stop
    }

    #[inline]
    fn from_stop(stop: Stop<Self::Error>) -> Option<Self::Stop> {
        Some(stop)
    }

    #[inline]
    fn stand<T>(value: T) -> Result<Option<T>, E> {
        Ok(Some(value))
    }

    #[inline]
    fn stopped<T>(stop: Stop<E>) -> Result<Option<T>, E> {
        match stop {
            Stop::Suppressed => Ok(None),
            Stop::Raised(error) => Err(error),
        }
    }

    #[inline]
    fn ended<T>(with: Result<Option<T>, E>) -> Result<T, Stop<E>> {
        with.map_err(Stop::Raised)?.ok_or(Stop::Suppressed)
    }

    #[inline]
    fn not_entered<T>(error: E) -> Result<Option<T>, E> {
        Err(error)
    }

    #[inline]
    fn diverged<T>(with: Result<Option<T>, E>) -> Result<Option<T>, E> {
        with
    }

    #[inline]
    fn failure<'v, T, O, S>(
        with: &'v Result<Option<T>, E>,
        inner: &impl Inspect<T, O>,
        whole: &impl Inspect<Result<Option<T>, E>, O>,
        stand_in: &'v mut S,
    ) -> Option<Failure<'v, O>>
    where
        O: ErrorObject,
        S: StandIn,
    {
        match with {
            Ok(value) => inner.failure(value.as_ref()?, stand_in),
            Err(_) => whole.failure(with, stand_in),
        }
    }
}

/// A suppression needs an error to suppress: a panic goes on, and so does what nobody saw.
#[inline]
fn suppresses(verdict: Verdict, outcome: Outcome<'_>) -> bool {
    verdict == Verdict::Suppress && matches!(outcome, Outcome::Failed(_))
}
