//! What the compiler says about a mistake: `<subject>/<kind>/<the-mistake>.rs`, each with the expected output
//! beside it. The subjects are `with`, `async`, `context_manager`, `within` and `managers`; the cases in a kind `pass`
//! compile. What is in a folder `fixed` is a case whose help was taken.
//!
//! The texts hold for the compiler in `rust-toolchain.toml`. `TRYBUILD=overwrite` writes them anew.

mod exceptions;
mod fixed;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use exceptions::{SEVERAL, SHOWN};

const SUBJECTS: [&str; 5] = ["with", "async", "context_manager", "within", "managers"];

#[test]
fn every_case_compiles_or_is_explained() {
    let (passing, failing): (Vec<_>, Vec<_>) =
        kinds().into_iter().partition(|kind| kind.ends_with("pass"));
    // Apart: trybuild builds cases all at once only where none is to be run. It does so on drop.
    {
        let cases = trybuild::TestCases::new();
        for kind in failing {
            cases.compile_fail(kind.join("*.rs"));
        }
    }
    let cases = trybuild::TestCases::new();
    for kind in passing {
        cases.pass(kind.join("*.rs"));
    }
}

#[test]
fn one_error_per_mistake() {
    let several: BTreeMap<_, _> = SEVERAL
        .iter()
        .map(|(case, count, _)| (String::from(*case), *count))
        .collect();
    let found: BTreeMap<_, _> = outputs()
        .into_iter()
        .map(|(case, output)| (case, errors_in(&output)))
        .filter(|(_, count)| *count != 1)
        .collect();
    assert_eq!(found, several);
}

#[test]
fn no_hidden_name_is_shown() {
    let mut found = BTreeSet::new();
    for (case, output) in outputs() {
        let source = fs::read_to_string(format!("{case}.rs")).unwrap();
        let words = words::forbidden_in(&output, &source);
        found.extend(
            words
                .into_iter()
                .map(|word| (case.clone(), String::from(word))),
        );
    }
    let excepted: BTreeSet<_> = SHOWN
        .iter()
        .flat_map(|(case, words, _)| {
            words
                .iter()
                .map(|word| (String::from(*case), String::from(*word)))
        })
        .collect();
    // Both ways: an exception that is not needed any more would hide the next such word.
    let forbidden: Vec<_> = found.difference(&excepted).collect();
    let needless: Vec<_> = excepted.difference(&found).collect();
    assert!(forbidden.is_empty(), "shown: {forbidden:#?}");
    assert!(needless.is_empty(), "not shown any more: {needless:#?}");
}

#[test]
fn every_output_has_its_case() {
    let stale: Vec<_> = outputs()
        .into_keys()
        .filter(|case| !Path::new(case).with_extension("rs").exists())
        .collect();
    assert!(stale.is_empty(), "{stale:?}");
}

/// The folders of cases.
fn kinds() -> Vec<PathBuf> {
    let mut kinds: Vec<_> = SUBJECTS
        .iter()
        .flat_map(|subject| fs::read_dir(subject).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    kinds.sort();
    kinds
}

/// What is expected of each `subject/kind/the-mistake`.
fn outputs() -> BTreeMap<String, String> {
    kinds()
        .iter()
        .flat_map(|kind| fs::read_dir(kind).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == "stderr"))
        .map(|path| {
            let case = path.with_extension("").display().to_string();
            (case, fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// A warning counts where there is nothing else.
fn errors_in(output: &str) -> usize {
    let count = |level: &str| {
        let starts = |line: &&str| line.starts_with(level);
        output.lines().filter(starts).count()
    };
    match count("error") {
        0 => count("warning"),
        errors => errors,
    }
}
