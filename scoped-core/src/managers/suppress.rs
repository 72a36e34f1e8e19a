//! Managers that suppress errors.

use core::convert::Infallible;
use core::error::Error;
use core::fmt;
use core::marker::PhantomData;

use crate::exit::Verdict;
use crate::manager::ContextManager;
use crate::outcome::Outcome;

/// Suppresses the body's error if it is an `E`, or wraps one: see [`Outcome::find`]. `with!` is `None` then, and a `?`
/// or `return` that was to leave with it is given up.
///
/// Errors without an error object are never suppressed, and neither are those of which only an
/// [`ErrorCopy`](crate::ErrorCopy) is left.
///
/// The idea is `contextlib.suppress`.
///
/// # Examples
///
#[cfg_attr(all(feature = "macros", feature = "std"), doc = "```")]
#[cfg_attr(not(all(feature = "macros", feature = "std")), doc = "```ignore")]
/// use scoped_core::{suppress, with};
/// use std::num::ParseIntError;
///
/// fn sum(words: &[&str]) -> Result<u32, Box<dyn std::error::Error>> {
///     let mut sum = 0;
///     for word in words {
///         with!(suppress::<ParseIntError>() => { sum += word.parse::<u32>()?; });
///     }
///     Ok(sum)
/// }
/// assert_eq!(sum(&["1", "two", "3"]).unwrap(), 4);
/// ```
#[must_use = "it does nothing unless it is entered"]
pub const fn suppress<E: Error + 'static>() -> Suppress<E> {
    Suppress {
        finds: finds::<E>,
        error: PhantomData,
    }
}

fn finds<E: Error + 'static>(outcome: Outcome<'_>) -> bool {
    outcome.find::<E>().is_some()
}

/// The manager that [`suppress`] makes.
pub struct Suppress<E> {
    // Not called by the impl itself: rustc would tell what is wrong with an `E` once more wherever this is entered.
    finds: fn(Outcome<'_>) -> bool,
    error: PhantomData<fn() -> E>,
}

impl<E> Clone for Suppress<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Suppress<E> {}

impl<E> fmt::Debug for Suppress<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Suppress")
    }
}

#[diagnostic::do_not_recommend]
impl<E> ContextManager for Suppress<E> {
    type Value<'a>
        = ()
    where
        Self: 'a;
    type Exit = Verdict;

    fn enter(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn exit(self, outcome: Outcome<'_>) -> Verdict {
        verdict((self.finds)(outcome))
    }
}

/// Suppresses the body's error if it is, or wraps, an `E` of which `condition` holds. Otherwise it is [`suppress`].
///
/// # Examples
///
#[cfg_attr(all(feature = "macros", feature = "std"), doc = "```")]
#[cfg_attr(not(all(feature = "macros", feature = "std")), doc = "```ignore")]
/// use scoped_core::{suppress_if, with};
/// use std::{fs, io};
///
/// fn remove(path: &str) -> io::Result<()> {
///     with!(suppress_if(|error: &io::Error| error.kind() == io::ErrorKind::NotFound) => {
///         fs::remove_file(path)?;
///     });
///     Ok(())
/// }
/// assert!(remove("no such file").is_ok());
/// ```
#[must_use = "it does nothing unless it is entered"]
pub const fn suppress_if<E, F>(condition: F) -> SuppressIf<E, F>
where
    E: Error + 'static,
    F: FnOnce(&E) -> bool,
{
    SuppressIf {
        condition,
        finds: finds_if::<E, F>,
        error: PhantomData,
    }
}

fn finds_if<E, F>(condition: F, outcome: Outcome<'_>) -> bool
where
    E: Error + 'static,
    F: FnOnce(&E) -> bool,
{
    outcome.find().is_some_and(condition)
}

/// The manager that [`suppress_if`] makes.
pub struct SuppressIf<E, F> {
    condition: F,
    finds: fn(F, Outcome<'_>) -> bool,
    error: PhantomData<fn() -> E>,
}

impl<E, F: Clone> Clone for SuppressIf<E, F> {
    fn clone(&self) -> Self {
        Self {
            condition: self.condition.clone(),
            finds: self.finds,
            error: PhantomData,
        }
    }
}

impl<E, F: Copy> Copy for SuppressIf<E, F> {}

impl<E, F> fmt::Debug for SuppressIf<E, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SuppressIf").finish_non_exhaustive()
    }
}

#[diagnostic::do_not_recommend]
impl<E, F> ContextManager for SuppressIf<E, F> {
    type Value<'a>
        = ()
    where
        Self: 'a;
    type Exit = Verdict;

    fn enter(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn exit(self, outcome: Outcome<'_>) -> Verdict {
        verdict((self.finds)(self.condition, outcome))
    }
}

const fn verdict(suppresses: bool) -> Verdict {
    if suppresses {
        Verdict::Suppress
    } else {
        Verdict::Propagate
    }
}
