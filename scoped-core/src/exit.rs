//! What `exit` may answer, and what becomes of the block then.

use core::convert::Infallible;
use core::fmt::Debug;

use crate::look::{How, Look};
use crate::mirror::Reflect;
use crate::outcome::Outcome;
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
/// The trait is sealed: these are all there are.
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

    /// Whether the body's own end stands (`None`) or is given up. An error that has nowhere to go
    /// reaches the unraised hook.
    #[doc(hidden)]
    fn settle<M>(self, outcome: Outcome<'_>) -> Option<Self::Stop>;

    /// `with!` when the body's end stands.
    #[doc(hidden)]
    fn stand<T>(value: T) -> Self::With<T>;

    /// `with!` when the body's end was given up.
    #[doc(hidden)]
    fn stopped<T>(stop: Self::Stop) -> Self::With<T>;

    /// `with!` when `enter` failed.
    #[doc(hidden)]
    fn not_entered<T>(error: Self::Error) -> Self::With<T>;

    /// Whether the outcome that [`look`](Self::look) finds is a failure.
    #[doc(hidden)]
    fn fails<T, H: How<T>>(inner: &H, with: &Self::With<T>) -> bool;

    /// The outcome of a body whose value is that of a nested `with!`. `H` looks at the nested body's
    /// value, `O` at the whole.
    #[doc(hidden)]
    fn look<'v, T, H: How<T>, O: Look<Self::With<T>>, R: Reflect>(
        inner: &H,
        with: &'v Self::With<T>,
        mirror: &'v mut R,
    ) -> Outcome<'v>;
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

mod sealed {
    pub trait Sealed {}
}

impl sealed::Sealed for () {}
impl<E> sealed::Sealed for Result<(), E> {}
impl sealed::Sealed for Verdict {}
impl<E> sealed::Sealed for Result<Verdict, E> {}

impl Exit for () {
    type Error = Infallible;
    type With<T> = T;
    type Stop = Infallible;

    #[inline]
    fn settle<M>(self, _: Outcome<'_>) -> Option<Infallible> {
        None
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
    fn not_entered<T>(error: Infallible) -> T {
        match error {}
    }

    #[inline]
    fn fails<T, H: How<T>>(inner: &H, with: &T) -> bool {
        inner.fails(with)
    }

    #[inline]
    fn look<'v, T, H: How<T>, O: Look<T>, R: Reflect>(
        inner: &H,
        with: &'v T,
        mirror: &'v mut R,
    ) -> Outcome<'v> {
        inner.outcome(with, mirror)
    }
}

impl<E: Debug> Exit for Result<(), E> {
    type Error = E;
    type With<T> = Result<T, E>;
    // The bare error, so that `Result<(), Infallible>` is known to have no reason.
    type Stop = E;

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
    fn stand<T>(value: T) -> Result<T, E> {
        Ok(value)
    }

    #[inline]
    fn stopped<T>(error: E) -> Result<T, E> {
        Err(error)
    }

    #[inline]
    fn not_entered<T>(error: E) -> Result<T, E> {
        Err(error)
    }

    #[inline]
    fn fails<T, H: How<T>>(inner: &H, with: &Result<T, E>) -> bool {
        match with {
            Ok(value) => inner.fails(value),
            Err(_) => true,
        }
    }

    #[inline]
    fn look<'v, T, H: How<T>, O: Look<Result<T, E>>, R: Reflect>(
        inner: &H,
        with: &'v Result<T, E>,
        mirror: &'v mut R,
    ) -> Outcome<'v> {
        match with {
            Ok(value) => inner.outcome(value, mirror),
            Err(_) => O::look_short(with, mirror),
        }
    }
}

impl Exit for Verdict {
    type Error = Infallible;
    type With<T> = Option<T>;
    type Stop = Suppressed;

    #[inline]
    fn settle<M>(self, outcome: Outcome<'_>) -> Option<Suppressed> {
        suppresses(self, outcome).then_some(Suppressed)
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
    fn not_entered<T>(error: Infallible) -> Option<T> {
        match error {}
    }

    #[inline]
    fn fails<T, H: How<T>>(inner: &H, with: &Option<T>) -> bool {
        match with {
            Some(value) => inner.fails(value),
            None => false,
        }
    }

    #[inline]
    fn look<'v, T, H: How<T>, O: Look<Option<T>>, R: Reflect>(
        inner: &H,
        with: &'v Option<T>,
        mirror: &'v mut R,
    ) -> Outcome<'v> {
        match with {
            Some(value) => inner.outcome(value, mirror),
            None => Outcome::Completed,
        }
    }
}

impl<E: Debug> Exit for Result<Verdict, E> {
    type Error = E;
    type With<T> = Result<Option<T>, E>;
    type Stop = Stop<E>;

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
    fn not_entered<T>(error: E) -> Result<Option<T>, E> {
        Err(error)
    }

    #[inline]
    fn fails<T, H: How<T>>(inner: &H, with: &Result<Option<T>, E>) -> bool {
        match with {
            Ok(Some(value)) => inner.fails(value),
            Ok(None) => false,
            Err(_) => true,
        }
    }

    #[inline]
    fn look<'v, T, H: How<T>, O: Look<Result<Option<T>, E>>, R: Reflect>(
        inner: &H,
        with: &'v Result<Option<T>, E>,
        mirror: &'v mut R,
    ) -> Outcome<'v> {
        match with {
            Ok(Some(value)) => inner.outcome(value, mirror),
            Ok(None) => Outcome::Completed,
            Err(_) => O::look_short(with, mirror),
        }
    }
}

/// A suppression needs an error to suppress: a panic goes on, and so does what nobody saw.
#[inline]
fn suppresses(verdict: Verdict, outcome: Outcome<'_>) -> bool {
    verdict == Verdict::Suppress && matches!(outcome, Outcome::Failed(_))
}
