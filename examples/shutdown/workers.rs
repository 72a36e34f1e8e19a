//! The manager in the middle: the tasks that answer.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use scoped_core::{AsyncContextManager, AsyncOutcome, with};
use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWriteExt as _, BufReader,
};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::log::Writer;
use crate::say;

const LONGEST_LINE: u64 = 1024;

/// Lends itself, to be given connections. At the end of the block, the workers finish the requests that
/// they are at, and are joined.
pub(crate) struct Workers {
    tasks: JoinSet<()>,
    closing: watch::Sender<bool>,
    grace: Duration,
    log: Writer,
}

/// Requests that took too long to be finished.
#[derive(Debug, thiserror::Error)]
#[error("requests cut off after {grace:?}: {requests}")]
pub(crate) struct CutOff {
    requests: usize,
    grace: Duration,
}

impl Workers {
    pub(crate) fn new(log: Writer, grace: Duration) -> Self {
        Self {
            tasks: JoinSet::new(),
            closing: watch::Sender::new(false),
            grace,
            log,
        }
    }

    /// Has a worker of its own answer this client.
    pub(crate) fn take_on(&mut self, stream: TcpStream, peer: SocketAddr) {
        // Forget those that are done.
        while self.tasks.try_join_next().is_some() {}
        let closing = self.closing.subscribe();
        let log = self.log.clone();
        self.tasks.spawn(async move {
            let end = work(stream, peer, &log, closing).await;
            match end {
                Ok(()) => log.line(format_args!("{peer} left")),
                Err(error) => log.line(format_args!("{peer} lost: {error}")),
            }
        });
    }
}

impl AsyncContextManager for Workers {
    type Value<'a> = &'a mut Self;
    type Exit = Result<(), CutOff>;

    async fn enter(&mut self) -> Result<&mut Self, CutOff> {
        Ok(self)
    }

    async fn exit(mut self, outcome: AsyncOutcome<'_>) -> Result<(), CutOff> {
        self.closing.send_replace(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        if timeout(self.grace, all).await.is_ok() {
            say(format_args!("workers joined: {outcome}"));
            return Ok(());
        }
        // Whoever had no request has left by now.
        let requests = self.tasks.len();
        self.tasks.shutdown().await;
        say(format_args!(
            "workers joined, {requests} of them cut off: {outcome}"
        ));
        Err(CutOff {
            requests,
            grace: self.grace,
        })
    }
}

/// Answers one request after the other, until the client has no more, or there is to be an end.
async fn work(
    mut stream: TcpStream,
    peer: SocketAddr,
    log: &Writer,
    mut closing: watch::Receiver<bool>,
) -> io::Result<()> {
    let (reader, mut writer) = stream.split();
    let mut reader = BufReader::new(reader);
    loop {
        // Only here, between two requests, a worker can be sent home.
        let line = tokio::select! {
            biased;
            _ = closing.wait_for(|closing| *closing) => None,
            line = next_line(&mut reader) => line?,
        };
        let Some(line) = line else {
            return Ok(());
        };
        with!(log.request(format!("{peer} {line:?}")) => {
            match parse(&line) {
                Some((effort, text)) => {
                    writer.write_all(b"accepted\n").await?;
                    sleep(effort).await;
                    let answer = format!("{}\n", text.to_uppercase());
                    writer.write_all(answer.as_bytes()).await?;
                }
                None => writer.write_all(b"expected `milliseconds text`\n").await?,
            }
        });
    }
}

/// `None` at the end, and where no end of the line is to be seen.
async fn next_line(reader: &mut BufReader<impl AsyncRead + Unpin>) -> io::Result<Option<String>> {
    let mut line = String::new();
    reader.take(LONGEST_LINE).read_line(&mut line).await?;
    Ok(line
        .strip_suffix('\n')
        .map(|line| line.trim_end().to_owned()))
}

fn parse(line: &str) -> Option<(Duration, &str)> {
    let (effort, text) = line.split_once(' ')?;
    Some((Duration::from_millis(effort.parse().ok()?), text))
}
