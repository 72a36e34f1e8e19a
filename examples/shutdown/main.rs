//! A small TCP server that knows how to stop: its listener, its workers and its log are async managers.
//!
//! ```console
//! cargo run --example shutdown
//! printf '2000 hello\n' | nc 127.0.0.1 <port>      # in another terminal, and then Ctrl-C in the first
//! ```
//!
//! A request is a line: how many milliseconds of work it is, and a text. The answer is `accepted`, and
//! after that work the text in capitals.
//!
//! On Ctrl-C, and after `--for`, the block is left, and its managers exit in reverse order: the listener is
//! closed, the workers finish the requests that they are at and are joined, the log is flushed. A second
//! Ctrl-C drops the future; then nothing can be awaited, and whoever was entered is abandoned.
//!
//! The exit code is 0 when every request was finished, 1 on an error, 3 when requests took longer than
//! `--grace` and were cut off, and 130 after a second Ctrl-C.

use std::fmt;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::num::ParseFloatError;
use std::path::PathBuf;
use std::pin::pin;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use clap::Parser;
use scoped_core::with;
use tokio::sync::Notify;
use tokio::{signal, time};

mod listener;
mod log;
mod workers;

use listener::Listener;
use log::Log;
use workers::{CutOff, Workers};

/// A TCP server that finishes what it has begun before it stops.
#[derive(Parser)]
#[command(name = "shutdown")]
struct Args {
    /// Where to listen. Port 0 is any that is free
    #[arg(long, default_value = "127.0.0.1:0")]
    address: SocketAddr,
    /// The log to write
    #[arg(long, value_name = "FILE", default_value = "shutdown.log")]
    log: PathBuf,
    /// Stop after so many seconds, if nobody presses Ctrl-C before
    #[arg(long = "for", value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    lifetime: Duration,
    /// How many seconds the last requests have to finish
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = seconds)]
    grace: Duration,
}

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    let stop = Notify::new();
    let served = tokio::select! {
        // In this order: Ctrl-C is listened for from its first poll on, and nobody is to be told "listening"
        // while it still kills the process.
        biased;
        pressed = ctrl_c_twice(&stop) => match pressed {
            Ok(()) => return ExitCode::from(130),
            Err(error) => Err(error).context("cannot listen for Ctrl-C"),
        },
        served = serve(&args, &stop) => served,
    };
    match served {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(cut_off)) => {
            eprintln!("error: {cut_off}");
            ExitCode::from(3)
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Serves until it is told to stop, and stops.
async fn serve(args: &Args, stop: &Notify) -> anyhow::Result<Result<(), CutOff>> {
    let log = || format!("cannot write {}", args.log.display());
    let mut lifetime = pin!(time::sleep(args.lifetime));

    let served = with!(
        async Log::create(&args.log).with_context(log)? as log,
        async Workers::new(log.clone(), args.grace) as workers,
        async Listener::bind(args.address).await.context("cannot listen")? as listener,
        {
            let address = listener.local_addr()?;
            log.line(format_args!("listening on {address}"));
            say(format_args!("listening on {address}"));
            loop {
                tokio::select! {
                    accepted = listener.accept() => {
                        let (stream, peer) = accepted?;
                        log.line(format_args!("{peer} connected"));
                        workers.take_on(stream, peer);
                    }
                    () = stop.notified() => break,
                    () = &mut lifetime => break,
                }
            }
        }
    );
    served.with_context(log)
}

/// Passes the first Ctrl-C on, and ends with the second.
async fn ctrl_c_twice(stop: &Notify) -> io::Result<()> {
    signal::ctrl_c().await?;
    stop.notify_one();
    signal::ctrl_c().await
}

/// A line on stdout, if anybody still reads that.
fn say(line: fmt::Arguments<'_>) {
    let _ = writeln!(io::stdout(), "{line}");
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text
        .parse()
        .map_err(|error: ParseFloatError| error.to_string())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}
