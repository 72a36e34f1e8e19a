#[path = "../../support.rs"]
mod support;
use support::*;

fn main() {
    with!(scoped_core::on_exit(|_: Outcome<'_>| println!("done")), timer() as t => {
        t.stop();
    });
}
