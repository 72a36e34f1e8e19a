//! The attribute on types. What abandons cannot be told to it, so async managers are made by hand.

use scoped_core::{
    Abandoned, AsyncContextManager, AsyncOutcome, Exit, Outcome, Verdict, context_manager,
};

use super::script::{Script, directions};
use super::{Both, Fallible, Kind, Lent, Plain, Suppressing};
use crate::support::Trouble;

/// The type that records for a kind: the attribute reads types as they are written, so each has its own.
pub trait Recorded {
    type Recorder;
}

pub type Recorder<K> = <K as Recorded>::Recorder;

macro_rules! recorder {
    ($recorder:ident for $kind:ident) => {
        directions! { $recorder }

        impl Recorded for $kind {
            type Recorder = $recorder;
        }

        impl AsyncContextManager for $recorder {
            type Value<'a>
                = Lent<'a>
            where
                Self: 'a;
            type Exit = <$kind as Kind>::Exit;

            async fn enter(&mut self) -> Result<Lent<'_>, <Self::Exit as Exit>::Error> {
                self.0.open_async().await
            }

            async fn exit(self, outcome: AsyncOutcome<'_>) -> Self::Exit {
                self.0.close_async(outcome).await
            }

            fn abandon(self, reason: Abandoned) {
                self.0.abandoned(reason);
            }
        }
    };
}

#[context_manager(enter = open -> Lent<'_>, exit = close)]
pub struct PlainRecorder(Script<Plain>);

impl PlainRecorder {
    fn open(&mut self) -> Lent<'_> {
        self.0.open().unwrap_or_else(|never| match never {})
    }

    fn close(self, outcome: Outcome<'_>) {
        self.0.close(outcome);
    }
}

recorder! { PlainRecorder for Plain }

#[context_manager(enter = open -> Result<Lent<'_>, Trouble>, exit = close -> Result<(), Trouble>)]
pub struct FallibleRecorder(Script<Fallible>);

impl FallibleRecorder {
    fn open(&mut self) -> Result<Lent<'_>, Trouble> {
        self.0.open()
    }

    fn close(self, outcome: Outcome<'_>) -> Result<(), Trouble> {
        self.0.close(outcome)
    }
}

recorder! { FallibleRecorder for Fallible }

#[context_manager(enter = open -> Lent<'_>, exit = close -> Verdict)]
pub struct SuppressingRecorder(Script<Suppressing>);

impl SuppressingRecorder {
    fn open(&mut self) -> Lent<'_> {
        self.0.open().unwrap_or_else(|never| match never {})
    }

    fn close(self, outcome: Outcome<'_>) -> Verdict {
        self.0.close(outcome)
    }
}

recorder! { SuppressingRecorder for Suppressing }

#[context_manager(enter = open -> Result<Lent<'_>, Trouble>, exit = close -> Result<Verdict, Trouble>)]
pub struct BothRecorder(Script<Both>);

impl BothRecorder {
    fn open(&mut self) -> Result<Lent<'_>, Trouble> {
        self.0.open()
    }

    fn close(self, outcome: Outcome<'_>) -> Result<Verdict, Trouble> {
        self.0.close(outcome)
    }
}

recorder! { BothRecorder for Both }
