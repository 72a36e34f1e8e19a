#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let plain: &String = { &String::new() };
    let with: &String = with!(timer() => { &String::new() });
    drop((plain.len(), with.len()));
}
