#[path = "../support.rs"]
mod support;
use support::*;

struct Mine;

impl AsyncContextManager for Mine {
    type Value<'a> = &'a mut Mine;
    type Exit = ();

    fn enter(&mut self) -> Result<&mut Mine, Infallible> {
        Ok(self)
    }

    async fn exit(self, _: AsyncOutcome<'_>) {}
}

fn main() {}
