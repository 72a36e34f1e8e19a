//! Python's examples and ours, side by side: each pair prints the same lines.
//!
//! The scripts are in `tests/python`. Where there is no `python3` the lines are compared with what it
//! printed when the test was written. The page `guide::python` shows each pair; what it shows stands
//! here and in the scripts to the letter.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use rusqlite::Connection;
use scoped_core::{Outcome, context_manager, with, yield_};

#[path = "support/page.rs"]
mod page;

const PAGE: &str = include_str!("../scoped-core/src/guide/python.md");

thread_local! {
    /// What a test has printed.
    static PRINTED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Keeps the line, so that the code below is what the page shows.
macro_rules! println {
    ($($text:tt)*) => {{
        let line = format!($($text)*);
        PRINTED.with_borrow_mut(|lines| lines.push(line));
    }};
}

#[track_caller]
fn assert_same(script: &str, expected: &[&str]) {
    assert_eq!(PRINTED.take(), expected);
    let script = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/python")
        .join(script);
    let Ok(output) = Command::new("python3").arg(script).output() else {
        return;
    };
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(printed.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn the_page_shows_what_runs() {
    const SCRIPTS: [&str; 5] = [
        include_str!("python/class.py"),
        include_str!("python/generator.py"),
        include_str!("python/file.py"),
        include_str!("python/database.py"),
        include_str!("python/lock.py"),
    ];
    // The blocks of ` ```rust ` are no pairs, and are run with the documentation.
    let (ours, pythons) = (page::shown(PAGE, "```"), page::shown(PAGE, "```python"));
    // The last pair, of two async functions, has no script.
    assert_eq!(ours.len(), SCRIPTS.len() + 1);
    assert_eq!(pythons.len(), SCRIPTS.len() + 1);
    let source = include_str!("context_manager_python.rs");
    page::assert_in(source, &ours[..SCRIPTS.len()]);
    for (python, script) in pythons.iter().zip(SCRIPTS) {
        assert!(script.contains(python.as_str()), "{python}");
    }
}

/// The class with `__enter__` and `__exit__`.
struct Timer {
    name: &'static str,
}

#[context_manager]
impl Timer {
    fn enter(&mut self) -> &mut Self {
        println!("start {}", self.name);
        self
    }

    fn exit(self, outcome: Outcome<'_>) {
        let end = outcome
            .error()
            .map_or_else(|| outcome.to_string(), ToString::to_string);
        println!("stop {}: {end}", self.name);
    }
}

#[test]
fn class() {
    fn no_such_row() -> io::Result<()> {
        with!(Timer { name: "b" } => {
            return Err(io::Error::other("no such row"));
        })
    }
    with!(Timer { name: "a" } as timer => {
        println!("inside {}", timer.name);
    });
    if let Err(error) = no_such_row() {
        println!("caught {error}");
    }
    assert_same(
        "class.py",
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
fn section(name: &str) -> Vec<&'static str> {
    println!("begin {name}");
    let lines = Vec::new();
    yield_!(lines);
    println!("end {name} {}", lines.len());
}

#[test]
fn generator() {
    with!(section("outer") as outer => {
        outer.push("one");
        with!(section("inner") as inner => {
            inner.push("two");
            inner.push("three");
        });
        outer.push("four");
    });
    assert_same(
        "generator.py",
        &["begin outer", "begin inner", "end inner 2", "end outer 2"],
    );
}

#[context_manager]
fn written(path: &Path) -> io::Result<File> {
    let file = File::create(path)?;
    yield_!(file);
    file.sync_all()?;
    println!("closed {}", fs::metadata(path)?.len());
    Ok(())
}

#[test]
fn file() -> io::Result<()> {
    let dir = tempfile::tempdir()?;
    let path: PathBuf = dir.path().join("notes");
    with!(written(&path) as file => {
        writeln!(file, "one")?;
        writeln!(file, "two")?;
    })?;
    for line in fs::read_to_string(&path)?.lines() {
        println!("{line}");
    }
    assert_same("file.py", &["closed 8", "one", "two"]);
    Ok(())
}

#[context_manager]
fn transaction(conn: &Connection) -> rusqlite::Result<&Connection> {
    conn.execute_batch("BEGIN")?;
    let outcome = yield_!(conn);
    if outcome.is_failure() {
        conn.execute_batch("ROLLBACK")?;
        println!("rolled back");
        return Ok(());
    }
    conn.execute_batch("COMMIT")?;
    println!("committed");
    Ok(())
}

#[test]
fn database() -> rusqlite::Result<()> {
    fn insert(conn: &Connection, names: &[&str]) -> rusqlite::Result<()> {
        with!(transaction(conn) as tx => {
            for name in names {
                tx.execute("INSERT INTO account VALUES (?1)", [name])?;
            }
        })
    }
    let conn = Connection::open_in_memory()?;
    conn.execute_batch("CREATE TABLE account (name TEXT UNIQUE)")?;
    insert(&conn, &["ann"])?;
    if let Err(error) = insert(&conn, &["bob", "ann"]) {
        println!("{error}");
    }
    let count: u32 = conn.query_row("SELECT count(*) FROM account", [], |row| row.get(0))?;
    println!("{count}");
    assert_same(
        "database.py",
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
fn locked(lock: &Mutex<()>, name: &str) {
    let guard = lock.lock().unwrap();
    println!("{name} has it");
    yield_!();
    drop(guard);
    println!("{name} gave it back");
}

#[test]
fn lock() {
    let lock = Mutex::new(());
    let state = || {
        if lock.try_lock().is_err() {
            "True"
        } else {
            "False"
        }
    };
    println!("{}", state());
    with!(locked(&lock, "ann") => { println!("{}", state()); });
    println!("{}", state());
    with!(locked(&lock, "bob") => { println!("{}", state()); });
    assert_same(
        "lock.py",
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
