//! Jumps in the arguments of `join!` and `try_join!`, of tokio and of futures, and behind them.

mod support;

use scoped_core::with;
use support::errors::fail;
use support::executor::{block_on, yield_now};
use support::{Oops, note, plain, recorded, yes};

async fn ready(number: u32) -> u32 {
    yield_now().await;
    number
}

async fn fails(number: u32) -> Result<u32, Oops> {
    yield_now().await;
    fail(number)
}

/// The rows of one library.
macro_rules! join_rows {
    ($name:ident, $library:ident) => {
        mod $name {
            use super::*;

            #[test]
            fn values() {
                async fn run() -> u32 {
                    let (one, two) = with!(async plain("a"), plain("b") => {
                        $library::join!(ready(3), async { ready(4).await })
                    });
                    one + two
                }

                let recorded = recorded(|| block_on(run()));
                assert_eq!(
                    recorded.log,
                    [
                        "enter a",
                        "enter b",
                        "drop value of b",
                        "exit b: completed",
                        "drop value of a",
                        "exit a: completed",
                    ]
                );
                assert_eq!(recorded.ended, Ok(7));
            }

            #[test]
            fn question_mark_in_an_argument() {
                async fn run() -> Result<u32, Oops> {
                    let (one, two) = with!(async plain("a") => {
                        $library::join!(ready(3), ready(fail(1)?))
                    });
                    note("not reached");
                    Ok(one + two)
                }

                assert_fails(run());
            }

            #[test]
            fn return_in_an_argument() {
                async fn run() -> Result<u32, Oops> {
                    let (one, two) = with!(async plain("a") => {
                        $library::join!(ready(3), {
                            if fail(1).is_err() { return Err(Oops(1)); }
                            ready(4)
                        })
                    });
                    note("not reached");
                    Ok(one + two)
                }

                assert_fails(run());
            }

            #[test]
            fn break_in_an_argument() {
                async fn run() -> u32 {
                    loop {
                        let (_one, _two) = with!(async plain("a") => {
                            $library::join!(ready(3), if yes() { break 7 } else { ready(4) })
                        });
                        note("not reached");
                    }
                }

                let recorded = recorded(|| block_on(run()));
                assert_eq!(
                    recorded.log,
                    ["enter a", "drop value of a", "exit a: completed"]
                );
                assert_eq!(recorded.ended, Ok(7));
            }

            #[test]
            fn an_error_of_try_join_that_question_mark_lets_go() {
                async fn run() -> Result<u32, Oops> {
                    let (one, two) = with!(async plain("a") => {
                        $library::try_join!(async { Ok::<_, Oops>(ready(3).await) }, fails(1))?
                    });
                    note("not reached");
                    Ok(one + two)
                }

                assert_fails(run());
            }

            #[test]
            fn an_error_of_try_join_that_is_the_value() {
                async fn run() -> Result<u32, Oops> {
                    let both = with!(async plain("a") => {
                        $library::try_join!(async { Ok::<_, Oops>(ready(3).await) }, fails(1))
                    });
                    both.map(|(one, two)| one + two)
                }

                assert_fails(run());
            }

            #[test]
            fn question_mark_in_an_argument_of_try_join() {
                async fn run() -> Result<u32, Oops> {
                    let (one, two) = with!(async plain("a") => {
                        $library::try_join!(fails(fail(1)?), fails(2))?
                    });
                    Ok(one + two)
                }

                assert_fails(run());
            }

            /// A jump in an async block is that block's.
            #[test]
            fn question_mark_in_an_async_block() {
                async fn run() -> u32 {
                    let (one, two) = with!(async plain("a") => {
                        $library::join!(ready(3), async { fails(1).await?; Ok::<u32, Oops>(1) })
                    });
                    if two.is_err() { one + 4 } else { 0 }
                }

                let recorded = recorded(|| block_on(run()));
                assert_eq!(
                    recorded.log,
                    ["enter a", "drop value of a", "exit a: completed"]
                );
                assert_eq!(recorded.ended, Ok(7));
            }
        }
    };
}

join_rows! { of_tokio, tokio }
join_rows! { of_futures, futures }

#[track_caller]
fn assert_fails(run: impl Future<Output = Result<u32, Oops>>) {
    let recorded = recorded(|| block_on(run));
    assert_eq!(
        recorded.log,
        ["enter a", "drop value of a", "exit a: failed: oops 1"]
    );
    assert_eq!(recorded.ended, Ok(Err(Oops(1))));
}
