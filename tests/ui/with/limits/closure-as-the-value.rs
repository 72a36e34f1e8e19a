#[path = "../support.rs"]
mod support;
use support::*;

fn plain() -> impl Fn(i32) -> i32 {
    let name = ();
    {
        drop(name);
        |number| number.pow(2)
    }
}

fn with() -> impl Fn(i32) -> i32 {
    with!(timer() => { |number| number.pow(2) })
}

fn main() {}
