//! A plain block otherwise: closures and async blocks around a body and inside.

#![allow(
    clippy::all,
    unreachable_code,
    unused_variables,
    reason = "the bodies are odd on purpose"
)]

mod support;

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use support::errors::{fail, give};
use support::same::same;
use support::{Oops, yes};

/// The output of a future that is ready within a few polls.
fn wait<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..9 {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
    panic!("the future is never ready")
}

/// Is ready the second time.
fn later(number: u32) -> impl Future<Output = u32> {
    let mut polled = false;
    std::future::poll_fn(move |_| {
        if std::mem::replace(&mut polled, true) {
            Poll::Ready(number)
        } else {
            Poll::Pending
        }
    })
}

same! {
    closures_inside_and_their_jumps() -> Vec<u32> {
        block! {
            let double = |number: u32| { if number == 0 { return 1; } number * 2 };
            let checked = |number: u32| -> Option<u32> { let less = number.checked_sub(1)?; Some(less) };
            let mut seen = vec![double(0), double(2), checked(0).unwrap_or(50), checked(3).unwrap_or(50)];
            let mut push = |number| for n in 0..number { if n == 1 { continue; } if n == 3 { break; } seen.push(n) };
            push(5);
            (move || { seen.push(7); seen })()
        }
    }
}

same! {
    a_closure_around() -> Result<Vec<u32>, Oops> {
        let numbers = [1, 2, 3];
        numbers.iter().map(|number| { block! { if *number == 2 { return Ok(20); } Ok(give(*number)?) } }).collect()
    }
}

same! {
    a_closure_around_without_a_written_type() -> u32 {
        let run = |number: u32| { block! { if number == 1 { return 10; } number } };
        run(1) + run(2)
    }
}

same! {
    a_closure_around_with_question_mark_and_a_type_from_outside() -> Option<u32> {
        let first: Option<u32> = (|| { let value = block! { Some(3)? }; Some(value + 1) })();
        let list: Option<Vec<u32>> = [1_u32, 2].iter().map(|n| { let v = block! { n.checked_sub(1)? }; Some(v) }).collect();
        Some(first? + list?[1])
    }
}

same! {
    a_move_closure_around() -> String {
        let text = String::from("moved");
        let run = move || -> Result<String, Oops> { block! { if text.len() == 3 { fail(3)?; } Ok(text) } };
        run().unwrap()
    }
}

same! {
    an_async_function_around() -> Result<u32, Oops> {
        async fn run(number: u32) -> Result<u32, Oops> {
            let value = block! {
                let one = later(number).await;
                if one == 5 { return Ok(50); }
                fail(one)?
            };
            Ok(value)
        }
        assert_eq!(wait(run(5)), Ok(50));
        wait(run(1))
    }
}

same! {
    an_async_block_around() -> Result<u32, Oops> {
        let run = async {
            let value = block! { let one = give(later(1).await)?; if one == 2 { return Ok(7); } one };
            Ok::<u32, Oops>(value + later(1).await)
        };
        wait(run)
    }
}

same! {
    an_async_block_inside() -> Result<u32, Oops> {
        block! {
            let run = async { let one = give(1)?; if yes() { return fail(one); } Ok(0) };
            let moved = async move { for n in 0..3 { if n == 1 { break; } } 1 };
            assert_eq!(wait(moved), 1);
            assert_eq!(wait(run), Err(Oops(1)));
            Ok(7)
        }
    }
}

same! {
    an_async_closure_inside_and_around() -> u32 {
        let outer = async |number: u32| { block! { if number == 1 { return 10; } later(number).await } };
        let sum = wait(outer(1)) + wait(outer(2));
        block! { let inner = async |n: u32| { if n == 0 { return 5; } later(n).await }; sum + wait(inner(0)) }
    }
}

same! {
    an_async_loop_around() -> u32 {
        wait(async {
            let mut sum = 0;
            for number in 0..5 {
                block! { if later(number).await == 3 { break; } if number == 1 { continue; } sum += later(number).await; }
            }
            sum
        })
    }
}

same! {
    a_future_that_is_sent() -> u32 {
        fn sent<F: Future + Send>(future: F) -> F { future }
        fn add(left: u32, right: u32) -> u32 { block! { left + right } }
        wait(sent(async { let one = later(1).await; let two = add(one, 1); one + later(two).await }))
    }
}
