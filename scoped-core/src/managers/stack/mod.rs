//! Stacks of managers whose number is known at run time only.

mod async_entry;
mod async_stack;
mod entries;
mod entry;
mod exit_error;
#[cfg(feature = "std")]
mod mailbox;
mod stack;

pub use async_entry::{ExitFn, Kind, Local, Sendable};
pub use async_stack::{AsyncExitStack, OpenAsyncStack};
pub use entry::{Fits, StackExit};
pub use exit_error::ExitError;
pub use stack::{ExitStack, OpenStack};
