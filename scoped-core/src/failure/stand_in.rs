//! Stand-ins for errors that cannot be sent to another thread, or cannot be borrowed for long enough.
//!
//! An [`AsyncOutcome`](crate::AsyncOutcome) has to be `Send`, because the future of an async `exit` holds it, and
//! such futures are spawned. So it lends errors that are `Send` and `Sync`. Of any other, a `Box<dyn Error>` above
//! all, it lends a copy of what it says. A [`Snapshot`](super::Snapshot) keeps such a copy of every error, since it
//! borrows nothing.

use core::error::Error;

use super::error_copy::ErrorCopy;
use super::specialize::SendableError;

/// Where a block keeps a stand-in while `exit` may look at it, if it may need one: a future has to keep
/// the place.
pub trait StandIn: Default {
    /// What two ways to look need, this and another.
    type Or<B: StandIn>: StandIn;

    /// Takes down what `error` says.
    fn stand_for(&mut self, error: &(dyn Error + 'static)) -> Option<&SendableError>;
}

/// No such place, for the ways to look that need none.
#[derive(Debug, Default)]
pub struct NoStandIn;

impl StandIn for NoStandIn {
    type Or<B: StandIn> = B;

    #[inline]
    fn stand_for(&mut self, _: &(dyn Error + 'static)) -> Option<&SendableError> {
        None
    }
}

/// A place for a copy of an error.
#[derive(Debug, Default)]
pub struct CopyPlace {
    #[cfg(feature = "alloc")]
    copy: Option<alloc::boxed::Box<ErrorCopy>>,
}

impl StandIn for CopyPlace {
    type Or<B: StandIn> = Self;

    /// Without an allocator there is nowhere to take it down.
    fn stand_for(&mut self, error: &(dyn Error + 'static)) -> Option<&SendableError> {
        #[cfg(feature = "alloc")]
        {
            self.copy = Some(alloc::boxed::Box::new(ErrorCopy::of(error)));
        }
        #[cfg(not(feature = "alloc"))]
        let _ = error;
        self.copy().map(|copy| copy as &SendableError)
    }
}

impl CopyPlace {
    /// The copy, once there is one.
    pub(crate) fn copy(&self) -> Option<&ErrorCopy> {
        #[cfg(feature = "alloc")]
        return self.copy.as_deref();
        #[cfg(not(feature = "alloc"))]
        None
    }
}
