//! The first table on executors that differ: tokio's two, smol's, and one of no library. Every await
//! is woken by another thread.

mod support;

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

use scoped_core::{Abandoned, AsyncContextManager, AsyncOutcome, with};
use support::errors::{fail, give};
use support::executor::block_on;
use support::{Oops, Trouble, note, plain, recorded, yes};

/// Is ready when another thread has said so.
async fn elsewhere() {
    let said = Arc::new(AtomicBool::new(false));
    let mut asked = false;
    poll_fn(move |context| {
        if said.load(Ordering::Acquire) {
            return Poll::Ready(());
        }
        if !asked {
            asked = true;
            let (said, waker) = (Arc::clone(&said), context.waker().clone());
            std::thread::spawn(move || {
                said.store(true, Ordering::Release);
                waker.wake();
            });
        }
        Poll::Pending
    })
    .await;
}

/// Enters and exits with the help of another thread.
struct Far<'n> {
    name: &'n str,
}

impl<'n> AsyncContextManager for Far<'n> {
    type Value<'a>
        = &'a &'n str
    where
        Self: 'a;
    type Exit = Result<(), Trouble>;

    async fn enter(&mut self) -> Result<&&'n str, Trouble> {
        elsewhere().await;
        note(format!("enter {}", self.name));
        Ok(&self.name)
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Result<(), Trouble> {
        elsewhere().await;
        note(format!("exit {}: {outcome}", self.name));
        elsewhere().await;
        Ok(())
    }

    fn abandon(self, reason: Abandoned) {
        note(format!("abandon {}: {reason}", self.name));
    }
}

/// How the body is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Value,
    Return,
    ReturnErr,
    QuestionMark,
    Break,
    Continue,
    Unseen,
    Panic,
}

macro_rules! leave {
    ($value:expr) => {
        return $value
    };
}

async fn block(end: End, name: &str) -> Result<u32, Oops> {
    for _ in 0..1 {
        let value = with!(async Far { name } as a, plain("s"), async Far { name: "b" } as b => {
            elsewhere().await;
            match end {
                End::Value => {}
                End::Return => return Ok(2),
                End::ReturnErr => return Err(Oops(3)),
                End::QuestionMark => { fail(4)?; }
                End::Break => break,
                End::Continue => continue,
                End::Unseen => leave!(give(6)),
                End::Panic => if yes() { panic!("{a}{b}") },
            }
            elsewhere().await;
            1
        });
        return Ok(value.unwrap().unwrap());
    }
    Ok(5)
}

type Run<'f> = Pin<Box<dyn Future<Output = ()> + 'f>>;

/// Runs a future on this thread.
type Executor = fn(Run<'_>);

const EXECUTORS: [(&str, Executor); 4] = [
    ("none", |run| block_on(run)),
    ("smol", |run| smol::block_on(run)),
    ("tokio, current thread", |run| {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(run);
    }),
    ("tokio, multi thread", |run| {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .build();
        runtime.unwrap().block_on(run);
    }),
];

/// A `block` that ends so, on each of the executors.
#[track_caller]
fn assert_block(end: End, log: &[&str], gives: &Result<Result<u32, Oops>, String>) {
    for (executor, block_on) in EXECUTORS {
        let recorded = recorded(|| {
            let mut value = None;
            let name = String::from("a");
            block_on(Box::pin(async {
                value = Some(block(end, &name).await);
            }));
            value.unwrap()
        });
        let expected: Vec<_> = ["enter a", "enter s", "enter b"]
            .iter()
            .chain(log)
            .collect();
        assert_eq!(
            recorded.log.iter().collect::<Vec<_>>(),
            expected,
            "on {executor}"
        );
        assert_eq!(&recorded.ended, gives, "on {executor}");
    }
}

const COMPLETED: [&str; 4] = [
    "exit b: completed",
    "drop value of s",
    "exit s: completed",
    "exit a: completed",
];

#[test]
fn value() {
    assert_block(End::Value, &COMPLETED, &Ok(Ok(1)));
}

#[test]
fn return_value() {
    assert_block(End::Return, &COMPLETED, &Ok(Ok(2)));
}

#[test]
fn return_err() {
    assert_block(
        End::ReturnErr,
        &[
            "exit b: failed: oops 3",
            "drop value of s",
            "exit s: failed: oops 3",
            "exit a: failed: oops 3",
        ],
        &Ok(Err(Oops(3))),
    );
}

#[test]
fn question_mark() {
    assert_block(
        End::QuestionMark,
        &[
            "exit b: failed: oops 4",
            "drop value of s",
            "exit s: failed: oops 4",
            "exit a: failed: oops 4",
        ],
        &Ok(Err(Oops(4))),
    );
}

#[test]
fn break_and_continue() {
    assert_block(End::Break, &COMPLETED, &Ok(Ok(5)));
    assert_block(End::Continue, &COMPLETED, &Ok(Ok(5)));
}

#[test]
fn unseen() {
    assert_block(
        End::Unseen,
        &[
            "abandon b: left unseen",
            "drop value of s",
            "exit s: left unseen",
            "abandon a: left unseen",
        ],
        &Ok(Ok(6)),
    );
}

#[test]
fn panic() {
    assert_block(
        End::Panic,
        &[
            "abandon b: panicked",
            "drop value of s",
            "exit s: panicked",
            "abandon a: panicked",
        ],
        &Err("ab".to_owned()),
    );
}
