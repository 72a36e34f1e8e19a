#[path = "../support.rs"]
mod support;
use support::*;

fn check<E: std::error::Error>(found: Result<u32, E>) -> Result<u32, E> {
    with!(timer() => { Ok(found? + 1) })
}

fn main() {}
