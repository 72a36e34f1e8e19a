//! Nested blocks that are no mere item lists: between statements, in branches, with jumps through some
//! of the levels.

mod support;

use scoped_core::with;
use support::errors::{App, fail, give};
use support::{Oops, Trouble, fallible, note, plain, recorded, suppressing, verdict, yes};

/// One test: a function, and its log.
macro_rules! nesting {
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

nesting! {
    the_error_of_a_fallible_inner_tail_is_told_to_the_outer() -> Result<Result<u32, Oops>, Trouble> {
        with!(plain("a") => { with!(fallible("b") => { fail(1) }) })
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: failed: oops 1",
        "drop value of a", "exit a: failed: oops 1",
    ];
    gives Ok(Ok(Err(Oops(1))))
}

type Wrapped = Result<Option<Result<Result<u32, Oops>, Trouble>>, Trouble>;

nesting! {
    the_error_of_a_tail_is_told_through_every_wrapping() -> Wrapped {
        with!(plain("a"), verdict("b") => { with!(fallible("c"), plain("d") => { fail(1) }) })
    }
    log [
        "enter a", "enter b", "enter c", "enter d",
        "drop value of d", "exit d: failed: oops 1",
        "drop value of c", "exit c: failed: oops 1",
        "drop value of b", "exit b: failed: oops 1",
        "drop value of a", "exit a: failed: oops 1",
    ];
    gives Ok(Ok(Some(Ok(Err(Oops(1))))))
}

nesting! {
    an_inner_block_in_a_branch_of_the_tail() -> Result<Result<u32, Oops>, Trouble> {
        with!(plain("a") => {
            if yes() { with!(fallible("b") => { fail(1) }) } else { Ok(give(1)) }
        })
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: failed: oops 1",
        "drop value of a", "exit a: failed: oops 1",
    ];
    gives Ok(Ok(Err(Oops(1))))
}

nesting! {
    an_inner_block_in_an_arm_of_the_tail() -> Result<Result<u32, Oops>, Trouble> {
        with!(plain("a") => {
            match yes() {
                true => with!(fallible("b") => { fail(1) }),
                false => Ok(give(1)),
            }
        })
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: failed: oops 1",
        "drop value of a", "exit a: failed: oops 1",
    ];
    gives Ok(Ok(Err(Oops(1))))
}

nesting! {
    an_inner_block_in_a_block_of_the_tail() -> Result<Result<u32, Oops>, Trouble> {
        with!(plain("a") => {
            { let number = 1; note("block"); with!(fallible("b") => { fail(number) }) }
        })
    }
    log [
        "enter a", "block", "enter b",
        "drop value of b", "exit b: failed: oops 1",
        "drop value of a", "exit a: failed: oops 1",
    ];
    gives Ok(Ok(Err(Oops(1))))
}

nesting! {
    /// An inner block that fails amid the body is a value there.
    an_inner_failure_amid_the_body_is_a_value() -> u32 {
        with!(plain("a") => {
            let failed: Result<u32, Oops> = with!(plain("b") => { fail(1) });
            note("between");
            if failed.is_err() { 7 } else { 0 }
        })
    }
    log [
        "enter a", "enter b", "drop value of b", "exit b: failed: oops 1", "between",
        "drop value of a", "exit a: completed",
    ];
    gives Ok(7)
}

nesting! {
    question_mark_on_an_inner_block() -> Result<u32, App> {
        Ok(with!(plain("a") => { with!(fallible("b").fails() => { 7 })? }))
    }
    log [
        "enter a", "enter b", "drop value of b", "exit b: completed",
        "drop value of a", "exit a: failed: app: trouble",
    ];
    gives Ok(Err(App::Trouble(_)))
}

nesting! {
    question_mark_in_the_expression_of_an_inner_item() -> Result<u32, Oops> {
        Ok(with!(plain("a") => { with!({ let _n = fail(1)?; plain("b") } => { 7 }) }))
    }
    log ["enter a", "drop value of a", "exit a: failed: oops 1"];
    gives Ok(Err(Oops(1)))
}

nesting! {
    a_break_that_leaves_the_inner_block_only() -> u32 {
        with!(plain("a") => {
            let value = 'found: {
                with!(plain("b") => { if yes() { break 'found 7; } });
                0
            };
            note("between");
            value
        })
    }
    log [
        "enter a", "enter b", "drop value of b", "exit b: completed", "between",
        "drop value of a", "exit a: completed",
    ];
    gives Ok(7)
}

nesting! {
    a_break_of_a_loop_between_the_blocks() -> u32 {
        with!(plain("a") => {
            let value = loop {
                with!(plain("b") => { if yes() { break 7; } });
                note("not reached");
            };
            note("between");
            value
        })
    }
    log [
        "enter a", "enter b", "drop value of b", "exit b: completed", "between",
        "drop value of a", "exit a: completed",
    ];
    gives Ok(7)
}

nesting! {
    a_continue_of_a_loop_between_the_blocks() -> u32 {
        with!(plain("a") => {
            let mut rounds = 0;
            for _ in 0..2 {
                rounds += 1;
                with!(plain("b") => { if yes() { continue; } });
                note("not reached");
            }
            rounds
        })
    }
    log [
        "enter a",
        "enter b", "drop value of b", "exit b: completed",
        "enter b", "drop value of b", "exit b: completed",
        "drop value of a", "exit a: completed",
    ];
    gives Ok(2)
}

nesting! {
    a_break_through_two_of_three_blocks() -> u32 {
        with!(plain("a") => {
            'out: {
                with!(plain("b") => { with!(plain("c") => { if yes() { break 'out; } }); note("no"); });
                note("no");
            }
            note("between");
            7
        })
    }
    log [
        "enter a", "enter b", "enter c",
        "drop value of c", "exit c: completed",
        "drop value of b", "exit b: completed", "between",
        "drop value of a", "exit a: completed",
    ];
    gives Ok(7)
}

nesting! {
    /// The inner manager gives the jump up: the outer body goes on behind the inner block.
    a_jump_given_up_by_the_inner_manager() -> u32 {
        with!(plain("a") => {
            let failed = with!(fallible("b").fails() => { if yes() { return 1; } });
            note("given up");
            if failed.is_err() { 7 } else { 0 }
        })
    }
    log [
        "enter a", "enter b", "drop value of b", "exit b: completed", "given up",
        "drop value of a", "exit a: completed",
    ];
    gives Ok(7)
}

nesting! {
    /// The outer manager gives the jump up when the inner has let it go.
    a_jump_given_up_by_the_outer_manager() -> u32 {
        let failed = with!(fallible("a").fails() => {
            let _kept: Result<(), Trouble> = with!(fallible("b") => { if yes() { return 1; } });
            note("not reached");
        });
        note("given up");
        if failed.is_err() { 7 } else { 0 }
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: completed",
        "drop value of a", "exit a: completed", "given up",
    ];
    gives Ok(7)
}

nesting! {
    an_inner_block_in_a_closure_keeps_its_jumps_there() -> Result<u32, Oops> {
        with!(plain("a") => {
            let closure = || -> Result<u32, Oops> { with!(plain("b") => { fail(1)?; note("no"); Ok(1) }) };
            let failed = closure();
            note("between");
            give(if failed.is_err() { 7 } else { 0 })
        })
    }
    log [
        "enter a", "enter b", "drop value of b", "exit b: failed: oops 1", "between",
        "drop value of a", "exit a: completed",
    ];
    gives Ok(Ok(7))
}

nesting! {
    an_inner_block_in_a_later_item() -> Result<u32, Oops> {
        Ok(with!(plain("a"), with!(plain("b") => { note("makes c"); let _n = give(1)?; plain("c") }) => {
            fail(1)?
        }))
    }
    log [
        "enter a", "enter b", "makes c", "drop value of b", "exit b: completed", "enter c",
        "drop value of c", "exit c: failed: oops 1",
        "drop value of a", "exit a: failed: oops 1",
    ];
    gives Ok(Err(Oops(1)))
}

nesting! {
    two_blocks_after_one_another() -> Result<u32, Oops> {
        with!(plain("a") => {
            let one = with!(plain("b") => { give(1)? });
            let two = with!(plain("c") => { fail(one)? });
            Ok(two)
        })
    }
    log [
        "enter a", "enter b", "drop value of b", "exit b: completed",
        "enter c", "drop value of c", "exit c: failed: oops 1",
        "drop value of a", "exit a: failed: oops 1",
    ];
    gives Ok(Err(Oops(1)))
}

nesting! {
    an_inner_suppression_amid_the_body() -> Result<u32, Oops> {
        with!(plain("a") => {
            let value = with!(suppressing("b").suppresses() => { fail(1)? });
            note("given up");
            Ok(value.unwrap_or(7))
        })
    }
    log [
        "enter a", "enter b", "drop value of b", "exit b: failed: oops 1", "given up",
        "drop value of a", "exit a: completed",
    ];
    gives Ok(Ok(7))
}
