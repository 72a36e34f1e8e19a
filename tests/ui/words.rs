//! Words that no reader should meet, since they did not write them.

use std::collections::BTreeSet;

const FORBIDDEN: &[&str] = &[
    "originates in",
    "__scoped",
    "__private",
    "$crate",
    "scoped-core/src",
    PRIVATE_PATH,
    "AsyncGuard<",
    "FunctionManager<",
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

/// A path into a module of the library: what is public is an item of the root.
pub const PRIVATE_PATH: &str = "scoped_core::module";

/// What may hold them in every case: where the bound of a hidden call stands, the traits themselves, and a function that
/// is public.
const ACCEPTED: &[&str] = &[
    "note: required by a bound in `scoped_core::__private::",
    "note: required by a bound in `scoped_core::scope`",
    "--> $WORKSPACE/scoped-core/src/",
    "::: $WORKSPACE/scoped-core/src/",
    "| pub fn ",
    "| pub const fn ",
];

/// Those in what the compiler says about a case.
pub fn forbidden_in(output: &str, source: &str) -> BTreeSet<&'static str> {
    let quotes_the_case = |line: &str| {
        line.trim_start()
            .starts_with(|first: char| first.is_ascii_digit())
    };
    output
        .lines()
        .filter(|line| !quotes_the_case(line))
        .filter(|line| !ACCEPTED.iter().any(|accepted| line.contains(accepted)))
        .flat_map(|line| FORBIDDEN.iter().filter(|word| shows(line, word)))
        .copied()
        .filter(|word| !is_written(word, source))
        .collect()
}

/// Whether a line of output holds the word.
fn shows(line: &str, word: &str) -> bool {
    if word != PRIVATE_PATH {
        return line.contains(word);
    }
    line.split("scoped_core::")
        .skip(1)
        .any(|rest| rest.starts_with(|first: char| first.is_ascii_lowercase()))
}

/// Whether the case itself holds what the word names.
fn is_written(word: &str, source: &str) -> bool {
    match word {
        "async block" => source.contains("async {") || source.contains("async move {"),
        "a closure" => source.contains('|') || source.contains("move {"),
        _ => false,
    }
}
