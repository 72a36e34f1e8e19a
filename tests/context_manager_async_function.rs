//! `#[context_manager]` on `async` functions.

use std::fmt::{self, Debug, Display};
use std::future::Future;
use std::io;
use std::panic::AssertUnwindSafe;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use scoped_core::{AsyncContextManager, Outcome, context_manager, with, yield_};

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

/// Pending once.
#[derive(Default)]
struct Pause(bool);

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

fn pause() -> Pause {
    Pause::default()
}

/// Polls at most `times`.
fn poll<F: Future>(times: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    (0..times).find_map(|_| match future.as_mut().poll(&mut context) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    })
}

fn block_on<F: Future>(future: F) -> F::Output {
    poll(100, future).expect("the future is never ready")
}

fn panics(future: impl Future) {
    let panicked = std::panic::catch_unwind(AssertUnwindSafe(|| {
        block_on(future);
    }));
    assert!(panicked.is_err());
}

#[context_manager]
async fn section<'l>(log: &'l Log, name: &str) -> String {
    log.note(format_args!("begin {name}"));
    pause().await;
    let line = format!("in {name}");
    let outcome = yield_!(line);
    pause().await;
    log.note(format_args!("end {name} {outcome} {line}"));
}

#[test]
fn order() {
    let log = Log::default();
    let manager = section(&log, "a");
    assert!(
        log.take().is_empty(),
        "nothing runs before `with!` enters it"
    );
    block_on(async {
        with!(async manager as line => {
            pause().await;
            line.push_str(", changed");
            log.note(&*line);
        });
    });
    assert_eq!(
        log.take(),
        ["begin a", "in a, changed", "end a completed in a, changed"]
    );
}

#[test]
fn nothing_runs_without_with() {
    let log = Log::default();
    drop(section(&log, "a"));
    assert!(log.take().is_empty());
}

#[test]
fn failing_body() {
    async fn body(log: &Log) -> io::Result<()> {
        with!(async section(log, "a") => {
            Err(io::Error::other("no"))?;
        });
        Ok(())
    }
    let log = Log::default();
    block_on(body(&log)).unwrap_err();
    assert_eq!(log.take(), ["begin a", "end a failed: no in a"]);
}

#[context_manager]
async fn fallible<'l>(
    log: &'l Log,
    setup: Result<u8, &'static str>,
    teardown: Result<(), &'static str>,
) -> Result<u8, &'static str> {
    log.note("setup");
    pause().await;
    let value = setup?;
    yield_!(value);
    log.note("teardown");
    pause().await;
    teardown?;
    Ok(())
}

#[test]
fn setup_fails() {
    let log = Log::default();
    let result = block_on(async {
        with!(async fallible(&log, Err("set"), Ok(())) as v => { log.note("body"); *v })
    });
    assert_eq!(result, Err("set"));
    assert_eq!(log.take(), ["setup"]);
}

#[test]
fn teardown_fails() {
    let log = Log::default();
    let result = block_on(async {
        with!(async fallible(&log, Ok(3), Err("down")) as v => { log.note("body"); *v })
    });
    assert_eq!(result, Err("down"));
    assert_eq!(log.take(), ["setup", "body", "teardown"]);
}

#[test]
fn nothing_fails() {
    let log = Log::default();
    let result = block_on(async {
        with!(async fallible(&log, Ok(3), Ok(())) as v => { pause().await; *v + 1 })
    });
    assert_eq!(result, Ok(4));
}

#[context_manager]
async fn returns_err(fail: bool) -> Result<(), String> {
    if fail {
        return Err("asked to".to_owned());
    }
    yield_!();
}

#[test]
fn return_err_fails_the_setup() {
    let run = |fail| block_on(async move { with!(async returns_err(fail) => { 1 }) });
    assert_eq!(run(true), Err("asked to".to_owned()));
    assert_eq!(run(false), Ok(1));
}

#[context_manager]
async fn early_return<'l>(log: &'l Log) {
    let outcome = yield_!();
    if outcome.is_success() {
        log.note("early");
        return;
    }
    log.note("late");
}

#[test]
fn teardown_may_return() {
    let log = Log::default();
    block_on(async { with!(async early_return(&log) => {}) });
    assert_eq!(log.take(), ["early"]);
}

#[context_manager]
async fn drops<'l>(
    log: &'l Log,
    _: Noisy<'l>,
    given: Noisy<'l>,
    (left, _right): (Noisy<'l>, Noisy<'l>),
) -> Noisy<'l> {
    drop(given);
    let first = Noisy(log, "first");
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

#[context_manager]
async fn holds(lock: &Mutex<u32>) {
    let _guard = lock.lock().unwrap();
    yield_!();
    pause().await;
}

#[context_manager]
async fn locked(lock: &Mutex<u32>) -> std::sync::MutexGuard<'_, u32> {
    let guard = lock.lock().unwrap();
    yield_!(guard);
}

#[test]
fn a_lock_that_is_not_mentioned_stays_locked() {
    let lock = Mutex::new(0);
    block_on(async {
        with!(async holds(&lock) => {
            pause().await;
            assert!(lock.try_lock().is_err());
        });
        assert!(lock.try_lock().is_ok());
        with!(async locked(&lock) as guard => {
            **guard += 1;
            assert!(lock.try_lock().is_err());
        });
    });
    assert_eq!(*lock.try_lock().unwrap(), 1);
}

struct Counter {
    depth: u32,
    log: Vec<u32>,
}

impl Counter {
    #[context_manager]
    async fn deeper(&mut self, by: u32) -> &mut Self {
        pause().await;
        self.depth += by;
        self.log.push(self.depth);
        yield_!(self);
        pause().await;
        self.depth -= by;
        self.log.push(self.depth);
    }

    /// Lends what it borrows.
    #[context_manager]
    pub async fn reading(&self) -> &[u32] {
        pause().await;
        yield_!(&self.log);
        assert_eq!(self.depth, 0);
    }

    #[context_manager]
    async fn owning(mut self, depth: u32) -> Self {
        self.depth = depth;
        yield_!(self);
        pause().await;
        assert_eq!(self.depth, depth + 1);
    }
}

#[test]
fn methods() {
    let mut counter = Counter {
        depth: 0,
        log: Vec::new(),
    };
    block_on(async {
        with!(async counter.deeper(2) as outer => {
            with!(async outer.deeper(3) as inner => {
                pause().await;
                assert_eq!(inner.depth, 5);
            });
        });
        assert_eq!(counter.log, [2, 5, 2, 0]);
        with!(async counter.reading() as log => { assert_eq!(log.len(), 4); });
        with!(async counter.owning(8) as this => { this.depth += 1; });
    });
}

#[context_manager]
async fn generic<T: Clone + Debug, const N: usize>(value: &T, log: &Log) -> [T; N]
where
    [T; N]: Clone,
{
    let values = std::array::from_fn(|_| value.clone());
    pause().await;
    yield_!(values);
    log.note(format_args!("{values:?}"));
}

#[context_manager]
async fn of_impl(text: impl Into<String>, log: &Log, mut n: u32) -> String {
    n += 1;
    pause().await;
    let text = text.into();
    yield_!(text);
    n += 1;
    pause().await;
    log.note(format_args!("{text} {n}"));
}

#[context_manager]
async fn to_impl(up_to: &u8) -> impl Iterator<Item = u8> + use<'_> {
    pause().await;
    yield_!(0..*up_to);
}

#[test]
fn generics() {
    let log = Log::default();
    block_on(async {
        with!(async generic::<_, 2>(&'x', &log) as values => { values[1] = 'y'; });
        with!(async of_impl("text", &log, 1) as text => { text.push('!'); });
        assert_eq!(log.take(), ["['x', 'y']", "text! 3"]);
        let three = 3;
        let sum: u8 = with!(async to_impl(&three) as numbers => { numbers.sum() });
        assert_eq!(sum, 3);
    });
}

struct Pair {
    a: u32,
    b: u32,
}

#[context_manager]
async fn patterns(Pair { a, mut b }: Pair, [c, _]: [u32; 2]) -> u32 {
    b += a;
    let (d, e) = (b, c);
    pause().await;
    yield_!(d + e);
    pause().await;
    assert_eq!((a, b, c, d, e), (1, 3, 4, 3, 4));
}

#[test]
fn pattern_arguments() {
    let seven =
        block_on(async { with!(async patterns(Pair { a: 1, b: 2 }, [4, 5]) as sum => { *sum }) });
    assert_eq!(seven, 7);
}

#[context_manager]
async unsafe fn dangerous(value: u8) -> u8 {
    yield_!(value);
}

#[test]
fn unsafe_functions() {
    // SAFETY: there is nothing to uphold.
    let manager = unsafe { dangerous(1) };
    assert_eq!(block_on(async { with!(async manager as v => { *v }) }), 1);
}

trait Sessions {
    fn name(&self) -> String;

    #[context_manager]
    async fn session(&self) -> String {
        let name = self.name();
        pause().await;
        yield_!(name);
    }
}

impl Sessions for u8 {
    fn name(&self) -> String {
        self.to_string()
    }
}

#[test]
fn methods_of_traits() {
    let name = block_on(async { with!(async 3_u8.session() as name => { name.clone() }) });
    assert_eq!(name, "3");
}

#[derive(Debug)]
struct My;

impl From<fmt::Error> for My {
    fn from(_: fmt::Error) -> Self {
        Self
    }
}

type MyResult<T> = Result<T, My>;

#[context_manager]
async fn converts() -> MyResult<String> {
    use std::fmt::Write;
    let mut text = String::new();
    write!(text, "set up")?;
    pause().await;
    let outcome @ (Outcome::Completed | _) = yield_!(text);
    pause().await;
    write!(text, "{outcome}")?;
    Ok(())
}

#[test]
fn errors_are_converted() {
    let text = block_on(async { with!(async converts() as text => { text.clone() }) });
    assert_eq!(text.unwrap(), "set up");
}

/// The types of the error are known from the signature, also where only `?` says what it is.
#[context_manager]
async fn boxed(fail: bool) -> Result<u8, Box<dyn std::error::Error + Send + Sync>> {
    if fail {
        Err("setup")?;
    }
    let value = "3".parse()?;
    let outcome = yield_!(value);
    if outcome.is_failure() {
        return Err(Box::new(io::Error::other("teardown")));
    }
    "x".parse::<u8>()?;
    Ok(())
}

#[test]
fn errors_are_coerced() {
    let run = |fail| block_on(async move { with!(async boxed(fail) as v => { *v }) });
    assert_eq!(run(true).unwrap_err().to_string(), "setup");
    assert_eq!(
        run(false).unwrap_err().to_string(),
        "invalid digit found in string"
    );
}

/// Writes down what it asks the outcome.
#[context_manager]
async fn asks(log: &Log) {
    let outcome = yield_!();
    pause().await;
    log.note(format_args!("{outcome}"));
    log.note(format_args!("{outcome:?}"));
    log.note(outcome.downcast_ref::<io::Error>().is_some());
    log.note(outcome.find::<io::Error>().is_some());
}

#[test]
fn the_error_is_a_stand_in_that_cannot_be_downcast() {
    let log = Log::default();
    let value =
        block_on(async { with!(async asks(&log) => { Err::<(), _>(io::Error::other("no")) }) });
    assert!(value.is_err());
    assert_eq!(
        log.take(),
        [
            "failed: no",
            "Failed(Failure { error: Some(Custom { kind: Other, error: \"no\" }) })",
            "false",
            "false",
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
