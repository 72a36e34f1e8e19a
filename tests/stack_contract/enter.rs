//! `enter` that fails. A stack is entered by its body, so that is how the body ends.

use scoped_core::{AsyncExitStack, ExitError, ExitStack, with};

use crate::support::executor::block_on;
use crate::support::{Trouble, fallible, note, plain, recorded};

/// What a function has logged, and whether it panicked.
fn seen<T>(run: impl FnOnce() -> T) -> (Vec<String>, Option<String>) {
    let recorded = recorded(run);
    (recorded.log, recorded.ended.err())
}

#[test]
fn enter_fails_as_in_a_block() {
    let blocks = seen(|| {
        with!(plain("a") as a, fallible("b").enter_fails() as b => {
            let (_a, _b) = (a, b);
            note("not reached");
        })
    });
    let stack = seen(|| -> Result<(), Trouble> {
        let done: Result<Option<()>, ExitError> = with!(ExitStack::new() as stack => {
            let Ok(_a) = stack.enter(plain("a"));
            let _b = stack.enter(fallible("b").enter_fails())?;
            note("not reached");
        });
        note(format!("not reached: {done:?}"));
        Ok(())
    });
    assert_eq!(blocks, stack);
    let awaited = seen(|| {
        block_on(async {
            with!(async plain("a") as a, async fallible("b").enter_fails() as b => {
                let (_a, _b) = (a, b);
                note("not reached");
            })
        })
    });
    let async_stack = seen(|| {
        block_on(async {
            let done: Result<Option<()>, ExitError> = with!(async AsyncExitStack::new() as stack => {
                let Ok(_a) = stack.enter(plain("a")).await;
                let _b = stack.enter(fallible("b").enter_fails()).await?;
                note("not reached");
            });
            note(format!("not reached: {done:?}"));
            Ok::<_, Trouble>(())
        })
    });
    assert_eq!(awaited, async_stack);
}

#[test]
fn enter_panics_as_in_a_block() {
    let blocks = seen(|| {
        with!(plain("a") as a, fallible("b").enter_panics() as b => {
            let (_a, _b) = (a, b);
            note("not reached");
        })
    });
    let stack = seen(|| {
        with!(ExitStack::new() as stack => {
            let Ok(_a) = stack.enter(plain("a"));
            let _b = stack.enter(fallible("b").enter_panics());
            note("not reached");
        })
    });
    assert_eq!(blocks, stack);
    let awaited = seen(|| {
        block_on(async {
            with!(async plain("a") as a, async fallible("b").enter_panics() as b => {
                let (_a, _b) = (a, b);
                note("not reached");
            })
        })
    });
    let async_stack = seen(|| {
        block_on(async {
            with!(async AsyncExitStack::new() as stack => {
                let Ok(_a) = stack.enter(plain("a")).await;
                let _b = stack.enter(fallible("b").enter_panics()).await;
                note("not reached");
            })
        })
    });
    assert_eq!(awaited, async_stack);
}

/// It is up to the body what the error is to it.
#[test]
fn enter_fails_and_the_body_goes_on() {
    let (log, panicked) = seen(|| {
        with!(ExitStack::new() as stack => {
            let Ok(_a) = stack.enter(plain("a"));
            assert!(stack.enter(fallible("b").enter_fails()).is_err());
            note("body");
        })
    });
    assert_eq!(panicked, None);
    assert_eq!(
        log,
        [
            "enter a",
            "enter b: fails",
            "body",
            "drop value of a",
            "exit a: completed"
        ]
    );
}
