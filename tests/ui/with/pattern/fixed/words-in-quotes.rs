#[path = "../../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() as _ => {});
}
