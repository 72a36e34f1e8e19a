//! `#[context_manager]` on impl blocks and types, where entering and exiting await.

use core::fmt::Display;

use super::asynchronous::{block_on, pause, poll};
use super::managers::{Log, Oops, Trouble};
use crate::scoped::{Abandoned, AsyncOutcome, Verdict, context_manager, with};

type LogResult<T> = Result<T, Trouble>;

/// Fails, is told, and can be abandoned.
struct Session<'l> {
    log: &'l Log,
    fails: Option<Trouble>,
}

#[context_manager(crate = crate::scoped)]
impl<'l> Session<'l> {
    const fn new(log: &'l Log) -> Self {
        Self { log, fails: None }
    }

    /// Connects.
    pub(crate) async fn enter(&mut self) -> Result<&'l Log, Trouble> {
        pause().await;
        self.log.note(format_args!("enter"));
        if self.fails == Some(Trouble::Enter) {
            return Err(Trouble::Enter);
        }
        Ok(self.log)
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Result<(), Trouble> {
        pause().await;
        self.log.note(format_args!("exit {outcome}"));
        self.fails.map_or(Ok(()), Err)
    }

    fn abandon(self, reason: Abandoned) {
        self.log.note(format_args!("abandon {reason}"));
    }
}

/// Cannot fail, and is used again.
struct Stack<'l, T, const N: usize> {
    log: &'l Log,
    items: [T; N],
    depth: usize,
}

#[context_manager(crate = crate::scoped)]
impl<T: Clone, const N: usize> Stack<'_, T, N>
where
    [T; N]: Sync,
{
    async fn enter(&mut self) -> &mut [T] {
        if self.depth == 0 {
            return &mut [];
        }
        pause().await;
        self.items.get_mut(..self.depth).unwrap_or_default()
    }

    async fn exit(&mut self) {
        if self.depth == 0 {
            return;
        }
        pause().await;
        self.depth -= 1;
        self.log.note(format_args!("exit"));
    }

    fn abandon(&mut self) {
        self.log.note(format_args!("abandon"));
    }
}

/// Enters by itself.
struct Retries(u32);

#[context_manager(crate = crate::scoped)]
impl Retries {
    async fn exit(&mut self, outcome: AsyncOutcome<'_>) -> Verdict {
        pause().await;
        self.0 += 1;
        if outcome.is_failure() {
            Verdict::Suppress
        } else {
            Verdict::Propagate
        }
    }
}

/// Fails, or suppresses.
struct Chooses(Result<Verdict, Trouble>);

#[context_manager(crate = crate::scoped)]
impl Chooses {
    async fn enter(&mut self) -> LogResult<&Result<Verdict, Trouble>> {
        pause().await;
        Ok(&self.0)
    }

    async fn exit(self) -> Result<Verdict, Trouble> {
        pause().await;
        self.0
    }

    fn abandon(&mut self, reason: Abandoned) {
        assert_eq!(reason, Abandoned::Dropped);
        self.0 = Err(Trouble::Exit);
    }
}

/// An `enter` that may fail beside an `exit` that cannot.
enum Halves {
    Both,
    None,
}

#[context_manager(crate = crate::scoped)]
impl Halves {
    async fn enter(&mut self) -> Result<(), Trouble> {
        pause().await;
        match self {
            Self::Both => Ok(()),
            Self::None => Err(Trouble::Enter),
        }
    }

    async fn exit(self) {
        pause().await;
    }
}

/// An `enter` that cannot fail beside an `exit` that may.
struct OtherHalf<T>(T);

#[context_manager(crate = crate::scoped)]
impl<T> OtherHalf<T>
where
    T: PartialEq<u8> + Send,
{
    async fn enter(&mut self) -> &T {
        pause().await;
        &self.0
    }

    async fn exit(mut self, _: AsyncOutcome<'_>) -> Result<(), Oops> {
        pause().await;
        self = Self(self.0);
        if self.0 == 0 { Err(Oops) } else { Ok(()) }
    }
}

/// By a method that takes it, and is told nothing.
#[context_manager(
    crate = crate::scoped,
    enter = async open -> Result<&mut u32, Trouble>,
    exit = async close,
)]
struct Pooled<'l> {
    log: &'l Log,
    uses: u32,
}

impl Pooled<'_> {
    async fn open(&mut self) -> Result<&mut u32, Trouble> {
        pause().await;
        if self.uses == 0 {
            return Err(Trouble::Enter);
        }
        self.log.note(format_args!("open"));
        Ok(&mut self.uses)
    }

    async fn close(self) {
        pause().await;
        self.log.note(format_args!("close {}", self.uses));
    }
}

/// By a method that borrows it, and is told.
#[context_manager(crate = crate::scoped, exit = async close -> Result<(), Trouble>)]
enum Told<'l, T: Display> {
    One(&'l Log, T),
}

impl<T: Display> Told<'_, T> {
    async fn close(&mut self, outcome: AsyncOutcome<'_>) -> Result<(), Trouble> {
        let Self::One(log, name) = self;
        log.note(format_args!("{name} {outcome}"));
        pause().await;
        Ok(())
    }
}

/// By a method that takes it, is told, and suppresses.
#[context_manager(crate = crate::scoped, enter = async name -> &str, exit = async end -> Verdict)]
struct Suppresses(&'static str);

impl Suppresses {
    async fn name(&self) -> &str {
        pause().await;
        self.0
    }

    async fn end(self, outcome: AsyncOutcome<'_>) -> Verdict {
        let known = outcome.error().is_some();
        pause().await;
        if known {
            Verdict::Suppress
        } else {
            Verdict::Propagate
        }
    }
}

/// By a method that borrows it, and is told nothing; lends nothing.
#[context_manager(
    exit = async end -> Result<Verdict, Trouble>,
    enter = async begin,
    crate = crate::scoped
)]
struct Nothing<T, const N: usize>([T; N])
where
    T: Default;

impl<T: Default, const N: usize> Nothing<T, N> {
    async fn begin(&mut self) {
        pause().await;
        self.0 = core::array::from_fn(|_| T::default());
    }

    async fn end(&mut self) -> Result<Verdict, Trouble> {
        pause().await;
        if self.0.is_empty() {
            Err(Trouble::Exit)
        } else {
            Ok(Verdict::Suppress)
        }
    }
}

async fn leaves(log: &Log, how: u32) -> Result<u32, Trouble> {
    let fails = match how {
        5 => Some(Trouble::Enter),
        6 => Some(Trouble::Exit),
        _ => None,
    };
    let mut session = Session::new(log);
    session.fails = fails;
    let value = with!(async session as log => {
        pause().await;
        log.note(format_args!("{how}"));
        match how {
            0 => Err(Trouble::Oops)?,
            1 => Err(Oops)?,
            2 => return Ok(7),
            3 => return Err(Trouble::Oops),
            _ => 1,
        }
    })?;
    Ok(value)
}

async fn again(log: &Log) -> [usize; 3] {
    let mut stack = Stack {
        log,
        items: ["a", "b"],
        depth: 2,
    };
    let mut lengths = [9; 3];
    for length in &mut lengths {
        with!(async &mut stack as items => { *length = items.len(); });
    }
    lengths
}

async fn suppresses() -> Result<[Option<u32>; 3], Oops> {
    let mut retries = Retries(0);
    let first = with!(async &mut retries as retries => {
        retries.0 += 10;
        Err(Oops)?
    });
    let second = with!(async Suppresses("ab") as name => {
        if name.len() == 2 {
            return Err(Oops);
        }
        2
    });
    let third = with!(async retries as retries => { retries.0 });
    Ok([first, second, third])
}

async fn chooses(answer: Result<Verdict, Trouble>) -> Result<Option<u32>, Trouble> {
    with!(async Chooses(answer) as answer => {
        if answer.is_err() {
            return Ok(Some(3));
        }
        Err(Trouble::Oops)?
    })
}

async fn halves() -> Result<u8, Trouble> {
    with!(async Halves::Both, async OtherHalf(1) as one => { assert_eq!(*one, 1); })??;
    with!(async Halves::None => { 1 })
}

async fn types(log: &Log, uses: u32) -> Result<u32, Trouble> {
    with!(async Pooled { log, uses } as uses, async Told::One(log, "told") as told => {
        let Told::One(_, name) = told;
        *uses += u32::from(!name.is_empty());
        *uses
    })?
}

async fn ends_with_nothing<const N: usize>() -> Result<Option<u8>, Trouble> {
    with!(async Nothing::<u8, N>([1; N]) => { Err(Trouble::Oops)? })
}

pub(super) fn run() {
    const fn sent<T: Send>(future: T) -> T {
        future
    }
    Log::check(
        |log| [0, 1, 2, 3, 4, 5, 6].map(|how| block_on(sent(leaves(log, how))).unwrap_or(Ok(9))),
        &[
            Err(Trouble::Oops),
            Err(Trouble::Oops),
            Ok(7),
            Err(Trouble::Oops),
            Ok(1),
            Err(Trouble::Enter),
            Err(Trouble::Exit),
        ],
        "enter, 0, exit failed, enter, 1, exit failed, enter, 2, exit completed, \
         enter, 3, exit failed, enter, 4, exit completed, enter, enter, 6, exit completed",
    );
    Log::check(
        |log| [1, 2, 3].map(|times| poll(times, leaves(log, 4)).is_some()),
        &[false; 3],
        "abandon dropped while entering, enter, abandon dropped in the body, enter, 4",
    );
    Log::check(
        |log| block_on(sent(again(log))),
        &Some([2, 1, 0]),
        "exit, exit",
    );
    Log::check(
        |log| {
            let mut stack = Stack {
                log,
                items: [1],
                depth: 1,
            };
            poll(2, async { with!(async &mut stack => { pause().await; }) })
        },
        &None,
        "abandon",
    );
    assert_eq!(block_on(suppresses()), Some(Ok([None, None, Some(11)])));
    assert_eq!(
        [
            block_on(chooses(Ok(Verdict::Suppress))),
            block_on(chooses(Ok(Verdict::Propagate))),
            block_on(chooses(Err(Trouble::Exit))),
        ],
        [
            Some(Ok(None)),
            Some(Err(Trouble::Oops)),
            Some(Err(Trouble::Exit)),
        ]
    );
    assert_eq!(block_on(halves()), Some(Err(Trouble::Enter)));
    Log::check(
        |log| [1, 0].map(|uses| block_on(sent(types(log, uses)))),
        &[Some(Ok(2)), Some(Err(Trouble::Enter))],
        "open, told completed, close 2",
    );
    assert_eq!(block_on(ends_with_nothing::<2>()), Some(Ok(None)));
    assert_eq!(block_on(ends_with_nothing::<0>()), Some(Err(Trouble::Oops)));
}
