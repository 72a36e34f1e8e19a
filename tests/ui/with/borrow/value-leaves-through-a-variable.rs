#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let mut name = "";
    println!("{name}");
    with!(timer() as t => {
        name = t.name();
    });
    println!("{name}");
}
