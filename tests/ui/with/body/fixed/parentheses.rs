#[path = "../../support.rs"]
mod support;
use support::*;

fn main() {
    let n = with!(timer() as t => {
        t.stop()
    });
    println!("{n}");
}
