use scoped_core::within;

trait Size {
    #[within(timer())]
    fn size(&self) -> u32;
}

fn main() {}
