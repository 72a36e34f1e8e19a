#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let fd = 3_u64;
    with!(fd as u32 => {});
}
