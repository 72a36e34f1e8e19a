use scoped_core::{AsyncContextManager, AsyncExitStack, AsyncOutcome, with};
use std::convert::Infallible;
use std::rc::Rc;

struct Conn;

async fn pause() {}

impl AsyncContextManager for Conn {
    type Value<'a> = &'a mut Self;
    type Exit = ();

    async fn enter(&mut self) -> Result<&mut Self, Infallible> {
        Ok(self)
    }

    async fn exit(self, _: AsyncOutcome<'_>) {
        let shared = Rc::new(1);
        pause().await;
        drop(shared);
    }
}

async fn run() {
    with!(async AsyncExitStack::new_send() as stack => {
        let Ok(_conn) = stack.enter(Conn, AsyncContextManager::exit).await;
    }).unwrap();
}

fn main() {}
