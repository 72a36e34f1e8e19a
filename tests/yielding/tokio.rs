//! Over `tokio`: functions that await.

// Locals that nobody mentions are the point.
#![allow(unused_variables)]

use crate::harness::*;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use scoped_core::Verdict;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::{Mutex, Notify, OwnedSemaphorePermit, RwLock, Semaphore, mpsc, oneshot, watch};
use tokio::task::{JoinHandle, JoinSet, yield_now};
use tokio::time::{Instant, sleep, timeout};

same! {
    a_permit [owned] {
        function! {
            #[context_manager]
            async fn limited[](
                sem: Arc<Semaphore>, held: Noisy,
            ) -> [Result<OwnedSemaphorePermit, Oops>] => [Result<(), Oops>] {
                note("acquire");
                let watch = sem.clone();
                let permit = sem.acquire_owned().await.map_err(|_| Oops("closed"))?;
                yield_!(permit);
                note(format_args!("teardown {}", watch.available_permits()));
                drop(permit);
                yield_now().await;
                note(format_args!("released {} {}", watch.available_permits(), held.len()));
                Ok(())
            }
        }
    }
    run async
        (limited(Arc::new(Semaphore::new(2)), Noisy("held"))),
        (limited({ let sem = Semaphore::new(1); sem.close(); Arc::new(sem) }, Noisy("held")))
    as permit => { note(format_args!("body {}", permit.num_permits())); }
}

same! {
    a_permit_that_nobody_mentions [owned] {
        function! {
            #[context_manager]
            async fn throttled[](sem: Arc<Semaphore>, name: &'static str,) -> [usize] {
                let _permit = sem.clone().acquire_owned().await.unwrap();
                let _last = Noisy(name);
                yield_!(sem.available_permits());
                note(format_args!("teardown {}", sem.available_permits()));
                yield_now().await;
            }
        }
    }
    run async (throttled(Arc::new(Semaphore::new(2)), "last")) as left => {
        note(format_args!("body {left}"));
    }
}

same! {
    what_an_asynchronous_guard_guards [reference] {
        function! {
            #[context_manager]
            async fn locked['m](m: &'m Mutex<Vec<u8>>,) -> [&'m mut Vec<u8>] {
                let mut g = m.lock().await;
                g.push(1);
                yield_!(&mut *g);
                yield_now().await;
                note(format_args!("teardown {g:?} {}", m.try_lock().is_err()));
            }
        }
    }
    run async (locked(&Mutex::new(Vec::new()))) as bytes => {
        bytes.push(2);
        note(format_args!("body {bytes:?}"));
    }
}

same! {
    read_by_a_guard [shared] {
        function! {
            #[context_manager]
            async fn configured[](config: &RwLock<String>,) -> [&str] {
                let _held = Noisy("held");
                let guard = config.read().await;
                yield_!(guard.as_str());
                drop(guard);
                config.write().await.push('!');
                note(config.read().await.len());
            }
        }
    }
    run async (configured(&RwLock::new(String::from("text")))) as text => {
        note(format_args!("body {text}"));
    }
}

same! {
    a_task_that_is_stopped [owned] {
        function! {
            #[context_manager]
            async fn counter[](name: &'static str,) -> [mpsc::Sender<u32>] {
                let (sender, mut numbers) = mpsc::channel(4);
                let (stop, mut stopped) = oneshot::channel::<()>();
                let task: JoinHandle<u32> = tokio::spawn(async move {
                    let _inside = Noisy(name);
                    let mut sum = 0;
                    loop {
                        tokio::select! {
                            biased;
                            Some(n) = numbers.recv() => sum += n,
                            _ = &mut stopped => break sum,
                        }
                    }
                });
                sender.send(1).await.unwrap();
                yield_!(sender);
                stop.send(()).unwrap();
                let sum = task.await.unwrap();
                note(format_args!("sum {sum}, {}", sender.is_closed()));
            }
        }
    }
    run async (counter("task")) as sender => {
        sender.try_send(2).unwrap();
        note("body");
    }
}

same! {
    a_future_that_is_a_local [owned] {
        async fn connect(name: &str) -> Result<Noisy, Oops> {
            yield_now().await;
            if name.is_empty() { Err(Oops("no name")) } else { Ok(Noisy("connection")) }
        }

        function! {
            #[context_manager]
            async fn connected[](name: String,) -> [Result<Noisy, Oops>] => [Result<(), Oops>] {
                note("connect");
                let connecting = connect(&name);
                let connection = connecting.await?;
                let later = async {
                    yield_now().await;
                    note("later");
                };
                let outcome = yield_!(connection);
                later.await;
                note(format_args!("{outcome} {name} {}", connection.len()));
                Ok(())
            }
        }
    }
    run async (connected("n".into())), (connected(String::new())) as connection => {
        note(format_args!("body {connection:?}"));
    }
}

same! {
    a_timer [owned] {
        function! {
            #[context_manager]
            async fn timed[](at_least: Duration,) -> [Instant] {
                let start = Instant::now();
                sleep(at_least).await;
                yield_!(start);
                let took = start.elapsed();
                note(format_args!("took long enough: {}", took >= at_least));
                note(timeout(at_least, std::future::pending::<()>()).await.is_err());
            }
        }
    }
    run async (timed(Duration::from_millis(2))) as start => {
        note(format_args!("body {}", start.elapsed() >= Duration::from_millis(2)));
    }
}

same! {
    a_set_of_tasks [changed] {
        function! {
            #[context_manager]
            async fn workers[](count: usize,) -> [JoinSet<usize>] {
                let mut tasks = JoinSet::new();
                for n in 0..count {
                    tasks.spawn(async move {
                        yield_now().await;
                        n
                    });
                }
                let _held = Noisy("held");
                yield_!(tasks);
                let mut sum = 0;
                while let Some(n) = tasks.join_next().await {
                    sum += n.unwrap();
                }
                note(format_args!("sum {sum}"));
            }
        }
    }
    run async (workers(3)), (workers(0)) as tasks => {
        tasks.spawn(async { 10 });
        note(format_args!("body {}", tasks.len()));
    }
}

same! {
    a_state_that_is_announced [owned] {
        function! {
            #[context_manager]
            async fn announced[](
                state: &watch::Sender<&'static str>, ready: Arc<Notify>,
            ) -> [watch::Receiver<&'static str>] {
                state.send_replace("starting");
                ready.notify_one();
                ready.notified().await;
                let mut seen = state.subscribe();
                state.send_replace("running");
                seen.changed().await.unwrap();
                let outcome = yield_!(seen);
                let next = if outcome.is_success() { "stopped" } else { "broken" };
                state.send_replace(next);
                seen.changed().await.unwrap();
                note(format_args!("teardown {}", *seen.borrow()));
            }
        }
    }
    run async (announced(&watch::channel("new").0, Arc::new(Notify::new()))) as seen => {
        note(format_args!("body {}", *seen.borrow()));
    }
}

same! {
    both_ends_of_a_stream [owned] {
        function! {
            #[context_manager]
            async fn served[](
                greeting: &[u8],
            ) -> [io::Result<tokio::io::DuplexStream>] => [io::Result<()>] {
                let (mut near, far) = tokio::io::duplex(64);
                let _held = Noisy("held");
                near.write_all(greeting).await?;
                yield_!(far);
                drop(far);
                let mut rest = String::new();
                near.read_to_string(&mut rest).await?;
                note(format_args!("rest {rest:?}"));
                near.shutdown().await
            }
        }
    }
    run async (served(b"hello")) as far => {
        note(format_args!("body {}", format!("{far:?}").len() > 4));
    }
}

same! {
    a_verdict_that_is_awaited [owned] {
        function! {
            #[context_manager]
            async fn retried[](
                sem: &Semaphore, ignores: bool,
            ) -> [Result<(usize, Verdict), Oops>] => [Result<Verdict, Oops>] {
                let permit = sem.acquire().await.map_err(|_| Oops("closed"))?;
                let left = sem.available_permits();
                let outcome = yield_!(left);
                yield_now().await;
                note(format_args!("{outcome} {}", permit.num_permits()));
                if outcome.is_success() {
                    return Ok(Verdict::Propagate);
                }
                drop(permit);
                if ignores { Ok(Verdict::Suppress) } else { Err(Oops("gave up")) }
            }
        }
    }
    run async (retried(&Semaphore::new(2), true)), (retried(&Semaphore::new(2), false)) as left => {
        note(format_args!("body {left}"));
    }
}

same! {
    around_and_in_branches [owned] {
        function! {
            #[context_manager]
            async fn session[](name: Option<Noisy>, gate: &Mutex<u8>,) -> [usize] {
                let _guard = gate.lock().await;
                if let Some(name) = name {
                    with!(around("named") as by => {
                        yield_now().await;
                        yield_!(name.len());
                        yield_now().await;
                        note(format_args!("{by} {name:?}"));
                    });
                } else {
                    with!(around("one") as one, around(one) => {
                        let _inside = Noisy("inside");
                        yield_!(0);
                    });
                }
                note(format_args!("teardown {}", gate.try_lock().is_err()));
                yield_now().await;
            }
        }
    }
    run async (session(Some(Noisy("name")), &Mutex::new(1))), (session(None, &Mutex::new(1))) as n => {
        note(format_args!("body {n}"));
    }
}

same! {
    by_an_exclusive_self_that_awaits [reference] {
        #[derive(Default)]
        struct Pool {
            idle: Vec<u8>,
            leases: u32,
        }

        impl Pool {
            function! {
                #[context_manager]
                async fn drained[](&mut self, limit: usize,) -> [&mut Vec<u8>] {
                    while self.idle.len() < limit {
                        yield_now().await;
                        self.idle.push(0);
                    }
                    yield_!(&mut self.idle);
                    yield_now().await;
                    self.leases += 1;
                    note(format_args!("leases {}", self.leases));
                }
            }
        }
    }
    run async (Pool::default().drained(2)) as idle => {
        idle.pop();
        note(format_args!("body {idle:?}"));
    }
}

same! {
    the_order_of_what_awaits [owned] {
        function! {
            #[context_manager]
            async fn ordered[]((a, _): (Noisy, Noisy), _b: Noisy, _: Noisy, c: Noisy,) -> [Noisy] {
                let _ = c;
                let (lent, d) = (Noisy("lent"), Noisy("d"));
                let _guard = &Noisy("temporary");
                yield_now().await;
                yield_!(lent);
                let _e = Noisy("e");
                yield_now().await;
                note(format_args!("teardown {}", a.len()));
                drop(d);
            }
        }
    }
    run async (ordered((Noisy("a"), Noisy("second")), Noisy("b"), Noisy("unnamed"), Noisy("c"))) as lent => {
        note(format_args!("body {lent:?}"));
    }
}

same! {
    moved_and_kept [owned] {
        function! {
            #[context_manager]
            async fn made[](a: Noisy, b: Noisy, c: Noisy, d: Noisy,) -> [Noisy] {
                let e = Noisy("e");
                let g = Noisy("g");
                let h = c;
                yield_!(h);
                let i = Noisy("i");
                tokio::task::yield_now().await;
                note("teardown");
                drop(e);
            }
        }
    }
    run async (made(Noisy("a"), Noisy("b"), Noisy("c"), Noisy("d"))) as value => {
        note(format_args!("body {value:?}"));
    }
}

same! {
    lent_with_a_tuple [owned] {
        function! {
            #[context_manager]
            async fn made[](
                a: Noisy, b: Noisy, c: Noisy, d: Noisy,
            ) -> [Result<(Noisy, Noisy), Oops>] => [Result<(), Oops>] {
                let e = Noisy("e");
                let g = Noisy("g");
                let outcome = yield_!((a, g));
                if outcome.is_failure() { return Err(Oops("x")); }
                note("teardown");
                drop(c);
                Ok(())
            }
        }
    }
    run async (made(Noisy("a"), Noisy("b"), Noisy("c"), Noisy("d"))) as value => {
        note(format_args!("body {value:?}"));
    }
}
