use scoped_core::with;
use std::process::Command;

fn main() {
    with!(Command::new("sort").spawn() as sort => {
        drop(sort);
    }).unwrap();
}
