//! Macros in async bodies: a future that is dropped there is told so, whatever macros the body holds, and the arguments of
//! those that many programs have are seen.

#![allow(clippy::all, unused, reason = "the bodies are odd on purpose")]

mod support;

use scoped_core::with;
use support::errors::{fail, give};
use support::executor::{block_on, yield_now};
use support::steps::{dropped_at_every_point, poll_times, step};
use support::{Oops, note, plain, recorded, yes};

/// Nobody has heard of it.
macro_rules! shout {
    ($($text:tt)*) => { note(format!($($text)*)) };
}

macro_rules! ret_ok {
    ($value:expr) => {
        return Ok($value)
    };
}

/// The body waits once behind its macros, and the future is dropped there.
macro_rules! dropped {
    ($($name:ident { $($body:tt)* })*) => { $(
        #[test]
        fn $name() {
            async fn run() -> Result<u32, anyhow::Error> {
                with!(async step("a"), plain("s") => {
                    $($body)*
                    yield_now().await;
                });
                Ok(1)
            }

            let recorded = recorded(|| {
                let mut future = Box::pin(async { drop(run().await) });
                assert!(!poll_times(future.as_mut(), 2), "it waits in the body");
            });
            let ends: Vec<_> = recorded.log.iter().filter(|line| line.contains(": ")).collect();
            assert_eq!(ends, ["exit s: left unseen", "abandon a: dropped in the body"]);
        }
    )* };
}

dropped! {
    behind_tracing { tracing::info!(number = 1, "booked {}", 2); tracing::debug!(?PLACES); }
    behind_log { log::info!("booked {}", 2); log::warn!(target: "bank", "slow"); }
    behind_anyhow { let _error = anyhow::anyhow!("no {}", 1); anyhow::ensure!(yes(), "no"); }
    behind_eyre { let _error = eyre::eyre!("no {}", 1); }
    behind_serde_json { let _json = serde_json::json!({ "one": [1, null], "two": give(2)?.to_string() }); }
    behind_tokio { let slow = yield_now(); tokio::pin!(slow); slow.await; }
    behind_futures { let slow = yield_now(); futures::pin_mut!(slow); slow.await; }
    behind_std { println!("{}", 1); assert!(yes()); let _list = vec![1, 2]; dbg!(3); }
    behind_one_that_nobody_knows { shout!("hello {}", 1); }
    behind_one_that_may_leave { if !yes() { ret_ok!(3); } }
}

const PLACES: [u32; 2] = [1, 2];

/// The jump of such a macro is still unseen, behind an await too.
#[test]
fn a_jump_behind_an_await_is_unseen() {
    async fn run() -> Result<u32, Oops> {
        with!(async step("a") => {
            yield_now().await;
            shout!("awaited");
            if yes() { ret_ok!(7); }
            yield_now().await;
        });
        Ok(1)
    }

    let recorded = recorded(|| block_on(run()));
    assert!(matches!(recorded.ended, Ok(Ok(7))));
    assert!(
        recorded.log.contains(&"abandon a: left unseen".to_owned()),
        "{:?}",
        recorded.log
    );
}

/// And a panic is a panic.
#[test]
fn a_panic_in_such_a_macro_behind_an_await() {
    macro_rules! explode {
        () => {
            panic!("bang")
        };
    }

    async fn run() -> u32 {
        with!(async step("a") => {
            yield_now().await;
            if yes() { explode!(); }
            yield_now().await;
            1
        })
    }

    let recorded = recorded(|| block_on(run()));
    assert_eq!(recorded.ended, Err("bang".to_owned()));
    assert!(
        recorded.log.contains(&"abandon a: panicked".to_owned()),
        "{:?}",
        recorded.log
    );
}

/// Somebody who listens: else the macros do not look at their arguments.
struct Listening;

impl log::Log for Listening {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, _: &log::Record<'_>) {}
    fn flush(&self) {}
}

impl tracing::Subscriber for Listening {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, _: &tracing::Event<'_>) {}
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

fn listen() {
    let _earlier = log::set_logger(&Listening);
    log::set_max_level(log::LevelFilter::Trace);
    let _earlier = tracing::subscriber::set_global_default(Listening);
}

/// A `?` in the arguments of the macro, which fails.
macro_rules! seen {
    ($($name:ident { $($body:tt)* })*) => { $(
        #[test]
        fn $name() {
            async fn run() -> Result<u32, anyhow::Error> {
                let _value = with!(async step("a"), plain("s") => {
                    yield_now().await;
                    $($body)*;
                    note("not reached");
                });
                Ok(1)
            }

            listen();
            let recorded = recorded(|| block_on(run()));
            assert_eq!(recorded.ended.unwrap().unwrap_err().to_string(), "oops 3");
            let ends: Vec<_> = recorded.log.iter().filter(|line| line.contains(": ")).collect();
            assert_eq!(ends, ["exit s: failed: oops 3", "exit a: failed: oops 3"]);
        }
    )* };
}

seen! {
    in_tracing { tracing::info!("booked {}", fail(3)?) }
    in_a_field_of_tracing { tracing::info!(number = fail(3)?, "booked") }
    in_a_span_of_tracing { let _span = tracing::info_span!("booking", number = fail(3)?) }
    in_log { log::info!("booked {}", fail(3)?) }
    in_log_with_a_target { log::warn!(target: "bank", "booked {}", fail(3)?) }
    in_anyhow { let _error = anyhow::anyhow!("no {}", fail(3)?) }
    in_anyhow_ensure { anyhow::ensure!(fail(3)? == 1, "no") }
    in_anyhow_bail { anyhow::bail!("no {}", fail(3)?) }
    in_eyre { let _error = eyre::eyre!("no {}", fail(3)?) }
    in_serde_json { let _json = serde_json::json!({ "one": [1, null, fail(3)?] }) }
    in_tokio_pin { tokio::pin! { let slow = std::future::ready(fail(3)?); } }
    in_tokio_join { tokio::join!(std::future::ready(fail(3)?), yield_now()) }
    in_tokio_select { tokio::select! { () = yield_now() => { fail(3)?; } } }
    in_tokio_select_operand { tokio::select! { _ = std::future::ready(fail(3)?) => {} } }
    in_futures_join { futures::join!(std::future::ready(fail(3)?), yield_now()) }
    in_futures_poll { let _ready = futures::poll!(std::future::ready(fail(3)?)) }
}

/// Labels that read the same and are not, by hygiene: the jump is rustc's own, and not the drop of a future that waits.
mod equal_labels {
    use super::*;

    #[test]
    fn a_jump_past_an_equal_label() {
        async fn run() -> u32 {
            macro_rules! mirror {
                ($body:block) => {
                    with!(async step("a"), plain("s") => { 'a: loop { $body break; } });
                };
            }

            'a: loop {
                mirror!({
                    yield_now().await;
                    if yes() {
                        break 'a;
                    }
                });
            }
            1
        }

        let recorded = recorded(|| block_on(run()));
        let ends: Vec<_> = recorded
            .log
            .iter()
            .filter(|line| line.contains(": "))
            .collect();
        assert_eq!(ends, ["exit s: left unseen", "abandon a: left unseen"]);
    }

    /// The inner block sees it, and awaits its exit before the jump goes on.
    #[test]
    fn a_jump_past_an_equal_label_between_two_blocks() {
        async fn run() -> u32 {
            macro_rules! mirror {
                ($body:block) => {
                    with!(async step("a") => { 'a: loop { with!(async step("b") => $body); break; } });
                };
            }

            'a: loop {
                mirror!({
                    if yes() {
                        break 'a;
                    }
                });
            }
            1
        }

        let recorded = recorded(|| block_on(run()));
        let ends: Vec<_> = recorded
            .log
            .iter()
            .filter(|line| line.contains(": "))
            .collect();
        assert_eq!(ends, ["exit b: completed", "abandon a: left unseen"]);
    }
}
