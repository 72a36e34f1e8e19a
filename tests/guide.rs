//! What the pages of `scoped_core::guide` name exists: the tests of the contract, and files.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const CONTRACT: &str = include_str!("../scoped-core/src/guide/contract.md");
const MANAGERS: &str = include_str!("../scoped-core/src/guide/managers.md");
const PAGES: [&str; 9] = [
    CONTRACT,
    MANAGERS,
    include_str!("../scoped-core/src/guide/async_cleanup.md"),
    include_str!("../scoped-core/src/guide/axum.md"),
    include_str!("../scoped-core/src/guide/coming_from.md"),
    include_str!("../scoped-core/src/guide/costs.md"),
    include_str!("../scoped-core/src/guide/limits.md"),
    include_str!("../scoped-core/src/guide/messages.md"),
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

/// The public names of Python 3.14's `contextlib`: `__all__`, the class that is documented besides, and the methods.
const CONTEXTLIB: [&str; 26] = [
    "AbstractContextManager",
    "AbstractAsyncContextManager",
    "contextmanager",
    "asynccontextmanager",
    "closing",
    "aclosing",
    "nullcontext",
    "suppress",
    "redirect_stdout",
    "redirect_stderr",
    "chdir",
    "ContextDecorator",
    "AsyncContextDecorator",
    "ExitStack",
    "ExitStack.enter_context",
    "ExitStack.push",
    "ExitStack.callback",
    "ExitStack.pop_all",
    "ExitStack.close",
    "AsyncExitStack",
    "AsyncExitStack.enter_context",
    "AsyncExitStack.enter_async_context",
    "AsyncExitStack.push_async_exit",
    "AsyncExitStack.push_async_callback",
    "AsyncExitStack.pop_all",
    "AsyncExitStack.aclose",
];

/// What ECMAScript 2026 has for resources.
const JAVASCRIPT: [&str; 24] = [
    "using",
    "await using",
    "Symbol.dispose",
    "Symbol.asyncDispose",
    "Iterator.prototype[Symbol.dispose]",
    "AsyncIterator.prototype[Symbol.asyncDispose]",
    "SuppressedError",
    "DisposableStack",
    "DisposableStack.use",
    "DisposableStack.adopt",
    "DisposableStack.defer",
    "DisposableStack.move",
    "DisposableStack.dispose",
    "DisposableStack.disposed",
    "DisposableStack.prototype[Symbol.dispose]",
    "AsyncDisposableStack",
    "AsyncDisposableStack.use",
    "AsyncDisposableStack.adopt",
    "AsyncDisposableStack.defer",
    "AsyncDisposableStack.move",
    "AsyncDisposableStack.disposeAsync",
    "AsyncDisposableStack.disposed",
    "AsyncDisposableStack.prototype[Symbol.asyncDispose]",
    "Symbol.toStringTag",
];

/// The public names of scopeguard 1.2.
const SCOPEGUARD: [&str; 16] = [
    "guard",
    "guard_on_success",
    "guard_on_unwind",
    "defer!",
    "defer_on_success!",
    "defer_on_unwind!",
    "ScopeGuard",
    "ScopeGuard::with_strategy",
    "ScopeGuard::into_inner",
    "Deref",
    "DerefMut",
    "Strategy",
    "Strategy::should_run",
    "Always",
    "OnSuccess",
    "OnUnwind",
];

/// The names in the first cells under a heading of the page `managers`.
fn names_under(heading: &str) -> Vec<&'static str> {
    let (_, section) = MANAGERS.split_once(heading).unwrap();
    section
        .lines()
        .skip(1)
        .take_while(|line| !line.starts_with("# "))
        .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next())
        .flat_map(code)
        .collect()
}

#[test]
fn names_of_other_managers() {
    for (heading, names) in [
        ("# Python's `contextlib`", &CONTEXTLIB[..]),
        ("# JavaScript's disposable stacks", &JAVASCRIPT),
        ("# `scopeguard`", &SCOPEGUARD),
    ] {
        let named = names_under(heading);
        let missing: Vec<_> = names.iter().filter(|name| !named.contains(name)).collect();
        assert!(missing.is_empty(), "{heading} leaves out {missing:?}");
    }
}

/// What the `python3` that is here exports; it may be older or newer than the list above.
#[test]
fn names_of_pythons_own() {
    let script = "import contextlib; print('\\n'.join(contextlib.__all__))";
    let Ok(output) = Command::new("python3").args(["-c", script]).output() else {
        return;
    };
    let exported = String::from_utf8(output.stdout).unwrap();
    let named = names_under("# Python's `contextlib`");
    let missing: Vec<_> = exported
        .lines()
        .filter(|name| !named.contains(name))
        .collect();
    assert!(missing.is_empty(), "the page leaves out {missing:?}");
}
