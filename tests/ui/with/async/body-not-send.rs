#[path = "../support.rs"]
mod support;
use support::*;

fn spawn(_: impl Future + Send) {}

fn main() {
    spawn(async {
        with!(async Conn as c => {
            let rc = std::rc::Rc::new(1);
            let _ = c.ping().await;
            drop(rc);
        });
    });
}
