//! A manager that does not await, where an async one is asked for.

use core::fmt;

use crate::abandoned::Abandoned;
use crate::async_manager::AsyncContextManager;
use crate::block::{Stage, exit_parts, unless_it_aborts};
use crate::exit::Exit;
use crate::manager::ContextManager;
use crate::outcome::{AsyncOutcome, Failure, Outcome};

/// Makes an async manager of one that does not await.
///
/// A list of items in `with!` mixes both as it is. This is for what asks for an
/// [`AsyncContextManager`], such as a function of yours, `Either`, or an [`AsyncExitStack`](crate::AsyncExitStack).
///
/// Where nothing can await any more, the manager's `exit` runs all the same, and is told [`Outcome::Panicked`] or
/// [`Outcome::Unseen`].
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::{AsyncContextManager, awaiting, on_exit, with};
///
/// async fn twice(first: impl AsyncContextManager<Exit = ()>, second: impl AsyncContextManager<Exit = ()>) {
///     with!(async first, async second => {});
/// }
///
/// # async fn use_it() {
/// twice(awaiting(on_exit(|outcome| println!("{outcome}"))), awaiting(on_exit(|_| {}))).await;
/// # }
/// ```
#[must_use = "it does nothing unless it is entered"]
pub const fn awaiting<M: ContextManager>(manager: M) -> Awaiting<M> {
    Awaiting {
        manager: Some(manager),
        entered: 0,
        stage: Stage::Entering,
    }
}

/// The manager that [`awaiting`] makes.
pub struct Awaiting<M: ContextManager> {
    manager: Option<M>,
    entered: usize,
    /// How far `enter` has got. It stays at the first, as it never awaits, when it is not called: one that is pushed onto
    /// a stack need not be entered.
    stage: Stage,
}

impl<M: ContextManager + fmt::Debug> fmt::Debug for Awaiting<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Awaiting");
        if let Some(manager) = &self.manager {
            shown.field("manager", manager);
        }
        shown.finish_non_exhaustive()
    }
}

impl<M: ContextManager> AsyncContextManager for Awaiting<M> {
    type Value<'a>
        = M::Value<'a>
    where
        Self: 'a;
    type Exit = M::Exit;

    async fn enter(&mut self) -> Result<Self::Value<'_>, <Self::Exit as Exit>::Error> {
        let Some(manager) = &mut self.manager else {
            unreachable!("only `exit` takes the manager");
        };
        self.stage = Stage::PollingEnter;
        let result = manager.enter_parts(&mut self.entered);
        match result {
            Ok(_) => self.stage.succeeded(),
            Err(_) => self.stage.failed(),
        }
        result
    }

    async fn exit(mut self, outcome: AsyncOutcome<'_>) -> Self::Exit {
        match self.manager.take() {
            Some(manager) => manager.exit(outcome.into()),
            None => M::Exit::nothing(),
        }
    }

    fn abandon(mut self, reason: Abandoned) {
        let outcome = match reason {
            Abandoned::Entering => return,
            Abandoned::Panicked => Outcome::Panicked,
            Abandoned::Dropped | Abandoned::Unseen => Outcome::Unseen,
        };
        if let Stage::Entering = self.stage {
            self.entered = self.manager.as_ref().map_or(0, M::parts);
        }
        self.exit_entered(outcome);
    }
}

impl<M: ContextManager> Awaiting<M> {
    fn exit_entered(&mut self, outcome: Outcome<'static>) {
        if let Some(manager) = self.manager.take() {
            unless_it_aborts(|| {
                exit_parts(manager, self.entered, outcome);
            });
        }
    }
}

/// Exits what was entered of a manager that is made of several, when `enter` fails or panics behind it.
impl<M: ContextManager> Drop for Awaiting<M> {
    fn drop(&mut self) {
        match self.stage {
            Stage::PollingEnter => self.exit_entered(Outcome::Panicked),
            Stage::NotEntered => self.exit_entered(Outcome::Failed(Failure::default())),
            Stage::Entering | Stage::Entered | Stage::EnteredInUnwinding => {}
        }
    }
}
