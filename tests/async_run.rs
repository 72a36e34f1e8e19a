//! `run` with an async closure: the same contract without the macro, but `exit` is awaited also when the
//! body panics.

mod support;

use scoped_core::{AsyncContextManager as _, set_unraised_hook};
use support::errors::fail;
use support::executor::{block_on, yield_now};
use support::steps::{
    assert_told_once, dropped_at_every_point, fallible_step, step, suppressing_step, verdict_step,
};
use support::{Oops, Trouble, local, note, recorded, yes};

/// A test of one async function: its log and its value.
macro_rules! run_row {
    (
        $(#[$attribute:meta])*
        $name:ident() -> $returned:ty { $($code:tt)* }
        log $log:expr;
        gives $gives:pat $(if $guard:expr)?
    ) => {
        $(#[$attribute])*
        #[test]
        fn $name() {
            async fn run() -> $returned { $($code)* }
            let recorded = recorded(|| block_on(run()));
            assert_eq!(recorded.log, $log);
            let ended = recorded.ended;
            assert!(matches!(ended, $gives $(if $guard)?), "{ended:?}");
        }
    };
}

run_row! {
    completes() -> u32 {
        step("a").run(async |value| {
            let _one = local("one");
            yield_now().await;
            note(value.name);
            7
        }).await
    }
    log [
        "begin a", "enter a", "a", "drop one", "drop value of a",
        "exit a: completed", "exited a", "drop a",
    ];
    gives Ok(7)
}

run_row! {
    completes_whatever_the_closure_returns() -> Result<u32, Oops> {
        step("a").run(async |_value| fail(1)).await
    }
    log ["begin a", "enter a", "drop value of a", "exit a: completed", "exited a", "drop a"];
    gives Ok(Err(Oops(1)))
}

run_row! {
    try_run_completes() -> Result<u32, Oops> {
        step("a").try_run(async |_value| { yield_now().await; Ok(7) }).await
    }
    log ["begin a", "enter a", "drop value of a", "exit a: completed", "exited a", "drop a"];
    gives Ok(Ok(7))
}

run_row! {
    /// The closure's `Err` is a failure, behind an await or before it.
    try_run_fails() -> Result<u32, Oops> {
        step("a").try_run(async |_value| { yield_now().await; fail(1) }).await
    }
    log ["begin a", "enter a", "drop value of a", "exit a: failed", "exited a", "drop a"];
    gives Ok(Err(Oops(1)))
}

run_row! {
    try_run_fails_and_exit_fails() -> Result<Result<u32, Oops>, Trouble> {
        fallible_step("a").try_run(async |_value| fail(1)).await
    }
    log ["begin a", "enter a", "drop value of a", "exit a: failed", "exited a", "drop a"];
    gives Ok(Ok(Err(Oops(1))))
}

run_row! {
    try_run_is_suppressed() -> Result<Option<Result<u32, Oops>>, Trouble> {
        verdict_step("a").suppresses().try_run(async |_value| fail(1)).await
    }
    log ["begin a", "enter a", "drop value of a", "exit a: failed", "exited a", "drop a"];
    gives Ok(Ok(None))
}

run_row! {
    /// It borrows from the function around it.
    lends_to_a_closure_that_borrows() -> u32 {
        let mut sum = 3;
        let name = String::from("local");
        step("a").run(async |_value| { yield_now().await; sum += 4; note(&*name); }).await;
        sum
    }
    log ["begin a", "enter a", "local", "drop value of a", "exit a: completed", "exited a", "drop a"];
    gives Ok(7)
}

run_row! {
    an_enter_that_fails() -> Result<u32, Trouble> {
        fallible_step("a").enter_fails().run(async |_value| { note("not reached"); 7 }).await
    }
    log ["begin a", "enter a: fails", "drop a"];
    gives Ok(Err(_))
}

run_row! {
    an_enter_that_panics() -> u32 {
        step("a").enter_panics().run(async |_value| { note("not reached"); 7 }).await
    }
    log ["begin a", "enter a: panics", "drop a"];
    gives Err(ref message) if message == "enter of a"
}

run_row! {
    an_exit_that_fails() -> Result<u32, Trouble> {
        fallible_step("a").fails().run(async |_value| 7).await
    }
    log ["begin a", "enter a", "drop value of a", "exit a: completed", "exited a", "drop a"];
    gives Ok(Err(_))
}

run_row! {
    an_exit_that_panics() -> Result<Option<u32>, Trouble> {
        verdict_step("a").panics().run(async |_value| 7).await
    }
    log ["begin a", "enter a", "drop value of a", "exit a: completed", "drop a"];
    gives Err(ref message) if message == "exit of a"
}

run_row! {
    suppresses_nothing() -> Option<u32> {
        suppressing_step("a").suppresses().run(async |_value| 7).await
    }
    log ["begin a", "enter a", "drop value of a", "exit a: completed", "exited a", "drop a"];
    gives Ok(Some(7))
}

run_row! {
    /// What the block form cannot do: `exit` is awaited, and then the panic goes on.
    the_body_panics() -> u32 {
        step("a").run(async |_value| {
            let _one = local("one");
            yield_now().await;
            if yes() { panic!("bang") } else { 7 }
        }).await
    }
    log [
        "begin a", "enter a", "drop one", "drop value of a",
        "exit a: panicked", "exited a", "drop a",
    ];
    gives Err(ref message) if message == "bang"
}

run_row! {
    /// Before its first await: in the call of the closure, or in the first poll.
    the_body_panics_at_once() -> u32 {
        step("a").run(async |_value| if yes() { panic!("bang") } else { 7 }).await
    }
    log ["begin a", "enter a", "drop value of a", "exit a: panicked", "exited a", "drop a"];
    gives Err(ref message) if message == "bang"
}

run_row! {
    exit_panics_when_the_body_has_panicked() -> u32 {
        step("a").panics().run(async |_value| { yield_now().await; if yes() { panic!("first") } else { 7 } }).await
    }
    log ["begin a", "enter a", "drop value of a", "exit a: panicked", "drop a"];
    gives Err(ref message) if message == "first"
}

run_row! {
    suppression_has_no_effect_on_a_panic() -> Option<u32> {
        suppressing_step("a").suppresses().run(async |_value| if yes() { panic!("bang") } else { 7 }).await
    }
    log ["begin a", "enter a", "drop value of a", "exit a: panicked", "exited a", "drop a"];
    gives Err(ref message) if message == "bang"
}

run_row! {
    nested() -> u32 {
        step("a").run(async |_a| {
            step("b").run(async |_b| { yield_now().await; if yes() { panic!("bang") } else { 7 } }).await
        }).await
    }
    log [
        "begin a", "enter a", "begin b", "enter b",
        "drop value of b", "exit b: panicked", "exited b", "drop b",
        "drop value of a", "exit a: panicked", "exited a", "drop a",
    ];
    gives Err(ref message) if message == "bang"
}

run_row! {
    the_payload_is_the_bodys_own() -> u32 {
        step("a").run(async |_value| if yes() { std::panic::panic_any(77_u64) } else { 7 }).await
    }
    log ["begin a", "enter a", "drop value of a", "exit a: panicked", "exited a", "drop a"];
    gives Err(ref message) if message == "a payload that is no text"
}

#[test]
fn an_exit_error_after_a_panic_is_unraised() {
    set_unraised_hook(Box::new(|unraised| {
        note(format!(
            "unraised {:?} ({})",
            unraised.error(),
            unraised.outcome()
        ));
    }));
    let recorded = recorded(|| {
        block_on(fallible_step("a").fails().run(async |_value| {
            if yes() {
                panic!("bang")
            }
        }))
    });
    assert_eq!(
        recorded.log,
        [
            "begin a",
            "enter a",
            "drop value of a",
            "exit a: panicked",
            "exited a",
            "drop a",
            "unraised Trouble(\"no exiting a\") (panicked)",
        ]
    );
    assert_eq!(recorded.ended.unwrap_err(), "bang");
}

#[test]
fn dropped_at_each_of_its_await_points() {
    async fn run() -> u32 {
        step("a")
            .run(async |_a| {
                yield_now().await;
                fallible_step("b")
                    .run(async |_b| {
                        yield_now().await;
                        7
                    })
                    .await
                    .unwrap()
            })
            .await
    }

    let logs = dropped_at_every_point(run);
    assert_eq!(logs.len() - 2, 6);
}

#[test]
fn dropped_while_exit_is_awaited_after_a_panic() {
    async fn run() {
        step("a")
            .run(async |_a| {
                yield_now().await;
                if yes() {
                    panic!("bang");
                }
            })
            .await;
    }

    for times in 0..4 {
        let recorded = support::recorded_without_exit(|| {
            let mut future = Box::pin(run());
            assert!(!support::steps::poll_times(future.as_mut(), times));
        });
        assert_eq!(recorded.ended, Ok(()));
        assert_told_once(&recorded.log);
    }
}

/// The future of `run` may be sent, as that of a block.
#[tokio::test(flavor = "multi_thread")]
async fn a_future_that_is_spawned() {
    let body = async |_value: support::recorder::Lent<'_>| {
        tokio::task::yield_now().await;
        7
    };
    let task = tokio::spawn(async move { step("a").run(body).await });
    assert_eq!(task.await.unwrap(), 7);
}
