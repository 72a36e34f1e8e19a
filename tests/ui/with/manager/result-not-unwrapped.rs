#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(open("path") as f => {
        f.text();
    });
}
