#[path = "../../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer(), open("a").unwrap() => {
        println!("hi");
    })
    .unwrap();
}
