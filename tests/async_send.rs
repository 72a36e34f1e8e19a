//! Functions with async blocks that are spawned, with errors of all kinds and jumps through awaits: their
//! futures are `Send` when the manager, its value, the error and what the body holds are.

mod support;
#[path = "support/transaction.rs"]
mod transaction;

use scoped_core::with;
use support::Oops;
use support::errors::{fail, give};
use tokio::task::yield_now;
use transaction::{Log, assert_spawned, transaction};

#[test]
fn an_error_type_of_the_users() {
    async fn run(store: &mut Vec<u32>, log: &Log) -> Result<u32, Oops> {
        let value = with!(async transaction(store, log) as rows => {
            rows.push(1);
            yield_now().await;
            let kept = &mut *rows;
            let value = fail(1)?;
            yield_now().await;
            kept.push(value);
            value
        });
        Ok(value.unwrap())
    }

    assert_spawned!(run, [0; 0], ["exit: failed: oops 1"], Err(Oops(1)));
}

#[test]
fn anyhow() {
    async fn run(store: &mut Vec<u32>, log: &Log) -> anyhow::Result<u32> {
        let value = with!(async transaction(store, log) as rows => {
            rows.push(give(1)?);
            yield_now().await;
            if rows.len() == 1 { anyhow::bail!("one is too few"); }
            anyhow::ensure!(rows.len() == 2, "not two");
            7
        })?;
        Ok(value)
    }

    assert_spawned!(run, [0; 0], ["exit: failed: one is too few"], Err(_));
}

#[test]
fn eyre() {
    async fn run(store: &mut Vec<u32>, log: &Log) -> eyre::Result<u32> {
        let value = with!(async transaction(store, log) as rows => {
            rows.push(fail(1)?);
            yield_now().await;
            eyre::ensure!(rows.len() == 2, "not two");
            7
        })?;
        Ok(value)
    }

    assert_spawned!(run, [0; 0], ["exit: failed: oops 1"], Err(_));
}

#[test]
fn a_boxed_error() {
    type Boxed = Box<dyn std::error::Error + Send + Sync>;

    async fn run(store: &mut Vec<u32>, log: &Log) -> Result<u32, Boxed> {
        let value = with!(async transaction(store, log) as rows => {
            rows.push("x".parse()?);
            yield_now().await;
            if rows.is_empty() { return Err("none".into()); }
            7
        })?;
        Ok(value)
    }

    let log = ["exit: failed: invalid digit found in string"];
    assert_spawned!(run, [0; 0], log, Err(_));
}

#[test]
fn a_string() {
    async fn run(store: &mut Vec<u32>, log: &Log) -> Result<u32, String> {
        with!(async transaction(store, log) as rows => {
            rows.push(1);
            yield_now().await;
            Err::<(), _>("no".to_owned())?;
        })
        .unwrap();
        Ok(7)
    }

    assert_spawned!(run, [0; 0], ["exit: failed"], Err(_));
}

#[test]
fn an_option() {
    async fn run(store: &mut Vec<u32>, log: &Log) -> Option<u32> {
        with!(async transaction(store, log) as rows => {
            rows.push(1);
            yield_now().await;
            rows.get(3)?;
        })
        .ok()?;
        Some(7)
    }

    assert_spawned!(run, [0; 0], ["exit: failed"], None);
}

#[test]
fn an_err_that_is_the_value() {
    async fn run(store: &mut Vec<u32>, log: &Log) -> Result<u32, Oops> {
        let value = with!(async transaction(store, log) as rows => {
            rows.push(1);
            yield_now().await;
            fail(1)
        });
        value.unwrap()
    }

    assert_spawned!(run, [0; 0], ["exit: failed: oops 1"], Err(Oops(1)));
}

#[test]
fn jumps_through_awaits() {
    async fn run(store: &mut Vec<u32>, log: &Log) -> u32 {
        'rounds: for round in 0..5 {
            let kept = with!(async transaction(store, log) as rows => {
                rows.push(round);
                yield_now().await;
                match round {
                    0 => continue,
                    1 => continue 'rounds,
                    2 => round,
                    3 => break,
                    _ => return 0,
                }
            });
            yield_now().await;
            assert_eq!(kept, Ok(2));
        }
        'found: {
            with!(async transaction(store, log) => { yield_now().await; break 'found 7; }).unwrap()
        }
    }

    assert_spawned!(run, [0, 1, 2, 3], ["exit: completed"; 5], 7);
}

#[test]
fn select_and_join() {
    async fn run(store: &mut Vec<u32>, log: &Log) -> Result<u32, Oops> {
        let value = with!(async transaction(store, log) as rows => {
            let (one, two) = tokio::join!(async { yield_now().await; 1 }, async { give(2) });
            rows.extend([one, two?]);
            tokio::select! {
                () = yield_now() => fail(3)?,
                () = std::future::pending() => return Ok(1),
            }
        });
        Ok(value.unwrap())
    }

    assert_spawned!(run, [0; 0], ["exit: failed: oops 3"], Err(Oops(3)));
}

/// An error that may be sent but not shared: `exit` is lent one that prints the same.
#[test]
fn a_boxed_error_that_is_not_sync() {
    type Boxed = Box<dyn std::error::Error + Send>;

    async fn run(store: &mut Vec<u32>, log: &Log) -> Result<u32, Boxed> {
        let value = with!(async transaction(store, log) as rows => {
            rows.push(1);
            yield_now().await;
            if rows.len() == 1 { return Err(Box::new(Oops(1))); }
            7
        });
        Ok(value.unwrap())
    }

    assert_spawned!(run, [0; 0], ["exit: failed: oops 1"], Err(_));
}

#[test]
fn an_error_of_ones_own_that_is_not_sync() {
    #[derive(Debug)]
    #[allow(dead_code, reason = "it is there for its type")]
    struct Counted(std::cell::Cell<u32>);

    impl std::fmt::Display for Counted {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "counted {}", self.0.get())
        }
    }

    impl std::error::Error for Counted {}

    impl From<Oops> for Counted {
        fn from(oops: Oops) -> Self {
            Self(std::cell::Cell::new(oops.0))
        }
    }

    async fn run(store: &mut Vec<u32>, log: &Log) -> Result<u32, Counted> {
        let value = with!(async transaction(store, log) as rows => {
            yield_now().await;
            rows.push(fail(4)?);
            7
        });
        Ok(value.unwrap())
    }

    assert_spawned!(run, [0; 0], ["exit: failed: counted 4"], Err(_));
}

#[test]
fn values_that_are_not_sync() {
    use std::cell::Cell;

    async fn run(store: &mut Vec<u32>, log: &Log) -> Cell<u32> {
        let value = 'found: {
            with!(async transaction(store, log) as rows => {
                yield_now().await;
                let local = Cell::new(6);
                rows.push(1);
                yield_now().await;
                if rows.len() == 9 { break 'found Cell::new(0); }
                if rows.len() == 10 { return local; }
                local.set(7);
                local
            })
            .unwrap()
        };
        yield_now().await;
        value
    }

    let seven = Cell::new(7);
    assert_spawned!(run, [1], ["exit: completed"], ref value if *value == seven);
}
