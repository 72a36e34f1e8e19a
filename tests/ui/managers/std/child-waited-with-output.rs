use scoped_core::with;
use std::process::Command;

fn main() {
    with!(Command::new("sort").spawn().unwrap() as sort => {
        sort.wait_with_output().unwrap();
    }).unwrap();
}
