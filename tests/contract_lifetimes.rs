//! How long things live: the value of `enter`, the bound names, the temporaries of an item's expression.

mod support;

use std::sync::Mutex;

use scoped_core::{ContextManager, Outcome, with};
use support::errors::fail;
use support::{Local, Oops, Recorder, local, note, plain, recorded, yes};

#[test]
fn the_value_lives_to_the_end_without_as() {
    let recorded = recorded(|| with!(plain("a") => { note("body") }));
    assert_eq!(
        recorded.log,
        ["enter a", "body", "drop value of a", "exit a: completed"]
    );
}

#[test]
fn the_value_lives_to_the_end_under_as_underscore() {
    let recorded = recorded(|| with!(plain("a") as _ => { note("body") }));
    assert_eq!(
        recorded.log,
        ["enter a", "body", "drop value of a", "exit a: completed"]
    );
}

#[test]
fn a_name_that_is_moved_in_the_body_is_dropped_there() {
    let recorded = recorded(|| with!(plain("a") as value => { drop(value); note("body") }));
    assert_eq!(
        recorded.log,
        ["enter a", "drop value of a", "body", "exit a: completed"]
    );
}

#[test]
fn the_value_is_dropped_after_the_locals() {
    let recorded =
        recorded(|| with!(plain("a") as _value => { let _one = local("one"); note("body") }));
    assert_eq!(
        recorded.log,
        [
            "enter a",
            "body",
            "drop one",
            "drop value of a",
            "exit a: completed"
        ]
    );
}

/// A pair, to be taken apart by a pattern.
struct LendsPair;

impl ContextManager for LendsPair {
    type Value<'a> = (Local, Local);
    type Exit = ();

    fn enter(&mut self) -> Result<(Local, Local), std::convert::Infallible> {
        Ok((Local("left"), Local("right")))
    }

    fn exit(self, outcome: Outcome<'_>) {
        note(format!("told {outcome}"));
    }
}

#[test]
fn what_a_pattern_does_not_bind_lives_to_the_end() {
    let recorded = recorded(|| with!(LendsPair as (_left, _) => { note("body") }));
    assert_eq!(
        recorded.log,
        ["body", "drop left", "drop right", "told completed"]
    );
}

#[test]
fn what_a_pattern_binds_is_dropped_before_exit() {
    fn run() -> Result<(), Oops> {
        with!(LendsPair as (left, right) => { drop(right); note("body"); let _n = fail(1)?; drop(left); });
        Ok(())
    }

    assert_eq!(
        recorded(run).log,
        ["drop right", "body", "drop left", "told failed: oops 1"]
    );
}

/// Makes managers out of a temporary.
struct Maker(&'static str);

impl Maker {
    fn make(&self) -> Recorder<support::recorder::Plain> {
        plain("a")
    }
}

impl Drop for Maker {
    fn drop(&mut self) {
        note(format!("drop maker {}", self.0));
    }
}

#[test]
fn temporaries_of_an_expression_live_until_exit_is_over() {
    let recorded = recorded(|| with!(Maker("x").make() => { note("body") }));
    assert_eq!(
        recorded.log,
        [
            "enter a",
            "body",
            "drop value of a",
            "exit a: completed",
            "drop maker x"
        ]
    );
}

#[test]
fn temporaries_live_until_exit_is_over_on_a_jump() {
    fn returns() {
        with!(Maker("x").make() => { if yes() { return; } });
        note("not reached");
    }

    fn fails() -> Result<u32, Oops> {
        Ok(with!(Maker("x").make() => { fail(1)? }))
    }

    assert_eq!(
        recorded(returns).log,
        [
            "enter a",
            "drop value of a",
            "exit a: completed",
            "drop maker x"
        ]
    );
    assert_eq!(
        recorded(fails).log,
        [
            "enter a",
            "drop value of a",
            "exit a: failed: oops 1",
            "drop maker x"
        ]
    );
}

#[test]
fn temporaries_live_until_exit_is_over_in_a_panic() {
    let recorded = recorded(|| with!(Maker("x").make() => { if yes() { panic!("bang"); } }));
    assert_eq!(
        recorded.log,
        [
            "enter a",
            "drop value of a",
            "exit a: panicked",
            "drop maker x"
        ]
    );
}

#[test]
fn temporaries_of_a_later_item_end_before_the_earlier_exit() {
    let recorded = recorded(|| {
        with!(plain("o"), Maker("x").make() => { note("body") });
        note("after");
    });
    assert_eq!(
        recorded.log,
        [
            "enter o",
            "enter a",
            "body",
            "drop value of a",
            "exit a: completed",
            "drop maker x",
            "drop value of o",
            "exit o: completed",
            "after",
        ]
    );
}

/// Borrows from a lock's guard that is a temporary.
struct Pushes<'a>(&'a mut Vec<u32>);

impl ContextManager for Pushes<'_> {
    type Value<'v>
        = &'v mut Vec<u32>
    where
        Self: 'v;
    type Exit = ();

    fn enter(&mut self) -> Result<&mut Vec<u32>, std::convert::Infallible> {
        Ok(self.0)
    }

    fn exit(self, outcome: Outcome<'_>) {
        self.0.push(u32::from(outcome.is_success()));
    }
}

#[test]
fn a_manager_may_borrow_from_a_temporary() {
    let list = Mutex::new(vec![7]);
    let length = with!(Pushes(&mut list.lock().unwrap()) as list => { list.push(8); list.len() });
    assert_eq!((length, list.into_inner().unwrap()), (2, vec![7, 8, 1]));
}

#[test]
fn bound_names_end_with_the_block() {
    let value = 1;
    let inner = with!(plain("a") as value => { value.name.len() });
    assert_eq!((value, inner), (1, 1));
}

#[test]
fn a_later_item_sees_the_earlier_names_and_may_shadow_them() {
    let recorded = recorded(|| {
        with!(plain("a") as x, { note(format!("x is {}", x.name)); plain("b") } as x => {
            note(format!("x is {}", x.name));
        });
    });
    assert_eq!(
        recorded.log,
        [
            "enter a",
            "x is a",
            "enter b",
            "x is b",
            "drop value of b",
            "exit b: completed",
            "drop value of a",
            "exit a: completed",
        ]
    );
}
