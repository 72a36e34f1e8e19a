//! Whether a value is a failure, and with which error.
//!
//! The expansion of `with!` does not know the type of the body's value, nor does the type checker
//! before it has seen all of the function. Method lookup would pick a candidate while the type is still
//! an inference variable, so the questions are asked of traits that have two impls, told apart by an
//! integer type: the blanket one under `u8`, the special one under `i32`. The expansion leaves the
//! integer to inference. Where only the blanket impl fits it becomes `u8`; where both fit, integer
//! fallback takes `i32`, at the very end, when every type is known.
//!
//! Each question has its own integer and is asked of the whole value, not of its error: nesting them
//! would let one question's answer decide another's.

use core::error::Error;
use core::ops::Deref;
use core::task::Poll;

/// Where fallback decides the type of a value that never comes to be (the tail `Err(e)?`), it becomes
/// `()` or `!`. Both must have the `i32` impls, since the integers have fallen back by then.
type Never = <fn() -> ! as Returns>::Output;

/// Names the output of a function type, which is the only way to name `!` on stable.
pub trait Returns {
    /// What the function returns.
    type Output;
}

impl<T> Returns for fn() -> T {
    type Output = T;
}

/// Question 1: is the value an `Err`?
pub trait Fallible<I> {
    /// Whether it is.
    fn is_err(&self) -> bool;
}

/// Question 2: is it an `Err` of an [`Error`] that can be shared?
pub trait HoldsError<I> {
    /// The error, if it is.
    fn held_error(&self) -> Option<&(dyn Error + Sync + 'static)>;
}

/// Question 3: is it an `Err` of any [`Error`]?
pub trait HidesError<I> {
    /// The error, if it is.
    fn hidden_error(&self) -> Option<&(dyn Error + 'static)>;
}

/// Question 4: is it an `Err` of something that derefs to a `dyn Error`?
pub trait LendsError<I> {
    /// The error, if it is.
    fn lent_error(&self) -> Option<LentError<'_>>;
}

/// What `anyhow::Error`, `eyre::Report` and the boxes deref to.
#[derive(Debug)]
pub enum LentError<'a> {
    /// An error that can be shared.
    Shared(&'a (dyn Error + Sync + 'static)),
    /// Any other.
    Local(&'a (dyn Error + 'static)),
}

/// An error object.
pub trait ErrorObject {
    /// The same, without the auto traits that do not matter.
    fn lend(&self) -> LentError<'_>;
}

impl ErrorObject for dyn Error + 'static {
    #[inline]
    fn lend(&self) -> LentError<'_> {
        LentError::Local(self)
    }
}

impl ErrorObject for dyn Error + Send + 'static {
    #[inline]
    fn lend(&self) -> LentError<'_> {
        LentError::Local(self)
    }
}

impl ErrorObject for dyn Error + Sync + 'static {
    #[inline]
    fn lend(&self) -> LentError<'_> {
        LentError::Shared(self)
    }
}

impl ErrorObject for dyn Error + Send + Sync + 'static {
    #[inline]
    fn lend(&self) -> LentError<'_> {
        LentError::Shared(self)
    }
}

/// Gives one question its blanket impl and the ones for the types without an error.
macro_rules! nothing_to_find {
    ($question:ident :: $method:ident -> $answer:ty = $nothing:expr) => {
        impl<T> $question<u8> for T {
            #[inline]
            fn $method(&self) -> $answer {
                $nothing
            }
        }

        impl $question<i32> for () {
            #[inline]
            fn $method(&self) -> $answer {
                $nothing
            }
        }

        impl $question<i32> for Never {
            fn $method(&self) -> $answer {
                *self
            }
        }
    };
}

nothing_to_find!(Fallible::is_err -> bool = false);
nothing_to_find!(HoldsError::held_error -> Option<&(dyn Error + Sync + 'static)> = None);
nothing_to_find!(HidesError::hidden_error -> Option<&(dyn Error + 'static)> = None);
nothing_to_find!(LendsError::lent_error -> Option<LentError<'_>> = None);

/// The error of a value that may be an `Err`: a `Result`, or a `Poll` of one as `?` knows them.
trait AsErr {
    type Err;
    fn as_err(&self) -> Option<&Self::Err>;
}

impl<T, E> AsErr for Result<T, E> {
    type Err = E;

    #[inline]
    fn as_err(&self) -> Option<&E> {
        self.as_ref().err()
    }
}

impl<T, E> AsErr for Poll<Result<T, E>> {
    type Err = E;

    #[inline]
    fn as_err(&self) -> Option<&E> {
        match self {
            Self::Ready(result) => result.as_err(),
            Self::Pending => None,
        }
    }
}

impl<T, E> AsErr for Poll<Option<Result<T, E>>> {
    type Err = E;

    #[inline]
    fn as_err(&self) -> Option<&E> {
        match self {
            Self::Ready(Some(result)) => result.as_err(),
            Self::Ready(None) | Self::Pending => None,
        }
    }
}

/// Gives the three questions their special impls for one type that may be an `Err`.
macro_rules! may_be_err {
    ($fallible:ty) => {
        impl<T, E> Fallible<i32> for $fallible {
            #[inline]
            fn is_err(&self) -> bool {
                self.as_err().is_some()
            }
        }

        impl<T, E: Error + Sync + 'static> HoldsError<i32> for $fallible {
            #[inline]
            fn held_error(&self) -> Option<&(dyn Error + Sync + 'static)> {
                match self.as_err() {
                    Some(error) => Some(error),
                    None => None,
                }
            }
        }

        impl<T, E: Error + 'static> HidesError<i32> for $fallible {
            #[inline]
            fn hidden_error(&self) -> Option<&(dyn Error + 'static)> {
                match self.as_err() {
                    Some(error) => Some(error),
                    None => None,
                }
            }
        }

        impl<T, E: Deref<Target: ErrorObject>> LendsError<i32> for $fallible {
            #[inline]
            fn lent_error(&self) -> Option<LentError<'_>> {
                self.as_err().map(|error| error.deref().lend())
            }
        }
    };
}

may_be_err!(Result<T, E>);
may_be_err!(Poll<Result<T, E>>);
may_be_err!(Poll<Option<Result<T, E>>>);
