//! `#[context_manager(..)]` on types.

use std::cell::RefCell;

use scoped_core::{Outcome, Verdict, context_manager, with};

type Log = RefCell<Vec<String>>;

fn note(log: &Log, event: impl Into<String>) {
    log.borrow_mut().push(event.into());
}

#[derive(Debug, PartialEq)]
struct Full;

#[context_manager(enter = open -> Result<&mut Vec<T>, Full>, exit = close -> Result<(), Full>)]
#[derive(Debug)]
struct Pool<'l, T: Clone, const N: usize>
where
    T: PartialEq,
{
    log: &'l Log,
    items: Vec<T>,
}

impl<T: Clone + PartialEq, const N: usize> Pool<'_, T, N> {
    fn open(&mut self) -> Result<&mut Vec<T>, Full> {
        note(self.log, "open");
        if self.items.len() > N {
            Err(Full)
        } else {
            Ok(&mut self.items)
        }
    }

    fn close(self, outcome: Outcome<'_>) -> Result<(), Full> {
        note(self.log, format!("close {outcome}"));
        if self.items.len() > N {
            Err(Full)
        } else {
            Ok(())
        }
    }
}

#[test]
fn fallible_and_generic() {
    let log = Log::default();
    let pool = |items| Pool::<_, 2> { log: &log, items };
    assert_eq!(
        with!(pool(vec![1]) as items => { items.push(2); items.len() }),
        Ok(2)
    );
    assert_eq!(
        with!(pool(vec![1, 2]) as items => { items.push(3); }),
        Err(Full)
    );
    assert_eq!(
        with!(pool(vec![1, 2, 3]) as items => { items.push(3); }),
        Err(Full)
    );
    assert_eq!(
        log.take(),
        ["open", "close completed", "open", "close completed", "open"]
    );
}

macro_rules! exits {
    ($($name:ident { $($close:tt)* })*) => {$(
        mod $name {
            use super::{Log, Outcome, context_manager, note};

            #[context_manager(exit = close)]
            pub(super) enum Manager<'l> {
                One(&'l Log),
            }

            impl Manager<'_> {
                $($close)*

                fn note(&self, event: &str) {
                    let Self::One(log) = self;
                    note(log, event);
                }
            }

            /// Every signature mentions it, or not.
            const _: Option<Outcome<'static>> = None;
        }

        #[test]
        fn $name() {
            let log = Log::default();
            with!($name::Manager::One(&log) as manager => {
                let $name::Manager::One(log) = manager;
                note(log, "body");
            });
            assert_eq!(log.take(), ["body", "closed"]);
        }
    )*};
}

exits! {
    by_value { fn close(self) { self.note("closed"); } }
    by_value_told { fn close(self, outcome: Outcome<'_>) { assert!(outcome.is_success()); self.note("closed"); } }
    by_reference { fn close(&mut self) { self.note("closed"); } }
    by_reference_told { fn close(&mut self, outcome: Outcome<'_>) { assert!(outcome.is_success()); self.note("closed"); } }
    by_mut_value { fn close(mut self, _: Outcome<'_>) { self = Self::One(match self { Self::One(log) => log }); self.note("closed"); } }
}

#[context_manager(enter = begin -> Result<&str, String>, exit = end -> Verdict)]
struct Mixed(String);

impl Mixed {
    fn begin(&mut self) -> Result<&str, String> {
        self.0.strip_prefix("ok ").ok_or_else(|| self.0.clone())
    }

    fn end(&mut self) -> Verdict {
        Verdict::Suppress
    }
}

#[test]
fn mixed() {
    fn body(text: &str, fail: bool) -> Result<Option<usize>, String> {
        with!(Mixed(text.to_owned()) as rest => {
            if fail {
                return Err("dropped".to_owned());
            }
            rest.len()
        })
    }
    assert_eq!(body("ok abc", false), Ok(Some(3)));
    assert_eq!(body("ok abc", true), Ok(None));
    assert_eq!(body("no", false), Err("no".to_owned()));
}

#[context_manager(enter = value, exit = end -> ())]
struct Unit(bool);

impl Unit {
    fn value(&mut self) {
        self.0 = true;
    }

    fn end(self) {
        assert!(self.0);
    }
}

#[test]
fn nothing_is_lent() {
    with!(Unit(false) as () => {});
}
