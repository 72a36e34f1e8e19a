//! `run` and `try_run`: the same contract without the macro.

mod support;

use scoped_core::ContextManager;
use support::errors::fail;
use support::{Oops, Trouble, fallible, local, note, plain, recorded, suppressing, verdict, yes};

/// One test: a function, its log, its value.
macro_rules! run_row {
    (
        $(#[$attribute:meta])*
        $name:ident() -> $returned:ty { $($code:tt)* }
        log $log:expr;
        gives $gives:pat $(if $guard:expr)?
    ) => {
        $(#[$attribute])*
        #[test]
        fn $name() {
            fn run() -> $returned { $($code)* }
            let recorded = recorded(run);
            assert_eq!(recorded.log, $log);
            let ended = recorded.ended;
            assert!(matches!(ended, $gives $(if $guard)?), "{ended:?}");
        }
    };
}

run_row! {
    run_completes() -> u32 {
        plain("a").run(|value| { let _one = local("one"); note(value.name); 7 })
    }
    log ["enter a", "a", "drop one", "drop value of a", "exit a: completed"];
    gives Ok(7)
}

run_row! {
    run_completes_whatever_the_closure_returns() -> Result<u32, Oops> {
        plain("a").run(|_value| fail(1))
    }
    log ["enter a", "drop value of a", "exit a: completed"];
    gives Ok(Err(Oops(1)))
}

run_row! {
    run_panics() -> u32 {
        plain("a").run(|_value| if yes() { panic!("bang") } else { 7 })
    }
    log ["enter a", "drop value of a", "exit a: panicked"];
    gives Err(ref message) if message == "bang"
}

run_row! {
    run_with_an_enter_that_fails() -> Result<u32, Trouble> {
        fallible("a").enter_fails().run(|_value| 7)
    }
    log ["enter a: fails"];
    gives Ok(Err(_))
}

run_row! {
    run_with_an_exit_that_fails() -> Result<u32, Trouble> {
        fallible("a").fails().run(|_value| 7)
    }
    log ["enter a", "drop value of a", "exit a: completed"];
    gives Ok(Err(_))
}

run_row! {
    run_suppresses_nothing() -> Option<u32> {
        suppressing("a").suppresses().run(|_value| 7)
    }
    log ["enter a", "drop value of a", "exit a: completed"];
    gives Ok(Some(7))
}

run_row! {
    try_run_completes() -> Result<u32, Oops> {
        plain("a").try_run(|_value| Ok(7))
    }
    log ["enter a", "drop value of a", "exit a: completed"];
    gives Ok(Ok(7))
}

run_row! {
    /// Nothing is known of a generic error.
    try_run_fails() -> Result<Result<u32, Oops>, Trouble> {
        fallible("a").try_run(|_value| { let _one = local("one"); fail(1) })
    }
    log ["enter a", "drop one", "drop value of a", "exit a: failed"];
    gives Ok(Ok(Err(Oops(1))))
}

run_row! {
    try_run_is_suppressed() -> Result<Option<Result<u32, Oops>>, Trouble> {
        verdict("a").suppresses().try_run(|_value| fail(1))
    }
    log ["enter a", "drop value of a", "exit a: failed"];
    gives Ok(Ok(None))
}

run_row! {
    try_run_panics() -> Result<u32, Oops> {
        plain("a").panics().try_run(|_value| if yes() { panic!("first") } else { fail(1) })
    }
    log ["enter a", "drop value of a", "exit a: panicked"];
    gives Err(ref message) if message == "first"
}

run_row! {
    try_run_nests() -> Result<u32, Oops> {
        plain("a").try_run(|_a| plain("b").try_run(|_b| fail(1)))
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: failed",
        "drop value of a", "exit a: failed",
    ];
    gives Ok(Err(Oops(1)))
}
