//! Async managers whose every step is a line of the log, and futures that are dropped at each of their
//! await points.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use scoped_core::{Abandoned, AsyncContextManager, AsyncOutcome, Exit};

use super::executor::yield_now;
use super::recorder::{Both, Fallible, Kind, Lent, Plain, Plan, Suppressing};
use super::{Alive, note, recorded_without_exit};

/// Logs `begin a`, `enter a`, `exit a: ..`, `exited a`, `abandon a: ..` and `drop a`, and awaits between
/// the first two and between the second two of them.
pub struct Step<K> {
    name: &'static str,
    enter: Plan,
    exit: Plan,
    kind: PhantomData<fn() -> K>,
    _alive: Alive,
}

/// `exit` returns nothing.
pub fn step(name: &'static str) -> Step<Plain> {
    Step::new(name)
}

/// `exit` may fail.
pub fn fallible_step(name: &'static str) -> Step<Fallible> {
    Step::new(name)
}

/// `exit` may suppress.
pub fn suppressing_step(name: &'static str) -> Step<Suppressing> {
    Step::new(name)
}

/// `exit` may fail and may suppress.
pub fn verdict_step(name: &'static str) -> Step<Both> {
    Step::new(name)
}

impl<K> Step<K> {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            enter: Plan::Well,
            exit: Plan::Well,
            kind: PhantomData,
            _alive: Alive::new(),
        }
    }

    pub fn enter_fails(mut self) -> Self {
        self.enter = Plan::Fail;
        self
    }

    pub fn enter_panics(mut self) -> Self {
        self.enter = Plan::Panic;
        self
    }

    pub fn fails(mut self) -> Self {
        self.exit = Plan::Fail;
        self
    }

    pub fn suppresses(mut self) -> Self {
        self.exit = Plan::Suppress;
        self
    }

    pub fn panics(mut self) -> Self {
        self.exit = Plan::Panic;
        self
    }
}

impl<K> Drop for Step<K> {
    fn drop(&mut self) {
        note(format!("drop {}", self.name));
    }
}

impl<K: Kind> AsyncContextManager for Step<K> {
    type Value<'a>
        = Lent<'a>
    where
        Self: 'a;
    type Exit = K::Exit;

    async fn enter(&mut self) -> Result<Lent<'_>, <K::Exit as Exit>::Error> {
        let name = self.name;
        note(format!("begin {name}"));
        yield_now().await;
        match self.enter {
            Plan::Fail => {
                note(format!("enter {name}: fails"));
                Err(K::enter_error(name))
            }
            Plan::Panic => {
                note(format!("enter {name}: panics"));
                panic!("enter of {name}")
            }
            Plan::Well | Plan::Suppress => {
                note(format!("enter {name}"));
                Ok(Lent { name })
            }
        }
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> K::Exit {
        let name = self.name;
        note(format!("exit {name}: {outcome}"));
        yield_now().await;
        if let Plan::Panic = self.exit {
            panic!("exit of {name}")
        }
        note(format!("exited {name}"));
        K::answer(name, self.exit)
    }

    fn abandon(self, reason: Abandoned) {
        note(format!("abandon {}: {reason}", self.name));
        if let Plan::Panic = self.exit {
            panic!("exit of {}", self.name)
        }
    }
}

/// Polls `future` `times` times. Whether it is ready by then.
pub fn poll_times(mut future: Pin<&mut dyn Future<Output = ()>>, times: usize) -> bool {
    let mut context = Context::from_waker(Waker::noop());
    (0..times).any(|_| matches!(future.as_mut().poll(&mut context), Poll::Ready(())))
}

/// The logs of the futures of `run` that are dropped after none, one, two .. polls, up to the one that
/// is ready or panics.
#[track_caller]
pub fn dropped_at_every_point<F: Future>(run: impl Fn() -> F) -> Vec<Vec<String>> {
    at_every_point(|times| {
        let future = pin!(async { drop(run().await) });
        poll_times(future, times)
    })
}

/// The log of the future of `run` that is dropped after so many polls, in a destructor that runs while a
/// panic unwinds which has nothing to do with it.
pub fn dropped_while_unwinding<F: Future>(run: impl Fn() -> F, times: usize) -> Vec<String> {
    let recorded = recorded_without_exit(|| {
        let future = pin!(async { drop(run().await) });
        let done = poll_times(future, times);
        assert!(done, "unrelated");
    });
    assert_eq!(super::alive(), 0, "managers that are left over");
    assert_eq!(recorded.ended, Err("unrelated".to_owned()));
    recorded.log
}

#[track_caller]
fn at_every_point(run: impl Fn(usize) -> bool) -> Vec<Vec<String>> {
    let mut logs = Vec::new();
    for times in 0.. {
        let recorded = recorded_without_exit(|| run(times));
        assert_eq!(super::alive(), 0, "managers that are left over");
        assert_told_once(&recorded.log);
        logs.push(recorded.log);
        if recorded.ended != Ok(false) {
            break;
        }
    }
    logs
}

/// Every manager that began to enter is told once that it ended, innermost first, unless its `enter`
/// failed or panicked. One that had not entered is told just that, and no other is told anything.
#[track_caller]
pub fn assert_told_once(log: &[String]) {
    let mut open = Vec::new();
    for line in log {
        if let Some(name) = line.strip_prefix("begin ") {
            open.push((name, false));
        } else if let Some(name) = line.strip_prefix("enter ") {
            match name.split_once(": ") {
                Some((name, _)) => assert_eq!(open.pop(), Some((name, false)), "{log:#?}"),
                None if open.last() == Some(&(name, false)) => {
                    open.pop();
                    open.push((name, true));
                }
                // It does not await.
                None => open.push((name, true)),
            }
        } else if let Some((name, told)) = super::end_of(line) {
            let entered = told != Abandoned::Entering.to_string();
            assert_eq!(open.pop(), Some((name, entered)), "{line} in {log:#?}");
        }
    }
    assert!(open.is_empty(), "{open:?} were told nothing, in {log:#?}");
}
