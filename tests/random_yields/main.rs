//! Functions with `yield_!` at random, each against the same function without it: the harness of `tests/yielding_corpus.rs`
//! compares what happens in the two, and when each local is dropped.
//!
//! ```text
//! SCOPED_RANDOM_COUNT=2000 SCOPED_RANDOM_SEED=7 cargo test --test random_yields -- --nocapture
//! ```

mod generate;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use generate::Function;
use serde_json::Value;

const COUNT: u32 = 150;
const SEED: u64 = 20_261_127;

/// Of so many in a hundred rustc may say that they cannot be managers: it always says so.
const REFUSED: usize = 5;

#[test]
fn every_function_does_what_a_plain_one_does() {
    let variable = |name| {
        env::var(name)
            .ok()
            .map(|text| text.parse().expect("it is a number"))
    };
    let seed = variable("SCOPED_RANDOM_SEED").unwrap_or(SEED);
    let count = variable("SCOPED_RANDOM_COUNT")
        .map_or(COUNT, |count| u32::try_from(count).expect("it is small"));
    let mut functions = generate::functions(seed, count);
    let package = target_directory()
        .join("random-yields")
        .join(format!("seed-{seed}-{count}"));
    let mut refused = 0;
    // What is found in one pass of rustc may hide what the next one finds.
    loop {
        let found = refused_in(&package, &functions);
        if found.is_empty() {
            break;
        }
        refused += found.len();
        functions.retain(|function| !found.contains(&function.id));
    }
    println!(
        "seed {seed}: {} functions, {refused} more are refused",
        functions.len()
    );
    assert!(
        refused * 100 <= REFUSED * (functions.len() + refused),
        "{refused} functions are refused, see {}",
        package.display()
    );
    let output = cargo(&package, &["test", "--quiet"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "seed {seed}, in {}:\n{text}",
        package.display()
    );
    assert!(
        text.contains(&format!("{} passed", functions.len())),
        "every function is run:\n{text}"
    );
}

/// Builds the functions, and gives those in which rustc finds an error.
fn refused_in(package: &Path, functions: &[Function]) -> BTreeSet<u32> {
    let lines = write_package(package, functions);
    let output = cargo(
        package,
        &["test", "--no-run", "--quiet", "--message-format=json"],
    );
    if output.status.success() {
        return BTreeSet::new();
    }
    let mut found = BTreeSet::new();
    let text = String::from_utf8_lossy(&output.stdout);
    let messages = text
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    for message in messages {
        let message = &message["message"];
        if message["level"] != "error" {
            continue;
        }
        let rendered = message["rendered"].as_str().unwrap_or_default();
        println!("{rendered}");
        for span in message["spans"].as_array().into_iter().flatten() {
            let line = usize::try_from(span["line_start"].as_u64().unwrap_or(0)).unwrap_or(0);
            if span["is_primary"] == true && span["file_name"] == "src/lib.rs" {
                found.extend(
                    lines
                        .iter()
                        .rev()
                        .find(|(first, _)| *first <= line)
                        .map(|(_, id)| *id),
                );
            }
        }
    }
    assert!(
        !found.is_empty(),
        "no function is at fault:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    found
}

/// Writes the package; returns the line where each function begins.
fn write_package(package: &Path, functions: &[Function]) -> Vec<(usize, u32)> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir_all(package.join("src")).expect("the package's directory can be made");
    let harness = workspace.join("tests/yielding/harness.rs");
    let mut text = format!(
        "#![allow(unused)]\n#[path = {harness:?}]\n#[macro_use]\nmod harness;\nuse harness::*;\n\
         pub(crate) struct P {{ x: Noisy, y: Noisy }}\n"
    );
    let mut lines = Vec::new();
    for function in functions {
        lines.push((text.lines().count() + 1, function.id));
        text.push_str(&function.text);
    }
    put(&package.join("src/lib.rs"), &text);
    // Of its own, as all of them are built in one directory.
    let name = package
        .file_name()
        .and_then(|name| name.to_str())
        .expect("the name is ours");
    let mut manifest = format!(
        "[package]\nname = \"scoped-random-yields-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [profile.dev]\ndebug = false\n\n[dependencies]\ntokio = {{ version = \"1.45\", features = [\"rt\"] }}\n",
    );
    let _ = writeln!(
        manifest,
        "scoped-core = {{ path = {:?} }}",
        workspace.join("scoped-core")
    );
    put(&package.join("Cargo.toml"), &manifest);
    // The same versions, so that what is built is used.
    if let Ok(lock) = fs::read_to_string(workspace.join("Cargo.lock")) {
        put(&package.join("Cargo.lock"), &lock);
    }
    lines
}

/// Writes a file that is not as it is to be, so that nothing is built twice.
fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

fn cargo(package: &Path, arguments: &[&str]) -> Output {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(arguments)
        .arg("--offline")
        .current_dir(package)
        .env("CARGO_TARGET_DIR", target_directory())
        .output()
        .expect("cargo can be run")
}

/// `target/debug/deps/random_yields-..` is this program.
fn target_directory() -> PathBuf {
    let program = env::current_exe().expect("the test binary has a path");
    let directory = program.ancestors().nth(3);
    directory.expect("it lies in a target directory").to_owned()
}
