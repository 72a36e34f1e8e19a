//! What a manager of the contract does, however it was made a manager.

use std::marker::PhantomData;

use scoped_core::{Abandoned, AsyncOutcome, Exit, Outcome};

use super::{Kind, Lent, Plan};
use crate::support::executor::yield_now;
use crate::support::{Alive, note};

/// Logs `enter a`, `drop value of a` and `exit a: ..`, and does what it is told to.
pub struct Script<K> {
    name: &'static str,
    enter: Plan,
    exit: Plan,
    kind: PhantomData<fn() -> K>,
    _alive: Alive,
}

impl<K: Kind> Script<K> {
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            enter: Plan::Well,
            exit: Plan::Well,
            kind: PhantomData,
            _alive: Alive::new(),
        }
    }

    pub fn with_enter(self, enter: Plan) -> Self {
        Self { enter, ..self }
    }

    pub fn with_exit(self, exit: Plan) -> Self {
        Self { exit, ..self }
    }

    pub fn open(&mut self) -> Result<Lent<'_>, <K::Exit as Exit>::Error> {
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

    pub fn close(self, outcome: Outcome<'_>) -> K::Exit {
        let name = self.name;
        note(format!("exit {name}: {outcome}"));
        if let Plan::Panic = self.exit {
            panic!("exit of {name}")
        }
        K::answer(name, self.exit)
    }

    /// The same, awaiting before.
    pub async fn open_async(&mut self) -> Result<Lent<'_>, <K::Exit as Exit>::Error> {
        yield_now().await;
        self.open()
    }

    /// The same, awaiting before.
    pub async fn close_async(self, outcome: AsyncOutcome<'_>) -> K::Exit {
        yield_now().await;
        self.close(outcome.into())
    }

    pub fn abandoned(self, reason: Abandoned) {
        let name = self.name;
        note(format!("abandon {name}: {reason}"));
        if let Plan::Panic = self.exit {
            panic!("exit of {name}")
        }
    }
}

/// The methods by which a test says what its manager is to do.
macro_rules! directions {
    ($recorder:ty $(, $generics:ident)?) => {
        impl $(<$generics: $crate::support::recorder::Kind>)? $recorder {
            pub fn new(name: &'static str) -> Self {
                Self($crate::support::recorder::script::Script::new(name))
            }

            pub fn enter_fails(self) -> Self {
                Self(self.0.with_enter($crate::support::recorder::Plan::Fail))
            }

            pub fn enter_panics(self) -> Self {
                Self(self.0.with_enter($crate::support::recorder::Plan::Panic))
            }

            pub fn fails(self) -> Self {
                Self(self.0.with_exit($crate::support::recorder::Plan::Fail))
            }

            pub fn suppresses(self) -> Self {
                Self(self.0.with_exit($crate::support::recorder::Plan::Suppress))
            }

            pub fn panics(self) -> Self {
                Self(self.0.with_exit($crate::support::recorder::Plan::Panic))
            }
        }
    };
}

pub(crate) use directions;
