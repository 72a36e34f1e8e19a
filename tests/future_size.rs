//! The size of an async function with `with!(async ..)`, against the same written by hand.
//!
//! By hand means what an expert writes for the same contract: a guard whose `Drop` abandons, and `exit`
//! awaited on the normal end and behind a `?`, told how the body ended. The futures of `enter` and `exit`
//! themselves are the managers', and the same on both sides.

use std::fmt;
use std::hint::black_box;

use scoped_core::{Abandoned, AsyncContextManager, AsyncOutcome, Failure, Outcome, with};
use tokio::task::yield_now;

/// A manager of `SIZE` bytes, which cannot fail.
struct Sure<const SIZE: usize>([u8; SIZE]);

impl<const SIZE: usize> AsyncContextManager for Sure<SIZE> {
    type Value<'a> = &'a mut [u8; SIZE];
    type Exit = ();

    async fn enter(&mut self) -> Result<&mut [u8; SIZE], std::convert::Infallible> {
        yield_now().await;
        Ok(&mut self.0)
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) {
        yield_now().await;
        black_box((&self, outcome));
    }

    fn abandon(self, _: Abandoned) {}
}

/// A manager of `SIZE` bytes, which may fail.
struct Unsure<const SIZE: usize>([u8; SIZE]);

impl<const SIZE: usize> AsyncContextManager for Unsure<SIZE> {
    type Value<'a> = &'a mut [u8; SIZE];
    type Exit = Result<(), Trouble>;

    async fn enter(&mut self) -> Result<&mut [u8; SIZE], Trouble> {
        yield_now().await;
        Ok(&mut self.0)
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Result<(), Trouble> {
        yield_now().await;
        black_box((&self, outcome));
        Ok(())
    }

    fn abandon(self, _: Abandoned) {}
}

#[derive(Debug)]
struct Trouble(u32);

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "trouble {}", self.0)
    }
}

impl std::error::Error for Trouble {}

/// The work of a body.
async fn work(bytes: &mut [u8]) -> Result<u64, Trouble> {
    yield_now().await;
    match bytes.first() {
        Some(13) => Err(Trouble(13)),
        _ => Ok(1),
    }
}

mod with_blocks {
    use super::{Sure, Trouble, Unsure, with, work, yield_now};

    pub(super) async fn sure<const SIZE: usize>(manager: Sure<SIZE>) -> Result<u64, Trouble> {
        let done = with!(async manager as bytes => {
            let done = work(bytes).await?;
            let held = [done; 4];
            yield_now().await;
            held[0] + u64::from(bytes.len() > 1)
        });
        Ok(done)
    }

    pub(super) async fn unsure<const SIZE: usize>(manager: Unsure<SIZE>) -> Result<u64, Trouble> {
        with!(async manager as bytes => {
            let done = work(bytes).await?;
            let held = [done; 4];
            yield_now().await;
            held[0] + u64::from(bytes.len() > 1)
        })
    }

    pub(super) async fn nested<const SIZE: usize>(
        outer: Sure<SIZE>,
        middle: Unsure<SIZE>,
        inner: Sure<SIZE>,
    ) -> Result<u64, Trouble> {
        with!(
            async outer as first,
            async middle as second,
            async inner as third,
            => {
                let done = work(first).await? + work(second).await? + work(third).await?;
                let held = [done; 4];
                yield_now().await;
                held[0] + u64::from(first.len() > 1)
            }
        )
    }
}

mod by_hand {
    use super::{
        Abandoned, AsyncContextManager, AsyncOutcome, Failure, Outcome, Sure, Trouble, Unsure,
        work, yield_now,
    };

    /// Abandons its manager, if that is still inside, when it is dropped.
    struct Guard<M: AsyncContextManager> {
        manager: Option<M>,
        stage: Stage,
    }

    /// What is to be told to the manager of a guard that is dropped.
    #[derive(Clone, Copy)]
    enum Stage {
        Entering,
        NotEntered,
        Entered,
    }

    impl<M: AsyncContextManager> Guard<M> {
        const fn new(manager: M) -> Self {
            Self {
                manager: Some(manager),
                stage: Stage::Entering,
            }
        }

        fn take(mut self) -> M {
            self.manager.take().expect("the manager was not taken")
        }
    }

    impl<M: AsyncContextManager> Drop for Guard<M> {
        fn drop(&mut self) {
            let reason = match (self.stage, std::thread::panicking()) {
                (Stage::Entered, true) => Abandoned::Panicked,
                (Stage::Entered, false) => Abandoned::Dropped,
                (Stage::Entering, false) => Abandoned::Entering,
                _ => return,
            };
            if let Some(manager) = self.manager.take() {
                manager.abandon(reason);
            }
        }
    }

    fn failed(trouble: &Trouble) -> AsyncOutcome<'_> {
        Outcome::Failed(Failure::sendable(trouble))
    }

    /// An error of `exit` behind one of the body.
    fn report(answer: Result<(), Trouble>) {
        if let Err(trouble) = answer {
            eprintln!("{trouble}");
        }
    }

    /// `enter` in place, as a generic function around it would not be `Send` for managers with lifetimes.
    macro_rules! enter {
        ($guard:ident) => {{
            let entered = $guard
                .manager
                .as_mut()
                .expect("it was just put there")
                .enter()
                .await;
            $guard.stage = match entered {
                Ok(_) => Stage::Entered,
                Err(_) => Stage::NotEntered,
            };
            entered
        }};
    }

    pub(super) async fn sure<const SIZE: usize>(manager: Sure<SIZE>) -> Result<u64, Trouble> {
        let mut guard = Guard::new(manager);
        let Ok(bytes) = enter!(guard);
        let done = match work(bytes).await {
            Ok(done) => done,
            Err(trouble) => {
                guard.take().exit(failed(&trouble)).await;
                return Err(trouble);
            }
        };
        let done = {
            let held = [done; 4];
            yield_now().await;
            held[0] + u64::from(bytes.len() > 1)
        };
        guard.take().exit(Outcome::Completed).await;
        Ok(done)
    }

    pub(super) async fn unsure<const SIZE: usize>(manager: Unsure<SIZE>) -> Result<u64, Trouble> {
        let mut guard = Guard::new(manager);
        let bytes = enter!(guard)?;
        let done = match work(bytes).await {
            Ok(done) => done,
            Err(trouble) => {
                report(guard.take().exit(failed(&trouble)).await);
                return Err(trouble);
            }
        };
        let done = {
            let held = [done; 4];
            yield_now().await;
            held[0] + u64::from(bytes.len() > 1)
        };
        guard.take().exit(Outcome::Completed).await?;
        Ok(done)
    }

    pub(super) async fn nested<const SIZE: usize>(
        outer: Sure<SIZE>,
        middle: Unsure<SIZE>,
        inner: Sure<SIZE>,
    ) -> Result<u64, Trouble> {
        let mut outer = Guard::new(outer);
        let Ok(first) = enter!(outer);
        let mut middle = Guard::new(middle);
        let second = match enter!(middle) {
            Ok(second) => second,
            Err(trouble) => {
                outer.take().exit(failed(&trouble)).await;
                return Err(trouble);
            }
        };
        let mut inner = Guard::new(inner);
        let Ok(third) = enter!(inner);
        let done = async { Ok(work(first).await? + work(second).await? + work(third).await?) };
        let done = match done.await {
            Ok(done) => done,
            Err(trouble) => {
                inner.take().exit(failed(&trouble)).await;
                report(middle.take().exit(failed(&trouble)).await);
                outer.take().exit(failed(&trouble)).await;
                return Err(trouble);
            }
        };
        let done = {
            let held = [done; 4];
            yield_now().await;
            held[0] + u64::from(first.len() > 1)
        };
        inner.take().exit(Outcome::Completed).await;
        if let Err(trouble) = middle.take().exit(Outcome::Completed).await {
            outer.take().exit(failed(&trouble)).await;
            return Err(trouble);
        }
        outer.take().exit(Outcome::Completed).await;
        Ok(done)
    }
}

/// The sizes of both sides, in bytes.
struct Sizes {
    case: &'static str,
    manager: usize,
    with: usize,
    by_hand: usize,
}

fn sizes<const SIZE: usize>() -> [Sizes; 3] {
    fn both<W: Future, B: Future>(
        case: &'static str,
        manager: usize,
        with: &W,
        by_hand: &B,
    ) -> Sizes {
        Sizes {
            case,
            manager,
            with: size_of_val(with),
            by_hand: size_of_val(by_hand),
        }
    }
    let sure = || Sure([0; SIZE]);
    let unsure = || Unsure([0; SIZE]);
    [
        both(
            "one",
            SIZE,
            &with_blocks::sure(sure()),
            &by_hand::sure(sure()),
        ),
        both(
            "one that may fail",
            SIZE,
            &with_blocks::unsure(unsure()),
            &by_hand::unsure(unsure()),
        ),
        both(
            "three nested",
            SIZE,
            &with_blocks::nested(sure(), unsure(), sure()),
            &by_hand::nested(sure(), unsure(), sure()),
        ),
    ]
}

#[test]
fn a_future_is_hardly_larger_than_by_hand() {
    let sizes = [sizes::<0>(), sizes::<8>(), sizes::<24>(), sizes::<200>()];
    let sizes = sizes.as_flattened();
    // `cargo test --test future_size -- --nocapture` prints the figures of the page `guide::costs`.
    println!("managers           each   with!  by hand");
    for size in sizes {
        let Sizes {
            case,
            manager,
            with,
            by_hand,
        } = size;
        println!("{case:17} {manager:5} {with:7} {by_hand:8}");
    }
    for size in sizes {
        assert!(
            size.with * 100 <= size.by_hand * 105,
            "{} of {} bytes: {} bytes, by hand {}",
            size.case,
            size.manager,
            size.with,
            size.by_hand
        );
    }
}

#[tokio::test]
async fn both_sides_do_the_same() {
    for first in [0, 13] {
        let sure = || Sure([first; 8]);
        let unsure = || Unsure([first; 8]);
        let same = |with: Result<u64, Trouble>, by_hand: Result<u64, Trouble>| {
            assert_eq!(with.ok(), by_hand.ok());
        };
        same(with_blocks::sure(sure()).await, by_hand::sure(sure()).await);
        same(
            with_blocks::unsure(unsure()).await,
            by_hand::unsure(unsure()).await,
        );
        same(
            with_blocks::nested(sure(), unsure(), sure()).await,
            by_hand::nested(sure(), unsure(), sure()).await,
        );
    }
}
