//! Spawned functions whose managers borrow, lend what they borrow, are generic, and are nested.

mod support;
#[path = "support/transaction.rs"]
mod transaction;

use std::collections::HashMap;
use std::fmt::{Debug, Display};
use std::future::Future;
use std::sync::{Arc, Mutex};

use scoped_core::{AsyncContextManager, AsyncOutcome, ContextManager, Outcome, Verdict, with};
use support::errors::give;
use support::{Oops, Trouble};
use tokio::task::yield_now;
use transaction::{Log, Transaction, assert_spawned, spawned, transaction};

/// Does not await; lends a borrow of what it borrows.
struct Entry<'m> {
    map: &'m mut HashMap<String, u32>,
    key: &'m str,
}

impl<'m> ContextManager for Entry<'m> {
    type Value<'a>
        = &'a mut u32
    where
        Self: 'a;
    type Exit = Verdict;

    fn enter(&mut self) -> Result<&mut u32, std::convert::Infallible> {
        Ok(self.map.entry(self.key.to_owned()).or_default())
    }

    fn exit(self, _: Outcome<'_>) -> Verdict {
        Verdict::Propagate
    }
}

#[test]
fn generics() {
    async fn run<T, F, E>(store: &mut Vec<T>, log: &Log, mut make: F) -> Result<T, E>
    where
        T: Clone + Send + Sync + 'static,
        F: FnMut(usize) -> Result<T, E> + Send,
        E: Debug + Send + Sync + 'static,
    {
        let value = with!(async transaction(store, log) as rows => {
            let one = make(rows.len())?;
            yield_now().await;
            rows.push(one.clone());
            let two = make(rows.len())?;
            yield_now().await;
            rows.push(two);
            one
        });
        Ok(value.unwrap())
    }

    async fn run_with_text(store: &mut Vec<String>, log: &Log) -> Result<String, Oops> {
        run(store, log, |number| {
            if number < 2 {
                Ok(number.to_string())
            } else {
                Err(Oops(1))
            }
        })
        .await
    }

    assert_spawned!(run_with_text, ["0", "1"], ["exit: completed"], Ok(_));
}

#[test]
fn a_generic_manager() {
    async fn run<M>(manager: M, values: &[u32]) -> Result<u32, Oops>
    where
        M: AsyncContextManager<Exit = Result<(), Trouble>>,
        for<'a> M: AsyncContextManager<Value<'a> = &'a mut Vec<u32>> + 'a,
    {
        let value = with!(async manager as rows => {
            yield_now().await;
            for value in values { rows.push(give(*value)?); }
            yield_now().await;
            rows.len()
        });
        Ok(u32::try_from(value.unwrap()).unwrap())
    }

    static LOG: Log = Mutex::new(Vec::new());
    let length = spawned(async {
        let store = Box::leak(Box::default());
        run(transaction(store, &LOG), &[1, 2]).await
    });
    assert_eq!(length, Ok(2));
}

#[test]
fn nested_with_sync_managers() {
    async fn run(store: &mut Vec<u32>, log: &Log) -> Result<u32, Oops> {
        let mut map = HashMap::new();
        let mut other = Vec::new();
        let key = String::from("key");
        let value = with!(
            async transaction(store, log) as rows,
            Entry { map: &mut map, key: &key } as count,
            async transaction(&mut other, log) as names => {
                *count += 1;
                yield_now().await;
                rows.push(*count);
                names.push(key.clone());
                let inner = with!(async transaction(rows, log) as rows => {
                    rows.push(give(2)?);
                    yield_now().await;
                    names.len()
                });
                yield_now().await;
                if inner == Ok(5) { return Err(Oops(5)); }
                *count
            }
        );
        assert_eq!(map["key"], 1);
        Ok(value.unwrap().unwrap().unwrap())
    }

    assert_spawned!(run, [1, 2], ["exit: completed"; 3], Ok(1));
}

#[test]
fn locals_and_borrows_that_live_across_awaits() {
    async fn run(store: &mut Vec<u32>, log: &Log) -> Result<u32, Oops> {
        let shared = Arc::new(Mutex::new(0));
        let text = String::from("1,2,3");
        let value = with!(async transaction(store, log) as rows => {
            let parts: Vec<&str> = text.split(',').collect();
            for part in &parts {
                let shared = Arc::clone(&shared);
                rows.push(part.parse().map_err(|_| Oops(9))?);
                yield_now().await;
                *shared.lock().unwrap() += 1;
            }
            let sum = async { yield_now().await; rows.iter().sum::<u32>() };
            sum.await
        });
        assert_eq!(*shared.lock().unwrap(), 3);
        Ok(value.unwrap())
    }

    assert_spawned!(run, [1, 2, 3], ["exit: completed"], Ok(6));
}

#[test]
fn a_manager_behind_an_await_and_a_question_mark() {
    async fn open<'c>(store: &'c mut Vec<u32>, log: &'c Log) -> Result<Transaction<'c, u32>, Oops> {
        yield_now().await;
        Ok(transaction(store, log))
    }

    async fn run(store: &mut Vec<u32>, log: &Log) -> Result<u32, Oops> {
        let value = with!(async open(store, log).await? as rows => { rows.push(1); 7 });
        Ok(value.unwrap())
    }

    assert_spawned!(run, [1], ["exit: completed"], Ok(7));
}

#[test]
fn a_boxed_future_and_recursion() {
    fn run<'f>(
        store: &'f mut Vec<u32>,
        log: &'f Log,
        depth: u32,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<u32, Oops>> + Send + 'f>> {
        Box::pin(async move {
            let value = with!(async transaction(store, log) as rows => {
                rows.push(depth);
                if depth == 0 { return Ok(7); }
                run(rows, log, depth - 1).await?
            });
            Ok(value.unwrap())
        })
    }

    async fn run_three(store: &mut Vec<u32>, log: &Log) -> Result<u32, Oops> {
        run(store, log, 2).await
    }

    assert_spawned!(run_three, [2, 1, 0], ["exit: completed"; 3], Ok(7));
}

/// Lends a value with two lifetimes, which holds the manager's own.
struct Cursor<'a, 'c> {
    rows: &'a mut Vec<u32>,
    name: &'c str,
}

struct Cursors<'c>(Vec<u32>, &'c str);

impl<'c> AsyncContextManager for Cursors<'c> {
    type Value<'a>
        = Cursor<'a, 'c>
    where
        Self: 'a;
    type Exit = Verdict;

    async fn enter(&mut self) -> Result<Cursor<'_, 'c>, std::convert::Infallible> {
        yield_now().await;
        Ok(Cursor {
            rows: &mut self.0,
            name: self.1,
        })
    }

    async fn exit(self, _: AsyncOutcome<'_>) -> Verdict {
        yield_now().await;
        Verdict::Suppress
    }
}

#[test]
fn a_value_with_two_lifetimes_that_is_taken_apart() {
    async fn run(store: &mut Vec<u32>, log: &Log) -> Result<u32, Oops> {
        let name = format!("cursor of {}", store.len());
        let value = with!(async Cursors(vec![1], &name) as Cursor { rows, name }, async transaction(store, log) => {
            rows.push(2);
            yield_now().await;
            if name.is_empty() { return Err(Oops(1)); }
            rows.len()
        });
        Ok(if matches!(value, Some(Ok(2))) { 7 } else { 0 })
    }

    assert_spawned!(run, [0; 0], ["exit: completed"], Ok(7));
}

/// Lends a trait object.
struct Printer<'p>(&'p (dyn Display + Sync));

impl AsyncContextManager for Printer<'_> {
    type Value<'a>
        = Box<dyn Fn() -> String + Send + 'a>
    where
        Self: 'a;
    type Exit = ();

    async fn enter(&mut self) -> Result<Self::Value<'_>, std::convert::Infallible> {
        yield_now().await;
        Ok(Box::new(|| self.0.to_string()))
    }

    async fn exit(self, _: AsyncOutcome<'_>) {
        yield_now().await;
    }
}

#[test]
fn a_trait_object_that_is_lent() {
    async fn run(store: &mut Vec<String>, log: &Log) -> Result<(), Oops> {
        let number = 7;
        let printed = with!(async Printer(&number) as print => { yield_now().await; print() });
        with!(async transaction(store, log) as rows => { rows.push(printed) }).map_err(|_| Oops(1))
    }

    assert_spawned!(run, ["7"], ["exit: completed"], Ok(()));
}

/// The expression's temporary, a guard of an async mutex, lives to the end of `exit`.
#[test]
fn a_temporary_in_the_expression() {
    async fn run(store: &mut Vec<u32>, log: &Log) -> Result<u32, Oops> {
        let shared = Arc::new(tokio::sync::Mutex::new(std::mem::take(store)));
        let value = with!(async transaction(&mut *shared.lock().await, log) as rows => {
            rows.push(1);
            yield_now().await;
            u32::from(shared.try_lock().is_err())
        });
        assert!(shared.try_lock().is_ok());
        *store = std::mem::take(&mut *shared.lock().await);
        Ok(value.unwrap())
    }

    assert_spawned!(run, [1], ["exit: completed"], Ok(1));
}

/// A method of a type with a lifetime, whose future names that and the one of `self`.
#[test]
fn a_method() {
    struct Service<'s> {
        store: &'s mut Vec<u32>,
        log: &'s Log,
    }

    impl Service<'_> {
        async fn add(
            &mut self,
            numbers: impl IntoIterator<Item = u32, IntoIter: Send> + Send,
        ) -> Result<usize, Trouble> {
            with!(async transaction(self.store, self.log) as rows => {
                for number in numbers {
                    yield_now().await;
                    rows.push(number);
                }
                rows.len()
            })
        }
    }

    async fn run(store: &mut Vec<u32>, log: &Log) -> Result<usize, Trouble> {
        let mut service = Service { store, log };
        service.add([1, 2]).await?;
        service.add(vec![3]).await
    }

    assert_spawned!(run, [1, 2, 3], ["exit: completed"; 2], Ok(3));
}

#[test]
fn an_async_closure() {
    async fn run(store: &mut Vec<u32>, log: &Log) -> Result<usize, Oops> {
        let mut add = async |number| {
            with!(async transaction(&mut *store, log) as rows => {
                yield_now().await;
                rows.push(give(number)?);
            })
            .map_err(|_| Oops(2))
        };
        add(1).await?;
        add(2).await?;
        Ok(store.len())
    }

    assert_spawned!(run, [1, 2], ["exit: completed"; 2], Ok(2));
}

/// Its type is as opaque as that of a manager a function makes.
#[test]
fn an_opaque_manager() {
    fn open<'c>(
        store: &'c mut Vec<u32>,
        log: &'c Log,
    ) -> impl AsyncContextManager<Exit = Result<(), Trouble>> + use<'c> {
        let opened: Transaction<'c, u32> = transaction(store, log);
        opened
    }

    async fn run(store: &mut Vec<u32>, log: &Log) -> Result<u32, Trouble> {
        with!(async open(store, log) => { 7 })
    }

    let ended = support::executor::block_on(async { run(&mut Vec::new(), &Log::default()).await });
    assert_eq!(ended, Ok(7));
}
