#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let text = String::from("text");
    with!(timer() => {
        drop(text);
    });
    println!("{text}");
}
