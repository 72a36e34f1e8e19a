//! Blocks where no name means what the expansion would have it mean.
//!
//! An environment has `#![no_implicit_prelude]` and names the library `crate::library`.

#![allow(
    dead_code,
    non_snake_case,
    unused_macros,
    reason = "the names are there to be in the way"
)]

use ::core::convert::{From, Infallible};
use ::core::marker::Sized;
use ::core::ops::{AddAssign, FnOnce};

use crate::library::{ContextManager, Outcome, Verdict, with, with_under_another_name};

pub(crate) struct Some;
pub(crate) struct None;
pub(crate) struct Option;
pub(crate) struct Box;
pub(crate) struct Vec;
pub(crate) struct Result;
pub(crate) struct Guard;
pub(crate) struct Slot;
pub(crate) struct Split;

fn Ok() {}
fn Err() {}
fn drop() {}
fn guard() {}
fn of() {}
fn leave() {}
fn pass() {}
fn never() {}
fn convert() {}

mod core {}
mod std {}
mod alloc {}
mod scoped_core {}
mod scoped_macros {}
mod __private {}

macro_rules! concat {
    () => {};
}
macro_rules! stringify {
    () => {};
}
macro_rules! unreachable {
    () => {};
}

/// Has every method that the expansion calls, to be in the way of those.
trait Methods: Sized {
    fn enter(&mut self) {}
    fn exit(self) {}
    fn take(self) {}
    fn finish(self) {}
    fn settle(self) {}
    fn split(self) {}
    fn convert(self) {}
    fn typed(self) {}
    fn of_none(self) {}
    fn give_up(self) {}
    fn not_entered(self) {}
    fn pass(self) {}
}

impl<T> Methods for T {}

type Answer<T, E> = ::core::result::Result<T, E>;

/// Counts what happens to it: 1 for `enter`, 10 for an `exit` after a success, 100 after a failure.
struct Counting<'c>(&'c ::core::cell::Cell<u32>);

fn counting(count: &::core::cell::Cell<u32>) -> Counting<'_> {
    Counting(count)
}

fn add(count: &::core::cell::Cell<u32>, number: u32) {
    let mut sum = count.get();
    AddAssign::add_assign(&mut sum, number);
    count.set(sum);
}

impl ContextManager for Counting<'_> {
    type Value<'a>
        = u32
    where
        Self: 'a;
    type Exit = ();

    fn enter(&mut self) -> Answer<u32, Infallible> {
        add(self.0, 1);
        Answer::Ok(self.0.get())
    }

    fn exit(self, outcome: Outcome<'_>) {
        add(self.0, if outcome.is_success() { 10 } else { 100 });
    }
}

struct Fallible<'c>(Counting<'c>, bool);

impl ContextManager for Fallible<'_> {
    type Value<'a>
        = u32
    where
        Self: 'a;
    type Exit = Answer<Verdict, Trouble>;

    fn enter(&mut self) -> Answer<u32, Trouble> {
        let Answer::Ok(count) = ContextManager::enter(&mut self.0);
        Answer::Ok(count)
    }

    fn exit(self, outcome: Outcome<'_>) -> Answer<Verdict, Trouble> {
        ContextManager::exit(self.0, outcome);
        if self.1 {
            return Answer::Err(Trouble);
        }
        Answer::Ok(Verdict::Propagate)
    }
}

#[derive(::core::fmt::Debug, ::core::cmp::PartialEq)]
struct Trouble;

impl From<::core::num::ParseIntError> for Trouble {
    fn from(_: ::core::num::ParseIntError) -> Trouble {
        Trouble
    }
}

fn values(count: &::core::cell::Cell<u32>) -> u32 {
    let core = with!(counting(count) as Ok => { Ok });
    let std = with_under_another_name!(counting(count) as Err, { Err });
    with!(counting(count), counting(count) as r#alloc => < core + std + r#alloc >)
}

fn jumps(count: &::core::cell::Cell<u32>, text: &str) -> Answer<u32, Trouble> {
    'turns: loop {
        let fails = with!(counting(count), Fallible(counting(count), false) => {
            let number: u32 = text.parse()?;
            if number == 0 {
                return Answer::Err(Trouble);
            }
            if number == 1 {
                break 'turns;
            }
            with!(counting(count) => {
                if number == 2 {
                    break;
                }
                ::core::assert!(text.parse::<u32>()? > 2, "{}", text.parse::<u32>()?);
                if count.get() < 30 {
                    continue;
                }
            });
        });
        let Answer::Ok(::core::option::Option::Some(())) = fails else {
            return Answer::Ok(0);
        };
        return Answer::Ok(1);
    }
    Answer::Ok(count.get())
}

fn fails(count: &::core::cell::Cell<u32>, early: bool) -> Answer<u32, Trouble> {
    let answer = with!(Fallible(counting(count), true) => {
        if early {
            return Answer::Ok(1);
        }
    });
    let ::core::option::Option::Some(()) = answer? else {
        return Answer::Ok(2);
    };
    Answer::Ok(3)
}

fn has_a_closure(count: &::core::cell::Cell<u32>) -> ::core::option::Option<u32> {
    let call = |number: ::core::option::Option<u32>| with!(counting(count) as counted => { ::core::option::Option::Some(number? + counted) });
    call(::core::option::Option::Some(1))
}

#[track_caller]
fn check<T: ::core::cmp::PartialEq + ::core::fmt::Debug>(
    body: impl FnOnce(&::core::cell::Cell<u32>) -> T,
    value: T,
    counted: u32,
) {
    let count = ::core::cell::Cell::new(0);
    ::core::assert_eq!(body(&count), value);
    ::core::assert_eq!(count.get(), counted);
}

pub(crate) fn run() {
    check(values, 1 + 12 + 24, 44);
    check(|count| jumps(count, "x"), Answer::Err(Trouble), 202);
    check(|count| jumps(count, "0"), Answer::Err(Trouble), 202);
    check(|count| jumps(count, "1"), Answer::Ok(22), 22);
    check(|count| jumps(count, "2"), Answer::Ok(33), 33);
    check(|count| jumps(count, "3"), Answer::Ok(1), 66);
    check(|count| fails(count, true), Answer::Err(Trouble), 11);
    check(|count| fails(count, false), Answer::Err(Trouble), 11);
    check(has_a_closure, ::core::option::Option::Some(2), 11);
}
