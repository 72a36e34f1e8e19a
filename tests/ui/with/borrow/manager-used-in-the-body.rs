#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let manager = timer();
    with!(manager as t => {
        t.stop();
        println!("{}", manager.id);
    });
}
