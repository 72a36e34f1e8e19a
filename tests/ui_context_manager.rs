//! What `#[context_manager]` says about mistakes.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/context_manager/*.rs");
}
