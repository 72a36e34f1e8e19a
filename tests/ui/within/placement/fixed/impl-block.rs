#[path = "../../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

struct Size(u32);

impl Size {
    #[within(timer())]
    fn get(&self) -> u32 {
        self.0
    }
}

fn main() {}
