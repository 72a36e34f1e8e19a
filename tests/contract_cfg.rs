//! What `#[cfg]` takes out decides nothing: it is no jump, no tail and no end of the body.

#![allow(
    unused,
    clippy::all,
    reason = "what is taken out leaves strange code behind"
)]

mod support;

use scoped_core::with;
use support::errors::fail;
use support::forms::{answer_row, end_row};
use support::{Oops, Trouble, fallible, local, note, plain, recorded, yes};

end_row! {
    a_return_that_is_taken_out() -> u32 {
        block! {
            note("work");
            #[cfg(any())]
            return 1;
        };
        note("after");
        2
    }
    log ["ENTER", "work", "EXIT completed", "after"];
    gives Ok(2)
}

end_row! {
    a_break_that_is_taken_out() -> u32 {
        for _ in 0..2 {
            block! {
                note("work");
                #[cfg(any())]
                break;
            };
            note("after");
        }
        2
    }
    log [
        "ENTER", "work", "EXIT completed", "after",
        "ENTER", "work", "EXIT completed", "after",
    ];
    gives Ok(2)
}

end_row! {
    a_continue_that_is_taken_out() -> u32 {
        'rows: for _ in 0..1 {
            block! {
                note("work");
                #[cfg(any())]
                continue 'rows;
            };
            note("after");
        }
        2
    }
    log ["ENTER", "work", "EXIT completed", "after"];
    gives Ok(2)
}

end_row! {
    a_loop_that_is_taken_out() -> u32 {
        block! {
            note("work");
            #[cfg(any())]
            loop {}
        };
        note("after");
        2
    }
    log ["ENTER", "work", "EXIT completed", "after"];
    gives Ok(2)
}

end_row! {
    a_panic_that_is_taken_out() -> u32 {
        block! {
            note("work");
            #[cfg(any())]
            panic!("no");
        };
        block! {
            note("more");
            #[cfg_attr(all(), cfg(any()))]
            unreachable!()
        };
        2
    }
    log ["ENTER", "work", "EXIT completed", "ENTER", "more", "EXIT completed"];
    gives Ok(2)
}

end_row! {
    a_break_of_the_loop_at_the_end_that_is_taken_out() -> u32 {
        block! {
            loop {
                #[cfg(any())]
                return 1;
                #[cfg(all())]
                break;
            }
        };
        2
    }
    log ["ENTER", "EXIT completed"];
    gives Ok(2)
}

end_row! {
    /// A label of what is taken out need not exist, nor a loop.
    jumps_to_nowhere_that_are_taken_out() -> u32 {
        block! {
            #[cfg(any())]
            break 'gone;
            #[cfg(any())]
            { continue 'gone; }
            #[cfg(any())]
            break;
            #[cfg_attr(all(), cfg(any()))]
            continue;
            match yes() {
                #[cfg(any())]
                true => break 'gone 7,
                _ => note("work"),
            }
            let list = [#[cfg(any())] { break 'gone }, 1];
            note(format!("{list:?}"));
        };
        2
    }
    log ["ENTER", "work", "[1]", "EXIT completed"];
    gives Ok(2)
}

end_row! {
    /// The same jumps beside one that is there.
    jumps_of_which_one_is_taken_out() -> u32 {
        let found = 'found: {
            block! {
                #[cfg(any())]
                break 'found 1;
                #[cfg(all())]
                break 'found 2;
                #[cfg(any())]
                break 'gone 3;
            };
            4
        };
        found
    }
    log ["ENTER", "EXIT completed"];
    gives Ok(2)
}

end_row! {
    a_question_mark_that_is_taken_out() -> Result<u32, Oops> {
        let value = block! {
            #[cfg(any())]
            nothing_of_that_name()?;
            #[cfg(all())]
            fail(1)?;
            2
        };
        Ok(value)
    }
    log ["ENTER", "EXIT failed: oops 1"];
    gives Ok(Err(Oops(1)))
}

answer_row! {
    /// A tail that is taken out leaves the one before it.
    a_nested_block_at_the_tail_that_is_taken_out() -> Result<u32, Trouble> {
        block! { [fallible("a")]
            note("work");
            #[cfg(any())]
            with! { nothing_of_that_name() => { 1 } }
            #[cfg(all())]
            { 2 }
        }
    }
    log ["enter a", "work", "drop value of a", "exit a: completed"];
    gives Ok(Ok(2))
}

answer_row! {
    a_nested_block_at_the_tail_that_is_there() -> Result<Result<Result<u32, Oops>, Trouble>, Trouble> {
        block! { [fallible("a")]
            #[cfg(any())]
            { Ok(fail(1)) }
            #[cfg(not(any()))]
            { with!(fallible("z") => { note("work"); fail(2) }) }
        }
    }
    log [
        "enter a", "enter z", "work",
        "drop value of z", "exit z: failed: oops 2",
        "drop value of a", "exit a: failed: oops 2",
    ];
    gives Ok(Ok(Ok(Err(Oops(2)))))
}

answer_row! {
    nested_blocks_in_arms_of_which_one_is_taken_out() -> Result<Result<Result<u32, Oops>, Trouble>, Trouble> {
        block! { [fallible("a")]
            match yes() {
                #[cfg(any())]
                true => with!(fallible("y") => { fail(1) }),
                #[cfg(all())]
                true => with!(fallible("z") => { fail(2) }),
                false => Ok(Ok(3)),
            }
        }
    }
    log [
        "enter a", "enter z",
        "drop value of z", "exit z: failed: oops 2",
        "drop value of a", "exit a: failed: oops 2",
    ];
    gives Ok(Ok(Ok(Err(Oops(2)))))
}

/// The attributes of a `with!` at the tail are its own.
#[test]
fn attributes_of_a_nested_block_at_the_tail() {
    fn run() -> u32 {
        with!(plain("a") => {
            #[allow(unused_variables, reason = "to be kept")]
            #[cfg(all())]
            with! { plain("b") => { #[deny(unused_variables)] { let used = 1; used } } }
        })
    }

    assert!(matches!(recorded(run).ended, Ok(1)));
}

/// Its type is that of the loop's, whether it is there or not.
#[test]
fn a_break_with_a_value_that_is_taken_out() {
    fn run() -> u32 {
        let mut rounds = 0;
        loop {
            with!(plain("a") => {
                rounds += 1;
                #[cfg(any())]
                break 5;
                if rounds == 2 { break rounds; }
            });
        }
    }

    assert_eq!(recorded(run).value(), 2);

    fn alone() {
        let mut rounds = 0;
        loop {
            with!(plain("a") => {
                rounds += 1;
                #[cfg(any())]
                break 5;
            });
            if rounds == 2 {
                return;
            }
        }
    }

    recorded(alone).value();
}
