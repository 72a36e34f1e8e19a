//! Functions with `yield_!` that cannot be cut in two: run as a coroutine.
//!
//! The whole body is an `async` block, the one coroutine that stable Rust has. It is polled once up to its `yield_!`
//! and, when the block has ended, once more to its end. So where its locals live, what they borrow and when they are
//! dropped is the compiler's business. It stands in a box, since a manager may be moved between the two; and what
//! it lends and gets back goes through a place that both sides share.

use alloc::boxed::Box;
use alloc::sync::Arc;
use core::fmt::Debug;
use core::future::{Future, poll_fn};
use core::marker::PhantomData;
use core::pin::Pin;
use core::sync::atomic::{AtomicBool, Ordering};
use core::task::{Context, Poll, Waker};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::async_manager::{Rest, async_yielded};
use super::manager::Lend;
use crate::abandoned::Abandoned;
use crate::async_manager::AsyncContextManager;
use crate::exit::{Exit, Verdict};
use crate::failure::{ErrorCopy, FromOutcome};
use crate::manager::ContextManager;
use crate::outcome::{AsyncOutcome, Downcast, Outcome};

/// What a coroutine and its manager share. `K` says how the block has ended, `X` is what the function answers.
struct Shared<L: Lend, K> {
    passed: Mutex<Option<Passed<L>>>,
    ended: OnceLock<K>,
    /// Whether a manager around the `yield_!` has suppressed the block's error.
    suppressed: AtomicBool,
}

/// What is passed between the two.
enum Passed<L: Lend> {
    Lent(L),
    Back(L::Back),
}

impl<L: Lend, K> Shared<L, K> {
    fn pass(&self, passed: Passed<L>) {
        *self.passed.lock().unwrap_or_else(PoisonError::into_inner) = Some(passed);
    }

    fn take(&self) -> Option<Passed<L>> {
        self.passed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// What a coroutine lends that is suspended.
    fn lent(&self) -> L {
        match self.take() {
            Some(Passed::Lent(lent)) => lent,
            _ => unreachable!("only a `yield_!` suspends"),
        }
    }

    fn end(&self, back: L::Back, ended: K) {
        self.pass(Passed::Back(back));
        if self.ended.set(ended).is_err() {
            unreachable!("a block ends once");
        }
    }

    fn answer<X: Exit>(&self, exit: X) -> X {
        if self.suppressed.load(Ordering::Relaxed) {
            exit.suppressing()
        } else {
            exit
        }
    }
}

/// The coroutine's side: what `yield_!` is called on.
pub struct Yielder<L: Lend, K, X> {
    shared: Arc<Shared<L, K>>,
    exit: PhantomData<fn() -> X>,
}

impl<L: Lend, K: FromOutcome, X> Yielder<L, K, X> {
    /// Lends, and goes on when the block has ended.
    ///
    /// # Panics
    ///
    /// When it has lent before.
    pub fn lend(&self, lent: L) -> Lending<'_, L, K> {
        assert!(self.shared.ended.get().is_none(), "`yield_!` ran twice");
        Lending {
            shared: &self.shared,
            lent: Some(lent),
        }
    }

    /// How the block has ended.
    pub fn outcome(&self) -> Outcome<'_, ErrorCopy> {
        match self.shared.ended.get() {
            Some(ended) => ended.outcome(),
            None => unreachable!("a coroutine goes on when its block has ended"),
        }
    }

    fn share(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            exit: PhantomData,
        }
    }

    /// What a manager around the `yield_!` is told: where its own body has come to a good end, how the block has ended.
    fn told<'o, E: Downcast + ?Sized>(&'o self, own: Outcome<'o, E>) -> Outcome<'o, E> {
        match (own, self.shared.ended.get()) {
            (Outcome::Completed, Some(ended)) => ended.outcome().into(),
            (own, _) => own,
        }
    }

    /// Takes the answer of such a manager down, if it suppresses what only the block has failed with.
    fn settle<E: ?Sized, Y: Exit>(&self, own: Outcome<'_, E>, answer: Y) -> Y {
        if own.is_success() && answer.is_suppressing() {
            self.shared.suppressed.store(true, Ordering::Relaxed);
        }
        answer
    }
}

/// The future of a `yield_!`: pending once, and then ready with what the block gives back.
pub struct Lending<'y, L: Lend, K> {
    shared: &'y Shared<L, K>,
    lent: Option<L>,
}

/// Nothing in it is ever pinned.
impl<L: Lend, K> Unpin for Lending<'_, L, K> {}

impl<L: Lend, K> Future for Lending<'_, L, K> {
    type Output = L::Back;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<L::Back> {
        if let Some(lent) = self.lent.take() {
            self.shared.pass(Passed::Lent(lent));
            return Poll::Pending;
        }
        match self.shared.take() {
            Some(Passed::Back(back)) => Poll::Ready(back),
            _ => unreachable!("a coroutine goes on when its block has ended"),
        }
    }
}

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
        yielder: yielder.share(),
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
        yielder: yielder.share(),
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
        yielder.settle(outcome, manager.exit(yielder.told(outcome)))
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
        let answer = manager.exit(yielder.told(outcome)).await;
        yielder.settle(outcome, answer)
    }

    fn abandon(self, reason: Abandoned) {
        self.manager.abandon(reason);
    }
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

/// Runs `body` up to its `yield_!`; returns what it lends and what runs the rest of it.
///
/// # Errors
///
/// That of a body which ends before.
///
/// # Panics
///
/// When the body ends before without an error, and when it yields again.
pub fn run_to_yield<L, K, X, F>(
    body: impl FnOnce(Yielder<L, K, X>) -> F,
) -> Result<(L, impl FnOnce(L::Back, Outcome<'_>) -> X), X::Error>
where
    L: Lend,
    K: FromOutcome,
    X: Exit,
    F: Future<Output = X>,
{
    let (shared, mut coroutine) = begin(body);
    // Nothing is awaited but `yield_!`, which asks for no waker.
    let mut poll = move || {
        let mut context = Context::from_waker(Waker::noop());
        coroutine.as_mut().poll(&mut context)
    };
    if let Poll::Ready(exit) = poll() {
        return Err(not_yielded(exit));
    }
    let lent = shared.lent();
    Ok((lent, move |back, outcome: Outcome<'_>| {
        shared.end(back, K::from_outcome(outcome));
        match poll() {
            Poll::Ready(exit) => shared.answer(exit),
            Poll::Pending => unreachable!("only a `yield_!` suspends"),
        }
    }))
}

/// [`run_to_yield`] of a body that awaits.
///
/// # Errors
///
/// That of a body which ends before.
///
/// # Panics
///
/// When the body ends before without an error, and when it yields again.
pub fn run_to_yield_async<L, K, X, F>(
    body: impl FnOnce(Yielder<L, K, X>) -> F,
) -> impl Future<Output = AsyncYielded<L, K, X, impl FnOnce(L::Back, K) -> Resumed<L, K, F>>>
where
    L: Lend,
    K: FromOutcome,
    X: Exit,
    F: Future<Output = X>,
{
    let mut begun = Some(begin(body));
    // No `async` block, as that would hold references across its awaits, and not be `Send` for every lifetime.
    poll_fn(move |context| {
        let Some((shared, coroutine)) = &mut begun else {
            unreachable!("a future is not polled again when it is ready");
        };
        if let Poll::Ready(exit) = coroutine.as_mut().poll(context) {
            return Poll::Ready(Err(not_yielded(exit)));
        }
        let Some(Passed::Lent(lent)) = shared.take() else {
            return Poll::Pending;
        };
        let resumed = begun.take();
        Poll::Ready(Ok(async_yielded(lent, move |back, ended| {
            let Some((shared, coroutine)) = resumed else {
                unreachable!("it has begun");
            };
            shared.end(back, ended);
            Resumed { shared, coroutine }
        })))
    })
}

/// What a coroutine that awaits has lent, with the rest of it, or the error that it ended with before.
type AsyncYielded<L, K, X, T> = Result<(L, Rest<K, T>), <X as Exit>::Error>;

/// The rest of a coroutine that awaits.
pub struct Resumed<L: Lend, K, F> {
    shared: Arc<Shared<L, K>>,
    coroutine: Pin<Box<F>>,
}

impl<L: Lend, K, F: Future<Output: Exit>> Future for Resumed<L, K, F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let exit = self.coroutine.as_mut().poll(context);
        exit.map(|exit| self.shared.answer(exit))
    }
}

/// What a manager shares with its coroutine, which has not run yet.
type Begun<L, K, F> = (Arc<Shared<L, K>>, Pin<Box<F>>);

fn begin<L: Lend, K, X, F>(body: impl FnOnce(Yielder<L, K, X>) -> F) -> Begun<L, K, F> {
    let shared = Arc::new(Shared {
        passed: Mutex::new(None),
        ended: OnceLock::new(),
        suppressed: AtomicBool::new(false),
    });
    let yielder = Yielder {
        shared: Arc::clone(&shared),
        exit: PhantomData,
    };
    (shared, Box::pin(body(yielder)))
}

/// The error of a function that has ended before its `yield_!`.
fn not_yielded<X: Exit>(exit: X) -> X::Error {
    match exit.into_error() {
        Some(error) => error,
        None => panic!("the function ended without `yield_!`"),
    }
}
