//! The closure forms of an async block.

use super::async_guard::{async_guard, begin, entering, take};
use crate::async_manager::AsyncContextManager;
use crate::exit::Exit;
use crate::outcome::{AsyncFailure, AsyncOutcome, Outcome};

type With<M, T> = <<M as AsyncContextManager>::Exit as Exit>::With<T>;

/// Enters, calls `body`, and exits, awaited, also when the body panics.
pub(crate) async fn run<M, T>(manager: M, body: impl AsyncFnOnce(M::Value<'_>) -> T) -> With<M, T>
where
    M: AsyncContextManager,
{
    run_inspected(manager, body, |_| Outcome::Completed).await
}

/// The same, where an `Err` is a failure.
pub(crate) async fn try_run<M, T, E>(
    manager: M,
    body: impl AsyncFnOnce(M::Value<'_>) -> Result<T, E>,
) -> With<M, Result<T, E>>
where
    M: AsyncContextManager,
{
    run_inspected(manager, body, |value| match value {
        Ok(_) => Outcome::Completed,
        Err(_) => Outcome::Failed(AsyncFailure::default()),
    })
    .await
}

async fn run_inspected<M, T>(
    manager: M,
    body: impl AsyncFnOnce(M::Value<'_>) -> T,
    inspect: impl FnOnce(&T) -> AsyncOutcome<'static>,
) -> With<M, T>
where
    M: AsyncContextManager,
{
    let mut guard = async_guard(manager);
    let ended = {
        let (manager, stage) = begin(&mut guard);
        let (entered, stage) = {
            let enter = core::pin::pin!(manager.enter());
            entering(enter, stage).await
        };
        match entered {
            Ok(value) => {
                stage.succeeded();
                caught(body(value)).await
            }
            Err(error) => {
                stage.failed();
                return M::Exit::not_entered(error);
            }
        }
    };
    match ended {
        Ok(value) => {
            let outcome = inspect(&value);
            let manager = take(guard);
            match manager.exit(outcome).await.settle::<M>(outcome.into()) {
                None => M::Exit::stand(value),
                Some(stop) => M::Exit::stopped(stop),
            }
        }
        Err(panic) => {
            // What `exit` fails with is told; a second panic is not, as the first one goes on.
            match caught(take(guard).exit(Outcome::Panicked)).await {
                Ok(answer) => {
                    let _: Option<_> = answer.settle::<M>(Outcome::Panicked);
                }
                Err(second) => second.forget(),
            }
            panic.go_on()
        }
    }
}
#[cfg(feature = "std")]
use with_std::caught;
#[cfg(not(feature = "std"))]
use without_std::caught;

#[cfg(feature = "std")]
mod with_std {
    use core::future::{Future, poll_fn};
    use core::pin::pin;
    use core::task::Poll;
    use std::any::Any;
    use std::boxed::Box;
    use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

    /// A panic that is held up.
    pub(super) struct Panic(Box<dyn Any + Send>);

    impl Panic {
        pub(super) fn go_on(self) -> ! {
            resume_unwind(self.0)
        }

        /// Dropping the payload could panic again.
        pub(super) fn forget(self) {
            core::mem::forget(self.0);
        }
    }

    /// The output of `future`, or its panic.
    pub(super) async fn caught<F: Future>(future: F) -> Result<F::Output, Panic> {
        let mut future = pin!(future);
        poll_fn(move |context| {
            // A future that panicked is not polled again: unwind safety is of no matter.
            match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
                Ok(poll) => poll.map(Ok),
                Err(payload) => Poll::Ready(Err(Panic(payload))),
            }
        })
        .await
    }
}

#[cfg(not(feature = "std"))]
mod without_std {
    use core::future::Future;

    /// Panics are not held up.
    pub(super) enum Panic {}

    impl Panic {
        pub(super) fn go_on(self) -> ! {
            match self {}
        }

        pub(super) fn forget(self) {
            match self {}
        }
    }

    /// The output of `future`.
    pub(super) async fn caught<F: Future>(future: F) -> Result<F::Output, Panic> {
        Ok(future.await)
    }
}
