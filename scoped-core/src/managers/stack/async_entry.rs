//! What exits one entry of an async stack.

use alloc::boxed::Box;
use core::any::Any;
use core::future::Future;
use core::marker::PhantomData;
use core::pin::Pin;

use super::entry::{FitsStack, StackExit, StackStop, settled};
use crate::abandoned::Abandoned;
use crate::async_manager::AsyncContextManager;
use crate::block::Stage;
use crate::exit::Exit;
use crate::outcome::AsyncOutcome;

/// Whether what is in an [`AsyncExitStack`](crate::AsyncExitStack) can be sent to another thread: [`LocalEntries`] or
/// [`SendEntries`].
pub trait EntryKind: sealed::Sealed + Sized {
    /// A future in a box.
    #[doc(hidden)]
    type Future<'o, T>: Future<Output = T>;

    /// An entry in a box.
    #[doc(hidden)]
    type Boxed<'m, X: StackExit>: BoxedEntry<X, Self>;
}

/// The stack stays on its thread: see [`AsyncExitStack::new`](crate::AsyncExitStack::new).
#[derive(Clone, Copy, Debug)]
pub enum LocalEntries {}

/// The stack moves with its task: see [`AsyncExitStack::new_send`](crate::AsyncExitStack::new_send).
#[derive(Clone, Copy, Debug)]
pub enum SendEntries {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::LocalEntries {}
    impl Sealed for super::SendEntries {}
}

type LocalFuture<'o, T> = Pin<Box<dyn Future<Output = T> + 'o>>;
type SendFuture<'o, T> = Pin<Box<dyn Future<Output = T> + Send + 'o>>;

impl EntryKind for LocalEntries {
    type Future<'o, T> = LocalFuture<'o, T>;
    type Boxed<'m, X: StackExit> = Box<dyn AsyncEntry<X, Self> + 'm>;
}

impl EntryKind for SendEntries {
    type Future<'o, T> = SendFuture<'o, T>;
    type Boxed<'m, X: StackExit> = Box<dyn AsyncEntry<X, Self> + Send + 'm>;
}

/// How a manager in a [`SendEntries`] stack is exited: [`AsyncContextManager::exit`], or a function or closure that does what
/// it does.
///
/// It is implemented for all of them whose future is `Send`.
#[diagnostic::on_unimplemented(
    message = "this does not exit a manager in a stack that can be sent to another thread",
    label = "not an `exit` whose future is `Send`",
    note = "write `AsyncContextManager::exit`; its future is `Send` when what it holds while it awaits is"
)]
pub trait ExitFn<'o, M, X> {
    /// Calls it, and settles what it answers.
    #[doc(hidden)]
    fn exit(self, manager: M, outcome: AsyncOutcome<'o>) -> SendFuture<'o, Option<StackStop>>;
}

impl<'o, M, X, F, Y> ExitFn<'o, M, X> for F
where
    F: FnOnce(M, AsyncOutcome<'o>) -> Y,
    Y: Future<Output: Exit<Plain: FitsStack<X>>> + Send + 'o,
    X: StackExit,
{
    fn exit(self, manager: M, outcome: AsyncOutcome<'o>) -> SendFuture<'o, Option<StackStop>> {
        let exiting = self(manager, outcome);
        Box::pin(async move { settled::<M, X, _>(exiting.await, outcome.into()) })
    }
}

/// How an entry is exited.
pub(crate) trait Exiting<M, X, K: EntryKind> {
    /// Exits, and settles what that answers.
    fn exit<'o>(self, manager: M, outcome: AsyncOutcome<'o>) -> K::Future<'o, Option<StackStop>>
    where
        Self: 'o,
        M: 'o;
}

/// By its own `exit`.
pub(crate) struct ByTrait;

impl<M, X> Exiting<M, X, LocalEntries> for ByTrait
where
    M: AsyncContextManager<Exit: Exit<Plain: FitsStack<X>>>,
    X: StackExit,
{
    fn exit<'o>(self, manager: M, outcome: AsyncOutcome<'o>) -> LocalFuture<'o, Option<StackStop>>
    where
        M: 'o,
    {
        Box::pin(async move { settled::<M, X, _>(manager.exit(outcome).await, outcome.into()) })
    }
}

/// By a closure.
pub(crate) struct ByCallback<F>(pub(crate) F);

impl<M, X, F, Y> Exiting<M, X, LocalEntries> for ByCallback<F>
where
    F: AsyncFnOnce(AsyncOutcome<'_>) -> Y,
    Y: Exit<Plain: FitsStack<X>>,
    X: StackExit,
{
    fn exit<'o>(self, _: M, outcome: AsyncOutcome<'o>) -> LocalFuture<'o, Option<StackStop>>
    where
        F: 'o,
        M: 'o,
    {
        Box::pin(async move { settled::<F, X, _>((self.0)(outcome).await, outcome.into()) })
    }
}

/// By a closure whose future can be sent.
pub(crate) struct BySendCallback<F, Y>(pub(crate) F, pub(crate) PhantomData<fn() -> Y>);

impl<M, X, F, Y> Exiting<M, X, SendEntries> for BySendCallback<F, Y>
where
    F: FnOnce(AsyncOutcome<'_>) -> Y + Send,
    Y: Future<Output: Exit<Plain: FitsStack<X>>> + Send,
    X: StackExit,
{
    fn exit<'o>(self, _: M, outcome: AsyncOutcome<'o>) -> SendFuture<'o, Option<StackStop>>
    where
        Self: 'o,
        M: 'o,
    {
        let exiting = (self.0)(outcome);
        Box::pin(async move { settled::<F, X, _>(exiting.await, outcome.into()) })
    }
}

/// By a function that was named.
pub(crate) struct ByFn<F>(pub(crate) F);

impl<M, X, F> Exiting<M, X, SendEntries> for ByFn<F>
where
    F: for<'o> ExitFn<'o, M, X>,
{
    fn exit<'o>(self, manager: M, outcome: AsyncOutcome<'o>) -> SendFuture<'o, Option<StackStop>>
    where
        Self: 'o,
        M: 'o,
    {
        self.0.exit(manager, outcome)
    }
}

/// One entry.
pub trait AsyncEntry<X, K: EntryKind> {
    /// What is lent, as its own type.
    fn lent(&mut self) -> Option<&mut dyn Any> {
        None
    }

    /// Exits it, unless it is not entered.
    fn exit<'o>(
        self: Box<Self>,
        outcome: AsyncOutcome<'o>,
    ) -> Option<K::Future<'o, Option<StackStop>>>
    where
        Self: 'o;

    /// Where nothing can await any more.
    fn abandon(self: Box<Self>, reason: Abandoned);
}

/// A box of an entry.
pub trait BoxedEntry<X, K: EntryKind> {
    /// What is lent, as its own type.
    fn lent(&mut self) -> Option<&mut dyn Any>;

    /// Exits it, unless it is not entered.
    fn exit<'o>(self, outcome: AsyncOutcome<'o>) -> Option<K::Future<'o, Option<StackStop>>>
    where
        Self: 'o;

    /// Where nothing can await any more.
    fn abandon(self, reason: Abandoned);
}

macro_rules! boxed_entry {
    ($kind:ty, $entry:ty) => {
        impl<X> BoxedEntry<X, $kind> for Box<$entry> {
            fn lent(&mut self) -> Option<&mut dyn Any> {
                (**self).lent()
            }

            fn exit<'o>(
                self,
                outcome: AsyncOutcome<'o>,
            ) -> Option<<$kind as EntryKind>::Future<'o, Option<StackStop>>>
            where
                Self: 'o,
            {
                AsyncEntry::exit(self, outcome)
            }

            fn abandon(self, reason: Abandoned) {
                AsyncEntry::abandon(self, reason);
            }
        }
    };
}

boxed_entry!(LocalEntries, dyn AsyncEntry<X, LocalEntries> + '_);
boxed_entry!(SendEntries, dyn AsyncEntry<X, SendEntries> + Send + '_);

/// A manager that is entered by the stack. It is lent as its own type again, which [`Any`] only knows of a type that
/// borrows nothing.
pub(crate) struct Entered<M, F> {
    pub(crate) manager: M,
    /// How far `enter` has got.
    pub(crate) stage: Stage,
    pub(crate) exit: F,
}

impl<M, F, X, K> AsyncEntry<X, K> for Entered<M, F>
where
    M: AsyncContextManager + 'static,
    F: Exiting<M, X, K> + 'static,
    K: EntryKind,
{
    fn lent(&mut self) -> Option<&mut dyn Any> {
        Some(self)
    }

    fn exit<'o>(
        self: Box<Self>,
        outcome: AsyncOutcome<'o>,
    ) -> Option<K::Future<'o, Option<StackStop>>>
    where
        Self: 'o,
    {
        match self.stage {
            Stage::Entered | Stage::EnteredInUnwinding => {
                Some(self.exit.exit(self.manager, outcome))
            }
            // Its future was dropped in the body.
            Stage::Entering => {
                self.manager.abandon(Abandoned::Entering);
                None
            }
            Stage::PollingEnter | Stage::NotEntered => None,
        }
    }

    fn abandon(self: Box<Self>, reason: Abandoned) {
        match self.stage {
            Stage::Entered | Stage::EnteredInUnwinding => self.manager.abandon(reason),
            Stage::Entering => self.manager.abandon(Abandoned::Entering),
            Stage::PollingEnter | Stage::NotEntered => {}
        }
    }
}

/// A manager that was entered before.
pub(crate) struct Pushed<M, F> {
    pub(crate) manager: M,
    pub(crate) exit: F,
}

impl<M, F, X, K> AsyncEntry<X, K> for Pushed<M, F>
where
    M: AsyncContextManager,
    F: Exiting<M, X, K>,
    K: EntryKind,
{
    fn exit<'o>(
        self: Box<Self>,
        outcome: AsyncOutcome<'o>,
    ) -> Option<K::Future<'o, Option<StackStop>>>
    where
        Self: 'o,
    {
        Some(self.exit.exit(self.manager, outcome))
    }

    fn abandon(self: Box<Self>, reason: Abandoned) {
        self.manager.abandon(reason);
    }
}
