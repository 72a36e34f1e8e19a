#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    spawn(async {
        with!(LocalTimer(std::rc::Rc::new(1)) => {
            pause().await;
        });
    });
}
