//! `#[context_manager(exit = ..)]` on types.

use super::managers::{Log, Oops, Trouble};
use crate::scoped::{Outcome, Verdict, context_manager, with};

/// Is generic in every way.
#[context_manager(
    crate = crate::scoped,
    enter = open -> Result<&mut [T; N], Trouble>,
    exit = close -> Result<(), Trouble>,
)]
#[derive(Clone)]
struct Pool<'l, T: Clone, const N: usize>
where
    [T; N]: PartialEq,
{
    log: &'l Log,
    /// The items that are lent.
    items: [T; N],
    trouble: Option<Trouble>,
}

impl<T: Clone, const N: usize> Pool<'_, T, N>
where
    [T; N]: PartialEq,
{
    fn open(&mut self) -> Result<&mut [T; N], Trouble> {
        self.log.note(format_args!("open"));
        match self.trouble {
            Some(Trouble::Enter) => Err(Trouble::Enter),
            _ => Ok(&mut self.items),
        }
    }

    fn close(self, outcome: Outcome<'_>) -> Result<(), Trouble> {
        self.log.note(format_args!("close {outcome}"));
        self.trouble.map_or(Ok(()), Err)
    }
}

/// Lends itself; takes the manager.
#[context_manager(exit = close, crate = crate::scoped)]
enum ByValue<'l> {
    One(&'l Log),
}

impl ByValue<'_> {
    fn close(self) {
        let Self::One(log) = self;
        log.note(format_args!("close"));
    }
}

/// Lends itself; borrows the manager.
#[context_manager(exit = close -> (), crate = crate::scoped)]
pub(crate) enum ByRef<'l, T> {
    One(&'l Log),
    Two { log: &'l Log, count: T },
}

impl<T: Copy + Into<u32>> ByRef<'_, T> {
    const fn log(&self) -> &Log {
        match self {
            Self::One(log) | Self::Two { log, .. } => log,
        }
    }
}

impl<T> ByRef<'_, T> {
    fn close(&mut self) {
        match self {
            Self::One(log) => log.note(format_args!("close one")),
            Self::Two { log, .. } => log.note(format_args!("close two")),
        }
    }
}

/// Lends a reference; borrows the manager, is told, and suppresses.
#[context_manager(crate = crate::scoped, enter = begin -> &str, exit = end -> Verdict)]
struct Suppresses(&'static str);

impl Suppresses {
    const fn begin(&self) -> &str {
        self.0
    }

    const fn end(&mut self, outcome: Outcome<'_>) -> Verdict {
        if outcome.is_failure() && !self.0.is_empty() {
            Verdict::Suppress
        } else {
            Verdict::Propagate
        }
    }
}

/// Lends a value with a lifetime; fails or suppresses.
#[context_manager(
    crate = crate::scoped,
    enter = begin -> Result<core::str::Chars<'_>, Trouble>,
    exit = end -> Result<Verdict, Trouble>
)]
struct Chooses(&'static str);

impl Chooses {
    fn begin(&self) -> Result<core::str::Chars<'_>, Trouble> {
        self.0
            .strip_prefix("ok")
            .map(str::chars)
            .ok_or(Trouble::Enter)
    }

    fn end(mut self, _: Outcome<'_>) -> Result<Verdict, Trouble> {
        self.0 = self.0.get(2..).unwrap_or_default();
        if self.0.is_empty() {
            Err(Trouble::Exit)
        } else {
            Ok(Verdict::Suppress)
        }
    }
}

/// A verdict beside an `enter` that may fail.
#[context_manager(crate = crate::scoped, enter = begin -> Result<u8, Trouble>, exit = end -> Verdict)]
struct Mixed(Result<u8, Trouble>);

impl Mixed {
    const fn begin(&self) -> Result<u8, Trouble> {
        self.0
    }

    const fn end(self) -> Verdict {
        match self.0 {
            Ok(0) => Verdict::Propagate,
            _ => Verdict::Suppress,
        }
    }
}

/// Lends nothing.
#[context_manager(crate = crate::scoped, enter = begin, exit = end -> Result<(), Trouble>)]
struct Nothing(bool);

impl Nothing {
    const fn begin(&mut self) {
        self.0 = true;
    }

    const fn end(self) -> Result<(), Trouble> {
        if self.0 { Ok(()) } else { Err(Trouble::Exit) }
    }
}

fn pools(log: &Log, trouble: Option<Trouble>) -> Result<u32, Trouble> {
    let pool = Pool {
        log,
        items: [1, 2],
        trouble,
    };
    assert_eq!(pool.clone().items, [1, 2]);
    with!(pool as items => {
        items.reverse();
        items.iter().sum()
    })
}

fn closes(log: &Log) -> bool {
    with!(ByValue::One(log) as ByValue::One(log), ByRef::<u8>::One(log) as one => {
        one.log().note(format_args!("body"));
    });
    let two = ByRef::Two { log, count: 3_u8 };
    with!(two as two => {
        if let ByRef::Two { count, .. } = two {
            *count += 1;
        }
        matches!(two, ByRef::Two { count: 4, .. })
    })
}

fn suppresses(name: &'static str) -> Result<Option<usize>, Oops> {
    let value = with!(Suppresses(name) as name => {
        if name.len() < 2 {
            Err(Oops)?;
        }
        name.len()
    });
    Ok(value)
}

fn chooses(text: &'static str) -> Result<Option<Result<char, Oops>>, Trouble> {
    with!(Chooses(text) as mut letters => { letters.next().ok_or(Oops) })
}

pub(super) fn run() {
    Log::check(
        |log| [None, Some(Trouble::Enter), Some(Trouble::Exit)].map(|trouble| pools(log, trouble)),
        &[Ok(3), Err(Trouble::Enter), Err(Trouble::Exit)],
        "open, close completed, open, open, close completed",
    );
    Log::check(closes, &true, "body, close one, close, close two");
    assert_eq!(suppresses("ab"), Ok(Some(2)));
    assert_eq!(suppresses("a"), Ok(None));
    assert_eq!(suppresses(""), Err(Oops));
    assert_eq!(chooses("ok a"), Ok(Some(Ok(' '))));
    assert_eq!(chooses("ok"), Ok(Some(Err(Oops))));
    assert_eq!(chooses("no"), Err(Trouble::Enter));
    assert_eq!(with!(Mixed(Ok(1)) as one => { one }), Ok(Some(1)));
    assert_eq!(
        with!(Mixed(Err(Trouble::Enter)) as one => { one }),
        Err(Trouble::Enter)
    );
    assert_eq!(with!(Nothing(false) as () => {}), Ok(()));
}
