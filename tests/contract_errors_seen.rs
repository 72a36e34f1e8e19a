//! Which error objects `exit` sees, and what it finds along their sources.

mod support;

use std::convert::Infallible;
use std::error::Error;

use scoped_core::{ContextManager, Outcome, with};
use support::errors::{App, fail};
use support::{Oops, note, recorded, yes};

/// Writes down which errors it sees: the function's own, the one it wraps, and the wrapped one by `find`.
struct Looks;

impl ContextManager for Looks {
    type Value<'a> = ();
    type Exit = ();

    fn enter(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn exit(self, outcome: Outcome<'_>) {
        let app = outcome.downcast_ref::<App>().is_some();
        let oops = outcome.downcast_ref::<Oops>().is_some();
        let found = outcome.find::<Oops>();
        note(format!("app {app}, oops {oops}, found {found:?}"));
    }
}

#[test]
fn exit_sees_an_error_of_the_functions_own_and_what_it_wraps() {
    fn run() -> Result<u32, App> {
        Ok(with!(Looks => { fail(1)? }))
    }

    assert_eq!(
        recorded(run).log,
        ["app true, oops false, found Some(Oops(1))"]
    );
}

#[test]
fn exit_sees_the_error_in_a_box_and_what_it_says() {
    struct Reads;

    impl ContextManager for Reads {
        type Value<'a> = ();
        type Exit = ();

        fn enter(&mut self) -> Result<(), Infallible> {
            Ok(())
        }

        fn exit(self, outcome: Outcome<'_>) {
            let mut error = outcome.error();
            while let Some(current) = error {
                note(format!("{current} {current:?}"));
                error = current.source();
            }
            note(format!("{:?}", outcome.find::<App>().is_some()));
        }
    }

    fn run() -> Result<u32, Box<dyn Error>> {
        with!(Reads => { if yes() { return Err(App::Oops(Oops(2)).into()); } });
        Ok(1)
    }

    let app = App::Oops(Oops(2));
    let oops = app.source().expect("it has a source");
    assert_eq!(
        recorded(run).log,
        [
            format!("{app} {app:?}"),
            format!("{oops} {oops:?}"),
            "true".to_owned()
        ]
    );
}

/// The error type of most small programs, and a manager that drops one kind of it.
#[test]
fn a_kind_of_error_in_a_box_is_suppressed() {
    use std::io;

    use scoped_core::Verdict;

    struct Missing;

    impl ContextManager for Missing {
        type Value<'a> = ();
        type Exit = Verdict;

        fn enter(&mut self) -> Result<(), Infallible> {
            Ok(())
        }

        fn exit(self, outcome: Outcome<'_>) -> Verdict {
            let error = outcome.downcast_ref::<io::Error>();
            if error.is_some_and(|error| error.kind() == io::ErrorKind::NotFound) {
                Verdict::Suppress
            } else {
                Verdict::Propagate
            }
        }
    }

    fn open(kind: io::ErrorKind) -> Result<Option<u32>, Box<dyn Error>> {
        let read = with!(Missing => {
            if yes() { Err(io::Error::from(kind))?; }
            1
        });
        Ok(read)
    }

    fn tail(kind: io::ErrorKind) -> Option<Result<u32, Box<dyn Error>>> {
        with!(Missing => { Err(io::Error::from(kind).into()) })
    }

    assert!(matches!(open(io::ErrorKind::NotFound), Ok(None)));
    assert!(open(io::ErrorKind::BrokenPipe).is_err());
    assert!(tail(io::ErrorKind::NotFound).is_none());
    assert!(matches!(tail(io::ErrorKind::BrokenPipe), Some(Err(_))));
}

/// It is no `Sync`, and lent itself all the same: only an async exit needs what may cross threads.
#[test]
fn exit_sees_an_error_that_stays_in_its_thread() {
    use std::cell::Cell;
    use std::fmt;

    #[derive(Debug)]
    struct Counted(Cell<u32>);

    impl fmt::Display for Counted {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "counted {}", self.0.get())
        }
    }

    impl Error for Counted {}

    struct Counts;

    impl ContextManager for Counts {
        type Value<'a> = ();
        type Exit = ();

        fn enter(&mut self) -> Result<(), Infallible> {
            Ok(())
        }

        fn exit(self, outcome: Outcome<'_>) {
            let counted = outcome.downcast_ref::<Counted>().expect("it is the error");
            counted.0.set(counted.0.get() + 1);
        }
    }

    fn run() -> Result<u32, Counted> {
        with!(Counts, Counts => { Err(Counted(Cell::new(1)))? });
        Ok(1)
    }

    assert_eq!(run().unwrap_err().0.get(), 3);
}

#[test]
fn exit_sees_the_error_in_a_box_that_is_send_and_sync() {
    fn run() -> Result<u32, Box<dyn Error + Send + Sync>> {
        with!(Looks => { if yes() { return Err(App::Oops(Oops(3)).into()); } });
        Ok(1)
    }

    assert_eq!(
        recorded(run).log,
        ["app true, oops false, found Some(Oops(3))"]
    );
}

#[test]
fn exit_sees_the_error_in_an_anyhow_error() {
    fn run() -> anyhow::Result<u32> {
        with!(Looks => { Err(App::Oops(Oops(4)).into()) })
    }

    assert_eq!(
        recorded(run).log,
        ["app true, oops false, found Some(Oops(4))"]
    );
}

#[test]
fn exit_sees_the_error_in_an_eyre_report() {
    fn run() -> eyre::Result<u32> {
        with!(Looks => { Err(App::Oops(Oops(5)))? })
    }

    assert_eq!(
        recorded(run).log,
        ["app true, oops false, found Some(Oops(5))"]
    );
}
