//! The manager of a file that is copied.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, ensure};
use indicatif::ProgressBar;
use scoped_core::{Outcome, context_manager};

use crate::interrupt::Interrupt;

/// A file that is open to be copied.
pub(crate) struct Input {
    path: PathBuf,
    real_path: PathBuf,
    name: PathBuf,
    file: File,
    metadata: Metadata,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    #[error("cannot read {}", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("{} has changed while it was copied", .0.display())]
    Changed(PathBuf),
}

impl Input {
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let context = || format!("cannot open {}", path.display());
        let real_path = fs::canonicalize(path).with_context(context)?;
        // Asked before it is opened, because to open a named pipe is to wait for who writes to it.
        let is_file = fs::metadata(path).with_context(context)?.is_file();
        ensure!(is_file, "{} is not a file", path.display());
        let file = File::open(path).with_context(context)?;
        Ok(Self {
            path: path.to_owned(),
            real_path,
            name: name_in_archive(path),
            metadata: file.metadata().with_context(context)?,
            file,
        })
    }

    /// Without links, and from the root on.
    pub(crate) fn real_path(&self) -> &Path {
        &self.real_path
    }

    pub(crate) fn name(&self) -> &Path {
        &self.name
    }

    pub(crate) fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    pub(crate) fn size(&self) -> u64 {
        self.metadata.len()
    }

    /// Reads as many bytes as the file had when it was opened, or fails.
    pub(crate) fn contents<'a>(
        &'a self,
        interrupt: &'a Interrupt,
        progress: &'a ProgressBar,
    ) -> Contents<'a> {
        Contents {
            input: self,
            left: self.size(),
            interrupt,
            progress,
        }
    }

    fn changed(&self) -> ReadError {
        ReadError::Changed(self.path.clone())
    }

    fn cannot_read(&self, source: io::Error) -> ReadError {
        let path = self.path.clone();
        ReadError::Io { path, source }
    }

    /// Fails when somebody has written to the file since it was opened.
    fn check_unchanged(&self) -> Result<(), ReadError> {
        let state = |metadata: &Metadata| Ok((metadata.len(), metadata.modified()?));
        let now = self.file.metadata().and_then(|now| state(&now));
        let before = state(&self.metadata);
        match now.and_then(|now| Ok(now == before?)) {
            Ok(true) => Ok(()),
            Ok(false) => Err(self.changed()),
            Err(source) => Err(self.cannot_read(source)),
        }
    }
}

/// Without `enter`, the block is lent `&mut Input`.
#[context_manager]
impl Input {
    fn exit(self, outcome: Outcome<'_>) -> Result<(), ReadError> {
        // Of a backup that has failed already, the first reason is enough.
        if outcome.is_success() {
            self.check_unchanged()
        } else {
            Ok(())
        }
    }
}

/// What [`Input::contents`] returns.
pub(crate) struct Contents<'a> {
    input: &'a Input,
    left: u64,
    interrupt: &'a Interrupt,
    progress: &'a ProgressBar,
}

impl Read for Contents<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.interrupt.check()?;
        let mut file = (&self.input.file).take(self.left);
        let read = file.read(buffer).map_err(|source| {
            // Of the same kind, for the one that is tried again.
            io::Error::new(source.kind(), self.input.cannot_read(source))
        })?;
        if read == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(io::Error::other(self.input.changed()));
        }
        self.left -= read as u64;
        self.progress.inc(read as u64);
        Ok(read)
    }
}

/// The path without what would lead out of the folder that the archive is unpacked in, as `tar` does it:
/// `/etc/hosts` is `etc/hosts`, and `../notes` is `notes`.
fn name_in_archive(path: &Path) -> PathBuf {
    let mut name = PathBuf::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => name.push(part),
            Component::ParentDir => name.clear(),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    name
}
