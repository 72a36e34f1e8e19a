//! The frame of the contract tests notices what it is there to notice.

mod support;

use support::{Alive, note, recorded, run_form};

#[test]
#[should_panic(expected = "enters without their one exit")]
fn a_missing_exit_is_noticed() {
    recorded(|| note("enter a"));
}

#[test]
#[should_panic(expected = "enters without their one exit")]
fn a_second_exit_is_noticed() {
    recorded(|| {
        note("enter a");
        note("exit a: completed");
        note("exit a: panicked");
    });
}

#[test]
#[should_panic(expected = "enters without their one exit")]
fn an_exit_after_an_enter_that_failed_is_noticed() {
    recorded(|| {
        note("enter a: fails");
        note("exit a: failed");
    });
}

#[test]
#[should_panic(expected = "managers that are left over")]
fn a_leaked_manager_is_noticed() {
    recorded(|| std::mem::forget(Alive::new()));
}

#[test]
#[should_panic(expected = "log of the form `one`")]
fn another_order_is_noticed() {
    let run = || {
        for line in ["enter a", "exit a: completed", "drop value of a"] {
            note(line);
        }
    };
    let _ended = run_form("one", &["a"], &["ENTER", "EXIT completed"], run);
}
