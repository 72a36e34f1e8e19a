//! The trait that makes a type an async manager.

use core::future::Future;

use crate::abandoned::Abandoned;
use crate::block::{AsyncGuard, Watcher, async_guard, async_guard_watched};
use crate::exit::Exit;
use crate::outcome::AsyncOutcome;

/// [`ContextManager`](crate::ContextManager), where entering and exiting await.
///
/// In `with!` it is an `async` item: `enter` and `exit` are awaited in place, so the block has no future
/// of its own, and its body awaits like any other block. The future around it is `Send` when the
/// manager, the value and the body's own values are.
///
/// Where nothing can await any more, [`abandon`](Self::abandon) runs in the place of `exit`.
///
/// The idea is Python's asynchronous context manager (`__aenter__`, `__aexit__`).
///
/// # Examples
///
/// ```
/// use scoped_core::{AsyncContextManager, AsyncOutcome};
/// use std::convert::Infallible;
///
/// struct Connection { open: bool }
///
/// impl AsyncContextManager for Connection {
///     type Value<'a> = &'a mut Connection;
///     type Exit = ();
///
///     async fn enter(&mut self) -> Result<&mut Connection, Infallible> {
///         self.open = true;
///         Ok(self)
///     }
///
///     async fn exit(self, outcome: AsyncOutcome<'_>) {
///         println!("closed, {outcome}");
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an async context manager",
    label = "not an async context manager",
    note = "an async context manager implements `AsyncContextManager`, by hand or by the `context_manager` attribute; `scope_async` makes one of any value",
    note = "if this is a context manager that does not await, remove `async` before the expression, or write `awaiting(..)` around it",
    note = "if this is a `Result` or a future that holds the manager, add `?` or `.await` behind the expression"
)]
pub trait AsyncContextManager: Sized {
    /// What the block is lent: `as name` binds it.
    type Value<'a>
    where
        Self: 'a;

    /// What [`exit`](Self::exit) returns. It decides the type of `with!`: see [`Exit`].
    type Exit: Exit;

    /// Begins the scope and lends the value that the body uses.
    ///
    /// # Errors
    ///
    /// When the scope cannot begin. Then `with!` is `Err` of this error, the body does not run, and
    /// neither does [`exit`](Self::exit) or [`abandon`](Self::abandon).
    fn enter(
        &mut self,
    ) -> impl Future<Output = Result<Self::Value<'_>, <Self::Exit as Exit>::Error>>;

    /// Ends the scope, and is told how the body ended.
    ///
    /// Everything that the body declared, and the value that `enter` lent, are dropped by then. When the
    /// future is dropped in here, the manager is dropped with it.
    fn exit(self, outcome: AsyncOutcome<'_>) -> impl Future<Output = Self::Exit>;

    /// Runs in the place of [`exit`](Self::exit) where nothing can await: when the future is dropped in
    /// `enter` or in the body, when the body panics, or when it is left by a jump that the macro could
    /// not see. By default the manager is dropped.
    fn abandon(self, reason: Abandoned) {
        let _ = reason;
    }

    /// What a block holds its manager by. A function of this trait, as rustc says of a type that it is none without a word
    /// of where that was asked.
    #[doc(hidden)]
    #[inline]
    fn guarded(manager: Self) -> AsyncGuard<Self> {
        async_guard(manager)
    }

    /// [`guarded`](Self::guarded), for a body that can be left unseen.
    #[doc(hidden)]
    #[inline]
    fn guarded_and_watched<W>(manager: Self, watch: &W) -> AsyncGuard<Self, &W>
    where
        for<'w> &'w W: Watcher,
    {
        async_guard_watched(manager, watch)
    }

    /// Enters, calls `body` with the value, and exits; the closure form of `with!(async ..)`.
    ///
    /// `exit` is told [`Completed`](crate::Outcome::Completed) whatever the closure returns. When the closure panics,
    /// `exit` is awaited all the same and told [`Outcome::Panicked`](crate::Outcome::Panicked), and then the panic goes on; the
    /// block form cannot do that, since nothing awaits while it unwinds. Without the feature `std` a
    /// panic cannot be held up, and [`abandon`](Self::abandon) runs.
    ///
    /// rustc takes a closure that is to accept a value of any lifetime to need a manager that borrows
    /// nothing (E0521, "borrowed data escapes"). `with!` asks for no such thing.
    ///
    /// Returns what `with!` would: see [`Exit::With`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use scoped_core::{AsyncContextManager, AsyncOutcome};
    /// struct Twice;
    ///
    /// impl AsyncContextManager for Twice {
    ///     type Value<'a> = u32;
    ///     type Exit = Result<(), String>;
    ///     async fn enter(&mut self) -> Result<u32, String> { Ok(2) }
    ///     async fn exit(self, _: AsyncOutcome<'_>) -> Result<(), String> { Ok(()) }
    /// }
    ///
    /// # async fn answer() {
    /// assert_eq!(Twice.run(async |two| two * 21).await, Ok(42));
    /// # }
    /// ```
    fn run<T>(
        self,
        body: impl AsyncFnOnce(Self::Value<'_>) -> T,
    ) -> impl Future<Output = <Self::Exit as Exit>::With<T>> {
        crate::block::run(self, body)
    }

    /// Enters, calls `body` with the value, and exits; an `Err` of the closure is a failure.
    ///
    /// `exit` is told [`Failed`](crate::Outcome::Failed) when the closure returns `Err`. Inside this generic
    /// function nothing is known of `E`, so that failure carries no error object; `with!` lends it. Otherwise this is
    /// [`run`](Self::run).
    ///
    /// Returns what `with!` would for a body of type `Result<T, E>`: see [`Exit::With`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use scoped_core::{AsyncContextManager, AsyncOutcome};
    /// # use std::cell::RefCell;
    /// # use std::convert::Infallible;
    /// # use std::rc::Rc;
    /// struct Log(Rc<RefCell<Vec<String>>>);
    ///
    /// impl AsyncContextManager for Log {
    ///     type Value<'a> = ();
    ///     type Exit = ();
    ///     async fn enter(&mut self) -> Result<(), Infallible> { Ok(()) }
    ///     async fn exit(self, outcome: AsyncOutcome<'_>) { self.0.borrow_mut().push(outcome.to_string()) }
    /// }
    ///
    /// # async fn answer() {
    /// let log = Rc::new(RefCell::new(Vec::new()));
    /// let answer: Result<u32, &str> = Log(Rc::clone(&log)).try_run(async |()| Err("no answer")).await;
    /// assert_eq!(answer, Err("no answer"));
    /// assert_eq!(*log.borrow(), ["failed"]);
    /// # }
    /// ```
    fn try_run<T, E>(
        self,
        body: impl AsyncFnOnce(Self::Value<'_>) -> Result<T, E>,
    ) -> impl Future<Output = <Self::Exit as Exit>::With<Result<T, E>>> {
        crate::block::try_run(self, body)
    }
}
