#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!("1".parse().unwrap() as n => {
        n.stop();
    });
}
