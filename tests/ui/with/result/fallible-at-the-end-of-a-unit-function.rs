#[path = "../support.rs"]
mod support;
use support::*;

fn run(file: File) {
    with!(file as f => {
        f.text = String::new();
    })
}

fn main() {}
