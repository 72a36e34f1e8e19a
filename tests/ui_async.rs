//! What the compiler says of a mistake in async code around `with!`: `tests/ui/async/<the-mistake>.rs`,
//! each with the expected output beside it. More of them, on the form of an async item, stand in
//! `tests/ui/with/async`. The texts hold for the compiler in `rust-toolchain.toml`;
//! `TRYBUILD=overwrite` writes them anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

const CASES: &str = "tests/ui/async";

/// Cases with several errors, and why.
const SEVERAL: &[(&str, usize, &str)] = &[
    (
        "await-in-a-sync-function-under-an-async-item",
        2,
        "the item awaits, and so does the body",
    ),
    (
        "block-on-with",
        3,
        "the block is no future, which rustc says twice, and awaits outside of async code",
    ),
    (
        "generic-manager-not-send",
        3,
        "the value, `enter` and `exit` may each be what is not `Send`",
    ),
    (
        "run-with-a-closure-that-is-not-async",
        3,
        "rustc's texts for what `AsyncFnOnce` asks of a closure",
    ),
];

/// Names of ours that no reader wrote, where they are shown all the same, and why.
const SHOWN: &[(&str, &str, &str)] = &[(
    "manager-not-send",
    "AsyncGuard<",
    "the type that holds the manager",
)];

const NAMES: &[&str] = &["__scoped", "$crate", "AsyncGuard<", "Guard<", ".manager`"];

#[test]
fn mistakes_are_explained() {
    trybuild::TestCases::new().compile_fail(format!("{CASES}/*-*.rs"));
}

#[test]
fn one_error_per_mistake() {
    for (case, output) in outputs() {
        let errors = output.lines().filter(|line| line.starts_with("error"));
        let several = SEVERAL.iter().find(|(name, ..)| *name == case);
        let expected = several.map_or(1, |(_, count, _)| *count);
        assert_eq!(errors.count(), expected, "{case}:\n{output}");
        assert!(!output.contains("warning:"), "{case}:\n{output}");
    }
}

#[test]
fn no_hidden_name_is_shown() {
    for (case, output) in outputs() {
        let text: Vec<_> = output.lines().filter(|line| !is_ours(line)).collect();
        let found = NAMES
            .iter()
            .find(|name| text.iter().any(|line| line.contains(**name)));
        let expected = SHOWN
            .iter()
            .find(|(name, ..)| *name == case)
            .map(|(_, shown, _)| shown);
        assert_eq!(found, expected, "{case}:\n{output}");
    }
}

/// A line that quotes our own source, as the bound that is not met.
fn is_ours(line: &str) -> bool {
    line.starts_with("  | pub fn ") || line.starts_with("note: required by a bound in `")
}

#[test]
fn every_output_has_its_case_and_every_exception() {
    let outputs = outputs();
    for case in outputs.keys() {
        assert!(
            PathBuf::from(format!("{CASES}/{case}.rs")).exists(),
            "{case}"
        );
    }
    let several = SEVERAL.iter().map(|(name, ..)| *name);
    for case in several.chain(SHOWN.iter().map(|(name, ..)| *name)) {
        assert!(outputs.contains_key(case), "{case}");
    }
}

/// What is expected of each case.
fn outputs() -> BTreeMap<String, String> {
    fs::read_dir(CASES)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == "stderr"))
        .map(|path| {
            let case = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (case, fs::read_to_string(path).unwrap())
        })
        .collect()
}
