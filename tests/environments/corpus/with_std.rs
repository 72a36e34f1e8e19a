//! Uses of `with!` that need `std`: its macros, panics, and error objects in boxes.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use super::corpus::managers::{Log, Oops, Plain, fallible, plain};
use crate::scoped::{ExitStack, closing, with};

fn jumps_in_arguments(log: &Log, text: &str) -> Result<String, Box<dyn Error>> {
    with!(plain(log, "a"), plain(log, "b") => {
        let mut written = format!("{}", text.parse::<u32>()?);
        write!(written, " {:>1$}", text.parse::<u32>()?, text.parse::<usize>()?)?;
        writeln!(written, " {number}", number = text.parse::<u32>()?)?;
        let numbers = vec![text.parse::<u32>()?, text.parse()?];
        let repeated = vec![text.parse::<u32>()?; numbers.into_boxed_slice().len()];
        write!(written, "{repeated:?}")?;
        writeln!(std::io::sink(), "{}", text.parse::<u32>()?)?;
        Ok(written)
    })
}

fn stacks(log: &Log, text: &str) -> Result<u32, Box<dyn Error>> {
    let sum = with!(ExitStack::without_suppression() as stack => {
        stack.callback(|outcome| log.note(format_args!("callback {outcome}")));
        let mut numbers = Vec::new();
        for number in text.split(' ') {
            let Ok(number) = stack.enter(closing(number.parse::<u32>()?));
            *number += 1;
            numbers.push(number);
        }
        stack.push(plain(log, "pushed"));
        numbers.iter().map(|number| **number).sum::<u32>()
    })?;
    Ok(sum)
}

fn boxes_its_errors(log: &Log, which: u32) -> Result<(), Box<dyn Error + Send + Sync>> {
    with!(plain(log, "a") => {
        match which {
            0 => return Err("text".into()),
            1 => Err(Oops)?,
            2 => return Err(Box::new(Oops)),
            _ => {}
        }
    });
    Ok(())
}

fn coerces_its_boxes(log: &Log, which: bool) -> Box<dyn Fn(u32) -> u32> {
    with!(plain(log, "a") => {
        if which {
            Box::new(|number| number + 1)
        } else {
            Box::new(|number| number * 2)
        }
    })
}

fn moves_in_a_loop(log: &Log, names: Vec<String>) -> Vec<String> {
    let mut kept = Vec::new();
    for name in names {
        with!(fallible(log, "a") as counted => {
            if name.is_empty() {
                continue;
            }
            counted.count += 1;
            kept.push(name);
        })
        .unwrap_or_default();
    }
    kept
}

fn unwinds(log: &Log) -> u32 {
    let unwound = catch_unwind(AssertUnwindSafe(|| {
        with!(plain(log, "a"), fallible(log, "b") => {
            resume_unwind(Box::new(7_u32));
        })
    }));
    match unwound {
        Ok(_) => 0,
        Err(payload) => payload.downcast_ref().copied().unwrap_or_default(),
    }
}

fn unwinds_through_a_block(log: &Log) -> Option<u32> {
    struct Dropped<'l>(&'l Log);
    impl Drop for Dropped<'_> {
        fn drop(&mut self) {
            with!(plain(self.0, "dropped") as name => {
                self.0.note(format_args!("{name}"));
            });
        }
    }
    catch_unwind(AssertUnwindSafe(|| {
        let _dropped = Dropped(log);
        with!(plain(log, "a") => {
            if log.is_begun() {
                resume_unwind(Box::new(()));
            }
            3
        })
    }))
    .ok()
}

macro_rules! leave {
    ($value:literal) => {
        return $value
    };
}

fn is_left_unseen(log: &Log, early: bool) -> u32 {
    with!(plain(log, "a") => {
        if early {
            leave!(1);
        }
    });
    2
}

fn is_boxed(log: &Log) -> usize {
    let boxed: Box<Plain<'_>> = Box::new(plain(log, "a"));
    with!(boxed as name => { name.len() })
}

pub(super) fn run() {
    Log::check(
        |log| {
            (
                jumps_in_arguments(log, "1").ok(),
                jumps_in_arguments(log, "x").ok(),
            )
        },
        &(Some("1 1 1\n[1, 1]".to_owned()), None),
        "enter a, enter b, exit b completed, exit a completed, \
         enter a, enter b, exit b failed: invalid digit found in string, \
         exit a failed: invalid digit found in string",
    );
    Log::check(
        |log| [0, 1, 2, 3].map(|which| boxes_its_errors(log, which).is_ok()),
        &[false, false, false, true],
        "enter a, exit a failed: text, enter a, exit a failed: oops, \
         enter a, exit a failed: oops, enter a, exit a completed",
    );
    Log::check(
        |log| [true, false].map(|which| coerces_its_boxes(log, which)(5)),
        &[6, 10],
        "enter a, exit a completed, enter a, exit a completed",
    );
    Log::check(
        |log| moves_in_a_loop(log, vec![String::new(), "kept".to_owned()]),
        &vec!["kept".to_owned()],
        "enter a, exit a completed, enter a, exit a completed",
    );
    Log::check(
        unwinds,
        &7,
        "enter a, enter b, exit b panicked, exit a panicked",
    );
    Log::check(
        unwinds_through_a_block,
        &None,
        "enter a, exit a panicked, enter dropped, dropped, exit dropped completed",
    );
    Log::check(
        |log| (is_left_unseen(log, true), is_left_unseen(log, false)),
        &(1, 2),
        "enter a, exit a left unseen, enter a, exit a completed",
    );
    Log::check(is_boxed, &1, "enter a, exit a completed");
    Log::check(
        |log| (stacks(log, "1 2").ok(), stacks(log, "x").ok()),
        &(Some(5), None),
        "exit pushed completed, callback completed, callback failed: invalid digit found in string",
    );
}
