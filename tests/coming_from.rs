//! What people write without this crate, and the same with it: both do the same where that can be asked. The page
//! `guide::coming_from` shows this code to the letter.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::Connection;
use scoped_core::{ContextManager, Outcome, context_manager, on_exit, with};
use scopeguard::{ScopeGuard, guard};
use tempfile::{TempDir, tempdir};
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

#[path = "support/page.rs"]
mod page;

// scopeguard

fn install_guarded(package: &Package, to: &Path) -> io::Result<()> {
    fs::create_dir(to)?;
    let undo = guard(to, |to| {
        let _ = fs::remove_dir_all(to); // where it fails, nobody hears of it
    });
    package.unpack(to)?;
    package.check(to)?;
    ScopeGuard::into_inner(undo); // forgotten, it would remove what is good
    Ok(())
}

fn install(package: &Package, to: &Path) -> io::Result<()> {
    fs::create_dir(to)?;
    let undo = on_exit(|outcome| match outcome.is_success() {
        true => Ok(()),
        false => fs::remove_dir_all(to),
    });
    with!(undo => {
        package.unpack(to)?;
        package.check(to)?;
    })
}

/// Unpacks a file; whether that is good, it says itself.
struct Package {
    is_good: bool,
}

impl Package {
    fn unpack(&self, to: &Path) -> io::Result<()> {
        fs::write(to.join("file"), if self.is_good { "good" } else { "bad" })
    }

    fn check(&self, to: &Path) -> io::Result<()> {
        match fs::read_to_string(to.join("file"))?.as_str() {
            "good" => Ok(()),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

#[test]
fn scopeguard() {
    for install in [install_guarded, install] {
        let dir = tempdir().unwrap();
        let to = dir.path().join("to");
        assert!(install(&Package { is_good: false }, &to).is_err());
        assert!(!to.exists());
        assert!(install(&Package { is_good: true }, &to).is_ok());
        assert!(to.join("file").exists());
    }
}

// Drop

struct DroppedDraft {
    path: PathBuf,
    file: File,
    is_finished: bool,
}

impl DroppedDraft {
    fn finish(mut self) -> io::Result<()> {
        self.is_finished = true;
        fs::rename(self.path.with_extension("draft"), &self.path)
    }
}

impl Drop for DroppedDraft {
    fn drop(&mut self) {
        if !self.is_finished {
            let _ = fs::remove_file(self.path.with_extension("draft"));
        }
    }
}

struct Draft {
    path: PathBuf,
    file: File,
}

#[context_manager]
impl Draft {
    fn enter(&mut self) -> &mut File {
        &mut self.file
    }

    fn exit(self, outcome: Outcome<'_>) -> io::Result<()> {
        let draft = self.path.with_extension("draft");
        match outcome.is_success() {
            true => fs::rename(draft, self.path),
            false => fs::remove_file(draft),
        }
    }
}

fn save_dropped(dir: &TempDir, lines: &[&str]) -> io::Result<()> {
    let path = dir.path().join("numbers");
    let file = File::create(path.with_extension("draft"))?;
    let mut draft = DroppedDraft {
        path,
        file,
        is_finished: false,
    };
    for line in lines {
        let number: u32 = line.parse().map_err(io::Error::other)?;
        writeln!(draft.file, "{number}")?;
    }
    draft.finish()
}

fn save(dir: &TempDir, lines: &[&str]) -> io::Result<()> {
    let path = dir.path().join("numbers");
    let file = File::create(path.with_extension("draft"))?;
    with!(Draft { path, file } as file => {
        for line in lines {
            let number: u32 = line.parse().map_err(io::Error::other)?;
            writeln!(file, "{number}")?;
        }
    })
}

#[test]
fn drop_of_a_draft() {
    for save in [save_dropped, save] {
        let dir = tempdir().unwrap();
        let left = || fs::read_dir(dir.path()).unwrap().count();
        assert!(save(&dir, &["1", "two"]).is_err());
        assert_eq!(left(), 0);
        save(&dir, &["1", "2"]).unwrap();
        let text = fs::read_to_string(dir.path().join("numbers")).unwrap();
        assert_eq!((left(), text.as_str()), (1, "1\n2\n"));
    }
}

// Closures

fn transaction<T>(
    conn: &mut Connection,
    body: impl FnOnce(&rusqlite::Transaction<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let tx = conn.transaction()?;
    let value = body(&tx)?; // dropped on an error, which rolls back
    tx.commit()?;
    Ok(value)
}

fn book_in_closures(conn: &mut Connection, days: &[&[i64]]) -> rusqlite::Result<Option<usize>> {
    for (index, day) in days.iter().enumerate() {
        let is_last = transaction(conn, |tx| {
            for &amount in *day {
                if amount == 0 {
                    return Ok(true); // leaves the closure, not the function
                }
                book(tx, amount)?;
            }
            Ok(false)
        })?;
        if is_last {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

struct Transaction<'c>(rusqlite::Transaction<'c>);

impl<'c> ContextManager for Transaction<'c> {
    type Value<'a>
        = &'a rusqlite::Transaction<'c>
    where
        Self: 'a;
    type Exit = rusqlite::Result<()>;

    fn enter(&mut self) -> rusqlite::Result<&rusqlite::Transaction<'c>> {
        Ok(&self.0)
    }

    fn exit(self, outcome: Outcome<'_>) -> rusqlite::Result<()> {
        match outcome.is_success() {
            true => self.0.commit(),
            false => self.0.rollback(),
        }
    }
}

fn book_in_blocks(conn: &mut Connection, days: &[&[i64]]) -> rusqlite::Result<Option<usize>> {
    for (index, day) in days.iter().enumerate() {
        with!(Transaction(conn.transaction()?) as tx => {
            for &amount in *day {
                if amount == 0 {
                    return Ok(Some(index)); // commits, and returns
                }
                book(tx, amount)?;
            }
        })?;
    }
    Ok(None)
}

fn book(tx: &rusqlite::Transaction<'_>, amount: i64) -> rusqlite::Result<()> {
    tx.execute("INSERT INTO bookings VALUES (?1)", [amount])?;
    Ok(())
}

#[test]
fn closures() {
    for book in [book_in_closures, book_in_blocks] {
        let mut conn = Connection::open_in_memory().unwrap();
        let schema = "CREATE TABLE bookings (amount INTEGER CHECK (amount < 100))";
        conn.execute_batch(schema).unwrap();
        let booked = |conn: &Connection| -> i64 {
            conn.query_row("SELECT total(amount) FROM bookings", [], |row| row.get(0))
                .map(|sum: f64| sum as i64)
                .unwrap()
        };
        assert_eq!(book(&mut conn, &[&[1, 2], &[4]]), Ok(None));
        assert_eq!(booked(&conn), 7);
        assert_eq!(book(&mut conn, &[&[8, 0, 16], &[32]]), Ok(Some(0)));
        assert_eq!(booked(&conn), 15);
        assert!(book(&mut conn, &[&[16], &[32, 100]]).is_err());
        assert_eq!(booked(&conn), 31);
    }
}

// tokio-util

async fn answer_guarded(question: &str) -> io::Result<String> {
    let token = CancellationToken::new();
    let _guard = token.clone().drop_guard();
    tokio::spawn(keep_warm(token));
    answer(question).await // cancelled by now, but for how long does it still run?
}

async fn answer_and_wait(question: &str) -> io::Result<String> {
    let token = CancellationToken::new();
    let helpers = Helpers {
        guard: token.clone().drop_guard(),
        tasks: TaskTracker::new(),
    };
    with!(async helpers as tasks => {
        tasks.spawn(keep_warm(token));
        answer(question).await
    })
}

struct Helpers {
    guard: DropGuard,
    tasks: TaskTracker,
}

#[context_manager]
impl Helpers {
    async fn enter(&mut self) -> &TaskTracker {
        &self.tasks
    }

    async fn exit(self) {
        drop(self.guard); // cancels
        self.tasks.close();
        self.tasks.wait().await; // nothing runs any more when this is over
    }
}

thread_local! {
    /// Whether the helper of a test has ended.
    static HAS_ENDED: Cell<Option<Arc<AtomicBool>>> = const { Cell::new(None) };
}

/// Works until it is cancelled, and needs some time to end.
async fn keep_warm(token: CancellationToken) {
    let has_ended = HAS_ENDED.take();
    token.cancelled().await;
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    if let Some(has_ended) = has_ended {
        has_ended.store(true, Ordering::Relaxed);
    }
}

async fn answer(question: &str) -> io::Result<String> {
    tokio::task::yield_now().await;
    match question {
        "hard" => Err(io::ErrorKind::Unsupported.into()),
        "endless" => std::future::pending().await,
        question => Ok(question.to_uppercase()),
    }
}

/// Gives the next helper of this thread something to tell when it has ended.
fn watch() -> Arc<AtomicBool> {
    let has_ended = Arc::new(AtomicBool::new(false));
    HAS_ENDED.set(Some(Arc::clone(&has_ended)));
    has_ended
}

#[tokio::test]
async fn drop_guard_does_not_wait() {
    let has_ended = watch();
    assert_eq!(answer_guarded("easy").await.unwrap(), "EASY");
    assert!(!has_ended.load(Ordering::Relaxed));
}

#[tokio::test]
async fn block_waits() {
    for question in ["easy", "hard"] {
        let has_ended = watch();
        let answer = answer_and_wait(question).await;
        assert_eq!(answer.is_ok(), question == "easy");
        assert!(has_ended.load(Ordering::Relaxed));
    }
}

#[tokio::test]
async fn dropped_block_cancels_at_least() {
    let has_ended = watch();
    let task = tokio::spawn(async { answer_and_wait("endless").await });
    for _ in 0..5 {
        tokio::task::yield_now().await;
    }
    assert!(!has_ended.load(Ordering::Relaxed));
    task.abort();
    while !has_ended.load(Ordering::Relaxed) {
        tokio::task::yield_now().await;
    }
}

#[test]
fn the_page_shows_what_runs() {
    let page = include_str!("../scoped-core/src/guide/coming_from.md");
    let shown = [page::shown(page, "```ignore"), page::shown(page, "```")];
    assert_eq!(shown.each_ref().map(Vec::len), [6, 2]);
    page::assert_in(include_str!("coming_from.rs"), &shown.concat());
}
