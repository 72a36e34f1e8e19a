//! Writes a function twice, as a manager and as a function whose `yield_!` runs the block in its place, and compares
//! what happens in the two.

use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::error::Error;
use std::fmt::{self, Display};

use scoped_core::{ContextManager, Outcome, Verdict};

thread_local! {
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static FAILS: Cell<bool> = const { Cell::new(false) };
    static ENDED: Cell<Option<How>> = const { Cell::new(None) };
}

pub(crate) fn note(event: impl Display) {
    LOG.with_borrow_mut(|log| log.push(event.to_string()));
}

/// Notes when it is dropped.
#[derive(Debug)]
pub(crate) struct Noisy(pub &'static str);

impl Noisy {
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

impl Drop for Noisy {
    fn drop(&mut self) {
        note(format_args!("drop {}", self.0));
    }
}

#[derive(Debug, PartialEq)]
pub(crate) struct Oops(pub &'static str);

impl Display for Oops {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for Oops {}

pub(crate) type Ended = Result<(), Box<dyn Error>>;

/// What a block ends with.
pub(crate) fn ends() -> Result<(), Oops> {
    if FAILS.get() { Err(Oops("no")) } else { Ok(()) }
}

/// How a block ended, as the plain function sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum How {
    Completed,
    Failed,
}

#[allow(dead_code)]
impl How {
    pub(crate) fn is_success(self) -> bool {
        matches!(self, Self::Completed)
    }

    pub(crate) fn is_failure(self) -> bool {
        !self.is_success()
    }
}

impl Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Completed => "completed",
            Self::Failed => "failed: no",
        })
    }
}

/// Runs the block of a plain function.
pub(crate) fn in_place(block: impl FnOnce() -> Result<(), Oops>) -> How {
    let how = match block() {
        Ok(()) => How::Completed,
        Err(_) => How::Failed,
    };
    assert!(ENDED.replace(Some(how)).is_none(), "it yields once");
    how
}

/// How the block of the plain function ended.
fn ended() -> How {
    ENDED.get().expect("it has yielded")
}

/// How the block of the plain function ended that may have run inside something; `before` says whether it had run then.
pub(crate) fn ended_inside(before: bool) -> How {
    if before { How::Completed } else { ended() }
}

pub(crate) fn has_ended() -> bool {
    ENDED.get().is_some()
}

/// What a `with!` makes of what the teardown of a plain function returns.
pub(crate) trait Teardown {
    fn end(self) -> Ended;
}

fn block_ended() -> Ended {
    match ended() {
        How::Completed => Ok(()),
        How::Failed => Err(Oops("no").into()),
    }
}

impl Teardown for () {
    fn end(self) -> Ended {
        block_ended()
    }
}

impl Teardown for Verdict {
    fn end(self) -> Ended {
        if self == Verdict::Suppress && ended().is_failure() {
            note("suppressed");
            return Ok(());
        }
        block_ended()
    }
}

impl<T: Teardown, E: Into<Box<dyn Error>>> Teardown for Result<T, E> {
    fn end(self) -> Ended {
        match self {
            Ok(done) => done.end(),
            // The error of the block goes on.
            Err(_) if ENDED.get().is_some_and(How::is_failure) => block_ended(),
            Err(error) => Err(error.into()),
        }
    }
}

/// What a `with!` evaluates to.
pub(crate) trait Value {
    fn end(self) -> Ended;
}

impl Value for () {
    fn end(self) -> Ended {
        Ok(())
    }
}

impl Value for Option<()> {
    fn end(self) -> Ended {
        if self.is_none() {
            note("suppressed");
        }
        Ok(())
    }
}

impl<T: Value, E: Into<Box<dyn Error>>> Value for Result<T, E> {
    fn end(self) -> Ended {
        self.map_err(Into::into)?.end()
    }
}

/// A manager that stands around a `yield_!`.
pub(crate) struct Around(pub &'static str);

pub(crate) fn around(name: &'static str) -> Around {
    Around(name)
}

impl Around {
    pub(crate) fn begin(&mut self) -> Result<&'static str, Infallible> {
        note(format_args!("begin {}", self.0));
        Ok(self.0)
    }

    pub(crate) fn end(self, success: bool, outcome: &str) {
        let done = if success { "commit" } else { "roll back" };
        note(format_args!("{done} {}: {outcome}", self.0));
    }
}

impl ContextManager for Around {
    type Value<'a> = &'static str;
    type Exit = ();

    fn enter(&mut self) -> Result<&'static str, Infallible> {
        self.begin()
    }

    fn exit(self, outcome: Outcome<'_>) {
        self.end(outcome.is_success(), &outcome.to_string());
    }
}

pub(crate) type Trace = (Option<String>, Vec<String>);

/// How it ends and what happens, where the block completes or fails.
pub(crate) fn trace(run: impl FnOnce() -> Ended, fails: bool) -> Trace {
    LOG.take();
    FAILS.set(fails);
    ENDED.set(None);
    let ended = run().err().map(|error| error.to_string());
    (ended, LOG.take())
}

pub(crate) fn assert_same(managed: &[fn() -> Ended], plain: &[fn() -> Ended]) {
    assert_eq!(managed.len(), plain.len());
    for (number, (managed, plain)) in managed.iter().zip(plain).enumerate() {
        for fails in [false, true] {
            let expected = trace(plain, fails);
            assert_ne!(expected, (None, Vec::new()), "nothing to compare");
            let found = trace(managed, fails);
            assert_eq!(found, expected, "run {number}, the block fails: {fails}");
        }
    }
}

pub(crate) fn run_async(future: impl Future<Output = Ended>) -> Ended {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build()?.block_on(future)
}

/// A function as the manager that it is: `#[context_manager] fn name[generics](arguments,) -> [lent] => [returned] {}`.
macro_rules! managed {
    (
        $hash:tt $attribute:tt fn $name:ident [$($generics:tt)*] ($($arguments:tt)*)
        $(-> [$($lent:tt)*])? $(=> [$($returned:tt)*])? { $($body:tt)* }
    ) => {
        $hash $attribute
        fn $name<$($generics)*>($($arguments)*) $(-> $($lent)*)? { $($body)* }
    };
    (
        $hash:tt $attribute:tt async fn $name:ident [$($generics:tt)*] ($($arguments:tt)*)
        $(-> [$($lent:tt)*])? $(=> [$($returned:tt)*])? { $($body:tt)* }
    ) => {
        $hash $attribute
        async fn $name<$($generics)*>($($arguments)*) $(-> $($lent)*)? { $($body)* }
    };
}

/// The same function as any other one: it returns what its teardown returns.
macro_rules! plain {
    (
        #[context_manager] fn $name:ident [$($generics:tt)*] ($($arguments:tt)*)
        $(-> [$($lent:tt)*])? $(=> [$($returned:tt)*])? { $($body:tt)* }
    ) => {
        fn $name<$($generics)*>($($arguments)*) $(-> $($returned)*)? { $($body)* }
    };
    (
        #[context_manager] async fn $name:ident [$($generics:tt)*] ($($arguments:tt)*)
        $(-> [$($lent:tt)*])? $(=> [$($returned:tt)*])? { $($body:tt)* }
    ) => {
        async fn $name<$($generics)*>($($arguments)*) $(-> $($returned)*)? { $($body)* }
    };
}

/// A `with!` around a `yield_!` that runs the block in its place.
macro_rules! plain_with {
    ($name:ident($($argument:tt)*) $(as $value:pat)? => { $($body:tt)* }) => {
        plain_with! { @run $name($($argument)*), ($($value)?), { $($body)* } }
    };
    ($name:ident($($argument:tt)*) $(as $value:pat)?, $($rest:tt)*) => {
        plain_with! { @run $name($($argument)*), ($($value)?), { plain_with! { $($rest)* } } }
    };
    (@run $name:ident($($argument:tt)*), ($($value:pat)?), { $($body:tt)* }) => {
        match $name($($argument)*) {
            mut manager => {
                let before = $crate::harness::has_ended();
                {
                    #[allow(unused_variables)]
                    let value = manager.begin().unwrap();
                    $(let $value = value;)?
                    $($body)*
                }
                let how = $crate::harness::ended_inside(before);
                manager.end(how.is_success(), &how.to_string());
            }
        }
    };
}

/// What a plain function lends: `owned` where a name is lent as it is, `changed` as `&mut` of it, and `reference` where
/// the value is a reference.
macro_rules! lend {
    ([owned] $name:ident => $pattern:pat => $block:block) => {
        $crate::harness::in_place(|| {
            let $pattern = &$name;
            $block
        })
    };
    ([changed] $name:ident => $pattern:pat => $block:block) => {
        $crate::harness::in_place(|| {
            let $pattern = &mut $name;
            $block
        })
    };
    ([reference] $name:ident => $pattern:pat => $block:block) => {
        $crate::harness::in_place(|| {
            let $pattern = &mut *$name;
            $block
        })
    };
    ([shared] $name:ident => $pattern:pat => $block:block) => {
        $crate::harness::in_place(|| {
            let $pattern = &*$name;
            $block
        })
    };
    ([reference] $value:expr => $pattern:pat => $block:block) => {
        match $value {
            lent => $crate::harness::in_place(|| {
                let $pattern = lent;
                $block
            }),
        }
    };
    ([shared] $value:expr => $pattern:pat => $block:block) => {
        match $value {
            lent => $crate::harness::in_place(|| {
                let $pattern = lent;
                $block
            }),
        }
    };
    ([$kind:ident] $value:expr => $pattern:pat => $block:block) => {
        match &mut { $value } {
            lent => $crate::harness::in_place(|| {
                let $pattern = lent;
                $block
            }),
        }
    };
}

/// One test: `name [what is lent] { items } run (manager) as pattern => { block }`.
macro_rules! same {
    ($($input:tt)*) => { same_written! { ($) $($input)* } };
}

macro_rules! same_written {
    (
        ($d:tt) $test:ident [$kind:ident] { $($items:tt)* }
        run $($manager:tt),+ as $pattern:pat => $block:tt
    ) => {
        same_written! {
            @modules ($d) $test [$kind] { $($items)* } $pattern => $block
            {
                pub(super) const RUNS: &[fn() -> Ended] = &[$(|| {
                    let value = scoped_core::with!($manager as $pattern => { { $block } ends()?; });
                    Value::end(value)
                }),+];
            }
            { pub(super) const RUNS: &[fn() -> Ended] = &[$(|| Teardown::end($manager)),+]; }
        }
    };
    (
        ($d:tt) $test:ident [$kind:ident] { $($items:tt)* }
        run async $($manager:tt),+ as $pattern:pat => $block:tt
    ) => {
        same_written! {
            @modules ($d) $test [$kind] { $($items)* } $pattern => $block
            {
                pub(super) const RUNS: &[fn() -> Ended] = &[$(|| run_async(async {
                    let value = scoped_core::with!(async $manager as $pattern => { { $block } ends()?; });
                    Value::end(value)
                })),+];
            }
            {
                pub(super) const RUNS: &[fn() -> Ended] =
                    &[$(|| run_async(async { Teardown::end($manager.await) })),+];
            }
        }
    };
    (
        @modules ($d:tt) $test:ident [$kind:ident] { $($items:tt)* } $pattern:pat => $block:tt
        { $($managed:tt)* } { $($plain:tt)* }
    ) => {
        mod $test {
            use super::*;

            #[test]
            fn same() {
                assert_same(managed::RUNS, plain::RUNS);
            }

            mod managed {
                #[allow(unused_imports)]
                use super::*;
                use managed as function;
                #[allow(unused_imports)]
                use scoped_core::{context_manager, with, yield_};

                $($items)*

                $($managed)*
            }

            mod plain {
                #[allow(unused_imports)]
                use super::*;
                use plain as function;
                #[allow(unused_imports)]
                use plain_with as with;

                #[allow(unused_macros)]
                macro_rules! yield_ {
                    () => {
                        $crate::harness::in_place(|| { let $pattern = (); { $block } ends() })
                    };
                    ($d($d value:tt)*) => {
                        lend! { [$kind] $d($d value)* => $pattern => { { $block } ends() } }
                    };
                }

                $($items)*

                $($plain)*
            }
        }
    };
}
