//! Panics in async code: in the body behind an await, in `enter`, in `exit` and in `abandon`; and futures
//! that are dropped, polled or made while the thread unwinds from something else.

mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};

use scoped_core::with;
use support::executor::{block_on, yield_now};
use support::steps::{
    assert_told_once, dropped_while_unwinding, fallible_step, poll_times, step, verdict_step,
};
use support::{local, note, plain, recorded, yes};

/// A test of one async function that panics: the whole log, and the panic's message.
macro_rules! panics {
    (
        $(#[$attribute:meta])*
        $name:ident() -> $returned:ty { $($code:tt)* }
        log $log:expr;
        message $message:expr
    ) => {
        $(#[$attribute])*
        #[test]
        fn $name() {
            async fn run() -> $returned { $($code)* }
            let recorded = recorded(|| block_on(run()));
            assert_eq!(recorded.log, $log);
            assert_eq!(recorded.ended.err().as_deref(), Some($message));
        }
    };
}

panics! {
    a_panic_behind_an_await() -> u32 {
        with!(async step("a"), async step("b") => {
            let _local = local("local");
            yield_now().await;
            if yes() { panic!("bang"); }
            7
        })
    }
    log [
        "begin a", "enter a", "begin b", "enter b", "drop local",
        "drop value of b", "abandon b: panicked", "drop b",
        "drop value of a", "abandon a: panicked", "drop a",
    ];
    message "bang"
}

panics! {
    /// The body has ended: `b` is told so and exits. Its panic is what `a` is told.
    an_exit_that_panics_behind_an_await() -> u32 {
        with!(async step("a"), async step("b").panics() => { 7 })
    }
    log [
        "begin a", "enter a", "begin b", "enter b",
        "drop value of b", "exit b: completed", "drop b",
        "drop value of a", "abandon a: panicked", "drop a",
    ];
    message "exit of b"
}

panics! {
    an_enter_that_panics_behind_an_await() -> Result<u32, support::Trouble> {
        with!(async fallible_step("a"), async step("b").enter_panics() => { 7 })
    }
    log [
        "begin a", "enter a", "begin b", "enter b: panics", "drop b",
        "drop value of a", "abandon a: panicked", "drop a",
    ];
    message "enter of b"
}

panics! {
    /// Panics of `abandon` while the body's goes on: that one stays, and nothing aborts.
    abandon_panics_while_panicking() -> u32 {
        with!(async step("a").panics(), async step("b").panics() => {
            yield_now().await;
            if yes() { panic!("first"); }
            7
        })
    }
    log [
        "begin a", "enter a", "begin b", "enter b",
        "drop value of b", "abandon b: panicked", "drop b",
        "drop value of a", "abandon a: panicked", "drop a",
    ];
    message "first"
}

panics! {
    a_sync_manager_amid_async_ones() -> u32 {
        with!(async step("a"), plain("s"), async step("b") => {
            yield_now().await;
            if yes() { panic!("bang"); }
            7
        })
    }
    log [
        "begin a", "enter a", "enter s", "begin b", "enter b",
        "drop value of b", "abandon b: panicked", "drop b",
        "drop value of s", "exit s: panicked",
        "drop value of a", "abandon a: panicked", "drop a",
    ];
    message "bang"
}

async fn two() {
    with!(async step("a"), async step("b") => { yield_now().await });
}

#[test]
fn abandon_panics_where_a_future_is_dropped() {
    async fn run() {
        with!(async step("a").panics() => { yield_now().await });
    }

    let recorded = recorded(|| {
        let mut future = Box::pin(run());
        assert!(!poll_times(future.as_mut(), 2));
        let ended = catch_unwind(AssertUnwindSafe(|| drop(future)));
        note(support::message_of(&*ended.unwrap_err()));
    });
    assert_eq!(
        recorded.log,
        [
            "begin a",
            "enter a",
            "drop value of a",
            "abandon a: dropped in the body",
            "drop a",
            "exit of a"
        ]
    );
}

/// A future that is not polled has not panicked.
#[test]
fn dropped_in_enter() {
    assert_eq!(
        dropped_while_unwinding(two, 1),
        ["begin a", "abandon a: dropped while entering", "drop a"]
    );
}

/// The guard cannot tell such an unwinding from one that began in the body.
#[test]
fn dropped_in_the_body() {
    assert_eq!(
        dropped_while_unwinding(two, 3),
        [
            "begin a",
            "enter a",
            "begin b",
            "enter b",
            "drop value of b",
            "abandon b: panicked",
            "drop b",
            "drop value of a",
            "abandon a: panicked",
            "drop a",
        ]
    );
}

#[test]
fn dropped_in_exit() {
    assert_eq!(
        dropped_while_unwinding(two, 4),
        [
            "begin a",
            "enter a",
            "begin b",
            "enter b",
            "drop value of b",
            "exit b: completed",
            "drop b",
            "drop value of a",
            "abandon a: panicked",
            "drop a",
        ]
    );
}

/// Runs its function in a destructor.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Runs `run` in a destructor while an unrelated panic unwinds, and returns the log.
fn in_a_destructor(run: impl FnMut()) -> Vec<String> {
    let recorded = recorded(|| {
        let _later = OnDrop(run);
        if yes() {
            panic!("unrelated");
        }
    });
    assert_eq!(recorded.ended, Err("unrelated".to_owned()));
    recorded.log
}

#[test]
fn a_block_that_runs_in_a_destructor_during_unwinding_is_told_its_own_outcome() {
    let log = in_a_destructor(|| block_on(two()));
    assert_eq!(
        log,
        [
            "begin a",
            "enter a",
            "begin b",
            "enter b",
            "drop value of b",
            "exit b: completed",
            "exited b",
            "drop b",
            "drop value of a",
            "exit a: completed",
            "exited a",
            "drop a",
        ]
    );
}

#[test]
fn a_future_that_is_made_and_dropped_during_unwinding() {
    for (times, told) in [
        (1, "abandon a: dropped while entering"),
        (2, "abandon b: dropped while entering"),
        (3, "abandon b: dropped in the body"),
        (4, "exit b: completed"),
        (5, "exit a: completed"),
    ] {
        let log = in_a_destructor(|| {
            let mut future = Box::pin(two());
            assert!(!poll_times(future.as_mut(), times));
        });
        assert_told_once(&log);
        assert!(log.iter().any(|line| line == told), "{told}: {log:#?}");
    }
}

/// Nobody can tell whether it is polled or dropped then, so it is taken for what the body is known to do.
#[test]
fn a_panic_in_a_block_in_a_destructor_during_unwinding() {
    async fn run() {
        with!(async step("a"), async verdict_step("b").panics() => {
            yield_now().await;
            if yes() { panic!("inner"); }
        })
        .unwrap();
    }

    let log = in_a_destructor(|| {
        let ended = catch_unwind(|| block_on(run()));
        note(support::message_of(&*ended.unwrap_err()));
    });
    assert_eq!(
        log,
        [
            "begin a",
            "enter a",
            "begin b",
            "enter b",
            "drop value of b",
            "abandon b: panicked",
            "drop b",
            "drop value of a",
            "abandon a: panicked",
            "drop a",
            "inner",
        ]
    );
}
