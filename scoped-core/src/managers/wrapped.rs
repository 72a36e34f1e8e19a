//! Managers around one other manager, or around none.

use crate::abandoned::Abandoned;
use crate::async_manager::AsyncContextManager;
use crate::exit::Exit;
use crate::manager::{ContextManager, EnterError};
use crate::outcome::{AsyncOutcome, Outcome};

#[cfg(feature = "alloc")]
impl<M: ContextManager> ContextManager for alloc::boxed::Box<M> {
    type Value<'a>
        = M::Value<'a>
    where
        Self: 'a;
    type Exit = M::Exit;

    const IS_SEVERAL: bool = M::IS_SEVERAL;

    fn enter(&mut self) -> Result<Self::Value<'_>, EnterError<Self>> {
        (**self).enter()
    }

    fn exit(self, outcome: Outcome<'_>) -> Self::Exit {
        (*self).exit(outcome)
    }

    fn parts(&self) -> usize {
        (**self).parts()
    }

    fn enter_parts(&mut self, entered: &mut usize) -> Result<Self::Value<'_>, EnterError<Self>> {
        (**self).enter_parts(entered)
    }

    fn exit_parts(self, entered: usize, outcome: Outcome<'_>) -> Self::Exit {
        (*self).exit_parts(entered, outcome)
    }
}

#[cfg(feature = "alloc")]
impl<M: AsyncContextManager> AsyncContextManager for alloc::boxed::Box<M> {
    type Value<'a>
        = M::Value<'a>
    where
        Self: 'a;
    type Exit = M::Exit;

    async fn enter(&mut self) -> Result<Self::Value<'_>, <Self::Exit as Exit>::Error> {
        (**self).enter().await
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Self::Exit {
        (*self).exit(outcome).await
    }

    fn abandon(self, reason: Abandoned) {
        (*self).abandon(reason);
    }
}

/// Lends what the manager lends, if there is one.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::{closing, with};
///
/// for log in [Some(closing(String::new())), None] {
///     with!(log as log => {
///         if let Some(log) = log { log.push_str("begins"); }
///     });
/// }
/// ```
impl<M: ContextManager> ContextManager for Option<M> {
    type Value<'a>
        = Option<M::Value<'a>>
    where
        Self: 'a;
    type Exit = M::Exit;

    const IS_SEVERAL: bool = M::IS_SEVERAL;

    fn enter(&mut self) -> Result<Self::Value<'_>, EnterError<Self>> {
        self.as_mut().map(M::enter).transpose()
    }

    fn exit(self, outcome: Outcome<'_>) -> Self::Exit {
        match self {
            Some(manager) => manager.exit(outcome),
            None => M::Exit::nothing(),
        }
    }

    fn parts(&self) -> usize {
        self.as_ref().map_or(0, M::parts)
    }

    fn enter_parts(&mut self, entered: &mut usize) -> Result<Self::Value<'_>, EnterError<Self>> {
        self.as_mut()
            .map(|manager| manager.enter_parts(entered))
            .transpose()
    }

    fn exit_parts(self, entered: usize, outcome: Outcome<'_>) -> Self::Exit {
        match self {
            Some(manager) => manager.exit_parts(entered, outcome),
            None => M::Exit::nothing(),
        }
    }
}

/// Lends what the manager lends, if there is one.
impl<M: AsyncContextManager> AsyncContextManager for Option<M> {
    type Value<'a>
        = Option<M::Value<'a>>
    where
        Self: 'a;
    type Exit = M::Exit;

    async fn enter(&mut self) -> Result<Self::Value<'_>, <Self::Exit as Exit>::Error> {
        match self {
            Some(manager) => Ok(Some(manager.enter().await?)),
            None => Ok(None),
        }
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Self::Exit {
        match self {
            Some(manager) => manager.exit(outcome).await,
            None => M::Exit::nothing(),
        }
    }

    fn abandon(self, reason: Abandoned) {
        if let Some(manager) = self {
            manager.abandon(reason);
        }
    }
}
