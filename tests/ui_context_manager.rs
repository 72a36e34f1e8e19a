//! What `#[context_manager]` says about mistakes.

use std::fs;
use std::path::Path;

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/context_manager/*.rs");
}

/// Cases with several errors: those that have several mistakes in them, and those of which rustc has two
/// things to say that we cannot say for it.
const SEVERAL: [(&str, usize); 9] = [
    ("several_mistakes", 7),
    ("async_abandon", 4),
    ("second_mistake_in_the_body", 2),
    ("impl_python_names", 2),
    ("yield_keyword", 2),
    ("exit_returns_other", 2),
    ("local_borrowed_across", 2),
    ("async_local_borrowed_across", 2),
    ("yield_borrow_of_local", 2),
];

#[test]
fn one_error_per_mistake_and_none_of_our_names() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/context_manager");
    for case in fs::read_dir(cases).unwrap() {
        let path = case.unwrap().path();
        if path
            .extension()
            .is_none_or(|extension| extension != "stderr")
        {
            continue;
        }
        let name = path.file_stem().unwrap().to_str().unwrap();
        let output = fs::read_to_string(&path).unwrap();
        let errors = output
            .lines()
            .filter(|line| line.starts_with("error"))
            .count();
        let expected = SEVERAL
            .iter()
            .find(|(several, _)| *several == name)
            .map_or(1, |(_, count)| *count);
        assert_eq!(errors, expected, "{name}:\n{output}");
        assert!(!output.contains("__scoped"), "{name}:\n{output}");
    }
}
