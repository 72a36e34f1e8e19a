#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(
        timer() as t
        *Box::new(timer()) as u => {
            t.id = u.stop();
        }
    );
}
