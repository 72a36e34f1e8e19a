//! What expansions name, and the only thing that they name. Not part of the public interface: it may
//! change in every release, which is why this crate pins its macros exactly.

pub use core::option::Option::{self, None, Some};
pub use core::result::Result::{self, Err, Ok};
pub use core::{concat, stringify};

pub use crate::guard::{enter, guard, guard_unseen};
pub use crate::judge::{Chosen, Nested};
pub use crate::landing::{
    NEVER, Of, Slot, absurd, diverge, leave, leave_completed, leave_short, of,
};
pub use crate::split::{convert, dead, split};

#[cfg(feature = "macros")]
pub use scoped_macros::with;
