//! The manager that an `async` function with `yield_!` in it returns.
//!
//! It is cut in two like one that does not await: a future that sets up, and in it a closure whose future
//! tears down. An async closure would do for the second, but the future of one that is known by its
//! traits only is never known to be `Send`. So that future is a type of its own in the signature.

use core::fmt;
use core::future::Future;
use core::marker::PhantomData;
use core::mem;

use super::manager::{Lend, LendFor, entered_before, not_entered};
use crate::async_manager::AsyncContextManager;
use crate::exit::Exit;
use crate::failure::FromOutcome;
use crate::names::manager_name;
use crate::outcome::AsyncOutcome;

/// What is lent and what tears down, or why the setup failed.
type SetUp<S> = Result<
    (<S as AsyncSetup>::Lent, <S as AsyncSetup>::Teardown),
    <<S as AsyncSetup>::Exit as Exit>::Error,
>;

/// The first half of an `async` function with `yield_!` in it: a future that runs the function up to its
/// `yield_!`, and is ready with what is lent and with the closure that tears down.
pub trait AsyncSetup: Future<Output = SetUp<Self>> + Sized {
    /// What stands in `yield_!`.
    type Lent: Lend;

    /// The second half of the function.
    type Teardown;

    /// What the teardown returns.
    type Exit: Exit;

    /// The future of the second half. It cannot borrow from the outcome, whose lifetime the signature
    /// of the function has no name for.
    type TearingDown: Future<Output = Self::Exit>;

    /// Runs the rest of it.
    fn tear_down(
        teardown: Self::Teardown,
        lent: Self::Lent,
        outcome: AsyncOutcome<'_>,
    ) -> Self::TearingDown;
}

/// The second half of a function, a closure `T` that is told a `K`.
#[derive(Debug)]
pub struct Rest<K, T> {
    teardown: T,
    told: PhantomData<fn(K)>,
}

impl<S, L, K, T, G, X> AsyncSetup for S
where
    S: Future<Output = Result<(L, Rest<K, T>), X::Error>>,
    L: Lend,
    K: FromOutcome,
    T: FnOnce(L::Back, K) -> G,
    G: Future<Output = X>,
    X: Exit,
{
    type Lent = L;
    type Teardown = Rest<K, T>;
    type Exit = X;
    type TearingDown = G;

    #[inline]
    fn tear_down(rest: Rest<K, T>, lent: L, outcome: AsyncOutcome<'_>) -> G {
        (rest.teardown)(lent.give_back(), K::from_outcome(outcome))
    }
}

/// A call of an `async` function marked `#[context_manager]`. None of the function has run before
/// `with!` enters it.
#[must_use = "the function does not run before `with!` enters its manager"]
pub struct AsyncFunctionManager<S: AsyncSetup>(State<S>);

enum State<S: AsyncSetup> {
    Called(S),
    Yielded(S::Lent, S::Teardown),
    /// Between the two; for good when the setup failed.
    Running,
}

/// Makes the manager of a setup.
#[inline]
pub fn async_function_manager<S: AsyncSetup>(setup: S) -> AsyncFunctionManager<S> {
    AsyncFunctionManager(State::Called(setup))
}

/// What a setup is ready with. The teardown's arguments get their types from here.
#[inline]
pub fn async_yielded<L, K, T, G>(lent: L, teardown: T) -> (L, Rest<K, T>)
where
    L: Lend,
    K: FromOutcome,
    T: FnOnce(L::Back, K) -> G,
    G: Future,
{
    let told = PhantomData;
    (lent, Rest { teardown, told })
}

/// The future that a teardown returns, which is ready with an `X`. Around an `async` block that is all of
/// a closure, so that rustc's lint `closure_returning_async_block` does not propose an async closure.
#[inline]
pub const fn tearing_down<X: Exit, G: Future<Output = X>>(future: G) -> G {
    future
}

impl<S: AsyncSetup> AsyncContextManager for AsyncFunctionManager<S> {
    type Value<'a>
        = <S::Lent as LendFor<'a>>::Value
    where
        Self: 'a;
    type Exit = S::Exit;

    #[inline]
    async fn enter(&mut self) -> Result<Self::Value<'_>, <S::Exit as Exit>::Error> {
        let Self(state) = self;
        let State::Called(setup) = mem::replace(state, State::Running) else {
            entered_before(manager_name::<Self>());
        };
        let (lent, teardown) = setup.await?;
        *state = State::Yielded(lent, teardown);
        let State::Yielded(lent, _) = state else {
            unreachable!("the setup has just yielded");
        };
        Ok(lent.lend())
    }

    #[inline]
    #[track_caller]
    fn exit(self, outcome: AsyncOutcome<'_>) -> impl Future<Output = S::Exit> {
        let State::Yielded(lent, teardown) = self.0 else {
            not_entered(manager_name::<Self>());
        };
        S::tear_down(teardown, lent, outcome)
    }
}

impl<S: AsyncSetup> fmt::Debug for AsyncFunctionManager<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(manager_name::<Self>())
    }
}
