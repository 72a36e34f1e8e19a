//! Stacks of managers whose number is known at run time only.

mod async_entry;
mod async_exit_stack;
mod entries;
mod entry;
mod exit_stack;
#[cfg(feature = "std")]
mod mailbox;

// Nobody names it; but rustc 1.85 finds that nobody could.
#[doc(hidden)]
pub use async_entry::BoxedEntry;
pub use async_entry::{EntryKind, ExitFn, LocalEntries, SendEntries};
pub use async_exit_stack::{AsyncExitStack, OpenAsyncStack};
pub use entry::{FitsStack, StackExit};
pub use exit_stack::{ExitStack, OpenStack};
