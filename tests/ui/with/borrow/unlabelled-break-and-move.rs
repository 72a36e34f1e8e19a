#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let text = String::from("text");
    loop {
        with!(timer() as t => {
            if t.stop() == 1 {
                drop(text);
                break;
            }
        });
    }
}
