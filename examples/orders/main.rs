//! Places orders from a JSON-lines file, several at once, in a database: each order in one transaction,
//! committed whole or rolled back whole.
//!
//! ```console
//! cargo run --example orders
//! cargo run --example orders -- --tasks 16 --delay 20 --timeout 5
//! ```
//!
//! Three async managers do the work. The innermost, in `transaction.rs`, is an order: it commits when the
//! body completed, rolls back when a `?` left it, and is abandoned when its task is cancelled. Around the
//! tasks stand two more, here: `crew.rs` cancels the tasks that still run and awaits them, `database.rs`
//! closes every connection. So whichever way the block ends, nothing is under way behind it.
//!
//! The exit code is 0 when every order was placed or rejected, 1 on an error, 124 after `--timeout` and
//! 130 after Ctrl-C.

use std::env;
use std::future;
use std::io::{self, IsTerminal as _, Write as _};
use std::num::ParseFloatError;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;
use std::vec;

use anyhow::{Context as _, ensure};
use clap::Parser;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish};
use scoped_core::with;
use tokio::sync::mpsc;
use tokio::{signal, time};

mod audit;
mod catalogue;
mod crew;
mod database;
mod intake;
mod placing;
mod rejection;
mod report;
mod tally;
mod transaction;

use audit::audit;
use catalogue::CATALOGUE;
use crew::Crew;
use database::Database;
use intake::Entry;
use placing::{Counter, PlaceError};
use report::Report;
use tally::{Ended, Tally};

/// Places orders in a database, several at once, each in one transaction.
#[derive(Parser)]
#[command(name = "orders")]
struct Args {
    /// The orders, as JSON lines [default: the ones that come with the example]
    file: Option<PathBuf>,
    /// The database to make. An earlier result of this program is replaced, any other file is not
    #[arg(long, value_name = "FILE", default_value = "orders.db")]
    database: PathBuf,
    /// How many orders to work on at once
    #[arg(long, value_name = "NUMBER", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=64))]
    tasks: u32,
    /// Stop after so many seconds, and cancel what is under way
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,
    /// Keep each transaction open for so many milliseconds, to have time for Ctrl-C
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 0)]
    delay: u64,
}

/// Why the tasks were given no more time.
enum Stop {
    Finished,
    TimedOut,
    Interrupted,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Args::parse()).await {
        Ok(Stop::Finished) => ExitCode::SUCCESS,
        // As `timeout` does it, and a shell for a program that Ctrl-C ended.
        Ok(Stop::TimedOut) => ExitCode::from(124),
        Ok(Stop::Interrupted) => ExitCode::from(130),
        Err(error) => {
            eprintln!("error: {}", message(&error));
            ExitCode::FAILURE
        }
    }
}

async fn run(args: &Args) -> anyhow::Result<Stop> {
    let file = args.file.clone().unwrap_or_else(default_file);
    let entries = intake::read(&file)?;
    let mut tally = Tally::of(entries.len());

    let stop = place_all(args, entries, &mut tally).await?;

    let audit = audit(&args.database).await?;
    let report = Report {
        file: &file,
        tally,
        audit,
    };
    ensure!(
        report.left_over() >= 0 && report.audit.orders >= report.tally.placed,
        "{} orders were seen to be placed, and {} are in the database",
        report.tally.placed,
        report.audit.orders
    );
    match print(&report, &stop, &args.database) {
        // `orders | head` has seen enough, and the work is done.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        printed => printed.context("cannot print the report")?,
    }
    Ok(stop)
}

const NO_CTRL_C: &str = "cannot listen for Ctrl-C";

/// Has the tasks place the orders until all are done, or until they are stopped.
async fn place_all(args: &Args, entries: Vec<Entry>, tally: &mut Tally) -> anyhow::Result<Stop> {
    let progress = progress_bar(entries.len());
    let queue = Arc::new(Queue(Mutex::new(entries.into_iter())));
    let mut interrupt = pin!(signal::ctrl_c());
    // Ctrl-C is listened for from the first poll on; before that, it kills the process.
    if let Poll::Ready(signal) = futures::poll!(interrupt.as_mut()) {
        signal.context(NO_CTRL_C)?;
        return Ok(Stop::Interrupted);
    }
    let mut timeout = pin!(limit(args.timeout));

    let database = Database::create(&args.database, &CATALOGUE, args.tasks).await?;
    let stop = with!(async database as pool, async Crew::default() as crew => {
        let delay = Duration::from_millis(args.delay);
        let counter = Arc::new(Counter::new(pool.clone(), delay));
        let (sender, mut ends) = mpsc::channel(64);
        for _ in 0..args.tasks {
            crew.spawn(work(Arc::clone(&counter), Arc::clone(&queue), sender.clone()));
        }
        drop(sender);
        loop {
            tokio::select! {
                ended = ends.recv() => match ended {
                    Some(ended) => tally.add(ended.context("the database failed")?),
                    None => break Stop::Finished,
                },
                () = &mut timeout => break Stop::TimedOut,
                signal = &mut interrupt => {
                    signal.context(NO_CTRL_C)?;
                    break Stop::Interrupted;
                }
            }
            progress.inc(1);
        }
    });
    stop.context("a task panicked")
}

/// The orders, for whoever has time.
struct Queue(Mutex<vec::IntoIter<Entry>>);

impl Queue {
    fn next(&self) -> Option<Entry> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).next()
    }
}

/// A task: one order after the other, until there are none. An error means that the database, not an
/// order, is at fault.
async fn work(counter: Arc<Counter>, queue: Arc<Queue>, ends: mpsc::Sender<sqlx::Result<Ended>>) {
    while let Some(Entry { line, order }) = queue.next() {
        let mut conflicts = 0;
        let placed = match order {
            Ok(order) => counter.place(&order, &mut conflicts).await,
            Err(rejection) => Err(rejection.into()),
        };
        let ended = match placed {
            Ok(()) => Ok(None),
            Err(PlaceError::Rejected(rejection)) => Ok(Some(rejection)),
            Err(PlaceError::Database(error)) => Err(error),
        };
        let ended = ended.map(|rejection| Ended {
            line,
            rejection,
            conflicts,
        });
        if ends.send(ended).await.is_err() {
            return;
        }
    }
}

/// The error and what it wraps, on one line. An error of sqlx says itself what it wraps.
fn message(error: &anyhow::Error) -> String {
    let mut message = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if !message.ends_with(&cause) {
            let separator = if message.is_empty() { "" } else { ": " };
            message.push_str(separator);
            message.push_str(&cause);
        }
    }
    message
}

/// Never ends when there is no limit.
async fn limit(timeout: Option<Duration>) {
    match timeout {
        Some(timeout) => time::sleep(timeout).await,
        None => future::pending().await,
    }
}

/// Nobody wants to find a progress bar in a file, so there is one only where both streams are terminals.
fn progress_bar(orders: usize) -> ProgressBar {
    let target = if io::stdout().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    ProgressBar::with_draw_target(Some(orders as u64), target).with_finish(ProgressFinish::AndClear)
}

fn print(report: &Report<'_>, stop: &Stop, database: &Path) -> io::Result<()> {
    let mut out = io::stdout().lock();
    write!(out, "{report}")?;
    let why = match stop {
        Stop::Finished => None,
        Stop::TimedOut => Some("out of time"),
        Stop::Interrupted => Some("interrupted"),
    };
    if let Some(why) = why {
        let left_over = report.left_over();
        writeln!(
            out,
            "Stopped, {why}: {left_over} orders were not placed, and left nothing behind."
        )?;
    }
    writeln!(
        out,
        "The stock adds up: of every item, what is left and what was sold is what there was."
    )?;
    writeln!(out, "database: {}", database.display())?;
    out.flush()
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text
        .parse()
        .map_err(|error: ParseFloatError| error.to_string())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

/// The example's own data, by a short name where there is one.
fn default_file() -> PathBuf {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/orders.jsonl");
    env::current_dir()
        .ok()
        .and_then(|current| Some(file.strip_prefix(current).ok()?.to_path_buf()))
        .unwrap_or(file)
}
