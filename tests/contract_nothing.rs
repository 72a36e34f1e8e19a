//! The ways out after which `exit` is told nothing: the process ends, or the future that the block stands
//! in is forgotten. One that is dropped is told `Unseen`.

mod support;

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::process::{Command, Output};
use std::task::{Context, Poll, Waker};

use scoped_core::{ContextManager, Outcome, with};
use support::{fallible, note, plain, recorded, recorded_without_exit, yes};

/// Says on stdout that it was exited.
struct Says;

impl ContextManager for Says {
    type Value<'a> = ();
    type Exit = ();

    fn enter(&mut self) -> Result<(), std::convert::Infallible> {
        println!("entered");
        Ok(())
    }

    fn exit(self, outcome: Outcome<'_>) {
        println!("exited: {outcome}");
    }
}

const CHILD: &str = "SCOPED_TEST_LAST_WAY_OUT";

/// Runs the test `name` again, in a process that takes its way out.
fn run_again(name: &str) -> Output {
    let program = std::env::current_exe().expect("the test binary has a path");
    Command::new(program)
        .args(["--exact", name, "--nocapture"])
        .env(CHILD, "1")
        .output()
        .expect("the test binary runs again")
}

fn is_child() -> bool {
    std::env::var_os(CHILD).is_some()
}

/// Asserts that the child entered its block and did not exit it.
#[track_caller]
fn assert_told_nothing(output: &Output) {
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("entered"), "{said}");
    assert!(!said.contains("exited"), "{said}");
}

#[test]
fn process_exit_tells_nothing() {
    if is_child() {
        with!(Says => { if yes() { std::process::exit(7); } });
    }
    let output = run_again("process_exit_tells_nothing");
    assert_eq!(output.status.code(), Some(7));
    assert_told_nothing(&output);
}

#[test]
fn abort_tells_nothing() {
    if is_child() {
        with!(Says => { if yes() { std::process::abort(); } });
    }
    let output = run_again("abort_tells_nothing");
    assert!(!output.status.success());
    assert_told_nothing(&output);
}

/// Is ready the second time.
fn later() -> impl Future<Output = ()> {
    let mut polled = false;
    poll_fn(move |_| {
        if polled {
            Poll::Ready(())
        } else {
            polled = true;
            Poll::Pending
        }
    })
}

async fn waits() -> u32 {
    with!(plain("a"), plain("b") => { later().await; note("body"); 7 })
}

#[test]
fn a_future_that_is_forgotten_tells_nothing() {
    let recorded = recorded_without_exit(|| {
        let mut future = Box::pin(waits());
        let polled = future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(polled, Poll::Pending);
        std::mem::forget(future);
    });
    assert_eq!(recorded.log, ["enter a", "enter b"]);
}

#[test]
fn a_future_that_is_dropped_is_left_unseen() {
    let recorded = recorded(|| {
        let mut future = pin!(waits());
        let polled = future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(polled, Poll::Pending);
    });
    assert_eq!(
        recorded.log,
        [
            "enter a",
            "enter b",
            "drop value of b",
            "exit b: left unseen",
            "drop value of a",
            "exit a: left unseen",
        ]
    );
}

#[test]
fn a_future_that_is_polled_to_its_end_completes() {
    let recorded = recorded(|| {
        let mut future = pin!(waits());
        let mut context = Context::from_waker(Waker::noop());
        assert_eq!(future.as_mut().poll(&mut context), Poll::Pending);
        future.as_mut().poll(&mut context)
    });
    assert_eq!(
        recorded.log,
        [
            "enter a",
            "enter b",
            "body",
            "drop value of b",
            "exit b: completed",
            "drop value of a",
            "exit a: completed",
        ]
    );
    assert_eq!(recorded.ended, Ok(Poll::Ready(7)));
}

#[test]
fn question_mark_and_return_behind_an_await() {
    async fn fails(number: u32) -> Result<u32, support::Oops> {
        let _value = with!(fallible("a") => {
            later().await;
            if number == 0 { return Ok(7); }
            support::errors::fail(number)?
        });
        Ok(0)
    }

    for (number, told) in [(0, "completed"), (1, "failed: oops 1")] {
        let recorded = recorded(|| {
            let mut future = pin!(fails(number));
            let mut context = Context::from_waker(Waker::noop());
            assert!(future.as_mut().poll(&mut context).is_pending());
            future.as_mut().poll(&mut context).is_ready()
        });
        assert_eq!(
            recorded.log,
            [
                "enter a".to_owned(),
                "drop value of a".to_owned(),
                format!("exit a: {told}")
            ]
        );
    }
}
