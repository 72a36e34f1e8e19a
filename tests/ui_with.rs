//! What the compiler says of a `with!` with a mistake in it: `tests/ui/with/<kind>/<the-mistake>.rs`, each
//! with the expected output beside it. The texts hold for the compiler in `rust-toolchain.toml`;
//! `TRYBUILD=overwrite` writes them anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const CASES: &str = "tests/ui/with";

/// Words that no reader should meet, since they did not write them.
const FORBIDDEN: &[&str] = &[
    "originates in",
    "__scoped",
    "__private",
    "$crate",
    "scoped_core::",
    "scoped-core/src/lib.rs",
    "labeled block",
    "a closure",
    "async block",
    ".manager`",
    "identity",
    "temporary value",
    "/rustc/",
    "$RUST",
    "$CARGO",
    "/home/",
    "/tmp/",
];

/// What may hold them in every case: where the bound of a hidden call stands, and the trait itself.
const ACCEPTED: &[&str] = &[
    "note: required by a bound in `scoped_core::__private::",
    "`scoped_core::ContextManager`",
];

/// Cases that show such a word all the same, with the reason.
const EXCEPTIONS: &[(&str, &[&str], &str)] = &[
    ("body/closure", &["a closure"], "it has one"),
    ("body/closure-after-comma", &["a closure"], "it has one"),
    ("body/move-block", &["a closure"], "`move` is a closure's"),
    ("flow/break-in-a-closure", &["a closure"], "it has one"),
    (
        "flow/question-mark-in-a-closure",
        &["a closure"],
        "it has one",
    ),
    (
        "flow/question-mark-in-an-async-block",
        &["async block"],
        "it has one",
    ),
    ("manager/async-block", &["async block"], "it has one"),
    ("async/body-not-send", &["async block"], "it has one"),
    (
        "flow/break-outside-of-a-loop",
        &["labeled block"],
        "rustc's text for every `break`",
    ),
    (
        "header/empty",
        &["originates in"],
        "there is no token to point at",
    ),
    (
        "flow/hidden-break",
        &["labeled block", "originates in"],
        "a known limit; the note names the user's own macro",
    ),
    (
        "body/in-item-position",
        &[
            "__private",
            "$crate",
            "scoped_core::",
            "scoped-core/src/lib.rs",
        ],
        "rustc quotes what the wrapper expands to",
    ),
    (
        "pattern/refutable",
        &["$crate", "__private", "scoped-core/src/lib.rs"],
        "rustc would make the hidden `let` a `let .. else`",
    ),
    (
        "pattern/mut-reference",
        &["originates in", "__private", "$crate"],
        "the value is hidden",
    ),
    (
        "flow/return-without-a-value",
        &["originates in", "__private", "$crate"],
        "a `return` of the user's would be a needless one to clippy",
    ),
    (
        "flow/question-mark-on-no-try-type",
        &["scoped_core::"],
        "the operand is split by a trait of ours",
    ),
    (
        "result/fallible-at-the-end-of-a-unit-function",
        &["originates in", "__private", "$crate"],
        "the value is that of the whole call",
    ),
    (
        "result/fallible-value-does-not-fit",
        &["originates in", "__private", "$crate"],
        "the value is that of the whole call",
    ),
    (
        "limits/error-of-a-type-parameter",
        &["originates in", "__private", "$crate"],
        "the bound is missed once more where the block finishes",
    ),
    (
        "result/suppressed-value-used",
        &["originates in", "__private", "$crate"],
        "the value is that of the whole call",
    ),
];

#[test]
fn correct_calls_are_silent() {
    trybuild::TestCases::new().pass(format!("{CASES}/pass/*.rs"));
}

#[test]
fn mistakes_are_explained() {
    let cases = trybuild::TestCases::new();
    for kind in kinds() {
        cases.compile_fail(kind.join("*.rs"));
    }
}

#[test]
fn no_hidden_name_is_shown() {
    let mut found = BTreeSet::new();
    for path in files("stderr") {
        let case = case_of(&path);
        for line in fs::read_to_string(&path).unwrap().lines() {
            let quotes_the_case = line
                .trim_start()
                .starts_with(|first: char| first.is_ascii_digit());
            if quotes_the_case || ACCEPTED.iter().any(|accepted| line.contains(accepted)) {
                continue;
            }
            found.extend(
                FORBIDDEN
                    .iter()
                    .filter(|word| line.contains(**word))
                    .map(|word| (case.clone(), (*word).to_owned())),
            );
        }
    }
    let excepted: BTreeSet<_> = EXCEPTIONS
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
    let stale: Vec<_> = files("stderr")
        .into_iter()
        .filter(|path| !path.with_extension("rs").exists())
        .collect();
    assert!(stale.is_empty(), "{stale:?}");
}

/// The folders of cases that do not compile.
fn kinds() -> Vec<PathBuf> {
    let mut kinds: Vec<_> = fs::read_dir(CASES)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() && !path.ends_with("pass"))
        .collect();
    kinds.sort();
    kinds
}

/// The files of the cases with that extension.
fn files(extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = kinds()
        .iter()
        .flat_map(|kind| fs::read_dir(kind).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
}

/// `kind/the-mistake`.
fn case_of(path: &Path) -> String {
    path.strip_prefix(CASES)
        .unwrap()
        .with_extension("")
        .display()
        .to_string()
}
