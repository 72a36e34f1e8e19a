//! `capture_unraised`: what cannot be raised, for a test to look at.

use std::panic::catch_unwind;
use std::thread;

use scoped_core::{Captured, Outcome, capture_unraised, on_exit, with};

use crate::Oops;

/// Fails, and so does its manager.
fn fail(with_error: &'static str) -> Result<(), Oops> {
    let exit = |_: Outcome<'_>| -> Result<(), &str> { Err(with_error) };
    with!(on_exit(exit) => { return Err(Oops); }).unwrap();
    Ok(())
}

fn errors(captured: &[Captured]) -> Vec<&str> {
    captured.iter().map(Captured::error).collect()
}

#[test]
fn has_all_that_is_to_be_told() {
    let (result, captured) = capture_unraised(|| fail("full"));
    assert_eq!(result, Err(Oops));
    let [captured] = &captured[..] else {
        panic!("{captured:?}");
    };
    assert_eq!(captured.error(), "\"full\"");
    assert_eq!(captured.outcome(), "failed: oops");
    assert!(captured.has_failed());
    assert!(captured.manager().contains("OnExit"));
}

#[test]
fn what_is_raised_is_not_captured() {
    let exit = |_: Outcome<'_>| -> Result<(), &str> { Err("full") };
    let (result, captured) = capture_unraised(|| with!(on_exit(exit) => {}));
    assert_eq!(result, Err("full"));
    assert_eq!(captured, []);
}

#[test]
fn keeps_the_order() {
    let ((), captured) = capture_unraised(|| {
        assert_eq!(fail("one"), Err(Oops));
        assert_eq!(fail("two"), Err(Oops));
    });
    assert_eq!(errors(&captured), ["\"one\"", "\"two\""]);
}

#[test]
fn a_call_in_another_has_its_own_part() {
    let (inner, outer) = capture_unraised(|| {
        assert_eq!(fail("before"), Err(Oops));
        let (result, inner) = capture_unraised(|| fail("inside"));
        assert_eq!(result, Err(Oops));
        assert_eq!(fail("behind"), Err(Oops));
        inner
    });
    assert_eq!(errors(&inner), ["\"inside\""]);
    assert_eq!(errors(&outer), ["\"before\"", "\"behind\""]);
}

#[test]
fn a_body_that_panics_leaves_nothing_behind() {
    let ((), captured) = capture_unraised(|| {
        let panicked = catch_unwind(|| {
            capture_unraised(|| {
                assert_eq!(fail("lost"), Err(Oops));
                panic!("in the body");
            })
        });
        assert!(panicked.is_err());
        assert_eq!(fail("kept"), Err(Oops));
    });
    assert_eq!(errors(&captured), ["\"kept\""]);
}

#[test]
fn has_nothing_of_other_threads() {
    let ((), captured) = capture_unraised(|| {
        let other = thread::spawn(|| capture_unraised(|| fail("there")).1);
        let there = other.join().unwrap();
        assert_eq!(errors(&there), ["\"there\""]);
        assert_eq!(fail("here"), Err(Oops));
    });
    assert_eq!(errors(&captured), ["\"here\""]);
}
