//! A hundred thousand entries: none calls the next one, and none is moved more often than once.

use std::cell::Cell;
use std::future::ready;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use scoped_core::{
    AsyncContextManager, AsyncExitStack, ContextManager, ExitStack, Outcome, awaiting, closing,
    on_exit, with,
};

use crate::support::executor::{block_on, yield_now};
use crate::support::message_of;

const MANY: usize = 100_000;

/// Runs it on a thread whose stack has room for very few calls an entry, were they nested.
fn on_a_small_stack(run: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(256 * 1024).spawn(run);
    if let Err(panic) = thread.unwrap().join() {
        panic!("{}", message_of(&*panic));
    }
}

/// Counts down from [`MANY`], as each entry is told in its turn.
#[derive(Clone)]
struct Countdown(Rc<Cell<usize>>);

impl Countdown {
    fn new() -> Self {
        Self(Rc::new(Cell::new(MANY)))
    }

    /// What the entry with this number is told.
    fn entry(&self, number: usize, expected: &'static str) -> impl FnOnce(Outcome<'_>) + use<> {
        let left = Rc::clone(&self.0);
        move |outcome| {
            assert_eq!(outcome.to_string(), expected);
            assert_eq!(left.replace(number), number + 1);
        }
    }

    #[track_caller]
    fn assert_over(&self) {
        assert_eq!(self.0.get(), 0);
    }
}

#[test]
fn callbacks() {
    on_a_small_stack(|| {
        let countdown = Countdown::new();
        with!(ExitStack::new() as stack => {
            for number in 0..MANY {
                stack.callback(countdown.entry(number, "completed"));
            }
        })
        .unwrap();
        countdown.assert_over();
    });
}

#[test]
fn callbacks_of_a_stack_without_a_block() {
    on_a_small_stack(|| {
        let countdown = Countdown::new();
        let mut stack = ExitStack::new();
        for number in 0..MANY {
            stack.callback(countdown.entry(number, "completed"));
        }
        stack.close().unwrap();
        countdown.assert_over();
    });
}

#[test]
fn managers_that_are_all_lent() {
    on_a_small_stack(|| {
        with!(ExitStack::new() as stack => {
            let mut lent = Vec::new();
            for number in 0..MANY {
                let Ok(value) = stack.enter(closing(number));
                lent.push(value);
            }
            for value in &mut lent {
                **value += 1;
            }
            assert_eq!(lent.iter().map(|value| **value).sum::<usize>(), MANY * (MANY + 1) / 2);
        })
        .unwrap();
    });
}

#[test]
fn managers_that_are_entered_one_by_one() {
    on_a_small_stack(|| {
        let countdown = Countdown::new();
        let mut stack = ExitStack::new();
        for number in 0..MANY {
            let Ok(_callback) = stack.enter(on_exit(countdown.entry(number, "completed")));
        }
        stack.close().unwrap();
        countdown.assert_over();
    });
}

#[test]
fn dropped_without_close() {
    on_a_small_stack(|| {
        let countdown = Countdown::new();
        let mut stack = ExitStack::new();
        let open = stack.open();
        for number in 0..MANY {
            open.callback(countdown.entry(number, "left unseen"));
        }
        drop(stack);
        countdown.assert_over();
    });
}

#[test]
fn popped() {
    on_a_small_stack(|| {
        let countdown = Countdown::new();
        let popped = with!(ExitStack::new() as stack => {
            for number in 0..MANY {
                stack.callback(countdown.entry(number, "completed"));
            }
            stack.pop_all()
        });
        popped.unwrap().unwrap().close().unwrap();
        countdown.assert_over();
    });
}

#[test]
fn popped_again_and_again() {
    on_a_small_stack(|| {
        let countdown = Countdown::new();
        let mut stack = ExitStack::new();
        for number in 0..MANY {
            let popped = with!(&mut stack as stack => {
                stack.callback(countdown.entry(number, "completed"));
                stack.pop_all()
            });
            stack = popped.unwrap().unwrap();
        }
        stack.close().unwrap();
        countdown.assert_over();
    });
}

#[test]
fn popped_and_dropped_again_and_again_in_one_block() {
    on_a_small_stack(|| {
        let countdown = Countdown::new();
        with!(ExitStack::new() as stack => {
            for number in 0..MANY {
                stack.callback(countdown.entry(number, "completed"));
                drop(stack.pop_all());
            }
        })
        .unwrap();
        countdown.assert_over();
    });
}

#[test]
fn each_adds_the_next_one() {
    fn add<'m>(stack: &mut ExitStack<'m>, left: &'m Cell<usize>) {
        stack.defer(move |stack, outcome| {
            assert!(outcome.is_success());
            left.set(left.get() - 1);
            if left.get() > 0 {
                add(stack, left);
            }
        });
    }

    let left = Cell::new(MANY);
    let mut stack = ExitStack::new();
    add(&mut stack, &left);
    stack.close().unwrap();
    assert_eq!(left.get(), 0);
}

#[test]
fn behind_a_panic() {
    let countdown = Countdown::new();
    let run = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let mut stack = ExitStack::new();
        for number in 0..MANY {
            stack.callback(countdown.entry(number, "panicked"));
        }
        stack.callback(crate::panics("the last one"));
        stack.close().unwrap();
    }));
    assert_eq!(message_of(&*run.unwrap_err()), "the last one");
    countdown.assert_over();
}

#[test]
fn a_list_of_managers() {
    on_a_small_stack(|| {
        let countdown = Countdown::new();
        let managers: Vec<_> = (0..MANY)
            .map(|number| on_exit(countdown.entry(number, "completed")))
            .collect();
        let length = managers.run(|values| values.len());
        assert_eq!(length, MANY);
        countdown.assert_over();
    });
}

#[test]
fn callbacks_that_await() {
    on_a_small_stack(|| {
        let countdown = Countdown::new();
        block_on(async {
            with!(async AsyncExitStack::new() as stack => {
                for number in 0..MANY {
                    let entry = countdown.entry(number, "completed");
                    stack.callback(async move |outcome| {
                        yield_now().await;
                        entry(Outcome::from(outcome));
                    });
                }
            })
            .unwrap();
        });
        countdown.assert_over();
    });
}

#[test]
fn managers_that_await_and_are_all_lent() {
    on_a_small_stack(|| {
        block_on(async {
            with!(async AsyncExitStack::new() as stack => {
                let mut lent = Vec::new();
                for number in 0..MANY {
                    let Ok(value) = stack.enter(awaiting(closing(number))).await;
                    lent.push(value);
                }
                assert_eq!(lent.iter().map(|value| **value).sum::<usize>(), MANY * (MANY - 1) / 2);
            })
            .unwrap();
        });
    });
}

#[test]
fn an_async_stack_that_is_dropped_without_close() {
    on_a_small_stack(|| {
        let countdown = Countdown::new();
        let mut stack = AsyncExitStack::new();
        let open = stack.open();
        for number in 0..MANY {
            open.push(awaiting(on_exit(countdown.entry(number, "left unseen"))));
        }
        drop(stack);
        countdown.assert_over();
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stack_that_moves_between_threads() {
    let told = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&told);
    let task = tokio::spawn(async move {
        with!(async AsyncExitStack::new_send() as stack => {
            for _ in 0..MANY / 2 {
                let Ok(_value) = stack.enter(awaiting(closing(())), AsyncContextManager::exit).await;
                let count = Arc::clone(&count);
                stack.callback(move |_| {
                    count.fetch_add(1, Ordering::Relaxed);
                    ready(())
                });
            }
        })
        .unwrap();
    });
    task.await.unwrap();
    assert_eq!(told.load(Ordering::Relaxed), MANY / 2);
}
