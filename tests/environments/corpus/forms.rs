//! The written forms, the items, and the value for each kind of exit.

use core::convert::Infallible;

use super::managers::{
    Fallible, Log, Oops, Plain, Trouble, choosing, failing, fallible, plain, suppressing,
};
use crate::scoped::{ContextManager, Outcome, with};

fn in_braces(log: &Log) -> usize {
    with!(plain(log, "a") as name => { name.len() })
}

fn between_angles(log: &Log) -> bool {
    with!(plain(log, "a") as name => < name.len() < 2 && name.len() << 1 > usize::from(false) >)
}

fn after_a_comma(log: &Log) -> usize {
    with!(plain(log, "a") as name, {
        let length = name.len();
        length + 1
    })
}

fn without_a_binding(log: &Log) -> u8 {
    let first = with!(plain(log, "a") => { 1 });
    let second = with!(plain(log, "b") as _ => { 2 });
    let third = with!(plain(log, "c"), { 3 },);
    first + second + third
}

fn empty(log: &Log) {
    with!(plain(log, "a") => {});
    with!(plain(log, "b") as _name => {});
    with!(plain(log, "c") => <>);
}

fn several_items(log: &Log) -> usize {
    with!(
        plain(log, "a") as first,
        plain(log, if first.is_empty() { "?" } else { "b" }) as second,
        fallible(log, "c") as third,
        => {
            third.count += 1;
            first.len() + second.len()
        }
    )
    .map_or(0, |length| length * 10)
}

fn nested_as_a_tail(log: &Log) -> Result<Option<u32>, Trouble> {
    with!(fallible(log, "a") as outer => {
        outer.count = 3;
        let by = outer.count;
        with!(suppressing(log, "b") as (_, one) => {
            with!(plain(log, "c") => { by + u32::from(one == 1) })
        })
    })
}

fn nested_as_a_statement(log: &Log) -> u32 {
    let mut sum = 0;
    with!(plain(log, "a") => {
        for number in 0..2 {
            with!(plain(log, "b") => { sum += number; });
        }
        let more = with!(plain(log, "c") => { sum + 1 }) * 2;
        sum += more;
    });
    sum
}

fn patterns(log: &Log) -> u32 {
    struct Pair {
        left: u32,
        right: (u8, [u8; 2]),
    }
    struct Pairs;
    impl ContextManager for Pairs {
        type Value<'a> = Pair;
        type Exit = ();
        fn enter(&mut self) -> Result<Pair, Infallible> {
            Ok(Pair {
                left: 1,
                right: (2, [3, 4]),
            })
        }
        fn exit(self, _: Outcome<'_>) {}
    }
    let left = with!(Pairs as Pair { left, .. } => { left });
    let right = with!(Pairs as Pair { right: (a, [b, c]), left: _ } => { a + b + c });
    let length = with!(suppressing(log, "a") as (name, mut length), {
        length += name.len();
        length
    });
    let counted = with!(fallible(log, "b") as Fallible { count, .. } => {
        *count += 5;
        *count
    });
    let whole = with!(Pairs as ref pair => { pair.left });
    let bound = with!(Pairs as all @ Pair { .. } => { all.right.0 });
    let sum = left + whole + counted.unwrap_or_default() + u32::from(right) + u32::from(bound);
    length.filter(|length| *length == 2).map_or(0, |_| sum)
}

fn expressions(log: &Log) -> usize {
    struct Open<'l> {
        log: &'l Log,
        names: [&'static str; 2],
    }
    trait Opens {
        fn open(&self, which: usize) -> Plain<'_>;
    }
    impl Opens for Open<'_> {
        fn open(&self, which: usize) -> Plain<'_> {
            plain(self.log, self.names.get(which).copied().unwrap_or_default())
        }
    }
    let names = ["a", "b"];
    let make = |name| plain(log, name);
    let of_a_method = with!(Open { log, names }.open(0) as name => { name.len() });
    let of_a_trait =
        with!(<Open<'_> as Opens>::open(&Open { log, names }, 1) as name => { name.len() });
    let of_a_closure = with!(make("c") as name => { name.len() });
    let of_a_block = with!({ let name = "d"; make(name) } as name => { name.len() });
    let of_a_cast =
        with!(make(if (1_u8 as char) == 'x' { "x" } else { "e" }) as name => { name.len() });
    let of_a_match = with!(match names { [_, name] => make(name) } as name => { name.len() });
    of_a_method + of_a_trait + of_a_closure + of_a_block + of_a_cast + of_a_match
}

fn failing_to_enter(log: &Log) -> Result<u32, Trouble> {
    with!(
        plain(log, "a"),
        fallible(log, "b"),
        failing(log, "c", Trouble::Enter),
        plain(log, "d"),
        { 1 }
    )?
}

fn failing_to_exit(log: &Log) -> (Result<u32, Trouble>, Result<Result<u32, Oops>, Trouble>) {
    (
        with!(failing(log, "a", Trouble::Exit) => { 1 }),
        with!(failing(log, "b", Trouble::Exit) => { Err(Oops) }),
    )
}

fn choosing_to_suppress(log: &Log) -> [Result<Option<Result<u32, Oops>>, Trouble>; 2] {
    [
        with!(choosing(log, "a") => { Ok(1) }),
        with!(choosing(log, "b") => { Err(Oops) }),
    ]
}

fn with_closures(log: &Log) -> (usize, Result<u32, Oops>) {
    struct Name(&'static str);
    impl ContextManager for Name {
        type Value<'a> = &'a mut Self;
        type Exit = ();
        fn enter(&mut self) -> Result<&mut Self, Infallible> {
            Ok(self)
        }
        fn exit(self, outcome: Outcome<'_>) {
            assert_eq!(outcome.is_success(), self.0 == "a");
        }
    }
    log.note(format_args!("run"));
    (
        Name("a").run(|name| name.0.len()),
        Name("b").try_run(|_| Err(Oops)),
    )
}

pub(super) fn run() {
    Log::check(in_braces, &1, "enter a, exit a completed");
    Log::check(between_angles, &true, "enter a, exit a completed");
    Log::check(after_a_comma, &2, "enter a, exit a completed");
    Log::check(
        without_a_binding,
        &6,
        "enter a, exit a completed, enter b, exit b completed, enter c, exit c completed",
    );
    Log::check(
        empty,
        &(),
        "enter a, exit a completed, enter b, exit b completed, enter c, exit c completed",
    );
    Log::check(
        several_items,
        &20,
        "enter a, enter b, enter c, exit c completed, exit b completed, exit a completed",
    );
    Log::check(
        nested_as_a_tail,
        &Ok(Some(4)),
        "enter a, enter b, enter c, exit c completed, exit b completed, exit a completed",
    );
    Log::check(
        nested_as_a_statement,
        &5,
        "enter a, enter b, exit b completed, enter b, exit b completed, enter c, exit c completed, exit a completed",
    );
    Log::check(
        patterns,
        &18,
        "enter a, exit a completed, enter b, exit b completed",
    );
    Log::check(
        expressions,
        &6,
        "enter a, exit a completed, enter b, exit b completed, enter c, exit c completed, enter d, exit d completed, enter e, exit e completed, enter b, exit b completed",
    );
    Log::check(
        failing_to_enter,
        &Err(Trouble::Enter),
        "enter a, enter b, exit b failed, exit a failed",
    );
    Log::check(
        failing_to_exit,
        &(Err(Trouble::Exit), Ok(Err(Oops))),
        "enter a, exit a completed, enter b, exit b failed: oops",
    );
    Log::check(
        choosing_to_suppress,
        &[Ok(Some(Ok(1))), Ok(None)],
        "enter a, exit a completed, enter b, exit b failed: oops",
    );
    Log::check(with_closures, &(1, Err(Oops)), "run");
}
