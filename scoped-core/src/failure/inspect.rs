//! The ways to see a failure in a value.
//!
//! [`Direct`] asks the questions of [`specialize`](super::specialize). The value of a nested `with!` wraps another one,
//! which the body around it sees [`Through`]; where that `with!` stands in a branch, it has [`InBranch`] whether it ran.

use core::error::Error;
use core::fmt;
use core::marker::PhantomData;

use super::specialize::{LentError, MaybeErr, MaybeError, MaybeLender, MaybeSendable};
use super::stand_in::{CopyPlace, NoStandIn, StandIn};
use crate::exit::Exit;
use crate::outcome::{AnyError, AnySendError, ErrorObject, Failure};

/// A way to see the failure in a `T`, and lend its error as an `E`.
pub trait Inspect<T, E: ErrorObject> {
    /// The place that it needs for what it lends in the place of an error.
    type StandIn: StandIn;

    /// Whether the value is a failure whenever a `?` leaves with it.
    const SHOWS_QUESTION_MARK: bool = false;

    /// The failure, if `value` is one.
    fn failure<'v, S: StandIn>(&self, value: &'v T, stand_in: &'v mut S) -> Option<Failure<'v, E>>;
}

/// The questions, each with its integer. Only the types of these are kept.
pub struct Direct<I, J, K>(PhantomData<(I, J, K)>);

/// Asks the questions; the integers are literals, so that their types fall back.
#[inline]
pub const fn direct<I: Copy, J: Copy, K: Copy>(_: I, _: J, _: K) -> Direct<I, J, K> {
    Direct(PhantomData)
}

/// The integers where the `E` of a `Result` is a type parameter: an `Err` is seen, an error object is not.
pub(crate) const ERROR_UNKNOWN: Direct<i32, u8, u8> = Direct(PhantomData);

impl<T, I, J, K> Inspect<T, AnyError> for Direct<I, J, K>
where
    T: MaybeErr<I> + MaybeError<J> + MaybeLender<K>,
{
    type StandIn = NoStandIn;

    const SHOWS_QUESTION_MARK: bool = T::SHOWS_QUESTION_MARK;

    #[inline]
    fn failure<'v, S: StandIn>(&self, value: &'v T, _: &'v mut S) -> Option<Failure<'v>> {
        local_failure(value)
    }
}

/// A failure, with the error itself.
#[inline]
fn local_failure<T, I, J, K>(value: &T) -> Option<Failure<'_>>
where
    T: MaybeErr<I> + MaybeError<J> + MaybeLender<K>,
{
    if !value.is_err() {
        return None;
    }
    let error = match value.error() {
        Some(error) => Some(error),
        None => match value.derefs_to() {
            Some(LentError::Local(error)) => Some(error),
            Some(LentError::Sendable(error)) => Some(error as &(dyn Error + 'static)),
            None => None,
        },
    };
    Some(Failure::with(error))
}

/// [`Direct`] where an `exit` awaits, which is lent what can be sent: one question more. Beside it there may be others.
pub struct DirectSendable<I, J, K, L>(PhantomData<(I, J, K, L)>);

/// Asks the questions; the integers are literals, so that their types fall back.
#[inline]
pub const fn direct_sendable<I: Copy, J: Copy, K: Copy, L: Copy>(
    _: I,
    _: J,
    _: K,
    _: L,
) -> DirectSendable<I, J, K, L> {
    DirectSendable(PhantomData)
}

/// What the answers need: a stand-in, where an error is known that cannot be sent.
pub trait NeedsStandIn {
    /// A place for it, or none.
    type StandIn: StandIn;
}

/// It is an [`Error`] that can be sent.
impl<K, L> NeedsStandIn for (i32, K, L) {
    type StandIn = NoStandIn;
}

/// It is an [`Error`].
impl<L> NeedsStandIn for (u8, i32, L) {
    type StandIn = CopyPlace;
}

/// It derefs to one.
impl NeedsStandIn for (u8, u8, i32) {
    type StandIn = CopyPlace;
}

/// It is none.
impl NeedsStandIn for (u8, u8, u8) {
    type StandIn = NoStandIn;
}

impl<T, I, J, K, L> Inspect<T, AnySendError> for DirectSendable<I, J, K, L>
where
    T: MaybeErr<I> + MaybeSendable<J> + MaybeError<K> + MaybeLender<L>,
    (J, K, L): NeedsStandIn,
{
    type StandIn = <(J, K, L) as NeedsStandIn>::StandIn;

    const SHOWS_QUESTION_MARK: bool = T::SHOWS_QUESTION_MARK;

    #[inline]
    fn failure<'v, S: StandIn>(
        &self,
        value: &'v T,
        stand_in: &'v mut S,
    ) -> Option<Failure<'v, AnySendError>> {
        if !value.is_err() {
            return None;
        }
        let error = match value.sendable_error() {
            Some(error) => Some(error),
            None => match (value.derefs_to(), value.error()) {
                (Some(LentError::Sendable(error)), _) => Some(error),
                (Some(LentError::Local(error)), _) | (None, Some(error)) => {
                    stand_in.stand_for(error)
                }
                (None, None) => None,
            },
        };
        Some(Failure::with(error))
    }
}

impl<T, I, J, K, L> Inspect<T, AnyError> for DirectSendable<I, J, K, L>
where
    T: MaybeErr<I> + MaybeError<K> + MaybeLender<L>,
{
    type StandIn = NoStandIn;

    const SHOWS_QUESTION_MARK: bool = T::SHOWS_QUESTION_MARK;

    #[inline]
    fn failure<'v, S: StandIn>(&self, value: &'v T, _: &'v mut S) -> Option<Failure<'v>> {
        local_failure(value)
    }
}

/// Sees through what a nested `with!` wraps around its body's value, a `T`: `X` is what its `exit` answers, `I` sees
/// that value, and `O` sees the whole.
pub struct Through<X, T, I, O>(PhantomData<Types<X, T, I, O>>);

type Types<X, T, I, O> = fn() -> (X, T, I, O);

impl<X, T, I, O> Through<X, T, I, O> {
    /// Of types that the nested `with!` will say.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<V, X, T, I, O, E> Inspect<V, E> for Through<X, T, I, O>
where
    X: Exit<With<T> = V>,
    I: Inspect<T, E> + Default,
    O: Inspect<V, E> + Default,
    E: ErrorObject,
{
    type StandIn = <I::StandIn as StandIn>::Or<O::StandIn>;

    #[inline]
    fn failure<'v, S: StandIn>(&self, value: &'v V, stand_in: &'v mut S) -> Option<Failure<'v, E>> {
        X::failure(value, &I::default(), &O::default(), stand_in)
    }
}

/// What a nested `with!` in a branch of the body's tail tells. Until it has finished, it has told nothing.
pub struct InBranch<X, T, I, O> {
    inner: Option<I>,
    types: PhantomData<Types<X, T, I, O>>,
}

impl<X, T, I, O> InBranch<X, T, I, O> {
    /// Nothing so far.
    #[inline]
    #[must_use]
    pub const fn nothing() -> Self {
        Self {
            inner: None,
            types: PhantomData,
        }
    }

    /// The value is that of this `with!`, and `inner` sees what it wraps.
    #[inline]
    pub(crate) fn tell(&mut self, inner: I) {
        self.inner = Some(inner);
    }
}

/// The first way, where that `with!` has told that it applies, or else the second.
#[derive(Clone, Copy, Debug)]
pub struct Either<A, B>(pub A, pub B);

impl<V, X, T, I, O, B, E> Inspect<V, E> for Either<InBranch<X, T, I, O>, B>
where
    X: Exit<With<T> = V>,
    I: Inspect<T, E>,
    O: Inspect<V, E> + Default,
    B: Inspect<V, E>,
    E: ErrorObject,
{
    type StandIn = <<I::StandIn as StandIn>::Or<O::StandIn> as StandIn>::Or<B::StandIn>;

    #[inline]
    fn failure<'v, S: StandIn>(&self, value: &'v V, stand_in: &'v mut S) -> Option<Failure<'v, E>> {
        match &self.0.inner {
            Some(inner) => X::failure(value, inner, &O::default(), stand_in),
            None => self.1.failure(value, stand_in),
        }
    }
}

/// Gives one of these types, of which only the types of parameters are kept, the traits that a derive would bind to
/// those.
macro_rules! marker {
    ($name:ident<$($parameter:ident),+>) => {
        impl<$($parameter),+> Default for $name<$($parameter),+> {
            #[inline]
            fn default() -> Self {
                Self(PhantomData)
            }
        }

        impl<$($parameter),+> Clone for $name<$($parameter),+> {
            #[inline]
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<$($parameter),+> Copy for $name<$($parameter),+> {}

        impl<$($parameter),+> fmt::Debug for $name<$($parameter),+> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
}

marker!(Direct<I, J, K>);
marker!(DirectSendable<I, J, K, L>);
marker!(Through<X, T, I, O>);

impl<X, T, I: Clone, O> Clone for InBranch<X, T, I, O> {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            types: PhantomData,
        }
    }
}

impl<X, T, I: Copy, O> Copy for InBranch<X, T, I, O> {}

impl<X, T, I, O> fmt::Debug for InBranch<X, T, I, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("InBranch")
            .field(&self.inner.is_some())
            .finish()
    }
}
