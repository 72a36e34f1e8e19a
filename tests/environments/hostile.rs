//! Blocks and annotations where no name means what the expansion would have it mean.
//!
//! An environment has `#![no_implicit_prelude]` and names the library `crate::whole`, and what
//! it has for users `crate::library`.

#![allow(
    dead_code,
    non_snake_case,
    unused_macros,
    reason = "the names are there to be in the way"
)]

use ::core::convert::{From, Infallible};
use ::core::marker::Sized;
use ::core::ops::{AddAssign, FnOnce};

use crate::library::{ContextManager, Outcome, Verdict, with, with_under_another_name};

pub(crate) struct Some;
pub(crate) struct None;
pub(crate) struct Option;
pub(crate) struct Box;
pub(crate) struct Vec;
pub(crate) struct Result;
pub(crate) struct Guard;
pub(crate) struct Slot;
pub(crate) struct Split;
pub(crate) struct Setup;
pub(crate) struct Owned;
pub(crate) struct Exit;
pub(crate) struct Reusable;
pub(crate) struct Abandon;
pub(crate) struct Future;
pub(crate) struct FunctionManager;

fn Ok() {}
fn Err() {}
fn drop() {}
fn guard() {}
fn of() {}
fn leave() {}
fn pass() {}
fn never() {}
fn convert() {}
fn infallible() {}
fn unreached() {}
fn function_manager() {}
fn yielded() {}
fn exit_by() {}
fn exit_by_async() {}

mod core {}
mod std {}
mod alloc {}
mod scoped_core {}
mod scoped_macros {}
mod __private {}

macro_rules! concat {
    () => {};
}
macro_rules! stringify {
    () => {};
}
macro_rules! unreachable {
    () => {};
}

/// Has every method that the expansion calls, to be in the way of those.
trait Methods: Sized {
    fn enter(&mut self) {}
    fn exit(self) {}
    fn take(self) {}
    fn finish(self) {}
    fn settle(self) {}
    fn split(self) {}
    fn convert(self) {}
    fn typed(self) {}
    fn of_none(self) {}
    fn give_up(self) {}
    fn not_entered(self) {}
    fn pass(self) {}
    fn abandon(self) {}
    fn lend(self) {}
    fn call(self) {}
}

impl<T> Methods for T {}

type Answer<T, E> = ::core::result::Result<T, E>;

/// Counts what happens to it: 1 for `enter`, 10 for an `exit` after a success, 100 after a failure.
struct Counting<'c>(&'c ::core::cell::Cell<u32>);

fn counting(count: &::core::cell::Cell<u32>) -> Counting<'_> {
    Counting(count)
}

fn add(count: &::core::cell::Cell<u32>, number: u32) {
    let mut sum = count.get();
    AddAssign::add_assign(&mut sum, number);
    count.set(sum);
}

impl ContextManager for Counting<'_> {
    type Value<'a>
        = u32
    where
        Self: 'a;
    type Exit = ();

    fn enter(&mut self) -> Answer<u32, Infallible> {
        add(self.0, 1);
        Answer::Ok(self.0.get())
    }

    fn exit(self, outcome: Outcome<'_>) {
        add(self.0, if outcome.is_success() { 10 } else { 100 });
    }
}

struct Fallible<'c>(Counting<'c>, bool);

impl ContextManager for Fallible<'_> {
    type Value<'a>
        = u32
    where
        Self: 'a;
    type Exit = Answer<Verdict, Trouble>;

    fn enter(&mut self) -> Answer<u32, Trouble> {
        let Answer::Ok(count) = ContextManager::enter(&mut self.0);
        Answer::Ok(count)
    }

    fn exit(self, outcome: Outcome<'_>) -> Answer<Verdict, Trouble> {
        ContextManager::exit(self.0, outcome);
        if self.1 {
            return Answer::Err(Trouble);
        }
        Answer::Ok(Verdict::Propagate)
    }
}

#[derive(::core::fmt::Debug, ::core::cmp::PartialEq)]
struct Trouble;

impl From<::core::num::ParseIntError> for Trouble {
    fn from(_: ::core::num::ParseIntError) -> Trouble {
        Trouble
    }
}

fn values(count: &::core::cell::Cell<u32>) -> u32 {
    let core = with!(counting(count) as Ok => { Ok });
    let std = with_under_another_name!(counting(count) as Err, { Err });
    with!(counting(count), counting(count) as r#alloc => < core + std + r#alloc >)
}

fn jumps(count: &::core::cell::Cell<u32>, text: &str) -> Answer<u32, Trouble> {
    'turns: loop {
        let fails = with!(counting(count), Fallible(counting(count), false) => {
            let number: u32 = text.parse()?;
            if number == 0 {
                return Answer::Err(Trouble);
            }
            if number == 1 {
                break 'turns;
            }
            with!(counting(count) => {
                if number == 2 {
                    break;
                }
                ::core::assert!(text.parse::<u32>()? > 2, "{}", text.parse::<u32>()?);
                if count.get() < 30 {
                    continue;
                }
            });
        });
        let Answer::Ok(::core::option::Option::Some(())) = fails else {
            return Answer::Ok(0);
        };
        return Answer::Ok(1);
    }
    Answer::Ok(count.get())
}

fn fails(count: &::core::cell::Cell<u32>, early: bool) -> Answer<u32, Trouble> {
    let answer = with!(Fallible(counting(count), true) => {
        if early {
            return Answer::Ok(1);
        }
    });
    let ::core::option::Option::Some(()) = answer? else {
        return Answer::Ok(2);
    };
    Answer::Ok(3)
}

fn has_a_closure(count: &::core::cell::Cell<u32>) -> ::core::option::Option<u32> {
    let call = |number: ::core::option::Option<u32>| with!(counting(count) as counted => { ::core::option::Option::Some(number? + counted) });
    call(::core::option::Option::Some(1))
}

/// The attribute, between all of the above and another `Result`.
mod annotated {
    #![allow(
        clippy::wildcard_imports,
        reason = "all of the names are to be in the way"
    )]

    use super::*;
    use crate::library::{Abandoned, AsyncOutcome, context_manager, yield_};

    type Result<T> = ::core::result::Result<T, Trouble>;

    pub(super) struct Lends<'c>(pub(super) Counting<'c>);

    #[context_manager(crate = crate::whole)]
    impl<'c> Lends<'c> {
        fn enter(&mut self) -> &'c ::core::cell::Cell<u32> {
            add(self.0.0, 1);
            self.0.0
        }

        fn exit(&mut self, outcome: Outcome<'_>) -> Result<()> {
            add(self.0.0, if outcome.is_success() { 10 } else { 100 });
            Answer::Ok(())
        }
    }

    pub(super) struct Fails<'c>(pub(super) &'c ::core::cell::Cell<u32>);

    #[context_manager(crate = crate::whole)]
    impl Fails<'_> {
        fn enter(&mut self) -> Result<u32> {
            add(self.0, 1);
            Answer::Err(Trouble)
        }

        fn exit(self) -> Verdict {
            Verdict::Suppress
        }
    }

    pub(super) struct Itself<'c>(pub(super) &'c ::core::cell::Cell<u32>);

    #[context_manager(crate = crate::whole)]
    impl Itself<'_> {
        fn exit(self) {
            add(self.0, 10);
        }
    }

    pub(super) struct Awaits<'c>(pub(super) &'c ::core::cell::Cell<u32>);

    #[context_manager(crate = crate::whole)]
    impl Awaits<'_> {
        async fn enter(&mut self) -> &mut Self {
            add(self.0, 1);
            self
        }

        async fn exit(&mut self) -> Result<Verdict> {
            add(self.0, 10);
            Answer::Ok(Verdict::Propagate)
        }

        fn abandon(&mut self, _: Abandoned) {
            add(self.0, 1000);
        }
    }

    pub(super) struct AwaitsToo<'c>(pub(super) &'c ::core::cell::Cell<u32>);

    #[context_manager(crate = crate::whole)]
    impl AwaitsToo<'_> {
        async fn enter(&mut self) -> Result<u32> {
            add(self.0, 1);
            Answer::Ok(self.0.get())
        }

        async fn exit(self, _: AsyncOutcome<'_>) {
            add(self.0, 10);
        }

        fn abandon(self) {
            add(self.0, 1000);
        }
    }

    #[context_manager(crate = crate::whole, enter = open -> Result<u32>, exit = close)]
    pub(super) struct Pooled<'c, T: ::core::marker::Copy>(
        pub(super) &'c ::core::cell::Cell<u32>,
        pub(super) T,
    );

    impl<T: ::core::marker::Copy> Pooled<'_, T> {
        fn open(&mut self) -> Result<u32> {
            add(self.0, 1);
            Answer::Ok(self.0.get())
        }

        fn close(self) {
            add(self.0, 10);
        }
    }

    #[context_manager(
        crate = crate::whole,
        enter = async open -> &::core::cell::Cell<u32>,
        exit = async close -> Result<()>,
    )]
    pub(super) struct PooledToo<'c>(pub(super) &'c ::core::cell::Cell<u32>);

    impl PooledToo<'_> {
        async fn open(&mut self) -> &::core::cell::Cell<u32> {
            add(self.0, 1);
            self.0
        }

        async fn close(&mut self, outcome: AsyncOutcome<'_>) -> Result<()> {
            add(self.0, if outcome.is_success() { 10 } else { 100 });
            Answer::Ok(())
        }
    }

    #[context_manager(crate = crate::whole)]
    pub(super) fn counted(count: &::core::cell::Cell<u32>, text: &str) -> Result<u32> {
        add(count, 1);
        let number = text.parse()?;
        let outcome = yield_!(number);
        add(count, if outcome.is_success() { 10 } else { 100 });
        if number == 9 {
            return Answer::Err(Trouble);
        }
        Answer::Ok(())
    }

    #[context_manager(crate = crate::whole)]
    pub(super) async fn awaited(count: &::core::cell::Cell<u32>, text: &str) -> Result<u32> {
        ::core::future::ready(add(count, 1)).await;
        let number = text.parse()?;
        let outcome = yield_!(number);
        add(count, if outcome.is_success() { 10 } else { 100 });
        if number == 9 {
            return Answer::Err(Trouble);
        }
        ::core::future::ready(Answer::Ok(())).await
    }

    /// Ends in the `Ok(())` of the expansion.
    #[context_manager(crate = crate::whole)]
    pub(super) fn short<T>(value: T) -> Result<(T, u32)> {
        yield_!((value, 1));
    }

    impl Itself<'_> {
        #[context_manager(crate = crate::whole)]
        pub(super) fn deeper(&mut self, by: u32) -> &mut Self {
            add(self.0, by);
            yield_!(self);
            add(self.0, by);
        }

        #[context_manager(crate = crate::whole)]
        pub(super) fn nothing(&self) {
            yield_!();
            add(self.0, 10);
        }
    }
}

fn uses_annotated_impls(count: &::core::cell::Cell<u32>) -> Answer<u32, Trouble> {
    let mut lends = annotated::Lends(counting(count));
    with!(&mut lends as lent => { add(lent, 1); })?;
    with!(lends, annotated::Itself(count) as it => { add(it.0, 1); })?;
    let fails = with!(annotated::Fails(count) => {});
    ::core::assert_eq!(fails, Answer::Err(Trouble));
    let number = with!(annotated::Pooled(count, 'x') as number => { number })?;
    Answer::Ok(number)
}

fn uses_annotated_functions(count: &::core::cell::Cell<u32>, text: &str) -> Answer<u32, Trouble> {
    let (number, one) = with!(
        annotated::counted(count, text) as number,
        annotated::short("text") as (_, one),
        { (*number, *one) }
    )??;
    let mut it = annotated::Itself(count);
    with!(it.deeper(1) as it, it.nothing() => { add(it.0, 1); });
    let sum: u32 = ::core::ops::Add::add(number, one);
    Answer::Ok(sum)
}

#[crate::library::within(crate = crate::whole, counting(count) as counted, annotated::Itself(count) as it)]
fn runs_within(count: &::core::cell::Cell<u32>, fails: bool) -> Answer<u32, Trouble> {
    if fails {
        return Answer::Err(Trouble);
    }
    add(it.0, 1);
    Answer::Ok(counted)
}

#[crate::library::within(crate = crate::whole, annotated::Fails(count))]
fn fails_within(count: &::core::cell::Cell<u32>) -> Answer<(), Trouble> {
    add(count, 1);
    Answer::Ok(())
}

async fn awaits_annotated(count: &::core::cell::Cell<u32>) -> Answer<u32, Trouble> {
    let mut awaits = annotated::Awaits(count);
    with!(async &mut awaits as awaits => { add(awaits.0, 1); })?;
    let three = with!(async annotated::awaited(count, "3") as three => { *three })?;
    let nine = with!(async annotated::awaited(count, "9") as nine => { *nine });
    ::core::assert_eq!((three, nine), (3, Answer::Err(Trouble)));
    let number = with!(
        async awaits,
        async annotated::AwaitsToo(count) as number,
        async annotated::PooledToo(count) as lent,
        {
            add(lent, 1);
            number
        }
    )?;
    number.map_or(Answer::Err(Trouble), |number| number?)
}

fn runs_annotated(count: &::core::cell::Cell<u32>) -> Answer<u32, Trouble> {
    let mut future = ::core::pin::pin!(awaits_annotated(count));
    let mut context = ::core::task::Context::from_waker(::core::task::Waker::noop());
    match ::core::future::Future::poll(future.as_mut(), &mut context) {
        ::core::task::Poll::Ready(answer) => answer,
        ::core::task::Poll::Pending => Answer::Err(Trouble),
    }
}

#[track_caller]
fn check<T: ::core::cmp::PartialEq + ::core::fmt::Debug>(
    body: impl FnOnce(&::core::cell::Cell<u32>) -> T,
    value: T,
    counted: u32,
) {
    let count = ::core::cell::Cell::new(0);
    ::core::assert_eq!(body(&count), value);
    ::core::assert_eq!(count.get(), counted);
}

pub(crate) fn run() {
    check(values, 1 + 12 + 24, 44);
    check(|count| jumps(count, "x"), Answer::Err(Trouble), 202);
    check(|count| jumps(count, "0"), Answer::Err(Trouble), 202);
    check(|count| jumps(count, "1"), Answer::Ok(22), 22);
    check(|count| jumps(count, "2"), Answer::Ok(33), 33);
    check(|count| jumps(count, "3"), Answer::Ok(1), 66);
    check(|count| fails(count, true), Answer::Err(Trouble), 11);
    check(|count| fails(count, false), Answer::Err(Trouble), 11);
    check(has_a_closure, ::core::option::Option::Some(2), 11);
    check(uses_annotated_impls, Answer::Ok(36), 46);
    check(
        |count| uses_annotated_functions(count, "7"),
        Answer::Ok(8),
        24,
    );
    check(
        |count| uses_annotated_functions(count, "9"),
        Answer::Err(Trouble),
        11,
    );
    check(
        |count| uses_annotated_functions(count, "x"),
        Answer::Err(Trouble),
        1,
    );
    check(runs_annotated, Answer::Ok(36), 68);
    check(|count| runs_within(count, false), Answer::Ok(1), 22);
    check(|count| runs_within(count, true), Answer::Err(Trouble), 111);
    check(fails_within, Answer::Err(Trouble), 1);
}
