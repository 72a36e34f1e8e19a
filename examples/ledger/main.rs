//! Books bank transfers from a CSV file into a database: each day in one transaction, committed whole
//! or rolled back whole.
//!
//! ```console
//! cargo run --example ledger
//! ```
//!
//! Two `with!` blocks do the work. The inner one, in `booking.rs`, is a day: its manager, in
//! `transaction.rs`, commits when the body completed and rolls back when a `?` left it. The outer one,
//! here, is the database file: its manager, in `replacement.rs`, puts the file in its place only when
//! everything in it is there.

use std::env;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, ensure};
use clap::Parser;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish};
use scoped_core::with;

mod accounts;
mod bank;
mod booking;
mod date;
mod fault;
mod money;
mod quote;
mod replacement;
mod report;
mod sheet;
mod transaction;
mod transfer;

use accounts::OPENINGS;
use bank::Bank;
use booking::{DayError, book_day};
use replacement::Replacement;
use report::{Day, End, Report};
use sheet::Sheet;

/// Books bank transfers into a database, each day in one transaction.
#[derive(Parser)]
#[command(name = "ledger")]
struct Args {
    /// The transfers, as CSV [default: the ones that come with the example]
    file: Option<PathBuf>,
    /// The database to make. An earlier result of this program is replaced, any other file is not
    #[arg(long, value_name = "FILE", default_value = "ledger.db")]
    database: PathBuf,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> anyhow::Result<()> {
    let sheet = Sheet::read(&args.file.clone().unwrap_or_else(default_file))?;
    Bank::check_replaceable(&args.database)?;

    let report = with!(Replacement::of(&args.database)? as draft => {
        let mut bank = Bank::create(draft, &OPENINGS)?;
        book(&sheet, &mut bank)?
    })?;

    match print(&report, &args.database) {
        // `ledger | head` has seen enough, and the work is done.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed.context("cannot print the report"),
    }
}

/// Books day after day. An error means that the database, not a day, is at fault.
fn book<'s>(sheet: &'s Sheet, bank: &mut Bank) -> anyhow::Result<Report<'s>> {
    let total = bank.total()?;
    let progress = progress_bar(sheet.rows());
    let mut days = Vec::new();
    for (&date, rows) in &sheet.days {
        let end = match book_day(bank, date, rows) {
            Ok(sum) => End::Committed { sum },
            Err(DayError::Row { line, fault }) => End::RolledBack { line, fault },
            Err(error) => return Err(error.into()),
        };
        let now = bank.total()?;
        ensure!(
            now == total,
            "the balances summed up to {total}, and to {now} after {date}"
        );
        progress.inc(rows.len() as u64);
        days.push(Day {
            date,
            transfers: rows.len(),
            end,
        });
    }
    let accounts = bank.accounts()?;
    let file = &sheet.path;
    Ok(Report {
        file,
        days,
        accounts,
    })
}

/// Nobody wants to find a progress bar in a file, so there is one only where both streams are terminals.
fn progress_bar(rows: usize) -> ProgressBar {
    let target = if io::stdout().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    ProgressBar::with_draw_target(Some(rows as u64), target).with_finish(ProgressFinish::AndClear)
}

fn print(report: &Report<'_>, database: &Path) -> io::Result<()> {
    let mut out = io::stdout().lock();
    write!(out, "{report}")?;
    writeln!(out, "The sum of the balances was the same after every day.")?;
    writeln!(out, "database: {}", database.display())?;
    out.flush()
}

/// The example's own data, by a short name where there is one.
fn default_file() -> PathBuf {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/transfers.csv");
    env::current_dir()
        .ok()
        .and_then(|current| Some(file.strip_prefix(current).ok()?.to_path_buf()))
        .unwrap_or(file)
}
