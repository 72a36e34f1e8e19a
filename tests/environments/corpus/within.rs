//! `#[within]`.

use core::convert::Infallible;
use core::fmt::Display;

use super::asynchronous::{block_on, pause};
use super::managers::{Log, Oops, Trouble, choosing, failing, fallible, plain, suppressing};
use crate::scoped::{AsyncContextManager, AsyncOutcome, within};

/// The number of a text.
#[must_use = "it is the number"]
#[within(crate = crate::scoped, plain(log, "a") as name, fallible(log, "b") as counted)]
fn reads(log: &Log, text: &str) -> Result<(u32, usize), Trouble> {
    counted.count += 1;
    let number = text.parse::<u32>()?;
    if number == 0 {
        return Err(Trouble::Oops);
    }
    Ok((number + counted.count, name.len()))
}

#[within(crate = crate::scoped, plain(log, "a"), failing(log, "b", trouble))]
fn fails(log: &Log, trouble: Trouble) -> Result<(), Trouble> {
    log.note(format_args!("body"));
    Ok(())
}

#[within(suppressing(log, "a") as (name, length), crate = crate::scoped)]
fn suppresses(log: &Log, error: Option<Oops>) -> Result<Option<usize>, Oops> {
    error.map_or(Ok(()), Err)?;
    Ok(Some(name.len() + length))
}

#[within(crate = crate::scoped, choosing(log, "a"))]
fn chooses(log: &Log, error: Option<Oops>) -> Result<(), Trouble> {
    error.map_or(Ok(()), |error| Err(error.into()))
}

#[within(crate = crate::scoped, suppressing(log, "a"))]
fn returns_nothing(log: &Log, ends: bool) {
    if ends {
        return;
    }
    log.note(format_args!("body"));
}

#[within(crate = crate::scoped, plain(log, "a"), plain(log, "b"))]
fn loops(log: &Log, end: u32) -> u32 {
    let mut number = 0;
    loop {
        number += 1;
        if number == end {
            return number;
        }
    }
}

#[within(crate = crate::scoped, plain(log, "a"), plain(log, "b"))]
fn never(log: &Log) -> ! {
    loop {
        log.note(format_args!("body"));
    }
}

#[within(crate = crate::scoped, plain(log, "a"))]
fn panics(log: &Log) -> u32 {
    unreachable!("{}", log.is_begun())
}

#[within(crate = crate::scoped, plain(log, "a"))]
fn maps<'n, T: Display + Copy, const N: usize>(
    log: &Log,
    numbers: &'n [T; N],
) -> impl Iterator<Item = T> + use<'n, T, N> {
    numbers.iter().copied().rev()
}

/// Something with methods.
trait Counts {
    fn count(&mut self, by: u32) -> &mut u32;
}

/// Counts.
struct Counter<'l>(&'l Log, u32);

impl Counts for Counter<'_> {
    #[within(crate = crate::scoped, plain(self.0, "a"))]
    fn count(&mut self, by: u32) -> &mut u32 {
        let Self(_, count) = self;
        *count += by;
        count
    }
}

impl Counter<'_> {
    #[inline]
    #[within(crate = crate::scoped, plain(self.0, "b") as name)]
    fn into_count(self) -> (u32, usize) {
        let Self(log, count) = self;
        log.note(format_args!("body"));
        (count, name.len())
    }
}

/// Awaits.
struct Session<'l>(&'l Log);

impl AsyncContextManager for Session<'_> {
    type Value<'a>
        = &'a Log
    where
        Self: 'a;
    type Exit = Result<(), Trouble>;

    async fn enter(&mut self) -> Result<&Log, Trouble> {
        pause().await;
        self.0.note(format_args!("enter"));
        Ok(self.0)
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Result<(), Trouble> {
        pause().await;
        self.0.note(format_args!("exit {outcome}"));
        Ok(())
    }
}

#[within(crate = crate::scoped, plain(log, "a"), async Session(log) as session)]
async fn awaits(log: &Log, text: &str) -> Result<u32, Trouble> {
    pause().await;
    session.note(format_args!("body"));
    Ok(text.parse()?)
}

#[within(crate = crate::scoped, plain(log, "a"))]
async fn awaits_nothing(log: &Log) -> Result<(), Infallible> {
    pause().await;
    Ok(())
}

pub(super) fn run() {
    const fn is_send<T: Send>(value: T) -> T {
        value
    }
    const fn are_compiled(_: fn(&Log) -> !, _: fn(&Log) -> u32) {}

    are_compiled(never, panics);

    Log::check(
        |log| ["1", "0", "x"].map(|text| reads(log, text)),
        &[Ok((2, 1)), Err(Trouble::Oops), Err(Trouble::Parse)],
        "enter a, enter b, exit b completed, exit a completed, enter a, enter b, exit b failed, exit a failed, \
         enter a, enter b, exit b failed, exit a failed",
    );
    Log::check(
        |log| [Trouble::Enter, Trouble::Exit].map(|trouble| fails(log, trouble)),
        &[Err(Trouble::Enter), Err(Trouble::Exit)],
        "enter a, exit a failed, enter a, enter b, body, exit b completed, exit a failed",
    );
    Log::check(
        |log| [None, Some(Oops)].map(|error| suppresses(log, error)),
        &[Ok(Some(2)), Ok(None)],
        "enter a, exit a completed, enter a, exit a failed: oops",
    );
    Log::check(
        |log| [None, Some(Oops)].map(|error| chooses(log, error)),
        &[Ok(()), Err(Trouble::Oops)],
        "enter a, exit a completed, enter a, exit a failed",
    );
    Log::check(
        |log| [true, false].map(|ends| returns_nothing(log, ends)),
        &[(), ()],
        "enter a, exit a completed, enter a, body, exit a completed",
    );
    Log::check(
        |log| loops(log, 3),
        &3,
        "enter a, enter b, exit b completed, exit a completed",
    );
    Log::check(
        |log| maps(log, &[1, 2, 3]).eq([3, 2, 1]),
        &true,
        "enter a, exit a completed",
    );
    Log::check(
        |log| {
            let mut counter = Counter(log, 1);
            *counter.count(1) += 1;
            counter.into_count()
        },
        &(3, 1),
        "enter a, exit a completed, enter b, body, exit b completed",
    );
    Log::check(
        |log| ["1", "x"].map(|text| block_on(is_send(awaits(log, text)))),
        &[Some(Ok(1)), Some(Err(Trouble::Parse))],
        "enter a, enter, body, exit completed, exit a completed, enter a, enter, body, exit failed, exit a failed",
    );
    Log::check(
        |log| block_on(is_send(awaits_nothing(log))),
        &Some(Ok(())),
        "enter a, exit a completed",
    );
}
