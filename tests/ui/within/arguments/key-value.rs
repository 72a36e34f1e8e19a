use scoped_core::within;

#[within = "timer()"]
fn size() -> u32 {
    1
}

fn main() {}
