//! A body is a plain block: what it may do to what stands around it, and how it may end.

use core::ops::ControlFlow;
use core::task::Poll;

use super::managers::{Log, Oops, Plain, Trouble, fallible, plain, suppressing};
use crate::scoped::{ContextManager, Exit, with};

/// Is moved, and says when it is dropped.
struct Owned<'l>(&'l Log, &'static str);

impl Owned<'_> {
    fn consume(self) -> usize {
        self.1.len()
    }
}

impl Drop for Owned<'_> {
    fn drop(&mut self) {
        self.0.note(format_args!("drop {}", self.1));
    }
}

fn moves_on_one_path(log: &Log, early: bool) -> usize {
    let owned = Owned(log, "owned");
    with!(plain(log, "a"), plain(log, "b") => {
        if early {
            return owned.consume();
        }
    });
    owned.consume() + 1
}

fn initialises_late(log: &Log, text: &str) -> Result<u32, Trouble> {
    let number: u32;
    let length;
    with!(plain(log, "a") => {
        number = text.parse()?;
        with!(plain(log, "b") => { length = text.len(); });
    });
    Ok(number + u32::from(length == 1))
}

fn borrows(log: &Log) -> u32 {
    let mut numbers = [1, 2, 3];
    let last = with!(plain(log, "a") => {
        let (first, rest) = match &mut numbers {
            [first, rest @ ..] => (first, rest),
        };
        *first += 10;
        rest.last_mut()
    });
    if let Some(last) = last {
        *last += 100;
    }
    numbers.iter().sum()
}

fn drops_before_the_exit(log: &Log) -> usize {
    with!(plain(log, "a") => {
        let local = Owned(log, "local");
        let length = Owned(log, "temporary").1.len();
        length + local.1.len()
    })
}

fn keeps_temporaries_of_an_item(log: &Log) -> usize {
    struct Keeper<'l>(Owned<'l>);
    impl Keeper<'_> {
        const fn open(&self) -> Plain<'_> {
            plain(self.0.0, self.0.1)
        }
    }
    with!(Keeper(Owned(log, "keeper")).open() as name => { name.len() })
}

fn is_generic<'a, T, const N: usize>(
    log: &Log,
    items: &'a [T; N],
    wanted: &T,
) -> Result<&'a T, Oops>
where
    T: PartialEq,
{
    with!(plain(log, "a") => {
        for item in items {
            if item == wanted {
                return Ok(item);
            }
        }
    });
    Err(Oops)
}

fn is_generic_in_the_manager<M: ContextManager>(manager: M) -> <M::Exit as Exit>::With<u32> {
    with!(manager => { 5 })
}

fn returns_an_opaque_type(log: &Log, until: u32) -> impl Iterator<Item = u32> + '_ {
    with!(plain(log, "a") => { (0..until).filter(|number| number % 2 == 1) })
}

fn coerces(log: &Log, which: u32) -> &dyn core::fmt::Debug {
    static NUMBERS: [u32; 2] = [1, 2];
    with!(plain(log, "a") => {
        if which == 0 {
            return &"text";
        }
        if which == 1 {
            return &NUMBERS;
        }
        &7_u8
    })
}

fn coerces_slices(log: &Log, all: bool) -> &'static [u32] {
    with!(plain(log, "a") => { if all { &[1, 2, 3] } else { &[] } })
}

fn polls(log: &Log, number: Option<Result<u32, Oops>>) -> Poll<Option<Result<u32, Oops>>> {
    let number = Poll::Ready(number);
    with!(plain(log, "a") => {
        let Poll::Ready(number) = number? else {
            return Poll::Pending;
        };
        Poll::Ready(number.map(Ok))
    })
}

fn flows(log: &Log, steps: &[ControlFlow<u32, u32>]) -> ControlFlow<u32> {
    let mut sum = 0;
    for step in steps {
        with!(plain(log, "a") => { sum += (*step)?; });
    }
    ControlFlow::Break(sum)
}

fn has_closures(log: &Log, numbers: [&str; 2]) -> Result<u32, Trouble> {
    let parse = |text: &str| -> Result<u32, Trouble> {
        with!(plain(log, "a") => {
            if text.is_empty() {
                return Err(Trouble::Oops);
            }
            Ok(text.parse()?)
        })
    };
    with!(plain(log, "b") => {
        let double = |text| {
            let number = parse(text)?;
            if number > 10 {
                return Err(Trouble::Oops);
            }
            Ok(number * 2)
        };
        let [first, second] = numbers;
        Ok(double(first)? + double(second)?)
    })
}

fn has_items(log: &Log) -> u32 {
    with!(plain(log, "a") => {
        const BASE: u32 = 10;
        const fn inner(number: u32) -> u32 {
            if number > BASE {
                return number;
            }
            BASE
        }
        inner(3) + inner(30)
    })
}

fn shadows(log: &Log) -> Option<u32> {
    let log_of_all = log;
    with!(plain(log, "a") as log => {
        let log = log.len();
        let r#type = u32::from(log == 1);
        with!(plain(log_of_all, "1") as r#match => {
            r#match.parse::<u32>().ok().map(|number| number + r#type)
        })
    })
}

fn always_returns(log: &Log, number: u32) -> u32 {
    with!(plain(log, "a") => {
        if number == 0 {
            return 1;
        } else if number == 1 {
            return 2;
        }
        return number * 2;
    })
}

fn always_jumps(log: &Log) -> u32 {
    let mut turn = 0;
    let sum = loop {
        turn += 1;
        with!(plain(log, "a") => {
            if turn < 3 {
                continue;
            }
            break turn;
        });
    };
    for number in [1, 2] {
        turn += number;
        with!(plain(log, "b"), plain(log, "c") => {
            if number == 2 {
                break;
            }
            continue;
        });
    }
    sum + turn
}

fn always_loops(log: &Log) -> u32 {
    let mut turn = 0;
    with!(plain(log, "a") => {
        loop {
            turn += 1;
            if turn == 3 {
                return turn;
            }
        }
    })
}

fn panics_in_every_way(log: &Log, number: u32) -> u32 {
    let answer = with!(plain(log, "a") => {
        match number {
            0 => 1,
            1 => panic!("one"),
            2 => todo!(),
            3 => unimplemented!("three"),
            _ => unreachable!("{} is too large", number - 1),
        }
    });
    with!(plain(log, "b") => {
        if number > 0 {
            log.note(format_args!("{answer}"));
            panic!("{} is too large", number - 1);
        }
    });
    answer
}

fn never_ends(log: &Log) -> ! {
    with!(plain(log, "a") as name => { panic!("never entered: {}", name.len()) })
}

fn never_ends_under_two(log: &Log) -> ! {
    with!(plain(log, "a"), plain(log, "b") as name => { panic!("never entered: {}", name.len()) })
}

fn never_ends_in_a_loop(log: &Log) -> ! {
    with!(plain(log, "a") => {
        with!(plain(log, "b"), plain(log, "c") => {
            loop {
                assert!(log.is_begun(), "never entered");
            }
        })
    })
}

fn fails_always(log: &Log) -> Result<u32, Oops> {
    with!(plain(log, "a") => { Err(Oops)? })
}

fn fails_always_after_a_loop(log: &Log) -> Result<(), Trouble> {
    let unused: Option<()> = with!(suppressing(log, "a") => {
        for _ in 0..2 {
            with!(fallible(log, "b") => { Err(Oops)?; })?;
        }
    });
    unused.ok_or(Trouble::Exit)
}

fn counts_in_a_loop(log: &Log) -> u32 {
    let mut values = 1..=4;
    let mut sum = 0;
    while let Some(value) = values.next() {
        sum += with!(plain(log, "a") as name => {
            value * loop {
                match values.next() {
                    Some(2) => {}
                    next => break next.unwrap_or(1),
                }
            }
                + u32::from(name.is_empty())
        });
    }
    sum
}

pub(super) fn run() {
    check_surroundings();
    check_types();
    check_ends();
}

fn check_surroundings() {
    Log::check(
        |log| (moves_on_one_path(log, true), moves_on_one_path(log, false)),
        &(5, 6),
        "enter a, enter b, drop owned, exit b completed, exit a completed, \
         enter a, enter b, exit b completed, exit a completed, drop owned",
    );
    Log::check(
        |log| (initialises_late(log, "4"), initialises_late(log, "x")),
        &(Ok(5), Err(Trouble::Parse)),
        "enter a, enter b, exit b completed, exit a completed, enter a, exit a failed",
    );
    Log::check(borrows, &116, "enter a, exit a completed");
    Log::check(
        drops_before_the_exit,
        &14,
        "enter a, drop temporary, drop local, exit a completed",
    );
    Log::check(
        keeps_temporaries_of_an_item,
        &6,
        "enter keeper, exit keeper completed, drop keeper",
    );
    Log::check(
        |log| (has_closures(log, ["1", "2"]), has_closures(log, ["", "2"])),
        &(Ok(6), Err(Trouble::Oops)),
        "enter b, enter a, exit a completed, enter a, exit a completed, exit b completed, \
         enter b, enter a, exit a failed, exit b failed",
    );
    Log::check(has_items, &40, "enter a, exit a completed");
    Log::check(
        shadows,
        &Some(2),
        "enter a, enter 1, exit 1 completed, exit a completed",
    );
}

fn check_types() {
    Log::check(
        |log| {
            (
                is_generic(log, &[1, 2], &2).copied(),
                is_generic(log, &["a"], &"b").copied(),
            )
        },
        &(Ok(2), Err(Oops)),
        "enter a, exit a completed, enter a, exit a completed",
    );
    Log::check(
        |log| {
            (
                is_generic_in_the_manager(plain(log, "a")),
                is_generic_in_the_manager(fallible(log, "b")),
                is_generic_in_the_manager(suppressing(log, "c")),
            )
        },
        &(5, Ok(5), Some(5)),
        "enter a, exit a completed, enter b, exit b completed, enter c, exit c completed",
    );
    Log::check(
        |log| returns_an_opaque_type(log, 6).sum::<u32>(),
        &9,
        "enter a, exit a completed",
    );
    Log::check(
        |log| {
            for which in 0..3 {
                let coerced = coerces(log, which);
                log.note(format_args!("{coerced:?}"));
            }
        },
        &(),
        "enter a, exit a completed, \"text\", enter a, exit a completed, [1, 2], enter a, exit a completed, 7",
    );
    Log::check(
        |log| {
            (
                coerces_slices(log, true).len(),
                coerces_slices(log, false).len(),
            )
        },
        &(3, 0),
        "enter a, exit a completed, enter a, exit a completed",
    );
    Log::check(
        |log| [Some(Ok(1)), Some(Err(Oops)), None].map(|number| polls(log, number)),
        &[
            Poll::Ready(Some(Ok(1))),
            Poll::Ready(Some(Err(Oops))),
            Poll::Ready(None),
        ],
        "enter a, exit a completed, enter a, exit a failed: oops, enter a, exit a completed",
    );
    Log::check(
        |log| {
            (
                flows(log, &[ControlFlow::Continue(1), ControlFlow::Continue(2)]),
                flows(log, &[ControlFlow::Break(9)]),
            )
        },
        &(ControlFlow::Break(3), ControlFlow::Break(9)),
        "enter a, exit a completed, enter a, exit a completed, enter a, exit a failed",
    );
}

fn check_ends() {
    Log::check(
        |log| [0, 1, 2].map(|number| always_returns(log, number)),
        &[1, 2, 4],
        "enter a, exit a completed, enter a, exit a completed, enter a, exit a completed",
    );
    Log::check(
        always_jumps,
        &9,
        "enter a, exit a completed, enter a, exit a completed, enter a, exit a completed, \
         enter b, enter c, exit c completed, exit b completed, \
         enter b, enter c, exit c completed, exit b completed",
    );
    Log::check(always_loops, &3, "enter a, exit a completed");
    Log::check(
        |log| panics_in_every_way(log, 0),
        &1,
        "enter a, exit a completed, enter b, exit b completed",
    );
    Log::check(
        |log| {
            let never_end: [fn(&Log) -> !; 3] =
                [never_ends, never_ends_under_two, never_ends_in_a_loop];
            for never_ends in never_end {
                if log.is_begun() {
                    never_ends(log);
                }
            }
        },
        &(),
        "",
    );
    Log::check(fails_always, &Err(Oops), "enter a, exit a failed: oops");
    Log::check(
        fails_always_after_a_loop,
        &Err(Trouble::Exit),
        "enter a, enter b, exit b failed, exit a failed",
    );
    Log::check(
        counts_in_a_loop,
        &7,
        "enter a, exit a completed, enter a, exit a completed",
    );
}
