//! Futures with an async stack that are dropped, wherever they await: each manager is told once, the last first.

use std::convert::Infallible;
use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use scoped_core::{
    Abandoned, AsyncContextManager, AsyncExitStack, AsyncOutcome, awaiting, closing, nullcontext,
    on_exit, with,
};

use crate::support::errors::fail;
use crate::support::executor::{block_on, poll, yield_now};
use crate::support::steps::{
    dropped_at_every_point, dropped_while_unwinding, fallible_step, step, suppressing_step,
};
use crate::support::{Oops, note, plain, recorded, recorded_without_exit, yes};
use crate::{fails_later, panics_later, suppresses_later, tells, tells_later};

const ENTERED: [&str; 4] = ["begin a", "enter a", "begin b", "enter b"];
const LEFT: [&str; 3] = ["drop value of b", "drop value of a", "exit b: completed"];

#[test]
fn at_every_point() {
    async fn run() {
        with!(async AsyncExitStack::new() as stack => {
            let Ok(_a) = stack.enter(step("a")).await;
            let Ok(_b) = stack.enter(step("b")).await;
            yield_now().await;
        })
        .unwrap();
    }

    let expected = [
        vec![],
        vec!["begin a", "abandon a: dropped while entering", "drop a"],
        vec![
            "begin a",
            "enter a",
            "begin b",
            "drop value of a",
            "abandon b: dropped while entering",
            "drop b",
            "abandon a: dropped in the body",
            "drop a",
        ],
        [
            &ENTERED[..],
            &[
                "drop value of b",
                "drop value of a",
                "abandon b: dropped in the body",
                "drop b",
                "abandon a: dropped in the body",
                "drop a",
            ],
        ]
        .concat(),
        // In `exit`, the future of `exit` owns the manager.
        [
            &ENTERED[..],
            &LEFT,
            &["drop b", "abandon a: dropped in the body", "drop a"],
        ]
        .concat(),
        [
            &ENTERED[..],
            &LEFT,
            &["exited b", "drop b", "exit a: completed", "drop a"],
        ]
        .concat(),
        [
            &ENTERED[..],
            &LEFT,
            &[
                "exited b",
                "drop b",
                "exit a: completed",
                "exited a",
                "drop a",
            ],
        ]
        .concat(),
    ];
    assert_eq!(dropped_at_every_point(run), expected);
}

#[test]
fn at_every_point_of_a_stack_that_is_lent() {
    async fn run() {
        let mut stack = AsyncExitStack::new();
        for _ in 0..2 {
            with!(async &mut stack as stack => {
                let Ok(_a) = stack.enter(step("a")).await;
                let Ok(_b) = stack.enter(step("b")).await;
                yield_now().await;
            })
            .unwrap();
        }
    }

    let logs = dropped_at_every_point(run);
    assert_eq!(logs.len(), 2 * 5 + 2);
    // In the `exit` of `b`, of the second block.
    let expected = [
        &LEFT[..],
        &["drop b", "abandon a: dropped in the body", "drop a"],
    ]
    .concat();
    assert_eq!(logs[9][logs[9].len() - expected.len()..], expected);
}

#[test]
fn at_every_point_with_failures_and_suppressions() {
    async fn run() -> Result<(), Oops> {
        with!(async AsyncExitStack::new() as stack => {
            let _a = stack.enter(fallible_step("a")).await.unwrap();
            let Ok(_b) = stack.enter(suppressing_step("b").suppresses()).await;
            let _c = stack.enter(fallible_step("c").fails()).await.unwrap();
            let _d = stack.enter(fallible_step("d").enter_fails()).await;
            yield_now().await;
            if yes() { return Ok(()); }
        })
        .unwrap();
        Ok(())
    }
    assert_eq!(dropped_at_every_point(run).len(), 8 + 2);
}

#[test]
fn an_enter_panics_and_so_does_an_abandon() {
    let recorded = recorded_without_exit(|| {
        block_on(async {
            with!(async AsyncExitStack::new() as stack => {
                let Ok(_a) = stack.enter(step("a")).await;
                let Ok(_b) = stack.enter(step("b").panics()).await;
                let Ok(_c) = stack.enter(step("c").enter_panics()).await;
            })
            .unwrap();
        });
    });
    assert_eq!(recorded.ended, Err("enter of c".to_owned()));
    let expected = [
        "begin a",
        "enter a",
        "begin b",
        "enter b",
        "begin c",
        "enter c: panics",
        "drop value of b",
        "drop value of a",
        "drop c",
        "abandon b: panicked",
        "drop b",
        "abandon a: panicked",
        "drop a",
    ];
    assert_eq!(recorded.log, expected);
}

#[test]
fn at_every_point_of_stacks_in_stacks() {
    async fn run() {
        with!(async AsyncExitStack::new() as outer => {
            let Ok(_a) = outer.enter(step("a")).await;
            let inner = outer.enter(AsyncExitStack::new()).await.unwrap();
            let Ok(_b) = inner.enter(step("b")).await;
            let Ok(_c) = inner.enter(step("c")).await;
            yield_now().await;
        })
        .unwrap();
    }
    assert_eq!(dropped_at_every_point(run).len(), 7 + 2);
}

#[test]
fn in_a_destructor_while_unwinding() {
    async fn run() {
        with!(async AsyncExitStack::new() as stack => {
            let Ok(_a) = stack.enter(step("a")).await;
            let Ok(_b) = stack.enter(step("b")).await;
            yield_now().await;
        })
        .unwrap();
    }

    // That it is dropped because of a panic elsewhere cannot be told from a panic of the body.
    let log = dropped_while_unwinding(run, 3);
    let expected = [
        &ENTERED[..],
        &[
            "drop value of b",
            "drop value of a",
            "abandon b: panicked",
            "drop b",
            "abandon a: panicked",
            "drop a",
        ],
    ]
    .concat();
    assert_eq!(log, expected);
    // One that has not entered has nothing to do with a panic.
    let log = dropped_while_unwinding(run, 2);
    assert_eq!(log[4], "abandon b: dropped while entering");
}

#[test]
fn an_enter_that_is_given_up_in_a_body_that_goes_on() {
    let log = recorded_without_exit(|| {
        block_on(async {
            with!(async AsyncExitStack::new() as stack => {
                let Ok(_a) = stack.enter(step("a")).await;
                assert!(poll(1, stack.enter(step("b"))).is_none());
                let Ok(_c) = stack.enter(step("c")).await;
                note("body");
            })
            .unwrap();
        });
    })
    .log;
    let expected = [
        "begin a",
        "enter a",
        "begin b",
        "begin c",
        "enter c",
        "body",
        "drop value of c",
        "drop value of a",
        "exit c: completed",
        "exited c",
        "drop c",
        "abandon b: dropped while entering",
        "drop b",
        "exit a: completed",
        "exited a",
        "drop a",
    ];
    assert_eq!(log, expected);
}

#[test]
fn an_enter_that_is_never_polled_is_not_exited() {
    let log = recorded(|| {
        block_on(async {
            with!(async AsyncExitStack::new() as stack => {
                drop(stack.enter(plain("a")));
                drop(stack.enter(awaiting((plain("b"), plain("c")))));
                stack.callback(tells_later("d"));
            })
            .unwrap();
        });
    })
    .log;
    assert_eq!(log, ["d: completed"]);
}

#[test]
fn two_enters_that_are_awaited_at_once() {
    let log = recorded_without_exit(|| {
        block_on(async {
            with!(async AsyncExitStack::new() as stack => {
                let (a, b) = futures::join!(stack.enter(step("a")), stack.enter(step("b")));
                let (Ok(_a), Ok(_b)) = (a, b);
            })
            .unwrap();
        });
    })
    .log;
    let expected = [
        "begin a",
        "begin b",
        "enter a",
        "enter b",
        "drop value of b",
        "drop value of a",
        "exit b: completed",
        "exited b",
        "drop b",
        "exit a: completed",
        "exited a",
        "drop a",
    ];
    assert_eq!(log, expected);
}

#[test]
fn what_does_not_await_runs_all_the_same() {
    let log = recorded(|| {
        let dropped = async {
            with!(async AsyncExitStack::new() as stack => {
                stack.push(awaiting(on_exit(tells("pushed"))));
                let Ok(_callback) = stack.enter(awaiting(on_exit(tells("entered")))).await;
                let Ok(_both) = stack.enter(awaiting((plain("a"), vec![plain("b")]))).await;
                stack.push(awaiting((on_exit(tells("c")), Some(on_exit(tells("d"))))));
                stack.callback(tells_later("a callback that awaits"));
                pending::<()>().await;
            })
            .unwrap();
        };
        assert_eq!(poll(2, dropped), None);
    })
    .log;
    let expected = [
        "enter a",
        "enter b",
        "drop value of a",
        "drop value of b",
        "d: left unseen",
        "c: left unseen",
        "exit b: left unseen",
        "exit a: left unseen",
        "entered: left unseen",
        "pushed: left unseen",
    ];
    assert_eq!(log, expected);
}

#[test]
fn a_stack_is_dropped_without_close() {
    let log = recorded(|| {
        let mut stack = AsyncExitStack::new();
        let open = stack.open();
        open.push(awaiting(on_exit(tells("a"))));
        let Ok(_b) = block_on(open.enter(plain("b")));
    })
    .log;
    let expected = [
        "enter b",
        "drop value of b",
        "abandon b: dropped in the body",
        "a: left unseen",
    ];
    assert_eq!(log, expected);
}

#[test]
fn a_stack_is_dropped_while_unwinding() {
    let recorded = recorded(|| {
        let mut stack = AsyncExitStack::new();
        let open = stack.open();
        open.push(awaiting(on_exit(tells("a"))));
        let Ok(_b) = block_on(open.enter(plain("b")));
        if yes() {
            panic!("body");
        }
    });
    let expected = [
        "enter b",
        "drop value of b",
        "abandon b: panicked",
        "a: panicked",
    ];
    assert_eq!(recorded.log, expected);
}

#[test]
fn close_is_dropped_where_it_awaits() {
    let log = recorded_without_exit(|| {
        let mut stack = AsyncExitStack::new();
        let open = stack.open();
        open.push(awaiting(on_exit(tells("a"))));
        open.push(step("b"));
        open.push(step("c"));
        assert!(poll(2, stack.close()).is_none());
    })
    .log;
    let expected = [
        "exit c: completed",
        "exited c",
        "drop c",
        "exit b: completed",
        "drop b",
        "a: left unseen",
    ];
    assert_eq!(log, expected);
}

/// Writes to a log that its task shares.
struct Shared(Log, &'static str);

type Log = Arc<Mutex<Vec<String>>>;

impl Shared {
    fn note(&self, line: &str) {
        self.0.lock().unwrap().push(format!("{} {line}", self.1));
    }
}

impl AsyncContextManager for Shared {
    type Value<'a> = &'a str;
    type Exit = ();

    async fn enter(&mut self) -> Result<&str, Infallible> {
        self.note("begins");
        tokio::task::yield_now().await;
        self.note("entered");
        Ok(self.1)
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) {
        tokio::task::yield_now().await;
        self.note(&outcome.to_string());
    }

    fn abandon(self, reason: Abandoned) {
        self.note(&reason.to_string());
    }
}

/// Enters two managers on whatever thread it is, lends from both, and does what `body` does.
async fn two<F: Future<Output = Result<(), Oops>>>(
    log: Log,
    body: impl Fn() -> F,
) -> Result<(), Oops> {
    let exit = AsyncContextManager::exit;
    with!(async AsyncExitStack::new_send() as stack => {
        let Ok(a) = stack.enter(Shared(Arc::clone(&log), "a"), exit).await;
        let Ok(b) = stack.enter(Shared(Arc::clone(&log), "b"), AsyncContextManager::exit).await;
        assert_eq!((a, b), ("a", "b"));
        let last = Arc::clone(&log);
        stack.callback(move |outcome| {
            let line = format!("callback {outcome}");
            async move {
                tokio::task::yield_now().await;
                last.lock().unwrap().push(line);
            }
        });
        body().await?;
    })
    .unwrap();
    Ok(())
}

const BOTH: [&str; 4] = ["a begins", "a entered", "b begins", "b entered"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_task_that_moves_between_threads() {
    let log = Log::default();
    let task = tokio::spawn(two(Arc::clone(&log), async || Ok(())));
    task.await.unwrap().unwrap();
    let expected = [
        &BOTH[..],
        &["callback completed", "b completed", "a completed"],
    ]
    .concat();
    assert_eq!(*log.lock().unwrap(), expected);

    let log = Log::default();
    let task = tokio::spawn(two(Arc::clone(&log), async || fail(1).map(drop)));
    assert_eq!(task.await.unwrap(), Err(Oops(1)));
    let told = [
        "callback failed: oops 1",
        "b failed: oops 1",
        "a failed: oops 1",
    ];
    assert_eq!(*log.lock().unwrap(), [&BOTH[..], &told].concat());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_task_that_moves_between_threads_is_aborted() {
    let log = Log::default();
    let (starts, started) = tokio::sync::watch::channel(false);
    let task = tokio::spawn(two(Arc::clone(&log), move || {
        starts.send(true).unwrap();
        pending()
    }));
    let mut started = started;
    started.wait_for(|started| *started).await.unwrap();
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    let told = ["b dropped in the body", "a dropped in the body"];
    assert_eq!(*log.lock().unwrap(), [&BOTH[..], &told].concat());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_task_that_moves_between_threads_panics() {
    let log = Log::default();
    let task = tokio::spawn(two(Arc::clone(&log), async || {
        if yes() {
            panic!("body");
        }
        Ok(())
    }));
    assert!(task.await.unwrap_err().is_panic());
    let told = ["b panicked", "a panicked"];
    assert_eq!(*log.lock().unwrap(), [&BOTH[..], &told].concat());
}

#[tokio::test]
async fn a_body_that_takes_too_long() {
    let log = Log::default();
    let late = tokio::time::timeout(
        Duration::from_millis(10),
        two(Arc::clone(&log), async || pending().await),
    );
    assert!(late.await.is_err());
    let told = ["b dropped in the body", "a dropped in the body"];
    assert_eq!(*log.lock().unwrap(), [&BOTH[..], &told].concat());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stack_moves_to_the_task_that_closes_it() {
    let log = Log::default();
    let popped = with!(async AsyncExitStack::new_send() as stack => {
        let Ok(_a) = stack.enter(Shared(Arc::clone(&log), "a"), AsyncContextManager::exit).await;
        stack.push(Shared(Arc::clone(&log), "b"), AsyncContextManager::exit);
        stack.push(nullcontext(()), AsyncContextManager::exit);
        stack.push(awaiting(closing(())), AsyncContextManager::exit);
        stack.pop_all()
    });
    let popped = popped.unwrap().unwrap();
    tokio::spawn(popped.close()).await.unwrap().unwrap();
    let expected = ["a begins", "a entered", "b completed", "a completed"];
    assert_eq!(*log.lock().unwrap(), expected);
}

#[test]
fn a_stack_for_one_thread_suppresses_fails_and_panics_where_it_awaits() {
    let recorded = recorded(|| {
        block_on(async {
            with!(async AsyncExitStack::new() as stack => {
                stack.push(awaiting(on_exit(tells("a"))));
                stack.callback(panics_later("b"));
                stack.callback(suppresses_later("c"));
                stack.callback(fails_later("d"));
            })
            .unwrap();
        });
    });
    assert_eq!(recorded.ended, Err("b".to_owned()));
    let expected = [
        "d: completed",
        "c: failed: no exiting d",
        "b: completed",
        "a: panicked",
    ];
    assert_eq!(recorded.log, expected);
}
