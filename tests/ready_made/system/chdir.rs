//! The working directory, which is the process's: these tests take turns.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use scoped_core::{capture_unraised, chdir, with};
use tempfile::TempDir;

use crate::{Oops, Way, ended};

static TURN: Mutex<()> = Mutex::new(());

/// While it lives, the working directory is a directory of its own.
struct Here {
    before: PathBuf,
    directory: TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Here {
    fn new() -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let before = env::current_dir().unwrap();
        let directory = tempfile::tempdir().unwrap();
        for name in ["a", "b"] {
            fs::create_dir(directory.path().join(name)).unwrap();
        }
        env::set_current_dir(directory.path()).unwrap();
        Self {
            before,
            directory,
            _turn: turn,
        }
    }

    fn path(&self) -> &Path {
        self.directory.path()
    }

    /// Whether the working directory is that of this name in here.
    fn is_in(&self, name: &str) -> bool {
        env::current_dir().unwrap() == self.path().join(name).canonicalize().unwrap()
    }
}

impl Drop for Here {
    fn drop(&mut self) {
        env::set_current_dir(&self.before).unwrap();
    }
}

#[test]
fn is_restored_however_the_block_ends() {
    let here = Here::new();
    for (way, with) in [
        (Way::Succeeds, "Ok(())"),
        (Way::Fails, "failed"),
        (Way::Panics, "panicked"),
        (Way::LeavesUnseen, "left"),
    ] {
        let (ended, _) = capture_unraised(|| ended!(way, chdir("a")));
        assert_eq!(ended, with, "{way:?}");
        assert!(here.is_in(""), "{way:?}");
    }
    with!(chdir("a") => { assert!(here.is_in("a")); }).unwrap();
}

#[test]
fn nested_ones_are_restored_one_after_the_other() {
    let here = Here::new();
    with!(chdir("a") => {
        with!(chdir("../b") => { assert!(here.is_in("b")); }).unwrap();
        assert!(here.is_in("a"));
    })
    .unwrap();
    assert!(here.is_in(""));
}

#[test]
fn can_be_entered_again() {
    let here = Here::new();
    let mut there = chdir(here.path().join("a"));
    for before in ["", "b"] {
        with!(chdir(here.path().join(before)) => {
            with!(&mut there => { assert!(here.is_in("a")); }).unwrap();
            assert!(here.is_in(before));
        })
        .unwrap();
    }
}

#[test]
fn one_that_is_not_there_cannot_be_entered() {
    let here = Here::new();
    let entered = with!(chdir("no such directory") => { unreachable!("it cannot be entered") });
    assert_eq!(entered.unwrap_err().kind(), io::ErrorKind::NotFound);
    assert!(here.is_in(""));
}

#[test]
fn one_that_was_removed_meanwhile_cannot_be_restored() {
    let here = Here::new();
    env::set_current_dir("a").unwrap();
    let restored = with!(chdir(here.path()) => { fs::remove_dir("a").unwrap(); });
    assert_eq!(restored.unwrap_err().kind(), io::ErrorKind::NotFound);
    assert!(here.is_in(""));
}

#[test]
fn one_that_was_removed_before_cannot_be_left() {
    let here = Here::new();
    env::set_current_dir("a").unwrap();
    fs::remove_dir(here.path().join("a")).unwrap();
    let entered = with!(chdir(here.path()) => { unreachable!("it cannot be entered") });
    assert_eq!(entered.unwrap_err().kind(), io::ErrorKind::NotFound);
}

#[test]
fn the_error_of_the_body_comes_before_that_of_restoring() {
    let here = Here::new();
    env::set_current_dir("a").unwrap();
    let run = || -> Result<(), Oops> {
        with!(chdir(here.path()) => {
            fs::remove_dir("a").unwrap();
            return Err(Oops);
        })
        .unwrap();
        Ok(())
    };
    let (result, unraised) = capture_unraised(run);
    assert_eq!(result, Err(Oops));
    assert_eq!(unraised.len(), 1);
    assert!(unraised[0].error().contains("NotFound"), "{unraised:?}");
}
