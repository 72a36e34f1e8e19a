//! The futures of annotated `async` functions are `Send` where what they hold is.

use std::cell::{Cell, RefCell};
use std::fmt::{Debug, Display};
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use scoped_core::{AsyncContextManager, Outcome, context_manager, with, yield_};
use tokio::task::{LocalSet, spawn_local, yield_now};

type Log = Mutex<Vec<String>>;

fn note(log: &Log, event: impl Display) {
    log.lock().unwrap().push(event.to_string());
}

#[context_manager]
async fn lease<'l>(log: &'l Log, name: &str) -> Result<String, String> {
    let lease = String::from(name);
    let held = lease.clone();
    yield_now().await;
    note(log, format_args!("leased {held}"));
    let outcome = yield_!(lease);
    yield_now().await;
    note(log, format_args!("{held} {outcome} {lease}"));
    if outcome.is_failure() {
        yield_now().await;
        note(log, outcome);
        return Ok(());
    }
    if held != lease {
        return Err(lease);
    }
    Ok(())
}

/// Lends what it borrows; has a type parameter, and cannot fail.
#[context_manager]
async fn pushed<'a, T: Clone + Send>(log: &Log, items: &'a mut Vec<T>, item: T) -> &'a mut Vec<T> {
    items.push(item.clone());
    yield_now().await;
    yield_!(items);
    yield_now().await;
    items.pop();
    note(log, "popped");
}

#[context_manager]
async fn nothing(log: &Log) {
    yield_now().await;
    yield_!();
    yield_now().await;
    note(log, "nothing");
}

#[context_manager]
async fn borrowed<'t>(text: &'t str) -> &'t str {
    yield_now().await;
    yield_!(text);
}

#[context_manager]
async fn with_outcome<T, E>(value: &mut T, other: impl Debug + Send, error: E) -> Result<&mut T, E>
where
    T: Default + Send,
    E: Debug + Send,
{
    yield_now().await;
    let outcome = yield_!(value);
    yield_now().await;
    *value = T::default();
    if outcome.is_failure() {
        yield_now().await;
        drop(format!("{outcome} {other:?}"));
        return Err(error);
    }
    Ok(())
}

struct Session<'l> {
    log: &'l Log,
    uses: u32,
}

impl<'l> Session<'l> {
    #[context_manager]
    async fn nested(&mut self) -> &mut Self {
        self.uses += 1;
        yield_now().await;
        yield_!(self);
        yield_now().await;
        note(self.log, self.uses);
    }

    #[context_manager]
    async fn reading(&self) -> &'l Log {
        yield_now().await;
        yield_!(self.log);
        yield_now().await;
        note(self.log, "read");
    }
}

/// A manager that uses managers.
#[context_manager]
async fn around<'l>(log: &'l Log, names: &mut Vec<&str>) -> Result<usize, String> {
    let length = with!(async lease(log, "inner") as lease, async pushed(log, names, "x") as names => {
        yield_now().await;
        names.len() + lease.len()
    })?;
    yield_!(length);
    with!(async nothing(log) => { yield_now().await; });
    Ok(())
}

async fn functions(log: &Log) -> Result<usize, String> {
    let name = String::from("name");
    let mut names = vec![name.as_str()];
    let mut session = Session { log, uses: 0 };
    let mut value = 3;
    let length = with!(async lease(log, &name) as lease, async nothing(log) => {
        yield_now().await;
        with!(async pushed(log, &mut names, "other") as names, async session.nested() as session => {
            yield_now().await;
            with!(async session.reading() as log, async borrowed(&name) as text => {
                note(log, text);
                yield_now().await;
            });
            names.len() + usize::from(lease.is_empty())
        })
    })?;
    assert_eq!((names.len(), session.uses), (1, 1));
    with!(async with_outcome(&mut value, "other", String::new()) as value => {
        yield_now().await;
        *value += 1;
    })?;
    assert_eq!(value, 0);
    let around = with!(async around(log, &mut names) as length => { yield_now().await; *length })?;
    Ok(length + around)
}

#[tokio::test(flavor = "multi_thread")]
async fn spawned() {
    let log = Arc::new(Log::default());
    let in_task = Arc::clone(&log);
    let length = tokio::spawn(async move { functions(&in_task).await });
    assert_eq!(length.await.unwrap(), Ok(9));
    let log = log.lock().unwrap().join(", ");
    assert_eq!(
        log,
        "leased name, name, read, 1, popped, nothing, name completed name, \
         leased inner, popped, inner completed inner, nothing"
    );
}

async fn generic<T>(log: &Log, items: &mut Vec<T>, fail: bool) -> Result<usize, String>
where
    T: Clone + Send,
{
    let first = items[0].clone();
    with!(async pushed(log, items, first) as items, async lease(log, "generic") as _lease => {
        yield_now().await;
        if fail {
            Err("failed".to_owned())?;
        }
        items.len()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn spawned_generic() {
    for fail in [false, true] {
        let task = tokio::spawn(async move {
            let text = String::from("borrowed");
            generic(&Log::default(), &mut vec![text.as_str()], fail).await
        });
        let expected = if fail {
            Err("failed".to_owned())
        } else {
            Ok(2)
        };
        assert_eq!(task.await.unwrap(), expected);
    }
}

#[tokio::test]
async fn managers_and_their_halves_are_send() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let log = Log::default();
    let mut manager = is_send(nothing(&log));
    is_send(AsyncContextManager::enter(&mut manager))
        .await
        .unwrap();
    is_send(AsyncContextManager::exit(manager, Outcome::Completed)).await;
}

/// Lends an owned value that borrows.
#[context_manager]
async fn opened<'l>(log: &'l Log, uses: &u32) -> Session<'l> {
    yield_now().await;
    let session = Session { log, uses: *uses };
    let outcome = yield_!(session);
    yield_now().await;
    note(
        session.log,
        format_args!("closed {} {outcome}", session.uses),
    );
}

/// Lends a type that nobody can name, and keeps closures.
#[context_manager]
async fn counted<'a, T: Display + Sync>(
    items: &'a [T],
    mut each: impl FnMut(&T) -> usize + Send,
) -> Result<impl Iterator<Item = &'a T> + Send, std::io::Error> {
    let mut sum = 0;
    for item in items {
        yield_now().await;
        sum += each(item);
    }
    yield_!(items.iter());
    yield_now().await;
    assert_eq!(sum, items.iter().map(each).sum());
    Ok(())
}

/// Lends a trait object; takes one that runs at the end.
#[context_manager]
async fn writing<'w>(
    to: &'w mut (dyn std::fmt::Write + Send),
    at_the_end: Box<dyn FnOnce(&str) + Send + '_>,
) -> &'w mut (dyn std::fmt::Write + Send) {
    yield_now().await;
    let outcome = yield_!(to);
    yield_now().await;
    at_the_end(&outcome.to_string());
}

async fn objects(log: &Log, words: &[&str]) -> std::io::Result<usize> {
    let mut text = String::new();
    let length = with!(
        async opened(log, &2) as session,
        async counted(words, |word| word.len()) as words,
        async writing(&mut text, Box::new(|ended| note(log, ended))) as to
        => {
            session.uses += 1;
            for word in words {
                yield_now().await;
                to.write_str(word).map_err(std::io::Error::other)?;
            }
            with!(async session.nested() as session => { yield_now().await; session.uses })
        }
    )?;
    assert_eq!((length, text.len()), (4, 7));
    Ok(text.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn spawned_with_objects() {
    let log = Arc::new(Log::default());
    let in_task = Arc::clone(&log);
    let task = tokio::spawn(async move {
        let word = String::from("word");
        objects(&in_task, &[&word, "and"]).await
    });
    assert_eq!(task.await.unwrap().unwrap(), 7);
    assert_eq!(
        log.lock().unwrap()[..],
        ["4", "completed", "closed 4 completed"]
    );
}

/// Holds what cannot be sent, in each half.
#[context_manager]
async fn local(count: &Cell<u32>) -> Rc<RefCell<Vec<u32>>> {
    let shared = Rc::new(RefCell::new(vec![count.get()]));
    let kept = Rc::clone(&shared);
    yield_now().await;
    let outcome = yield_!(shared);
    let again = Rc::clone(&kept);
    yield_now().await;
    assert!(outcome.is_success());
    count.set(again.borrow().iter().sum());
}

#[tokio::test]
async fn local_ones_run_where_they_are() {
    let all = LocalSet::new();
    let sum = all.run_until(async {
        spawn_local(async {
            let count = Cell::new(1);
            with!(async local(&count) as shared => {
                yield_now().await;
                shared.borrow_mut().push(4);
            });
            count.get()
        })
        .await
        .unwrap()
    });
    assert_eq!(sum.await, 5);
}
