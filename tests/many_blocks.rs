//! As many items and nested blocks as nobody will write: the compiler's own limit on the depth of types is not reached.

mod support;

use scoped_core::with;
use support::{fallible, plain, recorded};

/// Ten items for each dot.
macro_rules! items {
    (@in [$($manager:ident)*] [] $body:block) => { with!($($manager("a")),* => $body) };
    (@in [$($manager:ident)*] [. $($more:tt)*] $body:block) => { items!(@ten $($manager)*, [$($more)*] $body) };
    (@ten $one:ident $($more:ident)*, [$($dots:tt)*] $body:block) => {
        items!(@in [$one $one $one $one $one $one $one $one $one $one $one $($more)*] [$($dots)*] $body)
    };
    ($manager:ident, $body:block) => {
        items!(@in [$manager] [. . . . . . . . . .] $body)
    };
}

/// Ten blocks for each dot, each at the tail of the next.
macro_rules! hundred {
    (@in [] $body:block) => { $body };
    (@in [. $($more:tt)*] $body:block) => {
        with!(plain("0") => { with!(plain("1") => { with!(plain("2") => { with!(plain("3") => { with!(plain("4") => {
            with!(plain("5") => { with!(plain("6") => { with!(plain("7") => { with!(plain("8") => { with!(plain("9") => {
                hundred!(@in [$($more)*] $body)
            }) }) }) }) })
        }) }) }) }) })
    };
}

#[test]
fn a_hundred_items() {
    let recorded = recorded(|| items!(plain, { 7 }));
    assert_eq!(recorded.log.len(), 3 * 101);
    assert_eq!(recorded.value(), 7);
}

#[test]
fn a_hundred_items_that_may_fail() {
    let recorded = recorded(|| items!(fallible, { 7 }));
    assert_eq!(recorded.log.len(), 3 * 101);
    assert!(recorded.value().is_ok());
}

#[test]
fn a_hundred_items_that_are_left() {
    fn run() -> Option<u32> {
        Some(items!(plain, {
            if support::yes() {
                None?;
            }
            7
        }))
    }

    let recorded = recorded(run);
    assert_eq!(recorded.log.len(), 3 * 101);
    assert!(matches!(recorded.ended, Ok(None)));
}

/// With jumps in the innermost, and a failure that each is told of.
#[test]
fn a_hundred_nested_blocks() {
    fn run() -> Result<u32, support::Oops> {
        hundred!(@in [. . . . . . . . . .] { support::errors::fail(1) })
    }

    let recorded = recorded(run);
    assert_eq!(recorded.log.len(), 3 * 100);
    let told = recorded
        .log
        .iter()
        .filter(|line| line.ends_with("failed: oops 1"));
    assert_eq!(told.count(), 100);
}
