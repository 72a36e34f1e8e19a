#![deny(non_snake_case)]

#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() as myTimer => {
        myTimer.stop();
    });
}
