#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    spawn(async {
        with!(async Local(std::rc::Rc::new(1)) => {
            pause().await;
        });
    });
}
