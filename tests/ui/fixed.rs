//! Whether the help of each error of our own compiles. `<subject>/<kind>/fixed/<the-mistake>.rs` is the case with the advice taken,
//! by the smallest edit.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::exceptions::{NOT_FIXED, NOT_PASTED};
use crate::{kinds, outputs};

/// Those of whose cases each has its fixed one.
const SUBJECTS: &[&str] = &["with", "async", "managers", "context_manager", "within"];

/// What stands in a help for code of the reader's.
const PLACEHOLDERS: &[&str] = &[
    "expr", "name", "value", "Type", "Value", "Error", "E", "Trait",
];

#[test]
fn every_help_compiles() {
    let mut all = String::from(
        "#![deny(warnings)]\n#![allow(dead_code, unused_imports, unused_macros)]\nfn main() {}\n",
    );
    for (at, path) in fixed().values().enumerate() {
        let path = fs::canonicalize(path).unwrap();
        writeln!(all, "#[path = {path:?}]\nmod fixed_{at};").unwrap();
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixed.rs");
    fs::write(&path, all).unwrap();
    trybuild::TestCases::new().pass(path);
}

#[test]
fn every_help_is_taken() {
    let missing: BTreeSet<_> = helps()
        .into_keys()
        .filter(|case| !fixed_path(case).exists())
        .collect();
    let excepted: BTreeSet<_> = NOT_FIXED
        .iter()
        .map(|(case, _)| String::from(*case))
        .collect();
    // Both ways: an exception that is not needed any more would hide that the file is lost.
    assert_eq!(missing, excepted);
}

#[test]
fn every_fixed_case_has_its_help() {
    let helps = helps();
    let stale: Vec<_> = fixed()
        .into_keys()
        .filter(|case| is_checked(case) && !helps.contains_key(case))
        .collect();
    assert!(stale.is_empty(), "{stale:?}");
}

#[test]
fn every_help_is_pasted() {
    let mut found = BTreeSet::new();
    for (case, helps) in helps() {
        let Ok(source) = fs::read_to_string(fixed_path(&case)) else {
            continue;
        };
        let source = without_spaces(&source);
        let holds = |code: &str| source.contains(&without_spaces(code));
        for help in helps {
            // Of what can be done one is, and what is to be removed is gone.
            let alternatives: Vec<Vec<_>> = help
                .split(", or ")
                .map(|alternative| {
                    let clauses = alternative.split("; ");
                    let clauses = clauses.filter(|clause| !clause.contains("remove "));
                    clauses
                        .flat_map(code_in)
                        .filter(|code| !holds(code))
                        .collect()
                })
                .collect();
            let lost = alternatives.into_iter().min_by_key(Vec::len).unwrap();
            found.extend(
                lost.into_iter()
                    .map(|code| (case.clone(), String::from(code))),
            );
        }
    }
    let excepted: BTreeSet<_> = NOT_PASTED
        .iter()
        .map(|(case, code, _)| (String::from(*case), String::from(*code)))
        .collect();
    assert_eq!(found, excepted);
}

/// The helps of our own in each `subject/kind/the-mistake`. They stand before the place, where none of rustc's do.
fn helps() -> BTreeMap<String, Vec<String>> {
    let help_of = |output: &str| -> Vec<String> {
        let lines: Vec<_> = output.lines().collect();
        let pairs = lines.windows(2);
        let ours = pairs.filter(|pair| pair[0].starts_with("error: "));
        let helps = ours.filter_map(|pair| pair[1].trim_start().strip_prefix("= help: "));
        helps.map(String::from).collect()
    };
    outputs()
        .into_iter()
        .filter(|(case, _)| is_checked(case))
        .map(|(case, output)| (case, help_of(&output)))
        .filter(|(_, helps)| !helps.is_empty())
        .collect()
}

/// The fixed cases, by the case that each is of.
fn fixed() -> BTreeMap<String, PathBuf> {
    kinds()
        .into_iter()
        .flat_map(|kind| {
            let files = fs::read_dir(kind.join("fixed")).into_iter().flatten();
            files.map(move |file| {
                let path = file.unwrap().path();
                let case = kind.join(path.file_stem().unwrap());
                (case.display().to_string(), path)
            })
        })
        .collect()
}

fn is_checked(case: &str) -> bool {
    let subject = case.split('/').next();
    subject.is_some_and(|subject| SUBJECTS.contains(&subject))
}

/// Where the fixed one of a case is.
fn fixed_path(case: &str) -> PathBuf {
    let case = Path::new(case);
    let name = case.file_name().unwrap();
    case.with_file_name("fixed").join(name).with_extension("rs")
}

/// The code of a help that can be pasted as it is.
fn code_in(help: &str) -> impl Iterator<Item = &str> {
    let is_placeholder = |word: &str| PLACEHOLDERS.contains(&word);
    help.split('`').skip(1).step_by(2).filter(move |code| {
        let mut words = code.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        !code.contains("..") && !words.any(is_placeholder)
    })
}

fn without_spaces(code: &str) -> String {
    code.split_whitespace().collect()
}
