//! `exit` that suppresses: an error is dropped and a jump given up, and a success stays one.

mod support;

use support::errors::fail;
use support::forms::answer_row;
use support::{Oops, Trouble, fallible, local, note, plain, suppressing, verdict, yes};

answer_row! {
    suppression_after_a_value_has_no_effect() -> Option<u32> {
        let value = block! { [suppressing("a").suppresses()] note("body"); 7 };
        note("after");
        value
    }
    log ["enter a", "body", "drop value of a", "exit a: completed", "after"];
    gives Ok(Some(7))
}

answer_row! {
    fallible_suppression_after_a_value_has_no_effect() -> Result<Option<u32>, Trouble> {
        let value = block! { [verdict("a").suppresses()] note("body"); 7 };
        note("after");
        value
    }
    log ["enter a", "body", "drop value of a", "exit a: completed", "after"];
    gives Ok(Ok(Some(7)))
}

answer_row! {
    suppression_after_return_has_no_effect() -> u32 {
        let _none = block! { [suppressing("a").suppresses()] if yes() { return 7; } };
        note("not reached");
        0
    }
    log ["enter a", "drop value of a", "exit a: completed"];
    gives Ok(7)
}

answer_row! {
    suppression_after_break_has_no_effect() -> u32 {
        loop {
            let _none = block! { [verdict("a").suppresses()] if yes() { break 7; } };
            note("not reached");
        }
    }
    log ["enter a", "drop value of a", "exit a: completed"];
    gives Ok(7)
}

answer_row! {
    suppression_after_continue_has_no_effect() -> u32 {
        for _ in 0..1 {
            let _none = block! { [suppressing("a").suppresses()] if yes() { continue; } };
            note("not reached");
        }
        7
    }
    log ["enter a", "drop value of a", "exit a: completed"];
    gives Ok(7)
}

answer_row! {
    last_expression_err_is_suppressed() -> Option<Result<u32, Oops>> {
        let value = block! { [suppressing("a").suppresses()] note("body"); fail(1) };
        note("after");
        value
    }
    log ["enter a", "body", "drop value of a", "exit a: failed: oops 1", "after"];
    gives Ok(None)
}

answer_row! {
    last_expression_err_is_suppressed_fallibly() -> Result<Option<Result<u32, Oops>>, Trouble> {
        let value = block! { [verdict("a").suppresses()] note("body"); fail(1) };
        note("after");
        value
    }
    log ["enter a", "body", "drop value of a", "exit a: failed: oops 1", "after"];
    gives Ok(Ok(None))
}

answer_row! {
    question_mark_is_suppressed() -> Result<u32, Oops> {
        let value = block! { [suppressing("a").suppresses()] let _one = local("one"); fail(1)? };
        note("given up");
        Ok(value.unwrap_or(7))
    }
    log ["enter a", "drop one", "drop value of a", "exit a: failed: oops 1", "given up"];
    gives Ok(Ok(7))
}

answer_row! {
    question_mark_is_suppressed_fallibly() -> Result<u32, Oops> {
        let value = block! { [verdict("a").suppresses()] fail(1)? };
        note("given up");
        Ok(value.unwrap().unwrap_or(7))
    }
    log ["enter a", "drop value of a", "exit a: failed: oops 1", "given up"];
    gives Ok(Ok(7))
}

answer_row! {
    question_mark_on_none_is_suppressed() -> Option<u32> {
        let value: Option<u32> = block! { [suppressing("a").suppresses()] None::<u32>? };
        note("given up");
        assert_eq!(value, None);
        Some(7)
    }
    log ["enter a", "drop value of a", "exit a: failed", "given up"];
    gives Ok(Some(7))
}

answer_row! {
    return_err_is_suppressed() -> Result<u32, Oops> {
        let value = block! { [suppressing("a").suppresses()] if yes() { return Err(Oops(2)); } 1 };
        note("given up");
        Ok(value.unwrap_or(7))
    }
    log ["enter a", "drop value of a", "exit a: failed: oops 2", "given up"];
    gives Ok(Ok(7))
}

answer_row! {
    bail_is_suppressed() -> anyhow::Result<u32> {
        let value = block! { [suppressing("a").suppresses()] if yes() { anyhow::bail!("no way"); } 1 };
        note("given up");
        Ok(value.unwrap_or(7))
    }
    log ["enter a", "drop value of a", "exit a: failed: no way", "given up"];
    gives Ok(Ok(7))
}

answer_row! {
    propagation_lets_the_error_go_on() -> Result<u32, Oops> {
        let value = block! { [suppressing("a")] fail(1)? };
        note("not reached");
        Ok(value.unwrap_or(7))
    }
    log ["enter a", "drop value of a", "exit a: failed: oops 1"];
    gives Ok(Err(Oops(1)))
}

answer_row! {
    propagation_keeps_the_value() -> Option<Result<u32, Oops>> {
        block! { [suppressing("a")] fail(1) }
    }
    log ["enter a", "drop value of a", "exit a: failed: oops 1"];
    gives Ok(Some(Err(Oops(1))))
}

answer_row! {
    /// A suppression is the outer's success.
    inner_suppression_is_the_outers_success() -> Result<Option<u32>, Oops> {
        let value = block! { [plain("a"), suppressing("b").suppresses()] fail(1)? };
        note("given up");
        Ok(value)
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: failed: oops 1",
        "drop value of a", "exit a: completed", "given up",
    ];
    gives Ok(Ok(None))
}

answer_row! {
    inner_suppression_of_a_value_is_the_outers_success() -> Result<Option<Result<u32, Oops>>, Trouble> {
        let value = block! { [plain("a"), verdict("b").suppresses()] fail(1) };
        note("after");
        value
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: failed: oops 1",
        "drop value of a", "exit a: completed", "after",
    ];
    gives Ok(Ok(None))
}

answer_row! {
    outer_suppresses_what_the_inner_lets_go() -> Result<u32, Oops> {
        let value = block! { [suppressing("a").suppresses(), plain("b")] fail(1)? };
        note("given up");
        Ok(value.unwrap_or(7))
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: failed: oops 1",
        "drop value of a", "exit a: failed: oops 1", "given up",
    ];
    gives Ok(Ok(7))
}

answer_row! {
    middle_of_three_suppresses() -> Result<u32, Oops> {
        let value = block! {
            [fallible("a"), suppressing("b").suppresses(), plain("c")]
            if yes() { return Err(Oops(3)); }
            1
        };
        note("given up");
        Ok(value.unwrap().unwrap_or(7))
    }
    log [
        "enter a", "enter b", "enter c",
        "drop value of c", "exit c: failed: oops 3",
        "drop value of b", "exit b: failed: oops 3",
        "drop value of a", "exit a: completed", "given up",
    ];
    gives Ok(Ok(7))
}

answer_row! {
    /// Behind a suppression the outer `exit` may still fail, as after any success.
    outer_exit_fails_behind_a_suppression() -> Result<Option<u32>, Trouble> {
        let value = block! {
            [fallible("a").fails(), suppressing("b").suppresses()]
            if yes() { return Err(Trouble("the body's".to_owned())); }
            1
        };
        note("given up");
        value
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: failed: the body's",
        "drop value of a", "exit a: completed", "given up",
    ];
    gives Ok(Err(ref trouble)) if *trouble == Trouble::in_exit("a")
}

answer_row! {
    /// The error that is dropped is dropped once, when `exit` is over.
    the_suppressed_error_is_dropped() -> Result<u32, support::Local> {
        let value = block! { [suppressing("a").suppresses()] if yes() { return Err(local("error")); } 1 };
        note("given up");
        Ok(value.unwrap_or(7))
    }
    log ["enter a", "drop value of a", "exit a: failed", "drop error", "given up"];
    gives Ok(Ok(7))
}

macro_rules! leave {
    ($value:expr) => {
        return $value
    };
}

answer_row! {
    suppression_has_no_effect_on_an_unseen_jump() -> Result<u32, Oops> {
        let _none = block! { [suppressing("a").suppresses()] if yes() { leave!(Err(Oops(1))); } };
        note("not reached");
        Ok(7)
    }
    log ["enter a", "drop value of a", "exit a: left unseen"];
    gives Ok(Err(Oops(1)))
}

answer_row! {
    fallible_suppression_has_no_effect_on_an_unseen_jump() -> Result<u32, Oops> {
        let _none = block! { [verdict("a").suppresses()] if yes() { leave!(Err(Oops(1))); } };
        note("not reached");
        Ok(7)
    }
    log ["enter a", "drop value of a", "exit a: left unseen"];
    gives Ok(Err(Oops(1)))
}
