//! `#[within]`: functions beside the same ones with a `with!` written by hand, and beside plain ones.

use std::cell::RefCell;
use std::convert::Infallible;
use std::error::Error;
use std::fmt::{self, Debug, Display};
use std::io;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use scoped_core::{
    AsyncContextManager, AsyncOutcome, ContextManager, Outcome, Verdict, context_manager, with,
    within, yield_,
};

type Boxed = Box<dyn Error + Send + Sync>;

thread_local! {
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn note(event: impl Display) {
    LOG.with_borrow_mut(|log| log.push(event.to_string()));
}

/// What a call comes to, and what happened.
fn logged<T>(call: impl FnOnce() -> T) -> (T, Vec<String>) {
    LOG.take();
    let value = call();
    (value, LOG.take())
}

#[track_caller]
fn assert_log<T: Debug + PartialEq>(call: impl FnOnce() -> T, expected: T, log: &[&str]) {
    let (value, found) = logged(call);
    assert_eq!(value, expected);
    assert_eq!(found, log);
}

/// Two functions come to the same for each number.
#[track_caller]
fn assert_same<T: Debug>(within: impl Fn(u32) -> T, by_hand: impl Fn(u32) -> T) {
    for number in 0..8 {
        let (value, log) = logged(|| within(number));
        let (expected, expected_log) = logged(|| by_hand(number));
        assert_eq!(format!("{value:?}"), format!("{expected:?}"), "{number}");
        assert_eq!(log, expected_log, "{number}");
        assert!(!log.is_empty());
    }
}

/// The future never waits for anything.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("something is waited for"),
    }
}

/// How a body ended, with the type of the error that was lent.
fn told(outcome: Outcome<'_>) -> String {
    let kind = match outcome.error() {
        None => "",
        Some(error) if error.is::<Refused>() => " (Refused)",
        Some(error) if error.is::<io::Error>() => " (io::Error)",
        Some(_) => " (another)",
    };
    format!("{outcome}{kind}")
}

#[derive(Debug)]
struct Refused;

impl Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl Error for Refused {}

impl From<io::Error> for Refused {
    fn from(_: io::Error) -> Self {
        Self
    }
}

/// Cannot fail; lends its name.
struct Plain(&'static str);

impl ContextManager for Plain {
    type Value<'a> = &'static str;
    type Exit = ();

    fn enter(&mut self) -> Result<&'static str, Infallible> {
        note(format_args!("enter {}", self.0));
        Ok(self.0)
    }

    fn exit(self, outcome: Outcome<'_>) {
        note(format_args!("exit {} {}", self.0, told(outcome)));
    }
}

/// Fails where it is told to.
struct Fallible {
    enter: bool,
    exit: bool,
}

impl Fallible {
    /// Fails to enter for 1, to exit for 2, 3 and 4.
    fn of(number: u32) -> Self {
        Self {
            enter: number == 1,
            exit: (2..5).contains(&number),
        }
    }
}

impl ContextManager for Fallible {
    type Value<'a> = ();
    type Exit = io::Result<()>;

    fn enter(&mut self) -> io::Result<()> {
        note("enter");
        if self.enter {
            Err(io::Error::other("enter"))
        } else {
            Ok(())
        }
    }

    fn exit(self, outcome: Outcome<'_>) -> io::Result<()> {
        note(format_args!("exit {}", told(outcome)));
        if self.exit {
            Err(io::Error::other("exit"))
        } else {
            Ok(())
        }
    }
}

/// Suppresses.
struct Quiet;

impl ContextManager for Quiet {
    type Value<'a> = ();
    type Exit = Verdict;

    fn enter(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn exit(self, outcome: Outcome<'_>) -> Verdict {
        note(format_args!("quiet {}", told(outcome)));
        Verdict::Suppress
    }
}

/// Suppresses, or fails.
struct QuietOrFails(bool);

impl ContextManager for QuietOrFails {
    type Value<'a> = ();
    type Exit = io::Result<Verdict>;

    fn enter(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn exit(self, outcome: Outcome<'_>) -> io::Result<Verdict> {
        note(format_args!("quiet {}", told(outcome)));
        if self.0 {
            Err(io::Error::other("exit"))
        } else {
            Ok(Verdict::Suppress)
        }
    }
}

/// Awaits.
struct Connection(Fallible);

impl AsyncContextManager for Connection {
    type Value<'a> = &'static str;
    type Exit = io::Result<()>;

    async fn enter(&mut self) -> io::Result<&'static str> {
        std::future::ready(()).await;
        self.0.enter().map(|()| "connection")
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> io::Result<()> {
        std::future::ready(()).await;
        self.0.exit(outcome.into())
    }
}

#[context_manager]
fn span(name: &str) -> String {
    note(format_args!("enter {name}"));
    let name = name.to_owned();
    let outcome = yield_!(name);
    note(format_args!("exit {name} {outcome}"));
}

#[test]
fn value() {
    #[within(Plain("a") as a, Plain(a) as b,)]
    fn join(c: &str) -> String {
        note("body");
        format!("{a}{b}{c}")
    }
    let log = [
        "enter a",
        "enter a",
        "body",
        "exit a completed",
        "exit a completed",
    ];
    assert_log(|| join("c"), "aac".to_owned(), &log);
}

#[test]
fn argument_of_the_function_in_an_item() {
    #[within(span(name) as first, span(&format!("{first}, {name}")) as _)]
    fn greet(name: &str) -> usize {
        first.push('!');
        note(&*first);
        first.len()
    }
    let log = [
        "enter a",
        "enter a, a",
        "a!",
        "exit a, a completed",
        "exit a! completed",
    ];
    assert_log(|| greet("a"), 2, &log);
}

/// Every way out, of one manager and of several that cannot fail.
#[test]
fn told_the_same() {
    #[within(Plain("outer"), Plain("inner") as name)]
    fn within(number: u32) -> Result<u32, Boxed> {
        if number == 0 {
            return Err(Refused.into());
        }
        if number == 1 {
            return Ok(1);
        }
        if number == 2 {
            Err(Refused)?;
        }
        if number == 3 {
            io::Result::Err(io::Error::other(name))?;
        }
        for round in 0.. {
            if round == number {
                break;
            }
        }
        if number < 5 {
            Err("tail".into())
        } else {
            Ok(number)
        }
    }
    fn by_hand(number: u32) -> Result<u32, Boxed> {
        with!(Plain("outer"), Plain("inner") as name => {
            if number == 0 {
                return Err(Refused.into());
            }
            if number == 1 {
                return Ok(1);
            }
            if number == 2 {
                Err(Refused)?;
            }
            if number == 3 {
                io::Result::Err(io::Error::other(name))?;
            }
            if number < 5 { Err("tail".into()) } else { Ok(number) }
        })
    }
    assert_same(within, by_hand);
}

/// Outer managers are told of what an inner one makes the function return.
#[test]
fn told_the_same_of_a_manager_that_fails() {
    #[within(Plain("outer"), Fallible::of(number))]
    fn within(number: u32) -> Result<u32, Refused> {
        match number {
            3 => return Err(Refused),
            4 => Err(Refused),
            _ => Ok(number),
        }
    }
    fn by_hand(number: u32) -> Result<u32, Refused> {
        with!(Plain("outer") => {
            with!(Fallible::of(number) => {
                match number {
                    3 => return Err(Refused),
                    4 => Err(Refused),
                    _ => Ok(number),
                }
            })?
        })
    }
    assert_same(within, by_hand);
}

#[test]
fn enter_fails() {
    #[within(Plain("outer"), Fallible { enter: true, exit: false })]
    fn within() -> Result<u32, Refused> {
        note("body");
        Ok(1)
    }
    let (value, log) = logged(within);
    assert!(value.is_err());
    assert_eq!(
        log,
        [
            "enter outer",
            "enter",
            "exit outer failed: refused (Refused)"
        ]
    );
}

#[test]
fn exit_fails() {
    #[within(Fallible { enter: false, exit: true })]
    fn within() -> io::Result<u32> {
        note("body");
        Ok(1)
    }
    let (value, log) = logged(within);
    assert_eq!(value.unwrap_err().to_string(), "exit");
    assert_eq!(log, ["enter", "body", "exit completed"]);
}

/// The error of the body goes on, as in every block.
#[test]
fn exit_fails_behind_a_failure() {
    #[within(Fallible { enter: false, exit: true })]
    fn within() -> Result<u32, Boxed> {
        Err("body".into())
    }
    let (value, log) = logged(within);
    assert_eq!(value.unwrap_err().to_string(), "body");
    assert_eq!(log, ["enter", "exit failed: body (another)"]);
}

/// The `?` of an item leaves the function as well, through the managers before it.
#[test]
fn question_mark_in_an_item() {
    fn open(number: u32) -> Result<Plain, Refused> {
        if number == 0 {
            Err(Refused)
        } else {
            Ok(Plain("opened"))
        }
    }
    #[within(Plain("outer"), open(number)? as name)]
    fn within(number: u32) -> Result<usize, Boxed> {
        Ok(name.len())
    }
    fn by_hand(number: u32) -> Result<usize, Boxed> {
        with!(Plain("outer") => {
            with!(open(number)? as name => { Ok(name.len()) })
        })
    }
    assert_same(within, by_hand);

    #[within(open(number)?)]
    fn first(number: u32) -> Result<u32, Refused> {
        Ok(number)
    }
    assert!(first(0).is_err());
}

/// A `From` that asks for its caller is told where the manager stands.
#[test]
fn place_of_a_failure() {
    #[within(Fallible { enter: true, exit: false })]
    fn within() -> eyre::Result<()> {
        Ok(())
    }
    let line = line!() - 4;
    let report = format!("{:?}", within().unwrap_err());
    assert!(report.contains(&format!("within.rs:{line}:14")), "{report}");
}

/// What `?` takes in such a function, a manager may fail with.
#[test]
fn poll() {
    #[within(Fallible::of(number))]
    fn within(number: u32) -> Poll<io::Result<u32>> {
        if number == 0 {
            Poll::Pending
        } else {
            Poll::Ready(Ok(number))
        }
    }
    fn by_hand(number: u32) -> Poll<io::Result<u32>> {
        with!(Fallible::of(number) => {
            if number == 0 { Poll::Pending } else { Poll::Ready(Ok(number)) }
        })?
    }
    assert_same(within, by_hand);
}

#[test]
fn suppressed_in_a_function_without_a_value() {
    #[within(Plain("outer"), Quiet)]
    fn within(number: u32) -> Result<(), Boxed> {
        if number == 0 {
            Err(Refused)?;
        }
        if number == 1 {
            return Err(Refused.into());
        }
        if number == 2 {
            Err(Refused.into())
        } else {
            Ok(())
        }
    }
    for number in 0..3 {
        let log = [
            "enter outer",
            "quiet failed: refused (Refused)",
            "exit outer completed",
        ];
        assert_log(|| within(number).unwrap(), (), &log);
    }
    assert_log(
        || within(3).unwrap(),
        (),
        &["enter outer", "quiet completed", "exit outer completed"],
    );

    #[within(Quiet)]
    fn nothing() {
        note("body");
    }
    assert_log(nothing, (), &["body", "quiet completed"]);
}

#[test]
fn suppressed_in_a_function_with_a_value() {
    #[within(Quiet)]
    fn fallible(fails: bool) -> Result<Option<u32>, Refused> {
        if fails { Err(Refused) } else { Ok(Some(1)) }
    }
    assert_log(
        || fallible(true).unwrap(),
        None,
        &["quiet failed: refused (Refused)"],
    );
    assert_log(|| fallible(false).unwrap(), Some(1), &["quiet completed"]);

    // A `None` is no failure, and so is nothing to suppress.
    #[within(Quiet)]
    fn optional(text: &str) -> Option<char> {
        let first = text.chars().next()?;
        (first == 'a').then_some(first)
    }
    assert_log(|| optional(""), None, &["quiet failed"]);
    assert_log(|| optional("a"), Some('a'), &["quiet completed"]);
    assert_log(|| optional("b"), None, &["quiet completed"]);
}

#[test]
fn suppressed_or_failed() {
    #[within(QuietOrFails(exit_fails))]
    fn within(exit_fails: bool, fails: bool) -> Result<Option<u32>, Boxed> {
        if fails {
            Err(Refused.into())
        } else {
            Ok(Some(1))
        }
    }
    let text =
        |exit_fails, fails| format!("{:?}", within(exit_fails, fails).map_err(|e| e.to_string()));
    assert_eq!(text(false, false), "Ok(Some(1))");
    assert_eq!(text(false, true), "Ok(None)");
    assert_eq!(text(true, false), "Err(\"exit\")");
    assert_eq!(text(true, true), "Err(\"refused\")");
}

#[test]
fn recursion() {
    #[within(span(&number.to_string()))]
    fn factorial(number: u64) -> u64 {
        if number < 2 {
            return 1;
        }
        number * factorial(number - 1)
    }
    let log = [
        "enter 3",
        "enter 2",
        "enter 1",
        "exit 1 completed",
        "exit 2 completed",
        "exit 3 completed",
    ];
    assert_log(|| factorial(3), 6, &log);
}

#[test]
fn async_recursion() {
    #[within(async Connection(Fallible::of(0)))]
    async fn sum(number: u32) -> io::Result<u32> {
        if number == 0 {
            return Ok(0);
        }
        Ok(number + Box::pin(sum(number - 1)).await?)
    }
    let (value, log) = logged(|| ready(sum(3)));
    assert_eq!(value.unwrap(), 6);
    assert_eq!(log.len(), 8);
}

trait Shape {
    fn area(&self) -> u32;
    fn grow(&mut self, by: u32) -> &mut u32;
    fn into_text(self) -> String
    where
        Self: Sized;

    /// A default is a function with a body as well.
    #[within(Plain("provided"))]
    fn provided(&self) -> u32 {
        self.area() + 1
    }
}

#[derive(Debug)]
struct Square<T> {
    side: u32,
    tag: T,
}

impl<T: Debug> Square<T> {
    #[within(span(&format!("{:?}", self.tag)))]
    fn side_of(&self) -> &u32 {
        &self.side
    }

    #[within(Plain("associated"))]
    fn new(side: u32, tag: T) -> Self {
        Self { side, tag }
    }

    #[within(async Connection(Fallible::of(0)), Plain("method") as _)]
    async fn load(&mut self) -> io::Result<&mut T> {
        self.side += 1;
        Ok(&mut self.tag)
    }
}

impl<T: Debug> Shape for Square<T> {
    #[within(Plain("area"))]
    fn area(&self) -> u32 {
        self.side * self.side
    }

    #[within(Plain("grow"))]
    fn grow(&mut self, by: u32) -> &mut u32 {
        let side = &mut self.side;
        *side += by;
        side
    }

    #[within(Plain("into_text"))]
    fn into_text(self) -> String {
        let Self { side, tag } = self;
        format!("{side} {tag:?}")
    }
}

#[test]
fn methods() {
    let run = || {
        let mut square = Square::new(2, 'x');
        *square.grow(1) += 1;
        assert_eq!(*square.side_of(), 4);
        assert_eq!((square.area(), square.provided()), (16, 17));
        *ready(square.load()).unwrap() = 'y';
        square.into_text()
    };
    let (value, log) = logged(run);
    assert_eq!(value, "5 'y'");
    assert_eq!(log.len(), 18);
}

/// Inference, coercion and `impl Trait` are those of a plain function.
#[test]
fn return_types() {
    #[within(Plain("a"))]
    fn boxed(add: u32) -> Box<dyn Fn(u32) -> u32> {
        if add == 0 {
            return Box::new(|number| number);
        }
        match add {
            1 => Box::new(|number| number + 1),
            _ => Box::new(move |number| number + add),
        }
    }
    #[within(Plain("a"))]
    fn borrowed<'a>(numbers: &'a [u32], _: &str) -> impl Iterator<Item = &'a u32> + use<'a> {
        numbers.iter().filter(|number| **number > 1)
    }
    #[within(Plain("a"))]
    fn collected<T, const N: usize>(numbers: [T; N]) -> Vec<T>
    where
        T: Clone + Ord,
    {
        let mut sorted: Vec<_> = numbers.into();
        sorted.sort();
        sorted.clone()
    }
    #[within(Plain("a"))]
    fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, T::Err> {
        text.parse()
    }
    #[within(Plain("a"))]
    fn sliced(numbers: &[u32; 3]) -> &[u32] {
        numbers
    }
    #[within(Plain("a"), Plain("b"))]
    fn endless(start: u32) -> u32 {
        let mut number = start;
        loop {
            number += 1;
            if number > 3 {
                return number;
            }
        }
    }
    #[within(Plain("a"), Plain("b"))]
    fn labelled(numbers: &[u32]) -> Option<u32> {
        let found = 'search: {
            for &number in numbers {
                if number > 1 {
                    break 'search number;
                }
            }
            return None;
        };
        Some(found)
    }
    assert_eq!((boxed(0)(1), boxed(1)(1), boxed(2)(1)), (1, 2, 3));
    assert_eq!(borrowed(&[1, 2], "").collect::<Vec<_>>(), [&2]);
    assert_eq!(collected([2, 1]), [1, 2]);
    assert_eq!(parsed("7"), Ok(7_u8));
    assert_eq!(sliced(&[1, 2, 3]), [1, 2, 3]);
    assert_eq!(endless(0), 4);
    assert_eq!((labelled(&[1, 2]), labelled(&[1])), (Some(2), None));
}

#[test]
fn never() {
    #[within(Plain("a"))]
    fn stop() -> ! {
        std::panic::resume_unwind(Box::new(()))
    }
    #[within(Plain("b"), Plain("c"))]
    fn stop_or_loop(number: u32) -> ! {
        if number == 0 {
            stop();
        }
        loop {
            stop()
        }
    }
    for number in 0..2 {
        let (stopped, log) = logged(|| std::panic::catch_unwind(|| stop_or_loop(number)));
        assert!(stopped.is_err());
        let exits = ["exit a panicked", "exit c panicked", "exit b panicked"];
        assert_eq!(log[3..], exits);
    }
}

/// The body moves, and late initialises.
#[test]
fn moves() {
    #[within(Plain("a"))]
    fn within(text: String, pair: (String, String)) -> (String, String) {
        let late;
        let (first, _) = pair;
        with!(Plain("b") => {
            late = text + &first;
        });
        (late, first)
    }
    let given = (String::from("b"), String::new());
    assert_eq!(
        within("a".to_owned(), given),
        ("ab".to_owned(), "b".to_owned())
    );
}

#[test]
fn drop_order() {
    struct Noisy(&'static str);
    impl Drop for Noisy {
        fn drop(&mut self) {
            note(format_args!("drop {}", self.0));
        }
    }
    #[within(Plain("a"))]
    fn within(_argument: Noisy) -> Noisy {
        let _local = Noisy("local");
        Noisy("returned")
    }
    let log = [
        "enter a",
        "drop local",
        "exit a completed",
        "drop argument",
        "drop returned",
    ];
    assert_log(|| drop(within(Noisy("argument"))), (), &log);
}

/// Attributes stand on both sides of it and in the body, and are not lost.
#[test]
#[within(Plain("test"))]
#[allow(clippy::let_and_return, reason = "it is what is tested")]
fn attributes() {
    #[inline]
    #[within(Plain("a"))]
    #[must_use]
    #[deprecated = "for the test"]
    /// Documented.
    fn within() -> u32 {
        #![allow(unused_variables)]
        //! Documented inside.
        let unused = 1;
        let value = 2;
        value
    }
    #[allow(deprecated)]
    let value = within();
    assert_eq!(value, 2);
}

#[within(Plain("a"))]
#[test]
fn above_test() -> io::Result<()> {
    std::fs::read(file!()).map(drop)
}

#[tokio::test]
#[within(Plain("a"))]
async fn below_tokio_test() -> io::Result<()> {
    tokio::task::yield_now().await;
    Ok(())
}

#[within(async Connection(Fallible::of(0)) as name, Plain("a"))]
#[tokio::test]
async fn above_tokio_test() -> io::Result<()> {
    tokio::task::yield_now().await;
    assert_eq!(name, "connection");
    Ok(())
}

#[test]
fn qualifiers() {
    #[within(Plain("a"))]
    #[allow(unsafe_op_in_unsafe_fn)]
    unsafe fn read(from: *const u32) -> u32 {
        *from
    }
    #[within(Plain("a"))]
    extern "C" fn double(number: u32) -> u32 {
        number * 2
    }
    #[within(Plain("a"))]
    async unsafe fn awaited(from: *const u32) -> u32 {
        std::future::ready(()).await;
        // SAFETY: the caller says so.
        unsafe { *from }
    }
    // SAFETY: both point to a number.
    assert_eq!(unsafe { (read(&3), ready(awaited(&4))) }, (3, 4));
    assert_eq!(double(3), 6);
}

/// Sync and async managers around a body that awaits, each way out of it.
#[test]
fn asynchronous() {
    #[within(Plain("outer"), async Connection(Fallible::of(number)) as name, Plain("inner"))]
    async fn within(number: u32) -> Result<usize, Boxed> {
        std::future::ready(()).await;
        match number {
            3 => return Err(Refused.into()),
            4 => Err(Refused.into()),
            5 => Err(Refused)?,
            6 => return Ok(6),
            _ => Ok(std::future::ready(name).await.len()),
        }
    }
    async fn by_hand(number: u32) -> Result<usize, Boxed> {
        with!(Plain("outer") => {
            with!(async Connection(Fallible::of(number)) as name => {
                with!(Plain("inner") => {
                    std::future::ready(()).await;
                    match number {
                        3 => return Err(Refused.into()),
                        4 => Err(Refused.into()),
                        5 => Err(Refused)?,
                        6 => return Ok(6),
                        _ => Ok(std::future::ready(name).await.len()),
                    }
                })
            })?
        })
    }
    assert_eq!(size_of_val(&within(0)), size_of_val(&by_hand(0)));
    assert_same(
        |number| ready(within(number)),
        |number| ready(by_hand(number)),
    );
}

#[test]
fn futures_are_send() {
    #[within(async Connection(Fallible::of(0)), Plain("a"))]
    async fn within<T: Send + Debug>(value: &T, text: &str) -> Result<String, Boxed> {
        let kept = format!("{value:?}");
        tokio::task::yield_now().await;
        if text.is_empty() {
            Err(Refused)?;
        }
        Ok(kept + text)
    }
    fn assert_send<T: Send>(value: T) -> T {
        value
    }
    drop(assert_send(within(&1, "")));
}

/// A future that is dropped.
#[test]
fn dropped_future() {
    #[within(Plain("a"))]
    async fn within() {
        std::future::pending::<()>().await;
    }
    let run = || {
        let mut future = Box::pin(within());
        let mut context = Context::from_waker(Waker::noop());
        assert!(future.as_mut().poll(&mut context).is_pending());
    };
    assert_log(run, (), &["enter a", "exit a left unseen"]);
}

#[test]
fn macros() {
    macro_rules! declare {
        ($name:ident, $manager:expr, $value:expr, $returned:ty) => {
            #[within($manager as name)]
            fn $name() -> $returned {
                let _ = name.len();
                $value * 2
            }
        };
    }
    declare!(doubled, Plain("a"), 1 + 2, u32);
    assert_log(doubled, 6, &["enter a", "exit a completed"]);

    macro_rules! with_body {
        ($name:ident, $body:block) => {
            #[within(Plain("a"))]
            fn $name() -> u32 $body
        };
    }
    with_body!(body, {
        if LOG.with_borrow(Vec::is_empty) {
            return 0;
        }
        1
    });
    assert_log(body, 1, &["enter a", "exit a completed"]);

    macro_rules! early {
        ($value:expr) => {
            return $value
        };
    }
    #[within(#![see(early -> return)] Plain("a"))]
    fn within(number: u32) -> u32 {
        if number == 0 {
            early!(7);
        }
        number
    }
    assert_log(|| within(0), 7, &["enter a", "exit a completed"]);
}

/// A `with!` in the body is a block of its own.
#[test]
fn nested() {
    #[within(Plain("outer"))]
    fn within(number: u32) -> Result<u32, Boxed> {
        let value = with!(Fallible::of(number) => {
            if number == 6 {
                return Err(Refused.into());
            }
            number + 1
        })?;
        with!(Plain("inner") => {
            if value == 8 { Err(Refused.into()) } else { Ok(value) }
        })
    }
    fn by_hand(number: u32) -> Result<u32, Boxed> {
        with!(Plain("outer") => {
            let value = with!(Fallible::of(number) => {
                if number == 6 {
                    return Err(Refused.into());
                }
                number + 1
            })?;
            with!(Plain("inner") => {
                if value == 8 { Err(Refused.into()) } else { Ok(value) }
            })
        })
    }
    assert_same(within, by_hand);
}

#[test]
fn crate_path() {
    mod facade {
        pub use scoped_core as blocks;
    }
    #[facade::blocks::within(crate = facade::blocks, Plain("a") as name)]
    fn first() -> &'static str {
        name
    }
    #[within(Plain("a") as name, crate = ::scoped_core)]
    fn last() -> &'static str {
        name
    }
    assert_eq!((first(), last()), ("a", "a"));
}
