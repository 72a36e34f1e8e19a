//! The corpus over scoped-core under another name.

use blocks as scoped;

#[path = "../../corpus/mod.rs"]
mod corpus;
#[path = "../../corpus/with_std.rs"]
mod with_std;

fn main() {
    corpus::run();
    with_std::run();
}
