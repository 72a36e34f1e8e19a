//! What expansions name, and the only thing that they name. Not part of the public interface: it may
//! change in every release, which is why this crate pins its macros exactly.

pub use core::option::Option::{self, None, Some};
pub use core::result::Result::{self, Err, Ok};
pub use core::{concat, stringify};

pub use crate::async_function::{
    AsyncFunctionManager, AsyncSetup, async_function_manager, async_yielded, tearing_down,
};
pub use crate::async_guard::{async_guard, async_guard_unseen, begin, take};
pub use crate::async_landing::{
    async_of, kind, mirror, outcome, outcome_short, settle, settle_completed, settle_short,
};
// Under a name of our own: to rustc's `unused_qualifications`, the one that users import needs no path. It sorts
// behind the other, so that messages have that.
pub use crate::async_manager::AsyncContextManager as AwaitedManager;
pub use crate::async_method::exit_by_async;
pub use crate::function::{FunctionManager, Owned, Setup, function_manager, not_yielded, yielded};
pub use crate::guard::{enter, guard, guard_unseen, hold};
pub use crate::landing::{
    NEVER, Of, Slot, absurd, diverge, leave, leave_completed, leave_short, of,
};
pub use crate::look::{Or, Told, plainly};
pub use crate::method::exit_by;
pub use crate::outcome::Outcome;
pub use crate::reusable::{Abandon, AsyncReusable, Reusable, infallible, unreached};
pub use crate::snapshot::Snapshot;
pub use crate::split::{convert, dead, split};

#[cfg(feature = "macros")]
pub use scoped_macros::{with, yield_outside};
