//! Items that are not `async`, in functions that are.

use core::future::Future as Task;
use core::pin::pin;
use core::task::{Context, Poll, Waker};

use super::managers::{Log, Oops, Trouble, fallible, plain};
use crate::scoped::with;

/// Polls a future, and drops it.
pub(super) fn poll<T>(times: u32, future: impl Task<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..times {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return Some(value);
        }
    }
    None
}

/// Runs a future that is ready after a hundred polls at most.
pub(super) fn block_on<T>(future: impl Task<Output = T>) -> Option<T> {
    poll(100, future)
}

/// Is pending once.
pub(super) async fn pause() {
    let mut paused = false;
    core::future::poll_fn(|_| {
        if core::mem::replace(&mut paused, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

async fn awaits(log: &Log, text: &str) -> Result<u32, Trouble> {
    let number: u32 = with!(fallible(log, "a") as counted => {
        pause().await;
        counted.count += 1;
        text.parse()?
    })?;
    if number == 9 {
        with!(plain(log, "b") => { return Err(Trouble::Oops); });
    }
    Ok(number)
}

fn has_an_async_block(log: &Log) -> Option<Result<u32, Oops>> {
    with!(plain(log, "a") => {
        block_on(async {
            pause().await;
            with!(plain(log, "b") => {
                if log.is_begun() {
                    return Err(Oops);
                }
            });
            Ok(1)
        })
    })
}

fn is_dropped(log: &Log) -> Option<()> {
    poll(2, async {
        with!(plain(log, "a") => {
            pause().await;
            pause().await;
        });
    })
}

pub(super) fn run() {
    Log::check(
        |log| ["1", "9", "x"].map(|text| block_on(awaits(log, text))),
        &[
            Some(Ok(1)),
            Some(Err(Trouble::Oops)),
            Some(Err(Trouble::Parse)),
        ],
        "enter a, exit a completed, enter a, exit a completed, enter b, exit b failed, enter a, exit a failed",
    );
    Log::check(
        has_an_async_block,
        &Some(Err(Oops)),
        "enter a, enter b, exit b failed: oops, exit a completed",
    );
    Log::check(is_dropped, &None, "enter a, exit a left unseen");
}
