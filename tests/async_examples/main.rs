//! The async examples, run as programs.

use std::path::PathBuf;
#[cfg(unix)]
use std::process::Command;
use std::process::{Child, Output};
use std::thread;
use std::time::{Duration, Instant};

#[cfg(unix)]
mod cancel;
mod conflicts;
mod orders;
mod shop;
#[cfg(unix)]
mod shutdown;

/// Far more than anything here takes. Whoever waits this long has found a fault.
const PATIENCE: Duration = Duration::from_secs(90);

/// Builds an example. `cargo test --test async_examples` alone would not.
fn build(example: &str) -> PathBuf {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let build = escargot::CargoBuild::new()
        .manifest_path(manifest)
        .example(example)
        .current_release()
        .run();
    match build {
        Ok(program) => program.path().to_path_buf(),
        Err(error) => panic!("cannot build the example {example}: {error}"),
    }
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// What a program printed by its end.
fn finish(mut child: Child) -> Output {
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("it did not end: {:?}", child.wait_with_output().unwrap());
        }
        thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output().unwrap()
}

/// Asks until there is an answer.
fn wait_for<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// What Ctrl-C does.
#[cfg(unix)]
fn interrupt(child: &Child) {
    let kill = format!("kill -INT {}", child.id());
    let sent = Command::new("sh").args(["-c", &kill]).status().unwrap();
    assert!(sent.success());
}
