//! What `enter` lends, for the borrow checker.

use core::fmt;
use core::marker::PhantomData;

/// The type of the value that `enter` lends, with its lifetime and no other: whoever has it has borrowed the guard. It
/// holds nothing.
pub struct ValueType<V>(PhantomData<fn(V) -> V>);

impl<V> ValueType<V> {
    /// A type that is still to be inferred.
    pub const NEW: Self = Self(PhantomData);

    /// What `enter` returned.
    ///
    /// # Errors
    ///
    /// Its error.
    #[inline]
    pub fn lend<E>(self, entered: Result<V, E>) -> Result<V, E> {
        entered
    }

    /// Stands for what may borrow from the value, in a branch that is never taken.
    pub fn borrower<T>(self) -> T {
        unreachable!("the branch is never taken")
    }
}

impl<V> Clone for ValueType<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V> Copy for ValueType<V> {}

impl<V> fmt::Debug for ValueType<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ValueType")
    }
}
