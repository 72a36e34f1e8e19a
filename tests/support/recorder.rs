//! One manager for each of the four things that `exit` may return.

use std::convert::Infallible;
use std::marker::PhantomData;

use scoped_core::{Abandoned, AsyncContextManager, ContextManager, Exit, Outcome, Verdict};

use super::executor::yield_now;
use super::{Alive, Trouble, note};

/// Logs `enter a`, `drop value of a` and `exit a: ..`, and does what it is told to.
pub struct Recorder<K> {
    name: &'static str,
    enter: Plan,
    exit: Plan,
    kind: PhantomData<fn() -> K>,
    _alive: Alive,
}

#[derive(Clone, Copy)]
pub enum Plan {
    Well,
    Fail,
    Suppress,
    Panic,
}

/// What the kinds of manager differ in.
pub trait Kind {
    type Exit: Exit;
    fn enter_error(name: &str) -> <Self::Exit as Exit>::Error;
    fn answer(name: &str, plan: Plan) -> Self::Exit;
}

pub struct Plain;
pub struct Fallible;
pub struct Suppressing;
pub struct Both;

impl Kind for Plain {
    type Exit = ();

    fn enter_error(name: &str) -> Infallible {
        unreachable!("`{name}` cannot fail")
    }

    fn answer(_: &str, _: Plan) {}
}

impl Kind for Fallible {
    type Exit = Result<(), Trouble>;

    fn enter_error(name: &str) -> Trouble {
        Trouble::in_enter(name)
    }

    fn answer(name: &str, plan: Plan) -> Self::Exit {
        match plan {
            Plan::Fail => Err(Trouble::in_exit(name)),
            _ => Ok(()),
        }
    }
}

impl Kind for Suppressing {
    type Exit = Verdict;

    fn enter_error(name: &str) -> Infallible {
        unreachable!("`{name}` cannot fail")
    }

    fn answer(_: &str, plan: Plan) -> Verdict {
        match plan {
            Plan::Suppress => Verdict::Suppress,
            _ => Verdict::Propagate,
        }
    }
}

impl Kind for Both {
    type Exit = Result<Verdict, Trouble>;

    fn enter_error(name: &str) -> Trouble {
        Trouble::in_enter(name)
    }

    fn answer(name: &str, plan: Plan) -> Self::Exit {
        match plan {
            Plan::Fail => Err(Trouble::in_exit(name)),
            Plan::Suppress => Ok(Verdict::Suppress),
            _ => Ok(Verdict::Propagate),
        }
    }
}

/// `exit` returns nothing.
pub fn plain(name: &'static str) -> Recorder<Plain> {
    Recorder::new(name)
}

/// `exit` may fail.
pub fn fallible(name: &'static str) -> Recorder<Fallible> {
    Recorder::new(name)
}

/// `exit` may suppress.
pub fn suppressing(name: &'static str) -> Recorder<Suppressing> {
    Recorder::new(name)
}

/// `exit` may fail and may suppress.
pub fn verdict(name: &'static str) -> Recorder<Both> {
    Recorder::new(name)
}

impl<K> Recorder<K> {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            enter: Plan::Well,
            exit: Plan::Well,
            kind: PhantomData,
            _alive: Alive::new(),
        }
    }

    pub fn enter_fails(self) -> Self {
        Self {
            enter: Plan::Fail,
            ..self
        }
    }

    pub fn enter_panics(self) -> Self {
        Self {
            enter: Plan::Panic,
            ..self
        }
    }

    pub fn fails(self) -> Self {
        Self {
            exit: Plan::Fail,
            ..self
        }
    }

    pub fn suppresses(self) -> Self {
        Self {
            exit: Plan::Suppress,
            ..self
        }
    }

    pub fn panics(self) -> Self {
        Self {
            exit: Plan::Panic,
            ..self
        }
    }
}

/// What `enter` lends: it has a `Drop` of its own.
pub struct Lent<'a> {
    pub name: &'a str,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        note(format!("drop value of {}", self.name));
    }
}

impl<K: Kind> ContextManager for Recorder<K> {
    type Value<'a>
        = Lent<'a>
    where
        Self: 'a;
    type Exit = K::Exit;

    fn enter(&mut self) -> Result<Lent<'_>, <K::Exit as Exit>::Error> {
        let name = self.name;
        match self.enter {
            Plan::Fail => {
                note(format!("enter {name}: fails"));
                Err(K::enter_error(name))
            }
            Plan::Panic => {
                note(format!("enter {name}: panics"));
                panic!("enter of {name}")
            }
            Plan::Well | Plan::Suppress => {
                note(format!("enter {name}"));
                Ok(Lent { name })
            }
        }
    }

    fn exit(self, outcome: Outcome<'_>) -> K::Exit {
        let name = self.name;
        note(format!("exit {name}: {outcome}"));
        if let Plan::Panic = self.exit {
            panic!("exit of {name}")
        }
        K::answer(name, self.exit)
    }
}

/// The same manager awaits before it enters and before it exits.
impl<K: Kind> AsyncContextManager for Recorder<K> {
    type Value<'a>
        = Lent<'a>
    where
        Self: 'a;
    type Exit = K::Exit;

    async fn enter(&mut self) -> Result<Lent<'_>, <K::Exit as Exit>::Error> {
        yield_now().await;
        ContextManager::enter(self)
    }

    async fn exit(self, outcome: Outcome<'_>) -> K::Exit {
        yield_now().await;
        ContextManager::exit(self, outcome)
    }

    fn abandon(self, reason: Abandoned) {
        let name = self.name;
        note(format!("abandon {name}: {reason}"));
        if let Plan::Panic = self.exit {
            panic!("exit of {name}")
        }
    }
}

/// Logs its drop.
#[derive(Debug)]
pub struct Local(pub &'static str);

impl Drop for Local {
    fn drop(&mut self) {
        note(format!("drop {}", self.0));
    }
}

/// A local of the body.
pub fn local(name: &'static str) -> Local {
    Local(name)
}
