//! The ready-made managers that need `core` only.

use core::cell::Cell;

use super::asynchronous::{block_on, pause};
use super::managers::{Log, Oops, Trouble, fallible, plain};
use crate::scoped::{
    Either, Outcome, Verdict, awaiting, closing, closing_with, nullcontext, on_exit, scope,
    scope_async, suppress, with,
};

fn counts(total: &Cell<u32>, oops: bool) -> Result<u32, Oops> {
    let done = with!(scope(2, |number, outcome: Outcome<'_>| {
        total.set(total.get() + if outcome.is_success() { number } else { 100 });
    }) as number => {
        *number += 1;
        if oops {
            Err(Oops)?;
        }
        *number
    });
    with!(on_exit(|_| total.set(total.get() + 10)) as callback => {
        if done == 3 {
            callback.disarm();
        }
    });
    Ok(done)
}

fn closes(fails: bool) -> Result<u32, Oops> {
    let close = |value: u32| if value > 1 { Err(Oops) } else { Ok(()) };
    with!(closing(1), closing_with(0, close) as value => {
        *value += if fails { 2 } else { 1 };
        *value
    })
}

fn suppresses(oops: bool) -> Result<Option<u32>, Oops> {
    let value = with!(suppress::<Oops>() => {
        if oops {
            Err(Oops)?;
        }
        7
    });
    Ok(value)
}

fn several(log: &Log, chosen: bool) -> Result<usize, Trouble> {
    let one = if chosen {
        Either::Left(plain(log, "b"))
    } else {
        Either::Right(nullcontext(1))
    };
    let both = (
        plain(log, "a"),
        fallible(log, "c"),
        Some(on_exit(|_| Verdict::Propagate)),
        one,
    );
    let lengths = with!(both as (name, counted, callback, one) => {
        counted.count += 1;
        let length = match one {
            Either::Left(name) => name.len(),
            Either::Right(number) => *number,
        };
        if callback.is_none() {
            return Ok(0);
        }
        name.len() + length + usize::from(counted.count == 1)
    })?;
    let list = with!([closing(1), closing(2)] as [first, second] => { *first + *second });
    Ok(lengths.unwrap_or_default() + list)
}

async fn awaits(log: &Log) -> u32 {
    with!(async scope_async(1, async |number, _| {
        pause().await;
        log.note(format_args!("closed {number}"));
    }) as number, async awaiting(on_exit(|outcome: Outcome<'_>| log.note(format_args!("{outcome}")))) => {
        *number += 1;
        pause().await;
        *number
    })
}

pub(crate) fn run() {
    let total = Cell::new(0);
    assert_eq!(counts(&total, false), Ok(3));
    assert_eq!(counts(&total, true), Err(Oops));
    assert_eq!(total.get(), 103);
    assert_eq!((closes(false), closes(true)), (Ok(1), Err(Oops)));
    assert_eq!(
        (suppresses(false), suppresses(true)),
        (Ok(Some(7)), Ok(None))
    );
    Log::check(
        |log| (several(log, true), several(log, false)),
        &(Ok(6), Ok(6)),
        "enter a, enter c, enter b, exit b completed, exit c completed, exit a completed, \
         enter a, enter c, exit c completed, exit a completed",
    );
    Log::check(|log| block_on(awaits(log)), &Some(2), "completed, closed 2");
}
