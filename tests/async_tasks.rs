//! Blocks in tasks: aborted, timed out, panicking, joined; and managers that stay on their thread.

mod support;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use scoped_core::{Abandoned, AsyncContextManager, AsyncOutcome, ContextManager, Outcome, with};
use support::errors::{fail, give};
use support::{Oops, yes};
use tokio::task::{JoinSet, LocalSet, yield_now};

/// Writes to a log that its task shares.
struct Shared(Arc<Mutex<Vec<String>>>, &'static str);

impl AsyncContextManager for Shared {
    type Value<'a> = &'a str;
    type Exit = ();

    async fn enter(&mut self) -> Result<&str, std::convert::Infallible> {
        yield_now().await;
        Ok(self.1)
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) {
        yield_now().await;
        let line = format!("{}: {outcome}", self.1);
        self.0.lock().unwrap().push(line);
    }

    fn abandon(self, reason: Abandoned) {
        let line = format!("{}: {reason}", self.1);
        self.0.lock().unwrap().push(line);
    }
}

fn shared() -> (Arc<Mutex<Vec<String>>>, Arc<Mutex<Vec<String>>>) {
    let log = Arc::default();
    (Arc::clone(&log), log)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_task_that_is_aborted() {
    let (told, log) = shared();
    let (started, starts) = tokio::sync::oneshot::channel();
    let task = tokio::spawn(async move {
        with!(async Shared(Arc::clone(&log), "a"), async Shared(log, "b") => {
            started.send(()).unwrap();
            std::future::pending::<()>().await;
        });
    });
    starts.await.unwrap();
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    assert_eq!(
        *told.lock().unwrap(),
        ["b: dropped in the body", "a: dropped in the body"]
    );
}

#[tokio::test]
async fn a_block_that_times_out() {
    let (told, log) = shared();
    let timed = tokio::time::timeout(Duration::from_millis(5), async {
        with!(async Shared(log, "a") => { std::future::pending::<()>().await });
    });
    assert!(timed.await.is_err());
    assert_eq!(*told.lock().unwrap(), ["a: dropped in the body"]);
}

/// The timeout is in the body: `exit` is awaited.
#[tokio::test]
async fn a_timeout_in_the_body() {
    async fn run(log: Arc<Mutex<Vec<String>>>) -> Result<(), tokio::time::error::Elapsed> {
        with!(async Shared(log, "a") => {
            tokio::time::timeout(Duration::from_millis(5), std::future::pending::<()>()).await?;
        });
        Ok(())
    }

    let (told, log) = shared();
    assert!(run(log).await.is_err());
    assert_eq!(*told.lock().unwrap(), ["a: failed: deadline has elapsed"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_task_that_panics() {
    let (told, log) = shared();
    let task = tokio::spawn(async move {
        with!(async Shared(log, "a") => {
            yield_now().await;
            if yes() { panic!("bang"); }
        });
    });
    assert!(task.await.unwrap_err().is_panic());
    assert_eq!(*told.lock().unwrap(), ["a: panicked"]);
}

/// A runtime that ends drops its tasks.
#[test]
fn a_runtime_that_is_dropped() {
    let (told, log) = shared();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (started, starts) = std::sync::mpsc::channel();
    runtime.spawn(async move {
        with!(async Shared(log, "a") => {
            started.send(()).unwrap();
            std::future::pending::<()>().await;
        });
    });
    starts.recv().unwrap();
    drop(runtime);
    assert_eq!(*told.lock().unwrap(), ["a: dropped in the body"]);
}

/// No manager can keep the block from being entered: what is initialised and moved in it is known behind.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn late_initialisation_and_moves() {
    let (told, log) = shared();
    let task = tokio::spawn(async move {
        let moved = String::from("moved");
        let late;
        with!(async Shared(Arc::clone(&log), "a"), async Shared(log, "b") as b => {
            yield_now().await;
            late = b.len();
            if late == 0 { drop(moved); yield_now().await; return 0; }
        });
        late + moved.len()
    });
    assert_eq!(task.await.unwrap(), 6);
    assert_eq!(*told.lock().unwrap(), ["b: completed", "a: completed"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_tasks() {
    async fn one(number: u32, log: Arc<Mutex<Vec<String>>>) -> Result<u32, Oops> {
        let value = with!(async Shared(log, "a") => {
            yield_now().await;
            if number % 2 == 0 { fail(number)? } else { give(number)? }
        });
        Ok(value)
    }

    let (told, log) = shared();
    let mut tasks: JoinSet<_> = (0..100).map(|n| one(n, Arc::clone(&log))).collect();
    let mut failures = 0;
    while let Some(ended) = tasks.join_next().await {
        failures += u32::from(ended.unwrap().is_err());
    }
    assert_eq!(failures, 50);
    let told = told.lock().unwrap();
    assert_eq!(told.len(), 100);
    assert_eq!(told.iter().filter(|l| *l == "a: completed").count(), 50);
}

/// Stays on its thread, and lends what stays there.
struct Local<'l> {
    log: Rc<RefCell<Vec<String>>>,
    count: &'l Cell<u32>,
}

impl<'l> AsyncContextManager for Local<'l> {
    type Value<'a>
        = Rc<&'l Cell<u32>>
    where
        Self: 'a;
    type Exit = Result<(), Box<dyn std::error::Error>>;

    async fn enter(&mut self) -> Result<Rc<&'l Cell<u32>>, Box<dyn std::error::Error>> {
        let count = Rc::new(self.count);
        yield_now().await;
        Ok(count)
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Result<(), Box<dyn std::error::Error>> {
        let log = Rc::clone(&self.log);
        yield_now().await;
        log.borrow_mut().push(format!("local: {outcome}"));
        Ok(())
    }
}

/// The same without awaiting.
struct LocalSync(Rc<RefCell<Vec<String>>>);

impl ContextManager for LocalSync {
    type Value<'a> = Rc<str>;
    type Exit = ();

    fn enter(&mut self) -> Result<Rc<str>, std::convert::Infallible> {
        Ok("text".into())
    }

    fn exit(self, outcome: Outcome<'_>) {
        self.0.borrow_mut().push(format!("sync: {outcome}"));
    }
}

async fn local_block(log: &Rc<RefCell<Vec<String>>>) -> Result<u32, Box<dyn std::error::Error>> {
    let count = Cell::new(3);
    let local = Local {
        log: Rc::clone(log),
        count: &count,
    };
    let value = with!(async local as count, LocalSync(Rc::clone(log)) as text => {
        yield_now().await;
        count.set(count.get() + 4);
        let kept = Rc::clone(&text);
        yield_now().await;
        if kept.len() != 4 { return Err("not four".into()); }
        if count.get() == 7 { fail(7)?; }
        count.get()
    })?;
    Ok(value)
}

#[tokio::test]
async fn managers_that_are_not_send_on_a_local_set() {
    let log = Rc::default();
    let ended = LocalSet::new()
        .run_until(async {
            let log = Rc::clone(&log);
            tokio::task::spawn_local(async move { local_block(&log).await.is_err() })
                .await
                .unwrap()
        })
        .await;
    assert!(ended);
    assert_eq!(
        *log.borrow(),
        ["sync: failed: oops 7", "local: failed: oops 7"]
    );
}

#[test]
fn managers_that_are_not_send_on_a_local_executor() {
    let log = Rc::default();
    let executor = smol::LocalExecutor::new();
    let task = executor.spawn(local_block(&log));
    assert!(smol::block_on(executor.run(task)).is_err());
    assert_eq!(
        *log.borrow(),
        ["sync: failed: oops 7", "local: failed: oops 7"]
    );
}
