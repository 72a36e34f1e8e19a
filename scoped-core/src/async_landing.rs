//! What the expansion of an async item calls when the body has ended.
//!
//! What a block that does not await does in one call is taken apart here, since `exit` is awaited in
//! between, in the user's own function: a generic `async fn` around it would make the future `!Send` for
//! managers with lifetimes.

use core::fmt;
use core::marker::PhantomData;

use crate::async_guard::AsyncGuard;
use crate::async_manager::AsyncContextManager;
use crate::exit::Exit;
use crate::landing::{Of, Slot};
use crate::look::{How, Look, Told};
use crate::mirror::Reflect;
use crate::outcome::Outcome;

type StopOf<M> = <<M as AsyncContextManager>::Exit as Exit>::Stop;

/// The [`Of`] of a guard.
#[inline]
pub const fn async_of<M: AsyncContextManager, const OPAQUE: bool>(
    _: &AsyncGuard<M, OPAQUE>,
) -> Of<M::Exit> {
    Of::new()
}

/// Knows the type of a manager that is gone.
pub struct Kind<M>(PhantomData<fn() -> M>);

impl<M> Clone for Kind<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Kind<M> {}

impl<M> fmt::Debug for Kind<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kind")
    }
}

/// The kind of a guard's manager.
#[inline]
pub const fn kind<M: AsyncContextManager, const OPAQUE: bool>(
    _: &AsyncGuard<M, OPAQUE>,
) -> Kind<M> {
    Kind(PhantomData)
}

/// What it needs to tell the outcome: a place for a stand-in of the error, or nothing.
#[inline]
pub fn mirror<T, H: How<T>>(how: H, value: &T) -> H::Mirror {
    let _ = (how, value);
    H::Mirror::default()
}

/// How a body with this value, or a jump with it, ended.
#[inline]
pub fn outcome<'v, T, H: How<T>, R: Reflect>(
    how: H,
    value: &'v T,
    mirror: &'v mut R,
) -> Outcome<'v> {
    how.outcome(value, mirror)
}

/// How a `?` ended that leaves with `value`.
#[inline]
pub fn outcome_short<'v, T, H: Look<T>, R: Reflect>(
    how: H,
    value: &'v T,
    mirror: &'v mut R,
) -> Outcome<'v> {
    let _ = how;
    H::look_short(value, mirror)
}

/// Whether the body's end stands (`None`), now that `exit` has answered. The outcome is found again, so
/// that it need not be kept while `exit` is awaited.
#[inline]
pub fn settle<M: AsyncContextManager, T, H: How<T>>(
    _: Kind<M>,
    answer: M::Exit,
    how: H,
    value: &T,
) -> Option<StopOf<M>> {
    answer.settle::<M>(how.outcome(value, &mut H::Mirror::default()))
}

/// [`settle`] for a `?`.
#[inline]
pub fn settle_short<M: AsyncContextManager, T, H: Look<T>>(
    _: Kind<M>,
    answer: M::Exit,
    how: H,
    value: &T,
) -> Option<StopOf<M>> {
    let _ = how;
    answer.settle::<M>(H::look_short(value, &mut H::Mirror::default()))
}

/// [`settle`] for a jump that is a success.
#[inline]
pub fn settle_completed<M: AsyncContextManager>(_: Kind<M>, answer: M::Exit) -> Option<StopOf<M>> {
    answer.settle::<M>(Outcome::Completed)
}

impl<X: Exit> Of<X> {
    /// `with!` when the body's end stands.
    #[inline]
    pub fn stand<T>(self, value: T) -> X::With<T> {
        X::stand(value)
    }

    /// Tells the body around a block how to look at that block's value.
    #[inline]
    pub fn tell<T, H, O>(self, _: Slot<T>, how: H, whole: O, outer: &mut Told<X, T, H, O>) {
        let _ = whole;
        outer.tell(how);
    }
}
