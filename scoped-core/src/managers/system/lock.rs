//! Locks.

use core::error::Error;
use core::fmt;
use std::sync::{Mutex, MutexGuard, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::manager::ContextManager;
use crate::outcome::Outcome;

/// A lock is poisoned: a thread has panicked while it held it.
///
/// It is [`PoisonError`](std::sync::PoisonError) without the lock's guard, so that it can leave the function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Poisoned;

impl fmt::Display for Poisoned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the lock is poisoned: a thread has panicked while it held it")
    }
}

impl Error for Poisoned {}

/// Locks it for the block. Entering fails when it is poisoned.
///
/// The idea is Python's `with lock:`.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::{Poisoned, with};
/// use std::sync::Mutex;
///
/// let sum = Mutex::new(40);
/// let done = with!(&sum as mut sum => { *sum += 2; });
/// assert_eq!((done, *sum.lock().unwrap()), (Ok(()), 42));
///
/// # std::panic::set_hook(Box::new(|_| {}));
/// let panics = || with!(&sum as _ => { panic!() });
/// assert!(std::panic::catch_unwind(panics).is_err());
/// assert_eq!(with!(&sum => {}), Err(Poisoned));
/// ```
#[diagnostic::do_not_recommend]
impl<'m, T: ?Sized> ContextManager for &'m Mutex<T> {
    type Value<'a>
        = MutexGuard<'m, T>
    where
        Self: 'a;
    type Exit = Result<(), Poisoned>;

    fn enter(&mut self) -> Result<MutexGuard<'m, T>, Poisoned> {
        self.lock().map_err(|_| Poisoned)
    }

    fn exit(self, _: Outcome<'_>) -> Result<(), Poisoned> {
        Ok(())
    }
}

/// Locks it for the block, to write. Entering fails when it is poisoned. To read only, there is [`reading`].
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::with;
/// use std::sync::RwLock;
///
/// let words = RwLock::new(vec!["one"]);
/// let done = with!(&words as mut words => { words.push("two"); });
/// assert_eq!((done, words.into_inner().unwrap().len()), (Ok(()), 2));
/// ```
#[diagnostic::do_not_recommend]
impl<'m, T: ?Sized> ContextManager for &'m RwLock<T> {
    type Value<'a>
        = RwLockWriteGuard<'m, T>
    where
        Self: 'a;
    type Exit = Result<(), Poisoned>;

    fn enter(&mut self) -> Result<RwLockWriteGuard<'m, T>, Poisoned> {
        self.write().map_err(|_| Poisoned)
    }

    fn exit(self, _: Outcome<'_>) -> Result<(), Poisoned> {
        Ok(())
    }
}

/// Locks it for the block, to read. Entering fails when it is poisoned.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::{reading, with};
/// use std::sync::RwLock;
///
/// let words = RwLock::new(vec!["one"]);
/// assert_eq!(with!(reading(&words) as words => { words.len() }), Ok(1));
/// ```
#[must_use = "it does nothing unless it is entered"]
pub const fn reading<T: ?Sized>(lock: &RwLock<T>) -> Reading<'_, T> {
    Reading { lock }
}

/// The manager that [`reading`] makes.
#[derive(Debug)]
pub struct Reading<'m, T: ?Sized> {
    lock: &'m RwLock<T>,
}

impl<T: ?Sized> Clone for Reading<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Reading<'_, T> {}

#[diagnostic::do_not_recommend]
impl<'m, T: ?Sized> ContextManager for Reading<'m, T> {
    type Value<'a>
        = RwLockReadGuard<'m, T>
    where
        Self: 'a;
    type Exit = Result<(), Poisoned>;

    fn enter(&mut self) -> Result<RwLockReadGuard<'m, T>, Poisoned> {
        self.lock.read().map_err(|_| Poisoned)
    }

    fn exit(self, _: Outcome<'_>) -> Result<(), Poisoned> {
        Ok(())
    }
}
