//! What the expansion of `with!` calls, from the manager's expression to the value of the block.

mod async_end;
mod async_guard;
mod async_run;
mod end;
mod guard;
mod jump_type;
mod reach;
mod value_type;
mod watch;

pub use async_end::{
    async_exit_type, manager_type, outcome, outcome_of_leaving, settle, settle_completed,
    settle_leaving, stand_in,
};
pub(crate) use async_guard::AsyncGuard;
pub(crate) use async_guard::Stage;
pub(crate) use async_guard::{async_guard, async_guard_watched};
pub use async_guard::{begin, entering, take};
pub(crate) use async_run::{run, try_run};
pub(crate) use end::ExitType;
pub use end::{Leaving, exit_type, leave_completed};
pub(crate) use guard::Guard;
pub use guard::enter;
pub(crate) use guard::{caught, exit_parts, unless_it_aborts};
pub(crate) use guard::{guard, guard_watched};
pub use jump_type::{JumpType, went_on};
pub(crate) use reach::Never;
pub use reach::{UNREACHABLE, absurd, diverge};
pub use value_type::ValueType;
pub(crate) use watch::Watcher;
#[cfg(feature = "alloc")]
pub(crate) use watch::panicking;
pub use watch::{PANICKING, PANICKING_OR_DROPPED, Watch, resumed, suspending};
