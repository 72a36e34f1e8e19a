//! The corpus over another crate's re-export of the whole library.

use facade::blocks as scoped;

#[path = "../../corpus/mod.rs"]
mod corpus;
#[path = "../../corpus/with_std.rs"]
mod with_std;

fn main() {
    corpus::run();
    with_std::run();
}
