use scoped_core::within;

#[within(tmer() as t)]
fn size() -> u32 {
    t.id
}

fn main() {}
