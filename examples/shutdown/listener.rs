//! The innermost manager: the socket that takes new connections.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;

use scoped_core::{AsyncContextManager, AsyncOutcome};
use tokio::net::TcpListener;

use crate::say;

pub(crate) struct Listener(TcpListener);

impl Listener {
    pub(crate) async fn bind(address: SocketAddr) -> io::Result<Self> {
        TcpListener::bind(address).await.map(Self)
    }
}

impl AsyncContextManager for Listener {
    type Value<'a> = &'a TcpListener;
    type Exit = ();

    async fn enter(&mut self) -> Result<&TcpListener, Infallible> {
        Ok(&self.0)
    }

    /// Whoever connects from now on is refused.
    async fn exit(self, outcome: AsyncOutcome<'_>) {
        drop(self.0);
        say(format_args!("listener closed: {outcome}"));
    }
}
