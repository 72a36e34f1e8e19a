//! One manager for each kind of exit, and the log that they write.

use core::convert::Infallible;
use core::fmt::{self, Debug, Write as _};
use core::sync::atomic::{AtomicU8, AtomicUsize, Ordering::Relaxed};

use crate::scoped::{ContextManager, Outcome, Verdict};

/// What happened, in order. Of a fixed size, for want of an allocator, and of atomics, so that a future
/// which holds it is `Send`.
pub(crate) struct Log {
    bytes: [AtomicU8; 512],
    length: AtomicUsize,
}

/// Writes to the end of the log.
struct End<'l>(&'l Log);

impl fmt::Write for End<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            let at = self.0.length.fetch_add(1, Relaxed);
            let free = self.0.bytes.get(at).ok_or(fmt::Error)?;
            free.store(byte, Relaxed);
        }
        Ok(())
    }
}

impl Log {
    /// Runs `body` with a new log, and compares its value and the log.
    #[track_caller]
    pub(crate) fn check<T: Debug + PartialEq>(
        body: impl FnOnce(&Self) -> T,
        value: &T,
        written: &str,
    ) {
        let log = Self {
            bytes: [const { AtomicU8::new(0) }; 512],
            length: AtomicUsize::new(0),
        };
        let found = body(&log);
        let bytes = log.bytes.map(AtomicU8::into_inner);
        let text = bytes.get(..log.length.into_inner()).unwrap_or_default();
        assert_eq!(core::str::from_utf8(text), Ok(written));
        assert_eq!(found, *value);
    }

    pub(crate) fn is_begun(&self) -> bool {
        self.length.load(Relaxed) > 0
    }

    pub(crate) fn note(&self, what: fmt::Arguments<'_>) {
        let comma = if self.is_begun() { ", " } else { "" };
        assert!(
            write!(End(self), "{comma}{what}").is_ok(),
            "the log is full"
        );
    }
}

/// An error with an error object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Oops;

impl fmt::Display for Oops {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("oops")
    }
}

impl core::error::Error for Oops {}

/// An error that is no `Error`, and to which `?` converts the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    Enter,
    Exit,
    Oops,
    Parse,
}

impl From<Oops> for Trouble {
    fn from(_: Oops) -> Self {
        Self::Oops
    }
}

impl From<core::num::ParseIntError> for Trouble {
    fn from(_: core::num::ParseIntError) -> Self {
        Self::Parse
    }
}

/// Cannot fail; lends its name.
pub(crate) struct Plain<'l> {
    log: &'l Log,
    name: &'static str,
}

pub(crate) const fn plain<'l>(log: &'l Log, name: &'static str) -> Plain<'l> {
    Plain { log, name }
}

impl ContextManager for Plain<'_> {
    type Value<'a>
        = &'a str
    where
        Self: 'a;
    type Exit = ();

    fn enter(&mut self) -> Result<&str, Infallible> {
        self.log.note(format_args!("enter {}", self.name));
        Ok(self.name)
    }

    fn exit(self, outcome: Outcome<'_>) {
        self.log.note(format_args!("exit {} {outcome}", self.name));
    }
}

/// May fail; lends itself.
pub(crate) struct Fallible<'l> {
    plain: Plain<'l>,
    pub(crate) count: u32,
    fails: Option<Trouble>,
}

pub(crate) const fn fallible<'l>(log: &'l Log, name: &'static str) -> Fallible<'l> {
    Fallible {
        plain: plain(log, name),
        count: 0,
        fails: None,
    }
}

pub(crate) const fn failing<'l>(
    log: &'l Log,
    name: &'static str,
    trouble: Trouble,
) -> Fallible<'l> {
    Fallible {
        plain: plain(log, name),
        count: 0,
        fails: Some(trouble),
    }
}

impl ContextManager for Fallible<'_> {
    type Value<'a>
        = &'a mut Self
    where
        Self: 'a;
    type Exit = Result<(), Trouble>;

    fn enter(&mut self) -> Result<&mut Self, Trouble> {
        if self.fails == Some(Trouble::Enter) {
            return Err(Trouble::Enter);
        }
        let Ok(_) = self.plain.enter();
        Ok(self)
    }

    fn exit(self, outcome: Outcome<'_>) -> Result<(), Trouble> {
        self.plain.exit(outcome);
        self.fails.map_or(Ok(()), Err)
    }
}

/// Suppresses every error; lends a pair.
pub(crate) struct Suppressing<'l>(Plain<'l>);

pub(crate) const fn suppressing<'l>(log: &'l Log, name: &'static str) -> Suppressing<'l> {
    Suppressing(plain(log, name))
}

impl ContextManager for Suppressing<'_> {
    type Value<'a>
        = (&'a str, usize)
    where
        Self: 'a;
    type Exit = Verdict;

    fn enter(&mut self) -> Result<(&str, usize), Infallible> {
        let Ok(name) = self.0.enter();
        Ok((name, name.len()))
    }

    fn exit(self, outcome: Outcome<'_>) -> Verdict {
        self.0.exit(outcome);
        Verdict::Suppress
    }
}

/// May fail, and suppresses an `Oops`; lends nothing.
pub(crate) struct Choosing<'l>(Fallible<'l>);

pub(crate) const fn choosing<'l>(log: &'l Log, name: &'static str) -> Choosing<'l> {
    Choosing(fallible(log, name))
}

impl ContextManager for Choosing<'_> {
    type Value<'a>
        = ()
    where
        Self: 'a;
    type Exit = Result<Verdict, Trouble>;

    fn enter(&mut self) -> Result<(), Trouble> {
        self.0.enter().map(|_| ())
    }

    fn exit(self, outcome: Outcome<'_>) -> Result<Verdict, Trouble> {
        let suppresses = outcome.downcast_ref::<Oops>().is_some();
        self.0.exit(outcome)?;
        Ok(if suppresses {
            Verdict::Suppress
        } else {
            Verdict::Propagate
        })
    }
}
