//! The type of a jump's value, and the macros that return it.

use core::convert::Infallible;
use core::fmt;
use core::marker::PhantomData;
use core::ops::Deref;

use super::end::Leaving;

/// The type of a jump's value, fixed before the body is checked, so that it is known in `?` and
/// coerced to at each jump. It holds nothing.
pub struct JumpType<R>(PhantomData<fn() -> R>);

impl<R> JumpType<R> {
    /// A type that is still to be inferred. A constant, as a call costs rustc more.
    pub const NEW: Self = Self(PhantomData);

    /// Gives `value` that type.
    #[inline]
    pub fn typed(self, value: R) -> R {
        value
    }

    /// Gives the value of a `return` or a `?` that type. The `bool` tells the two apart.
    #[inline]
    pub fn leaving(self, (by_question_mark, value): (bool, R)) -> Leaving<R> {
        Leaving(by_question_mark, value)
    }

    /// Stands for a value of that type in a jump that is never made.
    pub fn of_none(self, none: Infallible) -> R {
        match none {}
    }

    /// What a macro returns that always returns, in a closure.
    #[inline]
    pub fn returned_by(self, returning: impl FnOnce() -> R) -> R {
        returning()
    }
}

impl<R: Attempt> JumpType<R> {
    /// What a macro comes to that may return, in a closure: its value, which it leaves in a place for that, or what it
    /// returned.
    ///
    /// # Errors
    ///
    /// What leaves the function.
    #[inline]
    #[track_caller]
    pub fn attempt<T>(self, attempt: impl FnOnce(&mut Option<T>) -> R::Ended) -> Result<T, R> {
        let mut value = None;
        let ended = attempt(&mut value);
        match value {
            Some(value) => Ok(value),
            None => Err(R::returned(ended)),
        }
    }

    /// The end of such a closure, when the macro did not return.
    #[inline]
    pub fn passed(self) -> R::Ended {
        R::passed()
    }
}

/// In a function that returns anything else, only a macro passes that does not return.
impl<R> Deref for JumpType<R> {
    type Target = AnyJumpType<R>;

    #[inline]
    fn deref(&self) -> &AnyJumpType<R> {
        &AnyJumpType(PhantomData)
    }
}

/// A [`JumpType`] for which there is no [`Attempt`].
pub struct AnyJumpType<R>(PhantomData<fn() -> R>);

/// What a macro cannot return.
pub struct Nothing(());

impl<R> AnyJumpType<R> {
    /// The value of the macro.
    ///
    /// # Errors
    ///
    /// Never.
    #[inline]
    pub fn attempt<T>(&self, attempt: impl FnOnce(&mut Option<T>) -> Nothing) -> Result<T, R> {
        let mut value = None;
        let Nothing(()) = attempt(&mut value);
        value.map_or_else(|| unreachable!("nothing but the end gives a `Nothing`"), Ok)
    }

    /// The end of such a closure.
    #[inline]
    pub const fn passed(&self) -> Nothing {
        Nothing(())
    }
}

/// What a function returns in which a macro may return a failure: `ensure!`, `whatever!(result, ..)`.
pub trait Attempt: Sized {
    /// The same, without the value.
    type Ended;

    /// What leaves the function.
    fn returned(ended: Self::Ended) -> Self;

    /// What does not.
    fn passed() -> Self::Ended;
}

impl<T, E> Attempt for Result<T, E> {
    type Ended = Result<(), E>;

    #[inline]
    #[track_caller]
    fn returned(ended: Result<(), E>) -> Self {
        match ended {
            Err(error) => Err(error),
            Ok(()) => returned_success(),
        }
    }

    #[inline]
    fn passed() -> Result<(), E> {
        Ok(())
    }
}

impl<T> Attempt for Option<T> {
    type Ended = Option<()>;

    #[inline]
    #[track_caller]
    fn returned(ended: Option<()>) -> Self {
        match ended {
            None => None,
            Some(()) => returned_success(),
        }
    }

    #[inline]
    fn passed() -> Option<()> {
        Some(())
    }
}

impl Attempt for () {
    type Ended = ();

    #[inline]
    fn returned((): ()) {}

    #[inline]
    fn passed() {}
}

/// Stands behind a macro that returns, as it was run to do.
///
/// # Panics
///
/// Always: it has not returned.
#[cold]
#[track_caller]
pub fn went_on<T>(_: T) -> ! {
    panic!(
        "a macro that `with!` takes for `ensure!` went on although its condition does not hold: give it another name"
    )
}

/// Nothing has a name for the success that it returned.
#[cold]
#[track_caller]
fn returned_success() -> ! {
    panic!(
        "a macro that `with!` takes to return failures returned a success: write its `return` in the body itself"
    )
}

impl<R> Clone for JumpType<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for JumpType<R> {}

impl<R> fmt::Debug for JumpType<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JumpType")
    }
}
