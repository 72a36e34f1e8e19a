//! `exit` that panics: the panic goes on, whatever the body had come to. (While panicking:
//! `contract_panic`.)

mod support;

use support::errors::fail;
use support::forms::{answer_row, end_row};
use support::{Oops, fallible, local, note, plain, suppressing, verdict, yes};

answer_row! {
    exit_panics_after_a_value() -> u32 {
        let value = block! { [plain("a").panics()] note("body"); 7 };
        note("not reached");
        value
    }
    log ["enter a", "body", "drop value of a", "exit a: completed"];
    gives Err(ref message) if message == "exit of a"
}

answer_row! {
    exit_panics_after_a_value_that_is_dropped() -> bool {
        block! { [fallible("a").panics()] local("value") }.is_ok()
    }
    log ["enter a", "drop value of a", "exit a: completed", "drop value"];
    gives Err(ref message) if message == "exit of a"
}

answer_row! {
    exit_panics_after_return() -> u32 {
        block! { [plain("a").panics()] if yes() { return 7; } };
        note("not reached");
        0
    }
    log ["enter a", "drop value of a", "exit a: completed"];
    gives Err(ref message) if message == "exit of a"
}

answer_row! {
    exit_panics_after_break() -> u32 {
        loop {
            let _never = block! { [verdict("a").panics()] if yes() { break 7; } };
            note("not reached");
        }
    }
    log ["enter a", "drop value of a", "exit a: completed"];
    gives Err(ref message) if message == "exit of a"
}

answer_row! {
    exit_panics_after_continue() -> u32 {
        for _ in 0..2 {
            let _never = block! { [suppressing("a").panics()] if yes() { continue; } };
            note("not reached");
        }
        7
    }
    log ["enter a", "drop value of a", "exit a: completed"];
    gives Err(ref message) if message == "exit of a"
}

answer_row! {
    exit_panics_after_question_mark() -> Result<u32, Oops> {
        let value = block! { [plain("a").panics()] let _one = local("one"); fail(1)? };
        note("not reached");
        Ok(value)
    }
    log ["enter a", "drop one", "drop value of a", "exit a: failed: oops 1"];
    gives Err(ref message) if message == "exit of a"
}

answer_row! {
    exit_panics_after_last_expression_err() -> Result<u32, Oops> {
        block! { [plain("a").panics()] fail(1) }
    }
    log ["enter a", "drop value of a", "exit a: failed: oops 1"];
    gives Err(ref message) if message == "exit of a"
}

answer_row! {
    exit_panics_after_return_err() -> Result<u32, Oops> {
        Ok(block! { [plain("a").panics()] if yes() { return Err(Oops(2)); } 1 })
    }
    log ["enter a", "drop value of a", "exit a: failed: oops 2"];
    gives Err(ref message) if message == "exit of a"
}

answer_row! {
    /// The outer managers are told of the panic, not of what the body had come to.
    inner_exit_panics_after_return() -> u32 {
        let _never = block! { [plain("a"), suppressing("b"), fallible("c").panics()] if yes() { return 7; } };
        note("not reached");
        0
    }
    log [
        "enter a", "enter b", "enter c",
        "drop value of c", "exit c: completed",
        "drop value of b", "exit b: panicked",
        "drop value of a", "exit a: panicked",
    ];
    gives Err(ref message) if message == "exit of c"
}

answer_row! {
    inner_exit_panics_after_question_mark() -> Result<u32, Oops> {
        Ok(block! { [plain("a"), plain("b").panics()] fail(1)? })
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: failed: oops 1",
        "drop value of a", "exit a: panicked",
    ];
    gives Err(ref message) if message == "exit of b"
}

answer_row! {
    outer_exit_panics_after_break() -> u32 {
        'out: {
            block! { [plain("a").panics(), plain("b")] if yes() { break 'out 7; } };
            0
        }
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: completed",
        "drop value of a", "exit a: completed",
    ];
    gives Err(ref message) if message == "exit of a"
}

answer_row! {
    /// The second of two panicking exits finds the first one's panic on its way.
    both_exits_panic() -> u32 {
        block! { [plain("a").panics(), plain("b").panics()] note("body"); 7 }
    }
    log [
        "enter a", "enter b", "body",
        "drop value of b", "exit b: completed",
        "drop value of a", "exit a: panicked",
    ];
    gives Err(ref message) if message == "exit of b"
}

macro_rules! leave {
    ($value:expr) => {
        return $value
    };
}

answer_row! {
    exit_panics_after_an_unseen_jump() -> u32 {
        block! { [plain("a").panics()] if yes() { leave!(7); } };
        note("not reached");
        0
    }
    log ["enter a", "drop value of a", "exit a: left unseen"];
    gives Err(ref message) if message == "exit of a"
}

answer_row! {
    inner_exit_panics_after_an_unseen_jump() -> u32 {
        block! { [plain("a"), plain("b").panics()] if yes() { leave!(7); } };
        0
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: left unseen",
        "drop value of a", "exit a: panicked",
    ];
    gives Err(ref message) if message == "exit of b"
}

end_row! {
    /// A panic of a nested block's `exit` that is caught in the body is none of the body's.
    a_panic_of_exit_that_is_caught_in_the_body() -> u32 {
        let value = block! {
            let caught = std::panic::catch_unwind(|| {
                scoped_core::with!(plain("inner").panics() => { note("inner body") })
            });
            if caught.is_err() { 7 } else { 0 }
        };
        note("after");
        value
    }
    log [
        "ENTER", "enter inner", "inner body", "drop value of inner", "exit inner: completed",
        "EXIT completed", "after",
    ];
    gives Ok(7)
}
