//! The type of a jump's value, and the macros that return it.

use core::convert::Infallible;
use core::fmt;
use core::marker::PhantomData;

/// The type of a jump's value, fixed before the body is checked, so that it is known in `?` and
/// coerced to at each jump. It holds nothing.
pub struct Slot<R>(PhantomData<fn() -> R>);

impl<R> Slot<R> {
    /// A slot of a type that is still to be inferred.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }

    /// Gives `value` the slot's type.
    #[inline]
    pub fn typed(self, value: R) -> R {
        value
    }

    /// Gives the value of a `return` or a `?` the slot's type. The `bool` tells the two apart.
    #[inline]
    pub fn leaving(self, leaving: (bool, R)) -> (bool, R) {
        leaving
    }

    /// Stands for a value of the slot's type in a jump that is never made.
    pub fn of_none(self, none: Infallible) -> R {
        match none {}
    }

    /// What a macro returns that always returns, in a closure.
    #[inline]
    pub fn returned_by(self, returning: impl FnOnce() -> R) -> R {
        returning()
    }

    /// What a macro comes to that may return, in a closure: its value, which it leaves in a place for that, or what it
    /// returned.
    ///
    /// # Errors
    ///
    /// What leaves the function.
    #[inline]
    pub fn attempt<T>(self, attempt: impl FnOnce(&mut Option<T>) -> R::Ended) -> Result<T, R>
    where
        R: Attempt,
    {
        let mut value = None;
        let ended = attempt(&mut value);
        match value {
            Some(value) => Ok(value),
            None => Err(R::returned(ended)),
        }
    }

    /// The end of such a closure, when the macro did not return.
    #[inline]
    pub fn passed(self) -> R::Ended
    where
        R: Attempt,
    {
        R::passed()
    }
}

/// What a function returns in which a macro may return a failure: `ensure!`, `whatever!(result, ..)`.
#[diagnostic::on_unimplemented(
    message = "`with!` cannot see the `return` of this macro in a function that returns `{Self}`",
    label = "returns `{Self}` from here",
    note = "a macro of this name is taken to return `Err(..)`, `None` or `()`; write its `return` in the body itself"
)]
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
    panic!("a macro that `with!` takes for `ensure!` went on although its condition does not hold")
}

/// Nothing has a name for the success that it returned.
#[cold]
#[track_caller]
fn returned_success() -> ! {
    panic!(
        "a macro that `with!` takes to return failures returned a success: write its `return` in the body itself"
    )
}

impl<R> Default for Slot<R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R> Clone for Slot<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Slot<R> {}

impl<R> fmt::Debug for Slot<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Slot")
    }
}
