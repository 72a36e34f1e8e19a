//! Measures what blocks cost at build time: of `with!`, against plain blocks, a guard by hand and a closure of
//! `scopeguard`.
//!
//! Each kind is a generated crate of functions that differ in their block alone, with two `?` and a `return`. What they
//! depend on is built before. The time is that of `cargo`, its start included, and the least of several runs: all that
//! disturbs a run makes it longer. The kinds take turns, so that a slower minute of the machine is one for all.
//!
//! It prints, and fails at no ratio, because machines are noisy.

mod crates;

use std::fs::File;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};

use crates::{Crate, KINDS, PLAIN, SCOPEGUARD};

/// Of two runs of each crate.
const ROUNDS: usize = 5;

fn main() -> io::Result<()> {
    let directory = tempfile::tempdir()?;
    let crates = KINDS
        .iter()
        .map(|kind| kind.generate(directory.path()))
        .collect::<io::Result<Vec<_>>>()?;
    let target = directory.path().join("target");
    for subcommand in ["check", "build"] {
        print(subcommand, &measure(subcommand, &crates, &target)?);
    }
    Ok(())
}

/// The least time of each crate.
fn measure(subcommand: &str, crates: &[Crate], target: &Path) -> io::Result<Vec<Duration>> {
    // The first run builds the dependencies.
    for generated in crates {
        cargo(subcommand, generated, target)?;
    }
    let mut least = vec![Duration::MAX; crates.len()];
    // There and back, so that no crate is always built behind the largest.
    let order: Vec<_> = (0..crates.len()).chain((0..crates.len()).rev()).collect();
    for _ in 0..ROUNDS {
        for &index in &order {
            let time = cargo(subcommand, &crates[index], target)?;
            least[index] = time.min(least[index]);
        }
    }
    Ok(least)
}

/// How long cargo takes when the crate's source was touched, and nothing else.
fn cargo(subcommand: &str, generated: &Crate, target: &Path) -> io::Result<Duration> {
    File::options()
        .write(true)
        .open(&generated.source)?
        .set_modified(SystemTime::now())?;
    let mut command = Command::new(env!("CARGO"));
    command
        .arg(subcommand)
        .current_dir(&generated.directory)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0");
    let start = Instant::now();
    let output = command.output()?;
    let time = start.elapsed();
    let report = String::from_utf8_lossy(&output.stderr);
    // One run that finds nothing to do would be the least.
    let has_compiled = report.contains(&*generated.directory.to_string_lossy());
    if output.status.success() && has_compiled {
        Ok(time)
    } else {
        Err(io::Error::other(format!("cargo {subcommand}: {report}")))
    }
}

fn print(subcommand: &str, least: &[Duration]) {
    println!(
        "{:22} {:>8} {:>9} {:>14}",
        format!("cargo {subcommand}"),
        "seconds",
        "to plain",
        "to scopeguard"
    );
    for (kind, time) in KINDS.iter().zip(least) {
        let ratio = |to: usize| time.as_secs_f64() / least[to].as_secs_f64();
        println!(
            "{:22} {:8.2} {:9.2} {:14.2}",
            kind.name,
            time.as_secs_f64(),
            ratio(PLAIN),
            ratio(SCOPEGUARD)
        );
    }
    println!();
}
