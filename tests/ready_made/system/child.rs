//! Processes.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use scoped_core::{capture_unraised, with};

use crate::{Oops, Way, ended};

fn shell(script: &str) -> Child {
    let mut command = Command::new("sh");
    // Other tests change the working directory meanwhile.
    command.args(["-c", script]).current_dir("/");
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command.spawn().unwrap()
}

/// Until somebody has waited for a process, it is here.
fn entry(child: &Child) -> PathBuf {
    PathBuf::from(format!("/proc/{}", child.id()))
}

#[test]
fn is_waited_for() {
    let child = shell("exit 3");
    let entry = entry(&child);
    assert!(entry.exists());
    with!(child => {}).unwrap();
    assert!(!entry.exists());
}

#[test]
fn ends_of_itself_behind_a_success() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("text");
    let child = shell(&format!("cat > {}", path.display()));
    with!(child as child => {
        child.stdin.as_mut().unwrap().write_all(b"all of it").unwrap();
    })
    .unwrap();
    assert_eq!(std::fs::read_to_string(path).unwrap(), "all of it");
}

#[test]
fn is_killed_when_the_body_does_not_complete() {
    for way in [Way::Fails, Way::Panics, Way::LeavesUnseen] {
        let child = shell("exec sleep 1000");
        let entry = entry(&child);
        let (ended, _) = capture_unraised(|| ended!(way, child));
        assert_ne!(ended, "Ok(())");
        assert!(!entry.exists(), "{way:?}");
    }
}

#[test]
fn is_killed_even_if_it_ignores_sigterm() {
    let child = shell("trap '' TERM; echo ready; while :; do sleep 0.01; done");
    let entry = entry(&child);
    let run = || -> Result<(), Oops> {
        with!(child as child => {
            let mut line = String::new();
            BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
            assert_eq!(line, "ready\n");
            let asked = shell(&format!("kill -TERM {}", child.id())).wait().unwrap();
            assert!(asked.success());
            assert!(child.try_wait().unwrap().is_none());
            return Err(Oops);
        })
        .unwrap();
        Ok(())
    };
    assert_eq!(run(), Err(Oops));
    assert!(!entry.exists());
}

#[test]
fn one_that_writes_more_than_the_pipe_holds_ends() {
    let child = shell("while :; do echo more; done 2>/dev/null");
    with!(child as child => {
        let mut some = [0; 5];
        child.stdout.as_mut().unwrap().read_exact(&mut some).unwrap();
        assert_eq!(&some, b"more\n");
    })
    .unwrap();
}

#[test]
fn one_that_reads_until_the_end_ends() {
    with!(shell("cat >/dev/null") => {}).unwrap();
}

#[test]
fn may_be_waited_for_in_the_body() {
    for fails in [false, true] {
        let child = shell("exit 3");
        let run = || -> io::Result<i32> {
            with!(child as child => {
                let code = child.wait()?.code();
                if fails {
                    return Err(io::Error::other(Oops));
                }
                code.unwrap()
            })
        };
        match run() {
            Ok(code) => assert_eq!((code, fails), (3, false)),
            Err(error) => assert_eq!((error.to_string(), fails), (String::from("oops"), true)),
        }
    }
}
