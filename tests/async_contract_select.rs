//! Jumps in the arms, conditions and futures of `select!`, of tokio and of futures: the macro sees them
//! as it sees those of any expression.

mod support;

use futures::FutureExt as _;
use scoped_core::with;
use support::errors::{fail, give};
use support::executor::{block_on, yield_now};
use support::{Oops, Trouble, fallible, note, plain, recorded, yes};

/// A test of one async function, run by an executor of no library.
macro_rules! select_row {
    (
        $(#[$attribute:meta])*
        $name:ident() -> $returned:ty { $($code:tt)* }
        log $log:expr;
        gives $gives:pat $(if $guard:expr)?
    ) => {
        $(#[$attribute])*
        #[test]
        fn $name() {
            async fn run() -> $returned { $($code)* }
            let recorded = recorded(|| block_on(run()));
            assert_eq!(recorded.log, $log);
            let ended = recorded.ended;
            assert!(matches!(ended, $gives $(if $guard)?), "{ended:?}");
        }
    };
}

const COMPLETED: [&str; 3] = ["enter a", "drop value of a", "exit a: completed"];
const FAILED: [&str; 3] = ["enter a", "drop value of a", "exit a: failed: oops 1"];

/// Is never ready.
async fn never() -> u32 {
    std::future::pending().await
}

async fn ready(number: u32) -> u32 {
    yield_now().await;
    number
}

select_row! {
    tokio_value() -> u32 {
        with!(async plain("a") => {
            tokio::select! {
                value = ready(7) => value,
                value = never() => value,
            }
        })
    }
    log COMPLETED;
    gives Ok(7)
}

select_row! {
    tokio_return() -> u32 {
        with!(async plain("a") => {
            tokio::select! {
                value = ready(7) => return value,
                _ = never() => note("not reached"),
            }
        });
        0
    }
    log COMPLETED;
    gives Ok(7)
}

select_row! {
    tokio_return_err_in_a_block() -> Result<u32, Oops> {
        let value = with!(async plain("a") => {
            tokio::select! {
                biased;
                value = never() => value
                _ = ready(7) => { return Err(Oops(1)); }
            }
        });
        Ok(value)
    }
    log FAILED;
    gives Ok(Err(Oops(1)))
}

select_row! {
    tokio_question_mark_in_an_arm() -> Result<u32, Oops> {
        let value = with!(async plain("a") => {
            tokio::select! {
                value = ready(1) => fail(value)?,
                value = never() => value,
            }
        });
        Ok(value)
    }
    log FAILED;
    gives Ok(Err(Oops(1)))
}

select_row! {
    /// The expression of the future is evaluated in the function.
    tokio_question_mark_before_the_future() -> Result<u32, Oops> {
        let value = with!(async plain("a") => {
            tokio::select! {
                value = ready(fail(1)?) => value,
                value = never() => value,
            }
        });
        Ok(value)
    }
    log FAILED;
    gives Ok(Err(Oops(1)))
}

select_row! {
    tokio_question_mark_in_a_condition() -> Result<u32, Oops> {
        let value = with!(async plain("a") => {
            tokio::select! {
                value = ready(7), if fail(1)? == 1 => value,
                value = never() => value,
            }
        });
        Ok(value)
    }
    log FAILED;
    gives Ok(Err(Oops(1)))
}

select_row! {
    tokio_break_and_continue() -> u32 {
        let mut rounds = 0;
        loop {
            rounds += 1;
            with!(async plain("a") => {
                tokio::select! {
                    value = ready(rounds) => if value < 2 { continue } else { break },
                    _ = never() => {}
                }
            });
        }
        rounds
    }
    log [COMPLETED, COMPLETED].concat();
    gives Ok(2)
}

select_row! {
    tokio_break_labelled_with_value() -> u32 {
        'found: {
            with!(async plain("a") => {
                loop {
                    tokio::select! {
                        value = ready(7) => break 'found value,
                        _ = never() => break,
                    }
                }
            });
            0
        }
    }
    log COMPLETED;
    gives Ok(7)
}

select_row! {
    tokio_else() -> Result<u32, Oops> {
        let value = with!(async plain("a") => {
            tokio::select! {
                Some(value) = async { ready(1).await; None::<u32> } => value,
                else => fail(1)?,
            }
        });
        Ok(value)
    }
    log FAILED;
    gives Ok(Err(Oops(1)))
}

select_row! {
    tokio_select_by_its_bare_name_under_two() -> Result<u32, Oops> {
        use tokio::select;

        let value = with!(async plain("a"), async plain("b") => {
            select! {
                value = ready(1) => fail(value)?,
                value = never() => value,
            }
        });
        Ok(value)
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: failed: oops 1",
        "drop value of a", "exit a: failed: oops 1",
    ];
    gives Ok(Err(Oops(1)))
}

select_row! {
    /// A sync manager around awaits.
    tokio_under_a_sync_manager() -> Result<u32, Oops> {
        let value = with!(plain("a") => {
            tokio::select! {
                value = ready(1) => fail(value)?,
                value = never() => value,
            }
        });
        Ok(value)
    }
    log FAILED;
    gives Ok(Err(Oops(1)))
}

select_row! {
    /// The arm that loses holds a block of its own: that one is abandoned.
    tokio_drops_a_block_in_the_arm_that_loses() -> u32 {
        async fn loses() -> u32 {
            with!(async plain("b") => { never().await })
        }
        with!(async plain("a") => {
            tokio::select! {
                biased;
                value = loses() => value,
                value = async { ready(1).await; ready(7).await } => return value,
            }
        })
    }
    log [
        "enter a", "enter b", "drop value of b", "abandon b: dropped in the body",
        "drop value of a", "exit a: completed",
    ];
    gives Ok(7)
}

select_row! {
    tokio_given_up() -> u32 {
        let value = with!(async fallible("a").fails() => {
            tokio::select! { value = ready(1) => return value, _ = never() => {} }
        });
        if value == Err(Trouble::in_exit("a")) { 7 } else { 0 }
    }
    log COMPLETED;
    gives Ok(7)
}

select_row! {
    /// A nested block in an arm.
    tokio_nested_block_in_an_arm() -> Result<u32, Oops> {
        let value = with!(async plain("a") => {
            tokio::select! {
                value = ready(1) => { with!(async plain("b") => { yield_now().await; fail(value)? }) }
                value = never() => value,
            }
        });
        Ok(value)
    }
    log [
        "enter a", "enter b",
        "drop value of b", "exit b: failed: oops 1",
        "drop value of a", "exit a: failed: oops 1",
    ];
    gives Ok(Err(Oops(1)))
}

select_row! {
    futures_value() -> u32 {
        with!(async plain("a") => {
            futures::select! {
                value = ready(7).boxed_local().fuse() => value,
                value = never().boxed_local().fuse() => value,
            }
        })
    }
    log COMPLETED;
    gives Ok(7)
}

select_row! {
    futures_return() -> u32 {
        with!(async plain("a") => {
            futures::select! {
                value = ready(7).boxed_local().fuse() => return value,
                _ = never().boxed_local().fuse() => note("not reached"),
            }
        });
        0
    }
    log COMPLETED;
    gives Ok(7)
}

select_row! {
    futures_question_mark() -> Result<u32, Oops> {
        let value = with!(async plain("a") => {
            futures::select! {
                value = ready(1).boxed_local().fuse() => fail(value)?,
                value = never().boxed_local().fuse() => value,
            }
        });
        Ok(value)
    }
    log FAILED;
    gives Ok(Err(Oops(1)))
}

select_row! {
    futures_question_mark_before_the_future() -> Result<u32, Oops> {
        let value = with!(async plain("a") => {
            futures::select_biased! {
                value = ready(fail(1)?).boxed_local().fuse() => value,
                value = never().boxed_local().fuse() => value,
            }
        });
        Ok(value)
    }
    log FAILED;
    gives Ok(Err(Oops(1)))
}

select_row! {
    futures_break_when_complete() -> u32 {
        let mut sum = 0;
        let mut one = ready(3).boxed_local().fuse();
        let mut other = ready(4).boxed_local().fuse();
        loop {
            with!(async plain("a") => {
                futures::select! {
                    value = one => sum += value,
                    value = other => { sum += value; continue; }
                    complete => break,
                }
            });
        }
        sum
    }
    log [COMPLETED, COMPLETED, COMPLETED].concat();
    gives Ok(7)
}

select_row! {
    futures_default() -> u32 {
        let mut later = ready(3).boxed_local().fuse();
        with!(async plain("a") => {
            futures::select! {
                value = later => value,
                default => return give(7).unwrap(),
            }
        })
    }
    log COMPLETED;
    gives Ok(7)
}

select_row! {
    /// A jump in an async block of an arm is that block's.
    a_jump_of_an_async_block_in_a_future() -> u32 {
        with!(async plain("a") => {
            tokio::select! {
                value = async { if yes() { return 7; } ready(1).await } => value,
                value = never() => value,
            }
        })
    }
    log COMPLETED;
    gives Ok(7)
}
