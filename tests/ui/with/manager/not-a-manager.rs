#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(String::from("text") as s => {
        println!("{s}");
    });
}
