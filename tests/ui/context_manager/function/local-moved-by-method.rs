use scoped_core::{context_manager, yield_};

struct Builder;

impl Builder {
    fn build(self) -> u8 {
        1
    }
}

#[context_manager]
fn session() -> u8 {
    let builder = Builder;
    let value = builder.build();
    yield_!(value);
}

fn main() {}
