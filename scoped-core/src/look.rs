//! The ways to look at a value and tell how the body ended.
//!
//! Plainly, by the questions of [`judge`](crate::judge); or, where the value is that of a nested `with!`, as
//! that one has told.

use core::fmt;
use core::marker::PhantomData;

use crate::exit::Exit;
use crate::judge::{Fallible, HidesError, HoldsError, LendsError, LentError};
use crate::mirror::{Mirror, NoMirror, Reflect};
use crate::outcome::{Failure, Outcome};

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
