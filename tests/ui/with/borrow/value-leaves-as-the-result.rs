#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let name = with!(timer() as t => {
        t.name()
    });
    println!("{name}");
}
