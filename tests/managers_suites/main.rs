//! Ready-made managers and stacks: what the suites of Python's `contextlib` and of JavaScript's stacks pin down for
//! theirs, and what these cannot ask, because it takes a panic, a future that is dropped, or a loan.

#[path = "../support/mod.rs"]
mod support;

mod abandoned;
mod javascript;
mod javascript_async;
mod long;
mod nested;
mod panics;
mod popped;
mod python;
mod python_async;
mod several;
mod stacks;

use scoped_core::{AsyncOutcome, Outcome, Verdict};
use support::{Trouble, note};

/// A callback that notes what it is told.
fn tells(name: &'static str) -> impl FnOnce(Outcome<'_>) {
    move |outcome| note(format!("{name}: {outcome}"))
}

/// The same, which then fails.
fn fails(name: &'static str) -> impl FnOnce(Outcome<'_>) -> Result<(), Trouble> {
    move |outcome| {
        note(format!("{name}: {outcome}"));
        Err(Trouble::in_exit(name))
    }
}

/// The same, which then suppresses.
fn suppresses(name: &'static str) -> impl FnOnce(Outcome<'_>) -> Verdict {
    move |outcome| {
        note(format!("{name}: {outcome}"));
        Verdict::Suppress
    }
}

/// The same, which then panics.
fn panics(name: &'static str) -> impl FnOnce(Outcome<'_>) {
    move |outcome| {
        note(format!("{name}: {outcome}"));
        panic!("{name}")
    }
}

/// [`tells`], awaiting before.
fn tells_later(name: &'static str) -> impl AsyncFnOnce(AsyncOutcome<'_>) {
    async move |outcome: AsyncOutcome<'_>| {
        support::executor::yield_now().await;
        note(format!("{name}: {outcome}"));
    }
}

/// [`fails`], awaiting before.
fn fails_later(name: &'static str) -> impl AsyncFnOnce(AsyncOutcome<'_>) -> Result<(), Trouble> {
    async move |outcome: AsyncOutcome<'_>| {
        support::executor::yield_now().await;
        fails(name)(outcome.into())
    }
}

/// [`suppresses`], awaiting before.
fn suppresses_later(name: &'static str) -> impl AsyncFnOnce(AsyncOutcome<'_>) -> Verdict {
    async move |outcome: AsyncOutcome<'_>| {
        support::executor::yield_now().await;
        suppresses(name)(outcome.into())
    }
}

/// [`panics`], awaiting before.
fn panics_later(name: &'static str) -> impl AsyncFnOnce(AsyncOutcome<'_>) {
    async move |outcome: AsyncOutcome<'_>| {
        support::executor::yield_now().await;
        panics(name)(outcome.into());
    }
}

#[test]
fn the_tables_name_tests_that_exist() {
    for file in [
        include_str!("python.rs"),
        include_str!("python_async.rs"),
        include_str!("javascript.rs"),
        include_str!("javascript_async.rs"),
    ] {
        let head = file.lines().take_while(|line| line.starts_with("//!"));
        let named: Vec<_> = head
            .flat_map(|line| line.split("[`").skip(1))
            .filter_map(|rest| rest.split_once("`]"))
            .map(|(name, _)| name)
            .collect();
        assert!(named.len() > 10, "{named:?}");
        for name in named {
            assert!(file.contains(&format!("fn {name}() ")), "{name}");
        }
    }
}
