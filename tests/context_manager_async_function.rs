//! `#[context_manager]` on `async` functions: `context_manager_function`, where both halves await.

mod support;

use std::fmt::{self, Debug, Display};
use std::io;
use std::sync::Mutex;

use scoped_core::{Outcome, context_manager, with, yield_};
use support::executor::{block_on, yield_now};

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

#[context_manager]
async fn section<'l>(log: &'l Log, name: &str) -> String {
    log.note(format_args!("begin {name}"));
    yield_now().await;
    let line = format!("in {name}");
    let outcome = yield_!(line);
    yield_now().await;
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
            yield_now().await;
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
    yield_now().await;
    let value = setup?;
    yield_!(value);
    log.note("teardown");
    yield_now().await;
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
        with!(async fallible(&log, Ok(3), Ok(())) as v => { yield_now().await; *v + 1 })
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

// Clippy is right, but here that is what is tested.
#[allow(clippy::await_holding_lock)]
#[context_manager]
async fn holds(lock: &Mutex<u32>) {
    let _guard = lock.lock().unwrap();
    yield_!();
    yield_now().await;
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
            yield_now().await;
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
        yield_now().await;
        self.depth += by;
        self.log.push(self.depth);
        yield_!(self);
        yield_now().await;
        self.depth -= by;
        self.log.push(self.depth);
    }

    /// Lends what it borrows.
    #[context_manager]
    pub async fn reading(&self) -> &[u32] {
        yield_now().await;
        yield_!(&self.log);
        assert_eq!(self.depth, 0);
    }

    #[context_manager]
    async fn owning(mut self, depth: u32) -> Self {
        self.depth = depth;
        yield_!(self);
        yield_now().await;
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
                yield_now().await;
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
    yield_now().await;
    yield_!(values);
    log.note(format_args!("{values:?}"));
}

#[context_manager]
async fn of_impl(text: impl Into<String>, log: &Log, mut n: u32) -> String {
    n += 1;
    yield_now().await;
    let text = text.into();
    yield_!(text);
    n += 1;
    yield_now().await;
    log.note(format_args!("{text} {n}"));
}

#[context_manager]
async fn to_impl(up_to: &u8) -> impl Iterator<Item = u8> + use<'_> {
    yield_now().await;
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
    yield_now().await;
    yield_!(d + e);
    yield_now().await;
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
        yield_now().await;
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
    yield_now().await;
    let outcome @ (Outcome::Completed | _) = yield_!(text);
    yield_now().await;
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
