//! Whether a value is a failure of the body, and with which error.

mod error_copy;
mod inspect;
mod snapshot;
mod specialize;
mod stand_in;

pub use error_copy::ErrorCopy;
pub(crate) use inspect::ERROR_UNKNOWN;
pub(crate) use inspect::Inspect;
pub use inspect::{Either, InBranch, Through, direct, direct_sendable};
pub(crate) use snapshot::FromOutcome;
pub use snapshot::{Ended, Snapshot, outcome_in};
pub(crate) use stand_in::StandIn;
