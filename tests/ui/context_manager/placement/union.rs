use scoped_core::context_manager;

#[context_manager]
union Slot {
    a: u8,
    b: u32,
}

fn main() {}
