//! Managers of values that are closed.

use core::convert::Infallible;

use crate::exit::Exit;
use crate::manager::{ContextManager, EnterError};
use crate::outcome::Outcome;

/// Lends `&mut` of a value, and drops the value when the block ends.
///
/// A `let` does that as well, at the end of its own block. For a value with a close that can fail there is
/// [`closing_with`], and for one that has to know how the block ended, [`scope`](crate::scope).
///
/// The idea is `contextlib.closing`.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::{closing, with};
///
/// let text = with!(closing(vec![1, 2]) as numbers => {
///     numbers.push(3);
///     format!("{numbers:?}")
/// });
/// assert_eq!(text, "[1, 2, 3]");
/// ```
#[must_use = "it does nothing unless it is entered"]
pub const fn closing<T>(value: T) -> Closing<T> {
    Closing { value }
}

/// The manager that [`closing`] makes.
#[derive(Clone, Copy, Debug)]
pub struct Closing<T> {
    value: T,
}

#[diagnostic::do_not_recommend]
impl<T> ContextManager for Closing<T> {
    type Value<'a>
        = &'a mut T
    where
        Self: 'a;
    type Exit = ();

    fn enter(&mut self) -> Result<&mut T, Infallible> {
        Ok(&mut self.value)
    }

    fn exit(self, _: Outcome<'_>) {}
}

/// Lends `&mut` of a value, and closes it when the block ends, however that ended.
///
/// What `close` returns is what `exit` returns: see [`Exit`](crate::Exit).
///
/// The idea is `contextlib.closing`.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::{closing_with, with};
/// # #[derive(Debug)] struct Full;
/// # struct Archive(Vec<u8>);
/// # impl Archive {
/// #     fn finish(self) -> Result<(), Full> { if self.0.len() > 1 { Err(Full) } else { Ok(()) } }
/// # }
///
/// let closed = with!(closing_with(Archive(Vec::new()), Archive::finish) as archive => {
///     archive.0.extend(*b"too long");
/// });
/// assert!(closed.is_err());
/// ```
#[must_use = "it does nothing unless it is entered"]
pub fn closing_with<T, F, X>(value: T, close: F) -> ClosingWith<T, F>
where
    F: FnOnce(T) -> X,
    X: Exit,
{
    ClosingWith { value, close }
}

/// The manager that [`closing_with`] makes.
#[derive(Clone, Copy)]
pub struct ClosingWith<T, F> {
    value: T,
    close: F,
}

debug_without_closure!(ClosingWith<T; F> { value });

#[diagnostic::do_not_recommend]
impl<T, F, X> ContextManager for ClosingWith<T, F>
where
    F: FnOnce(T) -> X,
    X: Exit,
{
    type Value<'a>
        = &'a mut T
    where
        Self: 'a;
    type Exit = X::Itself;

    fn enter(&mut self) -> Result<&mut T, EnterError<Self>> {
        Ok(&mut self.value)
    }

    fn exit(self, _: Outcome<'_>) -> X::Itself {
        (self.close)(self.value).itself()
    }
}
