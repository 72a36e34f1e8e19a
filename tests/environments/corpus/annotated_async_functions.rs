//! `#[context_manager]` on `async` functions.

use core::fmt::Display;
use core::num::ParseIntError;

use super::asynchronous::{block_on, pause, poll};
use super::managers::{Log, Oops, Trouble, plain};
use crate::scoped::{AsyncContextManager, AsyncOutcome, Outcome, context_manager, with, yield_};

type LogResult<T> = Result<T, Trouble>;

/// Says when it is dropped.
struct Noisy<'l>(&'l Log, &'static str);

impl Drop for Noisy<'_> {
    fn drop(&mut self) {
        self.0.note(format_args!("drop {}", self.1));
    }
}

/// Lends nothing; borrows what it is given.
#[context_manager(crate = crate::scoped)]
async fn section(log: &Log, name: &str) {
    pause().await;
    log.note(format_args!("begin {name}"));
    yield_!();
    pause().await;
    log.note(format_args!("end {name}"));
}

/// Lends a local, which is its own again afterwards.
#[context_manager(crate = crate::scoped)]
async fn counted(log: &Log, mut count: u32) -> u32 {
    count += 1;
    pause().await;
    let number = count * 10;
    let outcome = yield_!(number);
    pause().await;
    count += 1;
    log.note(format_args!("{outcome} {count} {number}"));
}

/// Awaits nothing.
#[context_manager(crate = crate::scoped)]
async fn short(number: u8) -> u8 {
    yield_!(number + 1);
}

/// Keeps what is not mentioned again until the end, and where nothing can await any more to where it
/// is dropped.
#[context_manager(crate = crate::scoped)]
async fn keeps<'l>(log: &'l Log, _: Noisy<'l>, given: Noisy<'l>) {
    drop(given);
    let _local = Noisy(log, "local");
    pause().await;
    yield_!();
    pause().await;
    log.note(format_args!("teardown"));
}

/// Fails in every place.
#[context_manager(crate = crate::scoped)]
async fn fails<'l>(
    log: &'l Log,
    text: &str,
    teardown: Result<(), Oops>,
) -> Result<&'l str, Trouble> {
    pause().await;
    let number: u32 = text.parse()?;
    if number == 0 {
        return Err(Trouble::Enter);
    }
    let outcome = yield_!("lent");
    pause().await;
    if outcome.is_failure() {
        log.note(format_args!("{outcome}"));
        return Ok(());
    }
    teardown?;
    log.note(format_args!("teardown {number}"));
    Ok(())
}

/// Fails in its setup only.
#[context_manager(crate = crate::scoped)]
async fn parsed(text: &str) -> Result<u32, ParseIntError> {
    pause().await;
    let number = text.parse()?;
    yield_!(number);
}

/// Under an alias.
#[context_manager(crate = crate::scoped)]
async fn aliased(fails: bool) -> LogResult<()> {
    yield_!();
    pause().await;
    if fails { Err(Trouble::Exit) } else { Ok(()) }
}

/// Is generic.
#[context_manager(crate = crate::scoped)]
async fn repeated<T: Clone + PartialEq, const N: usize>(log: &Log, value: &T) -> [T; N]
where
    [T; N]: PartialEq,
{
    let values: [T; N] = core::array::from_fn(|_| value.clone());
    pause().await;
    yield_!(values);
    let changed = values.iter().filter(|item| *item != value).count();
    pause().await;
    log.note(format_args!("{changed} of {N} changed"));
}

/// Takes an `impl Trait`, takes its arguments apart, and lends what it was lent.
#[context_manager(crate = crate::scoped)]
async fn pushed<'n>(
    log: &Log,
    numbers: &'n mut [u32],
    (last, name): (u32, impl Display),
) -> &'n mut [u32] {
    if let Some(place) = numbers.last_mut() {
        *place = last;
    }
    pause().await;
    yield_!(numbers);
    pause().await;
    if let [first, ..] = numbers {
        log.note(format_args!("{name} {first}"));
    }
}

struct Counter<'l> {
    log: &'l Log,
    depth: u32,
}

impl Counter<'_> {
    /// Lends the receiver.
    #[context_manager(crate = crate::scoped)]
    async fn deeper(&mut self, by: u32) -> &mut Self {
        self.depth += by;
        pause().await;
        yield_!(self);
        pause().await;
        self.depth -= by;
    }

    /// Mentions the receiver behind the `yield_!` only.
    #[context_manager(crate = crate::scoped)]
    async fn noted(&self, fails: bool) -> Result<(), Oops> {
        let outcome = yield_!();
        pause().await;
        if fails {
            Err(Oops)?;
        }
        self.log.note(format_args!("{outcome}"));
        Ok(())
    }
}

async fn uses(log: &Log) -> u32 {
    with!(async section(log, "a"), plain(log, "b"), async counted(log, 1) as number => {
        pause().await;
        *number += 1;
        *number
    })
}

async fn leaves(log: &Log, text: &str, teardown: Result<(), Oops>) -> Result<usize, Trouble> {
    let length = with!(async fails(log, text, teardown) as lent, async section(log, "in") => {
        if text == "7" {
            return Err(Trouble::Oops);
        }
        lent.len()
    })?;
    Ok(length)
}

async fn in_a_loop(log: &Log) -> u32 {
    let mut sum = 0;
    for number in 0..3 {
        with!(async counted(log, number) as counted => {
            if number == 1 {
                continue;
            }
            sum += *counted;
        });
    }
    sum
}

async fn the_others(log: &Log) -> Result<u32, Trouble> {
    let two = with!(async short(1) as two => { u32::from(*two) });
    with!(async keeps(log, Noisy(log, "unnamed"), Noisy(log, "given")) => {});
    let parsed = [
        with!(async parsed("3") as three => { *three }),
        with!(async parsed("x") as never => { *never }),
    ];
    assert!(matches!(parsed, [Ok(3), Err(_)]));
    assert_eq!(with!(async aliased(true) => {}), Err(Trouble::Exit));
    with!(async aliased(false) => {})?;
    with!(async repeated::<_, 3>(log, &'x') as values => { values[1] = 'y'; });
    let mut numbers = [1, 2];
    with!(async pushed(log, &mut numbers, (3, "first")) as numbers => { numbers.reverse(); });
    let mut counter = Counter { log, depth: 0 };
    let deepest = with!(async counter.deeper(2) as outer => {
        with!(async outer.deeper(3) as inner => { inner.depth })
    });
    assert_eq!(with!(async counter.noted(true) => {}), Err(Oops));
    assert_eq!(with!(async counter.noted(false) => {}), Ok(()));
    Ok(two + deepest + counter.depth)
}

async fn waits(log: &Log) {
    with!(async keeps(log, Noisy(log, "unnamed"), Noisy(log, "given")) => { pause().await; });
}

pub(super) fn run() {
    const fn sent<T: Send>(future: T) -> T {
        future
    }
    const fn is_manager<M: AsyncContextManager>(_: &M) -> bool {
        true
    }
    assert!(is_manager(&short(1)));
    let completed: AsyncOutcome<'_> = Outcome::Completed;
    assert!(completed.is_success());
    Log::check(
        |log| block_on(sent(uses(log))),
        &Some(21),
        "begin a, enter b, completed 3 21, exit b completed, end a",
    );
    Log::check(
        |log| ["1", "0", "7", "x"].map(|text| block_on(sent(leaves(log, text, Ok(()))))),
        &[
            Some(Ok(4)),
            Some(Err(Trouble::Enter)),
            Some(Err(Trouble::Oops)),
            Some(Err(Trouble::Parse)),
        ],
        "begin in, end in, teardown 1, begin in, end in, failed",
    );
    Log::check(
        |log| block_on(leaves(log, "1", Err(Oops))),
        &Some(Err(Trouble::Oops)),
        "begin in, end in",
    );
    Log::check(
        |log| block_on(in_a_loop(log)),
        &Some(40),
        "completed 2 10, completed 3 20, completed 4 30",
    );
    Log::check(
        |log| block_on(sent(the_others(log))),
        &Some(Ok(7)),
        "drop given, teardown, drop local, drop unnamed, 1 of 3 changed, first 3, completed",
    );
    Log::check(
        |log| [0, 1, 2, 3].map(|times| poll(times, waits(log))),
        &[None, None, None, None],
        "drop given, drop local, drop unnamed, drop given, drop local, drop unnamed, \
         drop given, drop local, drop unnamed",
    );
}
