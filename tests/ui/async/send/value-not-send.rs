#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    spawn(async {
        with!(async LendsRc as number => {
            pause().await;
            drop(number);
        });
    });
}
