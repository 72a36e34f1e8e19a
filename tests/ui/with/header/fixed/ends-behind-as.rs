#[path = "../../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() as t, timer() as _ => { t.stop() });
    timer().stop();
}
