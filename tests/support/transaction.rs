//! A manager for tasks: it borrows, it is generic, and its log goes along from thread to thread.

use std::future::Future;
use std::sync::Mutex;

use scoped_core::{Abandoned, AsyncContextManager, AsyncOutcome};
use tokio::task::yield_now;

use crate::support::Trouble;

pub type Log = Mutex<Vec<String>>;

/// An async manager: has a lifetime and a type of the user's; lends what it borrows.
pub struct Transaction<'c, T> {
    store: &'c mut Vec<T>,
    before: usize,
    log: &'c Log,
}

pub fn transaction<'c, T>(store: &'c mut Vec<T>, log: &'c Log) -> Transaction<'c, T> {
    let before = store.len();
    Transaction { store, before, log }
}

impl<'c, T: Send + Sync> AsyncContextManager for Transaction<'c, T> {
    type Value<'a>
        = &'a mut Vec<T>
    where
        Self: 'a;
    type Exit = Result<(), Trouble>;

    async fn enter(&mut self) -> Result<&mut Vec<T>, Trouble> {
        yield_now().await;
        Ok(self.store)
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Result<(), Trouble> {
        yield_now().await;
        if outcome.is_failure() {
            self.store.truncate(self.before);
        }
        self.log.lock().unwrap().push(format!("exit: {outcome}"));
        yield_now().await;
        Ok(())
    }

    fn abandon(self, reason: Abandoned) {
        self.store.truncate(self.before);
        self.log.lock().unwrap().push(format!("abandon: {reason}"));
    }
}

/// Spawns it on a runtime of several threads.
pub fn spawned<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async move { tokio::spawn(future).await.unwrap() })
}

/// Runs `$function(&mut Vec<u32>, &Log)` in a task, and compares its result, the store and the log.
macro_rules! assert_spawned {
    ($function:ident $(::<$($generic:ty),*>)?, $store:expr, $log:expr, $gives:pat $(if $guard:expr)?) => {{
        let (ended, store, log) = $crate::transaction::spawned(async {
            let mut store = Vec::new();
            let log = $crate::transaction::Log::default();
            let ended = $function $(::<$($generic),*>)? (&mut store, &log).await;
            (ended, store, log.into_inner().unwrap())
        });
        assert!(matches!(ended, $gives $(if $guard)?), "{ended:?}");
        assert_eq!(store, $store);
        assert_eq!(log, $log);
    }};
}

pub(crate) use assert_spawned;
