//! The managers that both sides enter and exit.

use std::cell::Cell;
use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::marker::PhantomData;

use scoped_core::{ContextManager, Outcome};

/// What the managers did.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Counters {
    entered: Cell<u64>,
    completed: Cell<u64>,
    failed: Cell<u64>,
    ended_otherwise: Cell<u64>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Trouble(pub(crate) u64);

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "trouble {}", self.0)
    }
}

impl Error for Trouble {}

/// How `enter` and `exit` are compiled.
pub(crate) trait Calling {
    fn enter(counters: &Counters, uses: &mut u64) -> bool;
    fn exit(counters: &Counters, uses: u64, outcome: Outcome<'_>) -> bool;
}

/// As calls that the optimiser cannot see through.
pub(crate) struct Opaque;

impl Calling for Opaque {
    #[inline(never)]
    fn enter(counters: &Counters, uses: &mut u64) -> bool {
        enter(counters, uses)
    }

    #[inline(never)]
    fn exit(counters: &Counters, uses: u64, outcome: Outcome<'_>) -> bool {
        exit(counters, uses, outcome)
    }
}

/// In the block itself.
pub(crate) struct Inlined;

impl Calling for Inlined {
    #[inline(always)]
    fn enter(counters: &Counters, uses: &mut u64) -> bool {
        enter(counters, uses)
    }

    #[inline(always)]
    fn exit(counters: &Counters, uses: u64, outcome: Outcome<'_>) -> bool {
        exit(counters, uses, outcome)
    }
}

#[inline(always)]
fn enter(counters: &Counters, uses: &mut u64) -> bool {
    counters.entered.set(counters.entered.get() + 1);
    *uses = 0;
    counters.entered.get() != u64::MAX
}

#[inline(always)]
fn exit(counters: &Counters, uses: u64, outcome: Outcome<'_>) -> bool {
    let counter = match outcome {
        Outcome::Completed => &counters.completed,
        Outcome::Failed(failure) if failure.error().is_some() => &counters.failed,
        _ => &counters.ended_otherwise,
    };
    counter.set(counter.get() + uses);
    counter.get() != u64::MAX
}

/// A manager that cannot fail.
pub(crate) struct Sure<'c, C> {
    counters: &'c Counters,
    uses: u64,
    calling: PhantomData<C>,
}

impl<'c, C: Calling> Sure<'c, C> {
    pub(crate) const fn new(counters: &'c Counters) -> Self {
        Self {
            counters,
            uses: 0,
            calling: PhantomData,
        }
    }
}

impl<C: Calling> ContextManager for Sure<'_, C> {
    type Value<'a>
        = &'a mut u64
    where
        Self: 'a;
    type Exit = ();

    #[inline(always)]
    fn enter(&mut self) -> Result<&mut u64, Infallible> {
        C::enter(self.counters, &mut self.uses);
        Ok(&mut self.uses)
    }

    #[inline(always)]
    fn exit(self, outcome: Outcome<'_>) {
        C::exit(self.counters, self.uses, outcome);
    }
}

/// A manager that may fail, though it never does here.
pub(crate) struct Unsure<'c, C>(Sure<'c, C>);

impl<'c, C: Calling> Unsure<'c, C> {
    pub(crate) const fn new(counters: &'c Counters) -> Self {
        Self(Sure::new(counters))
    }
}

impl<C: Calling> ContextManager for Unsure<'_, C> {
    type Value<'a>
        = &'a mut u64
    where
        Self: 'a;
    type Exit = Result<(), Trouble>;

    #[inline(always)]
    fn enter(&mut self) -> Result<&mut u64, Trouble> {
        if C::enter(self.0.counters, &mut self.0.uses) {
            Ok(&mut self.0.uses)
        } else {
            Err(Trouble(1))
        }
    }

    #[inline(always)]
    fn exit(self, outcome: Outcome<'_>) -> Result<(), Trouble> {
        if C::exit(self.0.counters, self.0.uses, outcome) {
            Ok(())
        } else {
            Err(Trouble(2))
        }
    }
}

/// The work of a body: uses the value, and could panic for all that the compiler knows.
#[inline(never)]
pub(crate) fn work(uses: &mut u64, round: u64) -> u64 {
    *uses += 1;
    assert!(round != u64::MAX, "the last round");
    round ^ *uses
}

/// Work that fails in every fourth round.
#[inline(never)]
pub(crate) fn work_that_may_fail(uses: &mut u64, round: u64) -> Result<u64, Trouble> {
    let done = work(uses, round);
    if round % 4 == 0 {
        Err(Trouble(done))
    } else {
        Ok(done)
    }
}
