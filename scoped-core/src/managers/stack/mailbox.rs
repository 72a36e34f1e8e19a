//! Hands entries from a stack that is lent to the one that was popped from it.
//!
//! What a block has been lent from the entries cannot be taken from under it. So they move when it has ended.

use alloc::sync::Arc;
use core::mem;
use std::sync::{Mutex, PoisonError};

/// Shared by the two stacks.
pub(crate) type Mailbox<T> = Arc<Mutex<Delivery<T>>>;

/// How far the entries are.
pub(crate) enum Delivery<T> {
    /// Their block has not ended.
    Awaited,
    /// They are here.
    Delivered(T),
    /// The stack that they were for is closed: it has been faster than the block, so they stay there.
    Refused,
}

/// A mailbox to which nothing was delivered yet.
pub(crate) fn mailbox<T>() -> Mailbox<T> {
    Arc::new(Mutex::new(Delivery::Awaited))
}

/// Hands the entries over.
///
/// # Errors
///
/// The entries, if nobody wants them any more.
pub(crate) fn deliver<T>(mailbox: &Mailbox<T>, items: T) -> Result<(), T> {
    let mut delivery = mailbox.lock().unwrap_or_else(PoisonError::into_inner);
    if let Delivery::Refused = *delivery {
        return Err(items);
    }
    *delivery = Delivery::Delivered(items);
    Ok(())
}

/// The entries, if they are there. If not, they are not wanted later.
pub(crate) fn receive<T>(mailbox: &Mailbox<T>) -> T
where
    T: Default,
{
    let mut delivery = mailbox.lock().unwrap_or_else(PoisonError::into_inner);
    match mem::replace(&mut *delivery, Delivery::Refused) {
        Delivery::Delivered(items) => items,
        Delivery::Awaited | Delivery::Refused => T::default(),
    }
}
