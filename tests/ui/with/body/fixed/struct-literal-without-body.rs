#[path = "../../support.rs"]
mod support;
use support::*;

fn main() {
    with!(Timer { id: 1 } as t => { t.stop() });
}
