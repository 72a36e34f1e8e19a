#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let _ = async {
        with!(timer() => {
            open("path")?;
        });
    };
}
