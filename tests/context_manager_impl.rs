//! `#[context_manager]` on impl blocks.

use std::cell::RefCell;
use std::fmt::Debug;
use std::io;

use scoped_core::{ContextManager, Exit, Outcome, Verdict, context_manager, with};

type Log = RefCell<Vec<String>>;

fn note(log: &Log, event: impl Into<String>) {
    log.borrow_mut().push(event.into());
}

struct Plain<'l> {
    log: &'l Log,
    uses: u32,
}

#[context_manager]
impl<'l> Plain<'l> {
    const LIMIT: u32 = 9;

    fn new(log: &'l Log) -> Self {
        Self { log, uses: 0 }
    }

    /// Lends the number of uses.
    fn enter(&mut self) -> &mut u32 {
        note(self.log, "enter");
        if self.uses > Self::LIMIT {
            return &mut self.uses;
        }
        self.uses += 1;
        &mut self.uses
    }

    fn exit(self, outcome: Outcome<'_>) {
        note(self.log, format!("exit {outcome} {}", self.uses));
    }
}

#[test]
fn plain() {
    let log = Log::default();
    let two = with!(Plain::new(&log) as uses => { *uses += 1; note(&log, "body"); *uses });
    assert_eq!(two, 2);
    assert_eq!(log.take(), ["enter", "body", "exit completed 2"]);
}

struct Reusable<'l>(&'l Log, bool);

#[context_manager]
impl Reusable<'_> {
    fn enter(&mut self) -> Result<(), io::Error> {
        note(self.0, "enter");
        if self.1 {
            return Err(io::Error::other("not entered"));
        }
        Ok(())
    }

    fn exit(&mut self) {
        note(self.0, "exit");
    }
}

#[test]
fn by_reference_and_by_value() {
    let log = Log::default();
    let mut manager = Reusable(&log, false);
    with!(&mut manager => { note(&log, "first"); }).unwrap();
    with!(&mut manager => { note(&log, "second"); }).unwrap();
    manager.1 = true;
    let error = with!(manager => { note(&log, "third"); }).unwrap_err();
    assert_eq!(error.to_string(), "not entered");
    assert_eq!(
        log.take(),
        ["enter", "first", "exit", "enter", "second", "exit", "enter"]
    );
}

struct Itself {
    uses: u32,
}

#[context_manager]
impl Itself {
    fn exit(&mut self) -> Result<(), String> {
        if self.uses > 1 {
            Err(format!("{} uses", self.uses))
        } else {
            Ok(())
        }
    }
}

#[test]
fn without_enter_the_manager_is_lent() {
    let mut manager = Itself { uses: 0 };
    assert_eq!(with!(&mut manager as it => { it.uses += 1; 'x' }), Ok('x'));
    assert_eq!(
        with!(manager as it => { it.uses += 1; 'x' }),
        Err("2 uses".to_owned())
    );
}

struct Suppress<E>(E);

#[context_manager]
impl<E: PartialEq<str> + Debug> Suppress<E>
where
    E: Clone,
{
    fn enter<'s>(&'s mut self) -> &'s E {
        &self.0
    }

    fn exit(self, outcome: Outcome<'_>) -> Verdict {
        match outcome.error() {
            Some(error) if self.0 == *error.to_string() => Verdict::Suppress,
            _ => Verdict::Propagate,
        }
    }
}

#[test]
fn verdicts() {
    fn body(fail: &str) -> io::Result<Option<u8>> {
        let value = with!(Suppress("known".to_owned()) as name => {
            assert_eq!(name, "known");
            if !fail.is_empty() {
                Err(io::Error::other(fail))?;
            }
            7
        });
        Ok(value)
    }
    assert_eq!(body("").unwrap(), Some(7));
    assert_eq!(body("known").unwrap(), None);
    assert_eq!(body("other").unwrap_err().to_string(), "other");
}

struct Mixed(Result<u8, u8>);

#[context_manager]
impl Mixed {
    fn enter(&mut self) -> Result<u8, u8> {
        let value = self.0?;
        Ok(value)
    }

    fn exit(self) -> Verdict {
        Verdict::Suppress
    }
}

#[test]
fn a_verdict_beside_a_fallible_enter() {
    let mixed: Result<Option<u8>, u8> = with!(Mixed(Ok(1)) as v => { v });
    assert_eq!(mixed, Ok(Some(1)));
    assert_eq!(with!(Mixed(Err(2)) as v => { v }), Err(2));
}

struct Wrapper<'b, T, const N: usize>(&'b mut [T; N]);

struct Ends<'a, T>(&'a mut T, &'a mut T);

#[context_manager]
impl<'b, T: Clone, const N: usize> Wrapper<'b, T, N> {
    fn enter(&mut self) -> Option<Ends<'_, T>> {
        let [first, .., last] = &mut self.0[..] else {
            return None;
        };
        Some(Ends(first, last))
    }

    fn exit(mut self) {
        self = Self(self.0);
        self.0.reverse();
    }
}

#[test]
fn generics_and_lifetimes() {
    let mut numbers = [1, 2, 3];
    with!(Wrapper(&mut numbers) as ends => {
        let Ends(first, last) = ends.unwrap();
        std::mem::swap(first, last);
        *last = 9;
    });
    assert_eq!(numbers, [9, 2, 3]);
}

/// `'this` is what rustc proposes where a lifetime is hidden.
struct Suggested(String);

#[context_manager]
impl Suggested {
    fn enter(&mut self) -> std::str::Chars<'this> {
        self.0.chars()
    }

    fn exit(self) {}
}

#[test]
fn the_suggested_lifetime_is_understood() {
    assert_eq!(
        with!(Suggested("ab".to_owned()) as chars => { chars.count() }),
        2
    );
}

struct Callbacks;

#[context_manager]
impl Callbacks {
    fn enter(&mut self) -> Box<dyn Fn(&str) -> &str + '_> {
        Box::new(|text| &text[1..])
    }

    #[expect(clippy::needless_arbitrary_self_type, reason = "it is understood")]
    fn exit(self: Self, _: Outcome) {}
}

#[test]
fn elision_inside_a_function_type_is_its_own() {
    assert_eq!(with!(Callbacks as tail => { tail("abc").len() }), 2);
}

#[test]
#[should_panic(expected = "in enter")]
fn enter_may_diverge() {
    struct Panics;

    #[context_manager]
    impl Panics {
        fn enter(&mut self) -> u8 {
            panic!("in enter")
        }

        fn exit(self) {
            unreachable!("it was never entered")
        }
    }

    with!(Panics as v => { v });
}

#[allow(dead_code)]
#[cfg(test)]
mod carried {
    use super::context_manager;

    pub(super) struct Only;

    #[context_manager]
    #[cfg(not(test))]
    impl Only {
        fn exit(self) -> Missing {}
    }

    #[context_manager]
    #[cfg(test)]
    impl Only {
        #[inline]
        pub(super) fn exit(self) {}

        #[cfg(not(test))]
        fn gone(&self) -> Missing {}
    }
}

#[test]
fn cfg_is_carried() {
    with!(carried::Only => {});
    fn exit_of<M: ContextManager<Exit = ()>>(_: &M) {}
    exit_of(&carried::Only);
    fn error_of<M: ContextManager<Exit: Exit<Error = io::Error>>>(_: &M) {}
    error_of(&Reusable(&Log::default(), true));
}

/// A manager whose methods depend on the configuration.
struct Configured(Vec<&'static str>);

#[context_manager]
impl Configured {
    #[cfg(not(any()))]
    fn enter(&mut self) -> &mut Vec<&'static str> {
        self.0.push("entered");
        &mut self.0
    }

    fn log(self) -> Vec<&'static str> {
        self.0
    }

    #[cfg(any())]
    fn exit(self) -> Result<(), MissingHere> {
        Err(MissingHere)
    }

    #[cfg(not(any()))]
    fn exit(&mut self) {
        self.0.push("exited");
    }
}

struct Opened(u8);

#[context_manager]
impl Opened {
    #[cfg(any())]
    fn enter(&mut self) -> u8 {
        self.0
    }

    fn exit(self) {}
}

#[test]
fn methods_under_a_configuration() {
    let mut manager = Configured(Vec::new());
    let length = with!(&mut manager as log => { log.len() });
    assert_eq!(length, 1);
    assert_eq!(manager.log(), ["entered", "exited"]);
    assert_eq!(with!(Opened(3) as opened => { opened.0 }), 3);
}
