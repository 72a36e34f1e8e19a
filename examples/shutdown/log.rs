//! The outermost manager: the log, which is to hold whatever happens inside, to the last line.

use std::convert::Infallible;
use std::fmt;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use scoped_core::{Abandoned, AsyncContextManager, AsyncOutcome, ContextManager, Outcome};
use tokio::sync::mpsc;
use tokio::task::{self, JoinHandle};

use crate::say;

/// Lends a [`Writer`], and writes on a thread of its own. At the end of the block everything is on the
/// disk, or the block is an error.
pub(crate) struct Log {
    writer: Writer,
    lines: JoinHandle<io::Result<u32>>,
}

/// Writes into the log. Neither waits nor fails.
#[derive(Clone)]
pub(crate) struct Writer(mpsc::UnboundedSender<Option<String>>);

impl Log {
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        let file = File::create(path)?;
        let (sender, receiver) = mpsc::unbounded_channel();
        Ok(Self {
            writer: Writer(sender),
            lines: task::spawn_blocking(|| write(file, receiver)),
        })
    }
}

impl AsyncContextManager for Log {
    type Value<'a> = Writer;
    type Exit = io::Result<()>;

    async fn enter(&mut self) -> io::Result<Writer> {
        Ok(self.writer.clone())
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> io::Result<()> {
        self.writer.line(format_args!("end: {outcome}"));
        self.writer.end();
        let lines = self.lines.await??;
        say(format_args!("log flushed, {lines} lines: {outcome}"));
        Ok(())
    }

    /// Nothing can be awaited here. But the thread goes on, and the runtime does not end before it.
    fn abandon(self, reason: Abandoned) {
        self.writer.line(format_args!("abandoned: {reason}"));
        self.writer.end();
        say(format_args!("log abandoned: {reason}"));
    }
}

fn write(file: File, mut lines: mpsc::UnboundedReceiver<Option<String>>) -> io::Result<u32> {
    let mut file = BufWriter::new(file);
    let mut count = 0;
    while let Some(Some(line)) = lines.blocking_recv() {
        writeln!(file, "{line}")?;
        count += 1;
    }
    file.flush()?;
    file.get_ref().sync_all()?;
    Ok(count)
}

impl Writer {
    pub(crate) fn line(&self, line: fmt::Arguments<'_>) {
        // When the thread has failed, the end of the block says so.
        let _ = self.0.send(Some(line.to_string()));
    }

    fn end(&self) {
        let _ = self.0.send(None);
    }

    /// The manager around one request: its line says how that ended.
    pub(crate) fn request(&self, request: String) -> Request<'_> {
        Request { log: self, request }
    }
}

/// Sync, and so told of a cancelled worker in its exit, too: as of a body that was left unseen.
pub(crate) struct Request<'l> {
    log: &'l Writer,
    request: String,
}

impl ContextManager for Request<'_> {
    type Value<'a>
        = ()
    where
        Self: 'a;
    type Exit = ();

    fn enter(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn exit(self, outcome: Outcome<'_>) {
        self.log.line(format_args!("{}: {outcome}", self.request));
    }
}
