#[path = "../support.rs"]
mod support;
use support::*;

use std::collections::HashMap;

fn main() {
    let id = 1;
    let map: HashMap<u32, u32> = HashMap::new();
    with!(Timer { id } as mut t -> {
        let mut n = t.stop();
        n += map.len() as u32;
    });
}
