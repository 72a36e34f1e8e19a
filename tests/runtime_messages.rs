//! What is printed where a program runs: it names what its reader has written, and nothing of the library's inside.

use std::cell::RefCell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::{Mutex, Once, RwLock};
use std::task::{Context, Waker};

use scoped_core::{
    Abandoned, AsyncContextManager, AsyncExitStack, AsyncOutcome, ContextManager, Either,
    ExitError, ExitStack, Failure, Outcome, Verdict, awaiting, capture_unraised, chdir, closing,
    closing_with, context_manager, nullcontext, on_exit, reading, scope, scope_async, suppress,
    suppress_if, with, yield_,
};

const FULL: Result<(), &str> = Err("full");

fn refused() -> Result<(), io::Error> {
    Err(io::Error::other("refused"))
}

#[context_manager]
fn session(number: u32) -> Result<u32, &'static str> {
    yield_!(number);
    FULL
}

#[context_manager]
fn generic<T: Clone>(value: T) -> Result<T, &'static str> {
    yield_!(value);
    FULL
}

#[context_manager]
fn branching(number: u32) -> Result<u32, &'static str> {
    if number > 1 {
        yield_!(number);
    } else {
        yield_!(1);
    }
    FULL
}

#[context_manager]
async fn async_session(number: u32) -> Result<u32, &'static str> {
    yield_!(number);
    FULL
}

#[context_manager]
async fn async_branching<T: Clone, U>(value: T, _: U) -> Result<T, &'static str> {
    if true {
        yield_!(value);
    } else {
        yield_!(value.clone());
    }
    FULL
}

struct Pool;

impl Pool {
    #[context_manager]
    fn lease(&self) -> Result<u32, &'static str> {
        yield_!(1);
        FULL
    }
}

#[context_manager]
impl Pool {
    fn exit(self) -> Result<(), &'static str> {
        FULL
    }
}

/// The line that the hook writes in a call.
fn line(call: impl FnOnce()) -> String {
    let (_, unraised) = capture_unraised(call);
    let [unraised] = &unraised[..] else {
        panic!("not one is unraised: {unraised:?}");
    };
    unraised.to_string()
}

/// The line about a block over a manager whose body has failed.
macro_rules! line_of {
    ($($header:tt)*) => {
        line(|| drop(with!($($header)* => { refused() })))
    };
}

macro_rules! async_line_of {
    ($($header:tt)*) => {
        line(|| {
            let block = pin!(async { drop(with!($($header)* => { refused() })) });
            let mut context = Context::from_waker(Waker::noop());
            assert!(block.poll(&mut context).is_ready());
        })
    };
}

fn unraised(manager: &str) -> String {
    format!("unraised exit error of `{manager}`: \"full\" (the body: failed: refused)")
}

#[test]
fn unraised_of_a_type() {
    assert_eq!(line_of!(Pool), unraised("runtime_messages::Pool"));
    assert_eq!(
        line_of!(Some(Pool)),
        unraised("core::option::Option<runtime_messages::Pool>")
    );
    // Of several, the one that has failed.
    assert_eq!(
        line_of!((nullcontext(1), Pool)),
        unraised("runtime_messages::Pool")
    );
}

#[test]
fn unraised_of_a_function() {
    assert_eq!(line_of!(session(1)), unraised("runtime_messages::session"));
    assert_eq!(
        line_of!(generic("a")),
        unraised("runtime_messages::generic<&str>")
    );
    assert_eq!(
        line_of!(branching(1)),
        unraised("runtime_messages::branching")
    );
    assert_eq!(
        line_of!(Pool.lease()),
        unraised("runtime_messages::Pool::lease")
    );
    assert_eq!(
        async_line_of!(async async_session(1)),
        unraised("runtime_messages::async_session")
    );
    assert_eq!(
        async_line_of!(async async_branching("a", (1_u8, 2_u8))),
        unraised("runtime_messages::async_branching<&str, (u8, u8)>")
    );
}

#[test]
fn unraised_of_ready_made_managers() {
    let here = "runtime_messages::unraised_of_ready_made_managers::{{closure}}";
    assert_eq!(
        line_of!(on_exit(|_| FULL)),
        unraised(&format!("scoped_core::OnExit<{here}::{{{{closure}}}}>"))
    );
    assert_eq!(
        line_of!(scope(1_u8, |_, _| FULL)),
        unraised(&format!("scoped_core::Scope<u8, {here}::{{{{closure}}}}>"))
    );
    assert_eq!(
        line_of!(closing_with(1_u8, |_| FULL)),
        unraised(&format!(
            "scoped_core::ClosingWith<u8, {here}::{{{{closure}}}}>"
        ))
    );
    assert_eq!(
        async_line_of!(async awaiting(Pool)),
        unraised("scoped_core::Awaiting<runtime_messages::Pool>")
    );
    let pushed = line(|| {
        drop(with!(ExitStack::new() as stack => {
            stack.push(Pool);
            refused()
        }));
    });
    assert_eq!(pushed, unraised("runtime_messages::Pool"));
}

#[test]
fn unraised_of_a_body_that_was_left_unseen() {
    macro_rules! leave {
        () => {
            return
        };
    }
    let left = line(|| with!(nullcontext(1_u8) => { leave!() }));
    assert_eq!(
        left,
        "`with!` over `scoped_core::NullContext<u8>` was left unseen, which is no success: a macro in its body jumps out \
         of it; write that `return`, `?`, `break` or `continue` outside of the macro, or name the macro in `#![see(..)]`"
    );
}

#[test]
fn unraised_of_several_that_are_entered_by_hand() {
    let lock = Mutex::new(1_u8);
    let poisoned = catch_unwind(|| {
        let _held = lock.lock();
        panic!("it is poisoned");
    });
    assert!(poisoned.is_err());
    assert_eq!(
        line(|| assert!((nullcontext(1_u8), &lock).enter().is_err())),
        format!(
            "unraised exit error of `(scoped_core::NullContext<u8>, &{})`: entered by hand, one of its managers has failed, \
             and those before it are not exited; `with!` and `run` exit them (the body: failed)",
            std::any::type_name::<Mutex<u8>>()
        )
    );
}

#[test]
fn outcomes() {
    let seen = RefCell::new(Vec::new());
    let seeing = || {
        on_exit(|outcome: Outcome<'_>| {
            seen.borrow_mut()
                .push((format!("{outcome}"), format!("{outcome:?}")))
        })
    };
    with!(seeing() => {});
    assert!(with!(seeing() => { refused() }).is_err());
    assert_eq!(with!(seeing() => { FULL }), FULL);
    let expected = [
        ("completed", "Completed"),
        (
            "failed: refused",
            "Failed(Failure { error: Some(Custom { kind: Other, error: \"refused\" }) })",
        ),
        ("failed", "Failed(Failure { error: None })"),
    ];
    let expected = expected.map(|(shown, debugged)| (shown.to_owned(), debugged.to_owned()));
    assert_eq!(*seen.borrow(), expected);

    let outcome: Outcome<'_> = Outcome::Panicked;
    assert_eq!(format!("{outcome}, {outcome:?}"), "panicked, Panicked");
    let outcome: Outcome<'_> = Outcome::Unseen;
    assert_eq!(format!("{outcome}, {outcome:?}"), "left unseen, Unseen");
    let failure = Failure::without_error();
    assert_eq!(
        format!("{failure}, {failure:?}"),
        "failed, Failure { error: None }"
    );
}

#[test]
fn reasons_verdicts_and_errors() {
    let reasons = [
        Abandoned::Entering,
        Abandoned::Dropped,
        Abandoned::Panicked,
        Abandoned::Unseen,
    ];
    assert_eq!(
        reasons.map(|reason| format!("{reason}: {reason:?}")),
        [
            "dropped while entering: Entering",
            "dropped in the body: Dropped",
            "panicked: Panicked",
            "left unseen: Unseen"
        ]
    );
    assert_eq!(
        format!("{:?}", [Verdict::Suppress, Verdict::Propagate]),
        "[Suppress, Propagate]"
    );
    let error = ExitError::new("full");
    assert_eq!(format!("{error}, {error:?}"), "full, \"full\"");
}

#[test]
fn managers() {
    assert_eq!(format!("{:?}", session(1)), "runtime_messages::session");
    assert_eq!(format!("{:?}", branching(1)), "runtime_messages::branching");
    assert_eq!(
        format!("{:?}", async_session(1)),
        "runtime_messages::async_session"
    );
    assert_eq!(format!("{:?}", on_exit(|_| ())), "OnExit { .. }");
    assert_eq!(
        format!("{:?}", scope(1, |_, _| ())),
        "Scope { value: 1, .. }"
    );
    let scope_async = scope_async(1, async |_, _: AsyncOutcome<'_>| ());
    assert_eq!(format!("{scope_async:?}"), "ScopeAsync { value: 1, .. }");
    assert_eq!(format!("{:?}", closing(1)), "Closing { value: 1 }");
    assert_eq!(
        format!("{:?}", closing_with(1, |_| ())),
        "ClosingWith { value: 1, .. }"
    );
    assert_eq!(format!("{:?}", nullcontext(1)), "NullContext { value: 1 }");
    assert_eq!(
        format!("{:?}", awaiting(nullcontext(1))),
        "Awaiting { manager: NullContext { value: 1 }, .. }"
    );
    assert_eq!(format!("{:?}", suppress::<io::Error>()), "Suppress");
    assert_eq!(
        format!("{:?}", suppress_if(|_: &io::Error| true)),
        "SuppressIf { .. }"
    );
    assert_eq!(
        format!("{:?}", chdir("/")),
        "Chdir { path: \"/\", before: None }"
    );
    let lock = RwLock::new(1);
    assert_eq!(
        format!("{:?}", reading(&lock)),
        format!("Reading {{ lock: {lock:?} }}")
    );
    assert_eq!(format!("{:?}", Either::<u8, u8>::Left(1)), "Left(1)");
    let mut stack = ExitStack::new();
    assert_eq!(format!("{stack:?}"), "ExitStack { .. }");
    assert_eq!(format!("{:?}", stack.open()), "OpenStack { .. }");
    let mut stack = AsyncExitStack::new();
    assert_eq!(format!("{stack:?}"), "AsyncExitStack { .. }");
    assert_eq!(format!("{:?}", stack.open()), "OpenAsyncStack { .. }");
}

thread_local! {
    /// The file of the last panic, and its line.
    static PLACE: RefCell<(String, u32)> = const { RefCell::new((String::new(), 0)) };
}

/// What a call panics with, and where.
fn panic_of<T>(call: impl FnOnce() -> T) -> (String, String, u32) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().unwrap();
            PLACE.replace((place.file().to_owned(), place.line()));
        }));
    });
    let panicked = catch_unwind(AssertUnwindSafe(|| drop(call()))).unwrap_err();
    let message = match panicked.downcast::<String>() {
        Ok(message) => *message,
        Err(panicked) => (*panicked.downcast::<&str>().unwrap()).to_owned(),
    };
    let (file, line) = PLACE.take();
    (message, file, line)
}

/// A row: a call, which panics where it stands.
macro_rules! panics {
    ($call:expr, $message:expr) => {
        let (message, file, line) = panic_of(|| $call);
        assert_eq!((&*message, &*file, line), ($message, file!(), line!()));
    };
}

#[test]
#[rustfmt::skip]
fn panics_of_a_manager_that_is_called_by_hand() {
    let twice = "the manager of `runtime_messages::session` is entered twice, and such a manager can be entered once";
    let never = "the manager of `runtime_messages::session` is exited, and was not entered";
    let never_async = "the manager of `runtime_messages::async_session` is exited, and was not entered";

    let mut manager = session(1);
    assert_eq!(manager.enter(), Ok(&mut 1));
    panics!(manager.enter().copied(), twice);
    panics!(session(1).exit(Outcome::Completed), never);
    panics!(async_session(1).exit(AsyncOutcome::Completed), never_async);
}

#[context_manager]
fn sometimes(yields: bool) {
    if yields {
        yield_!();
    }
}

#[context_manager]
#[rustfmt::skip]
fn twice(again: bool) -> Result<(), &'static str> {
    if again { yield_!(); }
    yield_!();
    FULL
}

#[test]
fn panics_of_a_function_that_does_not_yield_once() {
    let (message, ..) = panic_of(|| with!(sometimes(false) => {}));
    assert_eq!(
        message,
        "`runtime_messages::sometimes` ended without `yield_!`"
    );
    let (message, file, _) = panic_of(|| with!(twice(true) => {}));
    assert_eq!((&*message, &*file), ("`yield_!` ran twice", file!()));
}

#[test]
fn panics_of_a_macro_that_is_taken_for_another() {
    macro_rules! ensure {
        ($condition:expr, $value:expr) => {
            if !$condition {
                drop($value);
            }
        };
    }
    fn run() -> Result<(), &'static str> {
        with!(nullcontext(1) => {
            let text = String::from("a");
            let moved = || text;
            ensure!(1 > 2, moved());
        });
        Ok(())
    }
    let (message, file, _) = panic_of(run);
    assert_eq!(
        (&*message, &*file),
        (
            "a macro that `with!` takes for `ensure!` went on although its condition does not hold: give it another name",
            file!()
        )
    );
}
