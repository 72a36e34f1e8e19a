#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(Quiet as q => {
        q.elapsed();
    });
}
