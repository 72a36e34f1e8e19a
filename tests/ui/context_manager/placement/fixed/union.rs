use scoped_core::context_manager;

union Slot {
    a: u8,
    b: u32,
}

#[context_manager]
impl Slot {
    fn exit(self) {}
}

fn main() {}
