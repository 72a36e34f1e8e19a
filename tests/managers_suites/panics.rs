//! Stacks and panics: what is left is told of one, runs once, and the first panic goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};

use scoped_core::{
    Abandoned, AsyncExitStack, ExitStack, awaiting, capture_unraised, on_exit, with,
};

use crate::support::errors::fail;
use crate::support::executor::block_on;
use crate::support::{
    Oops, local, message_of, note, plain, recorded, recorded_without_exit, suppressing, yes,
};
use crate::{fails, panics, panics_later, suppresses, tells, tells_later};

/// Calls a function in a destructor.
struct InDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for InDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

#[test]
fn the_body_panics() {
    let recorded = recorded(|| {
        with!(ExitStack::new() as stack => {
            stack.callback(suppresses("a"));
            let Ok(_b) = stack.enter(plain("b"));
            if yes() { panic!("body"); }
        })
        .unwrap();
    });
    assert_eq!(recorded.ended, Err("body".to_owned()));
    let expected = [
        "enter b",
        "drop value of b",
        "exit b: panicked",
        "a: panicked",
    ];
    assert_eq!(recorded.log, expected);
}

#[test]
fn an_exit_panics_in_the_middle() {
    let recorded = recorded(|| {
        with!(ExitStack::new() as stack => {
            let Ok(_a) = stack.enter(plain("a"));
            stack.callback(tells("b"));
            let Ok(_c) = stack.enter(plain("c").panics());
            stack.callback(tells("d"));
        })
        .unwrap();
    });
    assert_eq!(recorded.ended, Err("exit of c".to_owned()));
    let expected = [
        "enter a",
        "enter c",
        "drop value of c",
        "drop value of a",
        "d: completed",
        "exit c: completed",
        "b: panicked",
        "exit a: panicked",
    ];
    assert_eq!(recorded.log, expected);
}

#[test]
fn every_exit_panics_and_the_first_panic_goes_on() {
    let recorded = recorded(|| {
        let mut stack = ExitStack::new();
        for name in ["a", "b", "c", "d"] {
            stack.callback(panics(name));
        }
        stack.close().unwrap();
    });
    assert_eq!(recorded.ended, Err("d".to_owned()));
    assert_eq!(
        recorded.log,
        ["d: completed", "c: panicked", "b: panicked", "a: panicked"]
    );
}

#[test]
fn every_exit_panics_behind_a_panic_of_the_body() {
    let recorded = recorded(|| {
        with!(ExitStack::new() as stack => {
            for name in ["a", "b", "c"] {
                stack.callback(panics(name));
            }
            if yes() { panic!("body"); }
        })
        .unwrap();
    });
    assert_eq!(recorded.ended, Err("body".to_owned()));
    assert_eq!(recorded.log, ["c: panicked", "b: panicked", "a: panicked"]);
}

#[test]
fn an_exit_panics_behind_a_failure() {
    let recorded = recorded(|| -> Result<(), Oops> {
        with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            stack.callback(panics("b"));
            fail(1)?;
        })
        .unwrap();
        Ok(())
    });
    assert_eq!(recorded.ended, Err("b".to_owned()));
    assert_eq!(recorded.log, ["b: failed: oops 1", "a: panicked"]);
}

#[test]
fn an_error_behind_a_panic_reaches_the_hook() {
    let (ended, unraised) = capture_unraised(|| {
        let recorded = recorded(|| {
            let mut stack = ExitStack::new();
            stack.callback(fails("a"));
            stack.callback(panics("b"));
            stack.close().unwrap();
        });
        assert_eq!(recorded.log, ["b: completed", "a: panicked"]);
        recorded.ended
    });
    assert_eq!(ended, Err("b".to_owned()));
    let told: Vec<_> = unraised
        .iter()
        .map(|it| (it.error(), it.outcome()))
        .collect();
    assert_eq!(told, [("Trouble(\"no exiting a\")", "panicked")]);
}

#[test]
fn a_destructor_in_a_callback_panics() {
    let recorded = recorded(|| {
        let mut stack = ExitStack::new();
        stack.callback(tells("a"));
        let captured = InDrop(|| panic!("in drop"));
        stack.callback(move |outcome| {
            let _captured = &captured;
            note(format!("b: {outcome}"));
        });
        stack.callback(tells("c"));
        stack.close().unwrap();
    });
    assert_eq!(recorded.ended, Err("in drop".to_owned()));
    assert_eq!(
        recorded.log,
        ["c: completed", "b: completed", "a: panicked"]
    );
}

#[test]
fn a_destructor_in_the_body_panics() {
    let recorded = recorded(|| {
        with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            let _local = InDrop(|| panic!("in drop"));
            stack.callback(tells("b"));
        })
        .unwrap();
    });
    assert_eq!(recorded.ended, Err("in drop".to_owned()));
    assert_eq!(recorded.log, ["b: panicked", "a: panicked"]);
}

#[test]
fn a_destructor_of_what_a_callback_holds_panics_behind_a_panic() {
    let recorded = recorded(|| {
        let mut stack = ExitStack::new();
        stack.callback(tells("a"));
        let captured = InDrop(|| panic!("in drop"));
        stack.callback(move |outcome| {
            let _captured = &captured;
            note(format!("b: {outcome}"));
        });
        stack.callback(panics("c"));
        stack.close().unwrap();
    });
    assert_eq!(recorded.ended, Err("c".to_owned()));
    assert_eq!(recorded.log, ["c: completed", "b: panicked", "a: panicked"]);
}

#[test]
fn what_is_added_behind_a_panic_runs_too() {
    let recorded = recorded(|| {
        let mut stack = ExitStack::new();
        stack.callback(tells("a"));
        stack.defer(|stack, outcome| {
            note(format!("b: {outcome}"));
            stack.callback(tells("added"));
            if yes() {
                panic!("b");
            }
        });
        stack.callback(panics("c"));
        stack.close().unwrap();
    });
    assert_eq!(recorded.ended, Err("c".to_owned()));
    let expected = [
        "c: completed",
        "b: panicked",
        "added: panicked",
        "a: panicked",
    ];
    assert_eq!(recorded.log, expected);
}

#[test]
fn a_stack_is_dropped_without_close() {
    let (log, unraised) = capture_unraised(|| {
        recorded(|| {
            let mut stack = ExitStack::new();
            let Ok(a) = stack.enter(suppressing("a").suppresses());
            drop(a);
            stack.callback(fails("b"));
            stack.callback(tells("c"));
        })
        .log
    });
    let expected = [
        "enter a",
        "drop value of a",
        "c: left unseen",
        "b: left unseen",
        "exit a: left unseen",
    ];
    assert_eq!(log, expected);
    let told: Vec<_> = unraised
        .iter()
        .map(|it| (it.error(), it.outcome()))
        .collect();
    assert_eq!(told, [("Trouble(\"no exiting b\")", "left unseen")]);
}

#[test]
fn a_stack_is_dropped_without_close_and_an_exit_panics() {
    let recorded = recorded(|| {
        let mut stack = ExitStack::new();
        stack.callback(tells("a"));
        stack.callback(panics("b"));
        stack.callback(tells("c"));
        drop(stack);
        note("not reached");
    });
    assert_eq!(recorded.ended, Err("b".to_owned()));
    assert_eq!(
        recorded.log,
        ["c: left unseen", "b: left unseen", "a: panicked"]
    );
}

#[test]
fn a_stack_is_dropped_while_unwinding() {
    let recorded = recorded(|| {
        let mut stack = ExitStack::new();
        stack.callback(tells("a"));
        stack.callback(panics("b"));
        stack.callback(tells("c"));
        if yes() {
            panic!("body");
        }
    });
    assert_eq!(recorded.ended, Err("body".to_owned()));
    assert_eq!(recorded.log, ["c: panicked", "b: panicked", "a: panicked"]);
}

/// Runs a function in a destructor, while a panic unwinds which has nothing to do with it.
fn while_unwinding(run: impl FnMut()) -> Vec<String> {
    let recorded = recorded(|| {
        let _in_drop = InDrop(run);
        if yes() {
            panic!("unrelated");
        }
    });
    assert_eq!(recorded.ended, Err("unrelated".to_owned()));
    recorded.log
}

#[test]
fn a_block_in_a_destructor_while_unwinding() {
    let log = while_unwinding(|| {
        with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            let Ok(_b) = stack.enter(plain("b"));
        })
        .unwrap();
    });
    let expected = [
        "enter b",
        "drop value of b",
        "exit b: completed",
        "a: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn a_stack_is_dropped_in_a_destructor_while_unwinding() {
    let log = while_unwinding(|| {
        let mut stack = ExitStack::new();
        stack.callback(tells("a"));
        stack.callback(panics("b"));
        stack.callback(tells("c"));
    });
    assert_eq!(log, ["c: left unseen", "b: left unseen", "a: left unseen"]);
}

#[test]
fn an_async_stack_is_dropped_in_a_destructor_while_unwinding() {
    let log = while_unwinding(|| {
        let mut stack = AsyncExitStack::new();
        let open = stack.open();
        open.push(awaiting(on_exit(tells("a"))));
        let Ok(_b) = block_on(open.enter(plain("b").panics()));
        open.push(awaiting(on_exit(tells("c"))));
    });
    let expected = [
        "enter b",
        "drop value of b",
        "c: left unseen",
        "abandon b: dropped in the body",
        "a: left unseen",
    ];
    assert_eq!(log, expected);
}

#[test]
fn a_stack_is_popped_and_dropped_in_a_destructor_while_unwinding() {
    let log = while_unwinding(|| {
        let popped = with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            stack.pop_all()
        });
        drop(popped.unwrap().unwrap().pop_all());
        let popped = block_on(async {
            with!(async AsyncExitStack::new() as stack => {
                stack.push(awaiting(on_exit(tells("b"))));
                stack.pop_all()
            })
        });
        drop(popped.unwrap().unwrap().pop_all());
    });
    assert_eq!(log, ["a: left unseen", "b: left unseen"]);
}

#[test]
fn an_exit_panics_in_a_destructor_while_unwinding() {
    let log = while_unwinding(|| {
        let panic = catch_unwind(|| {
            with!(ExitStack::new() as stack => {
                stack.callback(tells("a"));
                stack.callback(panics("b"));
            })
            .unwrap();
        });
        note(message_of(&*panic.unwrap_err()));
    });
    // As in nested blocks, whatever unwound before.
    assert_eq!(log, ["b: completed", "a: panicked", "b"]);
}

#[test]
fn a_lent_stack_is_empty_behind_a_panic_in_its_block() {
    let log = recorded(|| {
        let mut stack = ExitStack::new();
        let panic = catch_unwind(AssertUnwindSafe(|| {
            with!(&mut stack as stack => {
                stack.callback(tells("a"));
                stack.callback(panics("b"));
            })
            .unwrap();
        }));
        note(message_of(&*panic.unwrap_err()));
        stack.callback(tells("c"));
        stack.close().unwrap();
    })
    .log;
    assert_eq!(log, ["b: completed", "a: panicked", "b", "c: completed"]);
}

#[test]
fn a_lent_stack_in_a_body_that_panics() {
    let log = recorded(|| {
        let mut stack = ExitStack::new();
        let panic = catch_unwind(AssertUnwindSafe(|| {
            with!(&mut stack as stack => {
                stack.callback(tells("a"));
                stack.callback(panics("b"));
                if yes() { panic!("body"); }
            })
            .unwrap();
        }));
        note(message_of(&*panic.unwrap_err()));
        stack.close().unwrap();
    })
    .log;
    assert_eq!(log, ["b: panicked", "a: panicked", "body"]);
}

#[test]
fn an_exit_panics_in_a_stack_in_a_stack() {
    let recorded = recorded(|| {
        with!(ExitStack::new() as outer => {
            outer.callback(tells("a"));
            let mut inner = ExitStack::new();
            inner.callback(tells("b"));
            inner.callback(panics("c"));
            outer.push(inner);
            outer.callback(tells("d"));
        })
        .unwrap();
    });
    assert_eq!(recorded.ended, Err("c".to_owned()));
    let expected = ["d: completed", "c: completed", "b: panicked", "a: panicked"];
    assert_eq!(recorded.log, expected);
}

#[test]
fn an_enter_panics() {
    let recorded = recorded(|| {
        with!(ExitStack::new() as stack => {
            let Ok(_a) = stack.enter(plain("a"));
            let Ok(_b) = stack.enter(plain("b").enter_panics());
            note("not reached");
        })
        .unwrap();
    });
    assert_eq!(recorded.ended, Err("enter of b".to_owned()));
    let expected = [
        "enter a",
        "enter b: panics",
        "drop value of a",
        "exit a: panicked",
    ];
    assert_eq!(recorded.log, expected);
}

#[test]
fn an_enter_that_has_panicked_is_not_exited_where_the_panic_is_caught() {
    let log = recorded(|| {
        let mut stack = ExitStack::new();
        let panic = catch_unwind(AssertUnwindSafe(|| {
            drop(stack.enter((plain("a"), plain("b").enter_panics())));
        }));
        note(format!("caught {}", message_of(&*panic.unwrap_err())));
        stack.callback(tells("c"));
        stack.close().unwrap();
    })
    .log;
    let expected = [
        "enter a",
        "enter b: panics",
        "drop value of a",
        "caught enter of b",
        "c: completed",
        "exit a: panicked",
    ];
    assert_eq!(log, expected);
}

#[test]
fn an_async_exit_panics_in_the_middle() {
    let recorded = recorded(|| {
        block_on(async {
            with!(async AsyncExitStack::new() as stack => {
                let Ok(_a) = stack.enter(plain("a")).await;
                stack.push(awaiting(on_exit(tells("b"))));
                stack.callback(panics_later("c"));
                stack.callback(tells_later("d"));
            })
            .unwrap();
        });
    });
    assert_eq!(recorded.ended, Err("c".to_owned()));
    let expected = [
        "enter a",
        "drop value of a",
        "d: completed",
        "c: completed",
        "b: panicked",
        "abandon a: panicked",
    ];
    assert_eq!(recorded.log, expected);
}

#[test]
fn every_abandon_panics_and_the_first_panic_goes_on() {
    let recorded = recorded_without_exit(|| {
        let stack = AsyncExitStack::new();
        block_on(async {
            with!(async stack as stack => {
                for name in ["a", "b", "c"] {
                    stack.push(plain(name).panics());
                }
                if yes() { panic!("body"); }
            })
            .unwrap();
        });
    });
    assert_eq!(recorded.ended, Err("body".to_owned()));
    let expected = [
        "abandon c: panicked",
        "abandon b: panicked",
        "abandon a: panicked",
    ];
    assert_eq!(recorded.log, expected);
}

#[test]
fn an_abandon_panics_when_an_async_stack_is_dropped() {
    let recorded = recorded_without_exit(|| {
        let mut stack = AsyncExitStack::new();
        let open = stack.open();
        open.push(plain("a").panics());
        open.push(plain("b").panics());
        open.push(plain("c"));
    });
    assert_eq!(recorded.ended, Err("exit of b".to_owned()));
    let expected = [
        format!("abandon c: {}", Abandoned::Dropped),
        format!("abandon b: {}", Abandoned::Dropped),
        format!("abandon a: {}", Abandoned::Panicked),
    ];
    assert_eq!(recorded.log, expected);
}

#[test]
fn an_async_stack_that_is_lent_is_empty_behind_a_panic_in_its_block() {
    let log = recorded_without_exit(|| {
        let mut stack = AsyncExitStack::new();
        let panic = catch_unwind(AssertUnwindSafe(|| {
            block_on(async {
                with!(async &mut stack as stack => {
                    stack.push(plain("a"));
                    stack.callback(panics_later("b"));
                })
                .unwrap();
            });
        }));
        note(message_of(&*panic.unwrap_err()));
        block_on(stack.close()).unwrap();
    })
    .log;
    assert_eq!(log, ["b: completed", "abandon a: panicked", "b"]);
}

#[test]
fn an_abandon_panics_in_the_block_of_a_lent_async_stack() {
    let log = recorded_without_exit(|| {
        let mut stack = AsyncExitStack::new();
        let panic = catch_unwind(AssertUnwindSafe(|| {
            let mut future = Box::pin(async {
                with!(async &mut stack as stack => {
                    stack.push(plain("a"));
                    stack.push(plain("b").panics());
                    std::future::pending::<()>().await;
                })
                .unwrap();
            });
            assert_eq!(crate::support::executor::poll(1, future.as_mut()), None);
        }));
        note(message_of(&*panic.unwrap_err()));
        block_on(stack.close()).unwrap();
    })
    .log;
    let expected = [
        "abandon b: dropped in the body",
        "abandon a: panicked",
        "exit of b",
    ];
    assert_eq!(log, expected);
}

#[test]
fn locals_of_the_body_are_dropped_before_the_stack_unwinds() {
    let recorded = recorded(|| {
        with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            let _local = local("local");
            if yes() { panic!("body"); }
        })
        .unwrap();
    });
    assert_eq!(recorded.log, ["drop local", "a: panicked"]);
}
