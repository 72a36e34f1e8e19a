//! Functions with `yield_!` that cannot be cut in two: run as a coroutine.
//!
//! The whole body is an `async` block, the one coroutine that stable Rust has. It is polled once up to its `yield_!`
//! and, when the block has ended, once more to its end. So where its locals live, what they borrow and when they are
//! dropped is the compiler's business. It stands in a box, since a manager may be moved between the two; and what
//! it lends and gets back goes through a place that both sides share.

use alloc::boxed::Box;
use alloc::sync::Arc;
use core::future::{Future, poll_fn};
use core::marker::PhantomData;
use core::pin::Pin;
use core::sync::atomic::{AtomicBool, Ordering};
use core::task::{Context, Poll, Waker};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::async_manager::{AsyncSetup, async_yielded};
use super::manager::Lend;
use crate::exit::Exit;
use crate::failure::{ErrorCopy, FromOutcome};
use crate::names::function_name;
use crate::outcome::Outcome;

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
    #[track_caller]
    pub fn lend(&self, lent: L) -> Lending<'_, L, K> {
        assert!(self.shared.ended.get().is_none(), "`yield_!` ran twice");
        Lending {
            shared: &self.shared,
            lent: Some(lent),
        }
    }

    /// How the block has ended.
    pub fn outcome(&self) -> Outcome<'_, ErrorCopy> {
        match self.ended() {
            Some(outcome) => outcome,
            None => unreachable!("a coroutine goes on when its block has ended"),
        }
    }

    /// How the block has ended, if it has.
    pub(super) fn ended(&self) -> Option<Outcome<'_, ErrorCopy>> {
        self.shared.ended.get().map(K::outcome)
    }

    /// Suppresses the block's error.
    pub(super) fn suppress(&self) {
        self.shared.suppressed.store(true, Ordering::Relaxed);
    }
}

impl<L: Lend, K, X> Clone for Yielder<L, K, X> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            exit: PhantomData,
        }
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

/// What a coroutine has lent and what runs the rest of it, or the error that it ended with before.
type Yielded<L, X, T> = Result<(L, T), <X as Exit>::Error>;

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
) -> Yielded<L, X, impl FnOnce(L::Back, Outcome<'_>) -> X>
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
        return Err(not_yielded::<F, X>(exit));
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
) -> impl AsyncSetup<Lent = L, Exit = X, Teardown = impl Sized, TearingDown = Resumed<L, K, F>>
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
            return Poll::Ready(Err(not_yielded::<F, X>(exit)));
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
fn not_yielded<F, X: Exit>(exit: X) -> X::Error {
    match exit.into_error() {
        Some(error) => error,
        None => panic!("`{}` ended without `yield_!`", function_name::<F>()),
    }
}
