#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let n: u32 = loop {
        with!(timer() => {
            break "none";
        });
    };
    println!("{n}");
}
