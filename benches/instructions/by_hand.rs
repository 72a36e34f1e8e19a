//! The cases, as an expert writes them without a macro for the same contract: `exit` runs once, is told
//! how the block ended, and may fail; an error of `exit` behind one of the body is reported.
//!
//! As in `with!`, `enter` lends a value from the manager, which therefore stands in its guard before; so
//! the guard has to know whether `enter` succeeded. As in `scoped-core`, all is safe code; so `exit(self)`
//! takes the manager out of an `Option`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use scoped_core::{ContextManager, Exit, Failure, Outcome};

use crate::managers::{Calling, Counters, Sure, Trouble, Unsure, work, work_that_may_fail};

/// What `enter` of an `M` returns.
type Entered<'a, M> =
    Result<<M as ContextManager>::Value<'a>, <<M as ContextManager>::Exit as Exit>::Error>;

/// Exits its manager, if that was entered, when it is dropped, which only a panic does.
struct Guard<M: Reports> {
    manager: Option<M>,
    entered: bool,
}

impl<M: Reports> Guard<M> {
    const fn new(manager: M) -> Self {
        Self {
            manager: Some(manager),
            entered: false,
        }
    }

    #[inline]
    fn enter(&mut self) -> Entered<'_, M> {
        let Some(manager) = &mut self.manager else {
            unreachable!("the manager was taken");
        };
        let value = manager.enter();
        self.entered = value.is_ok();
        value
    }

    #[inline]
    fn exit(mut self, outcome: Outcome<'_>) -> M::Exit {
        match self.manager.take() {
            Some(manager) => manager.exit(outcome),
            None => unreachable!("the manager was taken"),
        }
    }
}

impl<M: Reports> Drop for Guard<M> {
    #[inline]
    fn drop(&mut self) {
        if self.entered {
            if let Some(manager) = self.manager.take() {
                exit_while_unwinding(manager);
            }
        }
    }
}

/// A second panic must not abort the process, and an error must not be lost.
#[cold]
fn exit_while_unwinding<M: Reports>(manager: M) {
    let exit = AssertUnwindSafe(|| M::report(manager.exit(Outcome::Panicked)));
    if let Err(payload) = catch_unwind(exit) {
        std::mem::forget(payload);
    }
}

/// Managers whose late errors can be reported.
trait Reports: ContextManager {
    fn report(exit: Self::Exit);
}

impl<C: Calling> Reports for Sure<'_, C> {
    #[inline]
    fn report((): ()) {}
}

impl<C: Calling> Reports for Unsure<'_, C> {
    #[inline]
    fn report(exit: Result<(), Trouble>) {
        if let Err(late) = exit {
            report(&late);
        }
    }
}

#[cold]
fn report(trouble: &Trouble) {
    eprintln!("{trouble}");
}

fn failed(trouble: &Trouble) -> Outcome<'_> {
    Outcome::Failed(Failure::new(trouble))
}

#[inline(never)]
pub(crate) fn infallible<C: Calling>(counters: &Counters, round: u64) -> Result<u64, Trouble> {
    let mut guard = Guard::new(Sure::<C>::new(counters));
    let Ok(uses) = guard.enter();
    let done = work(uses, round);
    guard.exit(Outcome::Completed);
    Ok(done + 1)
}

#[inline(never)]
pub(crate) fn infallible_jumps<C: Calling>(
    counters: &Counters,
    round: u64,
) -> Result<u64, Trouble> {
    let mut guard = Guard::new(Sure::<C>::new(counters));
    let Ok(uses) = guard.enter();
    let done = match work_that_may_fail(uses, round) {
        Ok(done) => done,
        Err(trouble) => {
            guard.exit(failed(&trouble));
            return Err(trouble);
        }
    };
    if round % 4 == 1 {
        guard.exit(Outcome::Completed);
        return Ok(done);
    }
    guard.exit(Outcome::Completed);
    Ok(done + 1)
}

#[inline(never)]
pub(crate) fn fallible<C: Calling>(counters: &Counters, round: u64) -> Result<u64, Trouble> {
    let mut guard = Guard::new(Unsure::<C>::new(counters));
    let uses = guard.enter()?;
    let done = work(uses, round);
    guard.exit(Outcome::Completed)?;
    Ok(done + 1)
}

#[inline(never)]
pub(crate) fn fallible_jumps<C: Calling>(counters: &Counters, round: u64) -> Result<u64, Trouble> {
    let mut guard = Guard::new(Unsure::<C>::new(counters));
    let uses = guard.enter()?;
    let done = match work_that_may_fail(uses, round) {
        Ok(done) => done,
        Err(trouble) => {
            Unsure::<C>::report(guard.exit(failed(&trouble)));
            return Err(trouble);
        }
    };
    if round % 4 == 1 {
        guard.exit(Outcome::Completed)?;
        return Ok(done);
    }
    guard.exit(Outcome::Completed)?;
    Ok(done + 1)
}

#[inline(never)]
pub(crate) fn nested<C: Calling>(counters: &Counters, round: u64) -> Result<u64, Trouble> {
    let mut first = Guard::new(Sure::<C>::new(counters));
    let Ok(first_uses) = first.enter();
    let mut second = Guard::new(Unsure::<C>::new(counters));
    let second_uses = match second.enter() {
        Ok(uses) => uses,
        Err(trouble) => {
            first.exit(failed(&trouble));
            return Err(trouble);
        }
    };
    let mut third = Guard::new(Sure::<C>::new(counters));
    let Ok(third_uses) = third.enter();
    let done = work(first_uses, round) + work(second_uses, round) + work(third_uses, round);
    third.exit(Outcome::Completed);
    if let Err(trouble) = second.exit(Outcome::Completed) {
        first.exit(failed(&trouble));
        return Err(trouble);
    }
    first.exit(Outcome::Completed);
    Ok(done + 1)
}

#[inline(never)]
pub(crate) fn nested_jumps<C: Calling>(counters: &Counters, round: u64) -> Result<u64, Trouble> {
    let mut first = Guard::new(Sure::<C>::new(counters));
    let Ok(first_uses) = first.enter();
    let mut second = Guard::new(Unsure::<C>::new(counters));
    let second_uses = match second.enter() {
        Ok(uses) => uses,
        Err(trouble) => {
            first.exit(failed(&trouble));
            return Err(trouble);
        }
    };
    let mut third = Guard::new(Sure::<C>::new(counters));
    let Ok(third_uses) = third.enter();
    let done = work(first_uses, round) + work(second_uses, round);
    let done = match work_that_may_fail(third_uses, round) {
        Ok(more) => done + more,
        Err(trouble) => {
            third.exit(failed(&trouble));
            Unsure::<C>::report(second.exit(failed(&trouble)));
            first.exit(failed(&trouble));
            return Err(trouble);
        }
    };
    if round % 4 == 1 {
        third.exit(Outcome::Completed);
        if let Err(trouble) = second.exit(Outcome::Completed) {
            first.exit(failed(&trouble));
            return Err(trouble);
        }
        first.exit(Outcome::Completed);
        return Ok(done);
    }
    third.exit(Outcome::Completed);
    if let Err(trouble) = second.exit(Outcome::Completed) {
        first.exit(failed(&trouble));
        return Err(trouble);
    }
    first.exit(Outcome::Completed);
    Ok(done + 1)
}
