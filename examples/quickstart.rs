//! The smallest manager there is, around bodies that end in four ways.
//!
//! ```console
//! cargo run --example quickstart
//! ```

use std::convert::Infallible;
use std::num::ParseIntError;
use std::panic;

use scoped_core::{ContextManager, Outcome, with};

/// Announces where its block begins, and how it ended.
struct Announce(&'static str);

impl ContextManager for Announce {
    /// What `as name` binds.
    type Value<'a> = &'static str;
    /// What `exit` returns. Nothing, so `exit` cannot fail, and `with!` is what its body is.
    type Exit = ();

    /// Runs before the body.
    fn enter(&mut self) -> Result<&'static str, Infallible> {
        println!("Entering {}", self.0);
        Ok(self.0)
    }

    /// Runs after the body, exactly once, however the body ended.
    fn exit(self, outcome: Outcome<'_>) {
        println!("Exiting {}: {outcome}", self.0);
    }
}

/// The block has a value, as every block has.
fn completes() -> usize {
    with!(Announce("a block") as name => {
        println!("Inside {name}");
        name.len()
    })
}

/// `?` leaves the function. `exit` runs on the way and is told the error.
fn fails(number: &str) -> Result<u32, ParseIntError> {
    with!(Announce("a failing block") as name => {
        println!("Inside {name}");
        let number: u32 = number.parse()?;
        Ok(number + 1)
    })
}

/// `return` leaves the function as well, and is no failure. The body is not a closure.
fn returns() -> &'static str {
    with!(Announce("a block with a return") as name => {
        println!("Inside {name}");
        if name.contains("return") {
            return "early";
        }
    });
    "late"
}

/// A panic goes on after `exit`.
fn panics() {
    with!(Announce("a panicking block") as name => {
        println!("Inside {name}");
        panic!("the body gave up");
    });
}

fn main() {
    println!("The block was {}.\n", completes());
    println!("The function returned {:?}.\n", fails("seven"));
    println!("The function returned {:?}.\n", returns());
    println!(
        "The panic was caught: {}.",
        panic::catch_unwind(panics).is_err()
    );
}
