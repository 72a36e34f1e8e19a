//! What `Lib/test/test_contextlib_async.py` of Python 3.13 pins down, in our words. What its `TestAsyncExitStack` has
//! from `TestBaseExitStack` is asked of the async stack as well; what has no meaning, `python` says.
//!
//! | `TestAsyncExitStack` | here |
//! | --- | --- |
//! | `test_no_resources` | [`a_stack_without_entries`] |
//! | `test_async_callback`, `test_callback` | [`callbacks_with_arguments`] |
//! | `test_async_push`, `test_push` | [`pushed_managers_are_told_what_the_later_ones_leave`] |
//! | `test_enter_async_context`, `test_enter_context` | [`entered_managers_are_exited_in_their_place`] |
//! | `test_enter_async_context_errors`, `test_instance_bypass_async` | does not compile |
//! | `test_close` | [`closed_by_hand_everything_is_exited_at_once`] |
//! | `test_pop_all` | [`popped_entries_outlive_the_block`] |
//! | `test_exit_raise`, `test_exit_suppress` | [`an_error_goes_on_or_is_suppressed`] |
//! | `test_exit_exception_chaining_reference` | `nested`, for every three managers |
//! | `test_async_exit_exception_chaining` | [`errors_in_a_row_around_a_suppression`] |
//! | `test_exit_exception_non_suppressing`, `test_exit_exception_chaining_suppress` | `nested` |
//! | `test_exit_exception_with_correct_context`, `test_body_exception_suppress` | `nested` |
//! | `test_exit_exception_with_existing_context` | [`an_error_is_told_with_its_sources`] |
//! | `test_excessive_nesting` | `long` |
//! | `test_async_exit_exception_explicit_none_context` | no meaning: nobody writes to the `source` of another's error |
//!
//! | others | here |
//! | --- | --- |
//! | `test_aclosing`, `test_aclosing_error` | [`what_is_closed_is_closed_once`] |
//! | `test_aclosing_bpo41229` | no meaning: there are no async generators |
//! | `test_async_nullcontext` | [`a_null_context_lends_its_value`] |
//! | `AsyncContextManagerTestCase` | not of stacks: `#[context_manager]` has tests of its own |

use std::cell::{Cell, RefCell};
use std::error::Error;
use std::future::Future;

use scoped_core::{
    AsyncExitStack, AsyncOutcome, Verdict, awaiting, capture_unraised, nullcontext, on_exit,
    scope_async, with,
};
use tokio::task::yield_now;

use crate::support::errors::{App, fail};
use crate::support::{Oops, Trouble, note, plain, recorded, recorded_without_exit, suppressing};
use crate::{fails_later, suppresses, suppresses_later, tells, tells_later};

/// Runs a future as most programs do.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(future)
}

#[tokio::test]
async fn a_stack_without_entries() {
    let value = with!(async AsyncExitStack::new() => { 1 });
    assert_eq!(value.unwrap(), Some(1));
    let value = with!(async AsyncExitStack::new_send() => { 1 });
    assert_eq!(value.unwrap(), Some(1));
    let value = with!(async AsyncExitStack::without_suppression() => { 1 });
    assert_eq!(value.unwrap(), 1);
    AsyncExitStack::new().close().await.unwrap();
}

#[tokio::test]
async fn callbacks_with_arguments() {
    let told = RefCell::new(Vec::new());
    let collect = async |numbers: &[u32], name: Option<&str>| {
        yield_now().await;
        told.borrow_mut()
            .push((numbers.to_vec(), name.map(str::to_owned)));
    };
    let collect = &collect;
    let expected: [(&[u32], Option<&str>); 3] =
        [(&[], None), (&[1], None), (&[1, 2], Some("example"))];
    with!(async AsyncExitStack::new() as stack => {
        for (numbers, name) in expected.iter().rev() {
            stack.callback(async move |_: AsyncOutcome<'_>| collect(numbers, *name).await);
        }
    })
    .unwrap();
    let expected = expected.map(|(numbers, name)| (numbers.to_vec(), name.map(str::to_owned)));
    assert_eq!(told.take(), expected);
}

#[test]
fn pushed_managers_are_told_what_the_later_ones_leave() {
    let log = recorded_without_exit(|| {
        let run = async {
            with!(async AsyncExitStack::new() as stack => {
                stack.callback(tells_later("a"));
                stack.push(plain("b").enter_panics());
                stack.callback(suppresses_later("c"));
                stack.push(awaiting(plain("d").enter_panics()));
                stack.callback(async |outcome: AsyncOutcome<'_>| {
                    assert_eq!(outcome.downcast_ref::<Oops>(), Some(&Oops(1)));
                    Verdict::Propagate
                });
                fail(1)?;
            })
            .unwrap();
            Ok::<_, Oops>(())
        };
        assert_eq!(block_on(run), Ok(()));
    })
    .log;
    let expected = [
        "exit d: failed: oops 1",
        "c: failed: oops 1",
        "exit b: completed",
        "a: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn entered_managers_are_exited_in_their_place() {
    let log = recorded(|| {
        block_on(async {
            with!(async AsyncExitStack::new() as stack => {
                stack.callback(tells_later("the first"));
                let Ok(_a) = stack.enter(plain("a")).await;
                stack.push(awaiting(on_exit(tells("not awaiting"))));
                let Ok(_b) = stack.enter(awaiting(plain("b"))).await;
                note("body");
            })
            .unwrap();
        });
    })
    .log;
    let expected = [
        "enter a",
        "enter b",
        "body",
        "drop value of b",
        "drop value of a",
        "exit b: completed",
        "not awaiting: completed",
        "exit a: completed",
        "the first: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn closed_by_hand_everything_is_exited_at_once() {
    let log = recorded(|| {
        block_on(async {
            let mut stack = AsyncExitStack::new();
            stack.open().callback(tells_later("a"));
            stack.close().await.unwrap();
            note("closed");
        });
    })
    .log;
    assert_eq!(log, ["a: completed", "closed"]);
}

#[test]
fn popped_entries_outlive_the_block() {
    let log = recorded(|| {
        block_on(async {
            let popped = with!(async AsyncExitStack::new() as stack => {
                stack.callback(tells_later("a"));
                let popped = stack.pop_all();
                note("popped");
                popped
            });
            note("behind the block");
            popped.unwrap().unwrap().close().await.unwrap();
        });
    })
    .log;
    assert_eq!(log, ["popped", "behind the block", "a: completed"]);
}

#[tokio::test]
async fn an_error_goes_on_or_is_suppressed() {
    async fn run(verdict: Verdict) -> Result<&'static str, Oops> {
        let value = with!(async AsyncExitStack::new() as stack => {
            stack.callback(async move |_: AsyncOutcome<'_>| verdict);
            fail(1)?;
        });
        assert_eq!(value.unwrap(), None);
        Ok("went on")
    }
    assert_eq!(run(Verdict::Propagate).await, Err(Oops(1)));
    assert_eq!(run(Verdict::Suppress).await, Ok("went on"));
}

#[test]
fn errors_in_a_row_around_a_suppression() {
    let (recorded, unraised) = capture_unraised(|| {
        recorded(|| {
            block_on(async {
                let value = with!(async AsyncExitStack::new() as stack => {
                    stack.callback(fails_later("a"));
                    stack.callback(fails_later("b"));
                    stack.push(awaiting(on_exit(suppresses("c"))));
                    stack.callback(fails_later("d"));
                    fail(1)?
                });
                Ok::<_, Oops>(value.unwrap_err().to_string())
            })
        })
    });
    let expected = [
        "d: failed: oops 1",
        "c: failed: oops 1",
        "b: completed",
        "a: failed: no exiting b",
    ];
    assert_eq!(recorded.log, expected);
    assert_eq!(recorded.ended, Ok(Ok("no exiting b".to_owned())));
    let told: Vec<_> = unraised
        .iter()
        .map(|it| (it.error(), it.outcome()))
        .collect();
    let expected = [
        ("Trouble(\"no exiting d\")", "failed: oops 1"),
        ("Trouble(\"no exiting a\")", "failed: no exiting b"),
    ];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn an_error_is_told_with_its_sources() {
    let seen = Cell::new(0);
    let mut stack = AsyncExitStack::new();
    let open = stack.open();
    open.callback(async |outcome: AsyncOutcome<'_>| {
        yield_now().await;
        let error = outcome.error().unwrap();
        assert_eq!(error.source().unwrap().to_string(), "oops 1");
        assert!(outcome.downcast_ref::<App>().is_some());
        assert_eq!(outcome.find::<Oops>(), Some(&Oops(1)));
        seen.set(seen.get() + 1);
    });
    open.callback(async |_: AsyncOutcome<'_>| Err::<(), _>(App::Oops(Oops(1))));
    let error = stack.close().await.unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "oops 1");
    assert_eq!(seen.get(), 1);
}

#[tokio::test]
async fn what_is_closed_is_closed_once() {
    async fn close(closed: &Cell<u32>) -> Result<(), Trouble> {
        yield_now().await;
        closed.set(closed.get() + 1);
        Ok(())
    }

    async fn run(closed: &Cell<u32>, number: u32) -> Result<u32, Oops> {
        let closing = scope_async(closed, async |closed: &Cell<u32>, _: AsyncOutcome<'_>| {
            close(closed).await
        });
        let value = with!(async closing as closed => {
            assert_eq!(closed.get(), 0);
            if number == 1 { fail(1)? } else { 2 }
        });
        Ok(value.unwrap())
    }

    for (number, expected) in [(1, Err(Oops(1))), (2, Ok(2))] {
        let closed = Cell::new(0);
        assert_eq!(run(&closed, number).await, expected);
        assert_eq!(closed.get(), 1);
    }
}

#[tokio::test]
async fn a_null_context_lends_its_value() {
    let mut value = vec![1];
    with!(async nullcontext(&mut value) as lent => {
        yield_now().await;
        lent.push(2);
    });
    assert_eq!(value, [1, 2]);
}

#[test]
fn an_option_and_a_box_in_a_stack() {
    let log = recorded(|| {
        block_on(async {
            with!(async AsyncExitStack::new() as stack => {
                let Ok(a) = stack.enter(Some(plain("a"))).await;
                let Ok(none) = stack.enter(None::<crate::support::Recorder<crate::support::recorder::Plain>>).await;
                let Ok(_b) = stack.enter(Box::new(suppressing("b").suppresses())).await;
                assert!(a.is_some() && none.is_none());
            })
            .unwrap();
        });
    })
    .log;
    let expected = [
        "enter a",
        "enter b",
        "drop value of b",
        "drop value of a",
        "exit b: completed",
        "exit a: completed",
    ];
    assert_eq!(log, expected);
}
