//! Futures that are dropped before the first poll, and at every await point: each manager that was
//! entered is told once, by `exit` or by `abandon`, innermost first, and no other is told anything.

mod support;

use scoped_core::with;
use support::errors::fail;
use support::executor::yield_now;
use support::recorder::Plain;
use support::steps::{
    Step, dropped_at_every_point, fallible_step, step, suppressing_step, verdict_step,
};
use support::{Oops, Trouble, fallible, local, note, plain, yes};

/// A test of one async function, dropped at each of its `points` await points and before and behind them.
/// `assert_told_once` looks at each of the logs; the `last` one is compared whole.
macro_rules! cancelled {
    (
        $(#[$attribute:meta])*
        $name:ident() -> $returned:ty { $($code:tt)* }
        points $points:expr;
        last $last:expr
    ) => {
        $(#[$attribute])*
        #[test]
        fn $name() {
            async fn run() -> $returned { $($code)* }
            let logs = dropped_at_every_point(run);
            assert!(logs[0].is_empty(), "before the first poll: {:?}", logs[0]);
            assert_eq!(logs.last().unwrap(), &$last);
            assert_eq!(logs.len() - 2, $points, "await points: {logs:#?}");
        }
    };
}

#[test]
fn two_nested_managers() {
    async fn run() {
        with!(async step("a"), async step("b") => {
            let _local = local("local");
            yield_now().await;
        });
    }

    const ENTERED: [&str; 4] = ["begin a", "enter a", "begin b", "enter b"];
    const EXITED_B: [&str; 5] = [
        "drop local",
        "drop value of b",
        "exit b: completed",
        "exited b",
        "drop b",
    ];
    let logs = dropped_at_every_point(run);
    let expected = [
        vec![],
        vec!["begin a", "abandon a: dropped while entering", "drop a"],
        vec![
            "begin a",
            "enter a",
            "begin b",
            "abandon b: dropped while entering",
            "drop b",
            "drop value of a",
            "abandon a: dropped in the body",
            "drop a",
        ],
        [
            &ENTERED[..],
            &[
                "drop local",
                "drop value of b",
                "abandon b: dropped in the body",
                "drop b",
                "drop value of a",
                "abandon a: dropped in the body",
                "drop a",
            ],
        ]
        .concat(),
        // In `exit`, the future of `exit` owns the manager.
        [
            &ENTERED[..],
            &EXITED_B[..3],
            &[
                "drop b",
                "drop value of a",
                "abandon a: dropped in the body",
                "drop a",
            ],
        ]
        .concat(),
        [
            &ENTERED[..],
            &EXITED_B,
            &["drop value of a", "exit a: completed", "drop a"],
        ]
        .concat(),
        [
            &ENTERED[..],
            &EXITED_B,
            &["drop value of a", "exit a: completed", "exited a", "drop a"],
        ]
        .concat(),
    ];
    assert_eq!(logs, expected);
}

cancelled! {
    one_manager() -> () {
        with!(async step("a") => { yield_now().await; yield_now().await });
    }
    points 4;
    last ["begin a", "enter a", "drop value of a", "exit a: completed", "exited a", "drop a"]
}

cancelled! {
    a_sync_manager_inside() -> () {
        with!(async step("a"), plain("s") => { yield_now().await });
    }
    points 3;
    last [
        "begin a", "enter a", "enter s", "drop value of s", "exit s: completed",
        "drop value of a", "exit a: completed", "exited a", "drop a",
    ]
}

cancelled! {
    a_sync_manager_around() -> () {
        with!(plain("s"), async step("a") => { yield_now().await });
    }
    points 3;
    last [
        "enter s", "begin a", "enter a", "drop value of a", "exit a: completed", "exited a", "drop a",
        "drop value of s", "exit s: completed",
    ]
}

#[test]
fn a_sync_manager_of_a_future_that_is_dropped_is_left_unseen() {
    async fn run() {
        with!(plain("s"), async step("a") => { yield_now().await });
    }

    let logs = dropped_at_every_point(run);
    for log in &logs[1..3] {
        assert_eq!(log.last().unwrap(), "exit s: left unseen");
    }
}

cancelled! {
    three_nested_blocks() -> () {
        with!(async step("a") => {
            yield_now().await;
            with!(async step("b") => {
                yield_now().await;
                with!(async step("c") => { yield_now().await; });
                yield_now().await;
            });
            yield_now().await;
        });
    }
    points 11;
    last [
        "begin a", "enter a", "begin b", "enter b", "begin c", "enter c",
        "drop value of c", "exit c: completed", "exited c", "drop c",
        "drop value of b", "exit b: completed", "exited b", "drop b",
        "drop value of a", "exit a: completed", "exited a", "drop a",
    ]
}

cancelled! {
    sync_and_async_in_turn() -> Result<u32, Trouble> {
        with!(async step("a"), fallible("s"), async verdict_step("b"), plain("t") => {
            yield_now().await;
            7
        })
        .map(|value| value.unwrap().unwrap())
    }
    points 5;
    last [
        "begin a", "enter a", "enter s", "begin b", "enter b", "enter t",
        "drop value of t", "exit t: completed",
        "drop value of b", "exit b: completed", "exited b", "drop b",
        "drop value of s", "exit s: completed",
        "drop value of a", "exit a: completed", "exited a", "drop a",
    ]
}

cancelled! {
    a_return() -> u32 {
        with!(async step("a"), async step("b") => {
            let _local = local("local");
            yield_now().await;
            if yes() { return 7; }
            note("not reached");
        });
        0
    }
    points 5;
    last [
        "begin a", "enter a", "begin b", "enter b", "drop local",
        "drop value of b", "exit b: completed", "exited b", "drop b",
        "drop value of a", "exit a: completed", "exited a", "drop a",
    ]
}

cancelled! {
    a_question_mark() -> Result<u32, Oops> {
        let value = with!(async step("a"), async fallible_step("b") => {
            yield_now().await;
            let value = fail(1)?;
            yield_now().await;
            value
        });
        Ok(value.unwrap())
    }
    points 5;
    last [
        "begin a", "enter a", "begin b", "enter b",
        "drop value of b", "exit b: failed: oops 1", "exited b", "drop b",
        "drop value of a", "exit a: failed: oops 1", "exited a", "drop a",
    ]
}

cancelled! {
    /// Two rounds: the second one is broken out of.
    jumps_of_a_loop() -> () {
        for round in 0..3 {
            with!(async step("a"), async step("b") => {
                yield_now().await;
                if round == 1 { break; }
                continue;
            });
        }
    }
    points 10;
    last [
        "begin a", "enter a", "begin b", "enter b",
        "drop value of b", "exit b: completed", "exited b", "drop b",
        "drop value of a", "exit a: completed", "exited a", "drop a",
        "begin a", "enter a", "begin b", "enter b",
        "drop value of b", "exit b: completed", "exited b", "drop b",
        "drop value of a", "exit a: completed", "exited a", "drop a",
    ]
}

cancelled! {
    a_jump_that_is_given_up() -> u32 {
        let value = with!(async fallible_step("a").fails() => {
            with!(async step("b") => { yield_now().await; if yes() { return 1; } });
        });
        yield_now().await;
        if value.is_err() { 7 } else { 0 }
    }
    points 6;
    last [
        "begin a", "enter a", "begin b", "enter b",
        "drop value of b", "exit b: completed", "exited b", "drop b",
        "drop value of a", "exit a: completed", "exited a", "drop a",
    ]
}

cancelled! {
    an_error_that_is_suppressed() -> Result<u32, Oops> {
        let value = with!(async step("a"), async suppressing_step("b").suppresses() => {
            yield_now().await;
            fail(1)?
        });
        yield_now().await;
        Ok(value.unwrap_or(7))
    }
    points 6;
    last [
        "begin a", "enter a", "begin b", "enter b",
        "drop value of b", "exit b: failed: oops 1", "exited b", "drop b",
        "drop value of a", "exit a: completed", "exited a", "drop a",
    ]
}

cancelled! {
    an_enter_that_fails() -> Result<u32, Trouble> {
        with!(async step("a"), async fallible_step("b").enter_fails() => { yield_now().await; 7 })
    }
    points 3;
    last [
        "begin a", "enter a", "begin b", "enter b: fails", "drop b",
        "drop value of a", "exit a: failed: no entering b", "exited a", "drop a",
    ]
}

cancelled! {
    awaits_in_the_expressions_of_the_items() -> () {
        async fn later(name: &'static str) -> Step<Plain> {
            yield_now().await;
            step(name)
        }
        with!(async later("a").await, async later("b").await => { note("body") });
    }
    points 6;
    last [
        "begin a", "enter a", "begin b", "enter b", "body",
        "drop value of b", "exit b: completed", "exited b", "drop b",
        "drop value of a", "exit a: completed", "exited a", "drop a",
    ]
}

cancelled! {
    /// The future of a block is a part of another future, which is what is dropped.
    one_of_two_joined_futures() -> () {
        async fn one(name: &'static str) {
            with!(async step(name) => { yield_now().await });
        }
        with!(async step("a") => {
            one("b").await;
            let ((), ()) = tokio::join!(async { yield_now().await }, yield_now());
        });
    }
    points 6;
    last [
        "begin a", "enter a", "begin b", "enter b", "drop value of b", "exit b: completed", "exited b",
        "drop b", "drop value of a", "exit a: completed", "exited a", "drop a",
    ]
}
