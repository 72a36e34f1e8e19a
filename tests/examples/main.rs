//! The examples, run as programs.

use std::path::PathBuf;
use std::process::{Command, Output};

mod backup;
mod desk;
mod faults;
mod refusals;
mod report;
mod result;

/// Builds an example. `cargo test --test examples` alone would not.
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

#[test]
fn quickstart() {
    let output = Command::new(build("quickstart")).output().unwrap();
    assert!(output.status.success());
    assert_eq!(
        stdout(&output),
        "\
Entering a block
Inside a block
Exiting a block: completed
The block was 7.

Entering a failing block
Inside a failing block
Exiting a failing block: failed: invalid digit found in string
The function returned Err(ParseIntError { kind: InvalidDigit }).

Entering a block with a return
Inside a block with a return
Exiting a block with a return: completed
The function returned \"early\".

Entering a panicking block
Inside a panicking block
Exiting a panicking block: panicked
The panic was caught: true.
"
    );
    assert!(stderr(&output).contains("the body gave up"));
}
