//! The manager that does nothing.

use core::convert::Infallible;

use crate::async_manager::AsyncContextManager;
use crate::manager::ContextManager;
use crate::outcome::{AsyncOutcome, Outcome};

/// Lends `&mut` of a value, and does nothing else: it stands in where a value is not to be managed. It is an async
/// manager, too.
///
/// The idea is `contextlib.nullcontext`.
///
/// # Examples
///
/// What is read from a file is closed, and standard input is not:
///
#[cfg_attr(all(feature = "macros", feature = "std"), doc = "```")]
#[cfg_attr(not(all(feature = "macros", feature = "std")), doc = "```ignore")]
/// use scoped_core::{Either, nullcontext, with};
/// use std::fs::File;
/// use std::io::{self, Read as _};
///
/// fn read(path: Option<&str>) -> io::Result<String> {
///     let input = match path {
///         Some(path) => Either::Left(File::open(path)?),
///         None => Either::Right(nullcontext(io::stdin())),
///     };
///     let mut text = String::new();
///     with!(input as mut input => { input.read_to_string(&mut text)?; });
///     Ok(text)
/// }
/// # assert!(read(Some("no such file")).is_err());
/// ```
#[must_use = "it does nothing unless it is entered"]
pub const fn nullcontext<T>(value: T) -> NullContext<T> {
    NullContext { value }
}

/// The manager that [`nullcontext`] makes.
#[derive(Clone, Copy, Debug, Default)]
pub struct NullContext<T = ()> {
    value: T,
}

#[diagnostic::do_not_recommend]
impl<T> ContextManager for NullContext<T> {
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

#[diagnostic::do_not_recommend]
impl<T> AsyncContextManager for NullContext<T> {
    type Value<'a>
        = &'a mut T
    where
        Self: 'a;
    type Exit = ();

    async fn enter(&mut self) -> Result<&mut T, Infallible> {
        Ok(&mut self.value)
    }

    async fn exit(self, _: AsyncOutcome<'_>) {}
}
