//! `?`, in two halves: take the operand apart, and make of its residual what the function returns.
//!
//! `Try` and `FromResidual` are unstable, so these are their impls in `core`, written out. The message
//! for an operand that fits neither is rustc's: the expansion also writes the native `?` in dead code.

use core::convert::Infallible;
use core::ops::ControlFlow;
use core::task::Poll;

/// What `?` takes apart, by the name that rustc's own message has for it.
#[diagnostic::on_unimplemented(
    message = "the `?` operator can only be applied to values that implement `Try`",
    label = "the `?` operator cannot be applied to type `{Self}`"
)]
pub trait Try {
    /// What `?` evaluates to.
    type Output;
    /// What leaves, with the output's place taken.
    type Residual;

    /// The output, or what leaves.
    ///
    /// # Errors
    ///
    /// The residual, when `?` leaves.
    fn split(self) -> Result<Self::Output, Self::Residual>;
}

impl<T, E> Try for Result<T, E> {
    type Output = T;
    type Residual = Result<Infallible, E>;

    #[inline]
    fn split(self) -> Result<T, Self::Residual> {
        match self {
            Ok(value) => Ok(value),
            Err(error) => Err(Err(error)),
        }
    }
}

impl<T> Try for Option<T> {
    type Output = T;
    type Residual = Option<Infallible>;

    #[inline]
    fn split(self) -> Result<T, Self::Residual> {
        match self {
            Some(value) => Ok(value),
            None => Err(None),
        }
    }
}

impl<B, C> Try for ControlFlow<B, C> {
    type Output = C;
    type Residual = ControlFlow<B, Infallible>;

    #[inline]
    fn split(self) -> Result<C, Self::Residual> {
        match self {
            Self::Continue(value) => Ok(value),
            Self::Break(value) => Err(ControlFlow::Break(value)),
        }
    }
}

impl<T, E> Try for Poll<Result<T, E>> {
    type Output = Poll<T>;
    type Residual = Result<Infallible, E>;

    #[inline]
    fn split(self) -> Result<Poll<T>, Self::Residual> {
        match self {
            Self::Ready(Ok(value)) => Ok(Poll::Ready(value)),
            Self::Ready(Err(error)) => Err(Err(error)),
            Self::Pending => Ok(Poll::Pending),
        }
    }
}

impl<T, E> Try for Poll<Option<Result<T, E>>> {
    type Output = Poll<Option<T>>;
    type Residual = Result<Infallible, E>;

    #[inline]
    fn split(self) -> Result<Poll<Option<T>>, Self::Residual> {
        match self {
            Self::Ready(Some(Ok(value))) => Ok(Poll::Ready(Some(value))),
            Self::Ready(Some(Err(error))) => Err(Err(error)),
            Self::Ready(None) => Ok(Poll::Ready(None)),
            Self::Pending => Ok(Poll::Pending),
        }
    }
}

/// Takes the operand of a `?` apart.
///
/// # Errors
///
/// The residual, when `?` leaves.
#[inline]
pub fn split<T: Try>(operand: T) -> Result<T::Output, T::Residual> {
    operand.split()
}

/// Makes the function's return type `R` of a residual.
///
/// Total, so that it never fails to type-check: where no real conversion fits, `I` becomes `u8` and the
/// blanket impl is chosen, and the native `?` in dead code beside it is what rustc reports.
pub trait Convert<R, I> {
    /// The value that leaves the function.
    fn convert(self) -> R;
}

impl<S, R> Convert<R, u8> for S {
    fn convert(self) -> R {
        unreachable!("rustc has refused this `?`")
    }
}

impl<T, E, F: From<E>> Convert<Result<T, F>, i32> for Result<Infallible, E> {
    #[inline]
    fn convert(self) -> Result<T, F> {
        match self {
            Ok(none) => match none {},
            Err(error) => Err(F::from(error)),
        }
    }
}

impl<T, E, F: From<E>> Convert<Poll<Result<T, F>>, i32> for Result<Infallible, E> {
    #[inline]
    fn convert(self) -> Poll<Result<T, F>> {
        Poll::Ready(Convert::<_, i32>::convert(self))
    }
}

impl<T, E, F: From<E>> Convert<Poll<Option<Result<T, F>>>, i32> for Result<Infallible, E> {
    #[inline]
    fn convert(self) -> Poll<Option<Result<T, F>>> {
        Poll::Ready(Some(Convert::<_, i32>::convert(self)))
    }
}

impl<T> Convert<Option<T>, i32> for Option<Infallible> {
    #[inline]
    fn convert(self) -> Option<T> {
        match self {
            Some(none) => match none {},
            None => None,
        }
    }
}

impl<B, C> Convert<ControlFlow<B, C>, i32> for ControlFlow<B, Infallible> {
    #[inline]
    fn convert(self) -> ControlFlow<B, C> {
        match self {
            Self::Continue(none) => match none {},
            Self::Break(value) => ControlFlow::Break(value),
        }
    }
}

/// The conversion, with the integer left to fallback.
#[inline]
pub fn convert<S: Convert<R, I>, R, I>(residual: S, _: I) -> R {
    residual.convert()
}

/// A residual for the native `?` in dead code.
pub fn dead<S>(_: &S) -> S {
    unreachable!("the branch is never taken")
}

/// What a macro returns in a closure, when it may also have a value: `ensure!`, `whatever!(result, ..)`.
pub trait Attempt: Sized {
    /// The same, with a `T` for the value.
    type Of<T>;

    /// The value, or what leaves.
    ///
    /// # Errors
    ///
    /// What leaves the function.
    fn attempted<T>(tried: Self::Of<T>) -> Result<T, Self>;

    /// A value that does not leave.
    fn passed<T>(value: T) -> Self::Of<T>;
}

impl<U, E> Attempt for Result<U, E> {
    type Of<T> = Result<T, E>;

    #[inline]
    fn attempted<T>(tried: Result<T, E>) -> Result<T, Self> {
        match tried {
            Ok(value) => Ok(value),
            Err(error) => Err(Err(error)),
        }
    }

    #[inline]
    fn passed<T>(value: T) -> Result<T, E> {
        Ok(value)
    }
}
