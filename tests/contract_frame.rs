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

#[test]
fn a_log_of_a_future_that_was_dropped_is_read() {
    assert_told(&[]);
    assert_told(&["begin a", "abandon a: dropped while entering"]);
    assert_told(&["begin a", "enter a: fails"]);
    assert_told(&[
        "begin a",
        "enter a",
        "enter s",
        "exit s: left unseen",
        "abandon a: dropped in the body",
    ]);
}

#[test]
#[should_panic(expected = "were told nothing")]
fn a_manager_that_is_told_nothing_is_noticed() {
    assert_told(&["begin a", "enter a"]);
}

#[test]
#[should_panic(expected = "exit a: completed in")]
fn a_manager_that_is_told_twice_is_noticed() {
    assert_told(&[
        "begin a",
        "enter a",
        "abandon a: panicked",
        "exit a: completed",
    ]);
}

#[test]
#[should_panic(expected = "exit a: completed in")]
fn an_outer_manager_that_is_told_first_is_noticed() {
    assert_told(&[
        "begin a",
        "enter a",
        "begin b",
        "enter b",
        "exit a: completed",
        "exit b: completed",
    ]);
}

#[test]
#[should_panic(expected = "abandon a: dropped in the body in")]
fn a_manager_that_had_not_entered_and_is_told_so_is_noticed() {
    assert_told(&["begin a", "abandon a: dropped in the body"]);
}

fn assert_told(log: &[&str]) {
    let log: Vec<_> = log.iter().map(|line| String::from(*line)).collect();
    support::steps::assert_told_once(&log);
}
