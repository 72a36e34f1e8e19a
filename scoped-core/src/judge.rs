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
use core::fmt;
use core::marker::PhantomData;
use core::ops::Deref;
use core::task::Poll;

use crate::exit::Exit;
use crate::mirror::{Mirror, NoMirror, Reflect};
use crate::outcome::{Failure, Outcome};

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

/// What the answers to questions 2, 3 and 4 need: a stand-in, where an error is known and cannot be shared.
pub trait Needs {
    /// A place for it, or none.
    type Mirror: Reflect;
}

impl<K, L> Needs for (i32, K, L) {
    type Mirror = NoMirror;
}

impl<L> Needs for (u8, i32, L) {
    type Mirror = Mirror;
}

impl Needs for (u8, u8, i32) {
    type Mirror = Mirror;
}

impl Needs for (u8, u8, u8) {
    type Mirror = NoMirror;
}

/// A way to look at a `T` and tell the outcome.
pub trait Look<T> {
    /// What it needs to show the errors that cannot be shared.
    type Mirror: Reflect;

    /// Whether the outcome is a failure.
    fn fails(value: &T) -> bool;

    /// The outcome of a body whose value is `value`.
    fn look<'v, R: Reflect>(value: &'v T, mirror: &'v mut R) -> Outcome<'v>;

    /// The outcome of a `?` that leaves with `value`: a failure, whatever it looks like.
    fn look_short<'v, R: Reflect>(value: &'v T, mirror: &'v mut R) -> Outcome<'v>;
}

/// The plain way: the four questions, each with its integer. Only the types of these are kept, since a
/// future may have to keep the way.
pub struct Plainly<I, J, K, L>(PhantomData<(I, J, K, L)>);

/// The plain way; the integers are literals, so that their types fall back.
#[inline]
pub const fn plainly<I: Copy, J: Copy, K: Copy, L: Copy>(
    _: I,
    _: J,
    _: K,
    _: L,
) -> Plainly<I, J, K, L> {
    Plainly(PhantomData)
}

impl<I, J, K, L> Clone for Plainly<I, J, K, L> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<I, J, K, L> Copy for Plainly<I, J, K, L> {}

impl<I, J, K, L> fmt::Debug for Plainly<I, J, K, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Plainly")
    }
}

impl<T, I, J, K, L> Look<T> for Plainly<I, J, K, L>
where
    T: Fallible<I> + HoldsError<J> + HidesError<K> + LendsError<L>,
    (J, K, L): Needs,
{
    type Mirror = <(J, K, L) as Needs>::Mirror;

    #[inline]
    fn fails(value: &T) -> bool {
        value.is_err()
    }

    #[inline]
    fn look<'v, R: Reflect>(value: &'v T, mirror: &'v mut R) -> Outcome<'v> {
        if value.is_err() {
            Self::look_short(value, mirror)
        } else {
            Outcome::Completed
        }
    }

    #[inline]
    fn look_short<'v, R: Reflect>(value: &'v T, mirror: &'v mut R) -> Outcome<'v> {
        let error = match value.held_error() {
            Some(error) => Some(error),
            None => match value.lent_error() {
                Some(LentError::Shared(error)) => Some(error),
                Some(LentError::Local(error)) => mirror.reflect(error),
                None => match value.hidden_error() {
                    Some(error) => mirror.reflect(error),
                    None => None,
                },
            },
        };
        Outcome::Failed(match error {
            Some(error) => Failure::new(error),
            None => Failure::without_error(),
        })
    }
}

/// The integers where `E` is a type parameter: an `Err` is known, an error object is not.
pub(crate) const NOTHING_KNOWN_OF_THE_ERROR: Plainly<i32, u8, u8, u8> = Plainly(PhantomData);

/// How a block looks at its body's value: plainly, or as a nested `with!` has told it.
pub trait How<T> {
    /// What it needs to show the errors that cannot be shared.
    type Mirror: Reflect;

    /// Whether this is the way to look.
    fn applies(&self) -> bool;

    /// Whether the outcome is a failure.
    fn fails(&self, value: &T) -> bool;

    /// The outcome of a body whose value is `value`.
    fn outcome<'v, R: Reflect>(&self, value: &'v T, mirror: &'v mut R) -> Outcome<'v>;
}

impl<T, I, J, K, L> How<T> for Plainly<I, J, K, L>
where
    Self: Look<T>,
{
    type Mirror = <Self as Look<T>>::Mirror;

    #[inline]
    fn applies(&self) -> bool {
        true
    }

    #[inline]
    fn fails(&self, value: &T) -> bool {
        <Self as Look<T>>::fails(value)
    }

    #[inline]
    fn outcome<'v, R: Reflect>(&self, value: &'v T, mirror: &'v mut R) -> Outcome<'v> {
        <Self as Look<T>>::look(value, mirror)
    }
}

/// The way through the value of a nested `with!`: what that one wrapped around its body's value is no
/// success of the outer body. `X` is the inner answer, `H` the way into the inner value, `O` the plain
/// way to look at the whole.
struct Through<X, T, H, O> {
    inner: H,
    types: Types<X, T, O>,
}

type Types<X, T, O> = PhantomData<fn() -> (X, T, O)>;

/// What a nested `with!` tells the body whose value it is, or may be: it stands at the tail, or in a
/// branch of it. Until that one has finished, it has told nothing.
pub struct Told<X, T, H, O>(Option<Through<X, T, H, O>>);

impl<X, T, H, O> Told<X, T, H, O> {
    /// Nothing so far.
    #[inline]
    #[must_use]
    pub const fn nothing() -> Self {
        Self(None)
    }

    /// Tells the way into the inner value.
    #[inline]
    pub(crate) fn tell(&mut self, inner: H) {
        self.0 = Some(Through {
            inner,
            types: PhantomData,
        });
    }
}

impl<X, T, H: Clone, O> Clone for Told<X, T, H, O> {
    #[inline]
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<X, T, H: Copy, O> Copy for Told<X, T, H, O> {}

impl<X, T, H: Clone, O> Clone for Through<X, T, H, O> {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            types: PhantomData,
        }
    }
}

impl<X, T, H: Copy, O> Copy for Through<X, T, H, O> {}

impl<X, T, H, O> fmt::Debug for Told<X, T, H, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Told").field(&self.0.is_some()).finish()
    }
}

impl<V, X, T, H, O> How<V> for Told<X, T, H, O>
where
    X: Exit<With<T> = V>,
    H: How<T>,
    O: Look<V>,
{
    type Mirror = <H::Mirror as Reflect>::Or<O::Mirror>;

    #[inline]
    fn applies(&self) -> bool {
        self.0.is_some()
    }

    #[inline]
    fn fails(&self, value: &V) -> bool {
        match &self.0 {
            Some(through) => X::fails(&through.inner, value),
            None => O::fails(value),
        }
    }

    #[inline]
    fn outcome<'v, R: Reflect>(&self, value: &'v V, mirror: &'v mut R) -> Outcome<'v> {
        match &self.0 {
            Some(through) => X::look::<T, H, O, R>(&through.inner, value, mirror),
            None => O::look(value, mirror),
        }
    }
}

/// The first way where it applies, or else the second.
#[derive(Clone, Copy, Debug)]
pub struct Or<A, B>(pub A, pub B);

impl<V, A: How<V>, B: How<V>> How<V> for Or<A, B> {
    type Mirror = <A::Mirror as Reflect>::Or<B::Mirror>;

    #[inline]
    fn applies(&self) -> bool {
        self.0.applies() || self.1.applies()
    }

    #[inline]
    fn fails(&self, value: &V) -> bool {
        if self.0.applies() {
            self.0.fails(value)
        } else {
            self.1.fails(value)
        }
    }

    #[inline]
    fn outcome<'v, R: Reflect>(&self, value: &'v V, mirror: &'v mut R) -> Outcome<'v> {
        if self.0.applies() {
            self.0.outcome(value, mirror)
        } else {
            self.1.outcome(value, mirror)
        }
    }
}
