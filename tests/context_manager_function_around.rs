//! Managers around a `yield_!`: they are told how the block ended.

mod support;

use std::cell::RefCell;
use std::convert::Infallible;
use std::error::Error;
use std::fmt::{self, Display};
use std::panic::AssertUnwindSafe;

use scoped_core::{
    AsyncContextManager, AsyncOutcome, ContextManager, Outcome, Verdict, context_manager, with,
    yield_,
};
use support::executor::{block_on, yield_now};

#[derive(Default)]
struct Log(RefCell<Vec<String>>);

impl Log {
    fn note(&self, event: impl Display) {
        self.0.borrow_mut().push(event.to_string());
    }

    fn take(&self) -> Vec<String> {
        self.0.take()
    }
}

#[derive(Debug, PartialEq)]
struct Oops(&'static str);

impl Display for Oops {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for Oops {}

/// Commits, or rolls back; and may fail at that.
struct Transaction<'l> {
    log: &'l Log,
    name: &'static str,
    fails: bool,
}

fn transaction<'l>(log: &'l Log, name: &'static str) -> Transaction<'l> {
    let fails = false;
    Transaction { log, name, fails }
}

impl<'l> ContextManager for Transaction<'l> {
    type Value<'a>
        = &'l Log
    where
        Self: 'a;
    type Exit = Result<(), Oops>;

    fn enter(&mut self) -> Result<&'l Log, Oops> {
        self.log.note(format_args!("begin {}", self.name));
        Ok(self.log)
    }

    fn exit(self, outcome: Outcome<'_>) -> Result<(), Oops> {
        let done = if outcome.is_success() {
            "commit"
        } else {
            "roll back"
        };
        self.log
            .note(format_args!("{done} {}: {outcome}", self.name));
        if self.fails {
            Err(Oops("lost"))
        } else {
            Ok(())
        }
    }
}

/// Suppresses every error.
struct Ignoring<'l>(&'l Log);

impl ContextManager for Ignoring<'_> {
    type Value<'a>
        = ()
    where
        Self: 'a;
    type Exit = Verdict;

    fn enter(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn exit(self, outcome: Outcome<'_>) -> Verdict {
        self.0.note(format_args!("ignore {outcome}"));
        Verdict::Suppress
    }
}

#[context_manager]
fn session<'l>(log: &'l Log) -> Result<String, Oops> {
    with!(transaction(log, "outer") as outer, transaction(outer, "inner") as inner => {
        let name = String::from("session");
        let outcome = yield_!(name);
        inner.note(format_args!("end {name} {outcome}"));
    })??;
    log.note("behind");
    Ok(())
}

fn use_session(log: &Log, ends: Result<(), Oops>) -> Result<(), Oops> {
    with!(session(log) as name => {
        name.push('!');
        log.note(&*name);
        ends?;
    })
}

#[test]
fn they_are_told_of_a_success() {
    let log = Log::default();
    assert_eq!(use_session(&log, Ok(())), Ok(()));
    assert_eq!(
        log.take(),
        [
            "begin outer",
            "begin inner",
            "session!",
            "end session! completed",
            "commit inner: completed",
            "commit outer: completed",
            "behind",
        ]
    );
}

const FAILED: [&str; 7] = [
    "begin outer",
    "begin inner",
    "session!",
    "end session! failed: no",
    "roll back inner: failed: no",
    "roll back outer: failed: no",
    "behind",
];

#[test]
fn they_are_told_of_a_failure() {
    let log = Log::default();
    assert_eq!(use_session(&log, Err(Oops("no"))), Err(Oops("no")));
    assert_eq!(log.take(), FAILED);
}

#[test]
fn they_are_told_of_a_panic() {
    let log = Log::default();
    let panicked = std::panic::catch_unwind(AssertUnwindSafe(
        || with!(session(&log) => { panic!("no") }),
    ));
    assert!(panicked.is_err());
    assert_eq!(
        log.take(),
        [
            "begin outer",
            "begin inner",
            "end session panicked",
            "roll back inner: panicked",
            "roll back outer: panicked",
            "behind",
        ]
    );
}

#[test]
fn dropped_between_the_two_they_are_told_that_it_was_left_unseen() {
    let log = Log::default();
    let mut manager = session(&log);
    manager.enter().unwrap();
    drop(manager);
    assert_eq!(
        log.take(),
        [
            "begin outer",
            "begin inner",
            "roll back inner: left unseen",
            "roll back outer: left unseen",
        ]
    );
}

#[context_manager]
fn left<'l>(log: &'l Log, how: u8) -> Result<(), Oops> {
    with!(transaction(log, "only") => {
        yield_!();
        match how {
            0 => return Ok(()),
            1 => Err(Oops("own"))?,
            _ => {}
        }
    })?;
    log.note("behind");
    Ok(())
}

#[test]
fn a_body_that_leaves_behind_the_yield() {
    let log = Log::default();
    let run = |how, ends: Result<(), Oops>| {
        let result: Result<(), Oops> = (|| with!(left(&log, how) => { ends?; }))();
        (result, log.take().pop().unwrap())
    };
    let committed = || (Ok(()), String::from("commit only: completed"));
    assert_eq!(run(0, Ok(())), committed());
    assert_eq!(
        run(0, Err(Oops("no"))),
        (Err(Oops("no")), "roll back only: failed: no".into())
    );
    assert_eq!(
        run(1, Ok(())),
        (Err(Oops("own")), "roll back only: failed: own".into())
    );
    assert_eq!(
        run(1, Err(Oops("no"))),
        (Err(Oops("no")), "roll back only: failed: own".into())
    );
    assert_eq!(run(2, Ok(())), (Ok(()), "behind".into()));
}

#[context_manager]
fn losing<'l>(log: &'l Log) -> Result<(), Oops> {
    let fails = true;
    let name = "losing";
    with!(Transaction { log, name, fails } => {
        yield_!();
    })
}

#[test]
fn what_one_of_them_fails_with() {
    let log = Log::default();
    let run = |ends: Result<(), Oops>| -> Result<(), Oops> { with!(losing(&log) => { ends?; }) };
    assert_eq!(run(Ok(())), Err(Oops("lost")));
    // The block's own error goes on, and the other one to the unraised hook.
    assert_eq!(run(Err(Oops("no"))), Err(Oops("no")));
}

#[context_manager]
fn ignoring<'l>(log: &'l Log, teardown: Result<(), Oops>) -> Result<(String, Verdict), Oops> {
    with!(Ignoring(log) => {
        yield_!(String::from("value"));
    });
    log.note("behind");
    teardown?;
    Ok(Verdict::Propagate)
}

#[test]
fn what_one_of_them_suppresses_the_function_suppresses() {
    let log = Log::default();
    let run = |ends: Result<(), Oops>, teardown| -> Result<Option<()>, Oops> {
        with!(ignoring(&log, teardown) as value => {
            log.note(&*value);
            ends?;
        })
    };
    assert_eq!(run(Ok(()), Ok(())), Ok(Some(())));
    assert_eq!(log.take(), ["value", "ignore completed", "behind"]);
    assert_eq!(run(Err(Oops("no")), Ok(())), Ok(None));
    assert_eq!(log.take(), ["value", "ignore failed: no", "behind"]);
    assert_eq!(run(Err(Oops("no")), Err(Oops("late"))), Err(Oops("no")));
}

/// The same, awaited.
struct Lease<'l>(&'l Log);

impl AsyncContextManager for Lease<'_> {
    type Value<'a>
        = ()
    where
        Self: 'a;
    type Exit = Result<(), Oops>;

    async fn enter(&mut self) -> Result<(), Oops> {
        yield_now().await;
        self.0.note("lease");
        Ok(())
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Result<(), Oops> {
        yield_now().await;
        self.0.note(format_args!("give back: {outcome}"));
        Ok(())
    }
}

#[context_manager]
async fn leased<'l>(log: &'l Log) -> Result<String, Oops> {
    with!(async Lease(log), transaction(log, "only") => {
        let name = String::from("leased");
        yield_!(name);
        yield_now().await;
        log.note(format_args!("end {name}"));
    })??;
    Ok(())
}

#[test]
fn those_that_await_are_told_too() {
    let log = Log::default();
    let run = async |ends: Result<(), Oops>| -> Result<(), Oops> {
        with!(async leased(&log) as name => {
            yield_now().await;
            name.push('!');
            ends?;
        })
    };
    assert_eq!(block_on(run(Ok(()))), Ok(()));
    assert_eq!(
        log.take(),
        [
            "lease",
            "begin only",
            "end leased!",
            "commit only: completed",
            "give back: completed"
        ]
    );
    assert_eq!(block_on(run(Err(Oops("no")))), Err(Oops("no")));
    assert_eq!(
        log.take(),
        [
            "lease",
            "begin only",
            "end leased!",
            "roll back only: failed: no",
            "give back: failed: no"
        ]
    );
}

#[context_manager]
fn either(log: &Log, first: bool) -> String {
    if first {
        let name = String::from("first");
        yield_!(name);
        log.note(format_args!("end {name}"));
    } else {
        yield_!(String::from("second"));
        log.note("end of the second");
    }
}

#[test]
fn a_yield_in_each_branch() {
    let log = Log::default();
    with!(either(&log, true) as name => { name.push('!') });
    with!(either(&log, false) as name => { name.push('!') });
    assert_eq!(log.take(), ["end first!", "end of the second"]);
}

#[context_manager]
fn sometimes(yields: bool) {
    if yields {
        yield_!();
    }
}

#[context_manager]
fn chosen(first: Option<&str>) -> Result<String, Oops> {
    let outcome = match first {
        Some(name) => {
            let name = name.to_owned();
            yield_!(name)
        }
        None => return Err(Oops("none")),
    };
    if outcome.is_failure() {
        return Err(Oops("told"));
    }
    Ok(())
}

#[test]
fn the_outcome_as_the_value_of_a_match() {
    assert_eq!(with!(chosen(None) => {}), Err(Oops("none")));
    assert_eq!(with!(chosen(Some("a")) as name => { name.len() }), Ok(1));
}

#[test]
fn a_function_that_does_not_yield_panics() {
    with!(sometimes(true) => {});
    let panicked = std::panic::catch_unwind(|| with!(sometimes(false) => {})).unwrap_err();
    assert_eq!(
        panicked.downcast_ref::<String>().map(String::as_str),
        Some(concat!(
            "`",
            module_path!(),
            "::sometimes` ended without `yield_!`"
        ))
    );
}

#[context_manager]
fn twice(again: bool) {
    yield_!();
    if again {
        yield_!();
    }
}

#[test]
fn a_function_that_yields_twice_panics() {
    with!(twice(false) => {});
    let panicked = std::panic::catch_unwind(|| with!(twice(true) => {})).unwrap_err();
    assert_eq!(
        panicked.downcast_ref::<&str>(),
        Some(&"`yield_!` ran twice")
    );
}

#[context_manager]
fn ignores(what: &'static str) -> Verdict {
    let outcome = yield_!();
    match outcome.downcast_ref() {
        Some(Oops(error)) if *error == what => Verdict::Suppress,
        _ => Verdict::Propagate,
    }
}

#[context_manager]
fn ignores_or_fails(teardown: Result<Verdict, Oops>) -> Result<Verdict, Oops> {
    yield_!();
    teardown
}

#[context_manager]
fn lends_and_ignores(value: u32) -> (u32, Verdict) {
    yield_!(value);
    Verdict::Suppress
}

#[test]
fn functions_that_answer_with_a_verdict() {
    let fails = || Err::<u32, _>(Oops("no"));
    assert_eq!(with!(ignores("no") => { fails() }), None);
    assert_eq!(with!(ignores("other") => { fails() }), Some(fails()));
    assert_eq!(with!(ignores("no") => { 3 }), Some(3));
    assert_eq!(
        with!(ignores_or_fails(Ok(Verdict::Suppress)) => { fails() }),
        Ok(None)
    );
    assert_eq!(
        with!(ignores_or_fails(Err(Oops("late"))) => { 3 }),
        Err(Oops("late"))
    );
    assert_eq!(with!(lends_and_ignores(3) as n => { *n += 1; *n }), Some(4));
    assert_eq!(with!(lends_and_ignores(3) => { fails() }), None);
}

#[test]
fn the_closure_forms_of_a_function_that_borrows() {
    let log = Log::default();
    assert_eq!(session(&log).run(|name| name.len()), Ok(7));
    assert_eq!(session(&log).try_run(|_| Err::<(), _>("no")), Ok(Err("no")));
    assert!(log.take().contains(&"roll back inner: failed".to_owned()));
}
