//! How annotated `async` functions end: what is dropped and when, where nothing can await any more, and what
//! they are told.

#[path = "support/executor.rs"]
mod executor;

use std::fmt::Display;
use std::future::Future;
use std::io;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex};

use scoped_core::{AsyncContextManager, Outcome, context_manager, with, yield_};

use executor::{block_on, poll, yield_now as pause};

/// What happened, in order.
#[derive(Default)]
struct Log(Mutex<Vec<String>>);

impl Log {
    fn note(&self, event: impl Display) {
        self.0.lock().unwrap().push(event.to_string());
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

/// Notes when it is dropped.
struct Noisy<'l>(&'l Log, &'static str);

impl Drop for Noisy<'_> {
    fn drop(&mut self) {
        self.0.note(format_args!("drop {}", self.1));
    }
}

fn panics(future: impl Future) {
    let panicked = std::panic::catch_unwind(AssertUnwindSafe(|| {
        block_on(future);
    }));
    assert!(panicked.is_err());
}

#[context_manager]
async fn drops<'l>(
    log: &'l Log,
    _: Noisy<'l>,
    given: Noisy<'l>,
    (left, _right): (Noisy<'l>, Noisy<'l>),
) -> Noisy<'l> {
    drop(given);
    let _first = Noisy(log, "first");
    pause().await;
    let second = Noisy(log, "second");
    log.note(second.1);
    let last = Noisy(log, "last");
    yield_!(last);
    pause().await;
    log.note("teardown");
    drop(left);
}

const DROPPED: [&str; 5] = [
    "drop last",
    "drop second",
    "drop first",
    "drop right",
    "drop unnamed",
];

fn dropping(log: &Log) -> impl AsyncContextManager<Exit = ()> {
    drops(
        log,
        Noisy(log, "unnamed"),
        Noisy(log, "given"),
        (Noisy(log, "left"), Noisy(log, "right")),
    )
}

#[test]
fn drop_order_is_that_of_a_function() {
    let log = Log::default();
    block_on(async {
        with!(async dropping(&log) => { log.note("body"); });
        log.note("behind");
    });
    let events = ["drop given", "second", "body", "teardown", "drop left"];
    assert_eq!(log.take(), [&events[..], &DROPPED, &["behind"]].concat());
}

#[context_manager]
async fn temporary<'l>(log: &'l Log) -> Noisy<'l> {
    yield_!(Noisy(log, "value"));
    pause().await;
    log.note("teardown");
}

#[test]
fn a_value_without_a_name_ends_with_the_statement() {
    let log = Log::default();
    block_on(async { with!(async temporary(&log) => { log.note("body"); }) });
    assert_eq!(log.take(), ["body", "drop value", "teardown"]);
}

/// [`DROPPED`] with `left`, which the teardown has not dropped.
const ABANDONED: [&str; 6] = [
    "drop last",
    "drop second",
    "drop first",
    "drop right",
    "drop left",
    "drop unnamed",
];

#[test]
fn a_panicking_body_drops_what_is_alive() {
    let log = Log::default();
    panics(async { with!(async dropping(&log) => { panic!("no") }) });
    assert_eq!(
        log.take(),
        [&["drop given", "second"][..], &ABANDONED].concat(),
        "and the teardown does not run"
    );
}

#[test]
fn a_jump_in_an_opaque_macro_drops_what_is_alive() {
    macro_rules! opaque {
        ($jump:expr) => {
            $jump
        };
    }
    let log = Log::default();
    block_on(async { with!(async dropping(&log) => { opaque!(return) }) });
    assert_eq!(
        log.take(),
        [&["drop given", "second"][..], &ABANDONED].concat()
    );
}

#[test]
fn dropped_at_every_await() {
    let log = Log::default();
    let logs: Vec<Vec<String>> = (0..5)
        .map(|times| {
            poll(times, async {
                with!(async dropping(&log) => { log.note("body"); pause().await; });
            });
            log.take()
        })
        .collect();
    let torn_down = [&["teardown", "drop left"][..], &DROPPED].concat();
    assert_eq!(
        logs,
        [
            vec![],
            [&["drop given", "drop first"][..], &ABANDONED[3..]].concat(),
            [&["drop given", "second", "body"][..], &ABANDONED].concat(),
            // In the teardown, before it says so.
            [&["drop given", "second", "body"][..], &ABANDONED].concat(),
            [&["drop given", "second", "body"][..], &torn_down].concat(),
        ]
    );
}

/// Writes down what it asks the outcome.
#[context_manager]
async fn asks(log: &Log) {
    let outcome = yield_!();
    pause().await;
    log.note(format_args!("{outcome}"));
    log.note(format_args!("{outcome:?}"));
    log.note(outcome.error().is_some());
}

#[test]
fn the_error_is_a_copy() {
    let log = Log::default();
    let value =
        block_on(async { with!(async asks(&log) => { Err::<(), _>(io::Error::other("no")) }) });
    assert!(value.is_err());
    assert_eq!(
        log.take(),
        [
            "failed: no",
            "Failed(Failure { error: Some(Custom { kind: Other, error: \"no\" }) })",
            "true",
        ]
    );
}

#[test]
fn every_outcome_is_told() {
    let log = Log::default();
    for outcome in [Outcome::Completed, Outcome::Panicked, Outcome::Unseen] {
        block_on(async {
            let mut manager = asks(&log);
            AsyncContextManager::enter(&mut manager).await.unwrap();
            AsyncContextManager::exit(manager, outcome).await;
        });
        assert_eq!(
            log.take()[..2],
            [format!("{outcome}"), format!("{outcome:?}")]
        );
    }
}

#[test]
fn the_closure_form_tears_down_behind_a_panic() {
    #[context_manager]
    async fn owning(log: Arc<Log>) -> u8 {
        pause().await;
        let outcome = yield_!(3);
        pause().await;
        log.note(outcome);
    }
    let log = Arc::new(Log::default());
    let value = block_on(owning(Arc::clone(&log)).run(async |value| *value));
    assert_eq!(value, 3);
    panics(owning(Arc::clone(&log)).run(async |_| panic!("no")));
    assert_eq!(log.take(), ["completed", "panicked"]);
}

/// What an error says is taken down for a teardown that asks for it, and for no other.
#[test]
fn an_error_is_formatted_only_where_somebody_asks_for_it() {
    use std::error::Error;
    use std::fmt;
    use std::sync::atomic::{AtomicU32, Ordering};

    static FORMATTED: AtomicU32 = AtomicU32::new(0);

    #[derive(Debug)]
    struct Counted;

    impl Display for Counted {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            FORMATTED.fetch_add(1, Ordering::Relaxed);
            f.write_str("counted")
        }
    }

    impl Error for Counted {}

    #[context_manager]
    async fn nobody_asks() {
        yield_!();
        pause().await;
    }

    #[context_manager]
    async fn how_it_ended(log: &Log) {
        let outcome = yield_!();
        pause().await;
        log.note(format_args!(
            "{} {}",
            outcome.is_success(),
            outcome.is_failure()
        ));
    }

    #[context_manager]
    async fn in_a_literal(log: &Log) {
        let outcome = yield_!();
        log.note(format!("{outcome}"));
    }

    #[context_manager]
    async fn handed_on(log: &Log) {
        let outcome = yield_!();
        let told = outcome;
        log.note(told.error().map_or(String::new(), ToString::to_string));
    }

    async fn fails<M: AsyncContextManager<Exit = ()>>(manager: M) {
        let failed: Result<(), Counted> = with!(async manager => { Err(Counted) });
        assert!(failed.is_err());
    }

    let log = Log::default();
    block_on(fails(nobody_asks()));
    block_on(fails(how_it_ended(&log)));
    assert_eq!(FORMATTED.load(Ordering::Relaxed), 0);
    block_on(fails(in_a_literal(&log)));
    block_on(fails(handed_on(&log)));
    assert!(FORMATTED.load(Ordering::Relaxed) >= 2);
    assert_eq!(log.take(), ["false true", "failed: counted", "counted"]);
}
