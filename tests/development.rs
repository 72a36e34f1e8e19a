//! DEVELOPMENT.md shows the smallest expansion as it is.

const PAGE: &str = include_str!("../DEVELOPMENT.md");
const SNAPSHOT: &str = include_str!(
    "../scoped-macros/src/with/tests/snapshots/scoped_macros__with__tests__expansions__one_item.snap"
);

#[test]
fn the_smallest_expansion() {
    let (_, expansion) = SNAPSHOT.rsplit_once("---\n").unwrap();
    assert!(
        PAGE.contains(&format!("```rust\n{expansion}```")),
        "DEVELOPMENT.md should show\n{expansion}"
    );
}
