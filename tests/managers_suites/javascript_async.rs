//! What test262 pins down for JavaScript's `AsyncDisposableStack` (`test/built-ins/AsyncDisposableStack`), in our words.
//! What has no meaning, `javascript` says.
//!
//! | `prototype/disposeAsync` | here |
//! | --- | --- |
//! | `disposes-resources-in-reverse-order` | [`the_last_is_exited_first_and_none_before_it_is_over`] |
//! | `does-not-reinvoke-disposers-if-already-disposed`, `does-not-reject-if-already-disposed` | [`nothing_is_exited_twice`] |
//! | `does-not-reinvoke-disposers-if-dispose-already-started` | does not compile: `close` takes the stack. Given up half-way: `abandoned` |
//! | `rejects-with-error-as-is-if-only-one-error-during-disposal` | [`a_single_error_comes_as_it_is`] |
//! | `rejects-with-suppressederror-if-multiple-errors-during-disposal` | [`of_several_errors_the_first_is_raised_and_the_others_reach_the_hook`] |
//! | `Symbol.asyncDispose-method-not-async` | [`what_does_not_await_is_exited_too`] |
//! | `explicit-await-for-null`, `explicit-await-for-undefined` | [`what_does_not_await_is_exited_in_one_go`]: there is nothing to wait for |
//! | `explicit-await-skipped-when-empty` | [`what_does_not_await_is_exited_in_one_go`] |
//! | `resolves-to-undefined`, `returns-promise`, `sets-state-to-disposed`, `disposed/*` | no meaning: types say it |
//!
//! | `prototype/use` | here |
//! | --- | --- |
//! | `adds-async-disposable-value`, `adds-sync-disposable-value`, `returns-value` | [`use_exits_a_manager_and_lends_its_value`] |
//! | `puts-value-on-top-of-stack` | [`the_last_is_exited_first_and_none_before_it_is_over`] |
//! | `allows-null-value`, `allows-undefined-value` | [`use_takes_a_manager_that_may_be_missing`] |
//! | `gets-value-*`, `Symbol.*-getter`, `throws-if-value-*` | no meaning, or does not compile |
//!
//! | `prototype/adopt`, `prototype/defer` | here |
//! | --- | --- |
//! | `adds-value-onDisposeAsync`, `returns-value`, `allows-any-value` | [`adopt_gives_the_value_to_a_closure`] |
//! | `adds-onDisposeAsync`, `returns-undefined` | [`defer_awaits_a_closure`] |
//! | `puts-*-on-top-of-stack` | [`the_last_is_exited_first_and_none_before_it_is_over`] |
//! | `throws-if-onDisposeAsync-not-callable` | does not compile |
//!
//! | `prototype/move` | here |
//! | --- | --- |
//! | `does-not-dispose-resources`, `returns-new-*` | [`move_hands_everything_over`] |
//! | `sets-state-to-disposed` | [`move_hands_everything_over`]: ours is empty, and can be used again |
//!
//! | `test/language/statements/await-using` | here |
//! | --- | --- |
//! | `initializer-*-called-if-subsequent-initializer-throws` | [`what_was_entered_is_exited_when_a_later_enter_fails`] |
//! | `await-using-does-not-imply-await-if-not-evaluated` | [`what_does_not_await_is_exited_in_one_go`] |

use scoped_core::{
    AsyncContextManager, AsyncExitStack, AsyncOutcome, Captured, awaiting, capture_unraised,
    on_exit, scope_async, with,
};

use crate::support::executor::{block_on, poll, yield_now};
use crate::support::recorder::Plain;
use crate::support::steps::{fallible_step, step};
use crate::support::{Oops, Recorder, Trouble, note, plain, recorded, recorded_without_exit};
use crate::{fails_later, tells, tells_later};

#[test]
fn the_last_is_exited_first_and_none_before_it_is_over() {
    let log = recorded_without_exit(|| {
        block_on(async {
            let mut stack = AsyncExitStack::new();
            let open = stack.open();
            open.push(step("used"));
            open.push(scope_async(
                "adopted",
                async |name, outcome: AsyncOutcome<'_>| {
                    note(format!("{name} begins"));
                    tells_later(name)(outcome).await;
                },
            ));
            open.callback(async |outcome: AsyncOutcome<'_>| {
                note("deferred begins");
                tells_later("deferred")(outcome).await;
            });
            open.push(step("used again"));
            stack.close().await.unwrap();
        });
    })
    .log;
    let expected = [
        "exit used again: completed",
        "exited used again",
        "drop used again",
        "deferred begins",
        "deferred: completed",
        "adopted begins",
        "adopted: completed",
        "exit used: completed",
        "exited used",
        "drop used",
    ];
    assert_eq!(log, expected);
}

#[test]
fn nothing_is_exited_twice() {
    let log = recorded(|| {
        block_on(async {
            let mut stack = AsyncExitStack::new();
            stack.open().callback(tells_later("a"));
            with!(async &mut stack => {}).unwrap();
            note("the first time");
            with!(async &mut stack => {}).unwrap();
            stack.close().await.unwrap();
        });
    })
    .log;
    assert_eq!(log, ["a: completed", "the first time"]);
}

#[test]
fn a_single_error_comes_as_it_is() {
    for position in 0..3 {
        let mut stack = AsyncExitStack::new();
        for index in 0..3 {
            stack.open().callback(async move |_: AsyncOutcome<'_>| {
                yield_now().await;
                if index == position {
                    Err(Oops(7))
                } else {
                    Ok(())
                }
            });
        }
        let error = block_on(stack.close()).unwrap_err();
        assert_eq!(error.downcast::<Oops>().unwrap(), Oops(7));
    }
}

#[test]
fn of_several_errors_the_first_is_raised_and_the_others_reach_the_hook() {
    let (error, unraised) = capture_unraised(|| {
        let mut stack = AsyncExitStack::new();
        for name in ["a", "b", "c"] {
            stack.open().callback(fails_later(name));
        }
        block_on(stack.close()).unwrap_err()
    });
    assert_eq!(error.downcast::<Trouble>().unwrap(), Trouble::in_exit("c"));
    let errors: Vec<_> = unraised.iter().map(Captured::error).collect();
    assert_eq!(
        errors,
        ["Trouble(\"no exiting b\")", "Trouble(\"no exiting a\")"]
    );
}

#[test]
fn what_does_not_await_is_exited_too() {
    let log = recorded(|| {
        block_on(async {
            with!(async AsyncExitStack::new() as stack => {
                stack.push(awaiting(on_exit(tells("pushed"))));
                let Ok(_entered) = stack.enter(awaiting(on_exit(tells("entered")))).await;
                stack.callback(tells_later("a callback"));
            })
            .unwrap();
        });
    })
    .log;
    let expected = [
        "a callback: completed",
        "entered: completed",
        "pushed: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn what_does_not_await_is_exited_in_one_go() {
    let empty = AsyncExitStack::new();
    assert!(poll(1, empty.close()).unwrap().is_ok());

    let log = recorded(|| {
        let mut stack = AsyncExitStack::new();
        let open = stack.open();
        open.push(None::<Recorder<Plain>>);
        open.push(awaiting(on_exit(tells("a"))));
        assert!(poll(1, stack.close()).unwrap().is_ok());
    })
    .log;
    assert_eq!(log, ["a: completed"]);

    let mut stack = AsyncExitStack::new();
    stack
        .open()
        .callback(async |_: AsyncOutcome<'_>| yield_now().await);
    assert!(poll(1, stack.close()).is_none());
}

#[test]
fn use_exits_a_manager_and_lends_its_value() {
    let log = recorded(|| {
        block_on(async {
            with!(async AsyncExitStack::new_send() as stack => {
                let Ok(a) = stack.enter(plain("a"), AsyncContextManager::exit).await;
                let Ok(b) = stack.enter(awaiting(plain("b")), AsyncContextManager::exit).await;
                note(format!("{} and {}", a.name, b.name));
            })
            .unwrap();
        });
    })
    .log;
    let expected = [
        "enter a",
        "enter b",
        "a and b",
        "drop value of b",
        "drop value of a",
        "exit b: completed",
        "exit a: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn use_takes_a_manager_that_may_be_missing() {
    let log = recorded(|| {
        block_on(async {
            with!(async AsyncExitStack::new_send() as stack => {
                let exit = AsyncContextManager::exit;
                let Ok(missing) = stack.enter(None::<Recorder<Plain>>, exit).await;
                let Ok(there) = stack.enter(Some(plain("a")), AsyncContextManager::exit).await;
                assert!(missing.is_none() && there.is_some());
            })
            .unwrap();
        });
    })
    .log;
    assert_eq!(log, ["enter a", "drop value of a", "exit a: completed"]);
}

#[test]
fn adopt_gives_the_value_to_a_closure() {
    let log = recorded(|| {
        block_on(async {
            with!(async AsyncExitStack::new() as stack => {
                let adopted = scope_async(vec![1], async |numbers, outcome: AsyncOutcome<'_>| {
                    yield_now().await;
                    note(format!("{numbers:?}: {outcome}"));
                });
                let Ok(lent) = stack.enter(adopted).await;
                lent.push(2);
            })
            .unwrap();
        });
    })
    .log;
    assert_eq!(log, ["[1, 2]: completed"]);
}

#[test]
fn defer_awaits_a_closure() {
    let log = recorded(|| {
        block_on(async {
            let mut stack = AsyncExitStack::new();
            stack.open().callback(tells_later("a"));
            note("not yet");
            stack.close().await.unwrap();
        });
    })
    .log;
    assert_eq!(log, ["not yet", "a: completed"]);
}

#[test]
fn move_hands_everything_over() {
    let log = recorded(|| {
        block_on(async {
            let mut stack = AsyncExitStack::new();
            stack.open().callback(tells_later("a"));
            stack.open().callback(tells_later("b"));
            let mut moved = stack.pop_all();
            stack.open().callback(tells_later("c"));
            moved.open().callback(tells_later("d"));
            stack.close().await.unwrap();
            note("the first is closed");
            moved.close().await.unwrap();
        });
    })
    .log;
    let expected = [
        "c: completed",
        "the first is closed",
        "d: completed",
        "b: completed",
        "a: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn what_was_entered_is_exited_when_a_later_enter_fails() {
    let recorded = recorded_without_exit(|| {
        block_on(async {
            with!(async AsyncExitStack::new() as stack => {
                let Ok(_a) = stack.enter(step("a")).await;
                let _b = stack.enter(fallible_step("b").enter_fails()).await?;
                note("not reached");
            })
            .unwrap();
            Ok::<_, Trouble>(())
        })
    });
    assert_eq!(recorded.ended, Ok(Err(Trouble::in_enter("b"))));
    let expected = [
        "begin a",
        "enter a",
        "begin b",
        "enter b: fails",
        "drop value of a",
        "drop b",
        "exit a: failed: no entering b",
        "exited a",
        "drop a",
    ];
    assert_eq!(recorded.log, expected);
}
