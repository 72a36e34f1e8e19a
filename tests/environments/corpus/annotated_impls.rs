//! `#[context_manager]` on inherent impl blocks.

use core::fmt::Debug;
use core::slice::IterMut;
use core::str::Chars;

use super::managers::{Log, Oops, Trouble};
use crate::scoped::{ContextManager, Exit, Outcome, Verdict, context_manager, with};

type LogResult<T> = Result<T, Trouble>;

/// Lends a number, and is told.
struct Counts<'l> {
    log: &'l Log,
    uses: u32,
}

#[context_manager(crate = crate::scoped)]
impl<'l> Counts<'l> {
    const LIMIT: u32 = 9;

    const fn new(log: &'l Log) -> Self {
        Self { log, uses: 0 }
    }

    /// Lends the number of uses.
    fn enter(&mut self) -> &mut u32 {
        self.log.note(format_args!("enter"));
        if self.uses > Self::LIMIT {
            return &mut self.uses;
        }
        self.uses += 1;
        &mut self.uses
    }

    /// Takes the manager.
    pub(crate) fn exit(self, outcome: Outcome<'_>) {
        self.log.note(format_args!("exit {outcome} {}", self.uses));
    }
}

/// Lends itself, and is not told.
struct Itself<'l>(&'l Log, u32);

#[context_manager(crate = crate::scoped)]
impl Itself<'_> {
    fn exit(self) {
        self.0.note(format_args!("exit {}", self.1));
    }
}

/// Is used again.
#[derive(Clone, Copy)]
struct Again<'l>(&'l Log, Option<Trouble>);

#[context_manager(crate = crate::scoped)]
impl Again<'_> {
    fn enter(&mut self) -> Result<&str, Trouble> {
        self.0.note(format_args!("enter"));
        self.1.map_or(Ok("again"), Err)
    }

    fn exit(&mut self) {
        self.0.note(format_args!("exit"));
    }
}

/// Lends itself, is told, and fails.
struct Limits<'l>(&'l Log, u32);

#[context_manager(crate = crate::scoped)]
impl Limits<'_> {
    fn exit(&mut self, outcome: Outcome<'_>) -> LogResult<()> {
        self.0.note(format_args!("exit {outcome} {}", self.1));
        if self.1 > 1 {
            return Err(Trouble::Exit);
        }
        Ok(())
    }
}

/// Suppresses the errors of one type.
struct Suppresses<T, E>(T, Option<E>);

#[context_manager(crate = crate::scoped)]
impl<T: Clone, E> Suppresses<T, E>
where
    E: core::error::Error + PartialEq + 'static,
{
    fn enter<'s>(&'s mut self) -> (&'s T, &'s mut Option<E>) {
        (&self.0, &mut self.1)
    }

    fn exit(self, outcome: Outcome<'_>) -> Verdict {
        if outcome.downcast_ref::<E>() == self.1.as_ref() {
            Verdict::Suppress
        } else {
            Verdict::Propagate
        }
    }
}

/// Fails, or suppresses.
struct Chooses<'l>(&'l Log, Result<Verdict, Trouble>);

#[context_manager(crate = crate::scoped)]
impl Chooses<'_> {
    fn enter(&mut self) -> Result<(), Trouble> {
        self.1.map(|_| ())
    }

    fn exit(&mut self, outcome: Outcome<'_>) -> Result<Verdict, Trouble> {
        self.0.note(format_args!("exit {outcome}"));
        self.1
    }
}

/// A verdict beside an `enter` that may fail.
struct Mixed(Result<u8, Trouble>);

#[context_manager(crate = crate::scoped)]
impl Mixed {
    fn enter(&mut self) -> LogResult<u8> {
        let value = self.0?;
        Ok(value)
    }

    fn exit(self) -> Verdict {
        Verdict::Suppress
    }
}

/// An `enter` that cannot fail beside an `exit` that may.
enum Fails {
    Never,
    Always(Trouble),
}

#[context_manager(crate = crate::scoped)]
impl Fails {
    fn enter(&mut self) -> bool {
        matches!(self, Self::Always(_))
    }

    fn exit(self) -> Result<(), Trouble> {
        match self {
            Self::Never => Ok(()),
            Self::Always(trouble) => Err(trouble),
        }
    }
}

/// Is generic in every way.
struct Ends<'b, T, const N: usize>(&'b mut [T; N]);

struct Pair<'a, T>(&'a mut T, &'a mut T);

#[context_manager(crate = crate::scoped)]
impl<T: Clone + Debug, const N: usize> Ends<'_, T, N> {
    fn enter(&mut self) -> Option<Pair<'_, T>> {
        let [first, .., last] = &mut self.0[..] else {
            return None;
        };
        Some(Pair(first, last))
    }

    fn exit(mut self, _: Outcome<'_>) {
        self = Self(self.0);
        self.0.reverse();
    }
}

/// Is generic, and used again.
struct Items<I>(I);

#[context_manager(crate = crate::scoped)]
impl<T, const N: usize> Items<[T; N]>
where
    T: Default,
{
    fn enter(&mut self) -> IterMut<'_, T> {
        self.0.iter_mut()
    }

    fn exit(&mut self) {
        if let Some(first) = self.0.first_mut() {
            *first = T::default();
        }
    }
}

/// With the lifetime that rustc proposes where one is hidden.
struct Letters(&'static str);

#[context_manager(crate = crate::scoped)]
impl Letters {
    fn enter(&mut self) -> Chars<'this> {
        self.0.chars()
    }

    fn exit(self) {}
}

/// Lends a function.
struct Calls(u32);

#[context_manager(crate = crate::scoped)]
impl Calls {
    fn enter(&mut self) -> impls::Call<'_> {
        if self.0 == 0 {
            return &|text| text;
        }
        &|text| text.get(1..).unwrap_or_default()
    }

    #[inline]
    fn exit(self) {}
}

mod impls {
    pub(super) type Call<'a> = &'a dyn Fn(&str) -> &str;
}

/// Diverges.
struct Never;

#[context_manager(crate = crate::scoped)]
impl Never {
    fn enter(&mut self) -> u8 {
        panic!("in enter")
    }

    fn exit(self) {
        unreachable!("it was never entered")
    }
}

struct Configured(u8);

#[context_manager(crate = crate::scoped)]
#[cfg(any())]
impl Configured {
    fn exit(self) -> Missing {}
}

#[context_manager(crate = crate::scoped)]
#[cfg(not(any()))]
impl Configured {
    #[must_use]
    const fn answer(&self) -> u8 {
        self.0
    }

    #[cfg(any())]
    fn gone(&self) -> Missing {}

    #[cfg(not(any()))]
    fn exit(self) {}
}

fn leaves(log: &Log, text: &str) -> Result<u32, Trouble> {
    let number: u32 = with!(Counts::new(log) as uses, Limits(log, 0) as limits => {
        *uses += 1;
        limits.1 += *uses - 1;
        text.parse()?
    })?;
    Ok(number)
}

fn again(log: &Log) -> Result<usize, Trouble> {
    let mut manager = Again(log, None);
    let first = with!(&mut manager as name => { name.len() })?;
    let second = with!(&mut manager as name => { name.len() })?;
    manager.1 = Some(Trouble::Enter);
    let third = with!(&mut manager => { 0 });
    let fourth = with!(manager => { 0 });
    assert_eq!((third, fourth), (Err(Trouble::Enter), Err(Trouble::Enter)));
    Ok(first + second)
}

fn limits(log: &Log) -> [Result<(), Trouble>; 2] {
    let mut manager = Limits(log, 0);
    [
        with!(&mut manager as limits => { limits.1 += 1; }),
        with!(manager as limits => { limits.1 += 1; }),
    ]
}

fn suppresses(known: Option<Oops>) -> Result<Option<u8>, Oops> {
    let value = with!(Suppresses("name", None) as (name, error) => {
        *error = known;
        if name.len() == 4 {
            Err(Oops)?;
        }
        7
    });
    Ok(value)
}

fn chooses(log: &Log, answer: Result<Verdict, Trouble>) -> Result<Option<u8>, Trouble> {
    let mut manager = Chooses(log, Ok(Verdict::Propagate));
    assert_eq!(with!(&mut manager => { 1 }), Ok(Some(1)));
    manager.1 = answer;
    with!(manager => { Err(Trouble::Oops)? })
}

fn generic() -> ([u8; 3], Option<u8>, [u8; 2]) {
    let mut ends = [1, 2, 3];
    with!(Ends(&mut ends) as pair => {
        if let Some(Pair(first, last)) = pair {
            core::mem::swap(first, last);
            *last = 9;
        }
    });
    let mut items = Items([1, 2]);
    with!(&mut items as items => {
        for item in items {
            *item += 1;
        }
    });
    let again = with!(&mut items as mut items => { items.next().copied() });
    (ends, again, items.0)
}

pub(super) fn run() {
    const fn never_fails<M: ContextManager<Exit = ()>>(_: &M) {}
    const fn fails_with<M: ContextManager<Exit: Exit<Error = Trouble>>>(_: &M) {}

    Log::check(
        |log| (leaves(log, "4"), leaves(log, "x")),
        &(Ok(4), Err(Trouble::Parse)),
        "enter, exit completed 1, exit completed 2, enter, exit failed 1, exit failed 2",
    );
    Log::check(
        |log| with!(Itself(log, 1) as it => { it.1 += 1; }),
        &(),
        "exit 2",
    );
    Log::check(again, &Ok(10), "enter, exit, enter, exit, enter, enter");
    Log::check(
        limits,
        &[Ok(()), Err(Trouble::Exit)],
        "exit completed 1, exit completed 2",
    );
    assert_eq!(suppresses(Some(Oops)), Ok(None));
    assert_eq!(suppresses(None), Err(Oops));
    Log::check(
        |log| {
            [
                chooses(log, Ok(Verdict::Suppress)),
                chooses(log, Ok(Verdict::Propagate)),
                chooses(log, Err(Trouble::Exit)),
            ]
        },
        &[Ok(None), Err(Trouble::Oops), Err(Trouble::Exit)],
        "exit completed, exit failed, exit completed, exit failed, exit completed",
    );
    assert_eq!(with!(Mixed(Ok(1)) as value => { value }), Ok(Some(1)));
    assert_eq!(
        with!(Mixed(Err(Trouble::Enter)) as value => { value }),
        Err(Trouble::Enter)
    );
    assert_eq!(with!(Fails::Never as fails => { fails }), Ok(false));
    assert_eq!(
        with!(Fails::Always(Trouble::Exit) as fails => { fails }),
        Err(Trouble::Exit)
    );
    assert_eq!(generic(), ([9, 2, 3], Some(0), [0, 3]));
    assert_eq!(
        with!(Letters("ab") as mut letters => { letters.next() }),
        Some('a')
    );
    assert_eq!(with!(Calls(0) as call => { call("abc").len() }), 3);
    assert_eq!(with!(Calls(1) as call => { call("abc").len() }), 2);
    assert_eq!(Configured(7).answer(), 7);
    with!(Configured(7) => {});
    never_fails(&Never);
    fails_with(&Mixed(Ok(1)));
}
