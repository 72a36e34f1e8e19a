//! What expansions name, and the only thing that they name. Not part of the public interface: it may
//! change in every release, which is why this crate pins its macros exactly.

pub use core::option::Option::{self, None, Some};
pub use core::pin::pin;
pub use core::result::Result::{self, Err, Ok};
pub use core::{concat, stringify};

// Under names of our own: to rustc's `unused_qualifications`, the ones that users import need no path. They sort
// behind those, so that messages have them.
pub use crate::async_manager::AsyncContextManager as AwaitedManager;
pub use crate::block::{
    JumpType, Leaving, PANICKING, PANICKING_OR_DROPPED, UNREACHABLE, ValueType, Watch, absurd,
    async_exit_type, begin, diverge, enter, entering, exit_type, leave_completed, manager_type,
    outcome, outcome_of_leaving, resumed, settle, settle_completed, settle_leaving, stand_in,
    suspending, take, went_on,
};
pub use crate::failure::{
    Either, Ended, InBranch, Snapshot, Through, direct, direct_sendable, outcome_in,
};
pub use crate::function::{
    Abandon, AsyncFunctionManager, AsyncReusable, AsyncSetup, FunctionManager, Lent, Owned,
    Reusable, Setup, abandon_by, async_function_manager, async_yielded, exit_by, exit_by_async,
    function_manager, infallible, not_yielded, tearing_down, unreached, yielded,
};
#[cfg(feature = "std")]
pub use crate::function::{
    Projected, ProjectedMut, Yielder, around, around_async, run_to_yield, run_to_yield_async,
};
pub use crate::manager::ContextManager as Manager;
pub use crate::outcome::Outcome;
pub use crate::question_mark::{QuestionMark, integer_type};
pub use crate::returned::given_up;

#[cfg(feature = "macros")]
pub use scoped_macros::{with, yield_outside};
