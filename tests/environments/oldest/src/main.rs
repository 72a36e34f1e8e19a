//! The corpus, at the oldest supported compiler.

use scoped_core as scoped;

#[path = "../../corpus/by_its_name.rs"]
mod by_its_name;
#[path = "../../corpus/mod.rs"]
mod corpus;
#[path = "../../corpus/with_std.rs"]
mod with_std;

fn main() {
    corpus::run();
    by_its_name::run();
    with_std::run();
    println!("oldest: all passed");
}
