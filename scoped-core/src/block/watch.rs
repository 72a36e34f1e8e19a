//! How a guard tells the ways apart in which a body is left that no landing pad sees.

use core::sync::atomic::{AtomicBool, Ordering};

/// What is known of a body that can be left unseen, for the guards of its managers to ask.
#[derive(Debug)]
pub struct Watch {
    /// Whether the thread was unwinding already when the block began: a block in a destructor is told
    /// its own outcome, not that of the unwinding around it.
    panicking_before: bool,
    /// Whether the body awaits, in an `.await` that the macro has seen. A future that is dropped meanwhile is not left
    /// by a jump. It is atomic for the future to be `Send`; nobody else looks.
    suspended: AtomicBool,
}

/// Whom a guard asks how its body is left.
pub trait Watcher {
    /// How it is left now. `unwinding_before` says that the thread was unwinding when the block began.
    fn left(&self, unwinding_before: bool) -> Left;

    /// For a body that does not await.
    fn left_without_awaiting(&self) -> Left;
}

/// Nobody: the macro has seen all that can leave the body, but for a panic or the drop of its future.
#[derive(Clone, Copy, Debug)]
pub struct Sealed;

impl Watcher for Sealed {
    #[inline]
    fn left(&self, unwinding_before: bool) -> Left {
        if panicking() && !unwinding_before {
            Left::Panicking
        } else {
            Left::Dropped
        }
    }

    /// The thread is not asked what is known; a question in there costs the hot path a register.
    #[inline]
    fn left_without_awaiting(&self) -> Left {
        Left::Panicking
    }
}

impl Watcher for &Watch {
    #[cold]
    fn left(&self, _: bool) -> Left {
        self.left_without_awaiting()
    }

    #[cold]
    fn left_without_awaiting(&self) -> Left {
        left(
            self.panicking_before,
            self.suspended.load(Ordering::Relaxed),
        )
    }
}

/// What is known of a body that awaits always or never, as far as that matters: all blocks of this kind share one.
#[derive(Debug)]
pub struct Known {
    suspended: bool,
}

impl Watcher for &Known {
    #[cold]
    fn left(&self, _: bool) -> Left {
        self.left_without_awaiting()
    }

    /// Every panic is taken for the body's own.
    #[cold]
    fn left_without_awaiting(&self) -> Left {
        left(false, self.suspended)
    }
}

fn left(panicking_before: bool, suspended: bool) -> Left {
    if panicking() && !panicking_before {
        Left::Panicking
    } else if suspended {
        Left::Dropped
    } else {
        Left::Unseen
    }
}

/// How a body was left that no landing pad saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// It panicked.
    Panicking,
    /// Its future was dropped.
    Dropped,
    /// By a jump.
    Unseen,
}

impl Watch {
    /// Takes every panic for the body's own.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self {
            panicking_before: false,
            suspended: AtomicBool::new(false),
        }
    }

    /// Begins with the block.
    #[inline]
    #[must_use]
    pub fn recording() -> Self {
        Self {
            panicking_before: panicking(),
            suspended: AtomicBool::new(false),
        }
    }
}

impl Default for Watch {
    fn default() -> Self {
        Self::new()
    }
}

/// For a body in which nothing hides, but for what is known by its name, and that does not await.
pub static PANICKING: Known = Known { suspended: false };

/// For a body in which nothing hides, and that awaits.
pub static PANICKING_OR_DROPPED: Known = Known { suspended: true };

/// Marks the begin of an `.await`: what is awaited has been evaluated by then.
///
/// It hands that through instead of awaiting it, so that it is the user's own future which the `.await` holds, and
/// rustc says of that what it says anywhere.
#[inline]
pub fn suspending<F>(awaited: F, watch: &Watch) -> F {
    watch.suspended.store(true, Ordering::Relaxed);
    awaited
}

/// Marks the end of an `.await`.
#[inline]
pub fn resumed<T>(value: T, watch: &Watch) -> T {
    watch.resume();
    value
}

impl Watch {
    /// Marks the end of an `.await`.
    #[inline]
    pub fn resume(&self) {
        self.suspended.store(false, Ordering::Relaxed);
    }
}

/// Whether the thread unwinds. Without `std` nobody can tell.
#[inline]
pub(crate) fn panicking() -> bool {
    #[cfg(feature = "std")]
    return std::thread::panicking();
    #[cfg(not(feature = "std"))]
    false
}
