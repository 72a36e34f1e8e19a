//! Expansions as `cargo expand` shows them: how the nested blocks stand in each other, and what each way out of the
//! body becomes.

use insta::assert_snapshot;
use proc_macro2::TokenStream;
use quote::quote;

use crate::with::expand;

/// The expansion, as the body of a function: `prettyplease` prints files only.
fn expansion(call: &str) -> String {
    let call: TokenStream = call.parse().unwrap();
    let expansion = expand(quote!((::scoped_core) #call));
    prettyplease::unparse(&syn::parse2(quote!(fn expanded() { #expansion })).unwrap())
}

/// DEVELOPMENT.md prints it.
#[test]
fn one_item() {
    assert_snapshot!(expansion(
        "Transaction::begin(db) as tx => { tx.insert(row) }"
    ));
}

#[test]
fn question_mark_return_and_break() {
    assert_snapshot!(expansion(
        "open(path) as file => {
            let line = file.line()?;
            if line.is_empty() {
                return Ok(None);
            }
            if line == end {
                break 'lines;
            }
            line.len()
        }",
    ));
}

#[test]
fn three_items() {
    assert_snapshot!(expansion(
        "lock(registry) as names, open(path)? as mut file, span() => { file.write(names)?; }",
    ));
}

#[test]
fn asynchronous() {
    assert_snapshot!(expansion(
        "async pool.begin() as tx => { tx.insert(row).await?; }",
    ));
}

/// The inner block's value may be that of the outer body, which has to be told how to see a failure in it.
#[test]
fn nested_in_a_branch() {
    assert_snapshot!(expansion(
        "span() => {
            if cached {
                read()
            } else {
                with!(open(path) as file => { file.read() })
            }
        }",
    ));
}

/// Nobody knows whether the macro jumps, so the guard is told when the body awaits, and whether it went on.
#[test]
fn opaque() {
    assert_snapshot!(expansion(
        "span() as span => { check!(span); socket.ready().await; }",
    ));
}
