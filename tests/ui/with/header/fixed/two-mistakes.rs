#[path = "../../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() as a, timer() as r#match, timer() as t => {
        a.id = t.stop() + r#match.stop();
    });
}
