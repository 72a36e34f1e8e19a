//! Managers around a `yield_!`.
//!
//! Their own body ends well where the function goes on behind the `yield_!`, however the block has ended that it lends to.
//! But it is the block that they are there for: so they are told of that, and what they suppress is the block's error.

use core::fmt::Debug;
use core::future::Future;

use super::coroutine::Yielder;
use super::manager::Lend;
use crate::abandoned::Abandoned;
use crate::async_manager::AsyncContextManager;
use crate::exit::{Exit, Verdict};
use crate::failure::FromOutcome;
use crate::manager::ContextManager;
use crate::outcome::{AsyncOutcome, Downcast, ErrorObject, Outcome};

/// A manager around a `yield_!`.
pub struct Around<M, L: Lend, K, X> {
    manager: M,
    yielder: Yielder<L, K, X>,
}

/// A manager around a `yield_!`, which is told how the block has ended.
pub fn around<M, L, K, X>(manager: M, yielder: &Yielder<L, K, X>) -> Around<M, L, K, X>
where
    M: ContextManager<Exit: Within<X>>,
    L: Lend,
    K: FromOutcome,
{
    Around {
        manager,
        yielder: yielder.clone(),
    }
}

/// The same of one that awaits.
pub fn around_async<M, L, K, X>(manager: M, yielder: &Yielder<L, K, X>) -> Around<M, L, K, X>
where
    M: AsyncContextManager<Exit: Within<X>>,
    L: Lend,
    K: FromOutcome,
{
    Around {
        manager,
        yielder: yielder.clone(),
    }
}

// It is none of the managers that rustc is to propose.
#[diagnostic::do_not_recommend]
impl<M, L, K, X> ContextManager for Around<M, L, K, X>
where
    M: ContextManager,
    L: Lend,
    K: FromOutcome,
{
    type Value<'a>
        = M::Value<'a>
    where
        Self: 'a;
    type Exit = M::Exit;

    fn enter(&mut self) -> Result<M::Value<'_>, <M::Exit as Exit>::Error> {
        self.manager.enter()
    }

    fn exit(self, outcome: Outcome<'_>) -> M::Exit {
        let Self { manager, yielder } = self;
        let answer = manager.exit(told(&yielder, outcome));
        settle(&yielder, outcome, answer)
    }
}

#[diagnostic::do_not_recommend]
impl<M, L, K, X> AsyncContextManager for Around<M, L, K, X>
where
    M: AsyncContextManager,
    L: Lend,
    K: FromOutcome,
{
    type Value<'a>
        = M::Value<'a>
    where
        Self: 'a;
    type Exit = M::Exit;

    fn enter(&mut self) -> impl Future<Output = Result<M::Value<'_>, <M::Exit as Exit>::Error>> {
        self.manager.enter()
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> M::Exit {
        let Self { manager, yielder } = self;
        let answer = manager.exit(told(&yielder, outcome)).await;
        settle(&yielder, outcome, answer)
    }

    fn abandon(self, reason: Abandoned) {
        self.manager.abandon(reason);
    }
}

/// What such a manager is told: where its own body has come to a good end, how the block has ended.
fn told<'o, L, K, X, E>(yielder: &'o Yielder<L, K, X>, own: Outcome<'o, E>) -> Outcome<'o, E>
where
    L: Lend,
    K: FromOutcome,
    E: Downcast,
{
    match (own, yielder.ended()) {
        (Outcome::Completed, Some(ended)) => ended.into(),
        (own, _) => own,
    }
}

/// Takes its answer down, if it suppresses what only the block has failed with.
fn settle<L, K, X, E, Y>(yielder: &Yielder<L, K, X>, own: Outcome<'_, E>, answer: Y) -> Y
where
    L: Lend,
    K: FromOutcome,
    E: ErrorObject,
    Y: Exit,
{
    if own.is_success() && answer.is_suppressing() {
        yielder.suppress();
    }
    answer
}

/// What the `exit` of a manager around a `yield_!` may answer in a function that answers `X`: a verdict is the
/// function's too.
#[diagnostic::on_unimplemented(
    message = "this manager may suppress an error, and the function around it may not",
    label = "its `exit` returns `{Self}`",
    note = "a manager around `yield_!` is told how the block ended; what it suppresses, the function has to suppress: let that \
            return a `Verdict` as well"
)]
pub trait Within<X>: Exit {}

#[diagnostic::do_not_recommend]
impl<X> Within<X> for () {}
#[diagnostic::do_not_recommend]
impl<X, E: Debug> Within<X> for Result<(), E> {}
#[diagnostic::do_not_recommend]
impl Within<Verdict> for Verdict {}
#[diagnostic::do_not_recommend]
impl<E: Debug> Within<Verdict> for Result<Verdict, E> {}
#[diagnostic::do_not_recommend]
impl<F> Within<Result<Verdict, F>> for Verdict {}
#[diagnostic::do_not_recommend]
impl<E: Debug, F> Within<Result<Verdict, F>> for Result<Verdict, E> {}
