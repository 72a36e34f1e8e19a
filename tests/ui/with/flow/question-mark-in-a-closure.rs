#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let f = || {
        with!(timer() => {
            open("path")?;
        });
    };
    f();
}
