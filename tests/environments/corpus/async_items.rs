//! Items that are `async`.

use core::convert::Infallible;

use super::asynchronous::{block_on, pause, poll};
use super::managers::{Log, Oops, Trouble, fallible, plain};
use crate::scoped::{Abandoned, AsyncContextManager, AsyncOutcome, with};

/// Cannot fail; lends its name.
struct Opens<'l>(&'l Log, &'static str);

impl AsyncContextManager for Opens<'_> {
    type Value<'a>
        = &'a str
    where
        Self: 'a;
    type Exit = ();

    async fn enter(&mut self) -> Result<&str, Infallible> {
        pause().await;
        self.0.note(format_args!("+{}", self.1));
        Ok(self.1)
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) {
        pause().await;
        let sign = if outcome.is_success() { '-' } else { '!' };
        self.0.note(format_args!("{sign}{}", self.1));
    }

    fn abandon(self, reason: Abandoned) {
        self.0.note(format_args!("{} {reason}", self.1));
    }
}

/// May fail; lends itself.
struct Tries<'l> {
    opens: Opens<'l>,
    fails: Option<Trouble>,
}

const fn tries<'l>(log: &'l Log, name: &'static str, fails: Option<Trouble>) -> Tries<'l> {
    Tries {
        opens: Opens(log, name),
        fails,
    }
}

impl AsyncContextManager for Tries<'_> {
    type Value<'a>
        = &'a mut Self
    where
        Self: 'a;
    type Exit = Result<(), Trouble>;

    async fn enter(&mut self) -> Result<&mut Self, Trouble> {
        let Ok(_) = self.opens.enter().await;
        if self.fails == Some(Trouble::Enter) {
            return Err(Trouble::Enter);
        }
        Ok(self)
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Result<(), Trouble> {
        self.opens.exit(outcome).await;
        self.fails.map_or(Ok(()), Err)
    }
}

async fn values(log: &Log, text: &str) -> Result<usize, Trouble> {
    let number = with!(async Opens(log, "a") as name, async tries(log, "b", None) as tries => {
        pause().await;
        tries.fails = (text == "9").then_some(Trouble::Exit);
        let number: usize = text.parse()?;
        if number == 7 {
            return Ok(0);
        }
        number + name.len()
    })?;
    Ok(number)
}

async fn mixed(log: &Log, text: &str) -> Result<usize, Trouble> {
    with!(
        plain(log, "a") as name,
        async Opens(log, "b"),
        fallible(log, "c"),
        async tries(log, "d", Some(Trouble::Enter)),
        {
            let number: usize = text.parse()?;
            number + name.len()
        }
    )?
}

async fn continues(log: &Log) -> u32 {
    let mut turns = 0;
    for _ in 0..2 {
        turns += 1;
        with!(async Opens(log, "a") => { continue; });
    }
    for _ in 0..2 {
        turns += 1;
        with!(async Opens(log, "b"), async Opens(log, "c") => { continue; });
    }
    turns
}

async fn continues_under_both(log: &Log) -> u32 {
    let mut turns = 0;
    for number in 0..2 {
        turns += 1;
        with!(plain(log, "a"), async Opens(log, "b") => {
            if number == 1 {
                break;
            }
            continue;
        });
    }
    'turns: for _ in 0..2 {
        turns += 1;
        with!(async Opens(log, "c"), plain(log, "d") => { continue 'turns });
        log.note(format_args!("never"));
    }
    turns
}

async fn continues_under_three(log: &Log) -> Result<u32, Trouble> {
    let mut turns = 0;
    while turns < 2 {
        turns += 1;
        with!(async Opens(log, "a"), plain(log, "b"), async tries(log, "c", None) => {
            pause().await;
            continue;
        })?;
    }
    Ok(turns)
}

async fn breaks(log: &Log) -> u32 {
    let mut turns = 0;
    let first = loop {
        turns += 1;
        with!(async Opens(log, "a"), async Opens(log, "b") => {
            if turns == 1 {
                continue;
            }
            break turns;
        });
    };
    'turns: loop {
        turns += 1;
        with!(async Opens(log, "c"), plain(log, "d") => {
            if turns < 4 {
                continue 'turns;
            }
            break 'turns;
        });
    }
    first + turns
}

async fn returns_nothing(log: &Log, items: u32) {
    if items == 1 {
        with!(async Opens(log, "a") => { return; });
    }
    if items == 2 {
        with!(async Opens(log, "a"), async Opens(log, "b") => { return; });
    }
    with!(plain(log, "c"), async Opens(log, "d"), plain(log, "e") => { return; });
}

async fn returns(log: &Log, number: u32) -> u32 {
    with!(async Opens(log, "a"), async Opens(log, "b") => {
        if number == 0 {
            return 1;
        }
        return number * 2;
    })
}

async fn returns_from_nested(log: &Log, first: bool) -> Result<u32, Trouble> {
    with!(async tries(log, "a", None) => {
        match first {
            true => with!(async Opens(log, "b") => { return Ok(1); }),
            false => with!(plain(log, "c"), async Opens(log, "d") => { return Err(Trouble::Oops); }),
        }
    })?
}

async fn fails_always(log: &Log) -> Result<u32, Oops> {
    with!(async Opens(log, "a"), async Opens(log, "b") => { Err(Oops)? })
}

async fn panics(log: &Log, items: u32) -> Option<u32> {
    match items {
        1 => with!(async Opens(log, "a") => { panic!("one") }),
        2 => with!(async Opens(log, "a"), async Opens(log, "b") => { panic!("two"); }),
        3 => with!(async tries(log, "a", None), plain(log, "b") => { todo!() }).ok()?,
        4 => {
            with!(plain(log, "a"), async Opens(log, "b") => { unreachable!("{}", items + 1) });
        }
        _ => {}
    }
    let number = with!(async Opens(log, "a"), async Opens(log, "b") => {
        if items == 0 {
            1
        } else {
            unimplemented!()
        }
    });
    Some(number)
}

async fn is_never_entered(log: &Log) -> Result<u32, Trouble> {
    let entered = with!(async tries(log, "a", Some(Trouble::Enter)), async Opens(log, "b") => {
        panic!("never entered")
    });
    entered.map(|(): ()| 1)
}

async fn waits(log: &Log) {
    with!(async Opens(log, "a"), async Opens(log, "b") => { pause().await; });
}

async fn serves(log: &Log, items: u32) -> ! {
    match items {
        1 => with!(async Opens(log, "a") => {
            loop {
                pause().await;
                log.note(format_args!("served"));
            }
        }),
        2 => with!(async Opens(log, "a"), plain(log, "b") => { loop { pause().await; } }),
        3 => with!(async Opens(log, "a"), async Opens(log, "b") => { loop { pause().await; } }),
        _ => with!(plain(log, "a"), async Opens(log, "b") => { panic!("never entered") }),
    }
}

pub(super) fn run() {
    const fn sent<T: Send>(future: T) -> T {
        future
    }
    Log::check(
        |log| ["1", "7", "9", "x"].map(|text| block_on(sent(values(log, text)))),
        &[
            Some(Ok(2)),
            Some(Ok(0)),
            Some(Err(Trouble::Exit)),
            Some(Err(Trouble::Parse)),
        ],
        "+a, +b, -b, -a, +a, +b, -b, -a, +a, +b, -b, !a, +a, +b, !b, !a",
    );
    Log::check(
        |log| block_on(mixed(log, "1")),
        &Some(Err(Trouble::Enter)),
        "enter a, +b, enter c, +d, exit c failed, !b, exit a failed",
    );
    check_jumps();
    check_ends();
    Log::check(
        |log| [1, 2, 3].map(|items| poll(4, serves(log, items)).is_some()),
        &[false; 3],
        "+a, served, served, a dropped in the body, \
         +a, enter b, exit b left unseen, a dropped in the body, \
         +a, +b, b dropped in the body, a dropped in the body",
    );
    Log::check(
        |log| [1, 2, 3].map(|times| poll(times, waits(log))),
        &[None; 3],
        "a dropped while entering, +a, b dropped while entering, a dropped in the body, \
         +a, +b, b dropped in the body, a dropped in the body",
    );
}

fn check_jumps() {
    Log::check(
        |log| block_on(continues(log)),
        &Some(4),
        "+a, -a, +a, -a, +b, +c, -c, -b, +b, +c, -c, -b",
    );
    Log::check(
        |log| block_on(continues_under_both(log)),
        &Some(4),
        "enter a, +b, -b, exit a completed, enter a, +b, -b, exit a completed, \
         +c, enter d, exit d completed, -c, +c, enter d, exit d completed, -c",
    );
    Log::check(
        |log| block_on(continues_under_three(log)),
        &Some(Ok(2)),
        "+a, enter b, +c, -c, exit b completed, -a, +a, enter b, +c, -c, exit b completed, -a",
    );
    Log::check(
        |log| block_on(breaks(log)),
        &Some(6),
        "+a, +b, -b, -a, +a, +b, -b, -a, \
         +c, enter d, exit d completed, -c, +c, enter d, exit d completed, -c",
    );
    Log::check(
        |log| [1, 2, 3].map(|items| block_on(returns_nothing(log, items))),
        &[Some(()); 3],
        "+a, -a, +a, +b, -b, -a, enter c, +d, enter e, exit e completed, -d, exit c completed",
    );
    Log::check(
        |log| [0, 2].map(|number| block_on(returns(log, number))),
        &[Some(1), Some(4)],
        "+a, +b, -b, -a, +a, +b, -b, -a",
    );
    Log::check(
        |log| [true, false].map(|first| block_on(returns_from_nested(log, first))),
        &[Some(Ok(1)), Some(Err(Trouble::Oops))],
        "+a, +b, -b, -a, +a, enter c, +d, !d, exit c failed, !a",
    );
}

fn check_ends() {
    Log::check(
        |log| block_on(fails_always(log)),
        &Some(Err(Oops)),
        "+a, +b, !b, !a",
    );
    Log::check(
        |log| block_on(panics(log, 0)),
        &Some(Some(1)),
        "+a, +b, -b, -a",
    );
    Log::check(
        |log| block_on(is_never_entered(log)),
        &Some(Err(Trouble::Enter)),
        "+a",
    );
}
