//! What the compiler has to know of code that is never reached.

use core::convert::Infallible;
use core::ops::Not;

/// Holds a value of a type that may have none; the operator `!` returns it.
///
/// A call that returns an uninhabited type ends the path for the borrow checker, which a match on such a
/// value does not. The call is that of an operator, because rustc up to 1.85 warns of what stands behind
/// any other call of that kind.
#[derive(Debug)]
#[must_use]
pub struct Inhabited<T>(Option<T>);

impl<T> Inhabited<T> {
    /// A value, for `!` to return.
    #[inline]
    pub(crate) const fn new(value: T) -> Self {
        Self(Some(value))
    }
}

impl<T> Not for Inhabited<T> {
    type Output = T;

    #[inline]
    fn not(self) -> T {
        match self.0 {
            Some(value) => value,
            None => unreachable!("there is a value"),
        }
    }
}

/// Stands where nothing ever comes: `!UNREACHABLE` ends the path, and is not of type `!`, so that what follows
/// is not reported as unreachable.
pub const UNREACHABLE: Inhabited<Infallible> = Inhabited(None);

/// `!`, which has no other name on stable.
pub(crate) type Never = <fn() -> ! as Returns>::Output;

/// Names the output of a function type.
pub trait Returns {
    /// What the function returns.
    type Output;
}

impl<T> Returns for fn() -> T {
    type Output = T;
}

/// Any value, from none.
pub fn absurd<T>(never: Infallible) -> T {
    match never {}
}

/// Does not return; its type is `!`.
pub fn diverge() -> ! {
    unreachable!("the branch is never taken")
}
