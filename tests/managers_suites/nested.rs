//! Three managers, of which each does nothing, fails, suppresses or panics, around a body that has a value, fails or
//! panics: however they are put together, all that happens is what nested blocks do.

use std::future::Future;

use scoped_core::{
    AsyncExitStack, AsyncOutcome, Captured, ContextManager, ExitStack, OnExit, Outcome, Verdict,
    awaiting, capture_unraised, on_exit, scope_async, with,
};

use crate::support::errors::{fail, give};
use crate::support::executor::{block_on, yield_now};
use crate::support::recorder::Both;
use crate::support::{Oops, Recorder, Trouble, note, recorded, verdict};

/// What the `exit` of a manager does.
#[derive(Clone, Copy, Debug)]
enum Does {
    Nothing,
    Fails,
    Suppresses,
    Panics,
}

const ALL: [Does; 4] = [Does::Nothing, Does::Fails, Does::Suppresses, Does::Panics];
const NAMES: [&str; 3] = ["a", "b", "c"];

type Body = fn(u32) -> Result<u32, Oops>;

/// The value, the error of `with!`, or that of the body.
type Ended = Result<Result<Option<u32>, String>, Oops>;

fn panics(_: u32) -> Result<u32, Oops> {
    panic!("body")
}

/// Notes what a manager is told, and answers.
fn answer(name: &str, does: Does, told: &str) -> Result<Verdict, Trouble> {
    note(format!("{name}: {told}"));
    match does {
        Does::Nothing => Ok(Verdict::Propagate),
        Does::Fails => Err(Trouble::in_exit(name)),
        Does::Suppresses => Ok(Verdict::Suppress),
        Does::Panics => panic!("{name}"),
    }
}

fn callback(
    name: &'static str,
    does: Does,
) -> impl FnOnce(Outcome<'_>) -> Result<Verdict, Trouble> {
    move |outcome| answer(name, does, &outcome.to_string())
}

fn manager(
    name: &'static str,
    does: Does,
) -> OnExit<impl FnOnce(Outcome<'_>) -> Result<Verdict, Trouble>> {
    on_exit(callback(name, does))
}

/// All that is seen of a block: how it ended, what the managers were told, and the hook.
#[derive(Debug, PartialEq)]
struct Seen {
    ended: Result<Ended, String>,
    log: Vec<String>,
    unraised: Vec<(String, String)>,
}

impl Seen {
    fn of(run: impl FnOnce() -> Ended) -> Self {
        let (recorded, unraised) = capture_unraised(|| recorded(run));
        let words = |it: &Captured| (it.error().to_owned(), it.outcome().to_owned());
        Self {
            ended: recorded.ended,
            log: recorded.log,
            unraised: unraised.iter().map(words).collect(),
        }
    }

    /// What managers of several see, which do not tell each other the objects of their errors.
    fn without_objects(mut self) -> Self {
        let strip = |told: &mut String| {
            for object in [": no exiting", ": no entering"] {
                if let Some(at) = told.find(object) {
                    told.truncate(at);
                }
            }
        };
        self.log.iter_mut().for_each(strip);
        self.unraised.iter_mut().for_each(|(_, told)| strip(told));
        self
    }
}

/// Calls it for every body and every three managers.
fn for_each(check: impl Fn(Body, [Does; 3])) {
    let each = ALL.map(|a| ALL.map(|b| ALL.map(|c| [a, b, c])));
    for body in [fail, give, panics] {
        for does in each.as_flattened().as_flattened() {
            check(body, *does);
        }
    }
}

fn words<E: ToString>(value: Result<Option<u32>, E>) -> Ended {
    Ok(value.map_err(|error| error.to_string()))
}

/// What a block inside another one has become.
fn flat<T, E>(value: Result<Option<Result<Option<T>, E>>, E>) -> Result<Option<T>, E> {
    value.and_then(|inner| inner.unwrap_or(Ok(None)))
}

fn in_nested_blocks(body: Body, [a, b, c]: [Does; 3]) -> Ended {
    let value = with!(manager("a", a), manager("b", b), manager("c", c) => { body(1)? });
    words(flat(flat(value)))
}

#[test]
fn stacks() {
    fn callbacks(body: Body, does: [Does; 3]) -> Ended {
        let value = with!(ExitStack::new() as stack => {
            for (name, does) in NAMES.into_iter().zip(does) {
                stack.callback(callback(name, does));
            }
            body(1)?
        });
        words(value)
    }

    fn entered(body: Body, does: [Does; 3]) -> Ended {
        let mut stack = ExitStack::new();
        let value = with!(&mut stack as stack => {
            for (name, does) in NAMES.into_iter().zip(does) {
                let _lent = stack.enter(manager(name, does)).unwrap();
            }
            body(1)?
        });
        words(value)
    }

    fn deferred(body: Body, [a, b, c]: [Does; 3]) -> Ended {
        let value = with!(ExitStack::new() as stack => {
            stack.callback(callback("a", a));
            stack.defer(move |stack, outcome| {
                stack.callback(callback("b", b));
                callback("c", c)(outcome)
            });
            body(1)?
        });
        words(value)
    }

    fn inside(body: Body, [a, b, c]: [Does; 3]) -> Ended {
        let value = with!(ExitStack::new() as outer => {
            outer.callback(callback("a", a));
            let inner = outer.enter(ExitStack::new()).unwrap();
            inner.callback(callback("b", b));
            inner.callback(callback("c", c));
            body(1)?
        });
        words(value)
    }

    fn around(body: Body, [a, b, c]: [Does; 3]) -> Ended {
        let value = with!(ExitStack::new() as outer, ExitStack::new() as inner => {
            outer.callback(callback("a", a));
            outer.callback(callback("b", b));
            inner.callback(callback("c", c));
            body(1)?
        });
        words(flat(value))
    }

    for_each(|body, does| {
        let expected = Seen::of(|| in_nested_blocks(body, does));
        for run in [callbacks, entered, deferred, inside, around] {
            assert_eq!(Seen::of(|| run(body, does)), expected, "{does:?}");
        }
    });
}

#[test]
fn managers_of_several() {
    fn tuple(body: Body, [a, b, c]: [Does; 3]) -> Ended {
        words(with!((manager("a", a), manager("b", b), manager("c", c)) => { body(1)? }))
    }

    fn tuples(body: Body, [a, b, c]: [Does; 3]) -> Ended {
        let managers = (
            Some(manager("a", a)),
            Box::new((manager("b", b), (manager("c", c),))),
        );
        words(with!(managers => { body(1)? }))
    }

    fn list(body: Body, does: [Does; 3]) -> Ended {
        let managers = NAMES.into_iter().zip(does);
        let managers: Vec<_> = managers.map(|(name, does)| manager(name, does)).collect();
        words(with!(managers => { body(1)? }))
    }

    fn array(body: Body, does: [Does; 3]) -> Ended {
        let [a, b, c] = does;
        let managers = [("a", a), ("b", b), ("c", c)].map(|(name, does)| manager(name, does));
        words(with!(managers => { body(1)? }))
    }

    fn in_a_stack(body: Body, [a, b, c]: [Does; 3]) -> Ended {
        let value = with!(ExitStack::new() as stack => {
            let _lent = stack.enter((manager("a", a), manager("b", b))).unwrap();
            stack.push(vec![manager("c", c)]);
            body(1)?
        });
        words(value)
    }

    fn awaited(body: Body, [a, b, c]: [Does; 3]) -> Ended {
        block_on(async {
            let managers = (manager("a", a), manager("b", b), manager("c", c));
            words(with!(async awaiting(managers) => { body(1)? }))
        })
    }

    fn awaited_in_a_stack(body: Body, [a, b, c]: [Does; 3]) -> Ended {
        block_on(async {
            let value = with!(async AsyncExitStack::new() as stack => {
                let _lent = stack.enter(awaiting((manager("a", a), manager("b", b)))).await.unwrap();
                stack.push(awaiting(manager("c", c)));
                body(1)?
            });
            words(value)
        })
    }

    for_each(|body, does| {
        let expected = Seen::of(|| in_nested_blocks(body, does)).without_objects();
        for run in [
            tuple,
            tuples,
            list,
            array,
            in_a_stack,
            awaited,
            awaited_in_a_stack,
        ] {
            let seen = Seen::of(|| run(body, does)).without_objects();
            assert_eq!(seen, expected, "{does:?}");
        }
    });
}

#[test]
fn async_stacks() {
    async fn nested(body: Body, [a, b, c]: [Does; 3]) -> Ended {
        let around = |name: &'static str, does: Does| {
            scope_async((), async move |(), outcome: AsyncOutcome<'_>| {
                yield_now().await;
                answer(name, does, &outcome.to_string())
            })
        };
        let value = with!(async around("a", a), async around("b", b), async around("c", c) => {
            body(1)?
        });
        words(flat(flat(value)))
    }

    async fn callbacks(body: Body, does: [Does; 3]) -> Ended {
        let value = with!(async AsyncExitStack::new() as stack => {
            for (name, does) in NAMES.into_iter().zip(does) {
                stack.callback(async move |outcome: AsyncOutcome<'_>| {
                    yield_now().await;
                    answer(name, does, &outcome.to_string())
                });
            }
            body(1)?
        });
        words(value)
    }

    async fn sendable(body: Body, does: [Does; 3]) -> Ended {
        let mut stack = AsyncExitStack::new_send();
        let value = with!(async &mut stack as stack => {
            for (name, does) in NAMES.into_iter().zip(does) {
                stack.callback(move |outcome: AsyncOutcome<'_>| {
                    let told = outcome.to_string();
                    async move {
                        yield_now().await;
                        answer(name, does, &told)
                    }
                });
            }
            body(1)?
        });
        words(value)
    }

    async fn inside(body: Body, [a, b, c]: [Does; 3]) -> Ended {
        let value = with!(async AsyncExitStack::new() as outer => {
            outer.callback(async move |outcome: AsyncOutcome<'_>| answer("a", a, &outcome.to_string()));
            let inner = outer.enter(AsyncExitStack::new()).await.unwrap();
            for (name, does) in [("b", b), ("c", c)] {
                inner.callback(async move |outcome: AsyncOutcome<'_>| {
                    answer(name, does, &outcome.to_string())
                });
            }
            body(1)?
        });
        words(value)
    }

    fn seen(future: impl Future<Output = Ended>) -> Seen {
        Seen::of(|| block_on(future))
    }

    for_each(|body, does| {
        let expected = seen(nested(body, does));
        assert_eq!(seen(callbacks(body, does)), expected, "{does:?}");
        assert_eq!(seen(sendable(body, does)), expected, "{does:?}");
        assert_eq!(seen(inside(body, does)), expected, "{does:?}");
    });
}

#[test]
fn stacks_that_do_not_await_in_those_that_do() {
    fn awaited(body: Body, [a, b, c]: [Does; 3]) -> Ended {
        block_on(async {
            let value = with!(async AsyncExitStack::new() as outer => {
                outer.push(awaiting(manager("a", a)));
                let inner = outer.enter(awaiting(ExitStack::new())).await.unwrap();
                inner.callback(callback("b", b));
                inner.callback(callback("c", c));
                body(1)?
            });
            words(value)
        })
    }

    for_each(|body, does| {
        let expected = Seen::of(|| in_nested_blocks(body, does));
        assert_eq!(Seen::of(|| awaited(body, does)), expected, "{does:?}");
    });
}

/// A manager whose `enter` does something, too.
fn entering(name: &'static str, enter: Does, exit: Does) -> Recorder<Both> {
    let manager = match enter {
        Does::Nothing | Does::Suppresses => verdict(name),
        Does::Fails => verdict(name).enter_fails(),
        Does::Panics => verdict(name).enter_panics(),
    };
    match exit {
        Does::Nothing => manager,
        Does::Fails => manager.fails(),
        Does::Suppresses => manager.suppresses(),
        Does::Panics => manager.panics(),
    }
}

#[test]
fn managers_of_several_whose_last_enter_fails_or_panics() {
    type Managers = [Recorder<Both>; 3];

    fn nested([a, b, c]: Managers) -> Ended {
        words(flat(flat(with!(a, b, c => { give(1)? }))))
    }

    fn tuple([a, b, c]: Managers) -> Ended {
        words(with!((a, b, c) => { give(1)? }))
    }

    fn tuples([a, b, c]: Managers) -> Ended {
        words(with!(vec![((a,), (b, Some(c)))] => { give(1)? }))
    }

    fn list(managers: Managers) -> Ended {
        words(with!(Vec::from(managers) => { give(1)? }))
    }

    fn array(managers: Managers) -> Ended {
        words(
            managers
                .try_run(|_| give(1))
                .map(|value| value.map(Result::unwrap)),
        )
    }

    fn awaited([a, b, c]: Managers) -> Ended {
        block_on(async { words(with!(async awaiting((a, vec![b], c)) => { give(1)? })) })
    }

    fn seen(run: fn(Managers) -> Ended, managers: impl Fn() -> Managers) -> Seen {
        let mut seen = Seen::of(|| run(managers())).without_objects();
        // In which order a list drops what it has been lent is its own affair.
        seen.log.retain(|line| !line.starts_with("drop value"));
        seen
    }

    // An error of `enter` is not suppressed by another one of them: that they do not do as nested blocks do.
    let all = [Does::Nothing, Does::Fails, Does::Panics];
    for enter in [Does::Fails, Does::Panics] {
        for (a, b) in all.into_iter().flat_map(|a| all.map(|b| (a, b))) {
            let managers = || {
                [
                    entering("a", Does::Nothing, a),
                    entering("b", Does::Nothing, b),
                    entering("c", enter, Does::Nothing),
                ]
            };
            let expected = seen(nested, managers);
            for run in [tuple, tuples, list, array, awaited] {
                assert_eq!(seen(run, managers), expected, "{enter:?}, {a:?}, {b:?}");
            }
        }
    }
}
