//! The managers of a case: how many, of which kind, and how each gets onto a stack.

use std::cell::RefCell;

use scoped_core::{
    AsyncContextManager, AsyncExitStack, ContextManager, Exit, ExitError, ExitStack, FitsStack,
    OpenAsyncStack, OpenStack, Outcome, SendEntries, StackExit, Verdict, awaiting,
};

use crate::support::recorder::{self, Fallible, Lent, Plain, Suppressing};
use crate::support::{Alive, Recorder, Trouble, note};

pub const NAMES: [&str; 3] = ["a", "b", "c"];

/// What `exit` returns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    Plain,
    Fallible,
    Suppressing,
    Both,
}

/// What `exit` answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    Nothing,
    Fails,
    Suppresses,
    Panics,
}

/// How a manager gets onto a stack.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Way {
    /// The stack enters it.
    Entered,
    /// It was entered before.
    Pushed,
    /// A callback exits it.
    Called,
    /// A callback exits it that is given the stack.
    Deferred,
    /// It is alone on a stack of its own, which is pushed.
    Stacked,
    /// It does not await, and the stack does: `awaiting` enters it.
    Awaiting,
    /// The same, but it was entered before.
    PushedAwaiting,
}

#[derive(Clone, Copy, Debug)]
pub struct Part {
    pub kind: Kind,
    pub answer: Answer,
    pub way: Way,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Plain, Self::Fallible, Self::Suppressing, Self::Both];

    pub fn can(self, answer: Answer) -> bool {
        match answer {
            Answer::Nothing | Answer::Panics => true,
            Answer::Fails => matches!(self, Self::Fallible | Self::Both),
            Answer::Suppresses => matches!(self, Self::Suppressing | Self::Both),
        }
    }
}

impl Answer {
    pub const ALL: [Self; 4] = [Self::Nothing, Self::Fails, Self::Suppresses, Self::Panics];
}

thread_local! {
    /// The managers of the case that runs, the outermost first.
    static CASE: RefCell<Vec<Part>> = const { RefCell::new(Vec::new()) };
}

/// Sets the managers of the case that is to run on this thread.
pub fn set(parts: &[Part]) {
    CASE.with_borrow_mut(|case| parts.clone_into(case));
}

fn case() -> Vec<Part> {
    CASE.with_borrow(Clone::clone)
}

/// The manager at `index`, of the kind `K`.
fn made<K: recorder::Kind>(index: usize) -> Recorder<K> {
    let manager = Recorder::<K>::new(NAMES[index]);
    match case()[index].answer {
        Answer::Nothing => manager,
        Answer::Fails => manager.fails(),
        Answer::Suppresses => manager.suppresses(),
        Answer::Panics => manager.panics(),
    }
}

pub fn plain(index: usize) -> Recorder<Plain> {
    made(index)
}

pub fn fallible(index: usize) -> Recorder<Fallible> {
    made(index)
}

pub fn suppressing(index: usize) -> Recorder<Suppressing> {
    made(index)
}

pub fn both(index: usize) -> Recorder<recorder::Both> {
    made(index)
}

/// Is around what is compared, and notes what it is told of that.
pub struct Outer(Alive);

pub fn outer() -> Outer {
    Outer(Alive::new())
}

impl ContextManager for Outer {
    type Value<'a> = ();
    type Exit = ();

    fn enter(&mut self) -> Result<(), std::convert::Infallible> {
        Ok(())
    }

    fn exit(self, outcome: Outcome<'_>) {
        let Self(_alive) = self;
        let trouble = outcome.find::<Trouble>();
        note(format!("the outer one is told: {outcome}, {trouble:?}"));
    }
}

/// What the managers of a stack lend. It is dropped as the values of nested blocks are: the last first.
pub struct Values<'a>(Vec<Lent<'a>>);

impl Drop for Values<'_> {
    fn drop(&mut self) {
        while self.0.pop().is_some() {}
    }
}

/// Puts all managers onto a stack.
pub fn add_all<'a>(stack: &OpenStack<'a, 'static>) -> Values<'a> {
    let mut values = Values(Vec::new());
    for (index, part) in case().into_iter().enumerate() {
        values.0.extend(match part.kind {
            Kind::Plain => add(stack, part.way, plain(index)),
            Kind::Fallible => add(stack, part.way, fallible(index)),
            Kind::Suppressing => add(stack, part.way, suppressing(index)),
            Kind::Both => add(stack, part.way, both(index)),
        });
    }
    values
}

/// Puts all managers, none of which may suppress, onto a stack for such.
pub fn add_all_without_suppression<'a>(
    stack: &OpenStack<'a, 'static, Result<(), ExitError>>,
) -> Values<'a> {
    let mut values = Values(Vec::new());
    for (index, part) in case().into_iter().enumerate() {
        values.0.extend(match part.kind {
            Kind::Plain => add(stack, part.way, plain(index)),
            Kind::Fallible => add(stack, part.way, fallible(index)),
            Kind::Suppressing | Kind::Both => unreachable!("it may suppress"),
        });
    }
    values
}

fn add<'a, K, X>(
    stack: &OpenStack<'a, 'static, X>,
    way: Way,
    mut manager: Recorder<K>,
) -> Option<Lent<'a>>
where
    K: recorder::Kind<Exit: Exit<Plain: FitsStack<X>>> + 'static,
    X: StackExit<Plain: FitsStack<X>> + 'static,
{
    if way == Way::Entered {
        return Some(stack.enter(manager).unwrap());
    }
    drop(ContextManager::enter(&mut manager).unwrap());
    match way {
        Way::Entered | Way::Awaiting | Way::PushedAwaiting => {
            unreachable!("it is no stack that awaits")
        }
        Way::Pushed => stack.push(manager),
        Way::Called => stack.callback(move |outcome| ContextManager::exit(manager, outcome)),
        Way::Deferred => stack.defer(move |_, outcome| ContextManager::exit(manager, outcome)),
        Way::Stacked => {
            let mut inner = ExitStack::<'_, X>::default();
            inner.push(manager);
            stack.push(inner);
        }
    }
    None
}

/// Puts all managers onto a stack that awaits.
pub async fn add_all_async<'a>(stack: &OpenAsyncStack<'a, 'static>) -> Values<'a> {
    let mut values = Values(Vec::new());
    for (index, part) in case().into_iter().enumerate() {
        values.0.extend(match part.kind {
            Kind::Plain => add_async(stack, part.way, plain(index)).await,
            Kind::Fallible => add_async(stack, part.way, fallible(index)).await,
            Kind::Suppressing => add_async(stack, part.way, suppressing(index)).await,
            Kind::Both => add_async(stack, part.way, both(index)).await,
        });
    }
    values
}

async fn add_async<'a, K>(
    stack: &OpenAsyncStack<'a, 'static>,
    way: Way,
    mut manager: Recorder<K>,
) -> Option<Lent<'a>>
where
    K: recorder::Kind<Exit: Exit<Plain: FitsStack<Result<Verdict, ExitError>>>> + 'static,
{
    match way {
        Way::Entered => return Some(stack.enter(manager).await.unwrap()),
        Way::Awaiting => return Some(stack.enter(awaiting(manager)).await.unwrap()),
        Way::PushedAwaiting => {
            drop(ContextManager::enter(&mut manager).unwrap());
            stack.push(awaiting(manager));
            return None;
        }
        _ => {}
    }
    drop(AsyncContextManager::enter(&mut manager).await.unwrap());
    match way {
        Way::Entered | Way::Awaiting | Way::PushedAwaiting => unreachable!("it is there already"),
        Way::Pushed => stack.push(manager),
        Way::Called => {
            stack.callback(async move |outcome| AsyncContextManager::exit(manager, outcome).await)
        }
        Way::Deferred => unreachable!("an async stack is given to no callback"),
        Way::Stacked => {
            let mut inner = AsyncExitStack::new();
            inner.open().push(manager);
            stack.push(inner);
        }
    }
    None
}

/// Puts all managers onto a stack that awaits, and moves between threads. Shared with what awaits, it could not.
pub async fn add_all_send<'a>(
    stack: &mut OpenAsyncStack<'a, 'static, Result<Verdict, ExitError>, SendEntries>,
) -> Values<'a> {
    /// A generic function could not tell that `exit` is `Send`.
    macro_rules! add {
        ($way:expr, $manager:expr) => {{
            let mut manager = $manager;
            match $way {
                Way::Entered => {
                    let entering = stack.enter(manager, AsyncContextManager::exit);
                    Some(entering.await.unwrap())
                }
                Way::Awaiting => {
                    let entering = stack.enter(awaiting(manager), AsyncContextManager::exit);
                    Some(entering.await.unwrap())
                }
                Way::PushedAwaiting => {
                    drop(ContextManager::enter(&mut manager).unwrap());
                    stack.push(awaiting(manager), AsyncContextManager::exit);
                    None
                }
                Way::Pushed => {
                    drop(AsyncContextManager::enter(&mut manager).await.unwrap());
                    stack.push(manager, AsyncContextManager::exit);
                    None
                }
                Way::Stacked => {
                    drop(AsyncContextManager::enter(&mut manager).await.unwrap());
                    let mut inner = AsyncExitStack::new_send();
                    inner.open().push(manager, AsyncContextManager::exit);
                    stack.push(inner, AsyncContextManager::exit);
                    None
                }
                Way::Called | Way::Deferred => {
                    unreachable!("the future of a callback cannot hold the outcome")
                }
            }
        }};
    }

    let mut values = Values(Vec::new());
    for (index, part) in case().into_iter().enumerate() {
        let value: Option<Lent<'a>> = match part.kind {
            Kind::Plain => add!(part.way, plain(index)),
            Kind::Fallible => add!(part.way, fallible(index)),
            Kind::Suppressing => add!(part.way, suppressing(index)),
            Kind::Both => add!(part.way, both(index)),
        };
        values.0.extend(value);
    }
    values
}
