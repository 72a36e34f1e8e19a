//! `#[context_manager]` on functions.

use core::fmt::Display;
use core::num::ParseIntError;

use super::managers::{Log, Oops, Trouble};
use crate::scoped::{ContextManager, Outcome, context_manager, with, yield_};

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
fn section(log: &Log, name: &str) {
    log.note(format_args!("begin {name}"));
    yield_!();
    log.note(format_args!("end {name}"));
}

/// Lends a local, which is its own again afterwards.
#[context_manager(crate = crate::scoped)]
fn counted(log: &Log, mut count: u32) -> u32 {
    count += 1;
    let number = count * 10;
    let outcome = yield_!(number);
    count += 1;
    log.note(format_args!("{outcome} {count} {number}"));
}

/// Lends a value without a name.
#[context_manager(crate = crate::scoped)]
fn temporary<'l>(log: &'l Log) -> Noisy<'l> {
    yield_!(Noisy(log, "value"));
    log.note(format_args!("teardown"));
}

/// Has nothing behind its `yield_!`.
#[context_manager(crate = crate::scoped)]
pub(crate) fn short(number: u8) -> u8 {
    yield_!(number + 1);
}

/// Keeps what is not mentioned again until the end.
#[context_manager(crate = crate::scoped)]
fn keeps<'l>(log: &'l Log, _: Noisy<'l>, given: Noisy<'l>, (left, _right): (Noisy<'l>, Noisy<'l>)) {
    drop(given);
    let _local = Noisy(log, "local");
    yield_!();
    drop(left);
}

/// Fails in every place.
#[context_manager(crate = crate::scoped)]
fn fails<'l>(log: &'l Log, text: &str, teardown: Result<(), Oops>) -> Result<&'l str, Trouble> {
    log.note(format_args!("setup"));
    let number: u32 = text.parse()?;
    if number == 0 {
        return Err(Trouble::Enter);
    }
    let outcome = yield_!("lent");
    if outcome.is_failure() {
        log.note(format_args!("{outcome}"));
        return Ok(());
    }
    log.note(format_args!("teardown {number}"));
    teardown?;
    Ok(())
}

/// Fails in its setup only.
#[context_manager(crate = crate::scoped)]
fn parsed(text: &str) -> Result<u32, ParseIntError> {
    let number = text.parse()?;
    yield_!(number);
}

/// Under an alias, with nothing behind the `yield_!` but the result.
#[context_manager(crate = crate::scoped)]
fn aliased(fails: bool) -> LogResult<()> {
    yield_!();
    if fails { Err(Trouble::Exit) } else { Ok(()) }
}

/// Returns early from its teardown.
#[context_manager(crate = crate::scoped)]
fn early(log: &Log) {
    let outcome = yield_!();
    if outcome.is_success() {
        log.note(format_args!("early"));
        return;
    }
    log.note(format_args!("late"));
}

/// Is generic in every way.
#[context_manager(crate = crate::scoped)]
fn repeated<T: Clone + PartialEq, const N: usize>(log: &Log, value: &T) -> [T; N]
where
    [T; N]: PartialEq,
{
    let values: [T; N] = core::array::from_fn(|_| value.clone());
    yield_!(values);
    let changed = values.iter().filter(|item| *item != value).count();
    log.note(format_args!("{changed} of {N} changed"));
}

/// Takes an `impl Trait`, and makes one.
#[context_manager(crate = crate::scoped)]
fn odd(
    numbers: impl IntoIterator<Item = u32>,
    most: impl Into<u32> + Copy,
) -> impl Iterator<Item = u32> {
    // As an operand it is known to be moved, and the function can be cut in two: there may be no `std` here.
    let numbers = IntoIterator::into_iter(numbers);
    let odd = Iterator::filter(numbers, move |number| {
        number % 2 == 1 && *number < most.into()
    });
    yield_!(odd);
}

/// Takes its arguments apart.
#[context_manager(crate = crate::scoped)]
fn patterns(log: &Log, Pair { a, mut b }: Pair, [c, _]: [u32; 2], _: bool) -> u32 {
    b += a;
    let (d, e) = (b, c);
    yield_!(d + e);
    log.note(format_args!("{a} {b} {c} {d} {e}"));
}

struct Pair {
    a: u32,
    b: u32,
}

/// Lends what it was lent.
#[context_manager(crate = crate::scoped)]
fn pushed<'n, T: Display + Copy>(log: &Log, numbers: &'n mut [T], last: T) -> &'n mut [T] {
    if let Some(place) = numbers.last_mut() {
        *place = last;
    }
    yield_!(numbers);
    if let [first, ..] = numbers {
        log.note(format_args!("first {first}"));
    }
}

/// Is told by a pattern.
#[context_manager(crate = crate::scoped)]
fn told(log: &Log) {
    let outcome @ (Outcome::Completed | _) = yield_!();
    let last = log;
    last.note(format_args!("{outcome}"));
}

#[context_manager(crate = crate::scoped)]
#[cfg(any())]
fn configured() -> Missing {
    yield_!();
}

#[context_manager(crate = crate::scoped)]
#[cfg(not(any()))]
fn configured(log: &Log) {
    #[cfg(not(any()))]
    let name = "kept";
    #[cfg(any())]
    let name = "gone";
    yield_!();
    log.note(format_args!("{name}"));
}

/// Is mutable for the teardown only.
#[context_manager(crate = crate::scoped)]
fn teardown_mutates(log: &Log) -> [u32; 2] {
    let mut numbers = [1, 2];
    let mut sum = 0;
    yield_!(numbers);
    numbers.reverse();
    for number in numbers {
        sum += number;
    }
    log.note(format_args!("{numbers:?} {sum}"));
}

struct Counter<'l> {
    log: &'l Log,
    depth: u32,
}

impl<'l> Counter<'l> {
    /// Lends the receiver.
    #[context_manager(crate = crate::scoped)]
    pub(crate) fn deeper(&mut self, by: u32) -> &mut Self {
        self.depth += by;
        yield_!(self);
        self.depth -= by;
        self.log.note(format_args!("{}", self.depth));
    }

    /// Lends what the receiver has.
    #[context_manager(crate = crate::scoped)]
    fn reading(&self) -> &u32 {
        yield_!(&self.depth);
    }

    /// Mentions the receiver behind the `yield_!` only.
    #[context_manager(crate = crate::scoped)]
    fn noted(&self, fails: bool) -> Result<(), Oops> {
        let outcome = yield_!();
        if fails {
            Err(Oops)?;
        }
        self.log.note(format_args!("{outcome}"));
        Ok(())
    }

    /// Takes the receiver.
    #[context_manager(crate = crate::scoped)]
    fn owning(mut self, extra: u32) -> Self {
        self.depth += extra;
        let this = self;
        yield_!(this);
        this.log.note(format_args!("{}", this.depth));
    }

    /// Has none.
    #[context_manager(crate = crate::scoped)]
    fn made(log: &'l Log) -> Self {
        let made = Self { log, depth: 1 };
        yield_!(made);
        made.log.note(format_args!("unmade"));
    }
}

trait Sessions {
    fn name(&self) -> u32;

    #[context_manager(crate = crate::scoped)]
    fn session(&self) -> u32 {
        let name = self.name();
        yield_!(name);
    }
}

impl Sessions for u8 {
    fn name(&self) -> u32 {
        (*self).into()
    }
}

fn uses(log: &Log) -> u32 {
    with!(section(log, "a"), counted(log, 1) as number => {
        log.note(format_args!("body"));
        *number += 1;
        *number
    })
}

fn leaves(log: &Log, text: &str, teardown: Result<(), Oops>) -> Result<usize, Trouble> {
    let length = with!(fails(log, text, teardown) as lent, section(log, "in") => {
        if text == "7" {
            return Err(Trouble::Oops);
        }
        lent.len()
    })?;
    Ok(length)
}

fn in_a_loop(log: &Log) -> u32 {
    let mut sum = 0;
    for number in 0..3 {
        with!(counted(log, number) as counted => {
            if number == 1 {
                continue;
            }
            sum += *counted;
        });
    }
    sum
}

fn methods(log: &Log) -> [u32; 3] {
    let mut counter = Counter { log, depth: 0 };
    let deepest = with!(counter.deeper(2) as outer => {
        with!(outer.deeper(3) as inner => { inner.depth })
    });
    let noted = [false, true].map(|fails| with!(counter.noted(fails) => {}));
    assert_eq!(noted, [Ok(()), Err(Oops)]);
    let read = with!(counter.reading() as depth => { *depth });
    with!(counter.owning(8) as this => { this.depth += 1; });
    let made = with!(Counter::made(log) as made => { made.depth });
    [deepest, read, made]
}

pub(super) fn run() {
    const fn is_send<M: ContextManager + Send>(_: &M) {}

    Log::check(uses, &21, "begin a, body, completed 3 21, end a");
    Log::check(
        |log| with!(temporary(log) as noisy => { noisy.1.len() }),
        &5,
        "drop value, teardown",
    );
    assert_eq!(with!(short(1) as two => { *two }), 2);
    Log::check(
        |log| {
            let [unnamed, given, left, right] =
                ["unnamed", "given", "left", "right"].map(|name| Noisy(log, name));
            with!(keeps(log, unnamed, given, (left, right)) => { log.note(format_args!("body")); });
        },
        &(),
        "drop given, body, drop left, drop local, drop right, drop unnamed",
    );
    Log::check(
        |log| {
            [
                leaves(log, "1", Ok(())),
                leaves(log, "1", Err(Oops)),
                leaves(log, "7", Ok(())),
                leaves(log, "0", Ok(())),
                leaves(log, "x", Ok(())),
            ]
        },
        &[
            Ok(4),
            Err(Trouble::Oops),
            Err(Trouble::Oops),
            Err(Trouble::Enter),
            Err(Trouble::Parse),
        ],
        "setup, begin in, end in, teardown 1, setup, begin in, end in, teardown 1, \
         setup, begin in, end in, failed, setup, setup",
    );
    assert_eq!(with!(parsed("5") as number => { *number }), Ok(5));
    assert!(with!(parsed("x") => {}).is_err());
    assert_eq!(
        [false, true].map(|fails| with!(aliased(fails) => {})),
        [Ok(()), Err(Trouble::Exit)]
    );
    Log::check(
        |log| {
            with!(early(log) => {});
            with!(early(log) => { Err::<(), Oops>(Oops) })
        },
        &Err(Oops),
        "early, late",
    );
    check_arguments();
    Log::check(
        in_a_loop,
        &40,
        "completed 2 10, completed 3 20, completed 4 30",
    );
    Log::check(methods, &[5, 0, 1], "2, 0, completed, 9, unmade");
    assert_eq!(with!(3_u8.session() as name => { *name }), 3);
    is_send(&parsed("1"));
}

fn check_arguments() {
    Log::check(
        |log| with!(repeated::<_, 2>(log, &'x') as values => { values[1] = 'y'; }),
        &(),
        "1 of 2 changed",
    );
    assert_eq!(
        with!(odd([1, 2, 3, 5], 4_u8) as odd => { odd.sum::<u32>() }),
        4
    );
    Log::check(
        |log| with!(patterns(log, Pair { a: 1, b: 2 }, [4, 5], true) as sum => { *sum }),
        &7,
        "1 3 4 3 4",
    );
    Log::check(
        |log| {
            let mut numbers = [1, 2];
            with!(pushed(log, &mut numbers, 3) as numbers => { numbers.reverse(); });
            numbers
        },
        &[3, 1],
        "first 3",
    );
    Log::check(|log| with!(told(log) => {}), &(), "completed");
    Log::check(|log| with!(configured(log) => {}), &(), "kept");
    Log::check(
        |log| with!(teardown_mutates(log) as numbers => { numbers[0] = 5; }),
        &(),
        "[2, 5] 7",
    );
}
