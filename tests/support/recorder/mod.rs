//! One manager for each of the four things that `exit` may return: written by hand, or made by
//! `#[context_manager]` in the packages under `tests/annotated`, which run the same contract.

mod script;

#[cfg(not(any(feature = "annotated-impl", feature = "annotated-type")))]
mod by_hand;
#[cfg(feature = "annotated-impl")]
mod on_impl;
#[cfg(feature = "annotated-type")]
mod on_type;

#[cfg(not(any(feature = "annotated-impl", feature = "annotated-type")))]
pub use by_hand::Recorder;
#[cfg(feature = "annotated-impl")]
pub use on_impl::Recorder;
#[cfg(feature = "annotated-type")]
pub use on_type::Recorder;

use std::convert::Infallible;

use scoped_core::{Exit, Verdict};

use super::{Trouble, note};

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
    Recorder::<Plain>::new(name)
}

/// `exit` may fail.
pub fn fallible(name: &'static str) -> Recorder<Fallible> {
    Recorder::<Fallible>::new(name)
}

/// `exit` may suppress.
pub fn suppressing(name: &'static str) -> Recorder<Suppressing> {
    Recorder::<Suppressing>::new(name)
}

/// `exit` may fail and may suppress.
pub fn verdict(name: &'static str) -> Recorder<Both> {
    Recorder::<Both>::new(name)
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
