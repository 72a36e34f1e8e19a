//! A manager of anything, made where it is used.

use core::future::Future;

use crate::async_manager::AsyncContextManager;
use crate::exit::Exit;
use crate::manager::{ContextManager, EnterError};
use crate::outcome::{AsyncOutcome, Outcome};

/// Lends `&mut` of a value, and gives the value to a closure when the block ends; the value's type need not be yours.
///
/// The closure's return type is that of `exit`: see [`Exit`](crate::Exit). Nothing runs unless the manager is entered.
///
/// The idea is `scopeguard::guard`, with an outcome and an error.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::{scope, with};
/// # #[derive(Debug)] struct Denied;
/// # struct Session(Vec<&'static str>);
/// # impl Session {
/// #     fn commit(self) -> Result<(), Denied> { Ok(()) }
/// #     fn roll_back(self) -> Result<(), Denied> { Ok(()) }
/// # }
///
/// # fn run(session: Session) -> Result<(), Denied> {
/// let done = scope(session, |session, outcome| {
///     if outcome.is_success() { session.commit() } else { session.roll_back() }
/// });
/// with!(done as session => {
///     session.0.push("insert");
/// })?; // the error of `commit`
/// # Ok(())
/// # }
/// # run(Session(Vec::new())).unwrap();
/// ```
#[must_use = "it does nothing unless it is entered"]
pub fn scope<T, F, X>(value: T, exit: F) -> Scope<T, F>
where
    F: FnOnce(T, Outcome<'_>) -> X,
    X: Exit,
{
    Scope { value, exit }
}

/// The manager that [`scope`] makes.
#[derive(Clone, Copy)]
pub struct Scope<T, F> {
    value: T,
    exit: F,
}

#[diagnostic::do_not_recommend]
impl<T, F, X> ContextManager for Scope<T, F>
where
    F: FnOnce(T, Outcome<'_>) -> X,
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

    fn exit(self, outcome: Outcome<'_>) -> X::Itself {
        (self.exit)(self.value, outcome).itself()
    }
}

/// [`scope`], whose closure awaits: the manager is one for an `async` item.
///
/// Where nothing can await any more, the value is dropped.
///
/// In a task that moves between threads, let `exit` be an `async fn` where the value is a reference, or has one. With a
/// closure the future around the block is not known to be `Send` ("implementation of `AsyncFnOnce` is not general
/// enough"): rustc forgets, while it looks, that the closure takes the lifetime that the value has.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::{scope_async, with};
/// # struct Socket;
/// # impl Socket {
/// #     async fn send(&mut self, _: &str) -> std::io::Result<()> { Ok(()) }
/// #     async fn shutdown(self) -> std::io::Result<()> { Ok(()) }
/// # }
///
/// # async fn greet(socket: Socket) -> std::io::Result<()> {
/// let open = scope_async(socket, async |socket, _| socket.shutdown().await);
/// with!(async open as socket => {
///     socket.send("hello").await?;
/// })
/// # }
/// ```
#[must_use = "it does nothing unless it is entered"]
pub fn scope_async<T, F, X>(value: T, exit: F) -> ScopeAsync<T, F>
where
    F: AsyncFnOnce(T, AsyncOutcome<'_>) -> X,
    X: Exit,
{
    ScopeAsync { value, exit }
}

/// The manager that [`scope_async`] makes.
#[derive(Clone, Copy)]
pub struct ScopeAsync<T, F> {
    value: T,
    exit: F,
}

#[diagnostic::do_not_recommend]
impl<T, F, X> AsyncContextManager for ScopeAsync<T, F>
where
    F: AsyncFnOnce(T, AsyncOutcome<'_>) -> X,
    X: Exit<Itself = X>,
{
    type Value<'a>
        = &'a mut T
    where
        Self: 'a;
    type Exit = X::Itself;

    async fn enter(&mut self) -> Result<&mut T, X::Error> {
        Ok(&mut self.value)
    }

    // The function's own future, and none around it: of what such a one holds, rustc forgets the lifetimes, and does
    // not know any more that the function takes it. The task's future would not be `Send`.
    fn exit(self, outcome: AsyncOutcome<'_>) -> impl Future<Output = X::Itself> {
        (self.exit)(self.value, outcome)
    }
}

debug_without_closure!(Scope<T; F> { value });
debug_without_closure!(ScopeAsync<T; F> { value });
