//! The manager of the outer block: a file that takes another one's place, whole or not at all.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use scoped_core::{ContextManager, Outcome};
use tempfile::TempPath;

/// Lends the path of a new, empty file beside the target. When the body completed, that file takes the
/// target's place; otherwise it is deleted and the target stays what it was.
pub(crate) struct Replacement {
    target: PathBuf,
    draft: TempPath,
}

impl Replacement {
    pub(crate) fn of(target: &Path) -> anyhow::Result<Self> {
        // In the same folder, because only within one file system does a rename replace a file at once.
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let draft = tempfile::Builder::new()
            .prefix(".ledger-")
            .suffix(".partial")
            .tempfile_in(folder)
            .with_context(|| format!("cannot create {}", target.display()))?;
        Ok(Self {
            target: target.to_path_buf(),
            draft: draft.into_temp_path(),
        })
    }
}

impl ContextManager for Replacement {
    type Value<'a> = &'a Path;
    type Exit = anyhow::Result<()>;

    fn enter(&mut self) -> anyhow::Result<&Path> {
        Ok(&self.draft)
    }

    fn exit(self, outcome: Outcome<'_>) -> anyhow::Result<()> {
        if outcome.is_failure() {
            return self.draft.close().context("cannot delete the draft");
        }
        self.draft
            .persist(&self.target)
            .with_context(|| format!("cannot write {}", self.target.display()))
    }
}
