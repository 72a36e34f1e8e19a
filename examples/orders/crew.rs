//! The manager of the tasks: none of them outlives the block.

use scoped_core::{AsyncContextManager, AsyncOutcome};
use tokio::task::{JoinError, JoinSet};

/// Lends a set to spawn tasks into. Whatever still runs at the end of the block is cancelled, and
/// awaited: behind the block, nothing of it can touch the database any more.
#[derive(Default)]
pub(crate) struct Crew(JoinSet<()>);

impl AsyncContextManager for Crew {
    type Value<'a> = &'a mut JoinSet<()>;
    /// A task that panicked is an error of the block.
    type Exit = Result<(), JoinError>;

    async fn enter(&mut self) -> Result<&mut JoinSet<()>, JoinError> {
        Ok(&mut self.0)
    }

    async fn exit(mut self, _: AsyncOutcome<'_>) -> Result<(), JoinError> {
        self.0.abort_all();
        let mut first = Ok(());
        while let Some(ended) = self.0.join_next().await {
            match ended {
                Err(error) if error.is_panic() => first = first.and(Err(error)),
                Ok(()) | Err(_) => {}
            }
        }
        first
    }
}
