//! One of two managers.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};

use scoped_core::{Either, Outcome, Verdict, closing, nullcontext, on_exit, with};

use crate::{Way, ended};

/// Python's `with open(path) if path else nullcontext(text) as input`.
fn first_line(path: Option<&str>, text: &[u8]) -> io::Result<String> {
    let input = match path {
        Some(path) => Either::Left(closing(BufReader::new(File::open(path)?))),
        None => Either::Right(nullcontext(text)),
    };
    let mut line = String::new();
    with!(input as mut input => { input.read_line(&mut line)?; });
    Ok(line)
}

#[test]
fn reads_from_whichever_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("text");
    fs::write(&path, "file\nmore\n").unwrap();
    assert_eq!(first_line(path.to_str(), b"").unwrap(), "file\n");
    assert_eq!(first_line(None, b"bytes\nmore\n").unwrap(), "bytes\n");
    assert!(first_line(Some("/no such file"), b"").is_err());
}

#[test]
fn reads_and_writes_are_those_of_the_value() {
    let mut left = Either::<&[u8], io::Empty>::Left(b"abc");
    let mut buffer = [0; 2];
    assert_eq!(left.read(&mut buffer).unwrap(), 2);
    assert_eq!(left.fill_buf().unwrap(), b"c");
    let mut right = Either::<io::Sink, Vec<u8>>::Right(Vec::new());
    right.write_all(b"abc").unwrap();
    right.flush().unwrap();
    assert!(matches!(right, Either::Right(written) if written == b"abc"));
}

#[test]
fn the_one_that_was_chosen_is_told() {
    for left in [true, false] {
        let log = RefCell::new(Vec::new());
        let callback = |name: &'static str| {
            let log = &log;
            on_exit(move |outcome: Outcome<'_>| log.borrow_mut().push(format!("{name} {outcome}")))
        };
        let chosen = if left {
            Either::Left(callback("left"))
        } else {
            Either::Right(callback("right"))
        };
        assert_eq!(ended!(Way::Fails, chosen), "failed");
        let name = if left { "left" } else { "right" };
        assert_eq!(*log.borrow(), [format!("{name} failed: oops")]);
    }
}

#[test]
fn may_do_what_either_may() {
    let fails = |left| {
        if left {
            Either::Left(on_exit(|_| Err::<(), _>("full")))
        } else {
            Either::Right(on_exit(|_| Verdict::Suppress))
        }
    };
    assert_eq!(ended!(Way::Succeeds, fails(true)), "Err(\"full\")");
    assert_eq!(ended!(Way::Succeeds, fails(false)), "Ok(Some(()))");
    assert_eq!(ended!(Way::Fails, fails(false)), "Ok(None)");
}

#[test]
fn the_error_of_the_second_becomes_that_of_the_first() {
    let fails = |left| {
        if left {
            Either::Left(on_exit(|_| Err::<(), _>(String::from("left"))))
        } else {
            Either::Right(on_exit(|_| Err::<(), _>("right")))
        }
    };
    assert_eq!(with!(fails(true) => {}), Err(String::from("left")));
    assert_eq!(with!(fails(false) => {}), Err(String::from("right")));
}

#[test]
fn values_of_one_type_come_out() {
    for own in [true, false] {
        let numbers = if own {
            Either::Left(closing(vec![1]))
        } else {
            Either::Right(nullcontext(vec![1]))
        };
        let length = with!(numbers as numbers => { numbers.into_inner().len() });
        assert_eq!(length, 1);
    }
}
