//! What the expansion of `with!` calls when the body has ended: on its normal end and on the landing
//! pads of its jumps.

use core::convert::Infallible;
use core::fmt;
use core::marker::PhantomData;
use core::ops::Not;

use crate::exit::Exit;
use crate::guard::{Abrupt, Guard};
use crate::look::{How, Look, Told};
use crate::manager::ContextManager;
use crate::outcome::Outcome;
use crate::split::Attempt;

/// Why a block of `M` gives its body's end up. Uninhabited where it never does.
pub(crate) type StopOf<M> = <<M as ContextManager>::Exit as Exit>::Stop;

/// Knows what the `exit` of a block's manager returns. "Finish" is a method of it, so that the expected
/// type of the `with!` reaches the body's tail before that is checked.
///
/// It does not know the manager's type: a type that is no manager would be reported here again.
pub struct Of<X>(PhantomData<fn() -> X>);

impl<X> Clone for Of<X> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<X> Copy for Of<X> {}

impl<X> fmt::Debug for Of<X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Of")
    }
}

impl<X> Of<X> {
    #[inline]
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

/// The [`Of`] of a guard.
#[inline]
pub const fn of<M: ContextManager, A: Abrupt>(_: &Guard<'_, M, A>) -> Of<M::Exit> {
    Of(PhantomData)
}

impl<X: Exit> Of<X> {
    /// The body reached its end with `value`: exits, and makes the value of `with!`.
    #[inline]
    pub fn finish<T, M, A, H>(self, value: T, guard: Guard<'_, M, A>, how: H) -> X::With<T>
    where
        M: ContextManager<Exit = X>,
        A: Abrupt,
        H: How<T>,
    {
        if how.fails(&value) {
            return self.finish_failed(value, guard, &how);
        }
        self.complete(value, guard)
    }

    /// The failure has a function, and its value, to itself: it lends its error, and where it did that
    /// in [`finish`](Self::finish), the value of a success would have to be in memory too.
    #[inline]
    fn finish_failed<T, M, A, H>(self, value: T, guard: Guard<'_, M, A>, how: &H) -> X::With<T>
    where
        M: ContextManager<Exit = X>,
        A: Abrupt,
        H: How<T>,
    {
        match exit(guard, how.outcome(&value, &mut H::Mirror::default())) {
            None => X::stand(value),
            Some(stop) => X::stopped(stop),
        }
    }

    /// The same for a block whose value is, or may be, that of the body around it, which is told the way
    /// to look: `how` into the value, `whole` at all of it.
    #[inline]
    pub fn finish_told<T, M, A, H, O>(
        self,
        value: T,
        guard: Guard<'_, M, A>,
        how: H,
        whole: O,
        outer: &mut Told<X, T, H, O>,
    ) -> X::With<T>
    where
        M: ContextManager<Exit = X>,
        A: Abrupt,
        H: How<T> + Copy,
    {
        let _ = whole;
        outer.tell(how);
        self.finish(value, guard, how)
    }

    /// Stands in dead code for the finish of a body that always leaves, so that its value has the type
    /// that such a body has anywhere: the expected one, or the one that fallback gives it.
    pub fn unfinished<T>(self, none: Infallible, _never: impl FnOnce() -> T) -> X::With<T> {
        match none {}
    }

    /// The same for a block whose value would be that of the body around it.
    pub fn unfinished_told<T, H, O>(
        self,
        none: Infallible,
        _never: impl FnOnce() -> T,
        _how: H,
        _whole: O,
        _outer: &mut Told<X, T, H, O>,
    ) -> X::With<T>
    where
        H: How<T>,
    {
        match none {}
    }

    /// The same for a body that cannot fail.
    #[inline]
    pub(crate) fn complete<T, M, A>(self, value: T, guard: Guard<'_, M, A>) -> X::With<T>
    where
        M: ContextManager<Exit = X>,
        A: Abrupt,
    {
        match leave_completed(guard) {
            None => X::stand(value),
            Some(stop) => X::stopped(stop),
        }
    }

    /// `with!` when `enter` failed.
    #[inline]
    pub fn not_entered<T>(self, error: X::Error) -> X::With<T> {
        X::not_entered(error)
    }

    /// `with!` when a jump was given up.
    #[inline]
    pub fn give_up<T>(self, stop: X::Stop) -> X::With<T> {
        X::stopped(stop)
    }

    /// `!of.pass(stop)` is the stop, and ends the path where there is none: see [`Passing`].
    #[inline]
    pub fn pass(self, stop: X::Stop) -> Passing<X::Stop> {
        Passing(Some(stop))
    }

    /// [`pass`](Self::pass) for the error of `enter`.
    #[inline]
    pub fn pass_error(self, error: X::Error) -> Passing<X::Error> {
        Passing(Some(error))
    }
}

/// A `return` leaves with `value`: exits; a stop gives the jump up.
#[inline]
pub fn leave<M, A, R, H>(value: &R, guard: Guard<'_, M, A>, how: H) -> Option<StopOf<M>>
where
    M: ContextManager,
    A: Abrupt,
    H: Look<R>,
{
    let _ = how;
    exit(guard, H::look(value, &mut H::Mirror::default()))
}

/// A `?` leaves with `value`: exits; a stop gives the jump up.
#[inline]
pub fn leave_short<M, A, R, H>(value: &R, guard: Guard<'_, M, A>, how: H) -> Option<StopOf<M>>
where
    M: ContextManager,
    A: Abrupt,
    H: Look<R>,
{
    let _ = how;
    exit(guard, H::look_short(value, &mut H::Mirror::default()))
}

/// A `break`, a `continue` or a bare `return` leaves: exits; a stop gives the jump up.
#[inline]
pub fn leave_completed<M, A>(guard: Guard<'_, M, A>) -> Option<StopOf<M>>
where
    M: ContextManager,
    A: Abrupt,
{
    exit(guard, Outcome::Completed)
}

#[inline]
fn exit<M: ContextManager, A: Abrupt>(
    guard: Guard<'_, M, A>,
    outcome: Outcome<'_>,
) -> Option<StopOf<M>> {
    guard.take()?.exit(outcome).settle::<M>(outcome)
}

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

    /// Stands for a value of the slot's type in a jump that is never made.
    pub fn of_none(self, none: Infallible) -> R {
        match none {}
    }

    /// Stands in dead code for a block whose body's value has the slot's type, to learn that from the
    /// expected type. A method of the slot, and not of `of`, because its type is to be known behind this
    /// call only: behind an expression of type `!`, what uses it would be reported as unreachable.
    pub fn expected<X: Exit>(self, none: Infallible, _of: Of<X>) -> X::With<R> {
        match none {}
    }

    /// What `bail` returns: a macro that returns an error can return it from a closure.
    #[inline]
    pub fn returned_by(self, bail: impl FnOnce() -> R) -> R {
        bail()
    }

    /// The value of a macro that may also return, in a closure, or what it returned there.
    ///
    /// # Errors
    ///
    /// What leaves the function.
    #[inline]
    pub fn attempt<T>(self, attempt: impl FnOnce() -> R::Of<T>) -> Result<T, R>
    where
        R: Attempt,
    {
        R::attempted(attempt())
    }

    /// The same, of what an async block came to.
    ///
    /// # Errors
    ///
    /// What leaves the function.
    #[inline]
    pub fn attempted<T>(self, tried: R::Of<T>) -> Result<T, R>
    where
        R: Attempt,
    {
        R::attempted(tried)
    }

    /// The end of such a closure, when the macro did not return.
    #[inline]
    pub fn passed<T>(self, value: T) -> R::Of<T>
    where
        R: Attempt,
    {
        R::passed(value)
    }
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

/// Something on its way, handed out by `!`.
///
/// A call that returns an uninhabited type ends the path for the borrow checker, which a match on such a
/// value does not. The call is that of an operator, because rustc up to 1.85 warns of what stands behind
/// any other call of that kind.
#[derive(Debug)]
#[must_use]
pub struct Passing<S>(Option<S>);

impl<S> Not for Passing<S> {
    type Output = S;

    #[inline]
    fn not(self) -> S {
        match self.0 {
            Some(stop) => stop,
            None => unreachable!("a stop is on its way"),
        }
    }
}

/// Stands where nothing ever comes: `!NEVER` ends the path, and is not of type `!`, so that what follows
/// is not reported as unreachable.
pub const NEVER: Passing<Infallible> = Passing(None);

/// Any value, from none.
pub fn absurd<T>(never: Infallible) -> T {
    match never {}
}

/// Does not return; its type is `!`.
pub fn diverge() -> ! {
    unreachable!("the branch is never taken")
}
