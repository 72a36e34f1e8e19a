//! Python's examples and ours, side by side: each pair prints the same lines.
//!
//! The scripts are in `tests/python`. Where there is no `python3` the lines are compared with what it
//! printed when the test was written.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use rusqlite::Connection;
use scoped_core::{Outcome, context_manager, with, yield_};

/// What a pair prints.
type Lines = Mutex<Vec<String>>;

macro_rules! say {
    ($lines:expr, $($text:tt)*) => { $lines.lock().unwrap().push(format!($($text)*)) };
}

#[track_caller]
fn assert_same(script: &str, ours: Lines, expected: &[&str]) {
    assert_eq!(ours.into_inner().unwrap(), expected);
    let script = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/python")
        .join(script);
    let Ok(output) = Command::new("python3").arg(script).output() else {
        return;
    };
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(printed.lines().collect::<Vec<_>>(), expected);
}

/// The class with `__enter__` and `__exit__`.
struct Timer<'l> {
    name: &'static str,
    lines: &'l Lines,
}

#[context_manager]
impl Timer<'_> {
    fn enter(&mut self) -> &mut Self {
        say!(self.lines, "start {}", self.name);
        self
    }

    fn exit(self, outcome: Outcome<'_>) {
        let end = outcome
            .error()
            .map_or_else(|| outcome.to_string(), ToString::to_string);
        say!(self.lines, "stop {}: {end}", self.name);
    }
}

#[test]
fn class() {
    fn no_such_row(lines: &Lines) -> io::Result<()> {
        with!(Timer { name: "b", lines } => {
            return Err(io::Error::other("no such row"));
        })
    }
    let lines = Lines::default();
    with!(Timer { name: "a", lines: &lines } as timer => {
        say!(lines, "inside {}", timer.name);
    });
    if let Err(error) = no_such_row(&lines) {
        say!(lines, "caught {error}");
    }
    assert_same(
        "class.py",
        lines,
        &[
            "start a",
            "inside a",
            "stop a: completed",
            "start b",
            "stop b: no such row",
            "caught no such row",
        ],
    );
}

/// The generator with `yield`.
#[context_manager]
fn section(out: &Lines, name: &str) -> Vec<&'static str> {
    say!(out, "begin {name}");
    let lines = Vec::new();
    yield_!(lines);
    say!(out, "end {name} {}", lines.len());
}

#[test]
fn generator() {
    let lines = Lines::default();
    with!(section(&lines, "outer") as outer => {
        outer.push("one");
        with!(section(&lines, "inner") as inner => {
            inner.push("two");
            inner.push("three");
        });
        outer.push("four");
    });
    assert_same(
        "generator.py",
        lines,
        &["begin outer", "begin inner", "end inner 2", "end outer 2"],
    );
}

#[context_manager]
fn written(out: &Lines, path: &Path) -> io::Result<File> {
    let file = File::create(path)?;
    yield_!(file);
    file.sync_all()?;
    say!(out, "closed {}", fs::metadata(path)?.len());
    Ok(())
}

#[test]
fn file() -> io::Result<()> {
    let lines = Lines::default();
    let dir = tempfile::tempdir()?;
    let path: PathBuf = dir.path().join("notes");
    with!(written(&lines, &path) as file => {
        writeln!(file, "one")?;
        writeln!(file, "two")?;
    })?;
    for line in fs::read_to_string(&path)?.lines() {
        say!(lines, "{line}");
    }
    assert_same("file.py", lines, &["closed 8", "one", "two"]);
    Ok(())
}

#[context_manager]
fn transaction<'c>(out: &Lines, conn: &'c Connection) -> rusqlite::Result<&'c Connection> {
    conn.execute_batch("BEGIN")?;
    let outcome = yield_!(conn);
    if outcome.is_failure() {
        conn.execute_batch("ROLLBACK")?;
        say!(out, "rolled back");
        return Ok(());
    }
    conn.execute_batch("COMMIT")?;
    say!(out, "committed");
    Ok(())
}

#[test]
fn database() -> rusqlite::Result<()> {
    fn insert(lines: &Lines, conn: &Connection, names: &[&str]) -> rusqlite::Result<()> {
        with!(transaction(lines, conn) as tx => {
            for name in names {
                tx.execute("INSERT INTO account VALUES (?1)", [name])?;
            }
        })
    }
    let lines = Lines::default();
    let conn = Connection::open_in_memory()?;
    conn.execute_batch("CREATE TABLE account (name TEXT UNIQUE)")?;
    insert(&lines, &conn, &["ann"])?;
    if let Err(error) = insert(&lines, &conn, &["bob", "ann"]) {
        say!(lines, "{error}");
    }
    let count: u32 = conn.query_row("SELECT count(*) FROM account", [], |row| row.get(0))?;
    say!(lines, "{count}");
    assert_same(
        "database.py",
        lines,
        &[
            "committed",
            "rolled back",
            "UNIQUE constraint failed: account.name",
            "1",
        ],
    );
    Ok(())
}

#[context_manager]
fn locked(out: &Lines, lock: &Mutex<()>, name: &str) {
    let guard = lock.lock().unwrap();
    say!(out, "{name} has it");
    yield_!();
    drop(guard);
    say!(out, "{name} gave it back");
}

#[test]
fn lock() {
    let lines = Lines::default();
    let lock = Mutex::new(());
    let state = || {
        if lock.try_lock().is_err() {
            "True"
        } else {
            "False"
        }
    };
    say!(lines, "{}", state());
    with!(locked(&lines, &lock, "ann") => { say!(lines, "{}", state()); });
    say!(lines, "{}", state());
    with!(locked(&lines, &lock, "bob") => { say!(lines, "{}", state()); });
    assert_same(
        "lock.py",
        lines,
        &[
            "False",
            "ann has it",
            "True",
            "ann gave it back",
            "False",
            "bob has it",
            "True",
            "bob gave it back",
        ],
    );
}
