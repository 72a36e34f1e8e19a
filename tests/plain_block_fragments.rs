//! A plain block otherwise: bodies, labels, jumps and values that come through a user's `macro_rules!` as fragments.

#![allow(
    unused,
    clippy::all,
    reason = "the macros and the bodies are odd on purpose"
)]

mod support;

use scoped_core::with;
use support::errors::{fail, give};
use support::same::{same, same_infallible};
use support::{Oops, local, note, plain, recorded, yes};

// `block!` is what it is where the macro is called: a plain block, or a form of `with!`.

macro_rules! around_a_block {
    ($body:block) => {
        block! { $body }
    };
}

macro_rules! around_an_expression {
    ($value:expr) => {
        block! { $value }
    };
}

macro_rules! around_a_product {
    ($value:expr) => {
        block! { $value * 3 }
    };
}

macro_rules! around_a_statement {
    ($statement:stmt) => {
        block! { $statement }
    };
}

macro_rules! around_a_block_with_an_attribute {
    ($body:block) => {
        block! {
            #[allow(unused)]
            $body
            note("behind");
        }
    };
}

macro_rules! around_tokens {
    ($($tokens:tt)*) => { block! { $($tokens)* } };
}

macro_rules! around_a_jump_to {
    ($label:lifetime) => {
        block! { note("jumps"); if yes() { break $label; } }
    };
    ($label:lifetime, $value:expr) => {
        block! { note("jumps"); if yes() { break $label $value; } }
    };
}

macro_rules! around_a_loop_at {
    ($label:lifetime, $body:block) => {
        block! { $label: loop { $body } }
    };
}

same! {
    a_block_that_returns() -> Result<u32, Oops> {
        let value = around_a_block!({ let _one = local("one"); if give(1)? == 1 { return Ok(5); } 3 });
        note("not reached");
        Ok(value)
    }
}

same! {
    a_block_with_question_marks() -> Result<u32, Oops> {
        let value = around_a_block!({ give(1)?; note("behind"); fail(2)?; note("not reached"); 3 });
        Ok(value)
    }
}

same! {
    a_block_that_breaks() -> u32 {
        let mut rounds = 0;
        'rows: loop {
            rounds += 1;
            around_a_block!({ if rounds < 3 { continue 'rows; } break 'rows; });
        }
        rounds
    }
}

same! {
    a_block_with_an_attribute_before_other_statements() -> Result<u32, Oops> {
        around_a_block_with_an_attribute!({ give(1)?; });
        around_a_block_with_an_attribute!({ fail(2)?; });
        Ok(3)
    }
}

same! {
    an_expression_that_returns() -> Result<u32, Oops> {
        Ok(around_an_expression!(if yes() { return fail(1) } else { 2 }))
    }
}

same! {
    /// `$value` stays one operand.
    precedence_of_an_expression() -> u32 {
        around_a_product!(1 + 2)
    }
}

same! {
    /// Also one that has a jump in it.
    precedence_of_an_expression_with_a_question_mark() -> Result<u32, Oops> {
        Ok(around_a_product!(give(1)? + 2))
    }
}

same! {
    a_statement_that_returns() -> u32 {
        around_a_statement!(return 8);
        3
    }
}

same! {
    tokens() -> Result<u32, Oops> {
        around_tokens!(note("one"); give(1)?; if yes() { return Ok(9); });
        Ok(1)
    }
}

same! {
    a_label() -> u32 {
        'rows: loop {
            around_a_jump_to!('rows);
            note("not reached");
        }
        'rows: { around_a_jump_to!('rows, 4); 5 }
    }
}

same! {
    a_label_of_a_loop_inside() -> u32 {
        around_a_loop_at!('rows, { note("row"); if yes() { break 'rows; } });
        3
    }
}

/// Labels that read the same and are not, by hygiene.
mod equal_labels {
    use super::*;

    macro_rules! in_a_loop_of_its_own {
        ($body:block) => {
            'a: loop {
                block! { $body }
            }
        };
    }

    macro_rules! around_a_loop_of_its_own {
        ($body:block) => {
            block! { 'a: loop { $body } }
        };
    }

    same! {
        /// The caller's `'a` is left, and not the macro's, which stands nearer.
        a_break_of_the_callers_past_an_equal_loop() -> u32 {
            let mut rounds = 0;
            'a: loop {
                rounds += 1;
                in_a_loop_of_its_own!({ rounds += 1; if rounds > 5 { break 'a; } });
            }
            rounds
        }
    }

    same! {
        /// The macro's `'a` stands in the body, and the jump leaves the body.
        a_break_of_the_callers_out_of_an_equal_loop_inside() -> u32 {
            let mut rounds = 0;
            'a: loop {
                rounds += 1;
                around_a_loop_of_its_own!({ rounds += 1; if rounds > 5 { break 'a; } });
            }
            rounds
        }
    }

    /// Nothing compares hygiene but rustc: it jumps as it is written, and exit is told that it was not seen.
    #[test]
    fn what_exit_is_told_there() {
        macro_rules! mirror {
            ($body:block) => { with!(plain("a") => { 'a: loop { $body } }) };
        }

        let recorded = recorded(|| {
            'a: loop {
                mirror!({
                    if yes() {
                        break 'a;
                    }
                });
            }
        });
        assert_eq!(
            recorded.log,
            ["enter a", "drop value of a", "exit a: left unseen"]
        );
    }
}

/// A block fragment is the body itself.
mod block_as_body {
    use super::*;

    macro_rules! arrow {
        ($body:block) => { with!(plain("a") => $body) };
    }

    macro_rules! comma {
        ($body:block) => {
            with!(plain("a"), plain("b"), $body)
        };
    }

    fn check(run: fn() -> Result<u32, Oops>, plain: fn() -> Result<u32, Oops>) {
        assert_eq!(support::same::result(run), support::same::result(plain));
    }

    #[test]
    fn behind_the_arrow() {
        check(
            || {
                Ok(arrow!({
                    let _one = local("one");
                    give(1)? + 1
                }))
            },
            || {
                Ok({
                    let _one = local("one");
                    give(1)? + 1
                })
            },
        );
    }

    #[test]
    fn behind_the_comma() {
        check(
            || {
                Ok(comma!({
                    let _one = local("one");
                    fail(1)? + 1
                }))
            },
            || {
                Ok({
                    let _one = local("one");
                    fail(1)? + 1
                })
            },
        );
    }
}

/// The last expression of the body is a block of its own, that a fragment brings.
#[test]
fn the_error_of_a_nested_block_that_is_a_fragment_is_told() {
    macro_rules! outer {
        ($value:expr) => { with!(plain("outer") => { $value }) };
    }

    let recorded = recorded(|| outer!(with!(plain("inner") => { fail(1) })));
    assert_eq!(
        recorded.log,
        [
            "enter outer",
            "enter inner",
            "drop value of inner",
            "exit inner: failed: oops 1",
            "drop value of outer",
            "exit outer: failed: oops 1",
        ]
    );
}

/// The attribute re-emits the item that it stands on.
#[test]
fn precedence_in_annotated_items() {
    use scoped_core::{context_manager, yield_};

    macro_rules! managers {
        ($value:expr, $argument:ty) => {
            #[context_manager]
            fn function(_: &$argument) -> u32 {
                let tripled = $value * 3;
                yield_!($value * 3 + tripled);
            }

            struct Tripled;

            #[context_manager]
            impl Tripled {
                fn enter(&mut self) -> u32 {
                    $value * 3
                }
                fn exit(self) {}
            }
        };
    }

    managers!(1 + 2, dyn Send + Sync);
    assert_eq!(with!(function(&()) as sum => { *sum }), 18);
    assert_eq!(with!(Tripled as tripled => { tripled }), 9);
}

/// A block with an attribute is read like any other: exit is told what its `?` does.
#[test]
fn what_exit_is_told_of_a_block_with_an_attribute() {
    macro_rules! annotated {
        ($body:block) => {
            with!(plain("a") => { #[allow(unused)] $body note("behind"); })
        };
    }

    fn run() -> Result<u32, Oops> {
        annotated!({
            fail(3)?;
        });
        Ok(1)
    }

    assert_eq!(
        recorded(run).log,
        ["enter a", "drop value of a", "exit a: failed: oops 3"]
    );
}
