//! Stand-ins for errors that cannot be sent to another thread, or cannot be borrowed for long enough.
//!
//! An [`AsyncOutcome`](crate::AsyncOutcome) has to be `Send`, because the future of an async `exit` holds it, and
//! such futures are spawned. So it lends errors that are `Send` and `Sync`. Of any other, a `Box<dyn Error>` above
//! all, it lends a copy of what it says. A [`Snapshot`](super::Snapshot) keeps such a copy of every error, since it
//! borrows nothing.

use core::error::Error;

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

/// A place for what an error says.
#[derive(Debug, Default)]
pub struct ErrorText {
    #[cfg(feature = "alloc")]
    chain: Option<alloc::boxed::Box<chain::Link>>,
}

impl StandIn for ErrorText {
    type Or<B: StandIn> = Self;

    /// Without an allocator there is nowhere to take it down.
    fn stand_for(&mut self, error: &(dyn Error + 'static)) -> Option<&SendableError> {
        #[cfg(feature = "alloc")]
        {
            self.chain = Some(alloc::boxed::Box::new(chain::Link::of(error)));
        }
        #[cfg(not(feature = "alloc"))]
        let _ = error;
        self.error()
    }
}

impl ErrorText {
    /// The stand-in, once there is one.
    pub(crate) fn error(&self) -> Option<&SendableError> {
        #[cfg(feature = "alloc")]
        match &self.chain {
            Some(link) => Some(&**link),
            None => None,
        }
        #[cfg(not(feature = "alloc"))]
        None
    }
}

#[cfg(feature = "alloc")]
mod chain {
    use alloc::boxed::Box;
    use alloc::format;
    use alloc::string::{String, ToString as _};
    use core::error::Error;
    use core::fmt;

    /// What an error says, and the errors that it wraps.
    pub(super) struct Link {
        display: String,
        debug: String,
        source: Option<Box<Link>>,
    }

    impl Link {
        pub(super) fn of(error: &(dyn Error + 'static)) -> Self {
            Self {
                display: error.to_string(),
                debug: format!("{error:?}"),
                source: error.source().map(|source| Box::new(Self::of(source))),
            }
        }
    }

    impl fmt::Display for Link {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(&self.display)
        }
    }

    impl fmt::Debug for Link {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(&self.debug)
        }
    }

    impl Error for Link {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            match &self.source {
                Some(source) => Some(&**source),
                None => None,
            }
        }
    }
}
