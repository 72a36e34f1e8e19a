//! An error that panics when it is looked at, to tell `exit` of it: the manager is not forgotten.

use std::cell::RefCell;
use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Waker};

use scoped_core::{Abandoned, AsyncContextManager, AsyncOutcome, ContextManager, Outcome, with};

type Log = Rc<RefCell<Vec<String>>>;

struct Logged(Log);

impl ContextManager for Logged {
    type Value<'a> = ();
    type Exit = ();

    fn enter(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn exit(self, outcome: Outcome<'_>) {
        self.0.borrow_mut().push(outcome.to_string());
    }
}

impl AsyncContextManager for Logged {
    type Value<'a> = ();
    type Exit = ();

    async fn enter(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) {
        self.0.borrow_mut().push(outcome.to_string());
    }

    fn abandon(self, reason: Abandoned) {
        self.0.borrow_mut().push(format!("abandoned: {reason}"));
    }
}

/// It is not `Sync`, so `exit` is lent a stand-in, for which its text is taken down.
#[derive(Debug)]
struct Shy(#[expect(dead_code, reason = "it is there for its type")] Rc<()>);

impl fmt::Display for Shy {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("do not look at me")
    }
}

impl Error for Shy {}

fn fails() -> Result<u32, Shy> {
    Err(Shy(Rc::new(())))
}

/// What a manager is told of a block that panics.
fn told(block: impl FnOnce(Log)) -> Vec<String> {
    let log = Log::default();
    assert!(catch_unwind(AssertUnwindSafe(|| block(Rc::clone(&log)))).is_err());
    log.take()
}

/// Polls to the end what is never pending.
fn run<F: Future>(future: F) {
    let _ = pin!(future).poll(&mut Context::from_waker(Waker::noop()));
}

#[test]
fn the_async_manager_is_abandoned() {
    let value = |log| {
        run(async {
            let _ = with!(async Logged(log) => { fails() });
        });
    };
    let question_mark = |log| {
        async fn leaves(log: Log) -> Result<u32, Shy> {
            with!(async Logged(log) => { Ok(fails()? + 1) })
        }
        run(leaves(log));
    };
    assert_eq!(told(value), ["abandoned: panicked"]);
    assert_eq!(told(question_mark), ["abandoned: panicked"]);
}
