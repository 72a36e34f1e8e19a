// What the generated functions stand on. Compiled in front of them.

#![allow(unused, unreachable_code, irrefutable_let_patterns, clippy::all)]
#![recursion_limit = "512"]

use std::cell::Cell;
use std::error::Error;

use scoped_core::{AsyncContextManager, AsyncExitStack, ContextManager, ExitError, ExitStack, awaiting, with};
use support::errors::{App, fail, give};
use support::executor::{block_on, yield_now};
use support::{Local, Oops, Trouble, fallible, local, note, plain, suppressing, verdict};

thread_local! {
    static TURN: Cell<u32> = const { Cell::new(0) };
}

/// Asked the how many-th time?
fn asked() -> u32 {
    TURN.set(TURN.get() + 1);
    TURN.get()
}

fn turn(every: u32) -> bool {
    asked() % every == 0
}

fn pick(count: u32) -> u32 {
    asked() % count
}

fn unless(nothing: bool) -> Option<u32> {
    if nothing { None } else { Some(0) }
}

fn caught<T>(function: impl FnOnce() -> T) -> Result<T, String> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(function)).map_err(|payload| support::message_of(&*payload))
}

/// Runs the function when it is dropped.
struct OnDrop<T: std::fmt::Debug, F: Fn() -> T>(F);

impl<T: std::fmt::Debug, F: Fn() -> T> Drop for OnDrop<T, F> {
    fn drop(&mut self) {
        note(format!("d{:?}", caught(&self.0)));
    }
}

fn number(_: u32, _: u32) {}

impl From<ExitError> for App {
    fn from(error: ExitError) -> Self {
        Self::Trouble(error.downcast().expect("managers fail with nothing else"))
    }
}

/// Nobody sees through it.
macro_rules! hide {
    ($($jump:tt)*) => { $($jump)* };
}

// They make a jump of what they are given.

macro_rules! leave {
    ($value:expr) => { return $value };
}

macro_rules! attempt {
    ($value:expr) => { $value? };
}

macro_rules! leave_to {
    ($label:lifetime $(, $value:expr)?) => { break $label $($value)? };
}

macro_rules! again_at {
    ($label:lifetime) => { continue $label };
}

// Blocks name these two.

macro_rules! shout {
    ($value:expr) => { note(format!("s{}", $value)) };
}

macro_rules! goodbye {
    ($value:expr) => { return $value };
}

/// They have the names of known ones.
mod impostors {
    macro_rules! todo {
        ($value:expr) => { return $value };
    }

    macro_rules! dbg {
        ($value:expr) => { $value? };
    }

    macro_rules! vec {
        ($label:lifetime $(, $value:expr)?) => { break $label $($value)? };
    }

    macro_rules! env {
        ($label:lifetime) => { continue $label };
    }

    macro_rules! unimplemented {
        ($value:expr) => { crate::note(format!("i{}", $value)) };
    }

    macro_rules! ensure {
        ($condition:expr, $value:expr) => { if !$condition { return $value; } };
    }

    pub(crate) use {dbg, ensure, env, todo, unimplemented, vec};
}

/// Runs one function and writes its log.
fn run<T: std::fmt::Debug>(id: u32, function: fn() -> T) {
    TURN.set(0);
    println!("# {id}");
    let recorded = std::panic::catch_unwind(|| support::recorded(function));
    match recorded {
        Ok(recorded) => {
            for line in recorded.log {
                println!("{line}");
            }
            println!("= {:?}", recorded.ended);
        }
        Err(payload) => println!("broken: {}", support::message_of(&*payload).replace('\n', " ")),
    }
}

fn set_hooks() {
    std::panic::set_hook(Box::new(|_| {}));
    scoped_core::set_unraised_hook(Box::new(|unraised| note(format!("unraised {:?}", unraised.error()))));
}
