//! The attribute on inherent impl blocks.

use scoped_core::{Abandoned, AsyncOutcome, Outcome, Verdict, context_manager};

use super::script::{Script, directions};
use super::{Both, Fallible, Kind, Lent, Plain, Suppressing};
use crate::support::Trouble;

pub struct Recorder<K>(Script<K>);

directions! { Recorder<K>, K }

#[context_manager]
impl Recorder<Plain> {
    fn enter(&mut self) -> Lent<'_> {
        self.0.open().unwrap_or_else(|never| match never {})
    }

    fn exit(self, outcome: Outcome<'_>) {
        self.0.close(outcome);
    }
}

#[context_manager]
impl Recorder<Plain> {
    async fn enter(&mut self) -> Lent<'_> {
        self.0
            .open_async()
            .await
            .unwrap_or_else(|never| match never {})
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) {
        self.0.close_async(outcome).await;
    }

    fn abandon(self, reason: Abandoned) {
        self.0.abandoned(reason);
    }
}

#[context_manager]
impl Recorder<Fallible> {
    fn enter(&mut self) -> Result<Lent<'_>, Trouble> {
        self.0.open()
    }

    fn exit(self, outcome: Outcome<'_>) -> Result<(), Trouble> {
        self.0.close(outcome)
    }
}

#[context_manager]
impl Recorder<Fallible> {
    async fn enter(&mut self) -> Result<Lent<'_>, Trouble> {
        self.0.open_async().await
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Result<(), Trouble> {
        self.0.close_async(outcome).await
    }

    fn abandon(self, reason: Abandoned) {
        self.0.abandoned(reason);
    }
}

#[context_manager]
impl Recorder<Suppressing> {
    fn enter(&mut self) -> Lent<'_> {
        self.0.open().unwrap_or_else(|never| match never {})
    }

    fn exit(self, outcome: Outcome<'_>) -> Verdict {
        self.0.close(outcome)
    }
}

#[context_manager]
impl Recorder<Suppressing> {
    async fn enter(&mut self) -> Lent<'_> {
        self.0
            .open_async()
            .await
            .unwrap_or_else(|never| match never {})
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Verdict {
        self.0.close_async(outcome).await
    }

    fn abandon(self, reason: Abandoned) {
        self.0.abandoned(reason);
    }
}

#[context_manager]
impl Recorder<Both> {
    fn enter(&mut self) -> Result<Lent<'_>, Trouble> {
        self.0.open()
    }

    fn exit(self, outcome: Outcome<'_>) -> Result<Verdict, Trouble> {
        self.0.close(outcome)
    }
}

#[context_manager]
impl Recorder<Both> {
    async fn enter(&mut self) -> Result<Lent<'_>, Trouble> {
        self.0.open_async().await
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Result<Verdict, Trouble> {
        self.0.close_async(outcome).await
    }

    fn abandon(self, reason: Abandoned) {
        self.0.abandoned(reason);
    }
}
