//! An `async` function with `yield_!` does what the same function does without `async`.

mod support;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Debug, Display, Write as _};

use scoped_core::{ErrorObject, Outcome, context_manager, with, yield_};
use support::executor::{block_on, yield_now};

#[derive(Default)]
struct Log(RefCell<Vec<String>>);

impl Log {
    fn note(&self, event: impl Display) {
        self.0.borrow_mut().push(event.to_string());
    }
}

/// Notes when it is dropped.
struct Noisy<'l>(&'l Log, String);

impl<'l> Noisy<'l> {
    fn new(log: &'l Log, name: impl Display) -> Self {
        Self(log, name.to_string())
    }
}

impl Drop for Noisy<'_> {
    fn drop(&mut self) {
        self.0.note(format_args!("drop {}", self.1));
    }
}

/// An error with a source, which shows in `{:?}` what `{}` does not.
#[derive(Debug)]
struct Outer(std::num::ParseIntError);

impl Display for Outer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("outer")
    }
}

impl Error for Outer {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

fn outer(text: &str) -> Result<u8, Outer> {
    text.parse().map_err(Outer)
}

/// Makes two modules of one function: `plain`, and `awaiting`, where it is `async` and where `wait!()`
/// is pending once.
macro_rules! both {
    (
        fn $name:ident [$($generics:tt)*] ($($arguments:tt)*) $(-> $value:ty)?
        $(where [$($bounds:tt)*])? { $($body:tt)* }
    ) => {
        mod plain {
            use super::*;

            #[allow(unused_macros)]
            macro_rules! wait {
                () => {};
            }

            #[context_manager]
            pub fn $name<$($generics)*>($($arguments)*) $(-> $value)?
            $(where $($bounds)*)? { $($body)* }
        }

        mod awaiting {
            use super::*;

            #[allow(unused_macros)]
            macro_rules! wait {
                () => {
                    yield_now().await
                };
            }

            #[context_manager]
            pub async fn $name<$($generics)*>($($arguments)*) $(-> $value)?
            $(where $($bounds)*)? { $($body)* }
        }
    };
}

type Ended = Result<(), Box<dyn Error + Send + Sync>>;

/// How it ended, and what happened.
fn told(log: Log, ended: Ended) -> (Option<String>, Vec<String>) {
    (ended.err().map(|error| error.to_string()), log.0.take())
}

/// One test: the function, and blocks that use it. What is expected is what the plain one does.
macro_rules! same {
    (
        $test:ident: $function:tt
        $(|$log:ident| $manager:tt as $pattern:pat => $block:tt)+
    ) => {
        mod $test {
            use super::*;

            both! $function

            #[test]
            fn same() {
                $({
                    fn run($log: &Log) -> Ended {
                        use plain::*;
                        let value = with!($manager as $pattern => $block);
                        $log.note(format_args!("behind {value:?}"));
                        Ok(())
                    }
                    async fn run_awaiting($log: &Log) -> Ended {
                        use awaiting::*;
                        let value = with!(async $manager as $pattern => $block);
                        $log.note(format_args!("behind {value:?}"));
                        Ok(())
                    }
                    let log = Log::default();
                    let ended = run(&log);
                    let expected = told(log, ended);
                    assert_ne!(expected, (None, Vec::new()), "nothing to compare");
                    let log = Log::default();
                    let ended = block_on(run_awaiting(&log));
                    assert_eq!(told(log, ended), expected);
                })+
            }
        }
    };
}

same! {
    names_are_made_of_names: {
        fn layered['l](log: &'l Log, name: Noisy<'l>) -> Noisy<'l> {
            let name = Noisy::new(log, format!("{}!", name.1));
            wait!();
            let name = { let inner = name; wait!(); Noisy::new(log, format!("{}?", inner.1)) };
            let other = name;
            yield_!(other);
            let name = other.1.clone();
            wait!();
            log.note(name);
        }
    }
    |log| (layered(log, Noisy::new(log, "a"))) as noisy => { log.note(&noisy.1); noisy.1.push('.'); }
    |log| (layered(log, Noisy::new(log, "b"))) as noisy => { outer(&noisy.1)? }
}

same! {
    parts_of_a_struct: {
        fn parts['l](
            log: &'l Log,
            (first, mut rest): (Noisy<'l>, Vec<Noisy<'l>>),
            _unused: Noisy<'l>,
        ) -> Noisy<'l> {
            let popped = rest.pop();
            wait!();
            let [only] = <[Noisy<'l>; 1]>::try_from(std::mem::take(&mut rest)).ok().unwrap();
            yield_!(only);
            rest.push(Noisy::new(log, "late"));
            wait!();
            drop(popped);
            log.note(format_args!("teardown {} {}", first.1, rest.len()));
        }
    }
    |log| (parts(
        log,
        (Noisy::new(log, "first"), vec![Noisy::new(log, "only"), Noisy::new(log, "popped")]),
        Noisy::new(log, "unused"),
    )) as only => { log.note(&only.1); *only = Noisy::new(log, "changed"); }
}

same! {
    a_setup_that_loops_and_fails: {
        fn searching[](log: &Log, texts: &[&str]) -> Result<BTreeMap<u8, String>, Outer> {
            let mut found = BTreeMap::new();
            let parse = |text: &str| -> Result<u8, Outer> { Ok(outer(text)? + 1) };
            'texts: for text in texts {
                for part in text.split(',') {
                    let number = match part {
                        "" => continue 'texts,
                        "." => break 'texts,
                        "!" => return Err(outer("!").unwrap_err()),
                        part => parse(part)?,
                    };
                    wait!();
                    found.insert(number, part.to_owned());
                }
                log.note(text);
            }
            yield_!(found);
            wait!();
            for (key, text) in found {
                outer(&text)?;
                log.note(key);
            }
            Ok(())
        }
    }
    |log| (searching(log, &["1,2", "3,,4", "5,.", "6"])) as found => { found.len() }
    |log| (searching(log, &["1", "x"])) as found => { found.len() }
    |log| (searching(log, &["1,!"])) as found => { found.len() }
    |log| (searching(log, &["1"])) as found => { found.insert(9, "y".to_owned()); found.remove(&0) }
    |log| (searching(log, &["1"])) as found => { if found.len() == 1 { return Ok(()); } }
}

/// All that can be asked of an outcome but for the type of its error.
fn describe<E: ErrorObject>(outcome: Outcome<'_, E>) -> String {
    let mut text = format!(
        "{outcome} {outcome:?} {} {}",
        outcome.is_success(),
        outcome.is_failure()
    );
    let mut error = outcome.error();
    while let Some(current) = error {
        write!(text, "; {current} {current:?}").unwrap();
        error = current.source();
    }
    text
}

same! {
    everything_that_an_outcome_says: {
        fn asking[](log: &Log) {
            let before = "asked";
            let mut outcome = yield_!();
            wait!();
            log.note(format_args!("{before} {}", describe(outcome)));
            if let Outcome::Failed(failure) = outcome {
                wait!();
                log.note(failure);
                log.note(failure.error().is_some());
                outcome = Outcome::Completed;
            }
            wait!();
            drop(describe(outcome));
        }
    }
    |log| (asking(log)) as () => { 1 }
    |log| (asking(log)) as () => { Err::<(), _>(outer("x").unwrap_err()) }
    |log| (asking(log)) as () => { outer("x")? }
    |log| (asking(log)) as () => { if log.0.borrow().is_empty() { return Ok(()) } }
    |log| (asking(log)) as () => { Err::<u8, &str>("no error object") }
}

same! {
    a_return_is_a_success: {
        fn closing[](log: &Log) -> &Log {
            let outcome: Outcome<'_, _> = yield_!(log);
            wait!();
            log.note(describe(outcome));
        }
    }
    |log| (closing(log)) as _ => { if log.0.borrow().is_empty() { return { log.note("return"); Ok(()) } } }
}

same! {
    an_error_that_cannot_be_shared: {
        fn opening[](log: &Log) -> Result<(), Box<dyn Error>> {
            let outcome = yield_!();
            wait!();
            log.note(describe(outcome));
            Err("unraised".into())
        }
    }
    |log| (opening(log)) as () => { Err::<(), Box<dyn Error>>(Box::new(outer("y").unwrap_err())) }
    |log| (opening(log)) as () => { 1 }
}

same! {
    blocks_in_both_halves: {
        fn outermost['l](log: &'l Log, depth: u8) -> Result<Noisy<'l>, Outer> {
            let noisy = with!(super::super::Section(log, depth) as name => {
                wait!();
                if depth == 2 {
                    outer("deep")?;
                }
                Noisy::new(log, name)
            });
            yield_!(noisy);
            with!(super::super::Section(log, depth + 10) => {
                wait!();
                if depth == 1 {
                    return Ok(());
                }
                log.note(&noisy.1);
            });
            Ok(())
        }
    }
    |log| (outermost(log, 0)) as noisy => { noisy.1.push('.'); }
    |log| (outermost(log, 1)) as noisy => { noisy.1.len() }
    |log| (outermost(log, 2)) as noisy => { noisy.1.len() }
}

struct Section<'l>(&'l Log, u8);

#[context_manager]
impl Section<'_> {
    fn enter(&mut self) -> String {
        format!("section {}", self.1)
    }

    fn exit(self, outcome: Outcome<'_>) {
        self.0.note(format_args!("{} {outcome}", self.1));
    }
}

same! {
    generics_and_closures: {
        fn mapped['l, T, U: Display, const N: usize](
            log: &'l Log,
            values: [T; N],
            mut change: impl FnMut(T) -> U,
            at_the_end: Option<Box<dyn FnOnce(&[U]) -> usize + 'l>>,
        ) -> [U; N]
        where [T: Clone + 'l]
        {
            let changed = values.clone().map(&mut change);
            yield_!(changed);
            wait!();
            for value in values {
                log.note(change(value));
            }
            if let Some(at_the_end) = at_the_end {
                wait!();
                log.note(at_the_end(&changed));
            }
        }
    }
    |log| (mapped(log, ["a", "b"], |text| format!("{text}{text}"), None)) as [a, b] => { a.push_str(b); }
    |log| (mapped(log, [1, 2, 3], |n| n + 1, Some(Box::new(|all| all.len())))) as all => { all[0] }
}

same! {
    what_is_lent_by_reference: {
        fn halves['s](log: &Log, bytes: &'s mut [u8]) -> &'s mut [u8] {
            let (left, right) = bytes.split_at_mut(2);
            right.fill(7);
            wait!();
            yield_!(left);
            wait!();
            log.note(format_args!("{left:?} {right:?}"));
        }
    }
    |log| (halves(log, &mut [1, 2, 3])) as left => { left.reverse(); }
    |log| (halves(log, &mut [1, 2])) as left => { left[0] = 9; outer("z")?; }
    |log| (halves(log, &mut [1, 2])) as left => { left.swap(0, 1); }
}

same! {
    values_that_are_gone_on_some_paths: {
        fn sometimes['l](log: &'l Log, give: bool, other: Option<Noisy<'l>>) -> Option<Noisy<'l>> {
            let slot;
            let mut kept = other;
            if give {
                wait!();
                drop(kept.take());
            }
            slot = Noisy::new(log, "slot");
            let _ = yield_!(kept);
            wait!();
            log.note(kept.is_some());
            if give {
                return;
            }
            drop(slot);
            log.note("end");
        }
    }
    |log| (sometimes(log, true, Some(Noisy::new(log, "given")))) as kept => { kept.is_some() }
    |log| (sometimes(log, false, Some(Noisy::new(log, "kept")))) as kept => { drop(kept.take()) }
}

same! {
    an_implementation_of_a_trait: {
        fn lines['t](log: &Log, text: &'t str, skip: impl Fn(&str) -> bool) -> impl DoubleEndedIterator<Item = &'t str> + Debug {
            let lines = text.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>();
            wait!();
            yield_!(lines.into_iter());
            wait!();
            log.note(skip(text));
        }
    }
    |log| (lines(log, "a\n\nb", |text| text.is_empty())) as lines => { lines.next_back() }
    |log| (lines(log, "", |text| text.is_empty())) as lines => { lines.next().ok_or("none")?.len() }
    |log| (lines(log, "c", str::is_empty)) as lines => { lines.count() }
}
