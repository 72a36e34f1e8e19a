use scoped_core::context_manager;

struct Pool(u8);

#[context_manager]
impl Pool {
    type Value<'a> = &'a mut u8;
    fn exit(self) {}
}

fn main() {}
