//! `exit` that fails after a success: `with!` is `Err`, and a jump is given up for it. (After a failure
//! its error reaches the unraised hook: `contract_unraised`.)

mod support;

use support::errors::App;
use support::forms::answer_row;
use support::{Trouble, fallible, local, note, plain, suppressing, verdict, yes};

answer_row! {
    exit_fails_after_a_value() -> Result<u32, Trouble> {
        let value = block! { [fallible("a").fails()] note("body"); 7 };
        note("after");
        value
    }
    log ["enter a", "body", "drop value of a", "exit a: completed", "after"];
    gives Ok(Err(ref trouble)) if *trouble == Trouble::in_exit("a")
}

answer_row! {
    exit_that_may_suppress_fails_after_a_value() -> Result<Option<u32>, Trouble> {
        let value = block! { [verdict("a").fails()] note("body"); 7 };
        note("after");
        value
    }
    log ["enter a", "body", "drop value of a", "exit a: completed", "after"];
    gives Ok(Err(ref trouble)) if *trouble == Trouble::in_exit("a")
}

answer_row! {
    exit_fails_and_question_mark_behind_the_block() -> Result<u32, App> {
        let value = block! { [fallible("a").fails()] note("body"); 7 }?;
        note("not reached");
        Ok(value)
    }
    log ["enter a", "body", "drop value of a", "exit a: completed"];
    gives Ok(Err(App::Trouble(_)))
}

answer_row! {
    /// The value that is given up is dropped.
    exit_fails_after_a_value_that_is_dropped() -> bool {
        let value = block! { [fallible("a").fails()] local("value") };
        note("after");
        value.is_err()
    }
    log ["enter a", "drop value of a", "exit a: completed", "drop value", "after"];
    gives Ok(true)
}

answer_row! {
    exit_fails_after_return() -> u32 {
        let value = block! { [fallible("a").fails()] if yes() { return 1; } 2 };
        note("given up");
        if value == Err(Trouble::in_exit("a")) { 3 } else { 4 }
    }
    log ["enter a", "drop value of a", "exit a: completed", "given up"];
    gives Ok(3)
}

answer_row! {
    exit_that_may_suppress_fails_after_return() -> u32 {
        let value = block! { [verdict("a").fails()] if yes() { return 1; } 2 };
        note("given up");
        if value == Err(Trouble::in_exit("a")) { 3 } else { 4 }
    }
    log ["enter a", "drop value of a", "exit a: completed", "given up"];
    gives Ok(3)
}

answer_row! {
    exit_fails_after_return_ok() -> Result<u32, Trouble> {
        let value = block! { [fallible("a").fails()] if yes() { return Ok(1); } 2 };
        note("given up");
        value
    }
    log ["enter a", "drop value of a", "exit a: completed", "given up"];
    gives Ok(Err(ref trouble)) if *trouble == Trouble::in_exit("a")
}

answer_row! {
    /// The value of the jump that is given up is dropped.
    exit_fails_after_return_of_a_value_that_is_dropped() -> support::Local {
        let value = block! { [fallible("a").fails()] if yes() { return local("returned"); } };
        note("given up");
        drop(value);
        local("other")
    }
    log ["enter a", "drop value of a", "exit a: completed", "drop returned", "given up"];
    gives Ok(support::Local("other"))
}

answer_row! {
    exit_fails_after_bare_return() -> () {
        let value: Result<u32, Trouble> = block! { [fallible("a").fails()] if yes() { return; } 2 };
        note("given up");
        assert!(value.is_err());
    }
    log ["enter a", "drop value of a", "exit a: completed", "given up"];
    gives Ok(())
}

answer_row! {
    exit_fails_after_break() -> u32 {
        let mut rounds = 0;
        for round in 0..2 {
            rounds += 1;
            let manager = if round == 0 { fallible("a").fails() } else { fallible("a") };
            let failed = block! { [manager] if yes() { break; } };
            note("given up");
            assert!(failed.is_err());
        }
        rounds
    }
    log [
        "enter a", "drop value of a", "exit a: completed", "given up",
        "enter a", "drop value of a", "exit a: completed",
    ];
    gives Ok(2)
}

answer_row! {
    exit_fails_after_break_labelled_with_value() -> u32 {
        'found: {
            let failed = block! { [verdict("a").fails()] if yes() { break 'found 1; } };
            note("given up");
            assert!(failed.is_err());
            2
        }
    }
    log ["enter a", "drop value of a", "exit a: completed", "given up"];
    gives Ok(2)
}

answer_row! {
    exit_fails_after_continue() -> u32 {
        let mut rounds = 0;
        let mut given_up = 0;
        while rounds < 2 {
            rounds += 1;
            let failed = block! { [fallible("a").fails()] if yes() { continue; } };
            note("given up");
            given_up += u32::from(failed.is_err());
        }
        given_up
    }
    log [
        "enter a", "drop value of a", "exit a: completed", "given up",
        "enter a", "drop value of a", "exit a: completed", "given up",
    ];
    gives Ok(2)
}

answer_row! {
    exit_fails_after_continue_labelled() -> u32 {
        let mut rounds = 0;
        'rounds: loop {
            rounds += 1;
            for _ in 0..1 {
                let failed = block! { [fallible("a").fails()] if rounds == 1 { continue 'rounds; } };
                note("given up");
                assert!(failed.is_err());
            }
            break rounds;
        }
    }
    log ["enter a", "drop value of a", "exit a: completed", "given up"];
    gives Ok(1)
}

answer_row! {
    /// The inner `exit` fails: that is the outer body's value, a failure.
    inner_exit_fails() -> Result<u32, Trouble> {
        let value = block! { [plain("a"), fallible("b").fails()] note("body"); 7 };
        note("after");
        value
    }
    log [
        "enter a", "enter b", "body",
        "drop value of b", "exit b: completed",
        "drop value of a", "exit a: failed: no exiting b", "after",
    ];
    gives Ok(Err(ref trouble)) if *trouble == Trouble::in_exit("b")
}

answer_row! {
    inner_exit_fails_after_return() -> u32 {
        let value = block! { [plain("a"), fallible("b").fails()] if yes() { return 1; } 2 };
        note("given up");
        if value == Err(Trouble::in_exit("b")) { 3 } else { 4 }
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: completed",
        "drop value of a", "exit a: failed: no exiting b", "given up",
    ];
    gives Ok(3)
}

answer_row! {
    outer_exit_fails() -> Result<Result<u32, Trouble>, Trouble> {
        block! { [fallible("a").fails(), fallible("b")] note("body"); 7 }
    }
    log [
        "enter a", "enter b", "body",
        "drop value of b", "exit b: completed",
        "drop value of a", "exit a: completed",
    ];
    gives Ok(Err(ref trouble)) if *trouble == Trouble::in_exit("a")
}

answer_row! {
    outer_exit_fails_after_return() -> u32 {
        let value = block! { [fallible("a").fails(), plain("b")] if yes() { return 1; } 2 };
        note("given up");
        if value == Err(Trouble::in_exit("a")) { 3 } else { 4 }
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: completed",
        "drop value of a", "exit a: completed", "given up",
    ];
    gives Ok(3)
}

answer_row! {
    middle_exit_of_three_fails_after_break() -> u32 {
        loop {
            let value = block! { [plain("a"), verdict("b").fails(), fallible("c")] if yes() { break 1; } };
            note("given up");
            if value.is_err() { break 2; }
        }
    }
    log [
        "enter a", "enter b", "enter c",
        "drop value of c", "exit c: completed",
        "drop value of b", "exit b: completed",
        "drop value of a", "exit a: failed: no exiting b", "given up",
    ];
    gives Ok(2)
}

answer_row! {
    /// The inner failure is the outer's failure: a suppressing manager around drops it.
    inner_exit_fails_and_is_suppressed() -> Option<Result<u32, Trouble>> {
        let value = block! { [suppressing("a").suppresses(), fallible("b").fails()] if yes() { return None; } 7 };
        note("given up");
        value
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: completed",
        "drop value of a", "exit a: failed: no exiting b", "given up",
    ];
    gives Ok(None)
}
