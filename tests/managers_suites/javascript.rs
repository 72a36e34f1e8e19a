//! What test262 pins down for JavaScript's `DisposableStack` (`test/built-ins/DisposableStack`), in our words.
//!
//! | `prototype/dispose` | here |
//! | --- | --- |
//! | `disposes-resources-in-reverse-order` | [`the_last_is_exited_first`] |
//! | `does-not-reinvoke-disposers-if-already-disposed` | [`nothing_is_exited_twice`] |
//! | `does-not-throw-if-already-disposed` | [`nothing_is_exited_twice`]; `close` takes the stack, so a second one does not compile |
//! | `throws-error-as-is-if-only-one-error-during-disposal` | [`a_single_error_comes_as_it_is`] |
//! | `throws-suppressederror-if-multiple-errors-during-disposal` | [`of_several_errors_the_first_is_raised_and_the_others_reach_the_hook`] |
//! | `returns-undefined`, `sets-state-to-disposed`, `disposed/*` | no meaning: there is no stack any more |
//!
//! | `prototype/use` | here |
//! | --- | --- |
//! | `adds-value`, `returns-value` | [`use_exits_a_manager_and_lends_its_value`] |
//! | `puts-value-on-top-of-stack` | [`the_last_is_exited_first`] |
//! | `allows-null-value`, `allows-undefined-value` | [`use_takes_a_manager_that_may_be_missing`] |
//! | `gets-value-Symbol.dispose-property-once`, `Symbol.dispose-getter` | no meaning: a method is no property |
//! | `throws-if-value-*` | does not compile: what is no manager has no `exit` |
//!
//! | `prototype/adopt` | here |
//! | --- | --- |
//! | `adds-value-onDispose`, `returns-value` | [`adopt_gives_the_value_to_a_closure`] |
//! | `puts-value-onDispose-on-top-of-stack` | [`the_last_is_exited_first`] |
//! | `allows-any-value` | [`adopt_takes_any_value`] |
//! | `throws-if-onDispose-not-callable` | does not compile |
//!
//! | `prototype/defer` | here |
//! | --- | --- |
//! | `adds-onDispose`, `returns-undefined` | [`defer_calls_a_closure`] |
//! | `puts-onDispose-on-top-of-stack` | [`the_last_is_exited_first`] |
//! | `throws-if-onDispose-not-callable` | does not compile |
//!
//! | `prototype/move` | here |
//! | --- | --- |
//! | `does-not-dispose-resources` | [`move_exits_nothing`] |
//! | `returns-new-disposablestack-that-contains-moved-resources` | [`move_hands_everything_over_in_its_order`] |
//! | `returns-new-disposablestack-that-is-still-pending`, `returns-new-disposablestack` | [`a_moved_stack_grows`] |
//! | `sets-state-to-disposed` | [`what_move_leaves_is_empty_and_can_be_used_again`]: ours is not disposed |
//! | `still-returns-new-disposablestack-when-subclassed` | no meaning: nothing is subclassed |
//!
//! | all | here |
//! | --- | --- |
//! | `throws-if-disposed` | does not compile: `close` takes the stack. What is added while it unwinds runs: [`added_while_it_unwinds`] |
//! | `this-*`, `constructor`, `proto*`, `is-a-constructor`, `name`, `length`, `prop-desc` and the like | no meaning: types say it |
//!
//! Of `using` itself (`test/language/statements/using`), what a stack has to do with:
//!
//! | | here |
//! | --- | --- |
//! | `initializer-disposed-if-subsequent-initializer-throws` | [`what_was_entered_is_exited_when_a_later_enter_fails`] |
//! | `initializer-disposed-at-end-of-each-iteration-of-forofstatement` | [`at_the_end_of_each_iteration`] |
//! | `throws-suppressederror-*` with an error of the body | [`behind_an_error_of_the_body_all_others_reach_the_hook`] |

use std::cell::Cell;

use scoped_core::{
    Captured, ExitError, ExitStack, capture_unraised, closing, nullcontext, scope, with,
};

use crate::support::errors::fail;
use crate::support::recorder::Plain;
use crate::support::{Oops, Recorder, Trouble, fallible, note, plain, recorded};
use crate::{fails, tells};

#[test]
fn the_last_is_exited_first() {
    let log = recorded(|| {
        with!(ExitStack::new() as stack => {
            let Ok(_used) = stack.enter(plain("used"));
            let Ok(_adopted) = stack.enter(scope("adopted", |name, outcome| tells(name)(outcome)));
            stack.callback(tells("deferred"));
            let Ok(_again) = stack.enter(plain("used again"));
        })
        .unwrap();
    })
    .log;
    let told: Vec<_> = log
        .iter()
        .filter(|line| line.ends_with(": completed"))
        .collect();
    let expected = [
        "exit used again: completed",
        "deferred: completed",
        "adopted: completed",
        "exit used: completed",
    ];
    assert_eq!(told, expected);
}

#[test]
fn nothing_is_exited_twice() {
    let log = recorded(|| {
        let mut stack = ExitStack::new();
        stack.callback(tells("a"));
        with!(&mut stack => {}).unwrap();
        note("the first time");
        with!(&mut stack => {}).unwrap();
        stack.close().unwrap();
    })
    .log;
    assert_eq!(log, ["a: completed", "the first time"]);
}

#[test]
fn a_single_error_comes_as_it_is() {
    let close = |position: usize| -> ExitError {
        let mut stack = ExitStack::new();
        for index in 0..3 {
            stack.callback(move |_| {
                if index == position {
                    Err(Oops(7))
                } else {
                    Ok(())
                }
            });
        }
        stack.close().unwrap_err()
    };
    for position in 0..3 {
        assert_eq!(close(position).downcast::<Oops>().unwrap(), Oops(7));
    }
}

#[test]
fn of_several_errors_the_first_is_raised_and_the_others_reach_the_hook() {
    let (error, unraised) = capture_unraised(|| {
        let mut stack = ExitStack::new();
        for name in ["a", "b", "c"] {
            stack.callback(fails(name));
        }
        stack.close().unwrap_err()
    });
    assert_eq!(error.downcast::<Trouble>().unwrap(), Trouble::in_exit("c"));
    let errors: Vec<_> = unraised.iter().map(Captured::error).collect();
    assert_eq!(
        errors,
        ["Trouble(\"no exiting b\")", "Trouble(\"no exiting a\")"]
    );
}

#[test]
fn use_exits_a_manager_and_lends_its_value() {
    let log = recorded(|| {
        let mut stack = ExitStack::new();
        let Ok(value) = stack.enter(plain("a"));
        assert_eq!(value.name, "a");
        drop(value);
        stack.close().unwrap();
    })
    .log;
    assert_eq!(log, ["enter a", "drop value of a", "exit a: completed"]);
}

#[test]
fn use_takes_a_manager_that_may_be_missing() {
    let log = recorded(|| {
        with!(ExitStack::new() as stack => {
            let Ok(missing) = stack.enter(None::<Recorder<Plain>>);
            let Ok(there) = stack.enter(Some(plain("a")));
            stack.push(None::<Recorder<Plain>>);
            assert!(missing.is_none() && there.is_some());
        })
        .unwrap();
    })
    .log;
    assert_eq!(log, ["enter a", "drop value of a", "exit a: completed"]);
}

#[test]
fn adopt_gives_the_value_to_a_closure() {
    let log = recorded(|| {
        let mut stack = ExitStack::new();
        let Ok(lent) = stack.enter(scope(vec![1], |numbers, outcome| {
            note(format!("{numbers:?}: {outcome}"))
        }));
        lent.push(2);
        stack.close().unwrap();
    })
    .log;
    assert_eq!(log, ["[1, 2]: completed"]);
}

#[test]
fn adopt_takes_any_value() {
    let closed = Cell::new(0);
    let count = || closed.set(closed.get() + 1);
    let mut stack = ExitStack::new();
    stack.push(scope((), |(), _| count()));
    stack.push(scope(None::<u32>, |_, _| count()));
    stack.push(scope(true, |_, _| count()));
    stack.push(scope("text", |_, _| count()));
    stack.push(scope(|| 1, |number, _| assert_eq!(number(), 1)));
    stack.push(scope(plain("not entered"), |_, _| count()));
    stack.push(scope(&closed, |closed, _| assert_eq!(closed.get(), 0)));
    stack.push(nullcontext(1));
    stack.push(closing(vec![1]));
    stack.close().unwrap();
    assert_eq!(closed.get(), 5);
}

#[test]
fn defer_calls_a_closure() {
    let called = Cell::new(0);
    let mut stack = ExitStack::new();
    stack.callback(|_| called.set(called.get() + 1));
    assert_eq!(called.get(), 0);
    stack.close().unwrap();
    assert_eq!(called.get(), 1);
}

#[test]
fn move_exits_nothing() {
    let log = recorded(|| {
        let mut stack = ExitStack::new();
        stack.callback(tells("a"));
        let moved = stack.pop_all();
        stack.close().unwrap();
        note("the first is closed");
        moved.close().unwrap();
    })
    .log;
    assert_eq!(log, ["the first is closed", "a: completed"]);
}

#[test]
fn move_hands_everything_over_in_its_order() {
    let log = recorded(|| {
        let mut stack = ExitStack::new();
        stack.callback(tells("a"));
        let Ok(b) = stack.enter(plain("b"));
        drop(b);
        stack.callback(tells("c"));
        stack.pop_all().pop_all().close().unwrap();
    })
    .log;
    let expected = [
        "enter b",
        "drop value of b",
        "c: completed",
        "exit b: completed",
        "a: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn a_moved_stack_grows() {
    let log = recorded(|| {
        let mut stack = ExitStack::new();
        stack.callback(tells("a"));
        let mut moved = stack.pop_all();
        moved.callback(tells("b"));
        with!(&mut moved as stack => { stack.callback(tells("c")); }).unwrap();
        moved.callback(tells("d"));
        moved.close().unwrap();
    })
    .log;
    assert_eq!(
        log,
        [
            "c: completed",
            "b: completed",
            "a: completed",
            "d: completed"
        ]
    );
}

#[test]
fn what_move_leaves_is_empty_and_can_be_used_again() {
    let log = recorded(|| {
        let mut stack = ExitStack::new();
        stack.callback(tells("a"));
        let moved = stack.pop_all();
        stack.callback(tells("b"));
        moved.close().unwrap();
        stack.close().unwrap();
    })
    .log;
    assert_eq!(log, ["a: completed", "b: completed"]);
}

#[test]
fn added_while_it_unwinds() {
    let log = recorded(|| {
        let mut stack = ExitStack::new();
        stack.callback(tells("a"));
        stack.defer(|stack, _| {
            stack.push(scope("adopted", |name, outcome| tells(name)(outcome)));
            stack.defer(|_, outcome| tells("deferred")(outcome));
            drop(stack.enter(plain("used")));
        });
        stack.close().unwrap();
    })
    .log;
    let expected = [
        "enter used",
        "drop value of used",
        "exit used: completed",
        "deferred: completed",
        "adopted: completed",
        "a: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn what_was_entered_is_exited_when_a_later_enter_fails() {
    let recorded = recorded(|| -> Result<(), Trouble> {
        with!(ExitStack::new() as stack => {
            let Ok(_a) = stack.enter(plain("a"));
            let _b = stack.enter(fallible("b").enter_fails())?;
            note("not reached");
        })
        .unwrap();
        Ok(())
    });
    let expected = [
        "enter a",
        "enter b: fails",
        "drop value of a",
        "exit a: failed: no entering b",
    ];
    assert_eq!(recorded.log, expected);
    assert_eq!(recorded.ended, Ok(Err(Trouble::in_enter("b"))));
}

#[test]
fn at_the_end_of_each_iteration() {
    let log = recorded(|| {
        for name in ["a", "b", "c"] {
            with!(ExitStack::new() as stack => {
                stack.callback(tells(name));
                match name {
                    "a" => continue,
                    "b" => note("body"),
                    _ => break,
                }
            })
            .unwrap();
        }
    })
    .log;
    assert_eq!(
        log,
        ["a: completed", "body", "b: completed", "c: completed"]
    );
}

#[test]
fn behind_an_error_of_the_body_all_others_reach_the_hook() {
    let (ended, unraised) = capture_unraised(|| -> Result<(), Oops> {
        with!(ExitStack::new() as stack => {
            stack.callback(|_| Err::<(), _>("a"));
            stack.callback(|_| Err::<(), _>("b"));
            fail(1)?;
        })
        .unwrap();
        Ok(())
    });
    assert_eq!(ended, Err(Oops(1)));
    let told: Vec<_> = unraised
        .iter()
        .map(|it| (it.error(), it.outcome()))
        .collect();
    assert_eq!(
        told,
        [("\"b\"", "failed: oops 1"), ("\"a\"", "failed: oops 1")]
    );
}
