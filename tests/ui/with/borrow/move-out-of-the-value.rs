#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(open("path").unwrap() as f => {
        let file: File = *f;
        drop(file);
    }).unwrap();
}
