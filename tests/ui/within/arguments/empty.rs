use scoped_core::within;

#[within()]
fn size() -> u32 {
    1
}

fn main() {}
