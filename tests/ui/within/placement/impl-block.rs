use scoped_core::within;

struct Size(u32);

#[within(timer())]
impl Size {
    fn get(&self) -> u32 {
        self.0
    }
}

fn main() {}
