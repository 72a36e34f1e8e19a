#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() => {
        #[cfg(any())]
        break 'gone;
    });
}
