//! Five managers that a program could really have, one in each form of the attribute.
//!
//! `cargo run --example managers`

use std::collections::HashMap;
use std::env;
use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use scoped_core::{Outcome, context_manager, with, yield_};
use tempfile::TempDir;

/// The process's working directory, changed for a block. On a type: its methods have names of their own.
#[context_manager(enter = change -> io::Result<&Path>, exit = restore -> io::Result<()>)]
struct WorkingDir {
    to: PathBuf,
    from: Option<PathBuf>,
}

impl WorkingDir {
    fn new(to: impl Into<PathBuf>) -> Self {
        Self {
            to: to.into(),
            from: None,
        }
    }

    fn change(&mut self) -> io::Result<&Path> {
        let from = env::current_dir()?;
        env::set_current_dir(&self.to)?;
        self.from = Some(from);
        Ok(&self.to)
    }

    fn restore(self) -> io::Result<()> {
        self.from.map_or(Ok(()), env::set_current_dir)
    }
}

/// Indented log lines, with the time that each section took and how it ended. On an impl block whose
/// `exit` borrows: the same log is entered again and again, and `&mut Log` is the manager.
#[derive(Default)]
struct Log {
    next: String,
    open: Vec<(String, Instant)>,
}

#[context_manager]
impl Log {
    /// Names the section that is entered next.
    fn section(&mut self, name: &str) -> &mut Self {
        name.clone_into(&mut self.next);
        self
    }

    fn enter(&mut self) -> &mut Self {
        self.line(&format!("{}:", self.next));
        self.open.push((self.next.clone(), Instant::now()));
        self
    }

    fn line(&self, text: &str) {
        println!("{:width$}{text}", "", width = self.open.len() * 2);
    }

    fn exit(&mut self, outcome: Outcome<'_>) {
        if let Some((name, start)) = self.open.pop() {
            let slow = start.elapsed() > Duration::from_secs(1);
            let pace = if slow { "slowly" } else { "quickly" };
            self.line(&format!("{name} {outcome}, {pace}"));
        }
    }
}

/// A temporary directory that stays when the block fails, so that one can look what went wrong.
#[context_manager]
fn scratch(prefix: &str) -> io::Result<TempDir> {
    let dir = TempDir::with_prefix(prefix)?;
    let outcome = yield_!(dir);
    if outcome.is_failure() {
        println!("({outcome}; the directory is kept)");
        // A real program would leave it there; an example cleans up.
        return fs::remove_dir_all(dir.keep());
    }
    dir.close()
}

/// A savepoint: a transaction in a transaction, to any depth. On an impl block whose `exit` takes the
/// manager, so that nobody can use it twice.
struct Savepoint<'c> {
    conn: &'c Connection,
    name: &'static str,
}

#[context_manager]
impl<'c> Savepoint<'c> {
    fn enter(&mut self) -> rusqlite::Result<&'c Connection> {
        self.conn
            .execute_batch(&format!("SAVEPOINT {}", self.name))?;
        Ok(self.conn)
    }

    fn exit(self, outcome: Outcome<'_>) -> rusqlite::Result<()> {
        let Self { conn, name } = self;
        if outcome.is_failure() {
            conn.execute_batch(&format!("ROLLBACK TO {name}"))?;
        }
        conn.execute_batch(&format!("RELEASE {name}"))
    }
}

/// Settings, some of which are different for a block. On a method.
#[derive(Default)]
struct Settings {
    values: HashMap<String, String>,
}

impl Settings {
    fn get(&self, key: &str) -> &str {
        self.values.get(key).map_or("unset", String::as_str)
    }

    #[context_manager]
    fn override_with(&mut self, key: &str, value: &str) -> &mut Self {
        let before = self.values.insert(key.to_owned(), value.to_owned());
        yield_!(self);
        match before {
            Some(before) => self.values.insert(key.to_owned(), before),
            None => self.values.remove(key),
        };
    }
}

fn working_dir(log: &mut Log) -> io::Result<()> {
    let before = env::current_dir()?;
    with!(scratch("scoped-") as dir => {
        fs::write(dir.path().join("notes"), "found")?;
        let found = with!(WorkingDir::new(dir.path()) => { fs::read_to_string("notes")? })?;
        log.line(&format!("by a relative path: {found}"));
    })?;
    log.line(&format!(
        "back where we were: {}",
        env::current_dir()? == before
    ));
    Ok(())
}

fn failing(log: &mut Log) -> io::Result<()> {
    with!(scratch("scoped-") as dir, log.section("import") as log => {
        log.line("reading");
        fs::read_to_string(dir.path().join("missing")).map_err(|_| io::Error::other("no input"))?;
    })
}

fn count(conn: &Connection) -> rusqlite::Result<u32> {
    conn.query_row("SELECT count(*) FROM account", [], |row| row.get(0))
}

fn accounts(log: &mut Log, conn: &Connection) -> Result<(), Box<dyn Error>> {
    conn.execute_batch("CREATE TABLE account (name TEXT UNIQUE)")?;
    with!(Savepoint { conn, name: "book" } as conn => {
        conn.execute("INSERT INTO account VALUES ('ann')", [])?;
        for names in [["bob", "cy"], ["dan", "ann"]] {
            let added = add(conn, &names);
            log.line(&format!("{names:?}: {}", added.map_or_else(|e| e.to_string(), |()| "added".to_owned())));
        }
    })?;
    log.line(&format!("{} accounts", count(conn)?));
    Ok(())
}

fn add(conn: &Connection, names: &[&str]) -> rusqlite::Result<()> {
    with!(Savepoint { conn, name: "entry" } as conn => {
        for name in names {
            conn.execute("INSERT INTO account VALUES (?1)", [name])?;
        }
    })
}

fn settings(log: &mut Log) {
    let mut settings = Settings::default();
    with!(settings.override_with("color", "red") as settings => {
        log.line(settings.get("color"));
        with!(settings.override_with("color", "blue") as settings => {
            log.line(settings.get("color"));
        });
        log.line(settings.get("color"));
    });
    log.line(settings.get("color"));
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut log = Log::default();
    with!(log.section("working directory") as log => { working_dir(log)?; });
    with!(log.section("a failure") as log => {
        if let Err(error) = failing(log) {
            log.line(&format!("told: {error}"));
        }
    });
    let conn = Connection::open_in_memory()?;
    with!(log.section("savepoints") as log => { accounts(log, &conn)?; });
    with!(log.section("settings") as log => { settings(log); });
    Ok(())
}
