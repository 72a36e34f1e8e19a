#[path = "../../async/support.rs"]
mod support;
use scoped_core::{awaiting, nullcontext};
use support::*;

fn main() {
    spawn(async {
        with!(async awaiting(nullcontext("text")) => {
            pause().await;
        });
    });
}
