#[path = "../../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() as t => { match t.stop() {
        0 => "none",
        _ => "some",
    } });
}
