#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let mut state = 1;
    with!(Lends(&state) as s => {
        state = 2;
        println!("{s}");
    });
    println!("{state}");
}
