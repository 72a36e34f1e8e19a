//! `#[context_manager]` on functions.

use std::cell::RefCell;
use std::fmt::{self, Debug, Display};
use std::io;
use std::sync::Mutex;

use scoped_core::{ContextManager, Outcome, context_manager, with, yield_};

/// What happened, in order.
#[derive(Default)]
struct Log(RefCell<Vec<String>>);

impl Log {
    fn note(&self, event: impl Display) {
        self.0.borrow_mut().push(event.to_string());
    }

    fn take(&self) -> Vec<String> {
        self.0.take()
    }
}

/// Notes when it is dropped.
struct Noisy<'l>(&'l Log, &'static str);

impl Drop for Noisy<'_> {
    fn drop(&mut self) {
        self.0.note(format_args!("drop {}", self.1));
    }
}

#[context_manager]
fn section<'l>(log: &'l Log, name: &str) -> String {
    log.note(format_args!("begin {name}"));
    let line = format!("in {name}");
    let outcome = yield_!(line);
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
    with!(manager as line => {
        line.push_str(", changed");
        log.note(&*line);
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
    fn body(log: &Log) -> io::Result<()> {
        with!(section(log, "a") => {
            Err(io::Error::other("no"))?;
        });
        Ok(())
    }
    let log = Log::default();
    body(&log).unwrap_err();
    assert_eq!(log.take(), ["begin a", "end a failed: no in a"]);
}

#[test]
fn panicking_body() {
    let log = Log::default();
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(
        || with!(section(&log, "a") => { panic!("no") }),
    ))
    .unwrap_err();
    assert_eq!(log.take(), ["begin a", "end a panicked in a"]);
}

#[context_manager]
fn fallible<'l>(
    log: &'l Log,
    setup: Result<u8, &'static str>,
    teardown: Result<(), &'static str>,
) -> Result<u8, &'static str> {
    log.note("setup");
    let value = setup?;
    yield_!(value);
    log.note("teardown");
    teardown
}

#[test]
fn setup_fails() {
    let log = Log::default();
    let result = with!(fallible(&log, Err("set"), Ok(())) as v => { log.note("body"); *v });
    assert_eq!(result, Err("set"));
    assert_eq!(log.take(), ["setup"]);
}

#[test]
fn teardown_fails() {
    let log = Log::default();
    let result = with!(fallible(&log, Ok(3), Err("down")) as v => { log.note("body"); *v });
    assert_eq!(result, Err("down"));
    assert_eq!(log.take(), ["setup", "body", "teardown"]);
}

#[test]
fn nothing_fails() {
    let log = Log::default();
    let result = with!(fallible(&log, Ok(3), Ok(())) as v => { *v + 1 });
    assert_eq!(result, Ok(4));
}

#[context_manager]
fn returns_err(fail: bool) -> Result<(), String> {
    if fail {
        return Err("asked to".to_owned());
    }
    yield_!();
}

#[test]
fn return_err_fails_the_setup() {
    assert_eq!(
        with!(returns_err(true) => { 1 }),
        Err("asked to".to_owned())
    );
    assert_eq!(with!(returns_err(false) => { 1 }), Ok(1));
}

#[context_manager]
fn early_return<'l>(log: &'l Log) {
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
    with!(early_return(&log) => {});
    assert_eq!(log.take(), ["early"]);
}

#[context_manager]
fn holds(lock: &Mutex<u32>) {
    let _guard = lock.lock().unwrap();
    yield_!();
}

#[context_manager]
fn locked(lock: &Mutex<u32>) -> std::sync::MutexGuard<'_, u32> {
    let guard = lock.lock().unwrap();
    yield_!(guard);
}

#[test]
fn a_lock_that_is_not_mentioned_stays_locked() {
    let lock = Mutex::new(0);
    with!(holds(&lock) => {
        assert!(lock.try_lock().is_err());
    });
    assert!(lock.try_lock().is_ok());
    with!(locked(&lock) as guard => {
        **guard += 1;
        assert!(lock.try_lock().is_err());
    });
    assert_eq!(*lock.try_lock().unwrap(), 1);
}

#[context_manager]
fn drops<'l>(
    log: &'l Log,
    _: Noisy<'l>,
    given: Noisy<'l>,
    (left, _right): (Noisy<'l>, Noisy<'l>),
) -> Noisy<'l> {
    drop(given);
    let _first = Noisy(log, "first");
    let second = Noisy(log, "second");
    log.note(second.1);
    let last = Noisy(log, "last");
    yield_!(last);
    log.note("teardown");
    drop(left);
}

#[test]
fn drop_order_is_that_of_a_function() {
    let log = Log::default();
    let manager = drops(
        &log,
        Noisy(&log, "unnamed"),
        Noisy(&log, "given"),
        (Noisy(&log, "left"), Noisy(&log, "right")),
    );
    with!(manager => { log.note("body"); });
    assert_eq!(
        log.take(),
        [
            "drop given",
            "second",
            "body",
            "teardown",
            "drop left",
            "drop last",
            "drop second",
            "drop first",
            "drop right",
            "drop unnamed",
        ]
    );
}

#[context_manager]
fn temporary<'l>(log: &'l Log) -> Noisy<'l> {
    yield_!(Noisy(log, "value"));
    log.note("teardown");
}

#[test]
fn a_value_without_a_name_ends_with_the_statement() {
    let log = Log::default();
    with!(temporary(&log) => { log.note("body"); });
    assert_eq!(log.take(), ["body", "drop value", "teardown"]);
}

struct Counter {
    depth: u32,
    log: Vec<u32>,
}

impl Counter {
    #[context_manager]
    pub(crate) fn deeper(&mut self, by: u32) -> &mut Self {
        self.depth += by;
        self.log.push(self.depth);
        yield_!(self);
        self.depth -= by;
        self.log.push(self.depth);
    }

    #[context_manager]
    fn reading(&self) -> &[u32] {
        yield_!(&self.log);
    }

    #[context_manager]
    fn owning(self, extra: u32) -> Self {
        let mut this = self;
        this.depth += extra;
        yield_!(this);
        assert_eq!(this.depth, 9);
    }
}

#[test]
fn methods() {
    let mut counter = Counter {
        depth: 0,
        log: Vec::new(),
    };
    with!(counter.deeper(2) as outer => {
        with!(outer.deeper(3) as inner => {
            assert_eq!(inner.depth, 5);
        });
    });
    assert_eq!(counter.log, [2, 5, 2, 0]);
    with!(counter.reading() as log => { assert_eq!(log.len(), 4); });
    with!(counter.owning(8) as this => { this.depth += 1; });
}

#[context_manager]
fn generic<T: Clone + Debug, const N: usize>(value: &T, log: &Log) -> [T; N]
where
    [T; N]: Clone,
{
    let values = std::array::from_fn(|_| value.clone());
    yield_!(values);
    log.note(format_args!("{values:?}"));
}

#[context_manager]
fn of_impl(text: impl Into<String>, log: &Log, mut n: u32) -> String {
    n += 1;
    let text = text.into();
    yield_!(text);
    n += 1;
    log.note(format_args!("{text} {n}"));
}

#[context_manager]
fn to_impl(up_to: &u8) -> impl Iterator<Item = u8> + use<'_> {
    yield_!(0..*up_to);
}

#[test]
fn generics() {
    let log = Log::default();
    with!(generic::<_, 2>(&'x', &log) as values => { values[1] = 'y'; });
    with!(of_impl("text", &log, 1) as text => { text.push('!'); });
    assert_eq!(log.take(), ["['x', 'y']", "text! 3"]);
    let three = 3;
    let sum: u8 = with!(to_impl(&three) as numbers => { numbers.sum() });
    assert_eq!(sum, 3);
}

#[context_manager]
fn patterns(Pair { a, mut b }: Pair, [c, _]: [u32; 2]) -> u32 {
    b += a;
    let (d, e) = (b, c);
    yield_!(d + e);
    assert_eq!((a, b, c, d, e), (1, 3, 4, 3, 4));
}

struct Pair {
    a: u32,
    b: u32,
}

#[test]
fn pattern_arguments() {
    let seven = with!(patterns(Pair { a: 1, b: 2 }, [4, 5]) as sum => { *sum });
    assert_eq!(seven, 7);
}

#[context_manager]
unsafe fn dangerous(value: u8) -> u8 {
    yield_!(value);
}

#[test]
fn unsafe_functions() {
    // SAFETY: there is nothing to uphold.
    let manager = unsafe { dangerous(1) };
    assert_eq!(with!(manager as v => { *v }), 1);
}

trait Sessions {
    fn name(&self) -> String;

    #[context_manager]
    fn session(&self) -> String {
        let name = self.name();
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
    assert_eq!(with!(3_u8.session() as name => { name.clone() }), "3");
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
fn converts() -> MyResult<String> {
    use std::fmt::Write;
    let mut text = String::new();
    write!(text, "set up")?;
    let outcome @ (Outcome::Completed | _) = yield_!(text);
    write!(text, "{outcome}")?;
    Ok(())
}

#[test]
fn errors_are_converted() {
    assert_eq!(
        with!(converts() as text => { text.clone() }).unwrap(),
        "set up"
    );
}

#[test]
fn managers_are_send() {
    fn is_send<M: ContextManager + Send>(_: &M) {}
    is_send(&returns_err(true));
    is_send(&converts());
}
