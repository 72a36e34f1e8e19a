#[path = "../../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

trait Size {
    fn size(&self) -> u32;
}

impl Size for u32 {
    #[within(timer())]
    fn size(&self) -> u32 {
        *self
    }
}

fn main() {}
