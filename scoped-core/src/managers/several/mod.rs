//! Managers that are made of several: entered in order, exited in reverse, as nested blocks would.

mod combined;
mod join;
mod list;
mod part;
mod tuple;
mod unwinding;

pub use combined::Combined;
pub use join::ErrorInto;
pub(super) use join::{Join, Plain};
pub(super) use part::{Part, enter_uncounted};
pub(super) use unwinding::Unwinding;
