#[path = "../../support.rs"]
mod support;
use support::*;

fn main() {
    for i in 0..3 {
        with!(timer() as a => {
            with!(timer() as b => {
                if i == a.stop() {
                    continue;
                }
                b.stop();
                break;
            });
        });
    }
}
