//! The traits implemented by hand.

use scoped_core::{Abandoned, AsyncContextManager, AsyncOutcome, ContextManager, Exit, Outcome};

use super::script::{Script, directions};
use super::{Kind, Lent};

pub struct Recorder<K>(Script<K>);

directions! { Recorder<K>, K }

impl<K: Kind> ContextManager for Recorder<K> {
    type Value<'a>
        = Lent<'a>
    where
        Self: 'a;
    type Exit = K::Exit;

    fn enter(&mut self) -> Result<Lent<'_>, <K::Exit as Exit>::Error> {
        self.0.open()
    }

    fn exit(self, outcome: Outcome<'_>) -> K::Exit {
        self.0.close(outcome)
    }
}

impl<K: Kind> AsyncContextManager for Recorder<K> {
    type Value<'a>
        = Lent<'a>
    where
        Self: 'a;
    type Exit = K::Exit;

    async fn enter(&mut self) -> Result<Lent<'_>, <K::Exit as Exit>::Error> {
        self.0.open_async().await
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> K::Exit {
        self.0.close_async(outcome).await
    }

    fn abandon(self, reason: Abandoned) {
        self.0.abandoned(reason);
    }
}
