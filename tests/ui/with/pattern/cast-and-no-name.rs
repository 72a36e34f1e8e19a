#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let n = 3_u8;
    with!(n as u16 as u32 => {});
}
