//! Managers of async items.

use std::cell::RefCell;
use std::convert::Infallible;
use std::future::pending;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::FutureExt as _;
use scoped_core::{
    AsyncContextManager, AsyncOutcome, ContextManager, Either, Outcome, Verdict, awaiting, closing,
    nullcontext, on_exit, scope, scope_async, with,
};
use tokio::time::sleep;

use crate::Oops;

type Log = RefCell<Vec<String>>;

fn note(log: &Log) -> impl FnOnce(Outcome<'_>) {
    |outcome| log.borrow_mut().push(outcome.to_string())
}

#[tokio::test]
async fn scope_async_gives_its_value_to_the_closure() {
    let log = Log::default();
    let exit = async |text: String, outcome: AsyncOutcome<'_>| {
        sleep(Duration::ZERO).await;
        log.borrow_mut().push(format!("{text} {outcome}"));
    };
    let run = async |fails: bool| -> Result<usize, Oops> {
        let length = with!(async scope_async(String::from("a"), &exit) as text => {
            text.push('b');
            if fails {
                return Err(Oops);
            }
            text.len()
        });
        Ok(length)
    };
    assert_eq!(run(false).await, Ok(2));
    assert_eq!(run(true).await, Err(Oops));
    assert_eq!(*log.borrow(), ["ab completed", "ab failed: oops"]);
}

#[tokio::test]
async fn scope_async_may_fail_and_suppress() {
    let run = async |answer: Result<Verdict, &'static str>| -> Result<_, Oops> {
        Ok(with!(async scope_async((), async |(), _| answer) => { Err(Oops)?; }))
    };
    assert_eq!(run(Ok(Verdict::Suppress)).await, Ok(Ok(None)));
    assert_eq!(run(Ok(Verdict::Propagate)).await, Err(Oops));
    let full = with!(async scope_async((), async |(), _| Err::<(), _>("full")) => {});
    assert_eq!(full, Err("full"));
}

#[test]
fn scope_async_drops_its_value_when_the_future_is_dropped() {
    let held = Arc::new(());
    let told = AtomicBool::new(false);
    let run = async {
        let exit = async |_: Arc<()>, _: AsyncOutcome<'_>| told.store(true, Ordering::Relaxed);
        with!(async scope_async(Arc::clone(&held), exit) => { pending::<()>().await });
    };
    assert_eq!(run.now_or_never(), None);
    assert_eq!(Arc::strong_count(&held), 1);
    assert!(!told.into_inner());
}

/// To a closure in its place whose value borrows, rustc says that it is not general enough.
#[tokio::test]
async fn a_task_may_have_a_scope_over_what_it_borrows() {
    async fn exit(text: &mut String, _: AsyncOutcome<'_>) {
        sleep(Duration::ZERO).await;
        text.push('c');
    }

    let task = tokio::spawn(async {
        let mut text = String::from("a");
        with!(async scope_async(&mut text, exit) as text => {
            sleep(Duration::ZERO).await;
            text.push('b');
        });
        text
    });
    assert_eq!(task.await.unwrap(), "abc");
}

#[tokio::test]
async fn nullcontext_is_an_async_manager() {
    let text = with!(async nullcontext(String::from("a")) as text => {
        sleep(Duration::ZERO).await;
        text.clone()
    });
    assert_eq!(text, "a");
}

#[tokio::test]
async fn either_of_async_managers() {
    let log = Log::default();
    for left in [true, false] {
        let chosen = if left {
            Either::Left(scope_async(1, async |_: u32, _| {
                log.borrow_mut().push(String::from("scope"));
            }))
        } else {
            Either::Right(awaiting(closing(1)))
        };
        let number = with!(async chosen as number => { *number.into_inner() });
        assert_eq!(number, 1);
    }
    assert_eq!(*log.borrow(), ["scope"]);
}

#[tokio::test]
async fn awaiting_is_told_how_the_block_ended() {
    let log = Log::default();
    with!(async awaiting(on_exit(note(&log))) => { sleep(Duration::ZERO).await });
    let failed: Result<(), Oops> = async {
        with!(async awaiting(on_exit(note(&log))) => { Err(Oops)?; });
        Ok(())
    }
    .await;
    assert_eq!(failed, Err(Oops));
    assert_eq!(*log.borrow(), ["completed", "failed: oops"]);
}

#[tokio::test]
async fn awaiting_is_told_of_a_panic() {
    let log = Log::default();
    let panics = async {
        with!(async awaiting(on_exit(note(&log))) => {
            sleep(Duration::ZERO).await;
            panic!("in the body");
        });
    };
    assert!(AssertUnwindSafe(panics).catch_unwind().await.is_err());
    assert_eq!(*log.borrow(), ["panicked"]);
}

#[test]
fn awaiting_exits_when_the_future_is_dropped() {
    let log = Log::default();
    let run = async {
        with!(async awaiting(on_exit(note(&log))) => { pending::<()>().await });
    };
    assert_eq!(run.now_or_never(), None);
    assert_eq!(*log.borrow(), ["left unseen"]);
}

#[test]
#[allow(clippy::await_holding_lock, reason = "it is dropped there")]
fn awaiting_lets_go_of_a_lock_when_the_future_is_dropped() {
    let lock = Mutex::new(());
    let run = async {
        with!(async awaiting(&lock) => { pending::<()>().await }).unwrap();
    };
    assert_eq!(run.now_or_never(), None);
    assert!(lock.try_lock().is_ok());
}

#[test]
fn awaiting_that_is_not_entered_is_not_exited() {
    let never = awaiting(on_exit(|_| -> () { panic!("it was not entered") }));
    drop(never);
}

/// Cannot be entered.
struct Never {
    panics: bool,
}

impl ContextManager for Never {
    type Value<'a> = ();
    type Exit = Result<(), &'static str>;

    fn enter(&mut self) -> Result<(), &'static str> {
        assert!(!self.panics, "in enter");
        Err("enter failed")
    }

    fn exit(self, _: Outcome<'_>) -> Result<(), &'static str> {
        unreachable!("it was not entered")
    }
}

#[tokio::test]
async fn awaiting_of_several_exits_those_before_the_one_that_fails() {
    let log = Log::default();
    let both = awaiting((on_exit(note(&log)), Never { panics: false }));
    let entered = with!(async both => { unreachable!("it cannot be entered") });
    assert_eq!(entered, Err("enter failed"));
    assert_eq!(*log.borrow(), ["failed"]);
}

#[tokio::test]
async fn awaiting_of_several_exits_those_before_the_one_that_panics() {
    let log = Log::default();
    let panics = async {
        let both = awaiting((on_exit(note(&log)), Never { panics: true }));
        with!(async both => { unreachable!("it cannot be entered") })
    };
    assert!(AssertUnwindSafe(panics).catch_unwind().await.is_err());
    assert_eq!(*log.borrow(), ["panicked"]);
}

/// Closures whose types have outcomes in them do not keep a task from being sent.
#[tokio::test]
async fn a_task_may_have_closures() {
    let log = Arc::new(Mutex::new(Vec::new()));
    let task = tokio::spawn({
        let log = Arc::clone(&log);
        async move {
            let note = |name: char| {
                let log = Arc::clone(&log);
                move |told: String| log.lock().unwrap().push(format!("{name} {told}"))
            };
            let (a, b, c, d) = (note('a'), note('b'), note('c'), note('d'));
            with!(
                async scope_async(1, async move |_, outcome| a(outcome.to_string())),
                async awaiting(on_exit(move |outcome| b(outcome.to_string()))),
                async awaiting(scope(1, move |_, outcome| c(outcome.to_string()))),
                on_exit(move |outcome| d(outcome.to_string())) => {
                sleep(Duration::ZERO).await;
            });
        }
    });
    task.await.unwrap();
    let log = log.lock().unwrap();
    assert_eq!(
        *log,
        ["d completed", "c completed", "b completed", "a completed"]
    );
}

/// `awaiting` is for what asks for the trait.
#[tokio::test]
async fn awaiting_goes_where_an_async_manager_is_asked_for() {
    async fn twice<M: AsyncContextManager<Exit = ()>>(manager: M) -> u32 {
        with!(async manager, async nullcontext(()) => { 2 })
    }
    assert_eq!(twice(awaiting(closing(1))).await, 2);
    let lent: Result<_, Infallible> = awaiting(closing(1)).enter().await.map(|number| *number);
    assert_eq!(lent, Ok(1));
}
