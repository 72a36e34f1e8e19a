#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let text = String::from("text");
    for _ in 0..3 {
        with!(timer() => {
            drop(text);
        });
    }
}
