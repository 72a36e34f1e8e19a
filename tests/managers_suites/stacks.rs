//! Stacks in ways that neither Python's suite nor JavaScript's asks for: lent, nested, failing in a row.

use std::cell::RefCell;
use std::error::Error;
use std::rc::Rc;

use scoped_core::{
    AsyncContextManager as _, AsyncExitStack, ContextManager, Either, ExitError, ExitStack,
    Outcome, Verdict, awaiting, capture_unraised, on_exit, scope, suppress, with,
};

use crate::support::errors::{App, fail};
use crate::support::executor::block_on;
use crate::support::{Oops, Trouble, fallible, note, plain, recorded, suppressing, verdict, yes};
use crate::{fails, fails_later, suppresses, suppresses_later, tells, tells_later};

#[test]
fn a_lent_stack_has_several_blocks() {
    let log = recorded(|| {
        let mut stack = ExitStack::new();
        stack.callback(tells("before"));
        with!(&mut stack as stack => {
            let Ok(_a) = stack.enter(plain("a"));
        })
        .unwrap();
        note("between");
        let failed: Result<Result<(), Oops>, _> =
            ExitStack::without_suppression().try_run(|stack| {
                stack.callback(tells("another one"));
                fail(1).map(drop)
            });
        assert_eq!(failed.unwrap(), Err(Oops(1)));
        with!(&mut stack as stack => { stack.callback(tells("b")); }).unwrap();
        stack.callback(tells("behind"));
        stack.close().unwrap();
    })
    .log;
    let expected = [
        "enter a",
        "drop value of a",
        "exit a: completed",
        "before: completed",
        "between",
        "another one: failed",
        "b: completed",
        "behind: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn a_lent_stack_is_left_by_a_jump() {
    fn run(stack: &mut ExitStack<'_>, number: u32) -> Result<u32, Oops> {
        for _ in 0..2 {
            let doubled = with!(&mut *stack as stack => {
                stack.callback(tells("a"));
                match number {
                    0 => continue,
                    1 => break,
                    2 => return Ok(2),
                    3 => fail(3)?,
                    _ => number * 2,
                }
            });
            return Ok(doubled.unwrap().unwrap());
        }
        Ok(0)
    }

    let log = recorded(|| {
        let mut stack = ExitStack::new();
        let values: Vec<_> = (0..5).map(|number| run(&mut stack, number)).collect();
        assert_eq!(values, [Ok(0), Ok(0), Ok(2), Err(Oops(3)), Ok(8)]);
        stack.close().unwrap();
    })
    .log;
    let expected = [
        "a: completed",
        "a: completed",
        "a: completed",
        "a: completed",
        "a: failed: oops 3",
        "a: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn an_error_is_told_with_its_object() {
    let log = recorded(|| {
        let mut stack = ExitStack::new();
        stack.callback(|outcome| {
            let error = outcome.downcast_ref::<Trouble>();
            note(format!("a: {outcome}, {error:?}"));
        });
        stack.callback(fails("b"));
        let error = stack.close().unwrap_err();
        assert_eq!(error.downcast::<Trouble>().unwrap(), Trouble::in_exit("b"));
    })
    .log;
    let expected = [
        "b: completed",
        "a: failed: no exiting b, Some(Trouble(\"no exiting b\"))",
    ];
    assert_eq!(log, expected);
}

#[test]
fn an_error_is_suppressed_by_its_type() {
    let mut stack = ExitStack::new();
    stack.callback(|outcome| assert!(outcome.is_success()));
    stack.push(suppress::<Trouble>());
    stack.callback(|_| Err::<(), _>(App::Trouble(Trouble::in_exit("wrapped"))));
    stack.close().unwrap();

    let mut stack = ExitStack::new();
    stack.push(suppress::<Oops>());
    stack.callback(|_| Err::<(), _>(App::Trouble(Trouble::in_exit("wrapped"))));
    let error = stack.close().unwrap_err();
    assert_eq!(error.to_string(), "app: trouble");
    assert_eq!(error.source().unwrap().to_string(), "no exiting wrapped");
}

#[test]
fn a_suppression_in_the_middle() {
    let recorded = recorded(|| -> Result<Option<u32>, Oops> {
        let value = with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            let _b = stack.enter(verdict("b").suppresses()).unwrap();
            stack.callback(tells("c"));
            fail(1)?
        });
        Ok(value.unwrap())
    });
    let expected = [
        "enter b",
        "drop value of b",
        "c: failed: oops 1",
        "exit b: failed: oops 1",
        "a: completed",
    ];
    assert_eq!(recorded.log, expected);
    assert_eq!(recorded.ended, Ok(Ok(None)));
}

#[test]
fn a_failure_behind_a_suppression_is_the_error_of_the_block() {
    let recorded = recorded(|| -> Result<ExitError, Oops> {
        let value = with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            stack.callback(fails("b"));
            stack.callback(suppresses("c"));
            fail(1)?
        });
        Ok(value.unwrap_err())
    });
    let expected = [
        "c: failed: oops 1",
        "b: completed",
        "a: failed: no exiting b",
    ];
    assert_eq!(recorded.log, expected);
    assert_eq!(recorded.ended.unwrap().unwrap().to_string(), "no exiting b");
}

#[test]
fn raised_and_then_suppressed_there_is_no_value() {
    let log = recorded(|| {
        let value = with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            stack.callback(suppresses("b"));
            stack.callback(fails("c"));
            1
        });
        assert_eq!(value.unwrap(), None);
    })
    .log;
    let expected = ["c: completed", "b: failed: no exiting c", "a: completed"];
    assert_eq!(log, expected);
}

#[test]
fn raised_suppressed_and_raised_again() {
    let log = recorded(|| {
        let value = with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            stack.callback(fails("b"));
            stack.callback(suppresses("c"));
            stack.callback(fails("d"));
        });
        assert_eq!(value.unwrap_err().to_string(), "no exiting b");
    })
    .log;
    let expected = [
        "d: completed",
        "c: failed: no exiting d",
        "b: completed",
        "a: failed: no exiting b",
    ];
    assert_eq!(log, expected);
}

#[test]
fn behind_an_error_the_later_ones_reach_the_hook() {
    let (error, unraised) = capture_unraised(|| {
        let mut stack = ExitStack::new();
        for name in ["a", "b", "c"] {
            stack.callback(fails(name));
        }
        stack.close().unwrap_err()
    });
    assert_eq!(error.to_string(), "no exiting c");
    let told: Vec<_> = unraised
        .iter()
        .map(|it| (it.error(), it.outcome()))
        .collect();
    let expected = [
        ("Trouble(\"no exiting b\")", "failed: no exiting c"),
        ("Trouble(\"no exiting a\")", "failed: no exiting c"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_verdict_to_suppress_a_success_has_no_effect() {
    let value = with!(ExitStack::new() as stack => {
        stack.callback(|_| Verdict::Suppress);
        1
    });
    assert_eq!(value.unwrap(), Some(1));
}

#[test]
fn a_stack_that_suppresses_nothing_has_the_value() -> Result<(), ExitError> {
    let value = with!(ExitStack::without_suppression() as stack => {
        stack.callback(tells("a"));
        stack.enter(fallible("b")).unwrap().name.len()
    })?;
    assert_eq!(value, 1);
    Ok(())
}

#[test]
fn a_stack_in_a_stack_is_lent_like_any_manager() {
    let log = recorded(|| {
        with!(ExitStack::new() as outer => {
            let Ok(_a) = outer.enter(plain("a"));
            let inner = outer.enter(ExitStack::new()).unwrap();
            let Ok(_b) = inner.enter(plain("b"));
            let Ok(_c) = outer.enter(plain("c"));
            let Ok(_d) = inner.enter(plain("d"));
        })
        .unwrap();
    })
    .log;
    let expected = [
        "enter a",
        "enter b",
        "enter c",
        "enter d",
        "drop value of d",
        "drop value of c",
        "drop value of b",
        "drop value of a",
        "exit c: completed",
        "exit d: completed",
        "exit b: completed",
        "exit a: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn a_stack_in_a_stack_fails_with_the_error_itself() {
    let log = recorded(|| {
        let mut outer = ExitStack::new();
        outer.callback(|outcome| assert!(outcome.downcast_ref::<Trouble>().is_some()));
        let mut inner = ExitStack::new();
        inner.callback(fails("a"));
        outer.push(inner);
        let error = outer.close().unwrap_err();
        assert!(error.downcast_ref::<Trouble>().is_some());
    })
    .log;
    assert_eq!(log, ["a: completed"]);
}

#[test]
fn a_stack_in_a_stack_suppresses_and_then_fails() {
    let recorded = recorded(|| -> Result<ExitError, Oops> {
        let value = with!(ExitStack::new() as outer => {
            outer.callback(tells("a"));
            let mut inner = ExitStack::new();
            inner.callback(fails("b"));
            inner.callback(suppresses("c"));
            outer.push(inner);
            fail(1)?
        });
        Ok(value.unwrap_err())
    });
    let expected = [
        "c: failed: oops 1",
        "b: completed",
        "a: failed: no exiting b",
    ];
    assert_eq!(recorded.log, expected);
    assert_eq!(recorded.ended.unwrap().unwrap().to_string(), "no exiting b");
}

#[test]
fn stacks_in_managers_of_several() {
    let log = recorded(|| {
        let managers = (
            ExitStack::new(),
            Some(vec![ExitStack::without_suppression()]),
            Either::<_, ExitStack<'_>>::Left(Box::new(ExitStack::new())),
        );
        let value = with!(managers as (first, second, third) => {
            first.callback(tells("a"));
            second.as_ref().unwrap()[0].callback(fails("b"));
            let Either::Left(third) = &third else { unreachable!() };
            third.callback(tells("c"));
        });
        assert_eq!(value.unwrap_err().to_string(), "no exiting b");
    })
    .log;
    assert_eq!(log, ["c: completed", "b: completed", "a: failed"]);
}

#[test]
fn an_enter_that_fails_is_not_exited() {
    let log = recorded(|| {
        with!(ExitStack::new() as stack => {
            let Ok(_a) = stack.enter(plain("a"));
            let error = stack.enter(fallible("b").enter_fails()).map(drop).unwrap_err();
            note(error.to_string());
            let Ok(_c) = stack.enter(plain("c"));
        })
        .unwrap();
    })
    .log;
    let expected = [
        "enter a",
        "enter b: fails",
        "no entering b",
        "enter c",
        "drop value of c",
        "drop value of a",
        "exit c: completed",
        "exit a: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn what_is_half_entered_can_suppress_nothing_and_fails_for_the_hook() {
    let (log, unraised) = capture_unraised(|| {
        recorded(|| {
            let value = with!(ExitStack::new() as stack => {
                stack.callback(tells("a"));
                let halves = (fallible("b").fails(), suppressing("c").suppresses(), fallible("d").enter_fails());
                assert!(stack.enter(halves).is_err());
                1
            });
            assert_eq!(value.unwrap(), Some(1));
        })
        .log
    });
    let expected = [
        "enter b",
        "enter c",
        "enter d: fails",
        "drop value of c",
        "drop value of b",
        "exit c: failed",
        "exit b: completed",
        "a: completed",
    ];
    assert_eq!(log, expected);
    assert_eq!(unraised.len(), 1);
    assert_eq!(unraised[0].error(), "Trouble(\"no exiting b\")");
}

#[test]
fn what_a_callback_adds_runs_next() {
    let log = recorded(|| {
        with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            stack.defer(|stack, outcome| {
                note(format!("b: {outcome}"));
                stack.callback(tells("added first"));
                drop(stack.enter(plain("c")));
                stack.defer(|stack, _| stack.callback(tells("added by what was added")));
                Err::<(), _>(Trouble::in_exit("b"))
            });
            stack.callback(tells("d"));
        })
        .unwrap_err();
    })
    .log;
    let expected = [
        "d: completed",
        "b: completed",
        "enter c",
        "drop value of c",
        "added by what was added: failed: no exiting b",
        "exit c: failed: no exiting b",
        "added first: failed: no exiting b",
        "a: failed: no exiting b",
    ];
    assert_eq!(log, expected);
}

#[test]
fn a_callback_takes_the_rest_away() {
    let log = recorded(|| {
        let mut rest = None;
        let mut stack = ExitStack::new();
        stack.callback(tells("a"));
        stack.push(on_exit(tells("b")));
        let kept = &mut rest;
        let mut outer = ExitStack::new();
        outer.defer(|stack, _| stack.callback(tells("c")));
        outer.push(scope(stack, |mut stack, _| *kept = Some(stack.pop_all())));
        outer.close().unwrap();
        note("the outer one is closed");
        rest.unwrap().close().unwrap();
    })
    .log;
    let expected = [
        "c: completed",
        "the outer one is closed",
        "b: completed",
        "a: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn values_of_many_managers_are_used_at_once() {
    let total = with!(ExitStack::new() as stack => {
        let mut lent: Vec<&mut Vec<u32>> = Vec::new();
        for number in 0..3 {
            let Ok(value) = stack.enter(scope(vec![number], |numbers, _| assert_eq!(numbers.len(), 2)));
            lent.push(value);
        }
        let (first, others) = lent.split_first_mut().unwrap();
        first.push(7);
        for other in others {
            other.push(first[1]);
        }
        lent.iter().map(|value| value.iter().sum::<u32>()).sum::<u32>()
    });
    assert_eq!(total.unwrap(), Some(24));
}

#[test]
fn what_is_pushed_may_borrow() {
    let mut lines = Vec::new();
    with!(ExitStack::new() as stack => {
        stack.callback(|outcome| lines.push(outcome.to_string()));
    })
    .unwrap();
    assert_eq!(lines, ["completed"]);
}

#[test]
fn run_and_try_run_over_stacks() {
    let log = recorded(|| {
        let value = ExitStack::new().run(|stack| {
            stack.callback(tells("a"));
            1
        });
        assert_eq!(value.unwrap(), Some(1));
        let value: Result<Option<Result<u32, Oops>>, _> = ExitStack::new().try_run(|stack| {
            stack.callback(suppresses("b"));
            stack.callback(tells("c"));
            fail(1)
        });
        assert!(matches!(value, Ok(None)));
        let value: Result<Option<Result<u32, Oops>>, _> = ExitStack::new().try_run(|stack| {
            stack.callback(tells("d"));
            stack.callback(fails("e"));
            Ok(1)
        });
        assert_eq!(value.unwrap_err().to_string(), "no exiting e");
    })
    .log;
    let expected = [
        "a: completed",
        "c: failed",
        "b: failed",
        "e: completed",
        "d: failed: no exiting e",
    ];
    assert_eq!(log, expected);
}

#[test]
fn run_and_try_run_over_async_stacks() {
    let log = recorded(|| {
        block_on(async {
            let value = AsyncExitStack::new().run(async |stack| {
                stack.callback(tells_later("a"));
                let Ok(b) = stack.enter(plain("b")).await;
                b.name.len()
            });
            assert_eq!(value.await.unwrap(), Some(1));
            let value = AsyncExitStack::new().try_run(async |stack| {
                stack.callback(suppresses_later("c"));
                stack.callback(tells_later("d"));
                fail(1)
            });
            assert!(matches!(value.await, Ok(None)));
            let value = AsyncExitStack::new().run(async |stack| stack.callback(fails_later("e")));
            assert_eq!(value.await.unwrap_err().to_string(), "no exiting e");
        });
    })
    .log;
    let expected = [
        "enter b",
        "drop value of b",
        "exit b: completed",
        "a: completed",
        "d: failed",
        "c: failed",
        "e: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn a_callback_that_is_given_the_stack_takes_the_rest_away() {
    let log = recorded(|| {
        let rest = Rc::new(RefCell::new(None));
        let kept = Rc::clone(&rest);
        let run = || -> Result<(), Oops> {
            with!(ExitStack::new() as stack => {
                stack.callback(tells("a"));
                let Ok(_b) = stack.enter(plain("b"));
                stack.defer(move |stack, outcome| {
                    note(format!("c: {outcome}"));
                    *kept.borrow_mut() = Some(stack.pop_all());
                });
                fail(1)?;
            })
            .unwrap();
            Ok(())
        };
        assert_eq!(run(), Err(Oops(1)));
        let rest = rest.take().unwrap();
        rest.close().unwrap();
    })
    .log;
    let expected = [
        "enter b",
        "drop value of b",
        "c: failed: oops 1",
        "exit b: completed",
        "a: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn a_stack_under_awaiting() {
    let log = recorded(|| {
        block_on(async {
            with!(async AsyncExitStack::new() as outer => {
                let inner = outer.enter(awaiting(ExitStack::new())).await.unwrap();
                inner.callback(tells("a"));
                outer.callback(tells_later("b"));
            })
            .unwrap();
        });
    })
    .log;
    assert_eq!(log, ["b: completed", "a: completed"]);
}

#[test]
fn a_lent_async_stack_has_several_blocks() {
    let recorded = recorded(|| {
        block_on(async {
            let mut stack = AsyncExitStack::new();
            with!(async &mut stack as stack => { stack.callback(tells_later("a")); }).unwrap();
            let suppressed = async {
                with!(async &mut stack as stack => {
                    stack.callback(suppresses_later("b"));
                    stack.callback(tells_later("c"));
                    if yes() { fail(1)?; }
                })
                .unwrap();
                Ok::<_, Oops>("went on")
            };
            assert_eq!(suppressed.await, Ok("went on"));
            stack.open().callback(fails_later("d"));
            stack.close().await.unwrap_err().to_string()
        })
    });
    let expected = [
        "a: completed",
        "c: failed: oops 1",
        "b: failed: oops 1",
        "d: completed",
    ];
    assert_eq!(recorded.log, expected);
    assert_eq!(recorded.ended, Ok("no exiting d".to_owned()));
}

#[test]
fn an_outcome_can_be_told_by_hand() {
    let log = recorded(|| {
        let mut stack = ExitStack::new();
        stack.callback(tells("a"));
        stack.callback(suppresses("b"));
        let error = Oops(1);
        let answer = stack.exit(Outcome::Failed(scoped_core::Failure::new(&error)));
        assert_eq!(answer.into_result().unwrap(), Verdict::Suppress);
    })
    .log;
    assert_eq!(log, ["b: failed: oops 1", "a: completed"]);
}

/// A jump in the expansion of a macro that nobody knows.
macro_rules! leave {
    () => {
        return
    };
}

#[test]
fn left_by_a_jump_that_is_not_seen() {
    fn run() {
        with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            stack.callback(suppresses("b"));
            stack.callback(fails("c"));
            if yes() { leave!(); }
        })
        .unwrap();
    }

    let (recorded, unraised) = capture_unraised(|| recorded(run));
    let expected = ["c: left unseen", "b: left unseen", "a: left unseen"];
    assert_eq!(recorded.log, expected);
    let failed: Vec<_> = unraised.iter().filter(|it| it.has_failed()).collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].error(), "Trouble(\"no exiting c\")");
    assert_eq!(unraised.len(), 2, "the jump itself is told, too");
}

#[test]
fn an_async_stack_suppresses_by_type() {
    async fn run(error: App) -> Result<(), App> {
        with!(async AsyncExitStack::new() as stack => {
            stack.push(awaiting(suppress::<Oops>()));
            stack.callback(tells_later("a"));
            Err(error)?;
        })
        .unwrap();
        Ok(())
    }

    let log = recorded(|| {
        assert_eq!(block_on(run(App::Oops(Oops(1)))), Ok(()));
        let trouble = App::Trouble(Trouble::in_enter("b"));
        assert_eq!(block_on(run(trouble.clone())), Err(trouble));
    })
    .log;
    assert_eq!(log, ["a: failed: app: oops", "a: failed: app: trouble"]);
}
