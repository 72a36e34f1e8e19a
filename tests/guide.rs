//! What the pages of `scoped_core::guide` name exists: the tests of the contract, and files.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

const CONTRACT: &str = include_str!("../scoped-core/src/guide/contract.md");
const PAGES: [&str; 5] = [
    CONTRACT,
    include_str!("../scoped-core/src/guide/async_cleanup.md"),
    include_str!("../scoped-core/src/guide/costs.md"),
    include_str!("../scoped-core/src/guide/limits.md"),
    include_str!("../scoped-core/src/guide/python.md"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What stands in backticks on a line.
fn code(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// The tests of a row, as file and name: `file::test` or, behind one of the same file, `::test`.
fn tests_of_row(row: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut file = "";
    code(row)
        .filter_map(|code| code.split_once("::"))
        .map(|(named, test)| {
            if !named.is_empty() {
                file = named;
            }
            (file, test)
        })
        .collect()
}

/// Whether a file has that test: a function, or a row of a macro that makes one of each row.
fn has_test(source: &str, name: &str) -> bool {
    let is_named = |line: &str| {
        line.strip_prefix(name)
            .is_some_and(|rest| rest.starts_with(['(', ' ', ',']))
    };
    let mut is_test = false;
    source
        .lines()
        .map(str::trim)
        .any(|line| match line.strip_prefix("fn ") {
            Some(function) => is_test && is_named(function),
            None => {
                let goes_on = line.starts_with("#[") || line.starts_with("//");
                is_test = line == "#[test]" || is_test && goes_on;
                is_named(line)
            }
        })
}

#[test]
fn tests_of_the_contract() {
    let rows = CONTRACT
        .lines()
        .filter_map(|line| line.strip_prefix("| "))
        // The first cell says what the row is about.
        .filter_map(|row| row.split_once(" | "))
        .map(|(_, cells)| cells);
    let tests: Vec<_> = rows.flat_map(tests_of_row).collect();
    assert!(tests.len() > 90, "only {} tests were found", tests.len());

    let mut sources = HashMap::new();
    let missing: Vec<_> = tests
        .into_iter()
        .filter(|(file, test)| {
            let source = sources.entry(*file).or_insert_with(|| {
                let path = root().join("tests").join(file).with_extension("rs");
                fs::read_to_string(path).unwrap_or_default()
            });
            !has_test(source, test)
        })
        .collect();
    assert!(missing.is_empty(), "there is no such test: {missing:?}");
}

#[test]
fn files() {
    let files: Vec<_> = PAGES
        .iter()
        .flat_map(|page| page.lines().flat_map(code))
        .filter(|code| code.starts_with("tests/") || code.starts_with("benches/"))
        .filter(|path| !path.contains('*'))
        .collect();
    assert!(files.len() > 5, "only {files:?} were found");
    for file in files {
        assert!(root().join(file).exists(), "there is no {file}");
    }
}
