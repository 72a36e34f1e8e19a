//! A place to run the ledger in.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use rusqlite::Connection;
use tempfile::TempDir;

use crate::report::Report;
use crate::{build, stderr, stdout};

/// A folder with a file of transfers and a database.
pub(crate) struct Desk {
    folder: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        Self { folder }
    }

    pub(crate) fn with(transfers: impl AsRef<[u8]>) -> Self {
        let desk = Self::new();
        fs::write(desk.path("transfers.csv"), transfers).unwrap();
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// `ledger`, with these arguments, in this folder.
    pub(crate) fn ledger(&self, args: &[&str]) -> Command {
        static LEDGER: LazyLock<PathBuf> = LazyLock::new(|| build("ledger"));
        let mut ledger = Command::new(&*LEDGER);
        ledger.args(args).current_dir(&self.folder);
        ledger
    }

    pub(crate) fn book(&self, args: &[&str]) -> Report {
        let output = self.ledger(args).output().unwrap();
        assert_eq!(stderr(&output), "");
        assert!(output.status.success());
        Report::parse(stdout(&output))
    }

    /// What one clear line on stderr says.
    pub(crate) fn refusal(&self, args: &[&str]) -> String {
        let output = self.ledger(args).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(stdout(&output), "");
        let line = stderr(&output).strip_suffix('\n').unwrap();
        assert!(!line.contains('\n'), "{line}");
        line.strip_prefix("error: ").unwrap().to_owned()
    }

    pub(crate) fn database(&self) -> Connection {
        Connection::open(self.path("ledger.db")).unwrap()
    }

    pub(crate) fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}
