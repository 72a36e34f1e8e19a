//! Stand-ins for errors that cannot be shared between threads, or cannot be borrowed for long enough.
//!
//! An [`Outcome`](crate::Outcome) has to be `Send`, because the future of an async `exit` holds it, and
//! such futures are spawned. So it lends errors that are `Sync`. Of any other, a `Box<dyn Error>` above
//! all, it lends a copy of what it says. A [`Snapshot`](crate::snapshot::Snapshot) keeps such a copy of every
//! error, since it borrows nothing.

use core::error::Error;

/// Where a block keeps a stand-in while `exit` may look at it, if it may need one: a future has to keep
/// the place.
pub trait Reflect: Default {
    /// What two ways to look need, this and another.
    type Or<B: Reflect>: Reflect;

    /// Takes down what `error` says.
    fn reflect(&mut self, error: &(dyn Error + 'static)) -> Option<&(dyn Error + Sync + 'static)>;
}

/// No such place, for the ways to look that need none.
#[derive(Debug, Default)]
pub struct NoMirror;

impl Reflect for NoMirror {
    type Or<B: Reflect> = B;

    #[inline]
    fn reflect(&mut self, _: &(dyn Error + 'static)) -> Option<&(dyn Error + Sync + 'static)> {
        None
    }
}

/// A place for a stand-in.
#[derive(Debug, Default)]
pub struct Mirror {
    #[cfg(feature = "alloc")]
    reflection: Option<alloc::boxed::Box<reflection::Reflection>>,
}

impl Reflect for Mirror {
    type Or<B: Reflect> = Self;

    /// Without an allocator there is nowhere to take it down.
    fn reflect(&mut self, error: &(dyn Error + 'static)) -> Option<&(dyn Error + Sync + 'static)> {
        #[cfg(feature = "alloc")]
        {
            self.reflection = Some(alloc::boxed::Box::new(reflection::Reflection::of(error)));
        }
        #[cfg(not(feature = "alloc"))]
        let _ = error;
        self.reflected()
    }
}

impl Mirror {
    /// The stand-in, once there is one.
    pub(crate) fn reflected(&self) -> Option<&(dyn Error + Sync + 'static)> {
        #[cfg(feature = "alloc")]
        match &self.reflection {
            Some(reflection) => Some(&**reflection),
            None => None,
        }
        #[cfg(not(feature = "alloc"))]
        None
    }
}

#[cfg(feature = "alloc")]
mod reflection {
    use alloc::boxed::Box;
    use alloc::format;
    use alloc::string::{String, ToString as _};
    use core::error::Error;
    use core::fmt;

    /// What an error says, and the errors that it wraps.
    pub(super) struct Reflection {
        display: String,
        debug: String,
        source: Option<Box<Reflection>>,
    }

    impl Reflection {
        pub(super) fn of(error: &(dyn Error + 'static)) -> Self {
            Self {
                display: error.to_string(),
                debug: format!("{error:?}"),
                source: error.source().map(|source| Box::new(Self::of(source))),
            }
        }
    }

    impl fmt::Display for Reflection {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(&self.display)
        }
    }

    impl fmt::Debug for Reflection {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(&self.debug)
        }
    }

    impl Error for Reflection {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            match &self.source {
                Some(source) => Some(&**source),
                None => None,
            }
        }
    }
}
