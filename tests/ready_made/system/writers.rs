//! Files, and what writes to them through a buffer.

use std::fs::{self, File};
use std::io::{self, BufWriter, LineWriter, Write as _};
use std::os::fd::AsRawFd as _;
use std::path::Path;

use scoped_core::{capture_unraised, with};

use crate::Oops;

/// A device that has no room.
fn full() -> File {
    File::options().write(true).open("/dev/full").unwrap()
}

/// Whether this process has a file open at this number.
fn is_open(number: i32, path: &Path) -> bool {
    fs::read_link(format!("/proc/self/fd/{number}")).is_ok_and(|open| open == path)
}

#[test]
fn a_file_is_lent_and_closed() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().canonicalize().unwrap().join("text");
    let number = with!(File::create(&path).unwrap() as file => {
        file.write_all(b"text").unwrap();
        assert!(is_open(file.as_raw_fd(), &path));
        file.as_raw_fd()
    });
    assert!(!is_open(number, &path));
    assert_eq!(fs::read(&path).unwrap(), b"text");
}

#[test]
fn a_buffer_is_flushed() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("text");
    with!(BufWriter::new(File::create(&path).unwrap()) as out => {
        out.write_all(b"text").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"");
    })
    .unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"text");
}

#[test]
fn a_buffer_is_flushed_when_the_body_fails_too() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("text");
    let run = || -> io::Result<()> {
        with!(BufWriter::new(File::create(&path)?) as out => {
            out.write_all(b"half of it")?;
            return Err(io::Error::other(Oops));
        })
    };
    assert!(run().unwrap_err().get_ref().unwrap().is::<Oops>());
    assert_eq!(fs::read(&path).unwrap(), b"half of it");
}

#[test]
fn the_error_of_a_flush_reaches_the_caller() {
    let buffered = with!(BufWriter::new(full()) as out => { out.write_all(b"text").unwrap(); });
    assert_eq!(buffered.unwrap_err().kind(), io::ErrorKind::StorageFull);
    let lines = with!(LineWriter::new(full()) as out => { out.write_all(b"text").unwrap(); });
    assert_eq!(lines.unwrap_err().kind(), io::ErrorKind::StorageFull);
}

#[test]
fn a_return_is_given_up_for_the_error_of_a_flush() {
    let run = || -> io::Result<u32> {
        with!(BufWriter::new(full()) as out => {
            out.write_all(b"text")?;
            return Ok(1);
        })
    };
    assert_eq!(run().unwrap_err().kind(), io::ErrorKind::StorageFull);
}

#[test]
fn the_error_of_the_body_comes_before_that_of_a_flush() {
    let run = || -> Result<(), Oops> {
        with!(BufWriter::new(full()) as out => {
            out.write_all(b"text").unwrap();
            return Err(Oops);
        })
        .unwrap();
        Ok(())
    };
    let (result, unraised) = capture_unraised(run);
    assert_eq!(result, Err(Oops));
    assert_eq!(unraised.len(), 1);
    assert!(unraised[0].error().contains("StorageFull"), "{unraised:?}");
}

#[test]
fn lines_are_written_as_they_end() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("text");
    with!(LineWriter::new(File::create(&path).unwrap()) as out => {
        out.write_all(b"one\ntwo").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"one\n");
    })
    .unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"one\ntwo");
}

#[test]
fn what_is_written_to_may_be_borrowed() {
    let mut bytes = Vec::new();
    with!(BufWriter::new(&mut bytes) as out => { out.write_all(b"text").unwrap(); }).unwrap();
    assert_eq!(bytes, b"text");
}
