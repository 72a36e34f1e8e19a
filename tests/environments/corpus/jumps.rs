//! Every kind of jump, through one, two and three levels.

use super::managers::{Log, Oops, Trouble, choosing, failing, fallible, plain, suppressing};
use crate::scoped::with;

fn returns(log: &Log, early: bool) -> u32 {
    with!(plain(log, "a") as name => {
        if early {
            return 1;
        }
        log.note(format_args!("use {name}"));
    });
    2
}

fn returns_from_three(log: &Log, at: u32) -> Result<&'static str, Oops> {
    with!(plain(log, "a"), plain(log, "b") => {
        if at == 0 {
            return Ok("two");
        }
        with!(plain(log, "c") => {
            if at == 1 {
                return Err(Oops);
            }
            if at == 2 {
                return Ok("three");
            }
        });
    });
    Ok("none")
}

fn returns_nothing(log: &Log, early: bool) {
    with!(plain(log, "a") => {
        if early {
            return;
        }
        log.note(format_args!("late"));
    });
    log.note(format_args!("end"));
}

fn fails(log: &Log, text: &str) -> Result<i32, Trouble> {
    let number = with!(fallible(log, "a") as counted => {
        counted.count += 1;
        let number: i32 = text.parse()?;
        if number > 9 {
            Err(Oops)?;
        }
        number
    })?;
    Ok(number + 1)
}

fn fails_without_an_error(log: &Log, numbers: &[u32]) -> Option<u32> {
    let first = with!(plain(log, "a") => { numbers.first()? });
    with!(plain(log, "b") => { numbers.get(1)?.checked_sub(*first) })
}

fn fails_in_the_tail(log: &Log, text: &str) -> Result<u8, core::num::ParseIntError> {
    with!(plain(log, "a") as _name, plain(log, "b") => { text.parse() })
}

fn infers_from_the_context(log: &Log, text: &str) -> Result<u64, Trouble> {
    let small: u8 = with!(plain(log, "a") => { text.parse()? });
    let large = with!(plain(log, "b") => { text.parse()? });
    Ok(u64::max(small.into(), large))
}

fn breaks(log: &Log) -> u32 {
    let mut turn = 0;
    loop {
        turn += 1;
        with!(plain(log, "a") => {
            if turn == 1 {
                continue;
            }
            if turn == 2 {
                break;
            }
        });
        log.note(format_args!("never"));
    }
    turn
}

fn breaks_with_a_value(log: &Log) -> u32 {
    let mut turn = 0;
    loop {
        turn += 1;
        with!(plain(log, "a") => {
            if turn > 1 {
                break turn * 10;
            }
        });
    }
}

fn breaks_by_labels(log: &Log) -> (u32, &'static str) {
    let mut rounds = 0;
    let found = 'rounds: loop {
        rounds += 1;
        'inner: for number in 0..3 {
            with!(plain(log, "a"), fallible(log, "b") => {
                if rounds == 1 && number == 0 {
                    continue 'inner;
                }
                if rounds == 1 {
                    continue 'rounds;
                }
                if number == 1 {
                    break 'rounds "found";
                }
            })
            .unwrap_or_default();
        }
    };
    let block = 'block: {
        with!(plain(log, "c") => {
            if rounds == 2 {
                break 'block 7;
            }
        });
        8
    };
    (block, found)
}

fn breaks_inside(log: &Log) -> u32 {
    with!(plain(log, "a") => {
        let mut sum = 0;
        for number in 0..10 {
            if number == 1 {
                continue;
            }
            with!(plain(log, "b") => {
                if number == 3 {
                    break;
                }
                sum += number;
            });
        }
        let mut left = 3;
        while left > 0 {
            left -= 1;
            with!(plain(log, "c") => {
                if left == 1 {
                    break;
                }
            });
        }
        sum + 'block: {
            if left == 1 {
                break 'block 10;
            }
            20
        }
    })
}

fn leaves_a_match(log: &Log, number: u32) -> Option<u32> {
    with!(plain(log, "a") => {
        let Some(less) = number.checked_sub(1) else {
            return None;
        };
        let half = match less {
            0 => return Some(0),
            1 | 2 => None?,
            more if more % 2 == 0 => more / 2,
            _ => return None,
        };
        Some(half)
    })
}

fn gives_jumps_up(log: &Log) -> [Option<&'static str>; 3] {
    let suppressed = with!(suppressing(log, "a") => {
        if log.is_begun() {
            return [None; 3];
        }
    });
    [suppressed.map(|()| "never"), None, None]
}

fn suppresses_a_failure(log: &Log, text: &str) -> Result<Option<u32>, Trouble> {
    let number = with!(suppressing(log, "a") => { text.parse::<u32>()? });
    let other = with!(choosing(log, "b") => {
        if number == Some(1) {
            Err(Oops)?;
        }
        text.len()
    })?;
    Ok(number.filter(|_| other.is_none()))
}

fn suppresses_a_jump(log: &Log, early: bool) -> Result<u32, Oops> {
    let number = with!(choosing(log, "a"), plain(log, "b") => {
        if early {
            return Err(Oops);
        }
        Err(Oops)?;
        1
    });
    Ok(number.ok().flatten().unwrap_or(2))
}

fn fails_to_exit(log: &Log, early: bool) -> Result<u32, Trouble> {
    let answer = with!(plain(log, "a"), failing(log, "b", Trouble::Exit) => {
        if early {
            return Ok(1);
        }
    });
    log.note(format_args!("given up"));
    answer.map(|()| 2)
}

fn jumps_in_arguments(log: &Log, text: &str) -> Result<bool, Trouble> {
    with!(plain(log, "a") => {
        assert!(text.parse::<u32>()? < 100, "{} is too large", text.parse::<u32>()?);
        assert_eq!(text.parse::<u8>()?, text.parse()?);
        assert_ne!(text.parse::<i8>()?, -1);
        debug_assert!(text.parse::<i8>()? >= 0);
        log.note(format_args!("{}", text.parse::<u32>()?));
        Ok(matches!(text.parse::<u32>()?, 1..=4 if text.parse::<u32>()? != 2))
    })
}

pub(super) fn run() {
    check_returns();
    check_breaks();
    check_exits();
}

fn check_returns() {
    Log::check(
        |log| (returns(log, true), returns(log, false)),
        &(1, 2),
        "enter a, exit a completed, enter a, use a, exit a completed",
    );
    Log::check(
        |log| returns_from_three(log, 0),
        &Ok("two"),
        "enter a, enter b, exit b completed, exit a completed",
    );
    Log::check(
        |log| returns_from_three(log, 1),
        &Err(Oops),
        "enter a, enter b, enter c, exit c failed: oops, exit b failed: oops, exit a failed: oops",
    );
    Log::check(
        |log| (returns_from_three(log, 2), returns_from_three(log, 3)),
        &(Ok("three"), Ok("none")),
        "enter a, enter b, enter c, exit c completed, exit b completed, exit a completed, \
         enter a, enter b, enter c, exit c completed, exit b completed, exit a completed",
    );
    Log::check(
        |log| {
            returns_nothing(log, true);
            returns_nothing(log, false);
        },
        &(),
        "enter a, exit a completed, enter a, late, exit a completed, end",
    );
    Log::check(
        |log| (fails(log, "1"), fails(log, "x"), fails(log, "10")),
        &(Ok(2), Err(Trouble::Parse), Err(Trouble::Oops)),
        "enter a, exit a completed, enter a, exit a failed, enter a, exit a failed",
    );
    Log::check(
        |log| {
            (
                fails_without_an_error(log, &[1, 3]),
                fails_without_an_error(log, &[1]),
                fails_without_an_error(log, &[]),
            )
        },
        &(Some(2), None, None),
        "enter a, exit a completed, enter b, exit b completed, \
         enter a, exit a completed, enter b, exit b failed, enter a, exit a failed",
    );
    Log::check(
        |log| {
            (
                fails_in_the_tail(log, "1"),
                fails_in_the_tail(log, "x").is_err(),
            )
        },
        &(Ok(1), true),
        "enter a, enter b, exit b completed, exit a completed, \
         enter a, enter b, exit b failed: invalid digit found in string, \
         exit a failed: invalid digit found in string",
    );
    Log::check(
        |log| {
            (
                infers_from_the_context(log, "7"),
                infers_from_the_context(log, "700"),
            )
        },
        &(Ok(7), Err(Trouble::Parse)),
        "enter a, exit a completed, enter b, exit b completed, enter a, exit a failed",
    );
}

fn check_breaks() {
    Log::check(
        breaks,
        &2,
        "enter a, exit a completed, enter a, exit a completed",
    );
    Log::check(
        breaks_with_a_value,
        &20,
        "enter a, exit a completed, enter a, exit a completed",
    );
    Log::check(
        breaks_by_labels,
        &(7, "found"),
        "enter a, enter b, exit b completed, exit a completed, \
         enter a, enter b, exit b completed, exit a completed, \
         enter a, enter b, exit b completed, exit a completed, \
         enter a, enter b, exit b completed, exit a completed, \
         enter c, exit c completed",
    );
    Log::check(
        breaks_inside,
        &12,
        "enter a, enter b, exit b completed, enter b, exit b completed, enter b, exit b completed, \
         enter c, exit c completed, enter c, exit c completed, exit a completed",
    );
    Log::check(
        |log| [0, 1, 2, 4, 5, 6].map(|number| leaves_a_match(log, number)),
        &[None, Some(0), None, None, Some(2), None],
        "enter a, exit a completed, enter a, exit a completed, enter a, exit a failed, \
         enter a, exit a completed, enter a, exit a completed, enter a, exit a completed",
    );
}

fn check_exits() {
    Log::check(gives_jumps_up, &[None; 3], "enter a, exit a completed");
    Log::check(
        |log| {
            (
                suppresses_a_failure(log, "x"),
                suppresses_a_failure(log, "1"),
            )
        },
        &(Ok(None), Err(Trouble::Oops)),
        "enter a, exit a failed, enter b, exit b completed, \
         enter a, exit a completed, enter b, exit b failed",
    );
    Log::check(
        |log| (suppresses_a_jump(log, true), suppresses_a_jump(log, false)),
        &(Ok(2), Ok(2)),
        "enter a, enter b, exit b failed: oops, exit a failed: oops, \
         enter a, enter b, exit b failed: oops, exit a failed: oops",
    );
    Log::check(
        |log| (fails_to_exit(log, true), fails_to_exit(log, false)),
        &(Err(Trouble::Exit), Err(Trouble::Exit)),
        "enter a, enter b, exit b completed, exit a failed, given up, \
         enter a, enter b, exit b completed, exit a failed, given up",
    );
    Log::check(
        |log| (jumps_in_arguments(log, "3"), jumps_in_arguments(log, "x")),
        &(Ok(true), Err(Trouble::Parse)),
        "enter a, 3, exit a completed, enter a, exit a failed",
    );
}
