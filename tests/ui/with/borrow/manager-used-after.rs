#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let t = timer();
    with!(t as t => {
        t.stop();
    });
    println!("{}", t.id);
}
