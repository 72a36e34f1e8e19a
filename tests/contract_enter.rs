//! `enter` that fails: `with!` is `Err`, its `exit` does not run, and earlier items are told.

mod support;

use support::errors::{App, fail};
use support::forms::answer_row;
use support::{Oops, Trouble, fallible, note, plain, suppressing, verdict, yes};

answer_row! {
    enter_fails() -> Result<u32, Trouble> {
        let value = block! { [fallible("a").enter_fails()] note("not reached"); 7 };
        note("after");
        value
    }
    log ["enter a: fails", "after"];
    gives Ok(Err(ref trouble)) if *trouble == Trouble::in_enter("a")
}

answer_row! {
    enter_of_one_that_may_suppress_fails() -> Result<Option<u32>, Trouble> {
        let value = block! { [verdict("a").suppresses().enter_fails()] note("not reached"); 7 };
        note("after");
        value
    }
    log ["enter a: fails", "after"];
    gives Ok(Err(ref trouble)) if *trouble == Trouble::in_enter("a")
}

answer_row! {
    enter_fails_and_question_mark_behind_the_block() -> Result<u32, App> {
        let value = block! { [fallible("a").enter_fails()] note("not reached"); 7 }?;
        note("not reached");
        Ok(value)
    }
    log ["enter a: fails"];
    gives Ok(Err(App::Trouble(_)))
}

answer_row! {
    first_enter_of_two_fails() -> Result<u32, Trouble> {
        let value = block! { [fallible("a").enter_fails(), plain("b")] note("not reached"); 7 };
        note("after");
        value
    }
    log ["enter a: fails", "after"];
    gives Ok(Err(_))
}

answer_row! {
    second_enter_of_two_fails() -> Result<u32, Trouble> {
        let value = block! { [plain("a"), fallible("b").enter_fails()] note("not reached"); 7 };
        note("after");
        value
    }
    log ["enter a", "enter b: fails", "drop value of a", "exit a: failed: no entering b", "after"];
    gives Ok(Err(ref trouble)) if *trouble == Trouble::in_enter("b")
}

answer_row! {
    second_enter_of_two_fallible_fails() -> Result<Result<u32, Trouble>, Trouble> {
        block! { [fallible("a"), fallible("b").enter_fails()] note("not reached"); 7 }
    }
    log ["enter a", "enter b: fails", "drop value of a", "exit a: failed: no entering b"];
    gives Ok(Ok(Err(ref trouble))) if *trouble == Trouble::in_enter("b")
}

answer_row! {
    third_enter_of_three_fails() -> Result<Result<Option<u32>, Trouble>, Trouble> {
        block! {
            [fallible("a"), plain("b"), verdict("c").enter_fails()]
            note("not reached");
            7
        }
    }
    log [
        "enter a", "enter b", "enter c: fails",
        "drop value of b", "exit b: failed: no entering c",
        "drop value of a", "exit a: failed: no entering c",
    ];
    gives Ok(Ok(Err(ref trouble))) if *trouble == Trouble::in_enter("c")
}

answer_row! {
    middle_enter_of_three_fails() -> Result<u32, Trouble> {
        block! { [plain("a"), fallible("b").enter_fails(), plain("c")] note("not reached"); 7 }
    }
    log ["enter a", "enter b: fails", "drop value of a", "exit a: failed: no entering b"];
    gives Ok(Err(ref trouble)) if *trouble == Trouble::in_enter("b")
}

answer_row! {
    /// The failure of the inner `enter` is a value of the outer body: the outer manager suppresses it.
    a_failing_enter_is_suppressed() -> Option<Result<u32, Trouble>> {
        let value = block! { [suppressing("a").suppresses(), fallible("b").enter_fails()] note("not reached"); 7 };
        note("after");
        value
    }
    log ["enter a", "enter b: fails", "drop value of a", "exit a: failed: no entering b", "after"];
    gives Ok(None)
}

answer_row! {
    a_failing_enter_under_an_exit_that_fails() -> Result<Result<u32, Trouble>, Trouble> {
        block! { [fallible("a").fails(), fallible("b").enter_fails()] note("not reached"); 7 }
    }
    log ["enter a", "enter b: fails", "drop value of a", "exit a: failed: no entering b"];
    gives Ok(Ok(Err(ref trouble))) if *trouble == Trouble::in_enter("b")
}

answer_row! {
    /// The jumps of a body that does not run are not made, and a later loop round enters again.
    enter_fails_in_a_loop() -> u32 {
        let mut failures = 0;
        for round in 0..3 {
            let manager = if round == 1 { fallible("a") } else { fallible("a").enter_fails() };
            let entered: Result<u32, Trouble> = block! { [manager] note("body"); if yes() { continue; } 7 };
            failures += u32::from(entered.is_err());
        }
        failures
    }
    log ["enter a: fails", "enter a", "body", "drop value of a", "exit a: completed", "enter a: fails"];
    gives Ok(2)
}

answer_row! {
    /// The expression of a later item fails: `?` leaves the earlier items.
    a_later_expression_fails() -> Result<u32, Oops> {
        let value = block! {
            [plain("a"), { note("expression"); let _number = fail(1)?; plain("b") }]
            note("not reached");
            7
        };
        note("not reached");
        Ok(value)
    }
    log ["enter a", "expression", "drop value of a", "exit a: failed: oops 1"];
    gives Ok(Err(Oops(1)))
}

answer_row! {
    a_later_expression_returns() -> u32 {
        let value = block! { [plain("a"), if yes() { return 5 } else { plain("b") }] note("not reached"); 7 };
        note("not reached");
        value
    }
    log ["enter a", "drop value of a", "exit a: completed"];
    gives Ok(5)
}

answer_row! {
    a_later_expression_breaks() -> u32 {
        loop {
            block! { [plain("a"), if yes() { break 5 } else { plain("b") }] note("not reached"); };
        }
    }
    log ["enter a", "drop value of a", "exit a: completed"];
    gives Ok(5)
}

answer_row! {
    /// The expression of the first item stands outside: nothing is entered.
    the_first_expression_fails() -> Result<u32, Oops> {
        Ok(block! { [{ let _number = fail(1)?; plain("a") }, plain("b")] note("not reached"); 7 })
    }
    log [];
    gives Ok(Err(Oops(1)))
}

answer_row! {
    later_expressions_are_evaluated_after_the_earlier_enter() -> u32 {
        block! { [{ note("first"); plain("a") }, { note("second"); plain("b") }] note("body"); 7 }
    }
    log [
        "first", "enter a", "second", "enter b", "body",
        "drop value of b", "exit b: completed",
        "drop value of a", "exit a: completed",
    ];
    gives Ok(7)
}
