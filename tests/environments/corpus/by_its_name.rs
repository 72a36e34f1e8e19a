//! Uses of `#[context_manager]` without `crate = ..`: where scoped-core is a dependency by its own name.

use core::future::Future as Task;

use scoped_core::{Abandoned, AsyncOutcome, Outcome, Verdict, context_manager, with, yield_};

use super::corpus::managers::{Log, Oops, Trouble};

/// Lends a number, and is told.
struct Counts<'l> {
    log: &'l Log,
    uses: u32,
}

#[context_manager]
impl<'l> Counts<'l> {
    const fn new(log: &'l Log) -> Self {
        Self { log, uses: 0 }
    }

    /// Lends the number of uses.
    fn enter(&mut self) -> &mut u32 {
        self.uses += 1;
        &mut self.uses
    }

    fn exit(&mut self, outcome: Outcome<'_>) {
        self.log.note(format_args!("exit {outcome} {}", self.uses));
    }
}

/// Fails, or suppresses.
struct Chooses<T>(Result<T, Trouble>);

#[context_manager]
impl<T: Copy> Chooses<T> {
    fn enter(&mut self) -> Result<T, Trouble> {
        let value = self.0?;
        Ok(value)
    }

    fn exit(self, outcome: Outcome<'_>) -> Result<Verdict, Trouble> {
        if outcome.is_failure() {
            return Ok(Verdict::Suppress);
        }
        self.0.map(|_| Verdict::Propagate)
    }
}

/// Lends itself.
struct Itself(u32);

#[context_manager]
impl Itself {
    fn exit(self) -> Result<(), Trouble> {
        if self.0 > 1 {
            Err(Trouble::Exit)
        } else {
            Ok(())
        }
    }
}

struct Session<'l>(&'l Log);

#[context_manager]
impl Session<'_> {
    async fn enter(&mut self) -> &Log {
        core::future::ready(()).await;
        self.0
    }

    async fn exit(&mut self, outcome: AsyncOutcome<'_>) -> Result<(), Trouble> {
        core::future::ready(()).await;
        self.0.note(format_args!("exit {outcome}"));
        Ok(())
    }

    fn abandon(&mut self, reason: Abandoned) {
        self.0.note(format_args!("abandon {reason}"));
    }
}

#[context_manager(enter = open -> Result<&mut [T; N], Trouble>, exit = close)]
struct Pool<'l, T, const N: usize> {
    log: &'l Log,
    items: [T; N],
}

impl<T, const N: usize> Pool<'_, T, N> {
    const fn open(&mut self) -> Result<&mut [T; N], Trouble> {
        if self.items.is_empty() {
            return Err(Trouble::Enter);
        }
        Ok(&mut self.items)
    }

    fn close(&mut self, outcome: Outcome<'_>) {
        self.log.note(format_args!("close {outcome}"));
    }
}

#[context_manager(enter = async open -> &str, exit = async close -> Verdict)]
enum PoolToo {
    One(&'static str),
}

impl PoolToo {
    async fn open(&self) -> &str {
        core::future::ready(()).await;
        let Self::One(name) = self;
        name
    }

    async fn close(self) -> Verdict {
        core::future::ready(()).await;
        Verdict::Suppress
    }
}

#[context_manager]
fn section(log: &Log, name: &str) {
    log.note(format_args!("begin {name}"));
    yield_!();
    log.note(format_args!("end {name}"));
}

#[context_manager]
pub(crate) fn parsed<T: Into<u32> + Copy>(
    text: &str,
    more: T,
    mut teardown: Result<(), Oops>,
) -> Result<u32, Trouble> {
    let number = text.parse::<u32>()? + more.into();
    let outcome = yield_!(number);
    if outcome.is_failure() {
        return Ok(());
    }
    if number > 9 {
        teardown = Err(Oops);
    }
    teardown?;
    Ok(())
}

#[context_manager]
fn numbers(up_to: &u32) -> impl Iterator<Item = u32> + '_ {
    yield_!(0..*up_to);
}

impl Itself {
    #[context_manager]
    fn deeper(&mut self, by: u32) -> &mut Self {
        self.0 += by;
        yield_!(self);
        self.0 -= by;
    }

    #[context_manager]
    fn reading(&self) -> &u32 {
        yield_!(&self.0);
    }
}

fn uses_impls(log: &Log, value: Result<u32, Trouble>) -> Result<Option<u32>, Trouble> {
    let mut counts = Counts::new(log);
    with!(&mut counts as uses => { *uses += 1; });
    with!(counts as uses, Chooses(value) as value => {
        if value == 1 {
            Err(Oops)?;
        }
        *uses + value
    })
}

fn uses_types(log: &Log) -> [Result<usize, Trouble>; 2] {
    [
        with!(Pool { log, items: [1, 2] } as items => { items.len() }),
        with!(Pool::<u8, 0> { log, items: [] } as items => { items.len() }),
    ]
}

fn uses_functions(log: &Log, text: &str) -> Result<u32, Trouble> {
    let number = with!(section(log, "a"), parsed(text, 1_u8, Ok(())) as number => { *number })?;
    let mut itself = Itself(number);
    let read = with!(itself.deeper(2) as it => {
        with!(it.reading() as number => { *number })
    });
    assert_eq!(with!(itself as it => { it.0 = 2; }), Err(Trouble::Exit));
    Ok(with!(numbers(&read) as numbers => { numbers.sum() }))
}

async fn awaits(log: &Log) -> Result<Option<usize>, Trouble> {
    let mut session = Session(log);
    with!(async &mut session as log => { log.note(format_args!("body")); })?;
    let length = with!(async session, async PoolToo::One("name") as name => {
        core::future::ready(()).await;
        name.len()
    })?;
    Ok(length)
}

fn polls(log: &Log) -> Option<Result<Option<usize>, Trouble>> {
    let future = core::pin::pin!(awaits(log));
    let mut context = core::task::Context::from_waker(core::task::Waker::noop());
    match Task::poll(future, &mut context) {
        core::task::Poll::Ready(length) => Some(length),
        core::task::Poll::Pending => None,
    }
}

pub(crate) fn run() {
    Log::check(
        |log| [Ok(3), Ok(1), Err(Trouble::Enter)].map(|value| uses_impls(log, value)),
        &[Ok(Some(6)), Ok(None), Err(Trouble::Enter)],
        "exit completed 2, exit completed 3, exit completed 2, exit completed 3, \
         exit completed 2, exit failed 3",
    );
    Log::check(uses_types, &[Ok(2), Err(Trouble::Enter)], "close completed");
    Log::check(
        |log| ["2", "9", "x"].map(|text| uses_functions(log, text)),
        &[Ok(10), Err(Trouble::Oops), Err(Trouble::Parse)],
        "begin a, end a, begin a, end a, begin a, end a",
    );
    Log::check(
        polls,
        &Some(Ok(Some(4))),
        "body, exit completed, exit completed",
    );
}
