//! Managers that write down what happens to them, and the frame that runs a function and compares the
//! whole log.

#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "every test binary compiles this module and uses a part of it"
)]

pub mod async_forms;
pub mod errors;
pub mod executor;
pub mod forms;
pub mod recorder;
pub mod same;
pub mod steps;

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub use errors::{Oops, Trouble};
pub use recorder::{Local, Recorder, fallible, local, plain, suppressing, verdict};

thread_local! {
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static ALIVE: Cell<i32> = const { Cell::new(0) };
}

/// Writes a line to the log of this thread.
pub fn note(line: impl Into<String>) {
    LOG.with_borrow_mut(|log| log.push(line.into()));
}

/// `true`, and nobody knows.
pub fn yes() -> bool {
    std::hint::black_box(true)
}

/// Counts the managers that live, so that a leaked or doubly dropped one is noticed.
pub struct Alive(());

impl Alive {
    pub fn new() -> Self {
        ALIVE.set(ALIVE.get() + 1);
        Self(())
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        ALIVE.set(ALIVE.get() - 1);
    }
}

/// How many managers live.
pub fn alive() -> i32 {
    ALIVE.get()
}

/// What a function did: its value or the message of its panic, and the log.
pub struct Recorded<T> {
    pub ended: Result<T, String>,
    pub log: Vec<String>,
}

impl<T> Recorded<T> {
    /// The value of a function that did not panic.
    pub fn value(self) -> T {
        match self.ended {
            Ok(value) => value,
            Err(message) => panic!("the function panicked: {message}"),
        }
    }
}

/// Runs `run` with a log of its own, and asserts that every manager that was entered was exited once,
/// and that none is left.
#[track_caller]
pub fn recorded<T>(run: impl FnOnce() -> T) -> Recorded<T> {
    let recorded = recorded_without_exit(run);
    assert_exited_once(&recorded.log);
    assert_eq!(alive(), 0, "managers that are left over");
    recorded
}

/// [`recorded`] where an `exit` may be missing.
pub fn recorded_without_exit<T>(run: impl FnOnce() -> T) -> Recorded<T> {
    let around = LOG.take();
    ALIVE.set(0);
    let ended = catch_unwind(AssertUnwindSafe(run)).map_err(|payload| message_of(&*payload));
    let log = LOG.replace(around);
    Recorded { ended, log }
}

/// The message of a panic.
pub fn message_of(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        "a payload that is no text".to_owned()
    }
}

/// The name and the rest of a line that says how a manager ended.
fn end_of(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("exit ")
        .or_else(|| line.strip_prefix("abandon "))?
        .split_once(": ")
}

/// Every `enter x` that succeeded has one `exit x: ..` or `abandon x: ..`, which no other has but one that
/// was abandoned while it entered.
#[track_caller]
pub fn assert_exited_once(log: &[String]) {
    let mut balance = BTreeMap::<&str, i32>::new();
    for line in log {
        if let Some(name) = line.strip_prefix("enter ") {
            if !name.contains(':') {
                *balance.entry(name).or_default() += 1;
            }
        } else if let Some((name, told)) = end_of(line)
            && told != "dropped while entering"
        {
            *balance.entry(name).or_default() -= 1;
        }
    }
    for (name, left) in balance {
        assert_eq!(
            left, 0,
            "`{name}`: enters without their one exit, in {log:#?}"
        );
    }
}

/// Puts the lines for `ENTER` and `EXIT ..` in their places: `names` are the managers, outermost first.
pub fn unfolded(pattern: &[&str], names: &[&str]) -> Vec<String> {
    let mut lines = Vec::new();
    for line in pattern {
        if *line == "ENTER" {
            lines.extend(names.iter().map(|name| format!("enter {name}")));
        } else if let Some(outcome) = line.strip_prefix("EXIT ") {
            for name in names.iter().rev() {
                lines.push(format!("drop value of {name}"));
                lines.push(format!("exit {name}: {outcome}"));
            }
        } else {
            lines.push((*line).to_owned());
        }
    }
    lines
}

/// Runs one form of a row and compares its log with the expected one.
#[track_caller]
pub fn run_form<T>(
    form: &str,
    names: &[&str],
    pattern: &[&str],
    run: fn() -> T,
) -> Result<T, String> {
    let recorded = recorded(run);
    assert_eq!(
        recorded.log,
        unfolded(pattern, names),
        "log of the form `{form}`"
    );
    recorded.ended
}

/// [`run_form`] in async code, where the managers in `awaits` are async ones.
#[track_caller]
pub fn run_async_form<T, F: Future<Output = T>>(
    form: &str,
    names: &[&str],
    awaits: &[&str],
    pattern: &[&str],
    run: fn() -> F,
) -> Result<T, String> {
    let recorded = recorded(|| executor::block_on(run()));
    assert_eq!(
        recorded.log,
        awaited(unfolded(pattern, names), awaits),
        "log of the form `{form}`"
    );
    recorded.ended
}

/// What the log is when the managers in `awaits` are async ones: where nothing can await they are
/// abandoned, and so can fail with nothing.
pub fn awaited(lines: Vec<String>, awaits: &[&str]) -> Vec<String> {
    const UNAWAITED: [&str; 2] = ["panicked", "left unseen"];
    let mut abandoned = false;
    lines
        .into_iter()
        .filter_map(|line| {
            if let (Some(unraised), true) = (line.strip_prefix("unraised of "), abandoned) {
                // What was left unseen is told all the same.
                let manager = unraised.split(' ').next()?;
                return line.ends_with("(left unseen)").then(|| {
                    format!("unraised of {manager} the body was left unseen (left unseen)")
                });
            }
            let Some((name, outcome)) = end_of(&line) else {
                return Some(line);
            };
            abandoned = awaits.contains(&name) && UNAWAITED.contains(&outcome);
            Some(if abandoned {
                format!("abandon {name}: {outcome}")
            } else {
                line
            })
        })
        .collect()
}
