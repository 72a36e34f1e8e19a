use scoped_core::within;

#[within(timer())]
pub struct Size(u32);

fn size() -> Size {
    Size(1)
}

fn main() {}
