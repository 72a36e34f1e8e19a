//! A stack of managers that await.

use alloc::boxed::Box;
use core::any::Any;
use core::fmt;
use core::future::Future;
use core::marker::PhantomData;
use core::pin::pin;

use super::async_entry::{
    BoxedEntry as _, ByCallback, ByFn, BySendCallback, ByTrait, Entered, EntryKind, ExitFn,
    LocalEntries, Pushed, SendEntries,
};
use super::entries::{End, Entries};
use super::entry::{FitsStack, StackExit, StackStop};
use crate::abandoned::Abandoned;
use crate::async_manager::AsyncContextManager;
use crate::block::{Stage, entering, panicking, unless_it_aborts};
use crate::exit::{Exit, Stop, Verdict};
use crate::exit_error::ExitError;
use crate::managers::nullcontext;
use crate::managers::several::Combined;
use crate::outcome::{AsyncFailure, AsyncOutcome, Outcome};

/// What `enter` of an `M` may fail with.
type EnterError<M> = <<M as AsyncContextManager>::Exit as Exit>::Error;

/// [`ExitStack`](crate::ExitStack), whose managers await.
///
#[cfg_attr(all(feature = "macros", feature = "std"), doc = "```")]
#[cfg_attr(not(all(feature = "macros", feature = "std")), doc = "```ignore")]
/// use scoped_core::{AsyncExitStack, ExitError, awaiting, closing, scope_async, with};
/// # struct Connection;
/// # impl Connection {
/// #     async fn open(_: &str) -> std::io::Result<Self> { Ok(Self) }
/// #     async fn send(&mut self, _: &str) -> std::io::Result<()> { Ok(()) }
/// #     async fn close(self) -> std::io::Result<()> { Ok(()) }
/// # }
///
/// # async fn broadcast(hosts: &[&str]) -> std::io::Result<()> {
/// with!(async AsyncExitStack::new() as stack => {
///     let mut connections = Vec::new();
///     for host in hosts {
///         let connection = Connection::open(host).await?;
///         let closed = scope_async(connection, async |connection: Connection, _| connection.close().await);
///         connections.push(stack.enter(closed).await?);
///     }
///     let Ok(_scratch) = stack.enter(awaiting(closing(Vec::<u8>::new()))).await;
///     for connection in &mut connections {
///         connection.send("hello").await?;
///     }
/// })?;
/// # Ok(())
/// # }
/// ```
///
/// Where nothing can await any more, all managers are [abandoned](AsyncContextManager::abandon), the last first. So they
/// are when the stack is dropped without [`close`](Self::close). Callbacks are dropped then; one that has to run in any
/// case is a manager that does not await, in [`awaiting`](crate::awaiting).
///
/// # Tasks that move between threads
///
/// Of a trait's method, Rust cannot ask yet that its future is `Send`. So a stack from [`new`](Self::new) is for one
/// thread. For one from [`new_send`](Self::new_send), how a manager is exited is an argument, whose future can be asked:
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::{AsyncContextManager, AsyncExitStack, nullcontext, with};
///
/// fn sendable<T: Send>(task: T) -> T { task }
///
/// let task = sendable(async {
///     with!(async AsyncExitStack::new_send() as stack => {
///         let Ok(number) = stack.enter(nullcontext(1), AsyncContextManager::exit).await;
///         *number += 1;
///     })
/// });
/// # drop(task);
/// ```
///
/// A function that is lent it takes it by `&mut`, with `as mut stack` in the block: shared, it could not move while that
/// awaits.
///
/// The idea is `contextlib.AsyncExitStack`, and JavaScript's `AsyncDisposableStack`.
pub struct AsyncExitStack<
    'm,
    X: StackExit = Result<Verdict, ExitError>,
    K: EntryKind = LocalEntries,
> {
    entries: Entries<K::Boxed<'m, X>>,
    /// Whether the thread unwound already when the stack was made: then it is not told of that.
    panicking_before: bool,
}

impl AsyncExitStack<'_> {
    /// An empty stack, for one thread.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl AsyncExitStack<'_, Result<Verdict, ExitError>, SendEntries> {
    /// An empty stack that can be sent to another thread.
    #[must_use]
    pub fn new_send() -> Self {
        Self::default()
    }
}

impl AsyncExitStack<'_, Result<(), ExitError>> {
    /// An empty stack for managers that suppress nothing, so that `with!` over it always has the body's value. It is
    /// for one thread; for the other kind, there is `AsyncExitStack::<Result<(), ExitError>, SendEntries>::default()`.
    #[must_use]
    pub fn without_suppression() -> Self {
        Self::default()
    }
}

impl<X: StackExit, K: EntryKind> Default for AsyncExitStack<'_, X, K> {
    fn default() -> Self {
        Self {
            entries: Entries::new(),
            panicking_before: panicking(),
        }
    }
}

impl<'m, X: StackExit> AsyncExitStack<'m, X> {
    /// Enters a manager, and lends what that lends. To be lent several at once, [`open`](Self::open) the stack.
    ///
    /// # Errors
    ///
    /// That of the manager's `enter`: see [`OpenAsyncStack::enter`].
    pub fn enter<M>(
        &mut self,
        manager: M,
    ) -> impl Future<Output = Result<M::Value<'_>, EnterError<M>>>
    where
        M: AsyncContextManager<Exit: Exit<Plain: FitsStack<X>>> + 'static,
    {
        self.open().enter(manager)
    }

    /// Adds a manager that was entered already, or need not be: it will be exited.
    pub fn push<M>(&mut self, manager: M)
    where
        M: AsyncContextManager<Exit: Exit<Plain: FitsStack<X>>> + 'm,
    {
        self.open().push(manager);
    }

    /// Adds an async closure that is awaited when the stack unwinds: see [`OpenAsyncStack::callback`].
    pub fn callback<F, Y>(&mut self, callback: F)
    where
        F: AsyncFnOnce(AsyncOutcome<'_>) -> Y + 'm,
        Y: Exit<Plain: FitsStack<X>>,
    {
        self.open().callback(callback);
    }
}

impl<'m, X: StackExit> AsyncExitStack<'m, X, SendEntries> {
    /// Enters a manager, and lends what that lends. `exit` is [`AsyncContextManager::exit`]. To be lent several at once,
    /// [`open`](Self::open) the stack.
    ///
    /// # Errors
    ///
    /// That of the manager's `enter`: see [`OpenAsyncStack::enter`].
    pub fn enter<M, F>(
        &mut self,
        manager: M,
        exit: F,
    ) -> impl Future<Output = Result<M::Value<'_>, EnterError<M>>>
    where
        M: AsyncContextManager + Send + 'static,
        F: for<'o> ExitFn<'o, M, X> + Send + 'static,
    {
        self.open().enter(manager, exit)
    }

    /// Adds a manager that was entered already, or need not be: it will be exited. `exit` is
    /// [`AsyncContextManager::exit`].
    pub fn push<M, F>(&mut self, manager: M, exit: F)
    where
        M: AsyncContextManager + Send + 'm,
        F: for<'o> ExitFn<'o, M, X> + Send + 'm,
    {
        self.open().push(manager, exit);
    }

    /// Adds a closure whose future is awaited when the stack unwinds: see [`OpenAsyncStack::callback`].
    pub fn callback<F, Y>(&mut self, callback: F)
    where
        F: FnOnce(AsyncOutcome<'_>) -> Y + Send + 'm,
        Y: Future<Output: Exit<Plain: FitsStack<X>>> + Send + 'm,
    {
        self.open().callback(callback);
    }
}

impl<'m, X: StackExit, K: EntryKind> AsyncExitStack<'m, X, K> {
    /// Moves everything to another stack, and leaves this one empty.
    #[must_use = "a stack that is dropped abandons its managers"]
    pub fn pop_all(&mut self) -> Self {
        Self {
            entries: self.entries.take(),
            panicking_before: self.panicking_before,
        }
    }

    /// Exits everything, and tells it [`Completed`](Outcome::Completed).
    ///
    /// # Errors
    ///
    /// That of a manager, unless a later one has suppressed it.
    pub async fn close(mut self) -> Result<(), ExitError> {
        match self.unwind(Outcome::Completed).await {
            Some(Stop::Raised(error)) => Err(error),
            Some(Stop::Suppressed) | None => Ok(()),
        }
    }

    /// What a block is lent: the stack for as long as what its managers lend is used.
    pub fn open(&mut self) -> OpenAsyncStack<'_, 'm, X, K> {
        OpenAsyncStack {
            end: self.entries.end(),
        }
    }

    /// Exits one after the other. Where that goes no further, those that are left are abandoned when the stack is
    /// dropped.
    async fn unwind(&mut self, outcome: AsyncOutcome<'_>) -> Option<StackStop> {
        let mut stop: Option<StackStop> = None;
        while let Some(entry) = self.entries.pop() {
            let told = match &stop {
                None => outcome,
                Some(Stop::Suppressed) => Outcome::Completed,
                Some(Stop::Raised(error)) => Outcome::Failed(AsyncFailure::sendable(error.inner())),
            };
            let next = match entry.exit(told) {
                Some(exiting) => exiting.await,
                None => None,
            };
            if next.is_some() {
                stop = next;
            }
        }
        stop
    }

    fn abandon_all(&mut self, reason: Abandoned) {
        while let Some(entry) = self.entries.pop() {
            unless_it_aborts(|| entry.abandon(reason));
        }
    }
}

impl<X: StackExit, K: EntryKind> Drop for AsyncExitStack<'_, X, K> {
    fn drop(&mut self) {
        if self.entries.is_empty() {
            return;
        }
        // Should an entry panic in here, what is left is dropped with this.
        let mut stack = self.pop_all();
        stack.abandon_all(if panicking() && !self.panicking_before {
            Abandoned::Panicked
        } else {
            Abandoned::Dropped
        });
    }
}

impl<X: StackExit, K: EntryKind> fmt::Debug for AsyncExitStack<'_, X, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncExitStack").finish_non_exhaustive()
    }
}

#[diagnostic::do_not_recommend]
impl<'m, X: StackExit, K: EntryKind> AsyncContextManager for AsyncExitStack<'m, X, K> {
    type Value<'a>
        = OpenAsyncStack<'a, 'm, X, K>
    where
        Self: 'a;
    type Exit = Combined<X>;

    async fn enter(&mut self) -> Result<OpenAsyncStack<'_, 'm, X, K>, ExitError> {
        Ok(self.open())
    }

    async fn exit(mut self, outcome: AsyncOutcome<'_>) -> Combined<X> {
        Combined(self.unwind(outcome).await)
    }

    fn abandon(mut self, reason: Abandoned) {
        self.abandon_all(reason);
    }
}

/// The stack is empty afterwards, and can be used again.
#[diagnostic::do_not_recommend]
impl<'m, X: StackExit, K: EntryKind> AsyncContextManager for &mut AsyncExitStack<'m, X, K> {
    type Value<'a>
        = OpenAsyncStack<'a, 'm, X, K>
    where
        Self: 'a;
    type Exit = Combined<X>;

    async fn enter(&mut self) -> Result<OpenAsyncStack<'_, 'm, X, K>, ExitError> {
        Ok(self.open())
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Combined<X> {
        // Should that go no further, what is left is dropped with this, and not kept for another block.
        Combined(self.pop_all().unwind(outcome).await)
    }

    fn abandon(self, reason: Abandoned) {
        self.pop_all().abandon_all(reason);
    }
}

/// An [`AsyncExitStack`] while it is lent, to a block as a rule. What its managers lend can be used until then, all at
/// once.
pub struct OpenAsyncStack<
    'a,
    'm,
    X: StackExit = Result<Verdict, ExitError>,
    K: EntryKind = LocalEntries,
> {
    end: End<'a, K::Boxed<'m, X>>,
}

impl<'a, 'm, X: StackExit> OpenAsyncStack<'a, 'm, X> {
    /// Enters a manager, and lends what that lends.
    ///
    /// # Errors
    ///
    /// That of the manager's `enter`; then it will not be exited.
    pub fn enter<M>(
        &self,
        manager: M,
    ) -> impl Future<Output = Result<M::Value<'a>, EnterError<M>>> + use<'a, 'm, M, X>
    where
        M: AsyncContextManager<Exit: Exit<Plain: FitsStack<X>>> + 'static,
    {
        let entry = self.end.push(Box::new(Entered {
            manager,
            stage: Stage::NotEntered,
            exit: ByTrait,
        }));
        enter::<M, ByTrait>(entry.lent())
    }

    /// Adds a manager that was entered already, or need not be: it will be exited.
    pub fn push<M>(&self, manager: M)
    where
        M: AsyncContextManager<Exit: Exit<Plain: FitsStack<X>>> + 'm,
    {
        self.end.push(Box::new(Pushed {
            manager,
            exit: ByTrait,
        }));
    }

    /// Adds an async closure that is awaited when the stack unwinds; what it returns is what an `exit` may answer.
    pub fn callback<F, Y>(&self, callback: F)
    where
        F: AsyncFnOnce(AsyncOutcome<'_>) -> Y + 'm,
        Y: Exit<Plain: FitsStack<X>>,
    {
        self.end.push(Box::new(Pushed {
            manager: nullcontext(()),
            exit: ByCallback(callback),
        }));
    }
}

/// Enters the manager of an entry. Its place is taken by now, whenever this is polled.
fn enter<M, E>(
    lent: Option<&mut dyn Any>,
) -> impl Future<Output = Result<M::Value<'_>, EnterError<M>>>
where
    M: AsyncContextManager + 'static,
    E: 'static,
{
    let Some(Entered::<M, E> { manager, stage, .. }) = lent.and_then(<dyn Any>::downcast_mut)
    else {
        unreachable!("it is the manager that was added");
    };
    async move {
        let (entered, stage) = {
            let enter = pin!(manager.enter());
            entering(enter, stage).await
        };
        match entered {
            Ok(value) => {
                stage.succeeded();
                Ok(value)
            }
            Err(error) => {
                stage.failed();
                Err(error)
            }
        }
    }
}

impl<'a, 'm, X: StackExit> OpenAsyncStack<'a, 'm, X, SendEntries> {
    /// Enters a manager, and lends what that lends. `exit` is [`AsyncContextManager::exit`].
    ///
    /// # Errors
    ///
    /// That of the manager's `enter`; then it will not be exited.
    pub fn enter<M, F>(
        &self,
        manager: M,
        exit: F,
    ) -> impl Future<Output = Result<M::Value<'a>, EnterError<M>>> + use<'a, 'm, M, F, X>
    where
        M: AsyncContextManager + Send + 'static,
        F: for<'o> ExitFn<'o, M, X> + Send + 'static,
    {
        let entry = self.end.push(Box::new(Entered {
            manager,
            stage: Stage::NotEntered,
            exit: ByFn(exit),
        }));
        enter::<M, ByFn<F>>(entry.lent())
    }

    /// Adds a manager that was entered already, or need not be: it will be exited. `exit` is
    /// [`AsyncContextManager::exit`].
    pub fn push<M, F>(&self, manager: M, exit: F)
    where
        M: AsyncContextManager + Send + 'm,
        F: for<'o> ExitFn<'o, M, X> + Send + 'm,
    {
        self.end.push(Box::new(Pushed {
            manager,
            exit: ByFn(exit),
        }));
    }

    /// Adds a closure whose future is awaited when the stack unwinds; what that returns is what an `exit` may answer. It
    /// cannot hold the outcome.
    pub fn callback<F, Y>(&self, callback: F)
    where
        F: FnOnce(AsyncOutcome<'_>) -> Y + Send + 'm,
        Y: Future<Output: Exit<Plain: FitsStack<X>>> + Send + 'm,
    {
        self.end.push(Box::new(Pushed {
            manager: nullcontext(()),
            exit: BySendCallback(callback, PhantomData),
        }));
    }
}

impl<'m, X: StackExit, K: EntryKind> OpenAsyncStack<'_, 'm, X, K> {
    /// Moves everything to another stack, so that it outlives the block: see
    /// [`OpenStack::pop_all`](crate::OpenStack::pop_all).
    #[cfg(feature = "std")]
    #[must_use = "a stack that is dropped abandons its managers"]
    pub fn pop_all(&self) -> AsyncExitStack<'m, X, K> {
        AsyncExitStack {
            entries: self.end.pop_all(),
            panicking_before: panicking(),
        }
    }
}

impl<X: StackExit, K: EntryKind> fmt::Debug for OpenAsyncStack<'_, '_, X, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenAsyncStack").finish_non_exhaustive()
    }
}
