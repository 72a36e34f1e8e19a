//! The questions that are asked of a value to find its error.
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
use core::iter::Empty;
use core::marker::PhantomData;
use core::ops::Deref;
use core::task::Poll;

use crate::block::Never;

/// An error that can be sent to another thread, and borrowed there.
pub(crate) type SendableError = dyn Error + Send + Sync + 'static;

/// Is the value an `Err`?
pub trait MaybeErr<I> {
    /// Whether it is one whenever a `?` leaves with it.
    const SHOWS_QUESTION_MARK: bool = false;

    /// Whether it is.
    fn is_err(&self) -> bool;
}

/// Is it an `Err` of an [`Error`]?
pub trait MaybeError<I> {
    /// The error, if it is.
    fn error(&self) -> Option<&(dyn Error + 'static)>;
}

/// Is it an `Err` of an [`Error`] that can be sent?
pub trait MaybeSendable<I> {
    /// The error, if it is.
    fn sendable_error(&self) -> Option<&SendableError>;
}

/// Is it an `Err` of something that derefs to a `dyn Error`?
pub trait MaybeLender<I> {
    /// The error, if it is.
    fn derefs_to(&self) -> Option<LentError<'_>>;
}

/// What `anyhow::Error`, `eyre::Report` and the boxes deref to.
#[derive(Clone, Copy, Debug)]
pub enum LentError<'a> {
    /// An error that can be sent.
    Sendable(&'a SendableError),
    /// Any other.
    Local(&'a (dyn Error + 'static)),
}

/// A `dyn Error`.
pub trait Lend {
    /// The same, without the auto traits that do not matter.
    fn lend(&self) -> LentError<'_>;
}

impl Lend for dyn Error + 'static {
    #[inline]
    fn lend(&self) -> LentError<'_> {
        LentError::Local(self)
    }
}

impl Lend for dyn Error + Send + 'static {
    #[inline]
    fn lend(&self) -> LentError<'_> {
        LentError::Local(self)
    }
}

impl Lend for dyn Error + Sync + 'static {
    #[inline]
    fn lend(&self) -> LentError<'_> {
        LentError::Local(self)
    }
}

impl Lend for SendableError {
    #[inline]
    fn lend(&self) -> LentError<'_> {
        LentError::Sendable(self)
    }
}

/// Types without an error that have the `i32` impls.
///
/// Where fallback decides the type of a value that never comes to be (the tail `Err(e)?`), it becomes `()` or `!`, and
/// the integers have fallen back by then.
trait Nothing {}

impl Nothing for () {}
impl Nothing for Never {}

/// Gives one question its blanket impl and the ones for the types without an error.
macro_rules! nothing_to_find {
    ($question:ident :: $method:ident -> $answer:ty = $nothing:expr) => {
        impl<T> $question<u8> for T {
            #[inline]
            fn $method(&self) -> $answer {
                $nothing
            }
        }

        impl<T: Nothing> $question<i32> for T {
            #[inline]
            fn $method(&self) -> $answer {
                $nothing
            }
        }

        // Of a value whose type is not known, rustc says so in its own words, and would say it again for each question, with
        // a list of the impls that it may mean; but not where they are more than five, and all generic. These two say
        // what the blanket one says.
        impl<T> $question<i32> for PhantomData<T> {
            fn $method(&self) -> $answer {
                $nothing
            }
        }

        impl<T> $question<i32> for Empty<T> {
            fn $method(&self) -> $answer {
                $nothing
            }
        }
    };
}

nothing_to_find!(MaybeErr::is_err -> bool = false);
nothing_to_find!(MaybeError::error -> Option<&(dyn Error + 'static)> = None);
nothing_to_find!(MaybeSendable::sendable_error -> Option<&SendableError> = None);
nothing_to_find!(MaybeLender::derefs_to -> Option<LentError<'_>> = None);

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

/// Gives the questions their special impls for one type that may be an `Err`.
macro_rules! may_be_err {
    ($fallible:ty) => {
        impl<T, E> MaybeErr<i32> for $fallible {
            const SHOWS_QUESTION_MARK: bool = true;

            #[inline]
            fn is_err(&self) -> bool {
                self.as_err().is_some()
            }
        }

        impl<T, E: Error + 'static> MaybeError<i32> for $fallible {
            #[inline]
            fn error(&self) -> Option<&(dyn Error + 'static)> {
                match self.as_err() {
                    Some(error) => Some(error),
                    None => None,
                }
            }
        }

        impl<T, E: Error + Send + Sync + 'static> MaybeSendable<i32> for $fallible {
            #[inline]
            fn sendable_error(&self) -> Option<&SendableError> {
                match self.as_err() {
                    Some(error) => Some(error),
                    None => None,
                }
            }
        }

        impl<T, E: Deref<Target: Lend>> MaybeLender<i32> for $fallible {
            #[inline]
            fn derefs_to(&self) -> Option<LentError<'_>> {
                self.as_err().map(|error| error.deref().lend())
            }
        }
    };
}

may_be_err!(Result<T, E>);
may_be_err!(Poll<Result<T, E>>);
may_be_err!(Poll<Option<Result<T, E>>>);
