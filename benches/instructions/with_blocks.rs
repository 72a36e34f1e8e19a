//! The cases, with `with!`.

use scoped_core::with;

use crate::managers::{Calling, Counters, Sure, Trouble, Unsure, work, work_that_may_fail};

#[inline(never)]
pub(crate) fn infallible<C: Calling>(counters: &Counters, round: u64) -> Result<u64, Trouble> {
    let done = with!(Sure::<C>::new(counters) as uses => { work(uses, round) });
    Ok(done + 1)
}

#[inline(never)]
pub(crate) fn infallible_jumps<C: Calling>(
    counters: &Counters,
    round: u64,
) -> Result<u64, Trouble> {
    let done = with!(Sure::<C>::new(counters) as uses => {
        let done = work_that_may_fail(uses, round)?;
        if round % 4 == 1 {
            return Ok(done);
        }
        done
    });
    Ok(done + 1)
}

#[inline(never)]
pub(crate) fn fallible<C: Calling>(counters: &Counters, round: u64) -> Result<u64, Trouble> {
    let done = with!(Unsure::<C>::new(counters) as uses => { work(uses, round) })?;
    Ok(done + 1)
}

#[inline(never)]
pub(crate) fn fallible_jumps<C: Calling>(counters: &Counters, round: u64) -> Result<u64, Trouble> {
    let done = with!(Unsure::<C>::new(counters) as uses => {
        let done = work_that_may_fail(uses, round)?;
        if round % 4 == 1 {
            return Ok(done);
        }
        done
    })?;
    Ok(done + 1)
}

#[inline(never)]
pub(crate) fn nested<C: Calling>(counters: &Counters, round: u64) -> Result<u64, Trouble> {
    let done = with!(
        Sure::<C>::new(counters) as first,
        Unsure::<C>::new(counters) as second,
        Sure::<C>::new(counters) as third,
        => { work(first, round) + work(second, round) + work(third, round) }
    )?;
    Ok(done + 1)
}

#[inline(never)]
pub(crate) fn nested_jumps<C: Calling>(counters: &Counters, round: u64) -> Result<u64, Trouble> {
    let done = with!(
        Sure::<C>::new(counters) as first,
        Unsure::<C>::new(counters) as second,
        Sure::<C>::new(counters) as third,
        => {
            let done = work(first, round) + work(second, round) + work_that_may_fail(third, round)?;
            if round % 4 == 1 {
                return Ok(done);
            }
            done
        }
    )?;
    Ok(done + 1)
}
