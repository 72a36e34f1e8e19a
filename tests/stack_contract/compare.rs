//! Runs a row over blocks and over stacks, and compares what is seen of them.

use std::cell::Cell;
use std::future::Future;
use std::panic::{self, AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Once;

use scoped_core::{Captured, capture_unraised};

use crate::cast::{self, Answer, Kind, Part, Way};
use crate::support::executor::poll;
use crate::support::{alive, recorded_without_exit};

/// A row in one form: the text of what it returns.
pub type Run = fn() -> String;

/// The same in async code, which is dropped after so many polls.
pub type Polled = fn(usize) -> Option<String>;

/// A row in all forms that do not await.
pub struct Forms {
    pub one_plain: Run,
    pub one_fallible: Run,
    pub one_suppressing: Run,
    pub one_both: Run,
    pub two: Run,
    pub stack: Run,
    pub stack_without_suppression: Run,
}

/// A row in all forms that await.
pub struct AsyncForms {
    pub one: Polled,
    pub two: Polled,
    pub async_sync: Polled,
    pub sync_async: Polled,
    pub stack: Polled,
    pub send_stack: Polled,
    /// On tokio, as a task that may move.
    pub spawned: Run,
}

/// What is seen of a row.
#[derive(Debug, PartialEq)]
struct Seen {
    ended: Result<Option<String>, String>,
    log: Vec<String>,
    /// The errors that reached the unraised hook, with the manager's type, and what it was told.
    unraised: Vec<[String; 3]>,
    /// How often the hook was told that a stack was left unseen.
    left_unseen: usize,
}

fn seen(parts: &[Part], run: impl FnOnce() -> Option<String>) -> Seen {
    cast::set(parts);
    let (recorded, captured) = capture_unraised(|| quietly(|| recorded_without_exit(run)));
    assert_eq!(alive(), 0, "managers that are left over: {parts:?}");
    let is_of_stack = |captured: &&Captured| captured.manager().contains("ExitStack");
    let left_unseen = captured.iter().filter(is_of_stack).count();
    let unraised = captured
        .iter()
        .filter(|captured| captured.has_failed())
        .map(|captured| {
            [captured.manager(), captured.error(), captured.outcome()].map(ToOwned::to_owned)
        });
    Seen {
        ended: recorded.ended,
        log: recorded.log,
        unraised: unraised.collect(),
        left_unseen,
    }
}

/// Calls a function whose panics are expected. Each would be reported, and one during unwinding with all its frames.
fn quietly<T>(run: impl FnOnce() -> T) -> T {
    thread_local! {
        static QUIET: Cell<bool> = const { Cell::new(false) };
    }
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                report(panic);
            }
        }));
    });
    QUIET.set(true);
    let value = run();
    QUIET.set(false);
    value
}

/// What may differ.
#[derive(Clone, Copy)]
struct Differ {
    /// When values are dropped: what was entered before it is pushed lends nothing any more.
    values: bool,
    /// The types that the unraised hook names: those of managers of another kind, and of callbacks.
    types: bool,
}

fn assert_same(parts: &[Part], differ: Differ, mut block: Seen, mut stack: Seen) {
    // A stack is one manager to its block, so that is left unseen once. The drop of a future is told in the same words.
    let unseen = |line: &&String| line.starts_with("the outer one is told: left unseen");
    let most = stack.log.iter().filter(unseen).count();
    let least = if panics(parts) || stack.ended == Ok(None) {
        0
    } else {
        most
    };
    assert!(
        (least..=most).contains(&stack.left_unseen),
        "{parts:?}: {stack:#?}"
    );
    for seen in [&mut block, &mut stack] {
        seen.left_unseen = 0;
        if differ.values {
            seen.log.retain(|line| !line.starts_with("drop value of "));
        }
        if differ.types {
            for [manager, ..] in &mut seen.unraised {
                manager.clear();
            }
        }
        put_off_drops(&mut seen.log);
    }
    assert!(
        block == stack,
        "{parts:?}\nblocks: {block:#?}\nstack: {stack:#?}"
    );
}

fn panics(parts: &[Part]) -> bool {
    parts.iter().any(|part| part.answer == Answer::Panics)
}

/// What is given up for the answer of one manager is dropped when its block ends: with a stack, that is when all of them
/// have answered.
fn put_off_drops(log: &mut [String]) {
    let ends = |line: &str| line.starts_with("exit ") || line.starts_with("abandon ");
    for at in 1..log.len() {
        if log[at - 1] == "drop given up" && ends(&log[at]) {
            log.swap(at - 1, at);
        }
    }
}

/// All combinations of so many answers.
fn answers(count: u32) -> Vec<Vec<Answer>> {
    combinations(&Answer::ALL, count)
}

fn combinations<T: Copy>(of: &[T], count: u32) -> Vec<Vec<T>> {
    (0..count).fold(vec![vec![]], |begun, _| {
        let longer = |begun: &Vec<T>| {
            let begun = begun.clone();
            of.iter().map(move |next| [&begun[..], &[*next]].concat())
        };
        begun.iter().flat_map(longer).collect()
    })
}

fn parts(kinds: &[Kind], answers: &[Answer], ways: &[Way]) -> Option<Vec<Part>> {
    let able = kinds
        .iter()
        .zip(answers)
        .all(|(kind, answer)| kind.can(*answer));
    able.then(|| {
        let parts = kinds.iter().zip(answers).zip(ways);
        parts
            .map(|((&kind, &answer), &way)| Part { kind, answer, way })
            .collect()
    })
}

/// A function that is run in a destructor while another panic unwinds.
fn in_unwinding<T>(run: impl FnOnce() -> T) -> T {
    struct OnDrop<F: FnOnce()>(Option<F>);

    impl<F: FnOnce()> Drop for OnDrop<F> {
        fn drop(&mut self) {
            self.0.take().unwrap()();
        }
    }

    let mut value = None;
    let unwound = catch_unwind(AssertUnwindSafe(|| {
        let _on_drop = OnDrop(Some(|| value = Some(run())));
        resume_unwind(Box::new("unrelated"));
    }));
    assert!(unwound.is_err());
    value.unwrap()
}

const WAYS: [Way; 5] = [
    Way::Entered,
    Way::Pushed,
    Way::Called,
    Way::Deferred,
    Way::Stacked,
];

impl Forms {
    /// Each kind, each answer, and each way onto a stack.
    pub fn compare_one(&self) {
        for kind in Kind::ALL {
            let block = match kind {
                Kind::Plain => self.one_plain,
                Kind::Fallible => self.one_fallible,
                Kind::Suppressing => self.one_suppressing,
                Kind::Both => self.one_both,
            };
            for (answer, way) in answers(1)
                .iter()
                .flat_map(|answer| WAYS.map(|way| (answer, way)))
            {
                let Some(parts) = parts(&[kind], answer, &[way]) else {
                    continue;
                };
                self.compare(
                    &parts,
                    block,
                    Differ {
                        values: way != Way::Entered,
                        types: way == Way::Called || way == Way::Deferred,
                    },
                );
            }
        }
    }

    /// Each two answers, kinds and ways.
    pub fn compare_two(&self) {
        for answers in answers(2) {
            for kinds in combinations(&Kind::ALL, 2) {
                if let Some(parts) = parts(&kinds, &answers, &[Way::Entered; 2]) {
                    self.compare(
                        &parts,
                        self.two,
                        Differ {
                            values: false,
                            types: true,
                        },
                    );
                }
            }
            for ways in combinations(&WAYS, 2) {
                let Some(parts) = parts(&[Kind::Both; 2], &answers, &ways) else {
                    continue;
                };
                let values = ways != [Way::Entered; 2];
                let types = ways
                    .iter()
                    .any(|way| matches!(way, Way::Called | Way::Deferred));
                self.compare(&parts, self.two, Differ { values, types });
            }
        }
    }

    fn compare(&self, parts: &[Part], block: Run, differ: Differ) {
        let suppresses = |part: &Part| matches!(part.kind, Kind::Suppressing | Kind::Both);
        let mut stacks = vec![self.stack];
        if !parts.iter().any(suppresses) {
            stacks.push(self.stack_without_suppression);
        }
        for stack in stacks {
            let run = |form: Run| seen(parts, || Some(form()));
            assert_same(parts, differ, run(block), run(stack));
            let run = |form: Run| in_unwinding(|| run(form));
            let (block, stack) = (run(block), run(stack));
            // There, nobody can tell a jump that hides from the panic of an inner `exit`; a stack can.
            let unseen = block.log.iter().any(|line| line.ends_with("left unseen"));
            if !(unseen && panics(&parts[1..])) {
                assert_same(parts, differ, block, stack);
            }
        }
    }
}

/// More polls than any row takes.
const ENOUGH: usize = 100;

impl AsyncForms {
    pub fn compare_one(&self) {
        for answer in answers(1) {
            for kind in Kind::ALL {
                if let Some(parts) = parts(&[kind], &answer, &[Way::Entered]) {
                    self.compare(
                        &parts,
                        self.one,
                        Differ {
                            values: false,
                            types: kind != Kind::Both,
                        },
                    );
                }
            }
            for way in [Way::Pushed, Way::Stacked] {
                if let Some(parts) = parts(&[Kind::Both], &answer, &[way]) {
                    self.compare(
                        &parts,
                        self.one,
                        Differ {
                            values: true,
                            types: false,
                        },
                    );
                }
            }
        }
    }

    pub fn compare_two(&self) {
        let same = Differ {
            values: false,
            types: false,
        };
        let named = Differ {
            types: true,
            ..same
        };
        let lent = Differ {
            values: true,
            ..same
        };
        let both_differ = Differ {
            values: true,
            types: true,
        };
        for answers in answers(2) {
            for (block, ways, differ) in [
                (self.two, [Way::Entered, Way::Entered], same),
                (self.async_sync, [Way::Entered, Way::Awaiting], named),
                (self.sync_async, [Way::Awaiting, Way::Entered], named),
                (self.two, [Way::Pushed, Way::Entered], lent),
                (self.two, [Way::Stacked, Way::Pushed], lent),
                (
                    self.sync_async,
                    [Way::PushedAwaiting, Way::Pushed],
                    both_differ,
                ),
            ] {
                if let Some(parts) = parts(&[Kind::Both; 2], &answers, &ways) {
                    self.compare(&parts, block, differ);
                }
            }
        }
    }

    fn compare(&self, parts: &[Part], block: Polled, differ: Differ) {
        let spawned = seen(parts, || Some((self.spawned)()));
        assert_same(parts, differ, seen(parts, || block(ENOUGH)), spawned);
        for stack in [self.stack, self.send_stack] {
            let run = |form: Polled| seen(parts, || form(ENOUGH));
            assert_same(parts, differ, run(block), run(stack));
            // There, blocks cannot always tell that their future is dropped from the panic of an inner `exit`.
            if !panics(&parts[1..]) {
                let run = |form: Polled| in_unwinding(|| run(form));
                assert_same(parts, differ, run(block), run(stack));
            }
            if parts
                .iter()
                .all(|part| matches!(part.way, Way::Entered | Way::Awaiting))
            {
                self.compare_dropped(parts, block, stack);
            }
        }
    }

    /// The future is dropped after each number of polls. What an entry lends is dropped before those above it are
    /// abandoned.
    fn compare_dropped(&self, parts: &[Part], block: Polled, stack: Polled) {
        for polls in 0..ENOUGH {
            let run = |form: Polled| seen(parts, || form(polls));
            let (block, stack) = (run(block), run(stack));
            if block.ended != Ok(None) {
                return;
            }
            assert_same(
                parts,
                Differ {
                    values: true,
                    types: true,
                },
                block,
                stack,
            );
        }
        unreachable!("a row ends before");
    }
}

/// What a row has returned. An error may end with a backtrace, which is nowhere the same.
pub fn text<T: std::fmt::Debug>(value: T) -> String {
    let mut text = format!("{value:?}");
    text.truncate(text.find("backtrace").unwrap_or(text.len()));
    text
}

/// Polls a row so many times at most.
pub fn polled<T: std::fmt::Debug>(polls: usize, row: impl Future<Output = T>) -> Option<String> {
    poll(polls, async { text(row.await) })
}

/// Runs a row as a task of tokio, on this thread.
pub fn spawned<T>(row: impl Future<Output = T> + Send + 'static) -> String
where
    T: std::fmt::Debug + Send + 'static,
{
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    match runtime.block_on(async { tokio::spawn(row).await }) {
        Ok(value) => text(value),
        Err(error) => resume_unwind(error.into_panic()),
    }
}
