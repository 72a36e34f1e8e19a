//! What the attribute writes, on any compiler.

use insta::assert_snapshot;

use super::expand;

fn expansion(arguments: &str, item: &str) -> String {
    let output = expand(arguments.parse().unwrap(), item.parse().unwrap());
    prettyplease::unparse(&syn::parse2(output).unwrap())
}

#[test]
fn one_item() {
    assert_snapshot!(expansion(
        "span(id) as span",
        "/// Loads it.
        #[inline]
        pub fn load(id: u32) -> Result<Row, DbError> {
            #![allow(unused_variables)]
            span.note(id);
            query(id)
        }",
    ));
}

#[test]
fn two_items_and_a_crate() {
    assert_snapshot!(expansion(
        "span(), async pool.begin() as tx, crate = blocks",
        "async fn insert(pool: &Pool, row: Row) -> Result<(), DbError> { tx.insert(row).await }",
    ));
}

/// The value of a body that never ends is bound first, or rustc would warn of what follows it.
#[test]
fn never() {
    assert_snapshot!(expansion("span()", "fn run() -> ! { exit(1) }"));
}
