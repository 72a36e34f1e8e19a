//! The manager of a file that is there whole or not at all.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use anyhow::{Context as _, ensure};
use scoped_core::{context_manager, suppress_if, with, yield_};
use tempfile::{Builder, NamedTempFile};

const SUFFIX: &str = ".partial";
/// How many random letters are in a draft's name.
const LETTERS: usize = 6;

/// Lends a new file beside the target. When the block succeeds, the file takes the target's place, and otherwise it is
/// deleted, and the target stays what it was.
///
/// A process that is killed can do neither, and leaves its draft. So the drafts of earlier runs are deleted first. A lock
/// tells them from those of runs that are still at work: it ends with the process, however that ends.
///
/// Only its owner may read the file: it is not known who may read what is written to it.
#[context_manager]
pub(crate) fn draft(target: &Path) -> anyhow::Result<NamedTempFile> {
    ensure!(!target.is_dir(), "it is a folder");
    let name = target
        .file_name()
        .context("the name of a file is missing")?;
    let mut prefix = OsString::from(".");
    prefix.push(name);
    prefix.push(".");
    // In the same folder, because only within one file system does a rename replace a file at once.
    let folder = folder_of(target);
    sweep(folder, &prefix)?;
    let draft = create(folder, &prefix)?;
    let outcome = yield_!(draft);
    if !outcome.is_success() {
        return draft.close().context("cannot delete the draft");
    }
    // Where one of these fails, the draft is deleted when it is dropped. Without `sync_all`, the name may reach the disk
    // before the contents do, and a power failure in between leaves an empty archive.
    draft.as_file().sync_all()?;
    draft.persist(target)?;
    Ok(())
}

/// Deletes the drafts that were left behind.
fn sweep(folder: &Path, prefix: &OsStr) -> anyhow::Result<()> {
    let context = || format!("cannot look for drafts in {}", folder.display());
    for entry in fs::read_dir(folder).with_context(context)? {
        let entry = entry.with_context(context)?;
        if !is_draft(&entry.file_name(), prefix) {
            continue;
        }
        let path = entry.path();
        // Its run may have come to its end in the meantime.
        with!(
            suppress_if(|error: &io::Error| error.kind() == io::ErrorKind::NotFound),
            {
                let left = OpenOptions::new().read(true).write(true).open(&path)?;
                match left.try_lock() {
                    Ok(()) => {
                        fs::remove_file(&path)?;
                        eprintln!("removed {}, left by a run that was killed", path.display());
                    }
                    Err(TryLockError::WouldBlock) => {}
                    Err(TryLockError::Error(error)) => return Err(error.into()),
                }
            }
        );
    }
    Ok(())
}

fn is_draft(name: &OsStr, prefix: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    let letters = name
        .strip_prefix(prefix.as_encoded_bytes())
        .and_then(|rest| rest.strip_suffix(SUFFIX.as_bytes()));
    letters.is_some_and(|letters| {
        letters.len() == LETTERS && letters.iter().all(u8::is_ascii_alphanumeric)
    })
}

fn create(folder: &Path, prefix: &OsStr) -> io::Result<NamedTempFile> {
    loop {
        let draft = Builder::new()
            .prefix(prefix)
            .rand_bytes(LETTERS)
            .suffix(SUFFIX)
            .tempfile_in(folder)?;
        draft.as_file().lock()?;
        // Before it was locked, another run may have swept it away.
        if draft.path().try_exists()? {
            return Ok(draft);
        }
    }
}

/// Waits until the file's name is on the disk, which is a matter of its folder.
pub(crate) fn sync_folder(file: &Path) -> io::Result<()> {
    // Other systems have no such thing as an open folder.
    if cfg!(unix) {
        File::open(folder_of(file))?.sync_all()?;
    }
    Ok(())
}

fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
