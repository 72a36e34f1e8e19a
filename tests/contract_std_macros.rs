//! Jumps in the arguments of std macros are jumps like any other.

#![allow(clippy::useless_vec, reason = "the macro is what is tested")]

mod support;

use std::fmt::Write as _;

use support::errors::{App, fail, give};
use support::forms::end_row;
use support::{Oops, local, note, yes};

/// `?` in the arguments of a macro, each in a function of its own: an error, dropped local, `exit`.
macro_rules! question_mark_rows {
    ($($name:ident { $($statement:tt)* })*) => {$(
        end_row! {
            $name() -> Result<(), App> {
                block! { let _one = local("one"); $($statement)* };
                note("not reached");
                Ok(())
            }
            log ["ENTER", "drop one", "EXIT failed: app: oops"];
            gives Ok(Err(App::Oops(Oops(1))))
        }
    )*};
}

question_mark_rows! {
    question_mark_in_println { println!("{}", fail(1)?); }
    question_mark_in_print { print!("{}", fail(1)?); }
    question_mark_in_eprintln { eprintln!("{} {}", 1, fail(1)?); }
    question_mark_in_eprint { eprint!("{x}", x = fail(1)?); }
    question_mark_in_format { let _text = format!("{:>5} {}", fail(1)?, 2); }
    question_mark_in_format_args { note(std::fmt::format(format_args!("{}", fail(1)?))); }
    question_mark_in_vec { let _list = vec![give(1)?, fail(1)?, give(2)?]; }
    question_mark_in_vec_repeat { let _list = vec![fail(1)?; 3]; }
    question_mark_in_assert { assert!(fail(1)? == 3, "text"); }
    question_mark_in_assert_message { assert!(!yes(), "text {}", fail(1)?); }
    question_mark_in_assert_eq { assert_eq!(3, fail(1)?); }
    question_mark_in_assert_ne { assert_ne!(fail(1)?, 3, "text {}", 1); }
    question_mark_in_debug_assert { debug_assert!(fail(1)? == 3); }
    question_mark_in_debug_assert_eq { debug_assert_eq!(fail(1)?, 3); }
    question_mark_in_debug_assert_ne { debug_assert_ne!(3, fail(1)?); }
    question_mark_in_matches { let _is = matches!(fail(1)?, 1 | 2); }
    question_mark_in_matches_guard { let _is = matches!(yes(), is if is && fail(1)? == 1); }
    question_mark_in_dbg { let _value = dbg!(fail(1)?); }
    question_mark_in_panic { panic!("{}", fail(1)?); }
    question_mark_in_unreachable { unreachable!("{}", fail(1)?); }
    question_mark_in_todo { todo!("{}", fail(1)?); }
    question_mark_in_unimplemented { unimplemented!("{}", fail(1)?); }
    question_mark_in_std_path { let _text = std::format!("{}", fail(1)?); }
    question_mark_in_core_path { ::core::assert!(fail(1)? == 1); }
    question_mark_in_nested_macros { let _text = format!("{:?}", vec![format!("{}", fail(1)?)]); }
    question_mark_in_braces { let _list = vec! { fail(1)? }; }
}

end_row! {
    question_mark_in_write() -> Result<(), std::fmt::Error> {
        let mut text = String::new();
        block! { let _one = local("one"); write!(text, "{}", Err::<u32, _>(std::fmt::Error)?)?; };
        note("not reached");
        Ok(())
    }
    log ["ENTER", "drop one", "EXIT failed: an error occurred when formatting an argument"];
    gives Ok(Err(std::fmt::Error))
}

end_row! {
    question_mark_in_writeln() -> Result<(), App> {
        let mut text = String::new();
        block! { let _one = local("one"); writeln!(text, "{}", fail(1)?).unwrap(); };
        note("not reached");
        Ok(())
    }
    log ["ENTER", "drop one", "EXIT failed: app: oops"];
    gives Ok(Err(App::Oops(_)))
}

end_row! {
    return_in_format() -> u32 {
        let text: String = block! {
            let _one = local("one");
            format!("{} {}", 1, if yes() { return 7 } else { 2 })
        };
        note(text);
        0
    }
    log ["ENTER", "drop one", "EXIT completed"];
    gives Ok(7)
}

end_row! {
    return_err_in_assert() -> Result<u32, Oops> {
        block! {
            let _one = local("one");
            assert!(if yes() { return Err(Oops(2)) } else { false });
        };
        note("not reached");
        Ok(0)
    }
    log ["ENTER", "drop one", "EXIT failed: oops 2"];
    gives Ok(Err(Oops(2)))
}

end_row! {
    break_in_println() -> u32 {
        for _ in 0..3 {
            block! { println!("{}", if yes() { break } else { 1 }); };
            note("not reached");
        }
        note("after");
        7
    }
    log ["ENTER", "EXIT completed", "after"];
    gives Ok(7)
}

end_row! {
    break_labelled_in_vec() -> u32 {
        let value = 'found: {
            block! { let _list = vec![1, if yes() { break 'found 7 } else { 2 }]; };
            note("not reached");
            0
        };
        note("after");
        value
    }
    log ["ENTER", "EXIT completed", "after"];
    gives Ok(7)
}

end_row! {
    continue_in_assert_eq() -> u32 {
        let mut rounds = 0;
        for round in 0..2 {
            rounds += 1;
            block! { assert_eq!(round, if yes() { continue } else { 1 }); };
            note("not reached");
        }
        note("after");
        rounds
    }
    log ["ENTER", "EXIT completed", "ENTER", "EXIT completed", "after"];
    gives Ok(2)
}

end_row! {
    continue_labelled_in_matches() -> u32 {
        let mut rounds = 0;
        'rounds: for _ in 0..2 {
            rounds += 1;
            block! { let _is = matches!(if yes() { continue 'rounds } else { 1 }, 1); };
            note("not reached");
        }
        note("after");
        rounds
    }
    log ["ENTER", "EXIT completed", "ENTER", "EXIT completed", "after"];
    gives Ok(2)
}

end_row! {
    /// Names in the format text are used where they stand.
    inline_arguments_beside_a_jump() -> Result<String, App> {
        let width = 4;
        let text = block! { let name = 'x'; format!("{name:>width$} {}", give(7)?) };
        Ok(text)
    }
    log ["ENTER", "EXIT completed"];
    gives Ok(Ok(ref text)) if text == "   x 7"
}

end_row! {
    /// A nested `with!` in an argument.
    with_in_an_argument() -> Result<String, App> {
        let text = block! { format!("{}", with!(support::plain("inner") => { give(7)? })) };
        Ok(text)
    }
    log ["ENTER", "enter inner", "drop value of inner", "exit inner: completed", "EXIT completed"];
    gives Ok(Ok(ref text)) if text == "7"
}

end_row! {
    with_in_an_argument_that_fails() -> Result<String, App> {
        let text = block! { format!("{}", with!(support::plain("inner") => { fail(1)? })) };
        Ok(text)
    }
    log [
        "ENTER", "enter inner",
        "drop value of inner", "exit inner: failed: app: oops",
        "EXIT failed: app: oops",
    ];
    gives Ok(Err(App::Oops(_)))
}
