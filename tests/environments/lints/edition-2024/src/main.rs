//! The corpus under every lint, in edition 2024.

use scoped_core as scoped;

#[path = "../../../corpus/by_its_name.rs"]
mod by_its_name;
#[path = "../../../corpus/mod.rs"]
mod corpus;
#[path = "../../../corpus/with_std.rs"]
mod with_std;

fn main() {
    corpus::run();
    by_its_name::run();
    with_std::run();
}
