//! Managers that are made of several: each part that was entered is exited once, in whatever way the whole is entered.

use scoped_core::{
    AsyncContextManager, AsyncExitStack, Captured, ContextManager, Either, ExitStack, NullContext,
    Outcome, awaiting, capture_unraised, nullcontext, with,
};

use crate::support::errors::fail;
use crate::support::executor::block_on;
use crate::support::recorder::{Fallible, Plain};
use crate::support::{
    Oops, Recorder, Trouble, fallible, note, plain, recorded, recorded_without_exit, suppressing,
    verdict, yes,
};

/// Enters a manager in each way that there is, and compares the log. The body notes a line, if it runs.
macro_rules! in_each_way {
    ($manager:expr; log $log:expr) => {{
        in_each_way!(@ways $manager; $log;
            "a block" => with!($manager => { note("body") }),
            "run" => $manager.run(|_| note("body")),
            "try_run" => $manager.try_run(|_| -> Result<(), Oops> { note("body"); Ok(()) }),
            "an Option" => with!(Some($manager) => { note("body") }),
            "a Box" => with!(Box::new($manager) => { note("body") }),
            "a Box, by run" => Box::new($manager).run(|_| note("body")),
            "a tuple" => with!(($manager,) => { note("body") }),
            "a tuple in a tuple" => with!((($manager, nullcontext(())),) => { note("body") }),
            "an array" => with!([$manager] => { note("body") }),
            "a Vec" => with!(vec![$manager] => { note("body") }),
            "a Vec, by try_run" => vec![$manager].try_run(|_| -> Result<(), Oops> { note("body"); Ok(()) }),
            "the left" => with!(Either::<_, NullContext>::Left($manager) => { note("body") }),
            "the right" => with!(Either::<NullContext, _>::Right($manager) => { note("body") }),
            "a stack" => with!(ExitStack::new() as stack => {
                if let Ok(_lent) = stack.enter($manager) { note("body"); }
            }),
            "a stack without a block" => {
                let mut stack = ExitStack::new();
                if let Ok(_lent) = stack.enter($manager) { note("body"); }
                stack.close()
            },
            "a Box in a stack" => with!(ExitStack::new() as stack => {
                if let Ok(_lent) = stack.enter(Box::new($manager)) { note("body"); }
            }),
            "awaiting" => block_on(async { with!(async awaiting($manager) => { note("body") }) }),
            "awaiting, by run" => block_on(AsyncContextManager::run(
                awaiting($manager),
                async |_lent| note("body"),
            )),
            "awaiting, by try_run" => block_on(AsyncContextManager::try_run(
                awaiting($manager),
                async |_lent| -> Result<(), Oops> { note("body"); Ok(()) },
            )),
            "awaiting, the left" => block_on(async {
                with!(async Either::<_, NullContext>::Left(awaiting($manager)) => { note("body") })
            }),
            "awaiting in a Box" => block_on(async {
                with!(async Box::new(awaiting($manager)) => { note("body") })
            }),
            "an async stack" => block_on(async {
                with!(async AsyncExitStack::new() as stack => {
                    if let Ok(_lent) = stack.enter(awaiting($manager)).await { note("body"); }
                })
            }),
        );
    }};
    (@ways $manager:expr; $log:expr; $($way:literal => $run:expr,)+) => {$(
        let way = recorded(|| {
            let _ = $run;
        });
        assert_eq!(way.log, $log, "entered by {}", $way);
    )+};
}

type Either2 = Either<(Recorder<Plain>, Recorder<Fallible>), (Recorder<Fallible>, Recorder<Plain>)>;

#[test]
fn the_last_is_exited_first() {
    in_each_way! {
        (plain("a"), fallible("b"), plain("c"));
        log [
            "enter a", "enter b", "enter c", "body",
            "drop value of a", "drop value of b", "drop value of c",
            "exit c: completed", "exit b: completed", "exit a: completed",
        ]
    }
}

#[test]
fn the_second_enter_fails() {
    in_each_way! {
        (plain("a"), fallible("b").enter_fails());
        log ["enter a", "enter b: fails", "drop value of a", "exit a: failed"]
    }
}

#[test]
fn the_second_enter_panics() {
    in_each_way! {
        (plain("a"), fallible("b").enter_panics());
        log ["enter a", "enter b: panics", "drop value of a", "exit a: panicked"]
    }
}

#[test]
fn the_first_enter_fails() {
    in_each_way! {
        (fallible("a").enter_fails(), plain("b"));
        log ["enter a: fails"]
    }
}

#[test]
fn the_first_enter_panics() {
    in_each_way! {
        (fallible("a").enter_panics(), plain("b"));
        log ["enter a: panics"]
    }
}

#[test]
fn an_enter_fails_in_nested_tuples() {
    in_each_way! {
        ((plain("a"), plain("b")), (plain("c"), fallible("d").enter_fails()), plain("e"));
        log [
            "enter a", "enter b", "enter c", "enter d: fails",
            "drop value of c", "drop value of a", "drop value of b",
            "exit c: failed", "exit b: failed", "exit a: failed",
        ]
    }
}

#[test]
fn an_enter_panics_in_nested_tuples() {
    in_each_way! {
        ((plain("a"), (fallible("b"), plain("c"))), (fallible("d").enter_panics(), plain("e")));
        log [
            "enter a", "enter b", "enter c", "enter d: panics",
            "drop value of a", "drop value of b", "drop value of c",
            "exit c: panicked", "exit b: panicked", "exit a: panicked",
        ]
    }
}

#[test]
fn an_enter_fails_in_a_list_of_tuples() {
    in_each_way! {
        vec![
            (plain("a"), fallible("b")),
            (plain("c"), fallible("d").enter_fails()),
            (plain("e"), fallible("f")),
        ];
        log [
            "enter a", "enter b", "enter c", "enter d: fails",
            "drop value of c", "drop value of a", "drop value of b",
            "exit c: failed", "exit b: failed", "exit a: failed",
        ]
    }
}

#[test]
fn an_enter_panics_in_a_list_of_tuples() {
    in_each_way! {
        vec![(plain("a"), fallible("b")), (plain("c"), fallible("d").enter_panics())];
        log [
            "enter a", "enter b", "enter c", "enter d: panics",
            "drop value of c", "drop value of a", "drop value of b",
            "exit c: panicked", "exit b: panicked", "exit a: panicked",
        ]
    }
}

#[test]
fn an_enter_fails_in_an_array() {
    in_each_way! {
        [fallible("a"), fallible("b").enter_fails(), fallible("c")];
        log ["enter a", "enter b: fails", "drop value of a", "exit a: failed"]
    }
}

#[test]
fn an_enter_panics_in_an_array() {
    in_each_way! {
        [fallible("a"), fallible("b").enter_panics(), fallible("c")];
        log ["enter a", "enter b: panics", "drop value of a", "exit a: panicked"]
    }
}

#[test]
fn an_enter_fails_behind_an_option() {
    in_each_way! {
        (Some(plain("a")), None::<Recorder<Plain>>, fallible("b").enter_fails());
        log ["enter a", "enter b: fails", "drop value of a", "exit a: failed"]
    }
}

#[test]
fn an_enter_fails_behind_nothing_but_empty_lists() {
    in_each_way! {
        (Vec::<Recorder<Plain>>::new(), None::<Recorder<Plain>>, fallible("a").enter_fails());
        log ["enter a: fails"]
    }
}

#[test]
fn an_enter_fails_in_the_tuple_that_was_chosen() {
    in_each_way! {
        Either2::Left((plain("a"), fallible("b").enter_fails()));
        log ["enter a", "enter b: fails", "drop value of a", "exit a: failed"]
    }
    in_each_way! {
        Either2::Right((fallible("a").enter_fails(), plain("b")));
        log ["enter a: fails"]
    }
}

#[test]
fn an_enter_panics_in_the_tuple_that_was_chosen() {
    in_each_way! {
        (plain("a"), Either2::Left((plain("b"), fallible("c").enter_panics())));
        log [
            "enter a", "enter b", "enter c: panics", "drop value of b", "drop value of a",
            "exit b: panicked", "exit a: panicked",
        ]
    }
}

#[test]
fn an_exit_fails_and_those_before_it_are_told() {
    in_each_way! {
        (plain("a"), fallible("b").fails(), plain("c"));
        log [
            "enter a", "enter b", "enter c", "body",
            "drop value of a", "drop value of b", "drop value of c",
            "exit c: completed", "exit b: completed", "exit a: failed",
        ]
    }
}

#[test]
fn an_exit_panics_and_those_before_it_are_told() {
    in_each_way! {
        [(plain("a"), fallible("b")), (plain("c").panics(), fallible("d"))];
        log [
            "enter a", "enter b", "enter c", "enter d", "body",
            "drop value of a", "drop value of b", "drop value of c", "drop value of d",
            "exit d: completed", "exit c: completed", "exit b: panicked", "exit a: panicked",
        ]
    }
}

#[test]
fn every_exit_panics() {
    in_each_way! {
        (fallible("a").panics(), vec![plain("b").panics(), plain("c").panics()], plain("d").panics());
        log [
            "enter a", "enter b", "enter c", "enter d", "body",
            "drop value of a", "drop value of b", "drop value of c", "drop value of d",
            "exit d: completed", "exit c: panicked", "exit b: panicked", "exit a: panicked",
        ]
    }
}

#[test]
fn an_error_behind_a_failed_enter_reaches_the_hook() {
    let (log, unraised) = capture_unraised(|| {
        recorded(|| {
            let managers = (
                fallible("a").fails(),
                verdict("b").suppresses(),
                verdict("c").fails(),
                fallible("d").enter_fails(),
            );
            let value = with!(managers => { note("body") });
            assert_eq!(value, Err(Trouble::in_enter("d")));
        })
        .log
    });
    let expected = [
        "enter a",
        "enter b",
        "enter c",
        "enter d: fails",
        "drop value of c",
        "drop value of b",
        "drop value of a",
        "exit c: failed",
        "exit b: failed",
        "exit a: completed",
    ];
    assert_eq!(log, expected);
    let errors: Vec<_> = unraised.iter().map(Captured::error).collect();
    let expected = ["Trouble(\"no exiting c\")", "Trouble(\"no exiting a\")"];
    assert_eq!(errors, expected);
}

#[test]
fn entered_by_hand_the_hook_hears_of_those_that_are_not_exited() {
    let (log, unraised) = capture_unraised(|| {
        recorded_without_exit(|| {
            let mut managers = (plain("a"), fallible("b").enter_fails());
            assert!(managers.enter().is_err());
            let mut managers = vec![fallible("c"), fallible("d").enter_fails()];
            assert!(managers.enter().is_err());
            let mut managers = [fallible("e"), fallible("f").enter_fails()];
            assert!(managers.enter().is_err());
            let mut managers = Either2::Left((plain("g"), fallible("h").enter_fails()));
            assert!(managers.enter().is_err());
            let mut nothing_to_exit = (fallible("i").enter_fails(), plain("j"));
            assert!(nothing_to_exit.enter().is_err());
        })
        .log
    });
    assert!(!log.iter().any(|line| line.starts_with("exit")), "{log:?}");
    assert_eq!(unraised.len(), 4, "{unraised:?}");
    for told in unraised {
        assert!(told.error().starts_with("entered by hand"), "{told}");
    }
}

#[test]
fn entered_by_hand_they_are_exited_by_hand() {
    let log = recorded(|| {
        let mut managers = (plain("a"), vec![plain("b"), plain("c")], Some(plain("d")));
        let Ok((a, list, d)) = managers.enter();
        note(format!(
            "{} {} {}",
            a.name,
            list.len(),
            d.as_ref().unwrap().name
        ));
        drop((a, list, d));
        let _ = managers.exit(Outcome::Panicked);
    })
    .log;
    let expected = [
        "enter a",
        "enter b",
        "enter c",
        "enter d",
        "a 2 d",
        "drop value of a",
        "drop value of b",
        "drop value of c",
        "drop value of d",
        "exit d: panicked",
        "exit c: panicked",
        "exit b: panicked",
        "exit a: panicked",
    ];
    assert_eq!(log, expected);
}

#[test]
fn one_of_them_suppresses_and_those_before_it_are_told() {
    let recorded = recorded(|| -> Result<Option<()>, Oops> {
        let value = with!((plain("a"), suppressing("b").suppresses(), plain("c")) => {
            fail(1)?;
        });
        Ok(value)
    });
    assert_eq!(recorded.ended, Ok(Ok(None)));
    let expected = [
        "enter a",
        "enter b",
        "enter c",
        "drop value of a",
        "drop value of b",
        "drop value of c",
        "exit c: failed: oops 1",
        "exit b: failed: oops 1",
        "exit a: completed",
    ];
    assert_eq!(recorded.log, expected);
}

#[test]
fn one_of_them_fails_behind_a_suppression() {
    let recorded = recorded(|| -> Result<Result<Option<()>, Trouble>, Oops> {
        let value = with!(vec![verdict("a"), verdict("b").fails(), verdict("c").suppresses()] => {
            fail(1)?;
        });
        Ok(value)
    });
    assert_eq!(recorded.ended, Ok(Ok(Err(Trouble::in_exit("b")))));
    let told: Vec<_> = recorded
        .log
        .iter()
        .filter(|line| line.starts_with("exit"))
        .collect();
    let expected = [
        "exit c: failed: oops 1",
        "exit b: completed",
        "exit a: failed",
    ];
    assert_eq!(told, expected);
}

#[test]
fn one_of_them_suppresses_what_another_one_has_failed_with() {
    let value = with!((verdict("a").suppresses(), fallible("b").fails()) => { 1 });
    assert_eq!(value, Ok(None));
}

#[test]
fn the_body_fails_and_so_do_they() {
    let (value, unraised) = capture_unraised(|| {
        recorded(|| -> Result<(), Oops> {
            with!([fallible("a").fails(), fallible("b").fails()] => {
                fail(1)?;
            })
            .unwrap();
            Ok(())
        })
        .value()
    });
    assert_eq!(value, Err(Oops(1)));
    let told: Vec<_> = unraised
        .iter()
        .map(|it| (it.error(), it.outcome()))
        .collect();
    let expected = [
        ("Trouble(\"no exiting b\")", "failed: oops 1"),
        ("Trouble(\"no exiting a\")", "failed: oops 1"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn the_body_panics_and_so_do_they() {
    let recorded = recorded(|| {
        with!((plain("a").panics(), vec![(plain("b").panics(), plain("c"))]) => {
            if yes() { panic!("body"); }
        });
    });
    assert_eq!(recorded.ended, Err("body".to_owned()));
    let told: Vec<_> = recorded
        .log
        .iter()
        .filter(|line| line.starts_with("exit"))
        .collect();
    assert_eq!(
        told,
        ["exit c: panicked", "exit b: panicked", "exit a: panicked"]
    );
}
