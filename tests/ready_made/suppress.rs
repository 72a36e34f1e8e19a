//! What is suppressed, and what is not.

use std::error::Error;
use std::fmt;
use std::io;
use std::num::ParseIntError;
use std::sync::Arc;

use scoped_core::{Verdict, context_manager, suppress, suppress_if, with, yield_};

use crate::{Oops, Way, ended};

/// An error around another one.
#[derive(Debug)]
struct Around<E>(E);

impl<E: fmt::Debug> fmt::Display for Around<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("around")
    }
}

impl<E: Error + 'static> Error for Around<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

/// Whether a manager suppresses an error with which the body leaves.
macro_rules! suppresses {
    ($manager:expr, $error:expr => $type:ty) => {{
        let run = || -> Result<bool, $type> {
            let with = with!($manager => { Err::<(), $type>($error)?; });
            Ok(with.is_none())
        };
        run().unwrap_or(false)
    }};
}

#[test]
fn a_success_stays() {
    assert_eq!(ended!(Way::Succeeds, suppress::<Oops>()), "Some(())");
}

#[test]
fn a_panic_goes_on() {
    assert_eq!(ended!(Way::Panics, suppress::<Oops>()), "panicked");
}

#[test]
fn the_error_itself() {
    assert_eq!(ended!(Way::Fails, suppress::<Oops>()), "None");
    assert_eq!(ended!(Way::Fails, suppress::<ParseIntError>()), "failed");
}

#[test]
fn along_the_sources() {
    assert!(suppresses!(suppress::<Oops>(), Around(Oops) => Around<Oops>));
    assert!(suppresses!(suppress::<Oops>(), Around(Around(Oops)) => Around<Around<Oops>>));
    assert!(!suppresses!(suppress::<fmt::Error>(), Around(Oops) => Around<Oops>));
}

#[test]
fn in_boxes() {
    assert!(suppresses!(suppress::<Oops>(), Oops.into() => Box<dyn Error>));
    assert!(suppresses!(suppress::<Oops>(), Oops.into() => Box<dyn Error + Send + Sync>));
    assert!(suppresses!(suppress::<Oops>(), Around(Oops).into() => Box<dyn Error>));
    assert!(suppresses!(suppress::<Oops>(), Box::new(Oops) => Box<Oops>));
    assert!(suppresses!(suppress::<Oops>(), Arc::new(Oops) => Arc<Oops>));
    assert!(suppresses!(suppress::<Oops>(), Around(Box::new(Oops)) => Around<Box<Oops>>));
    assert!(!suppresses!(suppress::<Oops>(), fmt::Error.into() => Box<dyn Error>));
}

#[test]
fn in_an_io_error() {
    assert!(suppresses!(suppress::<Oops>(), io::Error::other(Oops) => io::Error));
    assert!(suppresses!(suppress::<Oops>(), io::Error::other(Around(Oops)) => io::Error));
    assert!(suppresses!(suppress::<Oops>(), io::Error::other(Box::new(Oops)) => io::Error));
    assert!(suppresses!(suppress::<Oops>(), io::Error::other(io::Error::other(Oops)) => io::Error));
    assert!(!suppresses!(suppress::<Oops>(), io::ErrorKind::NotFound.into() => io::Error));
}

#[test]
fn through_anyhow_and_eyre() {
    let anyhow = || anyhow::Error::new(Oops);
    assert!(suppresses!(suppress::<Oops>(), anyhow() => anyhow::Error));
    assert!(suppresses!(suppress::<Oops>(), anyhow().context("while loading") => anyhow::Error));
    assert!(!suppresses!(suppress::<Oops>(), anyhow::anyhow!("oops") => anyhow::Error));
    let eyre = || eyre::Report::new(Oops);
    assert!(suppresses!(suppress::<Oops>(), eyre() => eyre::Report));
    assert!(suppresses!(suppress::<Oops>(), eyre().wrap_err("while loading") => eyre::Report));
}

#[test]
fn not_what_is_no_error() {
    assert!(!suppresses!(suppress::<Oops>(), String::from("oops") => String));
}

#[test]
fn the_value_of_a_result_as_well_as_a_jump() {
    let with = with!(suppress::<Oops>() => { Err::<(), Oops>(Oops) });
    assert_eq!(with, None);
    let with = with!(suppress::<Oops>() => { Err::<(), fmt::Error>(fmt::Error) });
    assert_eq!(with, Some(Err(fmt::Error)));
}

#[test]
fn goes_on_behind_the_block() {
    fn sum(words: &[&str]) -> Result<u32, ParseIntError> {
        let mut sum = 0;
        for word in words {
            with!(suppress::<ParseIntError>() => { sum += word.parse::<u32>()?; });
        }
        Ok(sum)
    }
    assert_eq!(sum(&["1", "two", "3"]), Ok(4));
}

#[test]
fn on_a_condition() {
    let missing = || suppress_if(|error: &io::Error| error.kind() == io::ErrorKind::NotFound);
    assert!(suppresses!(missing(), io::ErrorKind::NotFound.into() => io::Error));
    assert!(!suppresses!(missing(), io::ErrorKind::TimedOut.into() => io::Error));
    assert!(suppresses!(missing(), Around(io::ErrorKind::NotFound.into()) => Around<io::Error>));
    assert!(!suppresses!(missing(), Oops => Oops));
}

#[test]
fn a_condition_is_asked_of_errors_only() {
    let never = || suppress_if(|_: &Oops| panic!("there is none"));
    assert_eq!(ended!(Way::Succeeds, never()), "Some(())");
    assert_eq!(ended!(Way::Panics, never()), "panicked");
}

#[test]
fn can_be_used_again() {
    let quiet = suppress::<Oops>();
    for _ in 0..2 {
        assert_eq!(ended!(Way::Fails, quiet), "None");
    }
}

/// Runs as a coroutine, which knows the error from a copy.
#[context_manager]
fn quiet(with_branch: bool) -> Verdict {
    let ended = with!(suppress::<Oops>() => {
        if with_branch {
            yield_!();
        }
    });
    if ended.is_none() {
        Verdict::Suppress
    } else {
        Verdict::Propagate
    }
}

#[test]
fn not_what_is_a_copy() {
    assert_eq!(ended!(Way::Fails, quiet(true)), "failed");
}
