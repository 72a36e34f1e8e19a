//! `#[context_manager]` where entering and exiting await.

#[path = "support/executor.rs"]
mod executor;

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex};

use scoped_core::{Abandoned, AsyncContextManager, AsyncOutcome, Verdict, context_manager, with};

use executor::{block_on, poll, yield_now as pause};

type Log = Mutex<Vec<String>>;

fn note(log: &Log, event: impl Into<String>) {
    log.lock().unwrap().push(event.into());
}

fn taken(log: &Log) -> Vec<String> {
    std::mem::take(&mut *log.lock().unwrap())
}

struct Session<'l> {
    log: &'l Log,
    fails: bool,
}

#[context_manager]
impl<'l> Session<'l> {
    fn new(log: &'l Log) -> Self {
        Self { log, fails: false }
    }

    /// Connects.
    pub async fn enter(&mut self) -> Result<&'l Log, String> {
        pause().await;
        note(self.log, "enter");
        if self.fails {
            return Err("refused".to_owned());
        }
        Ok(self.log)
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Result<(), String> {
        pause().await;
        note(self.log, format!("exit {outcome}"));
        Ok(())
    }

    fn abandon(self, reason: Abandoned) {
        note(self.log, format!("abandon {reason}"));
    }
}

#[test]
fn completed() {
    let log = Log::default();
    let value =
        block_on(async { with!(async Session::new(&log) as log => { note(log, "body"); 3 }) });
    assert_eq!(value, Ok(3));
    assert_eq!(taken(&log), ["enter", "body", "exit completed"]);
}

#[test]
fn not_entered() {
    let log = Log::default();
    let session = Session {
        log: &log,
        fails: true,
    };
    let value = block_on(async { with!(async session => { note(&log, "body"); }) });
    assert_eq!(value, Err("refused".to_owned()));
    assert_eq!(taken(&log), ["enter"]);
}

async fn leaves(log: &Log, how: u32) -> Result<u32, String> {
    let value = with!(async Session::new(log) as log => {
        pause().await;
        note(log, "body");
        match how {
            0 => Err("tail".to_owned()),
            1 => Err("question mark".to_owned())?,
            2 => return Ok(7),
            3 => return Err("return".to_owned()),
            _ => Ok::<u32, String>(1),
        }
    })?;
    note(log, "behind");
    value
}

#[test]
fn left() {
    let log = Log::default();
    assert_eq!(block_on(leaves(&log, 0)), Err("tail".to_owned()));
    assert_eq!(taken(&log), ["enter", "body", "exit failed", "behind"]);
    assert_eq!(block_on(leaves(&log, 1)), Err("question mark".to_owned()));
    assert_eq!(taken(&log), ["enter", "body", "exit failed"]);
    assert_eq!(block_on(leaves(&log, 2)), Ok(7));
    assert_eq!(taken(&log), ["enter", "body", "exit completed"]);
    assert_eq!(block_on(leaves(&log, 3)), Err("return".to_owned()));
    assert_eq!(taken(&log), ["enter", "body", "exit failed"]);
    assert_eq!(block_on(leaves(&log, 4)), Ok(1));
    assert_eq!(taken(&log), ["enter", "body", "exit completed", "behind"]);
}

fn panics(future: impl Future) {
    let panicked = std::panic::catch_unwind(AssertUnwindSafe(|| {
        block_on(future);
    }));
    assert!(panicked.is_err());
}

#[test]
fn panicked() {
    let log = Log::default();
    panics(async { with!(async Session::new(&log) => { panic!("bang") }) });
    assert_eq!(taken(&log), ["enter", "abandon panicked"]);
}

#[test]
fn cancelled_at_every_await() {
    let log = Log::default();
    let logs: Vec<Vec<String>> = (0..5)
        .map(|times| {
            let _ = poll(times, leaves(&log, 2));
            taken(&log)
        })
        .collect();
    let abandoned = "abandon dropped in the body";
    assert_eq!(
        logs,
        [
            vec![],
            vec!["abandon dropped while entering"],
            vec!["enter", abandoned],
            // Dropped within `exit`: the manager is dropped with its future.
            vec!["enter", "body"],
            vec!["enter", "body", "exit completed"],
        ]
    );
}

/// Without `Result`s, used again by `&mut`.
struct Stack<'l, T> {
    log: &'l Log,
    items: Vec<T>,
}

#[context_manager]
impl<T: Clone> Stack<'_, T> {
    async fn enter(&mut self) -> &mut [T] {
        note(self.log, "enter");
        if self.items.is_empty() {
            return &mut [];
        }
        pause().await;
        &mut self.items
    }

    async fn exit(&mut self) {
        if self.items.is_empty() {
            return;
        }
        pause().await;
        self.items.pop();
        note(self.log, "exit");
    }

    fn abandon(&mut self) {
        note(self.log, "abandon");
    }
}

#[test]
fn reused() {
    let log = Log::default();
    let mut stack = Stack {
        log: &log,
        items: vec![1, 2],
    };
    let sums = block_on(async {
        let mut sums = Vec::new();
        for _ in 0..2 {
            sums.push(with!(async &mut stack as items => { items.iter().sum::<i32>() }));
        }
        with!(async &mut stack as items => { assert_eq!(items, []); });
        sums
    });
    assert_eq!(sums, [3, 1]);
    assert_eq!(taken(&log), ["enter", "exit", "enter", "exit", "enter"]);

    stack.items.push(4);
    poll(2, async { with!(async &mut stack => { pause().await; }) });
    assert_eq!(taken(&log), ["enter", "abandon"]);
    assert_eq!(stack.items, [4]);
    panics(async { with!(async stack => { panic!("bang") }) });
    assert_eq!(taken(&log), ["enter", "abandon"]);
}

/// Enters by itself.
struct Retry(u32);

#[context_manager]
impl Retry {
    async fn exit(&mut self, outcome: AsyncOutcome<'_>) -> Verdict {
        pause().await;
        self.0 += 1;
        if outcome.is_failure() {
            Verdict::Suppress
        } else {
            Verdict::Propagate
        }
    }

    fn abandon(self) {
        assert_eq!(self.0, 9);
    }
}

#[test]
fn without_enter() {
    let mut retry = Retry(0);
    let value = block_on(async {
        let first = with!(async &mut retry as retry => { retry.0 += 10; Err::<u32, _>("first") });
        let second = with!(async &mut retry => { Ok::<u32, &str>(5) });
        (first, second)
    });
    assert_eq!(value, (None, Some(Ok(5))));
    assert_eq!(retry.0, 12);
    panics(async { with!(async Retry(9) => { panic!("bang") }) });
}

/// By a method that takes it, and is told nothing.
#[context_manager(enter = async open -> Result<&mut u32, String>, exit = async close)]
struct Pooled<'l> {
    log: &'l Log,
    uses: u32,
}

impl Pooled<'_> {
    async fn open(&mut self) -> Result<&mut u32, String> {
        pause().await;
        note(self.log, "open");
        Ok(&mut self.uses)
    }

    async fn close(self) {
        pause().await;
        note(self.log, format!("close {}", self.uses));
    }
}

/// By a method that borrows it, and is told.
#[context_manager(exit = async close -> Result<(), String>)]
struct Told<'l, T>(&'l Log, T);

impl<T> Told<'_, T> {
    async fn close(&mut self, outcome: AsyncOutcome<'_>) -> Result<(), String> {
        pause().await;
        note(self.0, format!("told {outcome}"));
        Ok(())
    }
}

/// By methods that end it where something can await, and where nothing can.
#[context_manager(exit = async close, abandon = give_up)]
struct Abandoning<'l>(&'l Log);

impl Abandoning<'_> {
    async fn close(self) {
        pause().await;
        note(self.0, "close");
    }

    fn give_up(&mut self, reason: Abandoned) {
        note(self.0, format!("give up: {reason:?}"));
    }
}

#[context_manager(exit = async close, abandon = give_up)]
struct Silent<'l>(&'l Log);

impl Silent<'_> {
    async fn close(&mut self) {
        pause().await;
    }

    fn give_up(self) {
        note(self.0, "silent");
    }
}

#[test]
fn types_that_are_abandoned() {
    let log = Log::default();
    block_on(async { with!(async Abandoning(&log) => {}) });
    poll(1, async {
        with!(async Abandoning(&log), async Silent(&log) => { pause().await; })
    });
    assert_eq!(taken(&log), ["close", "silent", "give up: Dropped"]);
}

#[test]
fn types() {
    let log = Log::default();
    let pooled = Pooled { log: &log, uses: 1 };
    let value = block_on(async {
        with!(async pooled as uses, async Told(&log, 2) as told => { *uses += told.1; *uses })
    });
    assert_eq!(value, Ok(Ok(3)));
    assert_eq!(taken(&log), ["open", "told completed", "close 3"]);
}

/// Everything with a lifetime in one future that is sent.
async fn everything(log: &Log) -> Result<u32, String> {
    let name = String::from("name");
    let mut stack = Stack {
        log,
        items: vec![name.as_str()],
    };
    let length = with!(async Session::new(log) as log, async &mut stack as items => {
        pause().await;
        with!(async Pooled { log, uses: 0 } as uses, async Told(log, &name) as told => {
            pause().await;
            *uses += 1;
            u32::try_from(told.1.len() + items.len()).map_err(|error| error.to_string())?
        })??
    })?;
    Ok(length)
}

#[tokio::test(flavor = "multi_thread")]
async fn sent() {
    let log = Arc::new(Log::default());
    let spawned = Arc::clone(&log);
    let length = tokio::spawn(async move { everything(&spawned).await })
        .await
        .unwrap();
    assert_eq!(length, Ok(5));
    let expected = [
        "enter",
        "enter",
        "open",
        "told completed",
        "close 1",
        "exit",
        "exit completed",
    ];
    assert_eq!(taken(&log), expected);
}

#[test]
fn closure_form() {
    assert_eq!(block_on(Retry(0).run(async |retry| retry.0)), Some(0));
}
