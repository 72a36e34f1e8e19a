//! The unraised hook: errors of `exit` that have nowhere to go. The hook is the process's, so these tests
//! have a binary of their own and take turns.

mod support;

use std::sync::{Mutex, MutexGuard, PoisonError};

use scoped_core::{set_unraised_hook, take_unraised_hook, with};
use support::errors::fail;
use support::{Oops, Trouble, fallible, note, plain, recorded, suppressing, verdict, yes};

static TURN: Mutex<()> = Mutex::new(());

/// While it lives, unraised errors are lines of the log.
struct Hooked(#[allow(dead_code, reason = "held")] MutexGuard<'static, ()>);

impl Hooked {
    fn new() -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        set_unraised_hook(Box::new(|unraised| {
            let kind = unraised.manager().rsplit("::").next().unwrap_or_default();
            let kind = kind.trim_end_matches('>').trim_end_matches("Recorder");
            note(format!(
                "unraised of {kind} {:?} ({})",
                unraised.error(),
                unraised.outcome()
            ));
        }));
        Self(turn)
    }
}

impl Drop for Hooked {
    fn drop(&mut self) {
        let _ours = take_unraised_hook();
    }
}

/// A row: the function, its log, its value.
macro_rules! unraised_row {
    (
        $(#[$attribute:meta])*
        $name:ident() -> $returned:ty { $($code:tt)* }
        log $log:expr;
        gives $gives:pat $(if $guard:expr)?
    ) => {
        $(#[$attribute])*
        #[test]
        fn $name() {
            let _hooked = Hooked::new();
            support::forms::each_form! {
                always [listed []] always [listed_comma []] always [listed_angle []] always [nested []];
                $returned;
                { $($code)* };
                $log;
                { $gives $(if $guard)? }
            }
            support::async_forms::each_async_answer_form! {
                $returned;
                { $($code)* };
                $log;
                { $gives $(if $guard)? }
            }
        }
    };
}

unraised_row! {
    unraised_after_last_expression_err() -> Result<Result<u32, Oops>, Trouble> {
        block! { [fallible("a").fails()] fail(1) }
    }
    log [
        "enter a", "drop value of a", "exit a: failed: oops 1",
        "unraised of Fallible Trouble(\"no exiting a\") (failed: oops 1)",
    ];
    gives Ok(Ok(Err(Oops(1))))
}

unraised_row! {
    unraised_after_question_mark() -> Result<u32, Oops> {
        let value = block! { [fallible("a").fails()] fail(1)? };
        note("not reached");
        Ok(value.unwrap())
    }
    log [
        "enter a", "drop value of a", "exit a: failed: oops 1",
        "unraised of Fallible Trouble(\"no exiting a\") (failed: oops 1)",
    ];
    gives Ok(Err(Oops(1)))
}

unraised_row! {
    unraised_after_question_mark_on_none() -> Option<u32> {
        let value = block! { [verdict("a").fails()] None::<u32>? };
        note("not reached");
        value.unwrap()
    }
    log [
        "enter a", "drop value of a", "exit a: failed",
        "unraised of Both Trouble(\"no exiting a\") (failed)",
    ];
    gives Ok(None)
}

unraised_row! {
    unraised_after_return_err() -> Result<u32, Oops> {
        let value = block! { [verdict("a").fails()] if yes() { return Err(Oops(2)); } 1 };
        note("not reached");
        Ok(value.unwrap().unwrap())
    }
    log [
        "enter a", "drop value of a", "exit a: failed: oops 2",
        "unraised of Both Trouble(\"no exiting a\") (failed: oops 2)",
    ];
    gives Ok(Err(Oops(2)))
}

unraised_row! {
    unraised_after_bail() -> anyhow::Result<u32> {
        let value = block! { [fallible("a").fails()] if yes() { anyhow::bail!("no way"); } 1 };
        note("not reached");
        Ok(value?)
    }
    log [
        "enter a", "drop value of a", "exit a: failed: no way",
        "unraised of Fallible Trouble(\"no exiting a\") (failed: no way)",
    ];
    gives Ok(Err(ref error)) if error.to_string() == "no way"
}

unraised_row! {
    unraised_while_panicking() -> u32 {
        block! { [fallible("a").fails()] if yes() { panic!("bang"); } 1 }.unwrap()
    }
    log [
        "enter a", "drop value of a", "exit a: panicked",
        "unraised of Fallible Trouble(\"no exiting a\") (panicked)",
    ];
    gives Err(ref message) if message == "bang"
}

unraised_row! {
    unraised_while_panicking_of_one_that_may_suppress() -> u32 {
        block! { [verdict("a").fails()] if yes() { panic!("bang"); } 1 }.unwrap().unwrap()
    }
    log [
        "enter a", "drop value of a", "exit a: panicked",
        "unraised of Both Trouble(\"no exiting a\") (panicked)",
    ];
    gives Err(ref message) if message == "bang"
}

macro_rules! leave {
    ($value:expr) => {
        return $value
    };
}

unraised_row! {
    unraised_after_an_unseen_jump() -> u32 {
        let _value = block! { [fallible("a").fails()] if yes() { leave!(7); } };
        note("not reached");
        0
    }
    log [
        "enter a", "drop value of a", "exit a: left unseen",
        "unraised of Fallible Trouble(\"no exiting a\") (left unseen)",
    ];
    gives Ok(7)
}

unraised_row! {
    unraised_after_an_unseen_jump_of_one_that_may_suppress() -> u32 {
        let _value = block! { [verdict("a").fails()] if yes() { leave!(7); } };
        note("not reached");
        0
    }
    log [
        "enter a", "drop value of a", "exit a: left unseen",
        "unraised of Both Trouble(\"no exiting a\") (left unseen)",
    ];
    gives Ok(7)
}

unraised_row! {
    /// Without a failure, the hook is told that the body was left unseen.
    an_unseen_jump() -> u32 {
        let _value = block! { [fallible("a")] if yes() { leave!(7); } };
        note("not reached");
        0
    }
    log [
        "enter a", "drop value of a", "exit a: left unseen",
        "unraised of Fallible the body was left unseen (left unseen)",
    ];
    gives Ok(7)
}

unraised_row! {
    /// The inner error is `with!`'s value; the outer one comes after a failure.
    the_second_of_two_exit_errors_is_unraised() -> Result<Result<u32, Trouble>, Trouble> {
        block! { [fallible("a").fails(), fallible("b").fails()] note("body"); 7 }
    }
    log [
        "enter a", "enter b", "body",
        "drop value of b", "exit b: completed",
        "drop value of a", "exit a: failed: no exiting b",
        "unraised of Fallible Trouble(\"no exiting a\") (failed: no exiting b)",
    ];
    gives Ok(Ok(Err(ref trouble))) if *trouble == Trouble::in_exit("b")
}

unraised_row! {
    the_second_of_two_exit_errors_after_return_is_unraised() -> u32 {
        let value = block! { [verdict("a").fails(), fallible("b").fails()] if yes() { return 1; } 2 };
        note("given up");
        if value == Ok(Some(Err(Trouble::in_exit("b")))) { 3 } else { 4 }
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: completed",
        "drop value of a", "exit a: failed: no exiting b",
        "unraised of Both Trouble(\"no exiting a\") (failed: no exiting b)",
        "given up",
    ];
    gives Ok(3)
}

unraised_row! {
    every_exit_error_after_a_failure_is_unraised() -> Result<u32, Oops> {
        let value = block! { [fallible("a").fails(), verdict("b").fails(), fallible("c").fails()] fail(1)? };
        note("not reached");
        Ok(value.unwrap().unwrap().unwrap().unwrap())
    }
    log [
        "enter a", "enter b", "enter c",
        "drop value of c", "exit c: failed: oops 1",
        "unraised of Fallible Trouble(\"no exiting c\") (failed: oops 1)",
        "drop value of b", "exit b: failed: oops 1",
        "unraised of Both Trouble(\"no exiting b\") (failed: oops 1)",
        "drop value of a", "exit a: failed: oops 1",
        "unraised of Fallible Trouble(\"no exiting a\") (failed: oops 1)",
    ];
    gives Ok(Err(Oops(1)))
}

unraised_row! {
    unraised_after_enter_of_a_later_item_fails() -> Result<Result<u32, Trouble>, Trouble> {
        block! { [fallible("a").fails(), fallible("b").enter_fails()] note("not reached"); 7 }
    }
    log [
        "enter a", "enter b: fails",
        "drop value of a", "exit a: failed: no entering b",
        "unraised of Fallible Trouble(\"no exiting a\") (failed: no entering b)",
    ];
    gives Ok(Ok(Err(ref trouble))) if *trouble == Trouble::in_enter("b")
}

unraised_row! {
    nothing_is_unraised_after_a_success() -> Result<u32, Trouble> {
        block! { [fallible("a").fails(), plain("b")] note("body"); 7 }
    }
    log [
        "enter a", "enter b", "body",
        "drop value of b", "exit b: completed",
        "drop value of a", "exit a: completed",
    ];
    gives Ok(Err(_))
}

unraised_row! {
    nothing_is_unraised_of_a_suppression() -> Option<Result<u32, Oops>> {
        block! { [suppressing("a").suppresses()] fail(1) }
    }
    log ["enter a", "drop value of a", "exit a: failed: oops 1"];
    gives Ok(None)
}

#[test]
fn the_hook_is_told_the_name_of_the_managers_type() {
    use std::sync::Arc;

    let _hooked = Hooked::new();
    let name = Arc::new(Mutex::new(String::new()));
    let told = Arc::clone(&name);
    set_unraised_hook(Box::new(move |unraised| {
        *told.lock().unwrap() = unraised.manager().to_owned();
    }));
    let recorded = recorded(|| with!(fallible("a").fails() => { fail(1) }));
    assert!(recorded.value().unwrap().is_err());
    assert_eq!(
        *name.lock().unwrap(),
        std::any::type_name::<support::Recorder<support::recorder::Fallible>>()
    );
}

#[test]
fn the_hook_that_was_taken_can_be_called_and_the_default_one_is_back() {
    let _hooked = Hooked::new();
    let ours = take_unraised_hook();
    set_unraised_hook(Box::new(move |unraised| {
        note("wrapped");
        ours(unraised);
    }));
    let recorded = recorded(|| with!(fallible("a").fails() => { fail(1) }));
    assert_eq!(
        recorded.log,
        [
            "enter a",
            "drop value of a",
            "exit a: failed: oops 1",
            "wrapped",
            "unraised of Fallible Trouble(\"no exiting a\") (failed: oops 1)",
        ]
    );
}

#[test]
fn a_block_in_a_destructor_during_unwinding_reports_its_own_outcome() {
    struct OnDrop;

    impl Drop for OnDrop {
        fn drop(&mut self) {
            let failed: Result<Result<u32, Oops>, Trouble> =
                with!(fallible("a").fails() => { fail(1) });
            assert!(matches!(failed, Ok(Err(_))));
        }
    }

    let _hooked = Hooked::new();
    let recorded = recorded(|| {
        let _later = OnDrop;
        if yes() {
            panic!("unrelated");
        }
    });
    assert_eq!(
        recorded.log,
        [
            "enter a",
            "drop value of a",
            "exit a: failed: oops 1",
            "unraised of Fallible Trouble(\"no exiting a\") (failed: oops 1)",
        ]
    );
}

#[test]
fn the_default_hook_writes_one_line_to_stderr() {
    use std::process::Command;

    const CHILD: &str = "SCOPED_TEST_DEFAULT_HOOK";
    if std::env::var_os(CHILD).is_some() {
        let _failed = with!(plain("a"), fallible("b").fails() => { fail(1) });
        return;
    }
    let program = std::env::current_exe().expect("the test binary has a path");
    let output = Command::new(program)
        .args([
            "--exact",
            "the_default_hook_writes_one_line_to_stderr",
            "--nocapture",
        ])
        .env(CHILD, "1")
        .output()
        .expect("the test binary runs again");
    assert!(output.status.success());
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        text.lines().collect::<Vec<_>>(),
        [format!(
            "unraised exit error of `{}`: Trouble(\"no exiting b\") (the body: failed: oops 1)",
            std::any::type_name::<support::Recorder<support::recorder::Fallible>>()
        )]
    );
}

/// Its hook is dropped when nobody holds the lock any more: what is dropped with it may ask for the hook.
#[test]
fn a_hook_that_asks_for_the_hook_when_it_is_dropped() {
    struct Asks;

    impl Drop for Asks {
        fn drop(&mut self) {
            let _hook = take_unraised_hook();
            note("asked");
        }
    }

    let _hooked = Hooked::new();
    let asks = Asks;
    set_unraised_hook(Box::new(move |_| {
        let _held = &asks;
    }));
    let recorded = recorded(|| set_unraised_hook(Box::new(|_| {})));
    assert_eq!(recorded.log, ["asked"]);
}

/// With debug assertions, since it is the programmer who has to do something about it.
#[test]
#[cfg(debug_assertions)]
fn the_default_hook_writes_a_line_for_a_body_that_was_left_unseen() {
    use std::process::Command;

    macro_rules! leave {
        () => {
            return Ok(1)
        };
    }

    fn run() -> Result<u32, Oops> {
        with!(plain("a") => { if yes() { leave!(); } });
        fail(1)
    }

    const CHILD: &str = "SCOPED_TEST_UNSEEN";
    if std::env::var_os(CHILD).is_some() {
        assert_eq!(run().unwrap(), 1);
        return;
    }
    let program = std::env::current_exe().expect("the test binary has a path");
    let output = Command::new(program)
        .args([
            "--exact",
            "the_default_hook_writes_a_line_for_a_body_that_was_left_unseen",
            "--nocapture",
        ])
        .env(CHILD, "1")
        .output()
        .expect("the test binary runs again");
    assert!(output.status.success());
    let text = String::from_utf8_lossy(&output.stderr);
    let manager = std::any::type_name::<support::Recorder<support::recorder::Plain>>();
    assert_eq!(
        text.lines().collect::<Vec<_>>(),
        [format!(
            "`with!` over `{manager}` was left unseen, which is no success: a macro in its body jumps out of it; write that \
             `return`, `?`, `break` or `continue` outside of the macro, or name the macro in `#![see(..)]`"
        )]
    );
}

/// Another hook is told of it in every build, also where `exit` is async; of a panic and of a dropped future it is not.
#[test]
fn the_hook_is_told_of_a_body_that_was_left_unseen() {
    macro_rules! leave {
        () => {
            return
        };
    }

    let _hooked = Hooked::new();
    set_unraised_hook(Box::new(|unraised| {
        note(format!(
            "{:?}, failed: {}",
            unraised.error(),
            unraised.has_failed()
        ));
    }));
    let unseen = recorded(|| {
        with!(plain("a") => { if yes() { leave!(); } });
    });
    assert_eq!(
        unseen.log,
        [
            "enter a",
            "drop value of a",
            "exit a: left unseen",
            "the body was left unseen, failed: false",
        ]
    );
    let panicked = recorded(|| {
        with!(plain("a") => { if yes() { panic!("bang"); } note("on"); if !yes() { leave!(); } });
    });
    assert_eq!(
        panicked.log,
        ["enter a", "drop value of a", "exit a: panicked"]
    );
}
