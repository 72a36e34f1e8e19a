use scoped_core::with;
use std::process::Command;

fn main() {
    with!(Command::new("sort") as sort => {
        drop(sort);
    }).unwrap();
}
