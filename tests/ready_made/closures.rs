//! Managers that are made of closures and values where they are used.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::mem;
use std::rc::Rc;

use rusqlite::Connection;
use scoped_core::{
    Captured, Outcome, Verdict, capture_unraised, closing, closing_with, nullcontext, on_exit,
    scope, with,
};

use crate::{Way, ended};

const TOLD: [(Way, &str, &str); 4] = [
    (Way::Succeeds, "completed", "()"),
    (Way::Fails, "failed: oops", "failed"),
    (Way::Panics, "panicked", "panicked"),
    (Way::LeavesUnseen, "left unseen", "left"),
];

/// What became of the block, and the errors that had nowhere to go.
fn captured(block: impl FnOnce() -> String) -> (String, Vec<String>) {
    let (with, unraised) = capture_unraised(block);
    let errors = unraised.iter().filter(|unraised| unraised.has_failed());
    (
        with,
        errors.map(Captured::error).map(String::from).collect(),
    )
}

#[test]
fn scope_gives_its_value_to_the_closure_however_the_block_ends() {
    for (way, told, with) in TOLD {
        let log = RefCell::new(Vec::new());
        let exit = |value: Vec<u32>, outcome: Outcome<'_>| {
            log.borrow_mut().push(format!("{value:?} {outcome}"));
        };
        let (found, _) = captured(|| ended!(way, scope(vec![1, 2], exit)));
        assert_eq!(found, with, "{way:?}");
        assert_eq!(*log.borrow(), [format!("[1, 2] {told}")], "{way:?}");
    }
}

#[test]
fn scope_lends_its_value() {
    let length = with!(scope(String::from("a"), |text, _| assert_eq!(text, "ab")) as text => {
        text.push('b');
        text.len()
    });
    assert_eq!(length, 2);
}

#[test]
fn scope_does_nothing_unless_it_is_entered() {
    let never = scope(String::new(), |_, _| -> () { panic!("it was not entered") });
    drop(never);
}

#[test]
fn the_closure_of_a_scope_may_fail() {
    let exit = |(), _: Outcome<'_>| -> Result<(), &str> { Err("full") };
    let run = |way| captured(|| ended!(way, scope((), exit)));
    let full = vec![String::from("\"full\"")];
    assert_eq!(run(Way::Succeeds), (String::from("Err(\"full\")"), vec![]));
    assert_eq!(run(Way::Fails), (String::from("failed"), full.clone()));
    assert_eq!(run(Way::Panics), (String::from("panicked"), full.clone()));
    assert_eq!(run(Way::LeavesUnseen), (String::from("left"), full));
}

#[test]
fn the_closure_of_a_scope_may_suppress() {
    let exit = |(), _: Outcome<'_>| Verdict::Suppress;
    let run = |way| ended!(way, scope((), exit));
    assert_eq!(run(Way::Succeeds), "Some(())");
    assert_eq!(run(Way::Fails), "None");
    assert_eq!(run(Way::Panics), "panicked");
    assert_eq!(captured(|| run(Way::LeavesUnseen)).0, "left");
}

#[test]
fn the_closure_of_a_scope_may_fail_or_suppress() {
    let run = |way, answer: Result<Verdict, &'static str>| {
        captured(|| ended!(way, scope((), move |(), _| answer)))
    };
    let full = vec![String::from("\"full\"")];
    assert_eq!(
        run(Way::Succeeds, Ok(Verdict::Suppress)),
        (String::from("Ok(Some(()))"), vec![])
    );
    assert_eq!(
        run(Way::Succeeds, Err("full")),
        (String::from("Err(\"full\")"), vec![])
    );
    assert_eq!(
        run(Way::Fails, Ok(Verdict::Suppress)),
        (String::from("Ok(None)"), vec![])
    );
    assert_eq!(
        run(Way::Fails, Ok(Verdict::Propagate)),
        (String::from("failed"), vec![])
    );
    assert_eq!(run(Way::Fails, Err("full")), (String::from("failed"), full));
}

#[test]
fn scope_manages_what_other_crates_have() {
    let mut database = Connection::open_in_memory().unwrap();
    database.execute("CREATE TABLE numbers (n)", ()).unwrap();
    let mut insert = |number: Option<u32>| -> rusqlite::Result<()> {
        let transaction = scope(database.transaction()?, |transaction, outcome| {
            if outcome.is_success() {
                transaction.commit()
            } else {
                transaction.rollback()
            }
        });
        with!(transaction as transaction => {
            transaction.execute("INSERT INTO numbers VALUES (1)", ())?;
            number.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        })
    };
    assert_eq!(insert(Some(1)), Ok(()));
    assert_eq!(insert(None), Err(rusqlite::Error::QueryReturnedNoRows));
    let count = database.query_row("SELECT count(*) FROM numbers", (), |row| row.get(0));
    assert_eq!(count, Ok(1));
}

#[test]
fn on_exit_is_told_how_the_block_ended() {
    for (way, told, with) in TOLD {
        let log = RefCell::new(Vec::new());
        let callback = |outcome: Outcome<'_>| log.borrow_mut().push(outcome.to_string());
        let (found, _) = captured(|| ended!(way, on_exit(callback)));
        assert_eq!(found, with, "{way:?}");
        assert_eq!(*log.borrow(), [told], "{way:?}");
    }
}

#[test]
fn on_exit_may_fail_and_suppress() {
    let answers = |way, answer: Result<Verdict, &'static str>| {
        captured(|| ended!(way, on_exit(move |_| answer))).0
    };
    assert_eq!(answers(Way::Succeeds, Err("full")), "Err(\"full\")");
    assert_eq!(answers(Way::Fails, Ok(Verdict::Suppress)), "Ok(None)");
}

#[test]
fn disarmed_on_exit_drops_its_callback_at_once() {
    let held = Rc::new(());
    let kept = Rc::clone(&held);
    let callback = on_exit(move |_| -> Result<(), Rc<()>> { Err(kept) });
    let done = with!(callback as callback => {
        callback.disarm();
        Rc::strong_count(&held)
    });
    assert_eq!(done, Ok(1));
}

/// Counts how often it is dropped.
struct Dropped<'c>(&'c Cell<u32>);

impl Drop for Dropped<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

#[test]
fn closing_drops_its_value_however_the_block_ends() {
    for (way, _, with) in TOLD {
        let count = Cell::new(0);
        let (found, _) = captured(|| ended!(way, closing(Dropped(&count))));
        assert_eq!(found, with, "{way:?}");
        assert_eq!(count.get(), 1, "{way:?}");
    }
}

#[test]
fn closing_drops_its_value_before_the_next_manager_exits() {
    let count = Cell::new(0);
    with!(on_exit(|_| assert_eq!(count.get(), 1)), closing(Dropped(&count)) as dropped => {
        assert_eq!(dropped.0.get(), 0);
    });
}

#[test]
fn closing_with_closes_however_the_block_ends() {
    for (way, _, with) in TOLD {
        let closed = RefCell::new(Vec::new());
        let close = |value: &'static str| closed.borrow_mut().push(value);
        let (found, _) = captured(|| ended!(way, closing_with("value", close)));
        assert_eq!(found, with, "{way:?}");
        assert_eq!(*closed.borrow(), ["value"], "{way:?}");
    }
}

#[test]
fn a_connection_that_cannot_be_closed_comes_back_in_the_error() {
    let manager = closing_with(Connection::open_in_memory().unwrap(), Connection::close);
    let closed = with!(manager as connection => {
        // A statement that is never finalized keeps SQLite from closing.
        mem::forget(connection.prepare("SELECT 1").unwrap());
    });
    let (connection, error) = closed.unwrap_err();
    let code = error.sqlite_error_code();
    assert_eq!(code, Some(rusqlite::ErrorCode::DatabaseBusy));
    assert!(connection.is_autocommit());
}

#[test]
fn a_connection_that_can_be_closed_is() {
    let manager = closing_with(Connection::open_in_memory().unwrap(), Connection::close);
    let one = with!(manager as connection => {
        connection.query_row("SELECT 1", (), |row| row.get::<_, u32>(0))
    });
    assert_eq!(one.unwrap(), Ok(1));
}

#[test]
fn what_close_gives_back_is_mapped() {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let manager = closing_with(BufWriter::new(full), |writer| writer.into_inner().map(drop));
    let closed = with!(manager as writer => { writer.write_all(b"text").unwrap(); });
    let error = closed.unwrap_err();
    assert_eq!(error.error().kind(), io::ErrorKind::StorageFull);
    assert_eq!(error.into_inner().buffer(), b"text");
}

#[test]
fn nullcontext_lends_and_leaves_the_error_alone() {
    let mut number = 1;
    with!(nullcontext(&mut number) as number => { **number += 1; });
    assert_eq!(number, 2);
    assert_eq!(ended!(Way::Fails, nullcontext(())), "failed");
}
