//! What `Lib/test/test_contextlib.py` of Python 3.13 pins down, in our words.
//!
//! | `TestBaseExitStack` | here |
//! | --- | --- |
//! | `test_no_resources` | [`a_stack_without_entries`] |
//! | `test_callback` | [`callbacks_with_arguments`] |
//! | `test_push` | [`pushed_managers_are_not_entered`], [`pushed_managers_are_told_what_the_later_ones_leave`] |
//! | `test_enter_context` | [`entered_managers_are_exited_in_their_place`] |
//! | `test_enter_context_errors`, `test_instance_bypass` | does not compile: what is no manager has no `enter` and no `exit` |
//! | `test_close` | [`closed_by_hand_everything_is_exited_at_once`]; a block's own stack cannot be closed in it, as it lends |
//! | `test_pop_all` | [`popped_entries_outlive_the_block`]; more of that in `popped` |
//! | `test_exit_raise` | [`an_error_that_nobody_suppresses_goes_on`] |
//! | `test_exit_suppress`, `test_body_exception_suppress` | [`an_error_that_an_entry_suppresses`] |
//! | `test_exit_exception_chaining_reference` | `nested`, for every three managers |
//! | `test_exit_exception_chaining` | [`errors_in_a_row_around_a_suppression`]: the errors behind the first one reach the hook |
//! | `test_exit_exception_non_suppressing` | [`an_error_passes_those_that_do_not_suppress`] |
//! | `test_exit_exception_with_correct_context` | [`errors_behind_that_of_the_body_reach_the_hook`]: `exit` cannot replace it |
//! | `test_exit_exception_with_existing_context` | [`an_error_is_told_with_its_sources`] |
//! | `test_exit_exception_chaining_suppress` | [`an_error_of_an_entry_is_suppressed_by_the_next`] |
//! | `test_exit_exception_explicit_none_context`, `test_dont_reraise_RuntimeError` | no meaning: nobody writes to the `source` of another's error |
//! | `test_exit_exception_traceback` | no meaning: errors have no traceback |
//! | `test_excessive_nesting` | `long` |
//! | `test_instance_docs`, here and in the others | no meaning: only items have documentation |
//!
//! | others | here |
//! | --- | --- |
//! | `test_closing`, `test_closing_error` | [`what_is_closed_is_closed_once`], [`what_is_closed_is_closed_behind_an_error`], [`an_error_of_closing`] |
//! | `test_nullcontext` | [`a_null_context_lends_its_value`] |
//! | `testWithOpen` | [`a_file_is_closed`] |
//! | `testWithLock` | [`a_lock_is_held_for_the_block`]; std has no other lock of those that are tested |
//! | `TestContextDecorator`, `ContextManagerTestCase` | not of stacks: `#[context_manager]` has tests of its own |
//! | `TestRedirectStream` | there is no such manager: std cannot redirect its streams |
//!
//! | `TestSuppress` | here |
//! | --- | --- |
//! | `test_no_result_from_enter` | [`suppress_lends_nothing`] |
//! | `test_no_exception` | [`suppress_without_an_error`] |
//! | `test_exact_exception` | [`suppress_an_error_of_its_type`] |
//! | `test_exception_hierarchy` | [`suppress_what_wraps_an_error_of_its_type`]: errors are not derived, they wrap each other |
//! | `test_other_exception`, `test_no_args` | [`suppress_no_other_error`] |
//! | `test_multiple_exception_args` | [`suppress_several_types`] |
//! | `test_cm_is_reentrant` | [`suppress_again_and_inside_itself`] |
//! | `test_exception_groups` | no meaning: an error is one error |
//!
//! | `TestChdir` | here |
//! | --- | --- |
//! | `test_simple` | [`chdir_there_and_back`] |
//! | `test_reentrant` | [`chdir_inside_itself`] |
//! | `test_exception` | [`chdir_back_behind_an_error`] |
//! | | [`chdir_back_to_what_is_gone`], [`chdir_from_what_is_gone`], [`chdir_to_what_is_not_there`], which it leaves open |

use std::cell::{Cell, RefCell};
use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::{env, fmt};

use scoped_core::{
    Chdir, ExitStack, Verdict, capture_unraised, chdir, closing, closing_with, nullcontext,
    suppress, suppress_if, with,
};

use crate::support::errors::{App, fail};
use crate::support::{
    Oops, Trouble, fallible, note, plain, recorded, recorded_without_exit, suppressing, verdict,
};
use crate::{fails, suppresses, tells};

#[test]
fn a_stack_without_entries() {
    let value = with!(ExitStack::new() => { 1 });
    assert_eq!(value.unwrap(), Some(1));
    ExitStack::new().close().unwrap();
}

#[test]
fn callbacks_with_arguments() {
    let told = RefCell::new(Vec::new());
    let collect = |numbers: &[u32], name: Option<&str>| {
        told.borrow_mut()
            .push((numbers.to_vec(), name.map(str::to_owned)));
    };
    let expected: [(&[u32], Option<&str>); 4] = [
        (&[], None),
        (&[1], None),
        (&[1, 2], None),
        (&[1, 2], Some("example")),
    ];
    with!(ExitStack::new() as stack => {
        for (numbers, name) in expected.iter().rev() {
            stack.callback(move |_| collect(numbers, *name));
        }
    })
    .unwrap();
    let expected = expected.map(|(numbers, name)| (numbers.to_vec(), name.map(str::to_owned)));
    assert_eq!(told.take(), expected);
}

#[test]
fn pushed_managers_are_not_entered() {
    let log = recorded_without_exit(|| {
        with!(ExitStack::new() as stack => { stack.push(plain("a").enter_panics()); }).unwrap();
    })
    .log;
    assert_eq!(log, ["exit a: completed"]);
}

#[test]
fn pushed_managers_are_told_what_the_later_ones_leave() {
    let log = recorded_without_exit(|| {
        let run = || -> Result<(), Oops> {
            with!(ExitStack::new() as stack => {
                stack.callback(tells("a"));
                stack.push(plain("b"));
                stack.callback(suppresses("c"));
                stack.push(plain("d"));
                stack.callback(|outcome| {
                    assert_eq!(outcome.downcast_ref::<Oops>(), Some(&Oops(1)));
                    Verdict::Propagate
                });
                fail(1)?;
            })
            .unwrap();
            Ok(())
        };
        assert_eq!(run(), Ok(()));
    })
    .log;
    let expected = [
        "exit d: failed: oops 1",
        "c: failed: oops 1",
        "exit b: completed",
        "a: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn entered_managers_are_exited_in_their_place() {
    let log = recorded(|| {
        with!(ExitStack::new() as stack => {
            stack.callback(tells("the first"));
            let Ok(_a) = stack.enter(plain("a"));
            note("body");
        })
        .unwrap();
    })
    .log;
    let expected = [
        "enter a",
        "body",
        "drop value of a",
        "exit a: completed",
        "the first: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn closed_by_hand_everything_is_exited_at_once() {
    let log = recorded(|| {
        let mut stack = ExitStack::new();
        stack.callback(tells("a"));
        stack.close().unwrap();
        note("closed");
    })
    .log;
    assert_eq!(log, ["a: completed", "closed"]);
}

#[test]
fn popped_entries_outlive_the_block() {
    let log = recorded(|| {
        let popped = with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            let popped = stack.pop_all();
            note("popped");
            popped
        });
        note("behind the block");
        popped.unwrap().unwrap().close().unwrap();
    })
    .log;
    assert_eq!(log, ["popped", "behind the block", "a: completed"]);
}

#[test]
fn an_error_that_nobody_suppresses_goes_on() {
    let run = || -> Result<(), Oops> {
        with!(ExitStack::new() as stack => {
            stack.callback(|_| Verdict::Propagate);
            fail(1)?;
        })
        .unwrap();
        Ok(())
    };
    assert_eq!(run(), Err(Oops(1)));
}

#[test]
fn an_error_that_an_entry_suppresses() {
    let run = || -> Result<&str, Oops> {
        let value = with!(ExitStack::new() as stack => {
            stack.callback(|_| Verdict::Suppress);
            fail(1)?;
        });
        assert_eq!(value.unwrap(), None);
        Ok("went on")
    };
    assert_eq!(run(), Ok("went on"));
}

#[test]
fn errors_in_a_row_around_a_suppression() {
    let (ended, unraised) = capture_unraised(|| {
        recorded(|| -> Result<String, Oops> {
            let value = with!(ExitStack::new() as stack => {
                stack.callback(fails("a"));
                stack.callback(fails("b"));
                stack.callback(fails("c"));
                stack.callback(suppresses("d"));
                stack.callback(fails("e"));
                fail(1)?
            });
            Ok(value.unwrap_err().to_string())
        })
    });
    let expected = [
        "e: failed: oops 1",
        "d: failed: oops 1",
        "c: completed",
        "b: failed: no exiting c",
        "a: failed: no exiting c",
    ];
    assert_eq!(ended.log, expected);
    assert_eq!(ended.ended, Ok(Ok("no exiting c".to_owned())));
    let told: Vec<_> = unraised
        .iter()
        .map(|it| (it.error(), it.outcome()))
        .collect();
    let expected = [
        ("Trouble(\"no exiting e\")", "failed: oops 1"),
        ("Trouble(\"no exiting b\")", "failed: no exiting c"),
        ("Trouble(\"no exiting a\")", "failed: no exiting c"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn an_error_passes_those_that_do_not_suppress() {
    let log = recorded(|| {
        let value = with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            stack.callback(fails("b"));
        });
        assert_eq!(value.unwrap_err().to_string(), "no exiting b");
        let value = with!(ExitStack::new() as stack => {
            stack.callback(fails("c"));
            stack.callback(suppresses("d"));
            stack.callback(fails("e"));
        });
        assert_eq!(value.unwrap_err().to_string(), "no exiting c");
    })
    .log;
    let expected = [
        "b: completed",
        "a: failed: no exiting b",
        "e: completed",
        "d: failed: no exiting e",
        "c: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn errors_behind_that_of_the_body_reach_the_hook() {
    let (ended, unraised) = capture_unraised(|| {
        recorded(|| -> Result<(), Oops> {
            with!(ExitStack::new() as stack => {
                for name in ["a", "b", "c"] {
                    drop(stack.enter(fallible(name).fails()));
                }
                fail(1)?;
            })
            .unwrap();
            Ok(())
        })
        .value()
    });
    assert_eq!(ended, Err(Oops(1)));
    let told: Vec<_> = unraised
        .iter()
        .map(|it| (it.error(), it.outcome()))
        .collect();
    let expected = ["c", "b", "a"].map(|name| format!("{:?}", Trouble::in_exit(name)));
    let expected: Vec<_> = expected
        .iter()
        .map(|error| (error.as_str(), "failed: oops 1"))
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn an_error_is_told_with_its_sources() {
    let mut stack = ExitStack::new();
    stack.callback(|outcome| {
        let error = outcome.error().unwrap();
        assert_eq!(error.to_string(), "app: oops");
        assert_eq!(error.source().unwrap().to_string(), "oops 1");
        assert_eq!(outcome.find::<Oops>(), Some(&Oops(1)));
    });
    stack.callback(|_| Err::<(), _>(App::Oops(Oops(1))));
    let error = stack.close().unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "oops 1");
    assert_eq!(error.downcast_ref::<App>(), Some(&App::Oops(Oops(1))));
}

#[test]
fn an_error_of_an_entry_is_suppressed_by_the_next() {
    let log = recorded(|| {
        with!(ExitStack::new() as stack => {
            let Ok(_a) = stack.enter(suppressing("a").suppresses());
            let _b = stack.enter(verdict("b").fails()).unwrap();
            let _c = stack.enter(fallible("c").fails()).unwrap();
        })
        .unwrap();
    });
    let told: Vec<_> = log
        .log
        .iter()
        .filter(|line| line.starts_with("exit"))
        .collect();
    let expected = [
        "exit c: completed",
        "exit b: failed: no exiting c",
        "exit a: failed: no exiting c",
    ];
    assert_eq!(told, expected);
}

/// Counts how often it is closed.
struct Door<'a>(&'a Cell<u32>);

impl Door<'_> {
    fn close(self) {
        self.0.set(self.0.get() + 1);
    }
}

#[test]
fn what_is_closed_is_closed_once() {
    let closed = Cell::new(0);
    with!(closing_with(Door(&closed), Door::close) as door => { assert_eq!(door.0.get(), 0); });
    assert_eq!(closed.get(), 1);

    let log = recorded(|| {
        with!(closing(crate::support::local("value")) as value => { note(format!("{value:?}")); });
    })
    .log;
    assert_eq!(log, ["Local(\"value\")", "drop value"]);
}

#[test]
fn what_is_closed_is_closed_behind_an_error() {
    let closed = Cell::new(0);
    let run = || -> Result<(), Oops> {
        with!(closing_with(Door(&closed), Door::close) => { fail(1)?; });
        Ok(())
    };
    assert_eq!(run(), Err(Oops(1)));
    assert_eq!(closed.get(), 1);
}

#[test]
fn an_error_of_closing() {
    let close = |number: u32| {
        if number == 1 {
            Err(Trouble::in_exit("one"))
        } else {
            Ok(())
        }
    };
    let value = with!(closing_with(0, close) as number => { *number += 1; });
    assert_eq!(value, Err(Trouble::in_exit("one")));
    let value = with!(closing_with(1, close) as number => { *number += 1; *number });
    assert_eq!(value, Ok(2));
}

#[test]
fn a_null_context_lends_its_value() {
    let mut value = vec![1];
    with!(nullcontext(&mut value) as lent => { lent.push(2); });
    assert_eq!(value, [1, 2]);
    assert_eq!(with!(nullcontext(1) as lent => { *lent + 1 }), 2);
}

#[test]
fn a_file_is_closed() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("file");
    let run = || -> io::Result<()> {
        with!(File::create(&path)? as file => { file.write_all(b"Booh\n")?; });
        with!(File::open(&path)? as file => {
            let mut text = String::new();
            file.read_to_string(&mut text)?;
            assert_eq!(text, "Booh\n");
            Err(io::Error::other("behind the file"))?;
        });
        Ok(())
    };
    assert_eq!(run().unwrap_err().to_string(), "behind the file");
    #[cfg(target_os = "linux")]
    for open in fs::read_dir("/proc/self/fd").unwrap().flatten() {
        assert_ne!(fs::read_link(open.path()).unwrap_or_default(), path);
    }
}

#[test]
fn a_lock_is_held_for_the_block() {
    let lock = Mutex::new(1);
    let run = || -> Result<(), Oops> {
        let value = with!(&lock as mut guard => {
            assert!(lock.try_lock().is_err());
            *guard += 1;
            *guard
        });
        assert_eq!(value, Ok(2));
        assert!(lock.try_lock().is_ok());
        with!(&lock => {
            assert!(lock.try_lock().is_err());
            fail(1)?;
        })
        .unwrap();
        Ok(())
    };
    assert_eq!(run(), Err(Oops(1)));
    assert!(lock.try_lock().is_ok());
}

#[test]
fn suppress_lends_nothing() {
    let value: Option<()> = with!(suppress::<Oops>() as lent => { lent });
    assert_eq!(value, Some(()));
}

#[test]
fn suppress_without_an_error() {
    assert_eq!(with!(suppress::<Oops>() => { 2_u32.pow(5) }), Some(32));
}

#[test]
fn suppress_an_error_of_its_type() {
    let run = || -> Result<&str, Oops> {
        let value = with!(suppress::<Oops>() => { fail(1)? });
        assert_eq!(value, None);
        Ok("went on")
    };
    assert_eq!(run(), Ok("went on"));
}

/// What wraps an error, and has it as its source.
#[derive(Debug)]
struct Wrapped(Box<dyn Error + Send + Sync>);

impl fmt::Display for Wrapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("wrapped")
    }
}

impl Error for Wrapped {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.0)
    }
}

#[test]
fn suppress_what_wraps_an_error_of_its_type() {
    let wraps: [fn() -> Wrapped; 4] = [
        || Wrapped(Box::new(Oops(1))),
        || Wrapped(Box::new(Wrapped(Box::new(Oops(1))))),
        || Wrapped(Box::new(Box::new(Oops(1)))),
        || Wrapped(Box::new(io::Error::other(Oops(1)))),
    ];
    for wrap in wraps {
        let run = || -> Result<(), Wrapped> {
            let value = with!(suppress::<Oops>() => { Err::<(), _>(wrap())? });
            assert_eq!(value, None);
            Ok(())
        };
        run().unwrap();
        let mut stack = ExitStack::new();
        stack.push(suppress::<Oops>());
        stack.callback(move |_| Err::<(), _>(wrap()));
        stack.close().unwrap();
    }
}

#[test]
fn suppress_no_other_error() {
    let run = || -> Result<(), Oops> {
        let value: Option<()> = with!(suppress::<Trouble>() => { fail(1)?; });
        unreachable!("{value:?}")
    };
    assert_eq!(run(), Err(Oops(1)));
    let run = || -> Result<(), Oops> {
        with!(suppress_if(|error: &Oops| error.0 == 2) => { fail(1)?; });
        unreachable!()
    };
    assert_eq!(run(), Err(Oops(1)));
}

#[test]
fn suppress_several_types() {
    let run = |error: App| -> Result<(), Box<dyn Error>> {
        with!((suppress::<Oops>(), suppress::<Trouble>()) => { Err(error)?; });
        Ok(())
    };
    run(App::Oops(Oops(1))).unwrap();
    run(App::Trouble(Trouble::in_enter("a"))).unwrap();
    let run = |error: App| -> Result<(), App> {
        with!(suppress_if(|error: &App| matches!(error, App::Oops(_))) => { Err(error)?; });
        Ok(())
    };
    assert_eq!(run(App::Oops(Oops(1))), Ok(()));
    let trouble = App::Trouble(Trouble::in_enter("a"));
    assert_eq!(run(trouble.clone()), Err(trouble));
}

#[test]
fn suppress_again_and_inside_itself() {
    let oops = suppress::<Oops>();
    let run = || -> Result<&str, Oops> {
        with!(oops => {});
        with!(oops => { fail(1)?; });
        let mut went_on = false;
        with!(oops => {
            with!(oops => { fail(2)?; });
            went_on = true;
            fail(3)?;
        });
        assert!(went_on);
        Ok("went on")
    };
    assert_eq!(run(), Ok("went on"));
}

/// The working directory is the process's: while this lives, it is one test's.
struct Turn {
    directory: tempfile::TempDir,
    before: PathBuf,
    _turn: MutexGuard<'static, ()>,
}

impl Turn {
    fn new() -> Self {
        static TURN: Mutex<()> = Mutex::new(());
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let directory = tempfile::tempdir().unwrap();
        for name in ["one", "two"] {
            fs::create_dir(directory.path().join(name)).unwrap();
        }
        Self {
            directory,
            before: env::current_dir().unwrap(),
            _turn: turn,
        }
    }

    fn directory(&self, name: &str) -> PathBuf {
        self.directory.path().canonicalize().unwrap().join(name)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let _ = env::set_current_dir(&self.before);
    }
}

#[track_caller]
fn assert_here(path: &Path) {
    assert_eq!(env::current_dir().unwrap().canonicalize().unwrap(), path);
}

#[test]
fn chdir_there_and_back() {
    let turn = Turn::new();
    let one = turn.directory("one");
    let value = with!(chdir(&one) => {
        assert_here(&one);
        1
    });
    assert_eq!(value.unwrap(), 1);
    assert_here(&turn.before);
}

#[test]
fn chdir_inside_itself() {
    let turn = Turn::new();
    let (one, two) = (turn.directory("one"), turn.directory("two"));
    let (mut to_one, to_two): (Chdir, Chdir) = (chdir(&one), chdir(&two));
    let inner = to_one.clone();
    let run = || -> io::Result<()> {
        with!(&mut to_one => {
            assert_here(&one);
            with!(to_two.clone() => {
                assert_here(&two);
                with!(inner => { assert_here(&one); })?;
                assert_here(&two);
            })?;
            assert_here(&one);
        })?;
        assert_here(&turn.before);
        with!(&mut to_one => { assert_here(&one); })
    };
    run().unwrap();
    assert_here(&turn.before);
}

#[test]
fn chdir_back_behind_an_error() {
    let turn = Turn::new();
    let one = turn.directory("one");
    let run = || -> Result<(), Oops> {
        with!(chdir(&one) => {
            assert_here(&one);
            fail(1)?;
        })
        .unwrap();
        Ok(())
    };
    assert_eq!(run(), Err(Oops(1)));
    assert_here(&turn.before);
}

#[cfg(unix)]
#[test]
fn chdir_back_to_what_is_gone() {
    let turn = Turn::new();
    let (one, two) = (turn.directory("one"), turn.directory("two"));
    env::set_current_dir(&one).unwrap();
    let value = with!(chdir(&two) => { fs::remove_dir(&one).unwrap(); });
    assert_eq!(value.unwrap_err().kind(), io::ErrorKind::NotFound);
    assert_here(&two);

    // Behind an error of the body, the hook hears of it.
    fs::create_dir(&one).unwrap();
    env::set_current_dir(&one).unwrap();
    let run = || -> Result<(), Oops> {
        with!(chdir(&two) => {
            fs::remove_dir(&one).unwrap();
            fail(1)?;
        })
        .unwrap();
        Ok(())
    };
    let (result, unraised) = capture_unraised(run);
    assert_eq!(result, Err(Oops(1)));
    assert_eq!(unraised.len(), 1);
    assert!(unraised[0].error().contains("NotFound"), "{}", unraised[0]);
}

#[cfg(unix)]
#[test]
fn chdir_from_what_is_gone() {
    let turn = Turn::new();
    let (one, two) = (turn.directory("one"), turn.directory("two"));
    env::set_current_dir(&one).unwrap();
    fs::remove_dir(&one).unwrap();
    let value = with!(chdir(&two) => { unreachable!("it is not known where to go back to") });
    let value: io::Result<()> = value;
    assert_eq!(value.unwrap_err().kind(), io::ErrorKind::NotFound);
}

#[test]
fn chdir_to_what_is_not_there() {
    let turn = Turn::new();
    let value: io::Result<()> = with!(chdir(turn.directory("three")) => { note("not reached"); });
    assert_eq!(value.unwrap_err().kind(), io::ErrorKind::NotFound);
    assert_here(&turn.before);
}
