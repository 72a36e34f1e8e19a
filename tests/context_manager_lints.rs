//! Expansions set off no lint in the user's crate: none of rustc's groups and none of clippy's `all`,
//! `pedantic` and `nursery`, which `cargo clippy` looks at. No `allow` is emitted for that, which the
//! module under `forbid` would refuse.

#![deny(
    warnings,
    future_incompatible,
    keyword_idents,
    let_underscore,
    nonstandard_style,
    refining_impl_trait,
    rust_2018_idioms,
    rust_2024_compatibility,
    unused
)]
#![deny(
    closure_returning_async_block,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    impl_trait_redundant_captures,
    let_underscore_drop,
    missing_debug_implementations,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    unit_bindings,
    unreachable_pub,
    unsafe_code,
    unused_lifetimes,
    unused_qualifications,
    unused_results
)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery)]

use std::fs::File;
use std::io;
use std::sync::Mutex;

use scoped_core::{AsyncOutcome, Outcome, context_manager, with, yield_};

struct Plain(u8);

#[context_manager]
impl Plain {
    fn enter(&mut self) -> &mut u8 {
        &mut self.0
    }

    fn exit(self, outcome: Outcome<'_>) {
        drop(outcome.to_string());
    }

    const fn id(&self) -> u8 {
        self.0
    }
}

struct Fallible;

#[context_manager]
impl Fallible {
    fn enter(&mut self) -> Result<(), u8> {
        Ok(())
    }

    fn exit(&mut self) {}
}

const fn call() {}

struct Calls;

#[context_manager]
impl Calls {
    fn enter(&mut self) {
        call()
    }

    fn exit(&mut self) -> Result<(), u8> {
        Ok(())
    }
}

struct Diverges(u8);

#[context_manager]
impl Diverges {
    fn enter(&mut self) -> u8 {
        if self.0 > 0 {
            return self.0;
        }
        panic!("nothing to lend")
    }

    fn exit(self) {
        panic!("always")
    }
}

/// A lifetime that after the cut is mentioned by one of the two halves only.
struct Halves<'l>(&'l str);

#[context_manager]
impl<'l> Halves<'l> {
    const fn new(text: &'l str) -> Self {
        Self(text)
    }

    fn exit(&mut self) {}
}

struct OtherHalf<'l, T>(&'l str, T);

#[context_manager]
impl<'l, T: Clone> OtherHalf<'l, T> {
    fn enter(&mut self) -> &'l str {
        self.0
    }

    fn exit(self) {}

    fn other(&self) -> T {
        self.1.clone()
    }
}

#[context_manager(enter = open -> Result<&mut Vec<T>, u8>, exit = close)]
struct Generic<T>(Vec<T>, u8);

impl<T> Generic<T> {
    const fn open(&mut self) -> Result<&mut Vec<T>, u8> {
        if self.1 > 0 {
            Err(self.1)
        } else {
            Ok(&mut self.0)
        }
    }

    fn close(self) {
        drop(self.0);
    }
}

#[context_manager]
fn locked(lock: &Mutex<u8>) {
    let _guard = lock.lock().unwrap();
    yield_!();
}

#[context_manager]
fn written(path: &str, name: String, mut lines: u32, n: impl Into<u32>) -> io::Result<File> {
    let file = File::create(path)?;
    lines += n.into();
    let outcome = yield_!(file);
    if outcome.is_failure() {
        return Ok(());
    }
    drop(file);
    println!("{name} {lines}");
    std::fs::remove_file(path)
}

#[context_manager]
fn opened(path: &str) -> io::Result<File> {
    yield_!(File::open(path)?);
}

#[context_manager]
fn number(n: u8) -> u8 {
    yield_!(n + 1);
}

#[context_manager]
fn only_the_teardown_mutates() -> Vec<u8> {
    let mut bytes = vec![1];
    yield_!(bytes);
    bytes.push(2);
    println!("{bytes:?}");
}

#[context_manager]
fn pushed(bytes: &mut Vec<u8>) -> &mut Vec<u8> {
    bytes.push(1);
    let outcome = yield_!(bytes);
    if outcome.is_success() {
        bytes.push(2);
    }
}

#[context_manager]
fn iterated<T: Clone>(items: &[T]) -> impl Iterator<Item = &T> {
    yield_!(items.iter());
}

impl Plain {
    #[context_manager]
    fn deeper(&mut self, by: u8) -> &mut Self {
        self.0 += by;
        yield_!(self);
        self.0 -= by;
    }

    #[context_manager]
    fn peek(&self) -> &u8 {
        yield_!(&self.0);
    }

    #[context_manager]
    fn consumed(mut self, _: String, (mut a, b): (u8, u8)) {
        self.0 += b;
        a += 1;
        yield_!();
        println!("{a}");
    }
}

mod asynchronous {
    use std::future::ready;
    use std::task::{Context, Poll, Waker};

    // Where it is imported, a path to it is an unnecessary qualification.
    use scoped_core::AsyncContextManager;

    use super::{AsyncOutcome, context_manager, with};

    struct Session(u8);

    #[context_manager]
    impl Session {
        async fn enter(&mut self) -> Result<&mut u8, u8> {
            ready(()).await;
            Ok(&mut self.0)
        }

        async fn exit(&mut self, outcome: AsyncOutcome<'_>) {
            drop(ready(outcome.to_string()).await);
        }

        /// Could borrow less, and be `const`, if it were the type's own.
        fn abandon(&mut self) {
            assert!(self.0 > 0);
        }
    }

    struct Plain(u8);

    #[context_manager]
    impl Plain {
        async fn exit(self) {
            assert!(ready(self.0).await > 0);
        }

        fn abandon(self) {
            assert!(self.0 > 0);
        }
    }

    #[context_manager(enter = async open -> &mut u8, exit = async close)]
    struct Pooled(u8);

    impl Pooled {
        async fn open(&mut self) -> &mut u8 {
            ready(&mut self.0).await
        }

        async fn close(self) {
            assert!(ready(self.0).await > 0);
        }
    }

    async fn uses() -> Result<u8, u8> {
        let mut turns = 0;
        while turns < 2 {
            turns += 1;
            // What never has a value is no diverging sub-expression.
            with!(async Plain(1), async Pooled(2) as two => {
                *two += 1;
                continue;
            });
        }
        with!(async &mut Session(turns) as turns, async Plain(3) as plain => {
            *turns += plain.0;
            *turns
        })
    }

    #[test]
    fn used() {
        const fn is_manager<M: AsyncContextManager>(_: &M) {}
        is_manager(&Plain(1));
        let future = std::pin::pin!(uses());
        let mut context = Context::from_waker(Waker::noop());
        assert_eq!(future.poll(&mut context), Poll::Ready(Ok(5)));
    }
}

mod awaiting {
    use std::future::ready;
    use std::io;

    use super::{context_manager, with, yield_};

    struct Plain(u8);

    impl Plain {
        #[context_manager]
        async fn deeper(&mut self, by: u8) -> &mut Self {
            self.0 += by;
            ready(()).await;
            yield_!(self);
            self.0 -= by;
        }

        #[context_manager]
        async fn consumed(self, _: String) -> Self {
            yield_!(self);
            ready(()).await;
        }
    }

    #[context_manager]
    async fn written<T: Send>(text: &str, mut count: u32, _guard: T) -> io::Result<String> {
        use std::fmt::Write as _;

        let mut line = String::from(text);
        ready(()).await;
        write!(line, "{count}").map_err(io::Error::other)?;
        let outcome = yield_!(line);
        count += 1;
        ready(()).await;
        if outcome.is_failure() && count > 2 {
            return Err(io::Error::other(line));
        }
        Ok(())
    }

    #[context_manager]
    async fn opened() -> io::Result<()> {
        ready(()).await;
        yield_!();
    }

    /// Awaits nothing.
    #[context_manager]
    async fn number(up_to: u8) -> u8 {
        let _ = yield_!(up_to + 1);
    }

    async fn uses() -> io::Result<usize> {
        let mut plain = Plain(1);
        with!(async plain.deeper(2) as plain => { plain.0 += 1; });
        with!(async plain.consumed(String::new()) as plain => { plain.0 += 1; });
        with!(async number(1) as two => { *two += 1; });
        with!(async opened() => { ready(()).await; })?;
        with!(async written("a", 1, 2_u8) as line => { ready(line.len()).await })
    }

    #[test]
    fn used() -> io::Result<()> {
        assert_eq!(futures::executor::block_on(uses())?, 2);
        Ok(())
    }
}

mod under_forbid {
    #![forbid(warnings, unused, clippy::all, clippy::pedantic, clippy::nursery)]

    use super::{context_manager, with, yield_};

    struct Manager(u8);

    #[context_manager]
    impl Manager {
        fn enter(&mut self) -> &mut u8 {
            &mut self.0
        }

        fn exit(&mut self) {}
    }

    #[context_manager]
    fn pushed(bytes: &mut Vec<u8>) -> &mut Vec<u8> {
        bytes.push(1);
        let outcome = yield_!(bytes);
        if outcome.is_success() {
            bytes.push(2);
        }
    }

    #[context_manager]
    async fn popped(bytes: &mut Vec<u8>) -> &mut Vec<u8> {
        std::future::ready(()).await;
        let outcome = yield_!(bytes);
        if outcome.is_success() {
            bytes.clear();
        }
    }

    #[test]
    fn used() {
        let mut bytes = Vec::new();
        with!(pushed(&mut bytes) as bytes => { bytes.push(9); });
        assert_eq!(bytes, [1, 9, 2]);
        futures::executor::block_on(async {
            with!(async popped(&mut bytes) as bytes => { bytes.push(9); });
        });
        assert!(bytes.is_empty());
        with!(&mut Manager(1) as one => { *one += 1; });
    }
}

#[test]
fn used() -> io::Result<()> {
    let lock = Mutex::new(1);
    let mut plain = Plain(1);
    assert_eq!(plain.id(), 1);
    with!(plain.deeper(2) as plain => { plain.0 += 1; });
    with!(plain.peek() as one => { assert_eq!(*one, 2); });
    with!(plain.consumed(String::new(), (1, 2)) => {});
    with!(Plain(1) as one => { *one += 1; });
    with!(Halves::new("a") as half => { assert_eq!(half.0, "a"); });
    let half = OtherHalf("a", 1);
    assert_eq!(half.other(), 1);
    with!(half as half => { assert_eq!(half, "a"); });
    with!(locked(&lock) => { assert!(lock.try_lock().is_err()); });
    assert_eq!(with!(Fallible => {}), Ok(()));
    assert_eq!(with!(&mut Calls => {}), Ok(()));
    assert_eq!(
        with!(Generic(vec![1], 0) as items => { items.push(2); }),
        Ok(())
    );
    with!(number(1) as two => { assert_eq!(*two, 2); });
    with!(only_the_teardown_mutates() as bytes => { bytes.push(3); });
    with!(iterated(&[1, 2]) as items => { assert_eq!(items.count(), 2); });
    let mut bytes = Vec::new();
    with!(pushed(&mut bytes) => {});
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("a");
    let path = path.to_str().unwrap();
    with!(written(path, "a".to_owned(), 1, 2_u8) => {})?;
    assert!(with!(opened(path) => {}).is_err());
    let caught = std::panic::catch_unwind(|| with!(Diverges(1) => {}));
    assert!(caught.is_err());
    Ok(())
}
