//! `with` blocks for Rust.

#![no_std]
#![forbid(unsafe_code)]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod abandoned;
mod async_guard;
mod async_landing;
mod async_manager;
mod async_run;
mod exit;
mod guard;
mod judge;
mod landing;
mod manager;
mod mirror;
mod outcome;
mod split;
mod unraised;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use abandoned::Abandoned;
pub use async_manager::AsyncContextManager;
pub use exit::{Exit, Verdict};
pub use manager::ContextManager;
pub use outcome::{Failure, Outcome};
pub use unraised::Unraised;
#[cfg(feature = "std")]
pub use unraised::{UnraisedHook, set_unraised_hook, take_unraised_hook};

/// with
#[cfg(feature = "macros")]
#[macro_export]
macro_rules! with {
    ($($input:tt)*) => {
        $crate::__private::with! { ($crate) $($input)* }
    };
}
