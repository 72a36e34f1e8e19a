//! Copies files into one compressed archive, which is there only when all of it is.
//!
//! ```console
//! cargo run --example backup -- backup.tar.zst README.md Cargo.toml
//! tar --zstd -tvf backup.tar.zst
//! ```
//!
//! `back_up` has the blocks. The outermost is the draft, in `draft.rs`: a file under a temporary name, which is
//! renamed when everything went well, and deleted otherwise. The inputs, in `input.rs`, are as many as there are
//! arguments, so an `ExitStack` holds them. The archive, in `archive.rs`, is finished only when it is complete.
//! Each of them may fail at its end, and then the draft is deleted as well.
//!
//! Ctrl-C makes the next read fail, so that it is an error like any other: see `interrupt.rs`. A second Ctrl-C
//! ends the program at once, as does SIGKILL. Then the draft stays, and the next run for that archive deletes it.
//!
//! The exit code is 0 when the archive was written, 130 after Ctrl-C, and 1 on any other error.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail, ensure};
use clap::{Parser, value_parser};
use indicatif::{BinaryBytes, ProgressBar, ProgressStyle};
use scoped_core::{ExitError, ExitStack, OpenStack, closing_with, scope, with};

mod archive;
mod draft;
mod input;
mod interrupt;

use archive::Archive;
use draft::{draft, sync_folder};
use input::Input;
use interrupt::{Interrupt, Interrupted};

/// Copies files into one archive (tar, compressed by zstd).
///
/// The archive is written under a temporary name and renamed when it is complete. If anything goes wrong, that file is
/// deleted, and an archive that was there before stays as it was.
#[derive(Parser)]
#[command(
    name = "backup",
    after_help = "Exit code: 0 written, 1 failed, 130 interrupted."
)]
struct Args {
    /// The archive to write. One that is there is replaced
    archive: PathBuf,
    /// The files to copy, no folders. One that is named twice is copied once
    ///
    /// All of them are open until the archive is complete, so there may be as many as a process may open (`ulimit -n`).
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// How hard to compress, from 1 to 22
    #[arg(long, default_value_t = 3, value_parser = value_parser!(i32).range(1..=22))]
    level: i32,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            if is_interrupted(&error) {
                ExitCode::from(interrupt::EXIT_CODE)
            } else {
                ExitCode::FAILURE
            }
        }
    }
}

fn run(args: &Args) -> anyhow::Result<()> {
    // Before there is anything to clean up: from here on, Ctrl-C does not kill the process.
    let interrupt = Interrupt::listen().context("cannot listen for Ctrl-C")?;

    let archive = args.archive.display();
    let (files, bytes) =
        back_up(args, &interrupt).with_context(|| format!("{archive} was not written"))?;

    sync_folder(&args.archive)
        .with_context(|| format!("{archive} was written, but a power failure may still undo it"))?;

    let size = fs::metadata(&args.archive).map_or(0, |metadata| metadata.len());
    let (bytes, size) = (BinaryBytes(bytes), BinaryBytes(size));
    match writeln!(io::stdout(), "{archive}: {files} files, {bytes} in {size}") {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed.context("cannot say that the archive was written"),
    }
}

/// Writes the archive, and returns how many files and bytes are in it.
fn back_up(args: &Args, interrupt: &Interrupt) -> anyhow::Result<(usize, u64)> {
    let written = with!(
        draft(&args.archive) as draft,
        ExitStack::without_suppression() as stack,
        {
            // Everything is open before the first byte is copied: a file that is missing costs no time.
            let inputs = open_all(args, &stack)?;
            let bytes = inputs.iter().map(|input| input.size()).sum();

            with!(
                closing_with(progress_bar(bytes)?, |bar| bar.finish_and_clear()) as bar,
                // An archive that is given up is not finished: on a full disk, that would fail again.
                scope(Archive::new(draft.as_file_mut(), args.level)?, |archive, outcome| {
                    if outcome.is_success() { archive.finish() } else { Ok(()) }
                }) as archive
                => {
                    for input in &inputs {
                        let contents = input.contents(interrupt, bar);
                        archive.add(input.name(), input.metadata(), contents)?;
                    }
                }
            )?;
            (inputs.len(), bytes)
        }
    )??;
    Ok(written)
}

/// Enters every file that is to be copied into the stack, once.
fn open_all<'a>(
    args: &Args,
    stack: &OpenStack<'a, '_, Result<(), ExitError>>,
) -> anyhow::Result<Vec<&'a mut Input>> {
    let earlier_archive = fs::canonicalize(&args.archive).ok();
    let mut inputs = Vec::new();
    let mut copied = HashMap::<PathBuf, PathBuf>::new();
    for path in &args.files {
        let input = Input::open(path)?;
        let file = input.real_path();
        let (named, name) = (path.display(), input.name().display());
        ensure!(
            earlier_archive.as_deref() != Some(file),
            "{named} is the archive itself"
        );
        match copied.get(input.name()) {
            Some(other) if other == file => {}
            Some(other) => bail!("{named} and {} would both be {name} in it", other.display()),
            None => {
                copied.insert(input.name().to_owned(), file.to_owned());
                inputs.push(stack.enter(input)?);
            }
        }
    }
    Ok(inputs)
}

/// Drawn on stderr if that is a terminal, and not at all otherwise.
fn progress_bar(bytes: u64) -> anyhow::Result<ProgressBar> {
    let style = ProgressStyle::with_template("{wide_bar} {binary_bytes} of {binary_total_bytes}")?;
    Ok(ProgressBar::new(bytes).with_style(style))
}

fn is_interrupted(error: &anyhow::Error) -> bool {
    // It went through a reader, which can fail with nothing but an `io::Error`.
    let error = error.downcast_ref().and_then(io::Error::get_ref);
    matches!(error, Some(error) if error.is::<Interrupted>())
}
