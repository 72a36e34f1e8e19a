//! The rows: how a body ends. What `exit` answers is up to the case.

use std::error::Error;

use crate::compare::{AsyncForms, Forms, polled, spawned, text};
use crate::support::errors::{App, fail, give};
use crate::support::{Oops, local, note, plain, yes};

macro_rules! run {
    ($form:ident, $returned:ty, { $($code:tt)* }) => {{
        fn row() -> $returned {
            use crate::forms::$form as block;
            $($code)*
        }
        || text(row())
    }};
}

macro_rules! async_run {
    ($form:ident, $returned:ty, { $($code:tt)* }, $run:expr) => {{
        async fn row() -> $returned {
            use crate::forms::$form as block;
            $($code)*
        }
        $run
    }};
}

/// `block! { body }` becomes a block, or a stack, of each form in turn.
macro_rules! rows {
    ($($(#[$attribute:meta])* $name:ident() -> $returned:ty { $($code:tt)* })*) => {$(
        $(#[$attribute])*
        #[test]
        fn $name() {
            let forms = Forms {
                one_plain: run!(one_plain, $returned, { $($code)* }),
                one_fallible: run!(one_fallible, $returned, { $($code)* }),
                one_suppressing: run!(one_suppressing, $returned, { $($code)* }),
                one_both: run!(one_both, $returned, { $($code)* }),
                two: run!(two, $returned, { $($code)* }),
                stack: run!(stack, $returned, { $($code)* }),
                stack_without_suppression: run!(stack_without_suppression, $returned, { $($code)* }),
            };
            forms.compare_one();
            forms.compare_two();
            let forms = AsyncForms {
                one: async_run!(async_one, $returned, { $($code)* }, |polls| polled(polls, row())),
                two: async_run!(async_two, $returned, { $($code)* }, |polls| polled(polls, row())),
                async_sync: async_run!(async_sync, $returned, { $($code)* }, |polls| polled(polls, row())),
                sync_async: async_run!(sync_async, $returned, { $($code)* }, |polls| polled(polls, row())),
                stack: async_run!(async_stack, $returned, { $($code)* }, |polls| polled(polls, row())),
                send_stack: async_run!(send_stack, $returned, { $($code)* }, |polls| polled(polls, row())),
                spawned: async_run!(send_stack, $returned, { $($code)* }, || spawned(row())),
            };
            forms.compare_one();
            forms.compare_two();
        }
    )*};
}

/// Nobody sees through it.
macro_rules! hide {
    ($($jump:tt)*) => {
        $($jump)*
    };
}

rows! {
    last_expression() -> u32 {
        let value = block! { let _one = local("one"); note("body"); 7 };
        note(format!("after {value:?}"));
        1
    }

    /// The value that is given up is dropped.
    last_expression_that_is_dropped() -> u32 {
        let value = block! { note("body"); local("given up") };
        note("after");
        drop(value);
        1
    }

    last_expression_ok() -> u32 {
        let value = block! { let _one = local("one"); give(7) };
        note(format!("after {value:?}"));
        1
    }

    last_expression_err() -> u32 {
        let value = block! { let _one = local("one"); fail(1) };
        note(format!("after {value:?}"));
        1
    }

    last_expression_err_that_is_no_error() -> u32 {
        let value = block! { let _one = local("one"); Err::<u32, _>("text".to_owned()) };
        note(format!("after {value:?}"));
        1
    }

    last_expression_none() -> u32 {
        let value = block! { None::<u32> };
        note(format!("after {value:?}"));
        1
    }

    return_value() -> u32 {
        let value = block! { let _one = local("one"); if yes() { return 7; } 0 };
        note(format!("after {value:?}"));
        1
    }

    return_nothing() -> () {
        let value = block! { let _one = local("one"); if yes() { return; } };
        note(format!("after {value:?}"));
    }

    return_that_is_dropped() -> crate::support::Local {
        let value = block! { if yes() { return local("given up"); } };
        note(format!("after {value:?}"));
        local("other")
    }

    return_ok() -> Result<u32, Oops> {
        let value = block! { let _one = local("one"); if yes() { return Ok(7); } 0 };
        note(format!("after {value:?}"));
        Ok(1)
    }

    return_err() -> Result<u32, Oops> {
        let value = block! { let _one = local("one"); if yes() { return Err(Oops(2)); } 0 };
        note(format!("after {value:?}"));
        Ok(1)
    }

    return_none() -> Option<u32> {
        let value = block! { let _one = local("one"); if yes() { return None; } 0 };
        note(format!("after {value:?}"));
        Some(1)
    }

    break_unlabelled() -> u32 {
        let mut count = 0;
        for _ in 0..2 {
            count += 1;
            let value = block! { let _one = local("one"); if yes() { break; } };
            note(format!("after {value:?}"));
        }
        count
    }

    break_with_value() -> u32 {
        let mut count = 0;
        loop {
            count += 1;
            let value = block! { let _one = local("one"); if yes() { break 7; } };
            note(format!("after {value:?}"));
            if count == 2 { break 0; }
        }
    }

    break_labelled() -> u32 {
        let mut count = 0;
        'outer: for _ in 0..2 {
            loop {
                count += 1;
                let value = block! { let _one = local("one"); if yes() { break 'outer; } };
                note(format!("after {value:?}"));
                if yes() { break; }
            }
        }
        count
    }

    break_labelled_with_value() -> u32 {
        'found: {
            let value = block! { let _one = local("one"); if yes() { break 'found 7; } };
            note(format!("after {value:?}"));
            0
        }
    }

    /// A jump's value is no value of the body.
    break_labelled_with_err() -> Result<u32, Oops> {
        'found: {
            let value = block! { let _one = local("one"); if yes() { break 'found Err(Oops(3)); } };
            note(format!("after {value:?}"));
            Ok(1)
        }
    }

    continue_unlabelled() -> u32 {
        let mut count = 0;
        while count < 2 {
            count += 1;
            let value = block! { let _one = local("one"); if yes() { continue; } };
            note(format!("after {value:?}"));
        }
        count
    }

    continue_labelled() -> u32 {
        let mut count = 0;
        'outer: while count < 2 {
            count += 1;
            for _ in 0..1 {
                let value = block! { let _one = local("one"); if yes() { continue 'outer; } };
                note(format!("after {value:?}"));
            }
        }
        count
    }

    question_mark_on_err() -> Result<u32, Oops> {
        let value = block! { let _one = local("one"); fail(1)? };
        note(format!("after {value:?}"));
        Ok(1)
    }

    question_mark_on_err_that_is_converted() -> Result<u32, App> {
        let value = block! { let _one = local("one"); fail(1)? };
        note(format!("after {value:?}"));
        Ok(1)
    }

    question_mark_on_err_in_a_box() -> Result<u32, Box<dyn Error + Send + Sync>> {
        let value = block! { let _one = local("one"); fail(1)? };
        note(format!("after {value:?}"));
        Ok(1)
    }

    question_mark_on_err_that_is_no_error() -> Result<u32, String> {
        let value = block! { let _one = local("one"); Err::<u32, _>("text")? };
        note(format!("after {value:?}"));
        Ok(1)
    }

    question_mark_on_none() -> Option<u32> {
        let value = block! { let _one = local("one"); None::<u32>? };
        note(format!("after {value:?}"));
        Some(1)
    }

    /// The block is left neither by the `?` nor by the `return`.
    jumps_that_do_not_leave() -> Result<u32, Oops> {
        let value = block! { if !yes() { return Ok(2); } give(7)? };
        note(format!("after {value:?}"));
        Ok(1)
    }

    anyhow_bail() -> anyhow::Result<u32> {
        let value = block! { let _one = local("one"); if yes() { anyhow::bail!("no {}", "way"); } };
        note(format!("after {value:?}"));
        Ok(1)
    }

    anyhow_ensure() -> anyhow::Result<u32> {
        let value = block! { let _one = local("one"); anyhow::ensure!(!yes(), Oops(1)); };
        note(format!("after {value:?}"));
        Ok(1)
    }

    eyre_bail() -> eyre::Result<u32> {
        let value = block! { let _one = local("one"); if yes() { eyre::bail!("no way"); } };
        note(format!("after {value:?}"));
        Ok(1)
    }

    snafu_whatever() -> Result<u32, snafu::Whatever> {
        let value = block! { let _one = local("one"); if yes() { snafu::whatever!("no way"); } };
        note(format!("after {:?}", value));
        Ok(1)
    }

    return_in_a_std_macro() -> u32 {
        let value = block! { let _one = local("one"); format!("{}", if yes() { return 7 } else { 0 }) };
        note(format!("after {value:?}"));
        1
    }

    question_mark_in_a_std_macro() -> Result<u32, App> {
        let value = block! { let _one = local("one"); assert_eq!(3, fail(1)?); };
        note(format!("after {value:?}"));
        Ok(1)
    }

    break_in_a_std_macro() -> u32 {
        let mut count = 0;
        'done: while count < 2 {
            count += 1;
            let value = block! { vec![local("one"), if yes() { break 'done } else { local("two") }] };
            note("after");
            drop(value);
        }
        count
    }

    panic() -> u32 {
        let value = block! { let _one = local("one"); if yes() { panic!("bang"); } 7 };
        note(format!("after {value:?}"));
        1
    }

    unseen_return() -> u32 {
        let value = block! { let _one = local("one"); if yes() { hide!(return 7); } 0 };
        note(format!("after {value:?}"));
        1
    }

    unseen_question_mark() -> Result<u32, Oops> {
        let value = block! { let _one = local("one"); hide!(fail(1)?) };
        note(format!("after {value:?}"));
        Ok(1)
    }

    unseen_break() -> u32 {
        'done: {
            let value = block! { let _one = local("one"); if yes() { hide!(break 'done 7); } };
            note(format!("after {value:?}"));
            1
        }
    }

    unseen_continue() -> u32 {
        let mut count = 0;
        'rounds: while count < 2 {
            count += 1;
            let value = block! { let _one = local("one"); if yes() { hide!(continue 'rounds); } };
            note(format!("after {value:?}"));
        }
        count
    }

    /// Nothing leaves, and a panic is told from it.
    unseen_panic() -> u32 {
        let value = block! { hide!(if yes() { panic!("bang") }); 7 };
        note(format!("after {value:?}"));
        1
    }

    return_in_a_nested_block() -> Result<u32, Oops> {
        let value = block! {
            let _one = local("one");
            with!(plain("inner") => { if yes() { return Err(Oops(2)); } 7 })
        };
        note(format!("after {value:?}"));
        Ok(1)
    }

    unseen_return_in_a_nested_block() -> u32 {
        let value = block! { with!(plain("inner") => { hide!(if yes() { return 7 }) }) };
        note(format!("after {value:?}"));
        1
    }
}
