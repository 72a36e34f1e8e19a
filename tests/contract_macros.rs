//! Macros that have the name of a known one and do something else; `with!`s of other crates; and macros of the user's
//! that are known by `see`.

#![allow(unused, clippy::all, reason = "the macros are odd on purpose")]

mod support;

use scoped_core::{set_unraised_hook, take_unraised_hook, with};
use support::errors::{fail, give};
use support::forms::{end_row, sync_end_row};
use support::{Oops, local, note, plain, recorded, yes};

/// Macros of std that return.
mod impostors {
    macro_rules! env {
        ($value:expr) => {
            return $value
        };
    }

    macro_rules! todo {
        ($value:expr) => {
            if $value > 1 {
                return $value;
            }
        };
    }

    macro_rules! vec {
        ($($item:expr),*) => {{ $(if $item == 9 { return 9; })* 0 $(+ $item)* }};
    }

    macro_rules! println {
        ($label:lifetime) => {
            break $label
        };
    }

    pub(crate) use {env, println, todo, vec};
}

end_row! {
    a_return_in_a_macro_of_the_name_env() -> u32 {
        use impostors::env;
        block! { if yes() { env!(7); } };
        note("not reached");
        0
    }
    log ["ENTER", "EXIT left unseen"];
    gives Ok(7)
}

end_row! {
    a_return_in_a_macro_of_the_name_todo() -> u32 {
        use impostors::todo;
        block! { todo!(1); note("goes on"); todo!(2); };
        note("not reached");
        0
    }
    log ["ENTER", "goes on", "EXIT left unseen"];
    gives Ok(2)
}

end_row! {
    /// It stands at the tail, where the real one would end the body.
    a_macro_of_the_name_todo_at_the_tail_that_goes_on() -> u32 {
        use impostors::todo;
        block! { todo!(1) };
        note("after");
        3
    }
    log ["ENTER", "EXIT completed", "after"];
    gives Ok(3)
}

end_row! {
    a_return_in_a_macro_of_the_name_vec() -> u32 {
        use impostors::vec;
        let value = block! { vec![1, 2] + vec![give(3).unwrap(), 9] };
        note("not reached");
        value
    }
    log ["ENTER", "EXIT left unseen"];
    gives Ok(9)
}

end_row! {
    a_break_in_a_macro_of_the_name_println() -> u32 {
        use impostors::println;
        'out: {
            block! { if yes() { println!('out); } };
            note("not reached");
        }
        4
    }
    log ["ENTER", "EXIT left unseen"];
    gives Ok(4)
}

/// Nothing panicked, so a panic of its own is one.
#[test]
fn an_exit_that_panics_behind_a_macro_of_a_known_name() {
    use impostors::env;

    fn run() -> u32 {
        with!(plain("a").panics() => { if yes() { env!(7); } });
        0
    }

    let recorded = recorded(run);
    assert_eq!(recorded.ended, Err("exit of a".to_owned()));
    assert_eq!(
        recorded.log,
        ["enter a", "drop value of a", "exit a: left unseen"]
    );
}

/// `ensure!`s of other shapes.
mod other_ensures {
    /// Returns nothing.
    macro_rules! ensure {
        ($condition:expr) => {
            if !$condition {
                return None;
            }
        };
        ($condition:expr, $number:expr) => {
            if !$condition {
                return Some($number);
            }
        };
    }

    /// Does not return.
    macro_rules! check {
        ($condition:expr, $text:literal) => {
            if !$condition {
                crate::support::note($text);
            }
        };
    }

    /// Returns from a function without a value.
    macro_rules! or_leave {
        ($condition:expr) => {
            if !$condition {
                return;
            }
        };
        ($condition:expr, $text:literal) => {
            if !$condition {
                crate::support::note($text);
                return;
            }
        };
    }

    pub(crate) use {check, ensure, or_leave};
}

end_row! {
    an_ensure_that_returns_none() -> Option<u32> {
        use other_ensures::ensure;
        let value = block! { ensure!(yes()); note("goes on"); ensure!(!yes()); 1 };
        note("not reached");
        Some(value)
    }
    log ["ENTER", "goes on", "EXIT completed"];
    gives Ok(None)
}

end_row! {
    an_ensure_that_goes_on() -> u32 {
        use other_ensures::check as ensure;
        block! { ensure!(yes(), "no"); ensure!(!yes(), "noted"); note("goes on"); };
        1
    }
    log ["ENTER", "noted", "goes on", "EXIT completed"];
    gives Ok(1)
}

end_row! {
    an_ensure_in_a_function_that_returns_nothing() -> () {
        use other_ensures::or_leave as ensure;
        block! { ensure!(yes()); ensure!(yes(), "no"); note("goes on"); ensure!(!yes(), "noted"); };
        note("not reached");
    }
    log ["ENTER", "goes on", "noted", "EXIT completed"];
    gives Ok(())
}

end_row! {
    an_ensure_of_one_argument_in_a_function_that_returns_nothing() -> () {
        use other_ensures::or_leave as ensure;
        block! { ensure!(yes()); note("goes on"); ensure!(!yes()); };
        note("not reached");
    }
    log ["ENTER", "goes on", "EXIT completed"];
    gives Ok(())
}

/// Another crate's `with!`.
mod other {
    macro_rules! with {
        ($value:expr) => {
            $value + 1
        };
        ($value:expr => $body:block) => {{
            let _ = $value;
            $body
        }};
        (leave $value:expr) => {
            return $value
        };
    }

    pub(crate) use with;
}

end_row! {
    a_with_of_another_crate_is_opaque() -> u32 {
        block! {
            let sum = other::with!(1) + other::with!(2 => { 3 });
            if sum == 5 { other::with!(leave sum); }
        };
        note("not reached");
        0
    }
    log ["ENTER", "EXIT left unseen"];
    gives Ok(5)
}

/// Without the path, it is told from ours by what it holds.
#[test]
fn a_with_of_another_crate_under_its_own_name() {
    fn run() -> u32 {
        use other::with;
        scoped_core::with!(plain("a") => { with!(1) + with!(2) })
    }

    assert!(matches!(recorded(run).ended, Ok(5)));
}

/// Macros of a user's own.
mod named {
    macro_rules! audit {
        ($($argument:expr),*) => {{ $(crate::support::note($argument.to_string());)* }};
    }

    macro_rules! ret_ok {
        ($value:expr) => {
            return Ok($value)
        };
    }

    /// What a user would write once.
    macro_rules! with_seen {
        ($($input:tt)*) => {
            scoped_core::with!(#![see(audit, ret_ok -> return)] $($input)*)
        };
    }

    pub(crate) use {audit, ret_ok, with_seen};
}

#[test]
fn the_arguments_of_a_named_macro_are_seen() {
    use named::{audit, with_seen};

    fn run() -> Result<u32, Oops> {
        with_seen!(plain("a"), plain("b") => { audit!(give(1)?, "two", fail(3)?); });
        Ok(0)
    }

    let recorded = recorded(run);
    assert!(matches!(recorded.ended, Ok(Err(Oops(3)))));
    assert_eq!(
        recorded.log,
        [
            "enter a",
            "enter b",
            "1",
            "two",
            "drop value of b",
            "exit b: failed: oops 3",
            "drop value of a",
            "exit a: failed: oops 3",
        ]
    );
}

#[test]
fn the_return_of_a_named_macro_is_seen() {
    use named::{ret_ok, with_seen};

    fn run() -> Result<u32, Oops> {
        with_seen!(plain("a") => {
            let number = give(1)?;
            with!(plain("b"), { if number == 1 { named::ret_ok!(give(7)? + number); } });
            note("not reached");
        });
        Ok(0)
    }

    let recorded = recorded(run);
    assert!(matches!(recorded.ended, Ok(Ok(8))));
    assert_eq!(
        recorded.log,
        [
            "enter a",
            "enter b",
            "drop value of b",
            "exit b: completed",
            "drop value of a",
            "exit a: completed",
        ]
    );
}

/// They are named for the call that names them, and for what stands in it.
#[test]
fn a_nested_block_names_macros_of_its_own() {
    use named::ret_ok;

    fn run(inside: bool) -> Result<u32, Oops> {
        with!(plain("a") => {
            with!(#![see(ret_ok -> return)] plain("b") => { if inside { ret_ok!(give(7)?); } });
            if yes() { ret_ok!(give(8)?); }
        });
        Ok(0)
    }

    let told = |inside| {
        let recorded = recorded(|| run(inside));
        let ends = recorded
            .log
            .into_iter()
            .filter(|line| line.starts_with("exit "));
        (recorded.ended.unwrap().unwrap(), ends.collect::<Vec<_>>())
    };
    let own = |told: &str| told.to_owned();
    assert_eq!(
        told(true),
        (7, vec![own("exit b: completed"), own("exit a: completed")])
    );
    assert_eq!(
        told(false),
        (
            8,
            vec![own("exit b: completed"), own("exit a: left unseen")]
        )
    );
}
