//! A nested block in a branch of the tail: what it wraps is seen by the managers around, as when it is
//! the tail itself.

mod support;

use support::errors::{fail, give};
use support::forms::answer_row;
use support::{Oops, Trouble, fallible, note, plain, suppressing, verdict, yes};

answer_row! {
    a_failure_in_a_branch() -> Result<Result<u32, Oops>, Trouble> {
        block! {
            [plain("a")]
            if yes() { with!(fallible("x") => { fail(1) }) } else { with!(fallible("y") => { give(1) }) }
        }
    }
    log [
        "enter a", "enter x",
        "drop value of x", "exit x: failed: oops 1",
        "drop value of a", "exit a: failed: oops 1",
    ];
    gives Ok(Ok(Err(Oops(1))))
}

answer_row! {
    a_success_in_the_other_branch() -> Result<Result<u32, Oops>, Trouble> {
        block! {
            [plain("a")]
            if !yes() { with!(fallible("x") => { fail(1) }) } else { with!(fallible("y") => { give(1) }) }
        }
    }
    log [
        "enter a", "enter y",
        "drop value of y", "exit y: completed",
        "drop value of a", "exit a: completed",
    ];
    gives Ok(Ok(Ok(1)))
}

answer_row! {
    a_failure_in_a_branch_under_two() -> Result<Result<u32, Oops>, Trouble> {
        block! {
            [plain("a"), plain("b")]
            if yes() { with!(fallible("x") => { fail(1) }) } else { with!(fallible("y") => { give(1) }) }
        }
    }
    log [
        "enter a", "enter b", "enter x",
        "drop value of x", "exit x: failed: oops 1",
        "drop value of b", "exit b: failed: oops 1",
        "drop value of a", "exit a: failed: oops 1",
    ];
    gives Ok(Ok(Err(Oops(1))))
}

type Wrapped = Result<Option<Result<Option<Result<u32, Oops>>, Trouble>>, Trouble>;

answer_row! {
    a_failure_in_a_block_under_three() -> Wrapped {
        block! {
            [fallible("a"), suppressing("b"), plain("c")]
            { note("block"); with!(verdict("x") => { fail(1) }) }
        }
    }
    log [
        "enter a", "enter b", "enter c", "block", "enter x",
        "drop value of x", "exit x: failed: oops 1",
        "drop value of c", "exit c: failed: oops 1",
        "drop value of b", "exit b: failed: oops 1",
        "drop value of a", "exit a: failed: oops 1",
    ];
    gives Ok(Ok(Some(Ok(Some(Err(Oops(1)))))))
}

answer_row! {
    a_failing_exit_in_an_arm_under_two() -> Result<Result<u32, Trouble>, Trouble> {
        block! {
            [plain("a"), fallible("b")]
            match yes() {
                true => with!(fallible("x").fails() => { 7 }),
                false => { note("not reached"); with!(fallible("y") => { 8 }) }
            }
        }
    }
    log [
        "enter a", "enter b", "enter x",
        "drop value of x", "exit x: completed",
        "drop value of b", "exit b: failed: no exiting x",
        "drop value of a", "exit a: failed: no exiting x",
    ];
    gives Ok(Ok(Err(ref trouble))) if *trouble == Trouble::in_exit("x")
}

answer_row! {
    branches_in_branches() -> Option<Result<u32, Oops>> {
        block! {
            [plain("a"), plain("b")]
            if yes() {
                match yes() {
                    false => with!(suppressing("x") => { give(1) }),
                    true => { if yes() { with!(suppressing("y") => { fail(2) }) } else { with!(suppressing("z") => { give(3) }) } }
                }
            } else {
                with!(suppressing("w") => { give(4) })
            }
        }
    }
    log [
        "enter a", "enter b", "enter y",
        "drop value of y", "exit y: failed: oops 2",
        "drop value of b", "exit b: failed: oops 2",
        "drop value of a", "exit a: failed: oops 2",
    ];
    gives Ok(Some(Err(Oops(2))))
}

answer_row! {
    /// Branches of different depths of nesting, of one type.
    branches_of_different_shapes() -> Result<Option<Result<u32, Oops>>, Trouble> {
        block! {
            [plain("a")]
            if !yes() { with!(verdict("x") => { give(1) }) } else { with!(fallible("y"), suppressing("z") => { fail(2) }) }
        }
    }
    log [
        "enter a", "enter y", "enter z",
        "drop value of z", "exit z: failed: oops 2",
        "drop value of y", "exit y: failed: oops 2",
        "drop value of a", "exit a: failed: oops 2",
    ];
    gives Ok(Ok(Some(Err(Oops(2)))))
}

answer_row! {
    /// A branch without a block beside one with it.
    a_branch_that_jumps_beside_one_with_a_block() -> Result<Result<u32, Oops>, Trouble> {
        block! {
            [plain("a")]
            if !yes() { return Ok(Ok(3)) } else { with!(fallible("x") => { fail(1) }) }
        }
    }
    log [
        "enter a", "enter x",
        "drop value of x", "exit x: failed: oops 1",
        "drop value of a", "exit a: failed: oops 1",
    ];
    gives Ok(Ok(Err(Oops(1))))
}

answer_row! {
    /// The types of branches that differ in where their value is an `Err`: each is seen as what it is.
    a_branch_with_a_plain_value_beside_one_with_a_block() -> Result<Result<u32, Oops>, Trouble> {
        block! {
            [plain("a")]
            if yes() { Err(Trouble("plain".to_owned())) } else { with!(fallible("x") => { fail(1) }) }
        }
    }
    log ["enter a", "drop value of a", "exit a: failed: plain"];
    gives Ok(Err(ref trouble)) if trouble.0 == "plain"
}
