//! A plain block otherwise: the places that `#[track_caller]`, panics and backtraces name.

#![allow(clippy::all, unused, reason = "the bodies are odd on purpose")]

mod support;

use std::backtrace::Backtrace;
use std::convert::Infallible;
use std::panic::Location;
use std::sync::Mutex;

use scoped_core::{Abandoned, AsyncContextManager, AsyncOutcome, ContextManager, Outcome, with};
use support::same::{same, same_infallible};
use support::{Oops, note, yes};

/// An error that knows where `?` made it of another one.
#[derive(Debug)]
struct Made(&'static Location<'static>);

impl From<Oops> for Made {
    #[track_caller]
    fn from(_: Oops) -> Self {
        Self(Location::caller())
    }
}

/// An error that knows which lines of this file it was made in.
#[derive(Debug)]
struct Traced(Vec<String>);

impl From<Oops> for Traced {
    fn from(_: Oops) -> Self {
        Self(lines(&Backtrace::force_capture()))
    }
}

/// The lines of this file that a backtrace goes through, without those of the test's own frame.
fn lines(trace: &Backtrace) -> Vec<String> {
    let frames = trace.to_string();
    let lines: Vec<_> = frames
        .lines()
        .filter_map(|line| line.split_once("plain_block_places.rs:"))
        .map(|(_, place)| place.to_owned())
        .take(2)
        .collect();
    // Without line tables there would be nothing to compare.
    assert!(!lines.is_empty(), "{frames}");
    lines
}

fn fail() -> Result<u32, Oops> {
    Err(Oops(1))
}

#[track_caller]
fn here() -> &'static Location<'static> {
    Location::caller()
}

same! {
    a_question_mark() -> Result<u32, Made> {
        Ok(block! { here(); 1 + fail()? })
    }
}

same! {
    a_question_mark_on_lines_of_its_own() -> Result<u32, Made> {
        let value = block! {
            let one = vec![1];
            fail()
                .map(|number| number + one[0])
                .map(|number| number + 1)?
        };
        Ok(value)
    }
}

same! {
    a_question_mark_in_the_arguments_of_a_macro() -> Result<String, Made> {
        Ok(block! {
            format!(
                "{} {}",
                1,
                fail()?
            )
        })
    }
}

same_infallible! {
    calls_in_and_behind_a_body() -> [&'static Location<'static>; 3] {
        let first;
        let second = block! {
            first = here();
            here()
        };
        [first, second, here()]
    }
}

same! {
    a_call_in_a_return() -> &'static Location<'static> {
        block! {
            if yes() {
                return here();
            }
        };
        here()
    }
}

same! {
    a_backtrace_of_a_question_mark() -> Result<u32, Traced> {
        let value = block! {
            let _one = fail().is_ok();
            fail()?
        };
        Ok(value)
    }
}

same! {
    a_backtrace_of_a_call() -> Vec<String> {
        block! {
            let trace =
                Backtrace::force_capture();
            lines(&trace)
        }
    }
}

/// Runs a function that panics, and says where it did.
fn place_of_panic(run: impl FnOnce()) -> String {
    use std::panic;

    static TURN: Mutex<()> = Mutex::new(());
    static PLACE: Mutex<String> = Mutex::new(String::new());

    let _turn = TURN.lock();
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|info| {
        *PLACE.lock().unwrap() = info.location().unwrap().to_string();
    }));
    let ended = panic::catch_unwind(panic::AssertUnwindSafe(run));
    panic::set_hook(hook);
    assert!(ended.is_err());
    PLACE.lock().unwrap().clone()
}

same! {
    a_panic() -> String {
        place_of_panic(|| {
            block! {
                note("body");
                if yes() { panic!("bang"); }
            };
        })
    }
}

same! {
    an_assertion_with_an_argument_that_may_leave() -> String {
        place_of_panic(|| {
            let _failed = (|| -> Result<(), Oops> {
                block! {
                    assert_eq!(
                        Ok::<u32, Oops>(1)?, 2,
                    );
                };
                Ok(())
            })();
        })
    }
}

/// An error of anyhow's macros, and where it was made. It asks the environment whether it is to find out.
#[test]
fn backtraces_of_error_macros() {
    let program = std::env::current_exe().unwrap();
    let output = std::process::Command::new(program)
        .args(["error_macros::", "--ignored"])
        .env("RUST_LIB_BACKTRACE", "1")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("3 passed"),
        "{text}"
    );
}

mod error_macros {
    use super::*;

    fn first_line(error: &anyhow::Error) -> String {
        let lines = lines(error.backtrace());
        lines.into_iter().next().expect("a line of this file")
    }

    same! {
        #[ignore = "run by `backtraces_of_error_macros`"]
        bail() -> String {
            let run = || -> anyhow::Result<()> {
                block! {
                    if yes() {
                        anyhow::bail!("no");
                    }
                };
                Ok(())
            };
            first_line(&run().unwrap_err())
        }
    }

    same! {
        #[ignore = "run by `backtraces_of_error_macros`"]
        ensure() -> String {
            let run = || -> anyhow::Result<()> {
                block! {
                    note("body");
                    anyhow::ensure!(!yes(), "no");
                };
                Ok(())
            };
            first_line(&run().unwrap_err())
        }
    }

    same! {
        #[ignore = "run by `backtraces_of_error_macros`"]
        a_question_mark() -> String {
            let run = || -> anyhow::Result<u32> {
                Ok(block! {
                    note("body");
                    fail()?
                })
            };
            first_line(&run().unwrap_err())
        }
    }
}

/// A manager that notes who called it.
struct Tracked;

impl ContextManager for Tracked {
    type Value<'a> = ();
    type Exit = ();

    #[track_caller]
    fn enter(&mut self) -> Result<(), Infallible> {
        note(format!("enter {}", Location::caller()));
        Ok(())
    }

    #[track_caller]
    fn exit(self, _: Outcome<'_>) {
        note(format!("exit {}", Location::caller()));
    }
}

/// The item is who calls `enter` and `exit`, however the body ends.
#[test]
fn enter_and_exit_are_called_by_the_item() {
    fn tracked() -> (&'static Location<'static>, Tracked) {
        (here(), Tracked)
    }

    fn run(leaves: bool) -> Result<u32, Oops> {
        let value = with!(
            Tracked,
            Tracked => { if leaves { fail()?; } 1 }
        );
        Ok(value)
    }

    let line = line!() - 6;
    let (first, second) = (
        format!("{}:{line}:13", file!()),
        format!("{}:{}:13", file!(), line + 1),
    );
    let expected = [
        format!("enter {first}"),
        format!("enter {second}"),
        format!("exit {second}"),
        format!("exit {first}"),
    ];
    for leaves in [false, true] {
        assert_eq!(support::recorded_without_exit(|| run(leaves)).log, expected);
    }
}
